import {
  type Piece,
  type Statement,
  type Token,
  cutStatements,
  parseProgram,
  readTokens,
} from '../../language/index.js';
import { type Source, margin } from '../../text/index.js';
import { longestEdited } from '../range.js';
import { isUnary, spaceBetween } from './spacing.js';
import { spelling } from './spelling.js';

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
 * twice it changes nothing more. A text stays exactly as typed if it has a mistake, because where its statements end is
 * then a guess; if something between its statements is neither a word nor a comment, such as \label{eq}; or if a second
 * pass would change the result again.
 */
export function formatted(text: string): string {
  if (text.length > longestEdited) return text;
  const once = formattedOnce(text);
  return once !== text && formattedOnce(once) === once ? once : text;
}

function formattedOnce(text: string): string {
  const source = { name: '', text };
  const { statements, diagnostics } = parseProgram(source);
  if (diagnostics.length > 0) return text;
  const formatter = new Formatter(source, statements);
  const result = formatter.run();
  return result !== undefined && result !== text && formatter.isContentOf(result) ? result : text;
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/gu;
const breaksIn = (text: string): number => text.match(lineBreak)?.length ?? 0;

class Formatter {
  private readonly text: string;
  private readonly lines: Line[] = [{ body: '' }];
  private readonly pieces: readonly Piece[];
  private readonly statementAt: ReadonlyMap<number, Statement>;
  private readonly comments: Item[] = [];
  /** comments, and words between statements, in the order of the text */
  private readonly others: readonly Item[];
  /** number of the others that have been written */
  private next = 0;

  constructor(
    source: Source,
    private readonly statements: readonly Statement[],
  ) {
    this.text = source.text;
    const tokens = readTokens(source, (start, end) => this.comments.push({ start, end }));
    this.pieces = cutStatements(source, tokens);
    this.statementAt = new Map(statements.map((statement) => [statement.span.start, statement]));
    const inPieces = new Set(this.pieces.flatMap((piece) => piece.tokens));
    const stops = tokens.filter((token) => !inPieces.has(token)).map(itemOf);
    this.others = inOrder([...this.comments, ...stops]);
  }

  /** The formatted text; undefined where it would lose a part of the typed one. */
  run(): string | undefined {
    let at = 0;
    for (const piece of this.pieces) {
      const { start, end } = boundsOf(piece);
      if (start < at || !this.writeBetween(at, start)) return undefined;
      const inside = this.othersUntil(end);
      // A line begins at the margin, whatever its indentation was.
      const [first, ...rest] = this.printed(piece, inside) ?? this.verbatim(start, end);
      this.last().body += (this.last().body === '' ? '' : ' ') + first!.body;
      if (first!.comment !== undefined) this.last().comment = first!.comment;
      for (const line of rest) this.lines.push(line);
      at = end;
    }
    return this.writeBetween(at, this.text.length) ? this.joined() : undefined;
  }

  /** Does a text hold the same statements without a mistake, and the same comments? */
  isContentOf(text: string): boolean {
    const source = { name: '', text };
    const { statements, diagnostics } = parseProgram(source);
    if (diagnostics.length > 0 || statements.length !== this.statements.length) return false;
    const comments: string[] = [];
    readTokens(source, (start, end) => comments.push(text.slice(start, end).trimEnd()));
    return (
      statements.every((statement, k) => treeOf(statement) === treeOf(this.statements[k]!)) &&
      comments.length === this.comments.length &&
      this.comments.every(({ start, end }, k) => this.text.slice(start, end).trimEnd() === comments[k])
    );
  }

  /** The others that end before a place and have not been written. */
  private othersUntil(place: number): Item[] {
    const from = this.next;
    while (this.next < this.others.length && this.others[this.next]!.end <= place) this.next += 1;
    return this.others.slice(from, this.next);
  }

  /**
   * Writes the text between two statements: line breaks, comments, semicolons and full stops. The answer is false where
   * there is something else.
   */
  private writeBetween(from: number, to: number): boolean {
    let at = from;
    for (const { start, end, token } of this.othersUntil(to)) {
      if (start < at || !this.writeGap(at, start)) return false;
      const typed = this.text.slice(start, end);
      if (token) this.last().body += typed;
      else this.last().comment = typed.trimEnd();
      at = end;
    }
    return this.writeGap(at, to);
  }

  private writeGap(from: number, to: number): boolean {
    const gap = this.text.slice(from, to);
    for (let n = breaksIn(gap); n > 0; n -= 1) this.lines.push({ body: '' });
    return gap.trim() === '' && !gap.includes(byteOrderMark);
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
  private printed(piece: Piece, comments: readonly Item[]): Line[] | undefined {
    const { start, end } = boundsOf(piece);
    const statement = this.statementAt.get(start);
    if (!statement || !isPlain(this.text.slice(start, end), piece)) return undefined;
    const lines: Line[] = [{ body: '' }];
    let before: Token | undefined;
    let beforeIt: Token | undefined;
    let at = start;
    for (const item of inOrder([...piece.tokens.map(itemOf), ...comments])) {
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
    const isTyped = lines.map(({ body }) => body).join('\n') === this.text.slice(start, end);
    return isTyped || this.means(lines, statement) ? lines : undefined;
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
    const newline = this.text.includes('\r\n') ? '\r\n' : '\n';
    while (lines.length > 1 && isBlank(lines.at(-1)!) && lines.at(-1)!.comment === undefined) lines.pop();
    const written: string[] = [];
    for (let k = 0; k < lines.length; ) {
      let end = k;
      let column = 0;
      for (; end < lines.length && !isBlank(lines[end]!) && lines[end]!.comment !== undefined; end += 1)
        column = Math.max(column, widthOf(lines[end]!.body));
      for (; k < end; k += 1) {
        const { body, comment } = lines[k]!;
        written.push(`${body}${' '.repeat(column - widthOf(body) + 2)}${comment!}`);
      }
      if (k === lines.length) break;
      const { body, comment = '' } = lines[k]!;
      written.push((isBlank(lines[k]!) ? comment : body).trimEnd());
      k += 1;
    }
    const text = written.join(newline);
    return text === '' ? '' : `${text}${newline}`;
  }
}

const byteOrderMark = '\uFEFF';

const isBlank = ({ body }: Line): boolean => body.trim() === '';

const itemOf = (token: Token): Item => ({
  start: Math.min(token.start, token.end),
  end: Math.max(token.start, token.end),
  token,
});

const inOrder = (items: Item[]): Item[] => items.sort((a, b) => a.start - b.start);

function boundsOf({ tokens }: Piece): { start: number; end: number } {
  const bounds = { ...itemOf(tokens[0]!) };
  return { start: bounds.start, end: tokens.reduce((end, token) => Math.max(end, token.start, token.end), bounds.end) };
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
