import { describe, expect, test } from 'vitest';
import { localCharges } from '../../src/charges/index.js';
import { ModularPoint } from '../../src/exact/index.js';
import { integrabilityOf } from '../../src/integrability/index.js';
import { readOperatorAt } from '../../src/laws/index.js';

/*
 * Chains whose couplings hold square roots have the verdict and the numbers of charges of the same chains in a frame in
 * which they are rational.
 */

const verdictOn = (text: string): string => {
  const { verdict } = integrabilityOf(readOperatorAt(text));
  return verdict.kind === 'integrable' ? verdict.construction : verdict.kind;
};
const counts = (text: string): number[] => {
  const { charges } = localCharges(readOperatorAt(text), { range: 3 });
  return [1, 2, 3].map((range) => charges.filter((c) => c.range <= range).length);
};

describe('square roots in the couplings', () => {
  test.each([
    [
      'sum_j 2 X_j X_<j+1> + sqrt(2) (X_j Z_<j+1> + Z_j X_<j+1>) + Z_j Z_<j+1> + sqrt(2) X_j + Z_j',
      'sum_j 3 Z_j Z_<j+1> + sqrt(3) Z_j',
    ],
    ['sum_j 1/4 (X_j + sqrt(3) Z_j) (X_<j+1> + sqrt(3) Z_<j+1>) + X_j + sqrt(3) Z_j', 'sum_j Z_j Z_<j+1> + 2 Z_j'],
    ['sum_j (sqrt(2) X_j + Z_j) (sqrt(2) X_<j+1> + Z_<j+1>) + sqrt(2) Z_j - X_j', 'sum_j 3 Z_j Z_<j+1> + sqrt(3) X_j'],
    [
      'sum_j (cos(π/12) X_j + sin(π/12) Z_j) (cos(π/12) X_<j+1> + sin(π/12) Z_<j+1>) + sin(π/12) X_j - cos(π/12) Z_j',
      'sum_j Z_j Z_<j+1> + X_j',
    ],
    [
      'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1> + 1/4 (X_j + sqrt(3) Z_j) (X_<j+1> + sqrt(3) Z_<j+1>)',
      'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 2 Z_j Z_<j+1>',
    ],
    [
      'sum_j sqrt(2) X_j X_<j+1> + Y_j Y_<j+1> + sqrt(3) Z_j Z_<j+1> + Z_j',
      'sum_j 3 X_j X_<j+1> + Y_j Y_<j+1> + 2 Z_j Z_<j+1> + Z_j',
    ],
  ])('%s is %s in another frame', (turned, plain) => {
    expect(verdictOn(turned)).toBe(verdictOn(plain));
    expect(counts(turned)).toEqual(counts(plain));
  });

  test('a point has the roots of its coefficients, and no others', () => {
    const root = (n: number) => readOperatorAt(`sqrt(${n}) X_0`).terms[0]!.coefficient;
    const point = ModularPoint.of([root(2), readOperatorAt('J X_0').terms[0]!.coefficient])!;
    const r = point.value(root(2));
    expect((r * r) % point.prime).toBe(2);
    expect(() => point.value(root(3))).toThrow('the root of 3 is missing');
  });
});
