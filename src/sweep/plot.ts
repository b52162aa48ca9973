import { type ScanCurve, type TableCell, scanFigure, table } from '../drawing/index.js';
import { refuse } from '../text/index.js';
import type { ResultTable } from './result-table.js';

/** The columns of a plot. */
interface PlotChoice {
  readonly x: string;
  /** a panel each */
  readonly y: readonly string[];
  /** a curve for each of its values */
  readonly series?: string;
}

/**
 * Curves over the results, as SVG: one panel for each quantity, one curve for each value of the series.
 *
 * @diagnostic `unknown-column`, `results-missing` where nothing can be drawn; `task-twice` where a curve would have two
 *   values at one place
 */
export function plotResults(title: string, { columns, rows }: ResultTable, { x, y, series }: PlotChoice): string {
  const place = (name: string): number => {
    const k = columns.indexOf(name);
    return k >= 0
      ? k
      : refuse('unknown-column', `no result has a column ${name}`, {
          hint: `there are ${columns.slice(0, 12).join(', ')}`,
        });
  };
  const at = place(x);
  const bySeries = series === undefined ? undefined : place(series);
  const labels = [...new Set(rows.map((row) => (bySeries === undefined ? '' : String(row[bySeries]))))];
  const places = [...new Set(rows.flatMap((row) => (typeof row[at] === 'number' ? [row[at]] : [])))].sort(
    (a, b) => a - b,
  );
  if (places.length === 0)
    refuse('results-missing', `no result has a number ${x}`, { hint: 'spinlaw sweep run computes the results' });
  const curves: ScanCurve[] = [];
  const cells = places.map((value): TableCell[] => [value]);
  for (const name of y) {
    const k = place(name);
    for (const label of labels) {
      const values = new Map<number, TableCell>();
      for (const row of rows) {
        if (typeof row[at] !== 'number' || (bySeries !== undefined && String(row[bySeries]) !== label)) continue;
        if (values.has(row[at]))
          refuse(
            'task-twice',
            `several results have ${x} = ${row[at]}${label === '' ? '' : ` and ${series} = ${label}`}: a curve has one value there`,
            {
              hint: 'choose among them, as in spinlaw sweep plot phases.json T=1 --x B --y residual, or draw a curve for each with --series',
            },
          );
        values.set(row[at], typeof row[k] === 'number' ? row[k] : null);
      }
      curves.push({ column: `${name} ${label}`, label: label === '' ? name : `${series} = ${label}`, panel: name });
      places.forEach((value, line) => cells[line]!.push(values.get(value) ?? null));
    }
  }
  if (cells.every((line) => line.slice(1).every((cell) => cell === null)))
    refuse('results-missing', `no result has a number ${y.join(', ')}`, {
      hint: 'spinlaw sweep collect shows the columns',
    });
  const named = [x, ...curves.map((c) => c.column)].map((name) => ({ name, unit: '1', about: name }));
  return scanFigure(title, table('results', named, cells), curves, x);
}
