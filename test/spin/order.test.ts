import { test as prop, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type Operator,
  lettersOf,
  maxSite,
  multiplyOperators,
  operatorRange,
  sumOperators,
  translate,
} from '../../src/spin/index.js';
import { type Term, compareTerms } from '../../src/spin/operator.js';
import { compareWords, wordFrom } from '../../src/spin/word.js';
import { fromInteger } from '../../src/exact/index.js';
import { refusal } from '../exact/refusal.js';

const term = (letters: string, more: Partial<Term> = {}): Term => ({
  word: wordFrom(letters).word,
  place: 'local',
  site: 0,
  marker: undefined,
  power: 0,
  staggered: false,
  coefficient: fromInteger(1),
  ...more,
});

describe('the order of terms', () => {
  test('chain sums, then single sites; short before long; sites; letters; weights; displaced last', () => {
    const sorted = [
      term('Z', { place: 'chain' }),
      term('XX', { place: 'chain' }),
      term('XY', { place: 'chain' }),
      term('XY', { place: 'chain', staggered: true }),
      term('XY', { place: 'chain', power: 1 }),
      term('XIX', { place: 'chain' }),
      term('Y', { place: 'chain', marker: 0 }),
      term('Z', { site: -1 }),
      term('X', { site: 2 }),
      term('Y', { site: 2 }),
      term('ZZ', { site: -5 }),
      term('X', { marker: -1 }),
      term('X', { marker: 2 }),
    ];
    sorted.forEach((a, i) => sorted.forEach((b, k) => expect(Math.sign(compareTerms(a, b))).toBe(Math.sign(i - k))));
    expect(sumOperators([{ terms: [...sorted].reverse() }]).terms.map((t) => lettersOf(t.word))).toEqual(
      sorted.map((t) => lettersOf(t.word)),
    );
  });

  const letters = fc.stringMatching(/^[XYZ](?:[IXYZ]{0,40}[XYZ])?$/u);
  prop.prop([letters, letters])(
    'words of one length by their letters, I before X before Y before Z; else by length',
    (a, b) => {
      const expected = a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
      expect(Math.sign(compareWords(wordFrom(a).word, wordFrom(b).word))).toBe(Math.sign(expected));
    },
  );
});

describe('weights under a sum that is not closed yet', () => {
  const product = (a: Partial<Term>, b: Partial<Term>): Term =>
    multiplyOperators({ terms: [term('X', a)] }, { terms: [term('Y', { site: 1, ...b })] }).terms[0]!;

  test('powers of j add up, and (−1)^j twice is none', () => {
    for (const [a, b] of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ] as const) {
      expect(product({ staggered: a, power: 2 }, { staggered: b, power: 3 })).toMatchObject({
        staggered: a !== b,
        power: 5,
      });
    }
  });

  test('up to j^32', () => {
    expect(product({ power: 16 }, { power: 16 }).power).toBe(32);
    expect(refusal(() => product({ power: 16 }, { power: 17 })).code).toBe('power-too-high');
  });
});

describe('sites have an end', () => {
  const at = (more: Partial<Term>): Operator => ({ terms: [term('X', more)] });

  test.each([
    ['the letter', { site: maxSite - 2 }],
    ['the displacement', { site: 0, marker: maxSite - 2 }],
  ])('%s may be moved up to it, and not beyond', (_, where) => {
    expect(operatorRange(translate(at(where), 2))).toBe(1);
    expect(refusal(() => translate(at(where), 3)).code).toBe('site-too-far');
    const negative = Object.fromEntries(Object.entries(where).map(([k, v]) => [k, 0 - v]));
    expect(operatorRange(translate(at(negative), -2))).toBe(1);
    expect(refusal(() => translate(at(negative), -3)).code).toBe('site-too-far');
  });
});
