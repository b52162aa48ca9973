import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { commutator, isZeroOperator, type Operator, operatorRange } from '../../src/spin/index.js';
import { type Integrability, integrabilityAnswer, integrabilityOf } from '../../src/integrability/index.js';
import { integrabilityWriting } from '../../src/report/index.js';
import { operator } from '../meaning/program.js';

/** `integrable: boost`, `not-integrable`, … */
const short = ({ verdict }: Integrability): string =>
  verdict.kind === 'integrable' ? `integrable: ${verdict.construction}` : verdict.kind;
const verdictOf = (text: string): string => short(integrabilityOf(operator(text)));

describe('the verdict on known chains', () => {
  test.each([
    ['sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1>', 'integrable: boost'],
    ['sum_j S_j·S_<j+1> + h Sz_j + k Sx_j', 'integrable: boost'],
    ['sum_j X_j X_<j+1> + Y_j Y_<j+1> + D Z_j Z_<j+1> + h Z_j', 'integrable: boost'],
    ['sum_j X_j X_<j+1> + Y_j Y_<j+1> + D Z_j Z_<j+1> + h X_j', 'not-integrable'],
    ['sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j', 'not-integrable'],
    ['sum_j X_j X_<j+1> + a Y_j Y_<j+1> + h Z_j', 'integrable: free fermions'],
    ['sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 X_j + 2 Z_j', 'not-integrable'],
    ['sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + D (X_j Y_<j+1> - Y_j X_<j+1>)', 'integrable: free fermions'],
    ['sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j', 'not-integrable'],
    ['sum_j (X_j + Z_j) (X_<j+1> + Z_<j+1>) + h Y_j', 'integrable: free fermions'],
    ['sum_j X_j Z_<j+1> + Z_j X_<j+1> + D X_j X_<j+2>', 'integrable: repaired boost'],
    ['sum_j (S_j×S_<j+1>)·S_<j+2>', 'integrable: repaired boost'],
    ['sum_j S_j·S_<j+1> + K (S_j×S_<j+1>)·S_<j+2>', 'integrable: boost'],
    ['sum_j S_j·S_<j+1> + J S_j·S_<j+2>', 'not-integrable'],
    ['sum_j Z_j Z_<j+1> + h X_j', 'integrable: free fermions'],
    ['sum_j Z_j Z_<j+1> + hx X_j + hz Z_j', 'not-integrable-by-literature'],
    ['sum_j Z_j Z_<j+1> + h Z_j', 'strictly-local'],
    ['sum_j (1 + Z_<j-1>) X_j (1 + Z_<j+1>)', 'strictly-local'],
    ['sum_j Z_<j-1> X_j Z_<j+1> + h X_j', 'integrable: free fermions'],
    ['legs 2\nsum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + K S_{j,1}·S_{j,2}', 'not-integrable'],
    ['sum_j S_j·S_<j+1> + h (-1)^j Sz_j', 'not-integrable'],
    ['sum_j S_j·S_<j+1> + d (-1)^j S_j·S_<j+1>', 'not-integrable'],
    ['sum_j (1 + (-1)^j d) (X_j X_<j+1> + Y_j Y_<j+1>) + m (-1)^j Z_j', 'integrable: free fermions'],
    ['sum_j (X_j X_<j+2> + Y_j Y_<j+2>) (1 - U Z_<j+1>)', 'integrable: medium range'],
    ['sum_j (1 + Z_j Z_<j+3>) (X_<j+1> X_<j+2> + Y_<j+1> Y_<j+2>)', 'integrable: medium range'],
    // Shastry's charge exists, and no construction here gives all of them.
    ['sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1+(-1)^j)/2 Z_j Z_<j+1>', 'undecided'],
    // With the two spins of a cell apart Theorem A decides; at a = 1 it must not.
    [
      'sum_j a (1+(-1)^j)/2 (X_j X_<j+2> + Y_j Y_<j+2>) + (1-(-1)^j)/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1+(-1)^j)/2 Z_j Z_<j+1>',
      'not-integrable',
    ],
  ])('%s: %s', (text, wanted) => {
    expect(verdictOf(text)).toBe(wanted);
  });

  test('what an integrable verdict shows commutes with H', () => {
    for (const text of [
      'sum_j S_j·S_<j+1> + h Sz_j',
      'sum_j X_j Z_<j+1> + Z_j X_<j+1> + D X_j X_<j+2>',
      'sum_j (X_j X_<j+2> + Y_j Y_<j+2>) (1 - U Z_<j+1>)',
    ]) {
      const H = operator(text);
      const { verdict } = integrabilityOf(H);
      if (verdict.kind !== 'integrable') throw new Error(text);
      const charges: Operator[] =
        verdict.construction === 'medium range'
          ? [verdict.charge]
          : 'tower' in verdict
            ? verdict.tower.map((c) => c.operator())
            : [];
      expect(charges.length).toBeGreaterThan(0);
      for (const q of charges) {
        expect(isZeroOperator(commutator(H, q))).toBe(true);
        expect(operatorRange(q)).toBeGreaterThan(operatorRange(H));
      }
    }
  });

  test('the list is complete only for periods that Theorem A covers', () => {
    const completeFor = (text: string, options: { readonly range?: number; readonly period?: number }): boolean => {
      const H = operator(text);
      return integrabilityWriting(integrabilityAnswer(H, options), []).document.complete;
    };
    const zigzag = 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>';
    // cells of two sites, period 1: charges of period 1 and 2 in sites, the latter if up to four sites are listed
    expect(completeFor(zigzag, {})).toBe(true);
    expect(completeFor(zigzag, { range: 2 })).toBe(false);
    expect(completeFor(zigzag, { range: 3, period: 2 })).toBe(false);
    expect(completeFor(zigzag, { range: 4, period: 2 })).toBe(true);
    expect(completeFor(zigzag, { range: 4, period: 4 })).toBe(false);
    const xyz = 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + Z_j';
    expect(completeFor(xyz, {})).toBe(true);
    expect(completeFor(xyz, { period: 2 })).toBe(false);
  });

  test('strictly local charges commute with H', () => {
    const H = operator('sum_j (1 + Z_<j-1>) X_j (1 + Z_<j+1>)');
    const { verdict } = integrabilityOf(H);
    if (verdict.kind !== 'strictly-local') throw new Error('none');
    for (const x of verdict.charges) expect(isZeroOperator(commutator(H, x))).toBe(true);
  });
});

/** An exchange J_ab and a field b_a, with the axes permuted and reversed. */
const rotated = (
  J: readonly number[],
  b: readonly number[],
  order: readonly number[],
  signs: readonly number[],
): string => {
  const axis = 'XYZ';
  const to = (k: number): string => axis[order[k]!]!;
  const exchange = J.map((c, k) => {
    const [p, q] = [Math.floor(k / 3), k % 3];
    return `(${c * signs[p]! * signs[q]!}) ${to(p)}_j ${to(q)}_<j+1>`;
  });
  const field = b.map((c, k) => `(${c * signs[k]!}) ${to(k)}_j`);
  return `sum_j ${[...exchange, ...field].join(' + ')}`;
};

describe('equivalent chains have the same verdict', () => {
  const small = fc.integer({ min: -2, max: 2 });
  const chain = fc.record({
    J: fc.array(small, { minLength: 9, maxLength: 9 }),
    b: fc.array(small, { minLength: 3, maxLength: 3 }),
  });
  const orders = [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
  ];
  const proper = [
    [1, 1, 1],
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ];

  check.prop([chain, fc.constantFrom(...orders), fc.constantFrom(...proper)], { numRuns: 40 })(
    'under rotations of all spins, reflection, and a change of the scale',
    ({ J, b }, order, signs) => {
      if (J.every((c) => c === 0) && b.every((c) => c === 0)) return;
      const plain = rotated(J, b, [0, 1, 2], [1, 1, 1]);
      const wanted = verdictOf(plain);
      expect(verdictOf(rotated(J, b, order, signs))).toBe(wanted);
      const transposed = [0, 1, 2].flatMap((p) => [0, 1, 2].map((q) => J[3 * q + p]!));
      expect(verdictOf(rotated(transposed, b, [0, 1, 2], [1, 1, 1]))).toBe(wanted);
      expect(
        verdictOf(
          rotated(
            J.map((c) => 3 * c),
            b.map((c) => 3 * c),
            [0, 1, 2],
            [1, 1, 1],
          ),
        ),
      ).toBe(wanted);
    },
  );

  check.prop([fc.array(small, { minLength: 3, maxLength: 3 }), small], { numRuns: 25 })(
    'under a rotation of every second spin by π, which staggers the field across its axis',
    ([x, y, z], b) => {
      if (x === 0 && y === 0 && z === 0) return;
      const plain = verdictOf(`sum_j (${x}) X_j X_<j+1> + (${y}) Y_j Y_<j+1> + (${z}) Z_j Z_<j+1> + (${b}) X_j`);
      const turned = verdictOf(
        `sum_j -(${x}) X_j X_<j+1> - (${y}) Y_j Y_<j+1> + (${z}) Z_j Z_<j+1> + (${b}) (-1)^j X_j`,
      );
      // A boost of a chain with a unit cell may be called a repaired one.
      expect(turned.replace('repaired ', '')).toBe(plain.replace('repaired ', ''));
    },
  );

  test.each(['K', '1/2'])('under an exchange of the legs (rung %s)', (K) => {
    const ladder = (first: number, second: number): string =>
      `legs 2\nsum_j S_{j,${first}}·S_{j+1,${first}} + 2 S_{j,${second}}·S_{j+1,${second}} + ${K} S_{j,1}·S_{j,2}`;
    expect(verdictOf(ladder(1, 2))).toBe(verdictOf(ladder(2, 1)));
  });
});
