import { nameOrNone, nameSymbol } from '../language/index.js';
import type { PlotItem } from './messages.js';
import type { PlotCurve, PlotData } from './plot-text.js';

/** A plot with its picture, where that is wanted. */
export async function plotItem(
  plot: PlotData,
  { rich, to }: { readonly rich: boolean; readonly to?: string },
): Promise<PlotItem & { readonly rich?: { readonly svg: string } }> {
  const item: PlotItem = { kind: 'plot', plot, ...(to !== undefined && { to }) };
  return rich || to !== undefined ? { ...item, rich: { svg: await pictureOf(plot) } } : item;
}

/** The curves as a picture, drawn by a library that is loaded only then. */
async function pictureOf({ title, abscissa, curves }: PlotData): Promise<string> {
  const { scanFigure, table } = await import('../drawing/index.js');
  const places = [...new Set(curves.flatMap((c) => c.points.map(([x]) => x)))];
  const columns = [
    { name: abscissa, unit: '1', about: 'the parameter' },
    ...curves.map((c, k) => ({ name: `curve${k}`, unit: '1', about: c.label })),
  ];
  const values = curves.map((c) => new Map(c.points));
  const rows = places.map((x) => [x, ...values.map((of) => of.get(x) ?? null)]);
  return scanFigure(
    title,
    table('scan', columns, rows),
    curves.map((c, k) => ({ column: `curve${k}`, label: c.label, panel: c.panel })),
  );
}

type Point = Readonly<Record<string, unknown>>;

/** The curves of the document of a scan; undefined where it has none. */
export function plotOf(document: object): PlotData | undefined {
  const { scan, points } = document as { scan?: string; points?: readonly Point[] };
  if (scan === undefined || points === undefined) return undefined;
  const abscissa = nameSymbol(scan);
  const curves = points.some((p) => 'results' in p) ? gasCurves(scan, points) : steadyCurves(scan, points);
  return curves.length === 0 ? undefined : { title: `Steady state over ${abscissa}`, abscissa, curves };
}

function steadyCurves(scan: string, points: readonly Point[]): PlotCurve[] {
  const of = (p: Point): Readonly<Record<string, number>> => (p.observables ?? {}) as Readonly<Record<string, number>>;
  const names = [...new Set(points.flatMap((p) => Object.keys(of(p))))];
  return names.map((name) => ({
    label: `⟨${observableSymbol(name)}⟩/N`,
    panel: `⟨${observableSymbol(name)}⟩/N`,
    points: points.map((p) => [p[scan] as number, of(p)[name] ?? null] as const),
  }));
}

/** An observable is a name, or an expression, which remains as it was typed. */
function observableSymbol(typed: string): string {
  const name = nameOrNone(typed);
  return name === undefined ? typed : nameSymbol(name);
}

interface GasResult {
  readonly beta: number;
  readonly populations: readonly number[];
  readonly power: number;
  readonly heat: number;
}

function gasCurves(scan: string, points: readonly Point[]): PlotCurve[] {
  const resultsOf = (p: Point): readonly GasResult[] => (p.results ?? []) as readonly GasResult[];
  const [first] = points.map(resultsOf).filter((results) => results.length > 0);
  return (first ?? []).flatMap(({ beta, populations }, k): PlotCurve[] => {
    const at = first!.length === 1 ? '' : `, β = ${beta}`;
    const curve = (label: string, panel: string, value: (of: GasResult) => number | undefined): PlotCurve => ({
      label: `${label}${at}`,
      panel,
      points: points.map((p) => {
        const found = resultsOf(p)[k];
        return [p[scan] as number, (found && value(found)) ?? null] as const;
      }),
    });
    return [
      ...populations.map((_, j) => curve(`mode ${j}`, 'population', (r) => r.populations[j])),
      curve('power', 'power of the drive', (r) => r.power),
    ];
  });
}
