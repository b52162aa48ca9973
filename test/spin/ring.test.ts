import { describe, expect, test } from 'vitest';
import { fromGaussian, fromInteger, gaussian } from '../../src/exact/index.js';
import {
  type Operator,
  checkRing,
  equalOperators,
  firstSite,
  lettersOf,
  localWord,
  onRing,
  operatorRange,
  rangeOnRing,
  sumOperators,
  sumOverChain,
  wordFrom,
} from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';
import { chainOf } from './realise.js';

const word = (letters: string, site = 0, c = 1): Operator => localWord(wordFrom(letters).word, site, fromInteger(c));
/** letters at sites → operator */
const sum = (...parts: [string, number, number?][]): Operator =>
  sumOperators(parts.map(([letters, site, c]) => word(letters, site, c ?? 1)));
const listed = (a: Operator): string[] => a.terms.map((t) => `${lettersOf(t.word)}@${firstSite(t.place)}`).sort();

describe('a chain sum on a ring', () => {
  test('has every word once at every site, continued from the first site past the last', () => {
    // Y of the last word comes to site 0 and X stays at site 3: Y I I X.
    expect(equalOperators(onRing(sumOverChain(word('XY')), 4), sum(['XY', 0], ['XY', 1], ['XY', 2], ['YIIX', 0]))).toBe(
      true,
    );
    expect(listed(onRing(sumOverChain(word('Z')), 3))).toEqual(['Z@0', 'Z@1', 'Z@2']);
  });

  test('(−1)^j alternates from site 0 on', () => {
    const staggered = chainOf([{ letters: 'Z', site: 0, c: { re: 1, im: 0 }, power: 0, staggered: true }]);
    expect(equalOperators(onRing(staggered, 4), sum(['Z', 0], ['Z', 1, -1], ['Z', 2], ['Z', 3, -1]))).toBe(true);
    expect(refusal(() => onRing(staggered, 5)).code).toBe('odd-ring');
    expect(
      refusal(() => onRing(chainOf([{ letters: 'Z', site: 0, c: { re: 1, im: 0 }, power: 1, staggered: false }]), 4))
        .code,
    ).toBe('position-weight');
  });

  test('local words keep their coefficient and come to their site modulo N, once', () => {
    const i = localWord(wordFrom('XZ').word, -1, fromGaussian(gaussian(0, 1)));
    expect(equalOperators(onRing(i, 5), localWord(wordFrom('ZIIIX').word, 0, fromGaussian(gaussian(0, 1))))).toBe(true);
    expect(listed(onRing(word('XY', 7), 4))).toEqual(['YIIX@0']);
    expect(listed(onRing(word('XYZ', 2), 5))).toEqual(['XYZ@2']);
  });

  test('a word as long as the ring fits, a longer one does not', () => {
    expect(listed(onRing(word('XIY', 0), 3))).toEqual(['XIY@0']);
    expect(refusal(() => onRing(word('XIY', 0), 2)).code).toBe('ring-too-small');
  });

  test('rings have from 2 to 64 sites', () => {
    for (const n of [2, 64]) expect(() => checkRing(n)).not.toThrow();
    for (const n of [1, 0, -3, 2.5, Number.NaN, 65]) expect(refusal(() => checkRing(n)).code).toBe('ring-size');
  });

  test('the range on a ring is that of the shorter way around', () => {
    expect(rangeOnRing(word('XIIIIY', 0), 6)).toBe(2);
    expect(rangeOnRing(word('XIIIIY', 0), 9)).toBe(5);
    expect(rangeOnRing(word('XIIZIY', 0), 6)).toBe(4);
    expect(rangeOnRing(sum(['X', 2], ['XYZ', 1]), 6)).toBe(3);
    expect(rangeOnRing(word('XX', 3), 2)).toBe(2);
    expect(operatorRange(word('XIIIIY', 0))).toBe(6);
  });
});
