import { refuse } from '../text/index.js';

/** A named column, with its content and its unit; `1` for a pure number. */
export interface Column {
  readonly name: string;
  readonly unit: string;
  readonly about: string;
}

/** One cell. `null` where there is no value: an estimate that does not exist at that point. */
export type TableCell = number | string | boolean | null;

/** Rows under named columns, with the same data for every form in which a figure is written. */
export interface Table {
  /** the word at the end of its file name, if a figure has several tables */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly TableCell[])[];
}

/**
 * A table that can be written.
 *
 * @diagnostic `not-finite` for a cell that is not a finite number, `table-shape` for a row of another length
 */
export function table(name: string, columns: readonly Column[], rows: readonly (readonly TableCell[])[]): Table {
  for (const row of rows) {
    if (row.length !== columns.length)
      refuse('table-shape', `a row of ${row.length} cells under ${columns.length} columns in the table ${name}`);
    for (const [k, cell] of row.entries()) {
      if (typeof cell === 'number' && !Number.isFinite(cell))
        refuse('not-finite', `${columns[k]!.name} in the table ${name} is not finite`);
    }
  }
  return { name, columns, rows };
}

/** The rows as records, as the plotting library expects them. */
export function records(from: Table): Record<string, TableCell>[] {
  return from.rows.map((row) => Object.fromEntries(from.columns.map(({ name }, k) => [name, row[k]!])));
}

/**
 * The table as CSV, RFC 4180. The head names the columns, with the unit in brackets if there is one. Numbers have all
 * the digits that are needed to read them back exactly.
 */
export function csvText(from: Table): string {
  const head = from.columns.map(({ name, unit }) => quoted(unit === '1' ? name : `${name} [${unit}]`));
  const body = from.rows.map((row) => row.map((cell) => (cell === null ? '' : quoted(String(cell)))).join(','));
  return [head.join(','), ...body, ''].join('\r\n');
}

function quoted(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
