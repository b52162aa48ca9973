import type { PlotData } from '../workbench/front.js';

/** Curves over one parameter that share an axis. */
export interface CurveChart {
  readonly kind: 'curves';
  readonly x: string;
  readonly y: string;
  /** a point without a value is a gap */
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly (readonly [x: number, y: number | null])[];
  }[];
}

/** Positive numbers with a label each, the largest first. */
export interface RateChart {
  readonly kind: 'rates';
  readonly x: string;
  readonly y: string;
  readonly rows: readonly { readonly label: string; readonly value: number }[];
}

export type Chart = CurveChart | RateChart;

/** Largest number of rates in a chart. */
const mostRates = 16;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The charts of an answer of `:gas` that is not a scan: at several temperatures populations, power and heat over β, and
 * at one temperature the rates.
 *
 * @param document  as `--json` prints it
 */
export function chartsOf(document: unknown): Chart[] {
  if (!isFields(document) || 'scan' in document) return [];
  const { results } = document;
  if (!isList(results)) return [];
  return results.length === 1
    ? ratesOf(results[0]!)
    : gasCurves(
        'β',
        results.map((result) => [numberOf(result['beta']), result]),
      );
}

/** The charts of a scan: one for each panel of its plot. */
export function chartsOfPlot({ abscissa, curves }: PlotData): CurveChart[] {
  const panels = [...new Set(curves.map(({ panel }) => panel))];
  return panels.map((panel) => ({
    kind: 'curves',
    x: abscissa,
    y: panel,
    curves: curves.filter((curve) => curve.panel === panel).map(({ label, points }) => ({ label, points })),
  }));
}

function gasCurves(x: string, rows: readonly (readonly [number | null, Fields])[]): Chart[] {
  const levels = Math.max(
    0,
    ...rows.map(([, { populations }]) => (Array.isArray(populations) ? populations.length : 0)),
  );
  const points = (value: (result: Fields) => unknown) =>
    rows.map(([at, result]): [number, number | null] => [at ?? Number.NaN, numberOf(value(result))]);
  const populations = Array.from({ length: levels }, (_, k) => ({
    label: `p_${k}`,
    points: points((result) => (Array.isArray(result['populations']) ? result['populations'][k] : undefined)),
  }));
  return [
    { kind: 'curves', x, y: 'population', curves: populations },
    {
      kind: 'curves',
      x,
      y: 'power',
      curves: [
        { label: 'power', points: points((r) => r['power']) },
        { label: 'heat', points: points((r) => r['heat']) },
      ],
    },
  ];
}

function ratesOf({ rates }: Fields): Chart[] {
  if (!isList(rates)) return [];
  const rows = rates
    .filter((r) => r['from'] !== r['to'])
    .flatMap((r) => {
      const value = numberOf(r['rate']);
      const quanta = numberOf(r['quanta']) ?? 0;
      return value === null || value <= 0
        ? []
        : [
            {
              label: `${String(r['from'])} → ${String(r['to'])}, q = ${quanta > 0 ? '+' : ''}${quanta}`.replace(
                '-',
                '−',
              ),
              value,
            },
          ];
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, mostRates);
  return rows.length === 0 ? [] : [{ kind: 'rates', x: 'rate Γ', y: 'transition', rows }];
}

/** A chart in a sentence, for those who do not see it. */
export function chartSentence(chart: Chart): string {
  if (chart.kind === 'rates') {
    const [first] = chart.rows;
    return `${chart.rows.length} rates; the largest is ${first!.label}: ${shortNumber(first!.value)}`;
  }
  const parts = chart.curves.map(({ label, points }) => {
    const values = points.flatMap(([, y]) => (y === null ? [] : [y]));
    return values.length === 0
      ? `${label} has no values`
      : `${chart.curves.length > 1 ? `${label} ` : ''}from ${shortNumber(Math.min(...values))} to ${shortNumber(Math.max(...values))}`;
  });
  return `${chart.y} over ${chart.x}: ${parts.join(', ')}`;
}

export function shortNumber(x: number): string {
  return String(Number(x.toPrecision(4))).replace('-', '−');
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.every(isFields);
}
