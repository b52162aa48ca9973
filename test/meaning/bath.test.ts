import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { expressValue } from '../../src/meaning/index.js';
import { termDocuments } from '../../src/report/index.js';
import { displacementSite } from '../../src/spin/index.js';
import { error, operator, terms, truth, value } from './program.js';

/** `XX@0 a@1`, `Σ XX a+1`: where the displacement stands, on a chain from the site it is summed with. */
function displaced(text: string): Record<string, string> {
  const found = operator(text);
  const documents = termDocuments(found);
  return Object.fromEntries(
    found.terms.map((t, k) => {
      const d = documents[k]!;
      const letters = d.string === '' ? '1' : d.string;
      const weight = d.weight === 'local' ? '' : `Σ ${d.weight === '1' ? '' : `${d.weight} `}`;
      // In a chain sum the displacement stands at j, the first letter at j + site.
      return [
        d.displacement
          ? `${weight}${letters}@${d.site} a@${displacementSite(t.place)}`
          : `${weight}${letters}@${d.site}`,
        d.coefficient,
      ];
    }),
  );
}

describe('the displacement a + a†, chain (9)', () => {
  test.each<[string, Record<string, string>]>([
    ['(a_j + a†_j)', { '1@0 a@0': '1' }],
    ['X_0 (a_<3> + a†_<3>)', { 'X@0 a@3': '1' }],
    ['(a_j + a^\\dagger_j) X_<j+1>', { 'X@1 a@0': '1' }],
    ['(a†_j + a_j) J X_j', { 'X@0 a@0': 'J' }],
    ['sum_j X_j Y_<j+1> (a_j + a†_j)', { 'Σ XY@0 a@0': '1' }],
    ['sum_j X_j (a_<j+1> + a†_<j+1>)', { 'Σ X@-1 a@0': '1' }],
    ['sum_j (-1)^j X_j (a_<j+1> + a†_<j+1>)', { 'Σ (-1)^j X@-1 a@0': '-1' }],
    // two displacements in one sum
    ['sum_j X_j (a_j + a†_j + a_<j+1> + a†_<j+1>)', { 'Σ X@0 a@0': '1', 'Σ X@-1 a@0': '1' }],
    // S_j (a + a†) is a vector, and its dot product with another has the displacement once
    ['(S_0 (a_<0> + a†_<0>))·S_1', { 'XX@0 a@0': '1/4', 'YY@0 a@0': '1/4', 'ZZ@0 a@0': '1/4' }],
    ['((S_0×S_1) (a_<0> + a†_<0>))^z', { 'XY@0 a@0': '1/4', 'YX@0 a@0': '-1/4' }],
  ])('%s', (text, expected) => {
    expect(displaced(text)).toEqual(expected);
  });

  test.each([
    ['[X_0 (a_<0> + a†_<0>), Y_0]', '2 i Z_0 (a_<0> + a†_<0>)'],
    ['{X_0 (a_<0> + a†_<0>), X_0}', '2 (a_<0> + a†_<0>)'],
    ['[sum_j Z_j (a_j + a†_j), sum_j X_j]', '2 i sum_j Y_j (a_j + a†_j)'],
    // [Z_j Z_{j+1}, X_j] = 2i Y_j Z_{j+1}, and the same for the other site; the displacement goes along.
    ['[sum_j Z_j Z_<j+1> (a_j + a†_j), sum_j X_j]', '2 i sum_j (Y_j Z_<j+1> + Z_j Y_<j+1>) (a_j + a†_j)'],
    ['[sum_j (-1)^j Z_j (a_j + a†_j), X_1]', '-2 i Y_1 (a_<1> + a†_<1>)'],
    ['(i X_0 Y_0 (a_<0> + a†_<0>))†', '-Z_0 (a_<0> + a†_<0>)'],
    ['translate(sum_j j X_j (a_j + a†_j))', 'sum_j (j - 1) X_j (a_j + a†_j)'],
    ['reflect(sum_j X_j (a_<j+1> + a†_<j+1>))', 'sum_j X_j (a_<j-1> + a†_<j-1>)'],
    ['on ring(2): sum_j X_j (a_<j+1> + a†_<j+1>)', 'X_0 (a_<1> + a†_<1>) + X_1 (a_<0> + a†_<0>)'],
    [
      'on ring(3): (sum_j Z_j (a_j + a†_j)) Z_2',
      'Z_0 Z_2 (a_<0> + a†_<0>) + Z_1 Z_2 (a_<1> + a†_<1>) + (a_<2> + a†_<2>)',
    ],
  ])('%s is %s', (a, b) => {
    expect(displaced(a)).toEqual(displaced(b));
  });

  const words = fc
    .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom('X_j', 'Y_<j+1>', 'X_j Z_<j+1>', 'Z_<j-1>')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((list) => list.map(([c, w]) => `(${c}) ${w}`).join(' + '));
  test.prop([words, words, fc.constantFrom('_j', '_<j+1>', '_<j-2>')])(
    'is linear, and commutators see the spins only',
    (a, b, at) => {
      const d = `(a${at} + a†${at})`;
      expect(displaced(`sum_j (${a} + ${b}) ${d}`)).toEqual(displaced(`(sum_j (${a}) ${d}) + (sum_j (${b}) ${d})`));
      expect(displaced(`[sum_j (${a}) ${d}, sum_j ${b}] + [sum_j ${b}, sum_j (${a}) ${d}]`)).toEqual({});
      // Under a sum the product with a density is the product of the words.
      expect(displaced(`sum_j ${d} (${a}) (${b})`)).toEqual(displaced(`sum_j (${a}) ${d} (${b})`));
      expect(truth(`hermitian(sum_j (${a}) ${d} + h.c.)`)).toBe(true);
      expect(displaced(writeText(expressValue(value(`sum_j (${a}) ${d}`))))).toEqual(displaced(`sum_j (${a}) ${d}`));
    },
  );

  test.each([
    'S_j (a_j + a†_j)',
    'sum_j (S_j×S_<j+1>) (a_<j+2> + a†_<j+2>)',
    "S'_j (a_<j+1> + a†_<j+1>) - J S_j (a_<j-2> + a†_<j-2>)",
  ])('a vector times a displacement prints and reads back: %s', (text) => {
    const first = value(text);
    const printed = writeText(expressValue(first));
    expect([printed, value(printed)]).toEqual([printed, first]);
  });

  test('at an absolute site it prints with brackets: a_1 is a parameter', () => {
    expect(writeText(expressValue(value('X_0 (a_<1> + a†_<1>)')))).toBe('2 Sx_0 (a_<1> + a†_<1>)');
    expect(terms('X_0 (a_1 + a_1)')).toEqual({ 'X@0': '2*a1' });
  });

  test.each([
    ['a_j', 'boson'],
    ['a†_j', 'boson'],
    ['a_j - a†_j', 'boson'],
    ['a_j a†_j', 'boson'],
    ['a_j + a†_<j+1>', 'boson'],
    ['a_j + a_j + a†_j', 'boson'],
    ['(a_j + a†_j) (a_j + a†_j)', 'displacement-product'],
    ['(a_j + a†_j)^2', 'displacement-product'],
    ['[X_0 (a_<0> + a†_<0>), Y_0 (a_<0> + a†_<0>)]', 'displacement-product'],
    ['sum_j X_j (a_<0> + a†_<0>)', 'absolute-site-in-sum'],
    ['norm2(X_0 (a_<0> + a†_<0>))', 'displacement-norm'],
    ['(a_<999999999> + a†_<999999999>)', 'site-too-far'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});
