import { describe, expect, test } from 'vitest';
import {
  type Coefficient,
  addCoefficients,
  asGaussian,
  evaluateCoefficient,
  fromGaussian,
  fromInteger,
  fromSymbol,
  fromTerms,
  gaussian,
  gradesOf,
  parameterSymbol,
  powerCoefficient,
  rational,
} from '../../src/exact/index.js';
import { digits } from '../../src/exact/integer.js';
import { compareForPrint, modeMonomial, symbolPower, unit } from '../../src/exact/monomial.js';
import { refusal } from './refusal.js';

const J = parameterSymbol('J');

describe('what is allowed up to a limit is refused beyond it', () => {
  test('powers of sums up to 250', () => {
    const sum = addCoefficients(fromInteger(1), fromSymbol(J));
    expect(powerCoefficient(sum, 250).terms).toHaveLength(251);
    expect(refusal(() => powerCoefficient(sum, 251)).code).toBe('exponent-too-large');
  });

  test('powers of numbers up to 100 000 digits; of 1, −1 and i any', () => {
    expect(asGaussian(powerCoefficient(fromInteger(2), 100_000))!.re).toBe(2n ** 100_000n);
    expect(refusal(() => powerCoefficient(fromInteger(2), 100_001)).code).toBe('number-too-long');
    expect(refusal(() => powerCoefficient(fromGaussian(gaussian(1, 0, 12)), 50_001)).code).toBe('number-too-long');
    expect(asGaussian(powerCoefficient(fromGaussian(gaussian(0, 1)), 1_000_001))).toMatchObject({ re: 0, im: 1 });
  });

  test('coefficients up to 100 000 terms', () => {
    const many = (n: number): Coefficient =>
      fromTerms(Array.from({ length: n }, (_, k) => ({ monomial: symbolPower(J, k - 50_000), value: gaussian(1) })));
    expect(many(100_000).terms).toHaveLength(100_000);
    expect(refusal(() => many(100_001)).code).toBe('coefficient-too-long');
  });
});

test('digits of an integer are never fewer than it has, and hardly more', () => {
  for (const [n, length] of [
    [0, 1],
    [9, 1],
    [10, 2],
    [-999, 3],
    [10n ** 40n, 41],
    [-(10n ** 40n) + 1n, 40],
  ] as const) {
    const counted = digits(n);
    expect(counted).toBeGreaterThanOrEqual(length);
    expect(counted).toBeLessThanOrEqual(length + 3);
  }
});

test('a quotient of numbers beyond floating point has a value, whichever is longer', () => {
  const value = (re: bigint, den: bigint): number =>
    evaluateCoefficient({ terms: [{ monomial: unit, value: { re, im: 0, den } }] }, () => 1).re;
  const big = 10n ** 400n;
  expect(value(3n * big + 1n, big)).toBeCloseTo(3, 12);
  expect(value(big + 1n, 4n * big)).toBeCloseTo(0.25, 12);
  expect(value(big, 10n ** 700n + 1n)).toBeLessThan(1e-290);
  expect(value(big + 1n, 10n ** 600n)).toBeCloseTo(1e-200, 210);
  expect(value(10n ** 600n + 1n, big)).toBeGreaterThan(0.99e200);
});

test('grades: the degree of every monomial, half of the doubled weight a power', () => {
  const a = fromTerms([
    { monomial: symbolPower(J, 4), value: gaussian(1) },
    { monomial: symbolPower(parameterSymbol('x'), 2), value: gaussian(3) },
    { monomial: unit, value: gaussian(1) },
  ]);
  expect([...gradesOf(a, (s) => (s.name === 'J' ? 2 : 1))].sort()).toEqual([0, 1, 4]);
  expect(gradesOf({ terms: [] }, () => 2).size).toBe(0);
});

test('harmonics of one frequency are printed in their order', () => {
  const omega = symbolPower(parameterSymbol('omega'), 2);
  const harmonics = [rational(-2), rational(-1, 2), rational(1, 3), rational(1, 2), rational(3)].map((n) =>
    modeMonomial(omega, n),
  );
  harmonics.forEach((a, i) =>
    harmonics.forEach((b, k) => expect(Math.sign(compareForPrint(a, b))).toBe(Math.sign(i - k))),
  );
});
