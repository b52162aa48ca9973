/** A part of an answer that is a table. */
export interface AnswerTable {
  readonly columns: readonly string[];
  /** the cells of each row, numbers without padding */
  readonly rows: readonly (readonly string[])[];
  /** the same as lines of text, with the names of the columns where they are shown */
  readonly lines: readonly string[];
}

/** A part of an answer: a line of text, or a table. */
export type AnswerPart = string | AnswerTable;

/** An answer as lines of text. */
export const partLines = (parts: readonly AnswerPart[]): string[] =>
  parts.flatMap((part) => (typeof part === 'string' ? [part] : part.lines));

/** A table of names and values, whose lines are indented and have no names of columns. */
export function valueTable(
  columns: readonly [string, string],
  rows: readonly (readonly [name: string, value: string])[],
): AnswerTable {
  const width = Math.max(1, ...rows.map(([name]) => name.length));
  return { columns, rows, lines: rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`) };
}

/** Cells of one width, each at its right end. */
export const paddedLine = (cells: readonly string[], width: number): string =>
  cells.map((cell) => cell.padStart(width)).join('');

/** A table whose columns have one width, with their names in its first line. */
export function paddedTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): AnswerTable {
  return { columns, rows, lines: [columns, ...rows].map((cells) => paddedLine(cells, width)) };
}
