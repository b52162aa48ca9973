import { type Listener, type CommandReport, silent } from '../report/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';

/** The answer to a question of physics: the same for every engine, and plain data. */
export interface Answer<Value> {
  readonly value: Value;
  /** what is left when the value is put back into its equation; `residual / scale` is 1e-16 where rounding is left */
  readonly residual: number;
  /** size of the terms that cancelled in the residual, in the same unit; 1 where the residual is relative already */
  readonly scale: number;
  /** how the value was computed, in one sentence */
  readonly method: string;
  /** remarks on the input and on the numbers */
  readonly notes: readonly string[];
}

/** Values of parameters by name: numbers, or texts that mean scalars. */
export type Parameters = Readonly<Record<string, number | string>>;

/** Hears how far a long computation is: what is being done, and which part of it is done, from 0 to 1. */
export type OnAnswerProgress = (what: string, fraction?: number) => void;

/** The settings of a session, `Delta=1/2`, for values of parameters. */
export function settingsFrom(parameters: Parameters = {}): string[] {
  return Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

/** A listener that keeps the remarks; errors of a program are thrown by `documentOf`. */
export function noting(onProgress: OnAnswerProgress = () => {}): {
  readonly listener: Listener;
  readonly notes: string[];
  readonly errors: Diagnostic[];
} {
  const notes: string[] = [];
  const errors: Diagnostic[] = [];
  const listener: Listener = {
    ...silent,
    note: (text) => void notes.push(text),
    error: (diagnostic) => void errors.push(diagnostic),
    progress: onProgress,
  };
  return { listener, notes, errors };
}

/**
 * The document of a report.
 *
 * @diagnostic the first error that the report has told
 */
export function documentOf<Document>({ document }: CommandReport, errors: readonly Diagnostic[]): Document {
  if (errors[0]) throw new DiagnosticError(errors[0]);
  return document as Document;
}
