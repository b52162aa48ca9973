import { parquetWriteBuffer } from 'hyparquet-writer';
import { type TableCell, csvText, table } from '../drawing/index.js';
import { decimal } from '../report/index.js';
import { globOf, limit, refuse } from '../text/index.js';
import type { SweepPoint } from './manifest.js';
import { taskError } from './runner.js';
import type { SweepStore } from './store.js';
import type { TaskOptionValue } from './task.js';

/** The results of a sweep, one row for each task that has an answer. */
export interface ResultTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  /** points that have no result */
  readonly missing: readonly SweepPoint[];
  /** points whose task failed for a reason that may pass; they have a row with the error */
  readonly failed: readonly SweepPoint[];
}

/** Largest number of columns that are not chosen one by one. */
const mostColumns = 1000;

/** Longest text of a cell. */
const longestCell = 1000;

/** The columns that every row begins and ends with. */
const firstColumns = ['point'] as const;
const lastColumns = ['code', 'error'] as const;

/**
 * The table of the results. The names of what varies and the numbers of the documents are columns; a number inside
 * others has its path as name: `observables.JH`, `results.0.populations.1`.
 *
 * @param wanted  patterns of names of columns; by default all numbers, truth values and short texts
 * @diagnostic `unknown-column`, `too-large` where there are too many columns to choose from
 */
export function resultTable(
  { points, names }: { readonly points: readonly SweepPoint[]; readonly names: readonly string[] },
  store: SweepStore,
  wanted?: readonly string[],
): ResultTable {
  const accepts = wanted?.map((pattern) => globOf(pattern));
  const isWanted = (name: string): boolean => accepts === undefined || accepts.some((accept) => accept(name));
  const found = new Map<string, null>();
  const records: ReadonlyMap<string, TableCell>[] = [];
  const [missing, failed]: [SweepPoint[], SweepPoint[]] = [[], []];
  const everything = new Set<string>([...firstColumns, ...names, ...lastColumns]);
  for (const point of points) {
    const state = store.state(point.key);
    if (state.kind === 'missing') {
      missing.push(point);
      continue;
    }
    if (state.kind === 'failed') failed.push(point);
    const { code, document } = state.result;
    const record = new Map<string, TableCell>();
    const answer = new Map<string, TableCell>();
    const { error: _, ...rest } = document as { readonly error?: unknown };
    flatten(rest, '', answer);
    for (const name of answer.keys()) {
      everything.add(name);
      if (isWanted(name)) found.set(name, null);
    }
    record.set('point', point.index);
    for (const [name, value] of answer) record.set(name, value);
    // What varies takes precedence over a field of the same name.
    for (const [name, value] of Object.entries(point.varied)) record.set(name, cellOf(value));
    record.set('code', code);
    record.set('error', taskError(document)?.message ?? null);
    records.push(record);
  }
  if (wanted) {
    for (const [k, pattern] of wanted.entries())
      if (![...everything].some((name) => accepts![k]!(name)))
        refuse('unknown-column', `no result has a column ${pattern}`, {
          hint: `there are ${[...everything].slice(0, 12).join(', ')}${everything.size > 12 ? ' …' : ''}`,
        });
  } else if (found.size > mostColumns)
    limit('too-large', `the results have ${found.size} numbers each, and a table has at most ${mostColumns} columns`, {
      hint: `choose some, as in --columns "${[...found.keys()].slice(0, 2).join(',')}"`,
    });
  const chosen = [
    ...firstColumns,
    ...names,
    ...[...found.keys()].filter((name) => !names.includes(name)),
    ...lastColumns,
  ];
  const columns = wanted ? inWantedOrder(chosen, wanted) : chosen;
  const rows = records.map((record) => columns.map((name) => record.get(name) ?? null));
  return { ...oneKind(columns, rows), missing, failed };
}

/** The columns in the order of the patterns that choose them. */
function inWantedOrder(columns: readonly string[], wanted: readonly string[]): string[] {
  const chosen = new Set<string>();
  for (const pattern of wanted) {
    const accept = globOf(pattern);
    for (const name of columns) if (accept(name)) chosen.add(name);
  }
  return [...chosen];
}

/** Cells of a column that has numbers and texts become texts, so that a column is of one kind in every format. */
function oneKind(
  columns: readonly string[],
  rows: readonly (readonly TableCell[])[],
): Pick<ResultTable, 'columns' | 'rows'> {
  const mixed = columns.map(
    (_, k) => new Set(rows.flatMap((row) => (row[k] === null ? [] : [typeof row[k]]))).size > 1,
  );
  return {
    columns,
    rows: rows.map((row) => row.map((cell, k) => (mixed[k] === true && cell !== null ? String(cell) : cell))),
  };
}

function cellOf(value: TaskOptionValue): TableCell {
  if (value === true) return true;
  if (typeof value === 'string') return decimal(value) ?? value;
  return value.length === 0 ? false : value.join(' ');
}

function flatten(value: unknown, path: string, out: Map<string, TableCell>): void {
  if (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && value.length <= longestCell)
  ) {
    out.set(path, value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) flatten(field, path === '' ? name : `${path}.${name}`, out);
}

/** Formats of a table of results, by the endings of files. */
const tableFormats = ['csv', 'json', 'parquet'] as const;
type TableFormat = (typeof tableFormats)[number];

/** The format of a file by its ending. */
export function tableFormat(path: string): TableFormat {
  const ending = /\.(?<ending>\w+)$/u.exec(path)?.groups!['ending'];
  return (
    tableFormats.find((f) => f === ending) ??
    refuse(
      'option-value',
      `--out takes a file that ends in ${tableFormats.map((f) => `.${f}`).join(', ')}, not "${path}"`,
      { hint: 'as in --out results.csv' },
    )
  );
}

/** The table as the content of a file. Numbers can be read back exactly from each format. */
export function tableFile(
  { columns, rows }: Pick<ResultTable, 'columns' | 'rows'>,
  format: TableFormat,
): string | Uint8Array {
  if (format === 'csv')
    return csvText(
      table(
        'results',
        columns.map((name) => ({ name, unit: '1', about: name })),
        rows,
      ),
    );
  if (format === 'json') return `${JSON.stringify(tableRecords({ columns, rows }), undefined, 1)}\n`;
  const columnData = columns.map((name, k) => {
    const data = rows.map((row) => row[k] ?? null);
    const kind = typeof (data.find((cell) => cell !== null) ?? '');
    return {
      name,
      data,
      type: kind === 'number' ? ('DOUBLE' as const) : kind === 'boolean' ? ('BOOLEAN' as const) : ('STRING' as const),
      nullable: true,
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'spinlaw' }));
}

/** The rows as records. */
export function tableRecords({ columns, rows }: Pick<ResultTable, 'columns' | 'rows'>): Record<string, TableCell>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, k) => [name, row[k]!])));
}
