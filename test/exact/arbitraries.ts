import { fc } from '@fast-check/vitest';
import {
  type Coefficient,
  conjugateCoefficient,
  fromGaussian,
  fromSymbol,
  fromTerms,
  gaussian,
  modeCoefficient,
  multiplyCoefficients,
  parameterSymbol,
  powerCoefficient,
  rootCoefficient,
} from '../../src/exact/index.js';
import { type Integer, integer } from '../../src/exact/integer.js';

const edge = 2n ** 53n;

/** Integers around 0, around ±2^53 and far beyond it: where `number` turns into `bigint`. */
export const bigints: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -30n, max: 30n }),
  fc.bigInt({ min: edge - 40n, max: edge + 40n }),
  fc.bigInt({ min: -edge - 40n, max: -edge + 40n }),
  fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }),
);
export const integers: fc.Arbitrary<Integer> = bigints.map(integer);
const denominators = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.bigInt({ min: 1n, max: 2n ** 70n }).map(integer));

export const gaussians = fc.tuple(integers, integers, denominators).map(([re, im, den]) => gaussian(re, im, den));
/** Gaussian rationals small enough for comparisons in floating point. */
export const smallGaussians = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([re, im, den]) => gaussian(re, im, den));

export const J = fromSymbol(parameterSymbol('J'));
export const Delta = fromSymbol(parameterSymbol('Delta'));
export const g = fromSymbol(parameterSymbol('g', 'complex'));
export const omega = fromSymbol(parameterSymbol('omega'));

/** Where everything below is evaluated: positive numbers for real parameters, g complex. No two are commensurate. */
export const point = (name: string): number | { re: number; im: number } =>
  name === 'g' ? { re: 0.6, im: -1.1 } : { J: 1.3, Delta: 0.7, omega: 1.9, a: 0.45, b: 2.6 }[name]!;
export const time = 0.37;

/** J^a Δ^b with half-integer exponents of both signs, g^c conj(g)^d, √p, e^{inωt}. */
const monomials: fc.Arbitrary<Coefficient> = fc
  .record({
    J: fc.integer({ min: -3, max: 3 }),
    Delta: fc.integer({ min: -3, max: 3 }),
    g: fc.integer({ min: -1, max: 2 }),
    conjugate: fc.integer({ min: -1, max: 2 }),
    root: fc.constantFrom(1, 2, 3, 6, 10),
    harmonic: fc.integer({ min: -2, max: 2 }),
  })
  .map((e) =>
    [
      powerCoefficient(rootCoefficient(J), e.J),
      powerCoefficient(rootCoefficient(Delta), e.Delta),
      powerCoefficient(g, e.g),
      powerCoefficient(conjugateCoefficient(g), e.conjugate),
      rootCoefficient(fromGaussian(gaussian(e.root))),
      powerCoefficient(modeCoefficient(omega), e.harmonic),
    ].reduce((a, b) => multiplyCoefficients(a, b)),
  );

/** Sums of up to four such monomials with Gaussian rationals in front. */
export const coefficients: fc.Arbitrary<Coefficient> = fc
  .array(fc.tuple(smallGaussians, monomials), { maxLength: 4 })
  .map((parts) => fromTerms(parts.flatMap(([c, m]) => multiplyCoefficients(fromGaussian(c), m).terms)));
