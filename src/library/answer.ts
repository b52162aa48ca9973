import { type Listener, type CommandReport, silent } from '../report/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';

/** The answer to a question of physics as plain data, with the same fields for every engine. */
export interface Answer<Value> {
  readonly value: Value;
  /**
   * the remainder when the value is put back into its equation; `residual / scale` is about 1e-16 where only rounding
   * errors remain
   */
  readonly residual: number;
  /** size of the terms that cancelled in the residual, in the same unit; 1 where the residual is already relative */
  readonly scale: number;
  /** how the value was computed, in one sentence */
  readonly method: string;
  /** remarks on the input and on the numbers */
  readonly notes: readonly string[];
}

/** Values of parameters by name: numbers, or texts of scalars in the language. */
export type Parameters = Readonly<Record<string, number | string>>;

/** Receives the progress of a long computation: the current step, and the fraction that is done, from 0 to 1. */
export type OnAnswerProgress = (what: string, fraction?: number) => void;

/** Values of parameters as settings of a session, such as `Delta=1/2`. */
export function settingsFrom(parameters: Parameters = {}): string[] {
  return Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

/** A listener that collects remarks and errors; `documentOf` throws the errors. */
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
 * @diagnostic the first error of the report
 */
export function documentOf<Document>({ document }: CommandReport, errors: readonly Diagnostic[]): Document {
  if (errors[0]) throw new DiagnosticError(errors[0]);
  return document as Document;
}
