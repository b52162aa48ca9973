import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { fromGaussian, fromInteger, gaussian } from '../../src/exact/index.js';
import { localCharges } from '../../src/charges/index.js';
import {
  type Operator,
  chainPlace,
  commutator,
  equalOperators,
  isZeroOperator,
  operatorRange,
  scaleOperator,
  substituteOperator,
  staggeredWeight,
  termLabel,
  uniformWeight,
} from '../../src/spin/index.js';
import { operator } from '../../src/index.js';
import { chain } from './chains.js';
import { countOnRing, onRingOf, ringCommutator } from './ring-strings.js';

/** The counts of range 1, 2, … of a chain given as text. */
const counts = (text: string, range: number, period?: number): readonly number[] =>
  localCharges(operator(text), { range, ...(period && { period }) }).nullities;

describe('how many local charges there are', () => {
  // Linear algebra over all operators, by independent programs.
  test.each([
    ['XXX in a field', 'sum_j S_j·S_<j+1> - h Sz_j', [1, 2, 3, 4, 5, 6]],
    ['XYZ', 'sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>', [0, 1, 2, 3, 4, 5]],
    ['XX', 'sum_j X_j X_<j+1> + Y_j Y_<j+1>', [1, 3, 5, 7, 9]],
    ['transverse Ising', 'sum_j J X_j X_<j+1> + g Z_j', [0, 2, 4, 6, 8]],
    ['XX with next neighbours', 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + J2 (X_j X_<j+2> + Y_j Y_<j+2>)', [1, 1, 2, 2, 2, 2]],
    ['Majumdar–Ghosh', 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>', [3, 3, 4, 4, 4]],
    ['Bariev', 'sum_j (S+_j S-_<j+2> + S-_j S+_<j+2>)(1 - U Z_<j+1>)', [1, 1, 3, 3, 5]],
    ['XY - YX with an oblique field', 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j', [0, 2, 2, 2, 2]],
    ['Dzyaloshinskii–Moriya alone', 'sum_j X_j Y_<j+1> - Y_j X_<j+1>', [1, 5, 9, 13, 17]],
    ['X_j Z_<j+1>', 'sum_j X_j Z_<j+1>', [0, 2, 4, 7, 12, 21]],
    ['Ising in its field', 'sum_j Z_j Z_<j+1> + h Z_j', [1, 2, 6, 16, 46]],
    ['Ising in the field 2 J, a resonance', 'sum_j Z_j Z_<j+1> + 2 Z_j', [1, 2, 8, 22, 74]],
  ])('%s', (_name, text, expected) => {
    expect(counts(text, expected.length)).toEqual(expected);
  });

  test.each([
    ['dimerised XX', 'sum_j (1 + d (-1)^j)(X_j X_<j+1> + Y_j Y_<j+1>)', [1, 4, 8, 12]],
    ['dimerised Heisenberg', 'sum_j (1 + d (-1)^j) S_j·S_<j+1>', [3, 4, 4, 4]],
    ['Heisenberg in a staggered field', 'sum_j S_j·S_<j+1> + h (-1)^j Sz_j', [1, 2, 2, 2]],
    ['Rice–Mele', 'sum_j (1 + d (-1)^j)(X_j X_<j+1> + Y_j Y_<j+1>) + h (-1)^j Z_j', [1, 4, 8, 12]],
    [
      'Hubbard as interleaved spins',
      'sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + 1/8 U (1 + (-1)^j) Z_j Z_<j+1>',
      [2, 2, 3, 3, 4],
    ],
  ])('period two: %s', (_name, text, expected) => {
    expect(counts(text, expected.length)).toEqual(expected);
  });

  const number = fc.record({ re: fc.integer({ min: -3, max: 3 }), im: fc.constantFrom(0, 0, 0, 1, -2) });
  const strings = ['X', 'Y', 'Z', 'XX', 'YY', 'ZZ', 'XY', 'YX', 'ZX', 'XIX', 'ZIZ', 'XYZ'];
  const part = fc.record({ string: fc.constantFrom(...strings), value: number, staggered: fc.boolean() });
  test.prop({ parts: fc.array(part, { minLength: 1, maxLength: 4 }) }, { numRuns: 40, seed: 1 })(
    'of random chains, complex ones and staggered ones too, as many as on a ring letter by letter',
    ({ parts }) => {
      const terms = parts.flatMap(({ string, value, staggered }) =>
        chain({ [string]: fromGaussian(gaussian(value.re, value.im)) }).terms.map((t) => ({
          ...t,
          place: chainPlace(staggered ? staggeredWeight : uniformWeight),
        })),
      );
      const distinct = new Map(terms.map((t) => [termLabel(t), t]));
      const hamiltonian: Operator = { terms: [...distinct.values()] };
      if (hamiltonian.terms.length === 0) return;
      const longest = operatorRange(hamiltonian);
      const { nullities, charges, complete, period } = localCharges(hamiltonian, { range: 2 });
      expect(nullities).toEqual([1, 2].map((range) => countOnRing(hamiltonian, range, period, longest)));
      expect(complete).toBe(true);
      expect(charges).toHaveLength(nullities[1]!);
      for (const charge of charges) {
        expect(charge.range).toBe(operatorRange(charge.operator()));
        const sites = 2 * (charge.range + longest);
        expect(ringCommutator(onRingOf(hamiltonian, sites), onRingOf(charge.operator(), sites)).size).toBe(0);
      }
    },
  );
});

describe('the charges themselves', () => {
  test('XXZ: the total spin beside the charges of the boost, all of them proved', () => {
    const H = operator('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>');
    const { charges, complete } = localCharges(H, { range: 5 });
    expect(complete).toBe(true);
    expect(charges.map(({ index, range }) => [index, range])).toEqual([
      [undefined, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
    expect(charges[0]!.operator()).toEqual(operator('sum_j Sz_j'));
    for (const charge of charges) expect(isZeroOperator(commutator(H, charge.operator()))).toBe(true);
  });

  test('XX has a second tower, odd under reflection where the boost is even, and the other way round', () => {
    const { charges } = localCharges(operator('sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1>'), { range: 3 });
    const others = charges.filter((c) => c.index === undefined).map((c) => c.operator());
    expect(others).toEqual([
      operator('sum_j Sz_j'),
      operator('sum_j Sx_j Sy_<j+1> - Sy_j Sx_<j+1>'),
      operator('sum_j Sx_j Sz_<j+1> Sx_<j+2> + Sy_j Sz_<j+1> Sy_<j+2>'),
    ]);
  });

  test('Hubbard as interleaved spins: the charge of Shastry, for all U', () => {
    const H = operator('sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + 1/2 U (1 + (-1)^j) Z_j Z_<j+1>');
    const { charges, complete } = localCharges(H, { range: 5 });
    expect(complete).toBe(true);
    const shastry = operator(
      `sum_j X_j Z_<j+2> Y_<j+4> - Y_j Z_<j+2> X_<j+4>
        - U (1 + (-1)^j) ((X_j Y_<j+2> - Y_j X_<j+2>)(Z_<j+1> + Z_<j+3>)
                        + (X_<j+1> Y_<j+3> - Y_<j+1> X_<j+3>)(Z_j + Z_<j+2>))`,
    );
    // The charges are normalised for products of S, where this string has the coefficient ±1.
    const longest = charges.at(-1)!;
    expect(longest.range).toBe(5);
    const found = longest.operator();
    const sign = equalOperators(found, scaleOperator(shastry, fromGaussian(gaussian(1, 0, 8)))) ? 1 : -1;
    expect(found).toEqual(scaleOperator(shastry, fromGaussian(gaussian(sign, 0, 8))));
  });

  test('a resonance of numbers is found: at h = 2 J the Ising chain has charges that the letter h has not', () => {
    const H = operator('sum_j Z_j Z_<j+1> + 2 Z_j');
    const { charges, complete } = localCharges(H, { range: 3 });
    expect(complete).toBe(true);
    expect(charges).toHaveLength(8);
    for (const charge of charges) expect(isZeroOperator(commutator(H, charge.operator()))).toBe(true);
  });
});

test('no charge is divided by a coupling: where D vanishes it commutes as well', () => {
  const chain = (D: string): string => `sum_j X_j Z_<j+1> + Z_j X_<j+1> + ${D} X_j X_<j+2>`;
  const { charges } = localCharges(operator(chain('D')), { range: 5 });
  expect(charges).toHaveLength(3);
  for (const charge of charges) {
    const there = substituteOperator(charge.operator(), new Map([['D', fromInteger(0)]]));
    expect(isZeroOperator(there)).toBe(false);
    expect(isZeroOperator(commutator(operator(chain('0')), there))).toBe(true);
  }
});

describe('refusals', () => {
  test.each([
    ['sum_j (-1)^j Sz_j + S_j·S_<j+1>', { range: 2, period: 1 as const }, 'period-too-short'],
    ['sum_j S_j·S_<j+1>', { range: 14 }, 'search-too-wide'],
    ['S_0·S_1', { range: 2 }, 'not-a-chain-sum'],
    ['sum_j j Sz_j', { range: 2 }, 'not-translation-invariant'],
    ['sum_j 1', { range: 2 }, 'zero-hamiltonian'],
  ])('%s', (text, options, code) => {
    expect(() => localCharges(operator(text), options)).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code }) }),
    );
  });
});
