import { test as prop, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  type Operator,
  type TermPlace,
  type Weight,
  chainPlace,
  chainWeight,
  identityOperator,
  lettersOf,
  localPlace,
  maxSite,
  multiplyOperators,
  operatorRange,
  positionWeight,
  shiftBody,
  staggeredWeight,
  summandPlace,
  sumOperators,
  translate,
  uniformWeight,
  weightIn,
} from '../../src/spin/index.js';
import { type Term, compareTerms } from '../../src/spin/operator.js';
import { compareWords, wordFrom } from '../../src/spin/word.js';
import { fromInteger } from '../../src/exact/index.js';
import { refusal } from '../exact/refusal.js';

const term = (letters: string, place: TermPlace): Term => ({
  word: wordFrom(letters).word,
  place,
  coefficient: fromInteger(1),
});

describe('the order of terms', () => {
  test('chain sums, then single sites; short before long; sites; letters; weights; displaced last', () => {
    const sorted = [
      term('Z', chainPlace(uniformWeight)),
      term('XX', chainPlace(uniformWeight)),
      term('XY', chainPlace(uniformWeight)),
      term('XY', chainPlace(staggeredWeight)),
      term('XY', chainPlace(positionWeight)),
      term('XIX', chainPlace(uniformWeight)),
      term('Z', chainPlace(uniformWeight, -1)),
      term('Y', chainPlace(uniformWeight, 0)),
      term('Z', localPlace(-1)),
      term('X', localPlace(2)),
      term('X', summandPlace(staggeredWeight, 2)),
      term('X', summandPlace(positionWeight, 2)),
      term('Y', localPlace(2)),
      term('ZZ', localPlace(-5)),
      term('X', localPlace(0, -1)),
      term('X', localPlace(0, 2)),
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
  const product = (v: Weight, w: Weight): TermPlace =>
    multiplyOperators({ terms: [term('X', summandPlace(v, 0))] }, { terms: [term('Y', summandPlace(w, 1))] }).terms[0]!
      .place;

  test('powers of j add up, and (−1)^j twice is none', () => {
    for (const [a, b, both] of [
      [1, 1, 1],
      [1, -1, -1],
      [-1, 1, -1],
      [-1, -1, 1],
    ] as const) {
      expect(product(chainWeight(2, a), chainWeight(3, b))).toEqual(summandPlace(chainWeight(5, both), 0));
    }
  });

  test('a weight that becomes 1 leaves a local word', () => {
    expect(product(staggeredWeight, staggeredWeight)).toEqual(localPlace(0));
  });

  test('up to j^32', () => {
    expect(weightIn(product(chainWeight(16, 1), chainWeight(16, 1))).power).toBe(32);
    expect(refusal(() => product(chainWeight(16, 1), chainWeight(17, 1))).code).toBe('power-too-high');
  });
});

describe('sites have an end', () => {
  test.each([
    ['the letter', (far: number) => localPlace(far)],
    ['the displacement', (far: number) => localPlace(0, far)],
  ])('%s may be moved up to it, and not beyond', (_, place) => {
    const at = (far: number): Operator => ({ terms: [term('X', place(far))] });
    expect(operatorRange(translate(at(maxSite - 2), 2))).toBe(1);
    expect(refusal(() => translate(at(maxSite - 2), 3)).code).toBe('site-too-far');
    expect(operatorRange(translate(at(2 - maxSite), -2))).toBe(1);
    expect(refusal(() => translate(at(2 - maxSite), -3)).code).toBe('site-too-far');
  });

  test('the identity stands nowhere, so it may be moved by any number', () => {
    const identity = identityOperator(fromInteger(1));
    for (const moved of [translate(identity, 2 * maxSite), shiftBody(identity, 2 * maxSite)])
      expect(moved).toEqual(identity);
  });
});
