import type { Diagnostic } from './diagnostic.js';
import { placeOf } from './source.js';
import { visible, visibleInPlace, visibleOnOneLine } from './visible.js';

/** How messages are styled: with colour escapes or without. */
export interface Palette {
  /** the label of an error or a limit */
  error(text: string): string;
  /** the caret, and the label of a hint */
  mark(text: string): string;
  /** places and line numbers */
  dim(text: string): string;
}

export const plain: Palette = { error: (t) => t, mark: (t) => t, dim: (t) => t };

const sgr = (code: string) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
export const coloured: Palette = { error: sgr('1;31'), mark: sgr('1;33'), dim: sgr('2') };

/** Colour for a stream: never where NO_COLOR is set, TERM is dumb or the stream is not a terminal. */
export function paletteOf(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): Palette {
  return stream.isTTY && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb' ? coloured : plain;
}

/** Lines longer than this are shown as a window around the caret. */
const window = 100;

/**
 * A diagnostic as text: message, line, caret, expected, hint.
 *
 * @param palette  colour escapes for a terminal; none by default
 */
export function renderDiagnostic(diagnostic: Diagnostic, palette: Palette = plain): string {
  const label = { input: 'error', limit: 'limit', fault: 'fault of spinlaw' }[diagnostic.kind];
  const lines = [`${palette.error(`${label}:`)} ${visible(diagnostic.message)}`];
  if (diagnostic.span) {
    const place = placeOf(diagnostic.span);
    const { shown, offset, width } = excerpt(place.text, place.column - 1, place.length);
    const gutter = `${place.line}`;
    const margin = ' '.repeat(gutter.length);
    lines.push(
      palette.dim(`${margin}--> ${visibleOnOneLine(diagnostic.span.source.name)}:${place.line}:${place.column}`),
    );
    lines.push(`${palette.dim(`${gutter} |`)} ${shown}`);
    lines.push(`${palette.dim(`${margin} |`)} ${' '.repeat(offset)}${palette.mark('^'.repeat(width))}`);
  }
  if (diagnostic.expected && diagnostic.expected.length > 0) {
    lines.push(`expected ${visible(list(diagnostic.expected))}`);
  }
  if (diagnostic.hint !== undefined) lines.push(`${palette.mark('hint:')} ${visible(diagnostic.hint)}`);
  return lines.join('\n');
}

function list(items: readonly string[]): string {
  if (items.length === 1) return items[0]!;
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

function excerpt(text: string, column: number, length: number): { shown: string; offset: number; width: number } {
  const points = [...visibleInPlace(text)];
  let from = 0;
  if (points.length > window) from = Math.max(0, Math.min(column - window / 2, points.length - window));
  const to = Math.min(points.length, from + window);
  const before = points.slice(from, column);
  const marked = points.slice(column, Math.min(column + length, to));
  const head = from > 0 ? '…' : '';
  const tail = to < points.length ? '…' : '';
  return {
    shown: head + points.slice(from, to).join('') + tail,
    offset: head.length + displayWidth(before),
    width: Math.max(1, displayWidth(marked)),
  };
}

/** Combining marks take no column on a terminal. */
function displayWidth(points: readonly string[]): number {
  return points.filter((p) => !/^\p{M}$/u.test(p)).length;
}
