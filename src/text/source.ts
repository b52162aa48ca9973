/** A text with a name, into which spans point. */
export interface Source {
  /** file name, or `<argument>`, `<stdin>`, `<repl>` */
  readonly name: string;
  readonly text: string;
}

/** A stretch of the original text, in UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A human-readable place: lines and columns start at 1, and columns count code points. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** code points covered, at least 1, never past the end of the line */
  readonly length: number;
  /** the whole line, without its line break */
  readonly text: string;
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/gu;

/** The place where a span begins. Cost: one pass over the text before it. */
export function placeOf(span: Span): Place {
  const { text } = span.source;
  const start = Math.min(Math.max(span.start, 0), text.length);
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.length;
  for (const match of text.matchAll(lineBreak)) {
    if (match.index >= start) {
      lineEnd = match.index;
      break;
    }
    // A break that straddles the start (the middle of \r\n) still belongs to the line it ends.
    if (match.index + match[0].length > start) {
      lineEnd = match.index;
      break;
    }
    line += 1;
    lineStart = match.index + match[0].length;
  }
  const from = Math.min(start, lineEnd);
  const to = Math.min(Math.max(span.end, from), lineEnd);
  return {
    line,
    column: codePoints(text.slice(lineStart, from)) + 1,
    length: Math.max(1, codePoints(text.slice(from, to))),
    text: text.slice(lineStart, lineEnd),
  };
}

/** The smallest span that covers both; they must lie in one source. */
export function cover(a: Span, b: Span): Span {
  return { source: a.source, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
