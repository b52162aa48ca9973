import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conservedCharges } from '../../src/charges/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import { addScaled, matrixOf, multiplyReal, norm } from '../../src/laws/oracles/dense.js';
import { type Correction, correctionOf, partsOf, perturb } from '../../src/perturbation/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  isZeroOperator,
  negateOperator,
  onRing,
  operatorRange,
} from '../../src/spin/index.js';
import { solvable } from './plain-algebra.js';

type Matrix = ReturnType<typeof matrixOf>;

function product(a: Matrix, b: Matrix): Matrix {
  const parts = (x: 're' | 'im', y: 're' | 'im'): Float64Array => multiplyReal(a[x], b[y], a.size);
  const [rr, ii, ri, ir] = [parts('re', 're'), parts('im', 'im'), parts('re', 'im'), parts('im', 're')];
  return { size: a.size, re: rr.map((x, k) => x - ii[k]!), im: ri.map((x, k) => x + ir[k]!) };
}

const commute = (a: Matrix, b: Matrix): Matrix => addScaled(product(a, b), product(b, a), -1);

/** ‖[H0, C'] + [V, C]‖ over ‖[V, C]‖ on a ring, by matrices. */
function residualOnRing(h: Operator, v: Operator, c: Operator, correction: Operator, sites: number): number {
  const [H, V, C, D] = [h, v, c, correction].map((a) => matrixOf(onRing(a, sites), sites)) as [
    Matrix,
    Matrix,
    Matrix,
    Matrix,
  ];
  const broken = commute(V, C);
  expect(norm(broken)).toBeGreaterThan(0.1);
  return norm(addScaled(commute(H, D), broken, 1)) / norm(broken);
}

describe('corrections that are longer than [V, C]', () => {
  const ising = readOperatorAt('sum_j Sz_j Sz_<j+1> - 3 Sz_j');

  test('a staggered transverse field on the Ising chain: three sites correct C_1, by matrices on a ring', () => {
    const v = readOperatorAt('sum_j (-1)^j Sx_j');
    const { charges } = perturb(v, ising, { upto: 2 });
    expect(charges.map((c) => c.index)).toEqual([1, 2]);
    for (const { operator, residual, correction } of charges) {
      if (correction.kind !== 'exists') throw new Error(correction.kind);
      // [V, C] has fewer sites than that, and none of its own range does it.
      expect(operatorRange(residual)).toBeLessThan(3);
      expect(solvable(ising, negateOperator(residual), operatorRange(residual))).toBe(false);
      expect(correction.range).toBe(3);
      expect(isZeroOperator(addOperators(commutator(ising, correction.operator), residual))).toBe(true);
      expect(residualOnRing(ising, v, operator, correction.operator, 6)).toBeLessThan(1e-13);
    }
  });

  const strings = ['X_j', 'Y_j', 'Z_j', 'X_j X_<j+1>', 'Z_j Z_<j+1>', 'X_j Z_<j+1>'];
  const chains = [
    'sum_j Z_j Z_<j+1> + 2 Z_j',
    'sum_j X_j X_<j+1> + 1/3 Z_j',
    'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 3/5 Z_j Z_<j+1>',
  ] as const;
  const perturbation = fc
    .array(fc.tuple(fc.constantFrom('', '(-1)^j '), fc.constantFrom(...strings)), { minLength: 1, maxLength: 2 })
    .map((terms) => readOperatorAt(`sum_j ${terms.map(([sign, s]) => sign + s).join(' + ')}`));

  test('the least range, and that there is none of the range that is named, by ranks of dense matrices', {
    timeout: 120_000,
  }, () => {
    const found = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...chains), perturbation, (text, v) => {
        const h = readOperatorAt(text);
        const known = [...conservedCharges(h, { upto: 5 }).charges].filter((c) => c.commutes).map((c) => c.operator());
        const [charge] = known as [Operator];
        const broken = commutator(v, charge);
        fc.pre(!isZeroOperator(v) && !isZeroOperator(broken));
        const correction: Correction = correctionOf(h, partsOf(v), charge, known);
        if (correction.kind !== 'exists' && correction.kind !== 'none') throw new Error(correction.kind);
        found.add(correction.kind);
        // A dense matrix over all strings of five sites is out of reach here.
        const range = Math.min(4, correction.range);
        expect(solvable(h, negateOperator(broken), range)).toBe(
          correction.kind === 'exists' && correction.range <= range,
        );
        if (correction.kind === 'exists' && range > 1) {
          expect(isZeroOperator(addOperators(commutator(h, correction.operator), broken))).toBe(true);
          expect(solvable(h, negateOperator(broken), range - 1)).toBe(correction.range < range);
        }
      }),
      { numRuns: 10, seed: 2 },
    );
    expect([...found].sort()).toEqual(['exists', 'none']);
  });
});
