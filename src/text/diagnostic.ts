import type { DiagnosticCode } from './codes.js';
import { type Source, type Span, placeOf } from './source.js';

/**
 * A problem with an input, as data.
 *
 * `kind` decides the exit code: `input` is a mistake the user can fix (2), `limit` a declared limit that was reached
 * (3), `fault` a contradiction inside spinlaw (70).
 */
export interface Diagnostic {
  readonly kind: 'input' | 'limit' | 'fault';
  /** stable, kebab-case: `unknown-name`, `unexpected-token`, `range-too-long` … */
  readonly code: DiagnosticCode;
  /** one sentence without a full stop: what was read and why it is wrong */
  readonly message: string;
  readonly span?: Span;
  /** what the language would accept here, in its own words */
  readonly expected?: readonly string[];
  /** what to type instead */
  readonly hint?: string;
  /** what to type instead in cells, where that is something else */
  readonly hintInCells?: string | { readonly jupyter: string; readonly notebook: string };
}

/** The doors with cells: Jupyter, and the notebook in the browser, which has sliders. Neither has a command line. */
export type CellDoor = 'jupyter' | 'notebook';

/** A diagnostic with the hint for a door with cells. */
export function diagnosticInCells(diagnostic: Diagnostic, door: CellDoor): Diagnostic {
  const { hintInCells } = diagnostic;
  if (hintInCells === undefined) return diagnostic;
  return { ...diagnostic, hint: typeof hintInCells === 'string' ? hintInCells : hintInCells[door] };
}

/** Carries a diagnostic up to the session, which turns it back into data. Any other exception is a bug in spinlaw. */
export class DiagnosticError extends Error {
  /** @param further  other mistakes of the same input, which are reported with the first one */
  constructor(
    readonly diagnostic: Diagnostic,
    readonly further: readonly Diagnostic[] = [],
  ) {
    super(diagnostic.message);
    this.name = 'DiagnosticError';
  }

  /** The code of the diagnostic, by which a program tells errors apart: `unknown-name`, `range-too-long` … */
  get code(): DiagnosticCode {
    return this.diagnostic.code;
  }
}

/** Optional parts of a diagnostic. */
export type Details = Partial<Pick<Diagnostic, 'span' | 'expected' | 'hint' | 'hintInCells'>>;

/** Refuses an input the user can fix. */
export function refuse(code: DiagnosticCode, message: string, details: Details = {}): never {
  throw new DiagnosticError({ kind: 'input', code, message, ...details });
}

/** Stops at a declared limit. */
export function limit(code: DiagnosticCode, message: string, details: Details = {}): never {
  throw new DiagnosticError({ kind: 'limit', code, message, ...details });
}

/** Reports a contradiction inside spinlaw, for which the input is not to blame. */
export function fault(code: DiagnosticCode, message: string, details: Details = {}): never {
  throw new DiagnosticError({ kind: 'fault', code, message, ...details });
}

/**
 * Runs `body` and gives a diagnostic thrown inside it the place `span`, unless it already has one. Algebra does not
 * know the source text, so its diagnostics have no place.
 */
export function locate<T>(span: Span, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.span === undefined) {
      throw new DiagnosticError({ ...error.diagnostic, span });
    }
    throw error;
  }
}

/**
 * Reads a part of a text as if the rest were blank, so that places in its diagnostics refer to the whole text.
 */
export function readWithin<T>({ source, start, end }: Span, read: (part: Source) => T): T {
  const blank = (text: string): string => text.replaceAll(/[^\n\r\u2028\u2029]/g, ' ');
  const part: Source = { name: source.name, text: blank(source.text.slice(0, start)) + source.text.slice(start, end) };
  try {
    return read(part);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { span = { start, end, source: part } } = error.diagnostic;
    throw new DiagnosticError({ ...error.diagnostic, span: span.source === part ? { ...span, source } : span });
  }
}

/**
 * The error object of `--json`. Every error has all fields: a missing place or hint is `null`. Lines and columns start
 * at 1 and count code points; `file` is the name of the text that contains them.
 */
export interface ErrorDocument {
  code: DiagnosticCode;
  message: string;
  file: string | null;
  line: number | null;
  column: number | null;
  length: number | null;
  expected: string[];
  hint: string | null;
}

export function errorDocument({ code, message, span, expected = [], hint }: Diagnostic): ErrorDocument {
  const { line = null, column = null, length = null } = span ? placeOf(span) : {};
  return {
    code,
    message,
    file: span?.source.name ?? null,
    line,
    column,
    length,
    expected: [...expected],
    hint: hint ?? null,
  };
}
