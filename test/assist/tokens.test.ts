import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type TextToken, tokensOf } from '../../src/assist/index.js';
import { readTokens } from '../../src/language/index.js';
import { expression, fragments } from '../language/sentences.js';
import { everyText } from './texts.js';

interface TextRangeOfToken {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a painting of a text, if something is. */
function disagreement(text: string, painted: readonly TextToken[] = tokensOf(text)): string | undefined {
  let at = 0;
  for (const { from, to } of painted) {
    if (from !== at) return `the range ${from}–${to} does not follow ${at}`;
    if (to <= from) return `the range ${from}–${to} is empty`;
    at = to;
  }
  if (at !== text.length) return `nothing after ${at}`;
  const tokens = readTokens({ name: '', text });
  for (const token of tokens) {
    const [start, end] = [Math.min(token.start, token.end), Math.max(token.start, token.end)];
    const within = painted.filter(({ from, to }) => from < end && to > start);
    if (within.some(({ kind }) => kind === 'comment')) return `${token.raw} is a comment`;
    // A word that is refused is shown as one, wherever others begin.
    if (token.type === 'bad') {
      if (end > start && !within.some(({ kind }) => kind === 'error')) return `${token.raw} is not shown as an error`;
      continue;
    }
    if (within.some(({ kind, from, to }) => kind !== 'error' && (from < start || to > end)) && isAlone(tokens, token))
      return `${token.raw} runs into another`;
    if (within.length > 0 && within.every(({ kind }) => kind === 'space' || kind === 'layout'))
      return `${token.raw} is shown as nothing`;
  }
  return undefined;
}

/** Is the token the only one at its place? A fraction such as ½ is several. */
function isAlone(tokens: readonly TextRangeOfToken[], token: TextRangeOfToken): boolean {
  return tokens.filter(({ start, end }) => start < token.end && end > token.start).length === 1;
}

const words = (text: string): string[] =>
  tokensOf(text)
    .filter(({ kind }) => kind !== 'space')
    .map(({ from, to, kind }) => `${text.slice(from, to)} ${kind}`);

describe('tokens', () => {
  test('cover every text of the corpus once, and agree with the lexer', () => {
    expect(everyText.length).toBeGreaterThan(1500);
    expect(everyText.flatMap((text) => disagreement(text) ?? [])).toEqual([]);
  });

  test('a painting with a gap, an overlap or a word without its colour is noticed', () => {
    const text = 'A + B';
    const good = tokensOf(text);
    expect(disagreement(text, good)).toBeUndefined();
    expect(disagreement(text, good.slice(0, -1))).toBeDefined();
    expect(disagreement(text, good.slice(1))).toBeDefined();
    expect(disagreement(text, [{ from: 0, to: 5, kind: 'comment' }])).toBeDefined();
    expect(disagreement(text, [{ from: 0, to: 5, kind: 'name' }])).toBeDefined();
  });

  property.prop([expression], { numRuns: 60 })('cover every sentence', ({ text }) => {
    expect(disagreement(text)).toBeUndefined();
  });

  property.prop(
    [fc.array(fc.constantFrom(...fragments, ' ', '\n', '# c\n', '\\left', '½', 'ⱼ₊₁', '😀')).map((a) => a.join(''))],
    {
      numRuns: 200,
    },
  )('cover what means nothing', (text) => {
    expect(disagreement(text)).toBeUndefined();
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 40 })], { numRuns: 200 })('cover any characters', (text) => {
    expect(disagreement(text)).toBeUndefined();
  });

  test('name what a word is', () => {
    expect(words('prove heat-current cites chain (16): C3 = 2 charge(H, 3)  # so it is')).toEqual([
      'prove keyword',
      'heat-current title',
      'cites keyword',
      'chain (16) citation',
      ': sign',
      'C3 name',
      '= sign',
      '2 number',
      'charge function',
      '( bracket',
      'H name',
      ', sign',
      '3 number',
      ') bracket',
      '# so it is comment',
    ]);
    expect(words("sum_j (S'_j×S''_<j+1>)·S'_<j+2> + h.c.")).toEqual([
      'sum_j sum',
      '( bracket',
      "S'_j spin",
      '× sign',
      "S''_<j+1> spin",
      ') bracket',
      '· sign',
      "S'_<j+2> spin",
      '+ sign',
      'h.c. keyword',
    ]);
    expect(words('|1><2| + i Sz(j+1)')).toEqual([
      '|1><2| state',
      '+ sign',
      'i letter',
      'Sz error',
      '( bracket',
      'j letter',
      '+ sign',
      '1 number',
      ') bracket',
    ]);
    expect(words('\\left( J \\right)')).toEqual([
      '\\left layout',
      '( bracket',
      'J name',
      '\\right layout',
      ') bracket',
    ]);
  });

  test('the parts of a citation in quotation marks are one', () => {
    expect(words('refute cites "a # b": A')).toEqual([
      'refute keyword',
      'cites keyword',
      '"a # b" citation',
      ': sign',
      'A name',
    ]);
  });
});
