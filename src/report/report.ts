import type { ProgramListener, SettingListener } from '../session/index.js';
import { type Diagnostic, type ExitCode, errorDocument, exitCodeOf, worse } from '../text/index.js';
import { type AnswerPart, type AnswerTable, paddedLine, partLines } from './answer-parts.js';
import { claimLine } from './claim-line.js';
import { solveLines } from './solve.js';

/** The answer to a command. */
export interface CommandReport<D extends object = object> {
  /** the document of `--json` */
  readonly document: D;
  readonly code: ExitCode;
}

/** Receives an answer while it is being computed. */
export interface Listener extends SettingListener {
  /** a line of the answer as text, as soon as it is known */
  line(text: string): void;
  /** a table of the answer; without this function its lines are passed on one by one */
  table?(table: AnswerTable): void;
  /** a row of a table that is shown as it grows; without this function its lines are passed on one by one */
  row?(row: GrowingRow): void;
  /** a remark on the input or on the numbers */
  note(text: string): void;
  /** a line that accompanies the answer: a claim of the program that fails, a law that is violated */
  remark(text: string): void;
  /** an error to show to the user; the document of the answer has it too */
  error(diagnostic: Diagnostic): void;
  /** the current step of the work, and the fraction done, from 0 to 1, if it is known */
  progress(what: string, fraction?: number): void;
}

/** A row of a table that is shown as it grows. */
export interface GrowingRow {
  /** the names of the columns, as far as they are known */
  readonly columns: readonly string[];
  /** a row may end before the last column */
  readonly cells: readonly string[];
  /** the names of the columns and the row as lines of text */
  readonly head: string;
  readonly line: string;
}

/**
 * Passes on a table row by row; as text, the names of the columns are its first line.
 *
 * @param width  of the columns in text, in characters
 */
export class GrowingTable {
  private columns: readonly string[] = [];

  constructor(
    private readonly listener: Listener,
    private readonly width: number,
  ) {}

  /** Passes on the names of the columns, the first time. */
  name(columns: readonly string[]): void {
    if (this.columns.length > 0) return;
    this.columns = columns;
    if (!this.listener.row) this.listener.line(paddedLine(columns, this.width));
  }

  add(cells: readonly string[]): void {
    this.put(cells, paddedLine(cells, this.width));
  }

  /** A row that has an error in the place of its numbers. */
  addError(first: string, { code, message }: { readonly code: string; readonly message: string }): void {
    const error = `${code}: ${message}`;
    this.put([first, error], `${first.padStart(this.width)}  ${error}`);
  }

  private put(cells: readonly string[], line: string): void {
    const { columns, width, listener } = this;
    if (listener.row) listener.row({ columns, cells, head: paddedLine(columns, width), line });
    else listener.line(line);
  }
}

/** A listener that ignores everything. */
export const silent: Listener = {
  line: () => {},
  note: () => {},
  remark: () => {},
  error: () => {},
  progress: () => {},
};

/** Passes on an answer that is complete, with its tables. */
export function passOn(parts: readonly AnswerPart[], listener: Listener): void {
  for (const part of parts) {
    if (typeof part !== 'string' && listener.table) listener.table(part);
    else for (const line of partLines([part])) listener.line(line);
  }
}

/** A listener to a program that passes on its remarks and the claims that fail. */
export function hearing({ note, remark }: Pick<Listener, 'note' | 'remark'>): ProgramListener {
  return {
    note: (text) => note(text),
    failing: (claim) => remark(claimLine(claim)),
    unsolved: (solved) => remark(solveLines(solved).join('\n')),
  };
}

/** The answer to a program that has errors: all of them. */
export function refusal(errors: readonly Diagnostic[], listener: Listener): CommandReport {
  for (const diagnostic of errors) listener.error(diagnostic);
  return { document: errorsDocument(errors), code: errors.map(exitCodeOf).reduce(worse, 0) };
}

/** The errors of an answer, with the first one also separately; empty if there are none. */
export function errorsDocument(errors: readonly Diagnostic[]): object {
  return errors.length === 0 ? {} : { error: errorDocument(errors[0]!), errors: errors.map(errorDocument) };
}
