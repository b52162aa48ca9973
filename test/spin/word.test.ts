import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian, fromInteger } from '../../src/exact/index.js';
import {
  type Operator,
  commutator,
  countY,
  firstSite,
  isZeroOperator,
  letterAt,
  lettersOf,
  localWord,
  maxRange,
  multiplyOperators,
  rangeOf,
  reflect,
  weightOf,
  wordFrom,
} from '../../src/spin/index.js';
import { compareWords } from '../../src/spin/word.js';
import { refusal } from '../exact/refusal.js';
import { letterProduct } from './strings.js';

/** Letters with I at neither end; lengths crowd around the limbs of 32 sites and the sign bits at 31 and 63. */
const long = fc
  .tuple(
    fc.constantFrom('X', 'Y', 'Z'),
    fc.oneof(fc.integer({ min: 0, max: 62 }), fc.constantFrom(29, 30, 31, 32, 61, 62)),
    fc.infiniteStream(fc.constantFrom('I', 'I', 'X', 'Y', 'Z')),
    fc.constantFrom('', 'X', 'Y', 'Z'),
  )
  .map(([first, n, middle, last]) => (last === '' ? first : first + [...middle.take(n)].join('') + last));

const at = (letters: string, site: number): Operator => localWord(wordFrom(letters).word, site, fromInteger(1));
const pad = (letters: string, before: number, n: number): string =>
  'I'.repeat(before) + letters + 'I'.repeat(n - before - letters.length);

describe('a word', () => {
  test.prop([long])('keeps its letters', (letters) => {
    const { word, start } = wordFrom(letters);
    expect(start).toBe(0);
    expect(lettersOf(word)).toBe(letters);
    expect(rangeOf(word)).toBe(letters.length);
    expect([...letters].map((_, k) => letterAt(word, k)).join('')).toBe(letters);
    expect(weightOf(word)).toBe(letters.replaceAll('I', '').length);
    expect(countY(word)).toBe(letters.replaceAll(/[^Y]/gu, '').length);
  });

  test.prop([long, fc.nat(5), fc.nat(5)])('drops the identities around it', (letters, before, after) => {
    const { word, start } = wordFrom('I'.repeat(before) + letters + 'I'.repeat(after));
    expect([lettersOf(word), start]).toEqual([letters, before]);
  });

  test.prop([long, long])('is ordered by range, then letter by letter', (a, b) => {
    const expected = a.length !== b.length ? a.length - b.length : a < b ? -1 : a > b ? 1 : 0;
    expect(Math.sign(compareWords(wordFrom(a).word, wordFrom(b).word))).toBe(Math.sign(expected));
  });

  test('holds 64 sites and says so at 65', () => {
    expect(maxRange).toBe(64);
    expect(rangeOf(wordFrom(`X${'I'.repeat(62)}Z`).word)).toBe(64);
    expect(refusal(() => wordFrom(`X${'I'.repeat(63)}Z`))).toMatchObject({ kind: 'limit', code: 'range-too-long' });
  });
});

describe('products of long words, letter by letter', () => {
  test.prop([long, long, fc.integer({ min: -70, max: 70 })], { numRuns: 1500 })(
    'agree with the slow product at every shift',
    (a, b, shift) => {
      const origin = Math.min(0, shift);
      const n = Math.max(a.length, shift + b.length) - origin;
      const product = (): Operator => multiplyOperators(at(a, 0), at(b, shift));
      if (n > maxRange) {
        expect(refusal(product)).toMatchObject({ kind: 'limit', code: 'range-too-long' });
        return;
      }
      const { letters, phase } = letterProduct(pad(a, -origin, n), pad(b, shift - origin, n));
      const [term] = product().terms;
      const { re, im } = asGaussian(term!.coefficient)!;
      expect([re, im]).toEqual(
        [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][phase],
      );
      const core = /[XYZ](.*[XYZ])?/u.exec(letters);
      expect(lettersOf(term!.word)).toBe(core?.[0] ?? '');
      expect(firstSite(term!.place)).toBe(core ? origin + core.index : 0);
    },
  );

  test.prop([long, long, fc.integer({ min: -70, max: 70 })], { numRuns: 1500 })(
    'commute or anticommute, also where the product would be too long',
    (a, b, shift) => {
      const origin = Math.min(0, shift);
      const n = Math.max(a.length, shift + b.length) - origin;
      const [p, q] = [pad(a, -origin, n), pad(b, shift - origin, n)];
      const different = [...p].filter((l, k) => l !== 'I' && q[k] !== 'I' && l !== q[k]).length;
      if (different % 2 === 0) expect(isZeroOperator(commutator(at(a, 0), at(b, shift)))).toBe(true);
      else if (n > maxRange) expect(refusal(() => commutator(at(a, 0), at(b, shift))).code).toBe('range-too-long');
      else
        expect(commutator(at(a, 0), at(b, shift)).terms.map((t) => asGaussian(t.coefficient)!.im === 0)).toEqual([
          false,
        ]);
    },
  );

  // Two words with many first letters in common, so that the product begins far inside.
  test.prop(
    [
      fc.integer({ min: 1, max: 62 }),
      fc.stringMatching(/^[IXYZ]{0,40}[XYZ]$/u),
      fc.stringMatching(/^[IXYZ]{0,40}[XYZ]$/u),
    ],
    { numRuns: 500 },
  )('begin where the first letters that differ stand', (same, b, c) => {
    const head = 'XYZ'.repeat(22).slice(0, same);
    const [p, q] = [head + b.slice(-(maxRange - same)), head + c.slice(-(maxRange - same))];
    const n = Math.max(p.length, q.length);
    const { letters } = letterProduct(pad(p, 0, n), pad(q, 0, n));
    const [term] = multiplyOperators(at(p, 3), at(q, 3)).terms;
    const core = /[XYZ](.*[XYZ])?/u.exec(letters);
    expect(lettersOf(term!.word)).toBe(core?.[0] ?? '');
    expect(firstSite(term!.place)).toBe(core ? 3 + core.index : 0);
  });

  test.prop([long])('square to the identity, and are mirrored', (a) => {
    const [square] = multiplyOperators(at(a, 5), at(a, 5)).terms;
    expect([lettersOf(square!.word), asGaussian(square!.coefficient)]).toEqual(['', { re: 1, im: 0, den: 1 }]);
    const [mirror] = reflect(at(a, 5)).terms;
    expect([lettersOf(mirror!.word), firstSite(mirror!.place)]).toEqual([[...a].reverse().join(''), -5 - a.length + 1]);
  });
});
