import { type Source, refuse } from '../text/index.js';
import type { Characters } from './characters.js';
import {
  inRuns,
  inScripts,
  indicesWithin,
  isIndexWord,
  occurrences,
  sameLetter,
  tensorValue,
  withComponent,
} from './index-value.js';
import { spanOf } from './layout.js';
import { readWords } from './lexer.js';
import type { SumToken } from './sum-token.js';
import type { Token } from './token.js';

/** The letter of an index and the text that replaces it. */
export interface IndexValue {
  readonly letter: string;
  readonly value: string;
}

/** The words of the text with a value in place of an index, at their old places. */
export function substituteIndex(source: Source, body: readonly Token[], { letter, value }: IndexValue): Token[] {
  const text: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let before: Token | undefined;
  const inner = indicesWithin(body);
  for (const [k, token] of body.entries()) {
    let word = withValue(source, token, { letter, value, inner, raised: isRaised(body, k) });
    // Words made from the same word cannot be distinguished by their places.
    const joins = before !== undefined && /[A-Za-z0-9]$/u.test(text.at(-1)!) && /^[A-Za-z0-9]/u.test(word);
    if (before && (joins || token.start > before.end)) word = ` ${word}`;
    text.push(word);
    for (let k = 0; k < word.length; k += 1) {
      starts.push(token.start);
      ends.push(token.end);
    }
    before = token;
  }
  const characters: Characters = {
    text: text.join(''),
    start: (offset) => starts[offset]!,
    end: (offset) => ends[offset]!,
  };
  return readWords(source, characters).map((token) => ({ ...token, indent: undefined }));
}

/** A word with the value in place of the index, as text. */
function withValue(
  source: Source,
  token: Token,
  { letter, value, inner, raised }: IndexValue & { readonly inner: ReadonlySet<string>; readonly raised: boolean },
): string {
  const { raw, type } = token;
  if (type === 'indexedSum') return shadowed(source, token, letter);
  if (isIndexWord(raw, letter)) {
    if (raised) return /^[xyzj]$/u.test(value) ? value : `{${value}}`;
    if (/^[xyz]$/u.test(value)) {
      refuse('component-as-number', `${letter} stands for a component here, and is no number`, {
        span: spanOf(source, token),
        hint: `components stand above or below an operator or a coupling: S^${letter}_j, J_${letter}`,
      });
    }
    return value === 'j' ? 'j' : `{${value}}`;
  }
  if (type === 'power_j' && letter === 'j') return `^{${value}}`;
  if (raw.startsWith('|')) return raw.replace(occurrences(letter), value);
  const at = raw.search(/[_^]/u);
  if (at < 0) return raw;
  const head = raw.slice(0, at);
  // σ^1, σ^2, σ^3 are the components x, y, z.
  const isSpin = /σ|sigma|S/u.test(head);
  const scripts =
    isSpin && /^[123]$/u.test(value)
      ? withComponent(raw.slice(at), letter, 'xyz'[Number(value) - 1]!)
      : isSpin
        ? raw.slice(at)
        : inRuns(raw.slice(at), letter, value, inner);
  const changed = head + inScripts(scripts, letter, value);
  return changed === raw ? raw : tensorValue(changed);
}

/** An inner sum as text; its index must be another letter. */
function shadowed(source: Source, token: Token, letter: string): string {
  const { sign, indices } = token.value as { readonly kind: 'sum' } & SumToken;
  if (indices.some((index) => sameLetter(index.letter, letter))) {
    refuse('index-twice', `${token.raw} sums over ${letter}, and so does a sum around it`, {
      span: spanOf(source, token),
      hint: 'give one of the two another letter',
    });
  }
  // When the first index of \sum_{\alpha\beta} is done, the rest is written as a sum of its own.
  const word = sign === 'sum' ? '\\sum' : '\\prod';
  return indices
    .map((index) => `${word}_{${index.letter}${index.values ? `=${index.values.join(',')}` : ''}}`)
    .join(' ');
}

/** Is a word alone in an exponent, as in `J^\alpha` or `J^{\alpha}`? */
function isRaised(body: readonly Token[], k: number): boolean {
  const braced = body[k - 1]?.text === '{' && body[k + 1]?.text === '}';
  const sign = body[braced ? k - 2 : k - 1];
  return sign?.text === '^' && (braced || sign.end === body[k]!.start);
}
