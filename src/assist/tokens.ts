import { type Token, readTokens } from '../language/index.js';
import { type TextRange, rangeOfSpan } from './range.js';

/** The kind of a stretch of a text, for its colour. */
export type TokenKind =
  | 'keyword'
  /** `sqrt`, `charge` … before their brackets */
  | 'function'
  /** `sum_j`, `Σ_{n}` */
  | 'sum'
  /** a spin, a fermion or the displacement of a phonon, with its site */
  | 'spin'
  /** `|1><2|`, `|udud>` */
  | 'state'
  | 'name'
  /** the reserved letters i, j, t and x */
  | 'letter'
  | 'number'
  | 'sign'
  | 'bracket'
  /** the name of a claim */
  | 'title'
  /** the source that a claim cites */
  | 'citation'
  | 'comment'
  /** typography without a meaning: `\left`, `\,`, `&` */
  | 'layout'
  | 'space'
  /** a word that the language refuses wherever it stands */
  | 'error';

export interface TextToken extends TextRange {
  readonly kind: TokenKind;
}

const kinds: Readonly<Record<string, TokenKind>> = {
  level: 'state',
  ket: 'state',
  hc: 'keyword',
  keyword: 'keyword',
  finite: 'keyword',
  sum: 'sum',
  indexedSum: 'sum',
  boson: 'spin',
  fermion: 'spin',
  spin: 'spin',
  point: 'function',
  word: 'function',
  texWord: 'function',
  root: 'function',
  fraction: 'function',
  shortFraction: 'function',
  exponential: 'function',
  letter: 'letter',
  x: 'letter',
  number: 'number',
  name: 'name',
  sited: 'name',
  open: 'bracket',
  close: 'bracket',
  bad: 'error',
};

/**
 * Every character of a text, once and in order, with what it is for the lexer of the language: no range is empty, and
 * each begins where the one before it ends.
 *
 * Cost: linear, without parsing.
 */
export function tokensOf(text: string): TextToken[] {
  const comments: TextRange[] = [];
  const tokens = readTokens({ name: '', text }, (start, end) => comments.push({ from: start, to: end }));
  const painted: TextToken[] = [];
  let at = 0;
  const put = (to: number, kind: TokenKind): void => {
    if (to > at) painted.push({ from: at, to, kind });
    at = Math.max(at, to);
  };
  let comment = 0;
  const fill = (to: number): void => {
    for (; comment < comments.length && comments[comment]!.from < to; comment += 1) {
      blank(comments[comment]!.from);
      put(comments[comment]!.to, 'comment');
    }
    blank(to);
  };
  /** The gap before a word: space, and typography that the lexer drops. */
  const blank = (to: number): void => {
    for (const [part] of text.slice(at, to).matchAll(/\s+|\S+/gu))
      put(at + part.length, /\s/u.test(part) ? 'space' : 'layout');
  };
  for (const token of inOrder(tokens)) {
    const { from, to } = rangeOfSpan(token);
    fill(from);
    if (to <= at) continue;
    if (token.type === 'claim') for (const part of partsOfClaim(text.slice(from, to))) put(from + part.to, part.kind);
    put(to, kinds[token.type] ?? 'sign');
  }
  fill(text.length);
  return painted;
}

/**
 * Tokens by their beginnings in the typed text; a typeset formula may have them in another order. A word that is refused
 * takes the others within it, as the bracket of `Sz(j+1)`.
 */
function inOrder(tokens: readonly Token[]): readonly Token[] {
  const sorted = [...tokens].sort((a, b) => Math.min(a.start, a.end) - Math.min(b.start, b.end));
  const kept: Token[] = [];
  for (const token of sorted) {
    const last = kept.at(-1);
    if (token.type === 'bad' && last && last.type !== 'bad' && last.start >= token.start) kept.pop();
    kept.push(token);
  }
  return kept;
}

/** `prove heat-current cites chain (16):` in its parts, each up to its end. */
function partsOfClaim(typed: string): { to: number; kind: TokenKind }[] {
  const groups =
    /^(?<verb>\w+)(?<gap>\s+)?(?<title>(?!cites\s)[\w-]+)?(?<middle>\s+)?(?<cites>cites)?(?<space>\s+)?(?<source>[^]*?)?(?<colon>\s*:)$/u.exec(
      typed,
    )?.groups;
  if (!groups) return [];
  const parts: { to: number; kind: TokenKind }[] = [];
  let to = 0;
  const add = (part: string | undefined, kind: TokenKind): void => {
    if (part === undefined || part === '') return;
    to += part.length;
    parts.push({ to, kind });
  };
  add(groups.verb, 'keyword');
  add(groups.gap, 'space');
  add(groups.title, 'title');
  add(groups.middle, 'space');
  add(groups.cites, 'keyword');
  add(groups.space, 'space');
  add(groups.source, 'citation');
  add(groups.colon, 'sign');
  return parts;
}
