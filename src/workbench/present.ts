import { type ExitCode, type Palette, exitCodeOf, renderDiagnostic, visible } from '../text/index.js';
import { plotText } from './plot-text.js';
import type { ClaimItem, Item, Note, SolveItem } from './messages.js';

/** Columns of a plot where the width of the page is not known. */
const plainWidth = 72;

/** Options for the appearance of a dialogue. */
export interface Style {
  readonly palette: Palette;
  /** whether the output is a terminal; only there results are numbered and timed */
  readonly terminal: boolean;
}

/**
 * An item with its texts made safe for a terminal. Diagnostics are left unchanged, because they are made visible where
 * they are rendered, so that places in their source do not shift.
 */
export function visibleItem(item: Item): Item {
  const seen = (part: unknown): unknown => {
    if (typeof part === 'string') return visible(part);
    if (Array.isArray(part)) return part.map(seen);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, key === 'diagnostic' ? value : seen(value)]),
    );
  };
  return seen(item) as Item;
}

/** The exit code of an item: 70 for a fault of spinlaw, otherwise as on the command line. */
export function codeOf(item: Item): ExitCode {
  switch (item.kind) {
    case 'error':
      return exitCodeOf(item.diagnostic);
    case 'claim':
      return item.holds ? 0 : 1;
    case 'solve':
      return item.solved ? 0 : 1;
    case 'law':
    case 'ended':
      return item.code;
    case 'internal':
      return 70;
    default:
      return 0;
  }
}

/** An item as text for standard output, except for values, which are shown in pages. */
export function outputOf(item: Item, style: Style): string | undefined {
  switch (item.kind) {
    case 'definition':
    case 'parameter':
      return item.summary;
    case 'claim':
      return claimText(item, style.palette);
    case 'solve':
      return solveText(item, style.palette);
    case 'text':
    case 'document':
    case 'law':
      return item.text;
    case 'plot':
      return plotText(item.plot, plainWidth);
    default:
      return undefined;
  }
}

/** An item as text for standard error: errors and remarks. */
export function remarksOf(item: Item, { palette, terminal }: Style): string[] {
  switch (item.kind) {
    case 'error':
      // The user asked for an interruption, and the place where it happened has no meaning.
      if (item.diagnostic.code === 'interrupted' && terminal) {
        return [palette.dim(`interrupted after ${duration(item.seconds)}; what was defined before is kept`)];
      }
      return [renderDiagnostic(item.diagnostic, palette)];
    case 'internal':
      return [
        `${palette.error('internal error:')} this is a bug in spinlaw, please report it; the session goes on\n${palette.dim(item.text)}`,
      ];
    case 'remark':
    case 'forgotten':
      return [palette.dim(item.text)];
    case 'value':
    case 'definition':
    case 'claim':
    case 'solve':
      return item.notes.map((note) => palette.dim(noteText(note)));
    default:
      return [];
  }
}

function noteText({ message, about }: Note): string {
  return `note: ${message}: ${about}`;
}

function claimText(claim: ClaimItem, palette: Palette): string {
  const did = claim.verb === 'prove' ? 'proved' : 'refuted';
  const verdict = claim.holds ? did : palette.error(`not ${did}`);
  const title = claim.title === '' ? '' : ` ${claim.title}`;
  const words = `${claim.cancelled} ${claim.cancelled === 1 ? 'word' : 'words'} cancelled`;
  const lines = [`${verdict}${title}: ${words}, ${duration(claim.seconds)}`];
  if (claim.assumes !== undefined) lines.push(`  for ${claim.assumes}`);
  if (claim.isTrue && !claim.holds) lines.push('  both sides are equal, so there is nothing to refute');
  if (!claim.isTrue) {
    if (claim.residual)
      lines.push(
        `  residual (${claim.residual.terms} ${claim.residual.terms === 1 ? 'term' : 'terms'}): ${claim.residual.text}`,
      );
    else if (!claim.holds) lines.push('  the claim is false');
    if (claim.point !== undefined) lines.push(`  which does not vanish at ${claim.point}`);
  }
  return lines.join('\n');
}

function solveText({ solved, values, remarks, equations, seconds }: SolveItem, palette: Palette): string {
  const counted = `${equations} ${equations === 1 ? 'equation' : 'equations'}, ${duration(seconds)}`;
  const [first, ...rest] = values;
  return [
    `${solved ? first! : palette.error(first!)}`,
    ...rest,
    `  ${counted}${solved ? '; the unknowns stay parameters' : ''}`,
    ...remarks.map((text) => `  ${text}`),
  ].join('\n');
}

/** `0.4 ms`, `37 ms`, `2.1 s` */
export function duration(seconds: number): string {
  if (seconds < 0.01) return `${(1000 * seconds).toFixed(1)} ms`;
  return seconds < 1 ? `${Math.round(1000 * seconds)} ms` : `${seconds.toFixed(1)} s`;
}
