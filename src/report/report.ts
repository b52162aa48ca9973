import type { ProgramListener } from '../session/index.js';
import { type Diagnostic, type ExitCode, errorDocument, exitCodeOf, worse } from '../text/index.js';
import { claimLine } from './claim-line.js';

/** The answer to a command. */
export interface CommandReport<D extends object = object> {
  /** what `--json` prints */
  readonly document: D;
  readonly code: ExitCode;
}

/** Hears an answer while it is made. */
export interface Listener {
  /** a line of the answer as people read it, as soon as it is known */
  line(text: string): void;
  /** a remark on the input or on the numbers */
  note(text: string): void;
  /** a line for people beside the answer: a claim on the way that fails, a law that is violated */
  remark(text: string): void;
  /** an error, for people; the document of the answer has it too */
  error(diagnostic: Diagnostic): void;
  /** how far the work is, from 0 to 1 where that is known */
  progress(what: string, fraction?: number): void;
}

/** A listener that hears nothing. */
export const silent: Listener = {
  line: () => {},
  note: () => {},
  remark: () => {},
  error: () => {},
  progress: () => {},
};

/** What a listener hears of a program: its remarks, and the claims that fail. */
export function hearing({ note, remark }: Pick<Listener, 'note' | 'remark'>): ProgramListener {
  return { note: (text) => note(text), failing: (claim) => remark(claimLine(claim)) };
}

/** The answer to a program that has errors: all of them. */
export function refusal(errors: readonly Diagnostic[], listener: Listener): CommandReport {
  for (const diagnostic of errors) listener.error(diagnostic);
  return { document: errorsDocument(errors), code: errors.map(exitCodeOf).reduce(worse, 0) };
}

/** The errors of an answer, the first of them apart: nothing where there are none. */
export function errorsDocument(errors: readonly Diagnostic[]): object {
  return errors.length === 0 ? {} : { error: errorDocument(errors[0]!), errors: errors.map(errorDocument) };
}
