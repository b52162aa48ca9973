import { type Diagnostic, type ErrorDocument, type ExitCode, errorDocument, exitCodeOf, worse } from '../text/index.js';
import type { CommandReport, Listener } from './report.js';

/** One value of a scan, with the result or the error there. */
export type PointOr<T> = { readonly at: number } & (T | { readonly error: ErrorDocument });

/** The answer at one value of a scan, as the command gives it at that value alone. */
export interface ScanAnswer {
  /** the value, as text for `--set` */
  readonly value: string;
  readonly code: ExitCode;
  /** the document of `--json`, perhaps with an error */
  readonly document: object;
}

/** The error of an answer as a diagnostic, without its place; undefined where there is an answer. */
export function errorOfAnswer({ code, document }: Omit<ScanAnswer, 'value'>): Diagnostic | undefined {
  const { error } = document as { readonly error?: ErrorDocument };
  if (!error) return undefined;
  const kind = code === 2 ? 'input' : code === 70 ? 'fault' : 'limit';
  return { kind, code: error.code, message: error.message, ...(error.hint !== null && { hint: error.hint }) };
}

/** Points as documents, each with the value of the parameter by its name. */
export function pointDocuments(name: string, points: readonly PointOr<object>[]): Readonly<Record<string, unknown>>[] {
  return points.map(({ at, ...rest }) => ({ [name]: at, ...rest }));
}

/**
 * The outcome of a scan: an error if every point has failed, a note if some have.
 *
 * @param first  the first error
 * @returns      code 3 if some points have failed and others have not
 */
export function scanReport(
  document: object,
  points: readonly PointOr<object>[],
  { code, first, listener }: { readonly code: ExitCode; readonly first?: Diagnostic; readonly listener: Listener },
): CommandReport {
  const failed = points.filter((p) => 'error' in p).length;
  if (failed === 0 || first === undefined) return { document, code };
  if (failed === points.length) {
    listener.error(first);
    return { document: { error: errorDocument(first), ...document }, code: worse(code, exitCodeOf(first)) };
  }
  listener.note(`${failed} of ${points.length} points have no steady state that can be given`);
  return { document, code: worse(code, 3) };
}
