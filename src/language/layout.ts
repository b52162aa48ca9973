import { type Diagnostic, type Source, type Span, placeOf } from '../text/index.js';
import { keywords } from './names.js';
import type { Token } from './token.js';

/** Deepest nesting of brackets, which bounds the recursion depth of every walk of a tree. */
export const deepestBrackets = 200;
/** Longest statement, in tokens. */
export const longestStatement = 100_000;

/** The tokens of one statement. */
export interface Piece {
  readonly tokens: readonly Token[];
  /** the problem with its brackets, and the index of the token at which it shows; the tokens before it may be read */
  readonly problem?: { readonly index: number; readonly diagnostic: Diagnostic };
  /** the brackets left open at its end, outermost first */
  readonly open: readonly Token[];
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Signs at the end of a line that continues in the next. */
const goesOn: ReadonlySet<string> = new Set(['+', '-', '*', '/', '·', '×', ',', ':', '=', '^', '==']);

/** True if a token requires another after it. */
export function wantsMore(token: Token): boolean {
  return goesOn.has(token.text) || token.type === 'claim' || token.type === 'sum';
}

/**
 * Cuts tokens into statements (language rule 18): at ";" and at a newline, unless a bracket is open, the line ends in
 * an operator, comma, colon or "=", or the next line is indented deeper than the statement's first line.
 *
 * A keyword or "name =" that is not indented ends a statement even where a bracket is open, because the closing bracket
 * was probably forgotten.
 */
export function cutStatements(source: Source, tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  /** lines that begin with a minus directly below a statement */
  const loose = new Set<number>();
  let current: Token[] = [];
  let open: Token[] = [];
  let problem: Piece['problem'];
  let indent = 0;
  let lineIndent = 0;

  const finish = () => {
    if (open.length === 0 && problem === undefined && endsInStop(current)) current.pop();
    if (current.length > 0) pieces.push({ tokens: current, open, ...(problem && { problem }) });
    current = [];
    open = [];
    problem = undefined;
  };
  const spoil = (diagnostic: Diagnostic) => {
    problem ??= { index: current.length, diagnostic };
    // The rest is read as if all brackets were closed, to find the end of the statement again.
    open = [];
  };

  tokens.forEach((token, k) => {
    if (token.indent !== undefined) {
      lineIndent = token.indent;
      if (current.length > 0 && token.indent <= indent) {
        if (open.length === 0) {
          if (!wantsMore(current.at(-1)!) || isFullStop(source, current, token, tokens[k + 1])) {
            finish();
            if (mayGoOn(source, token.start)) loose.add(pieces.length);
          }
        } else if (beginsStatement(token, tokens[k + 1])) {
          spoil(unclosed(source, open.at(-1)!));
          finish();
        }
      }
    }
    if (token.text === ';' && token.type === 'sign') {
      if (open.length > 0) spoil(unclosed(source, open.at(-1)!));
      finish();
      return;
    }
    if (current.length === 0) indent = lineIndent;
    if (problem === undefined) {
      if (current.length === longestStatement) {
        spoil({
          kind: 'limit',
          code: 'statement-too-long',
          message: `a statement has at most ${longestStatement} words`,
          span: spanOf(source, token),
        });
      } else if (token.type === 'open') {
        open.push(token);
        if (open.length > deepestBrackets) {
          spoil({
            kind: 'limit',
            code: 'nesting-too-deep',
            message: `brackets may be nested at most ${deepestBrackets} deep`,
            span: spanOf(source, token),
          });
        }
      } else if (token.type === 'close') {
        const opened = open.at(-1);
        if (opened === undefined) {
          spoil({
            kind: 'input',
            code: 'unopened-bracket',
            message: `"${token.text}" closes a bracket that was not opened`,
            span: spanOf(source, token),
          });
        } else if (closing[opened.text] !== token.text) {
          spoil({
            kind: 'input',
            code: 'mismatched-bracket',
            message: `"${token.text}" does not close the "${opened.text}" opened at ${where(source, opened)}`,
            span: spanOf(source, token),
            expected: [`"${closing[opened.text]}"`],
          });
        } else {
          open.pop();
        }
      }
    }
    // After a limit the rest of a statement is dropped, not kept: it may be long.
    if (problem === undefined || current.length <= problem.index) current.push(token);
  });
  finish();
  // The last such line is the answer, and a note asks about it; a line before others would be ignored.
  return pieces.map((piece, k) => {
    if (!loose.has(k) || k === pieces.length - 1) return piece;
    return { ...piece, problem: { index: 0, diagnostic: leadingMinus(source, piece.tokens[0]!) } };
  });
}

/** Rule 28: does a statement end in the "." or "," of a displayed formula? A list of names or bindings does not. */
function endsInStop(tokens: readonly Token[]): boolean {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (tokens.length < 2 || !first || !last) return false;
  if (last.raw === '.') return true;
  return last.text === ',' && first.type !== 'keyword' && first.type !== 'finite' && first.type !== 'claim';
}

/** The same at the end of a line that is not the last; a separate dot there is a product that continues. */
function isFullStop(source: Source, tokens: readonly Token[], next: Token, afterNext: Token | undefined): boolean {
  if (!endsInStop(tokens)) return false;
  const last = tokens.at(-1)!;
  return (last.text === ',' || isAttached(source, tokens)) && (last.raw === '.' || beginsStatement(next, afterNext));
}

/**
 * Is the dot at the end a full stop? It is if there is no space before it, and in LaTeX, which has \cdot for a product.
 */
export function isAttached(source: Source, tokens: readonly Token[]): boolean {
  const [first, before, last] = [tokens[0]!, tokens.at(-2)!, tokens.at(-1)!];
  return before.end === last.start || source.text.slice(first.start, last.start).includes('\\');
}

/** `line 2, column 5` */
export function where(source: Source, token: Token): string {
  const { line, column } = placeOf(spanOf(source, token));
  return `line ${line}, column ${column}`;
}

export function spanOf(source: Source, token: { readonly start: number; readonly end: number }): Span {
  return { source, start: token.start, end: token.end };
}

/** The bracket that closes an opened one. */
export function closerOf(opened: Token): string {
  return closing[opened.text]!;
}

/**
 * Does a line begin with "-" directly below a statement? Then it may continue the statement or begin a new one, which
 * cannot be decided. After an empty line it begins a new one.
 */
export function mayGoOn(source: Source, start: number): boolean {
  if (source.text[start] !== '-') return false;
  const above = source.text.slice(0, start).replace(/[ \t]*$/u, '');
  if (!/(?:\r\n|[\n\r\u2028\u2029])$/u.test(above)) return false;
  const [line = ''] = /[^\n\r\u2028\u2029]*$/u.exec(above.replace(/(?:\r\n|[\n\r\u2028\u2029])$/u, '')) ?? [];
  return line.trim() !== '';
}

/** The message about such a line. */
export const looseMinus = 'this "-" may go on from the line above, or begin a statement of its own';

function leadingMinus(source: Source, token: Token): Diagnostic {
  return {
    kind: 'input',
    code: 'leading-minus',
    message: looseMinus,
    span: spanOf(source, token),
    hint: 'indent the line if it goes on; leave an empty line above it if it is a statement of its own',
  };
}

function unclosed(source: Source, opened: Token): Diagnostic {
  return {
    kind: 'input',
    code: 'unclosed-bracket',
    message: `this "${opened.text}" is not closed before the next statement`,
    span: spanOf(source, opened),
    hint: `close it with "${closing[opened.text]}"`,
  };
}

const nameLike: ReadonlySet<string> = new Set(['name', 'sited', 'letter', 'x', 'spin', 'boson', 'fermion', 'bad']);

function beginsStatement(token: Token, next: Token | undefined): boolean {
  if (token.type === 'claim' || token.type === 'finite' || keywords.has(token.text)) return true;
  return next?.text === '=' && nameLike.has(token.type);
}
