import type { Outcome } from '../session/index.js';
import { type CellDoor, type Diagnostic, type DiagnosticCode, type Span, diagnosticInCells } from '../text/index.js';
import { type TextRange, rangeOfSpan } from './range.js';
import { type Study, type StudiedStatement, type AssistOptions, studyOf } from './study.js';

/** Something to say about a place of a text. */
export interface TextProblem extends TextRange {
  /** `error`: the language refuses it; `warning`: a claim that fails, an equation without a solution; `note`: a remark */
  readonly severity: 'error' | 'warning' | 'note';
  /** the code of an error, under which docs/reference/errors.md explains it */
  readonly code?: DiagnosticCode;
  readonly message: string;
  /** what to type instead */
  readonly hint?: string;
  readonly expected?: readonly string[];
}

/**
 * The problems of a text as it stands, in its order: errors with hints, claims that fail, and remarks.
 *
 * Statements are evaluated within a budget of time, and those that do not fit into it are only read, and their names
 * looked up. So the answer comes quickly, and never says that something is wrong which is not; but a program without
 * problems here may still fail when it runs.
 */
export function diagnosticsOf(text: string, options: AssistOptions = {}): TextProblem[] {
  const study = studyOf(text, options);
  return [
    ...study.problems.map((problem) => problemOf(problem, study, options.cells)),
    ...study.statements.flatMap((one) => remarksOn(one)),
  ].sort((a, b) => a.from - b.from || a.to - b.to);
}

function problemOf(diagnostic: Diagnostic, { source }: Study, cells: CellDoor | undefined): TextProblem {
  const { kind, code, message, span, hint, expected } = cells ? diagnosticInCells(diagnostic, cells) : diagnostic;
  const place = span === undefined || span.source !== source ? { from: 0, to: source.text.length } : rangeOfSpan(span);
  return {
    ...visibleRange(place, source.text),
    // A text that is too long to be checked need not be wrong.
    severity: kind === 'limit' && code === 'source-too-long' ? 'note' : 'error',
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(expected && expected.length > 0 && { expected }),
  };
}

/** An empty range, as at the end of a line, is widened to the character before or after it, which can be underlined. */
function visibleRange({ from, to }: TextRange, text: string): TextRange {
  if (to > from) return { from, to };
  const isLineEnd = (at: number): boolean => at >= text.length || /[\n\r\u2028\u2029]/u.test(text[at]!);
  if (!isLineEnd(from)) return { from, to: from + widthAt(text, from) };
  if (from > 0 && !isLineEnd(from - 1)) return { from: from - (/[\uDC00-\uDFFF]/u.test(text[from - 1]!) ? 2 : 1), to };
  return { from, to };
}

/** UTF-16 units of the character at a place. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

function remarksOn({ statement, outcome }: StudiedStatement): TextProblem[] {
  if (!outcome || outcome.kind === 'error') return [];
  const message = failureOf(outcome);
  return [
    ...(message === undefined ? [] : [{ ...rangeOfSpan(statement.span), severity: 'warning' as const, message }]),
    ...notesOf(outcome).map((note) => ({
      ...rangeOfSpan(note.span),
      severity: 'note' as const,
      message: note.message,
    })),
  ];
}

/** Longest residual in a message, in characters. */
const longestResidual = 200;

const notesOf = (outcome: Outcome): readonly { readonly message: string; readonly span: Span }[] =>
  outcome.kind === 'claim'
    ? outcome.claim.notes
    : outcome.kind === 'solve'
      ? outcome.solved.notes
      : 'notes' in outcome
        ? outcome.notes
        : [];

/** How a statement fails that is not wrong; undefined where it succeeds. */
function failureOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'solve')
    return outcome.solved.solution.kind === 'solved' ? undefined : 'the equation has no solution';
  if (outcome.kind !== 'claim' || outcome.claim.holds) return undefined;
  const { verb, residualText } = outcome.claim;
  if (verb === 'refute') return 'the two sides are equal, so the refutation fails';
  if (residualText === undefined) return 'the claim does not hold';
  const residual =
    residualText.length <= longestResidual ? residualText : `${residualText.slice(0, longestResidual)} …`;
  return `the claim does not hold: the difference of the two sides is ${residual}`;
}
