import * as Plot from '@observablehq/plot';
import { type Drawing, type LegendEntry, colours, draw } from './drawing.js';

/** How a curve is drawn, so that it differs from its neighbours in print and for readers who see no colours. */
export interface CurveStyle {
  readonly colour: string;
  /** lengths of strokes and gaps; none for a solid line */
  readonly dash?: string | undefined;
  readonly marker?: Plot.SymbolType | undefined;
}

const dashes = [undefined, '7 3', '2 3', '10 3 2 3', '5 2 1 2 1 2', '14 4', '1 4'] as const;
const markers = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'] as const;

/** Styles by their number: they differ in colour, dashes and markers. */
export function curveStyle(k: number): Required<CurveStyle> {
  const n = k % colours.length;
  return {
    colour: colours[n]!,
    dash: dashes[(n + Math.floor(k / colours.length)) % dashes.length],
    marker: markers[n]!,
  };
}

/** A point of a curve; one without a value is a gap in the line. */
interface CurvePoint {
  readonly x: number;
  readonly y: number | null;
}

/** A curve with its points in the order of x. */
export interface Curve {
  /** the label at its end; none where a legend says it */
  readonly label?: string;
  readonly points: readonly CurvePoint[];
  readonly style: CurveStyle;
}

/** The entry of a legend for a curve. */
export const curveEntry = ({ label, style }: { readonly label: string; readonly style: CurveStyle }): LegendEntry => ({
  label,
  colour: style.colour,
  as: 'line',
  ...(style.dash !== undefined && { dash: style.dash }),
  ...(style.marker !== undefined && { marker: style.marker }),
});

/** Markers on a curve with many points, beside others and alone. */
const mostMarkers = 9;
const mostOfOne = 60;
/** Height of a label at the end of a curve, in pixels. */
const labelHeight = 13;

/**
 * Curves with their labels at their right ends. Between computed points a curve is monotone, so that it has no bump that
 * was not computed.
 *
 * @param options  of the axes, as for `draw`
 */
export function drawCurves(
  options: Plot.PlotOptions & { readonly width: number; readonly height: number },
  curves: readonly Curve[],
): Drawing {
  const shown = curves.filter(({ points }) => points.some(hasValue));
  const marks = shown.flatMap(({ points, style }, k) => {
    const most = shown.length === 1 ? mostOfOne : mostMarkers;
    const stride = Math.max(1, Math.ceil(points.length / most));
    // Curves that lie on one another show their markers by turns.
    // A point between two gaps has no line, so it is always marked.
    const marked = points.filter((point, n) => hasValue(point) && (n % stride === k % stride || isAlone(points, n)));
    return [
      Plot.line(points, {
        x: 'x',
        y: 'y',
        curve: 'monotone-x',
        stroke: style.colour,
        strokeWidth: 1.8,
        ...(style.dash !== undefined && { strokeDasharray: style.dash }),
      }),
      ...(style.marker === undefined
        ? []
        : [
            Plot.dot(marked, {
              x: 'x',
              y: 'y',
              symbol: style.marker,
              fill: style.colour,
              stroke: 'white',
              strokeWidth: 0.6,
              r: 3.6,
            }),
          ]),
    ];
  });
  const given = [...(options.marks ?? []), ...marks];
  return draw({ ...options, marks: [...given, ...endLabels(options, given, shown)] });
}

const hasValue = (point: CurvePoint | undefined): point is { readonly x: number; readonly y: number } =>
  point !== undefined && point.y !== null;

const isAlone = (points: readonly CurvePoint[], n: number): boolean =>
  !hasValue(points[n - 1]) && !hasValue(points[n + 1]);

/** The labels of curves at their ends, moved apart where they would overlap. */
function endLabels(
  options: Plot.PlotOptions & { readonly width: number; readonly height: number },
  marks: readonly Plot.Markish[],
  curves: readonly Curve[],
): Plot.Markish[] {
  const labelled = curves.flatMap(({ label, points, style }) =>
    label === undefined ? [] : [{ label, points, style }],
  );
  if (labelled.length < 2) return [];
  const scale = draw({ ...options, marks: [...marks] }).scaleY;
  const ends = labelled
    .flatMap(({ label, points, style }) => {
      const end = points.findLast((point) => hasValue(point));
      return end ? [{ label, style, end, at: scale(end.y) }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const lowest = options.height - (options.marginBottom ?? 30);
  const places: number[] = [];
  for (const { at } of ends) places.push(Math.max(at, (places.at(-1) ?? -Infinity) + labelHeight));
  // Those that have been moved below the axis move up again.
  for (let k = places.length - 1; k >= 0; k--)
    places[k] = Math.min(places[k]!, k === places.length - 1 ? lowest : places[k + 1]! - labelHeight);
  return ends.map(({ label, style, end, at }, k) =>
    Plot.text([end], {
      x: 'x',
      y: 'y',
      text: () => label,
      dx: 7,
      dy: places[k]! - at,
      textAnchor: 'start',
      fill: style.colour,
      stroke: 'white',
      strokeWidth: 3,
      clip: false,
    }),
  );
}
