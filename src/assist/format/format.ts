import {
  type Piece,
  type Statement,
  type Token,
  cutStatements,
  parseProgram,
  readTokens,
} from '../../language/index.js';
import { margin } from '../../text/index.js';
import { isUnary, spaceBetween } from './spacing.js';
import { spelling } from './spelling.js';

/** Longest text that is formatted, in UTF-16 units. */
const longestFormatted = 500_000;

/** A line of the result: the part in the language, and the comment behind it. */
interface Line {
  body: string;
  comment?: string;
}

/** A word or a comment of the typed text. */
interface Item {
  readonly start: number;
  readonly end: number;
  readonly token?: Token;
}

/**
 * A text as the language prints it: its spellings and its spaces, statements at the margin, lines that go on indented,
 * comments behind lines aligned. Lines, blank lines, brackets and comments stay as they are, and formulas in LaTeX that
 * the spellings above do not cover stay letter by letter.
 *
 * The result means the same: it is read again, and where a statement would differ, it is kept as it was typed. Applied
 * twice it changes nothing more.
 */
export function formatted(text: string): string {
  if (text.length > longestFormatted) return text;
  const result = new Formatter(text).run();
  return result !== text && sameProgram(text, result) ? result : text;
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/gu;
const breaksIn = (text: string): number => text.match(lineBreak)?.length ?? 0;

class Formatter {
  private readonly lines: Line[] = [{ body: '' }];
  private readonly comments: Item[] = [];
  private readonly tokens: readonly Token[];
  private readonly pieces: readonly Piece[];
  private readonly statements: ReadonlyMap<number, Statement>;
  private readonly newline: string;

  constructor(private readonly text: string) {
    const source = { name: '', text };
    this.tokens = readTokens(source, (start, end) => this.comments.push({ start, end }));
    this.pieces = cutStatements(source, this.tokens);
    this.statements = new Map(parseProgram(source).statements.map((statement) => [statement.span.start, statement]));
    this.newline = /\r\n/u.test(text) ? '\r\n' : '\n';
  }

  run(): string {
    const inPieces = new Set(this.pieces.flatMap(({ tokens }) => tokens));
    const others = this.tokens.filter((token) => !inPieces.has(token)).map(itemOf);
    let at = 0;
    for (const piece of this.pieces) {
      const { start, end } = boundsOf(piece);
      this.between(at, start, others);
      // A line begins at the margin, whatever its indentation was.
      const printed = this.printed(piece) ?? this.verbatim(start, end);
      this.last().body += (this.last().body === '' ? '' : ' ') + printed[0]!.body;
      if (printed[0]!.comment !== undefined) this.last().comment = printed[0]!.comment;
      this.lines.push(...printed.slice(1));
      at = end;
    }
    this.between(at, this.text.length, others);
    return this.joined();
  }

  /** The text between two statements: line breaks, comments, semicolons and full stops. */
  private between(from: number, to: number, others: readonly Item[]): void {
    const items = [...this.comments, ...others]
      .filter(({ start, end }) => start >= from && end <= to)
      .sort((a, b) => a.start - b.start);
    let at = from;
    for (const item of items) {
      this.breakLines(at, item.start);
      const typed = this.text.slice(item.start, item.end);
      if (item.token) this.last().body += typed;
      else this.last().comment = typed.trimEnd();
      at = item.end;
    }
    this.breakLines(at, to);
  }

  private breakLines(from: number, to: number): void {
    for (let n = breaksIn(this.text.slice(from, to)); n > 0; n -= 1) this.lines.push({ body: '' });
  }

  private last(): Line {
    return this.lines.at(-1)!;
  }

  private verbatim(start: number, end: number): Line[] {
    return this.text
      .slice(start, end)
      .split(lineBreak)
      .map((body) => ({ body: body.trimEnd() }));
  }

  /** A statement in the spellings of the language; undefined where it has to stay as it is. */
  private printed(piece: Piece): Line[] | undefined {
    const { start, end } = boundsOf(piece);
    const statement = this.statements.get(start);
    if (!statement || piece.problem || !isPlain(this.text.slice(start, end), piece)) return undefined;
    const lines: Line[] = [{ body: '' }];
    const items = [...piece.tokens.map(itemOf), ...this.comments.filter((c) => c.start >= start && c.end <= end)].sort(
      (a, b) => a.start - b.start,
    );
    let before: Token | undefined;
    let beforeIt: Token | undefined;
    let at = start;
    for (const item of items) {
      const breaks = breaksIn(this.text.slice(at, item.start));
      for (let n = breaks; n > 0; n -= 1) lines.push({ body: '' });
      const line = lines.at(-1)!;
      const typed = this.text.slice(item.start, item.end);
      at = item.end;
      if (!item.token) {
        line.comment = typed.trimEnd();
        continue;
      }
      if (line.body === '' && lines.length > 1) line.body = margin;
      else if (before) line.body += spaceBetween(before, item.token, isUnary(before, beforeIt));
      line.body += spelling(item.token, typed);
      [beforeIt, before] = [before, item.token];
    }
    return this.means(lines, statement) ? lines : undefined;
  }

  /** Is a statement written in these lines the same? */
  private means(lines: readonly Line[], statement: Statement): boolean {
    const text = lines.map(({ body }) => body).join('\n');
    const { statements, diagnostics } = parseProgram({ name: '', text });
    return diagnostics.length === 0 && statements.length === 1 && treeOf(statements[0]!) === treeOf(statement);
  }

  /** The lines with their comments, those of lines that follow one another in one column. */
  private joined(): string {
    const { lines } = this;
    while (lines.length > 1 && lines.at(-1)!.body === '' && lines.at(-1)!.comment === undefined) lines.pop();
    const written: string[] = [];
    for (let k = 0; k < lines.length; ) {
      let end = k;
      while (end < lines.length && lines[end]!.body.trim() !== '' && lines[end]!.comment !== undefined) end += 1;
      const column = Math.max(...lines.slice(k, end).map(({ body }) => widthOf(body)));
      for (; k < end; k += 1) {
        const { body, comment } = lines[k]!;
        written.push(`${body}${' '.repeat(column - widthOf(body) + 2)}${comment!}`);
      }
      if (k < lines.length) {
        const { body, comment = '' } = lines[k]!;
        if (body.trim() === '' || comment === '') {
          written.push((body.trim() === '' ? comment : body).trimEnd());
          k += 1;
        }
      }
    }
    const text = written.join(this.newline);
    return text === '' ? '' : `${text}${this.newline}`;
  }
}

const itemOf = (token: Token): Item => ({
  start: Math.min(token.start, token.end),
  end: Math.max(token.start, token.end),
  token,
});

function boundsOf({ tokens }: Piece): { start: number; end: number } {
  const items = tokens.map(itemOf);
  return { start: items[0]!.start, end: Math.max(...items.map(({ end }) => end)) };
}

/** Number of characters, with accents counted as their own. */
const widthOf = (body: string): number => [...body].length;

/** LaTeX commands that have a spelling of the language; a formula with others is kept. */
const spelled =
  /^\\(?:sum|cdot|times|dagger|left|right|vec|[,;:! ]|quad|alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Phi|Psi|Omega)$/u;

/** Has every word of a statement a place of its own, and every command a spelling? */
function isPlain(text: string, { tokens }: Piece): boolean {
  if ([...text.matchAll(/\\(?:[A-Za-z]+|[^]?)/gu)].some(([command]) => !spelled.test(command))) return false;
  if (/[$&~]/u.test(text.replaceAll(/#[^\n]*/gu, ''))) return false;
  return tokens.every((token, k) => {
    const next = tokens[k + 1];
    return token.end > token.start && (next === undefined || token.end <= next.start);
  });
}

/** A statement without its places, to be compared. */
const treeOf = (statement: Statement): string =>
  JSON.stringify(statement, (key, value: unknown) =>
    key === 'span' || key === 'nameSpan' || key === 'limits' ? undefined : value,
  );

/** Do two texts hold the same statements, the same mistakes and the same comments? */
function sameProgram(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => {
    const comments: string[] = [];
    readTokens({ name: '', text }, (start, end) => comments.push(text.slice(start, end).trimEnd()));
    const { statements, diagnostics } = parseProgram({ name: '', text });
    return JSON.stringify([statements.map(treeOf), diagnostics.map(({ code }) => code), comments]);
  });
  return a === b;
}
