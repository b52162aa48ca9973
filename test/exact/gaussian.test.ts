import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Gaussian,
  addGaussian,
  asRational,
  conjugateGaussian,
  gaussian,
  gaussianI,
  gaussianOne,
  invertGaussian,
  isZeroGaussian,
  multiplyGaussian,
  negateGaussian,
  powerGaussian,
} from '../../src/exact/gaussian.js';
import { gaussians, smallGaussians } from './arbitraries.js';

// Canonical, so structural equality is equality of numbers.
const equal = (a: Gaussian, b: Gaussian): void => expect(a).toEqual(b);

describe('a Gaussian rational', () => {
  test.prop([gaussians, gaussians, gaussians])('obeys the laws of a field', (a, b, c) => {
    equal(addGaussian(addGaussian(a, b), c), addGaussian(a, addGaussian(b, c)));
    equal(addGaussian(a, b), addGaussian(b, a));
    equal(addGaussian(a, negateGaussian(a)), gaussian(0));
    equal(multiplyGaussian(a, b), multiplyGaussian(b, a));
    equal(multiplyGaussian(multiplyGaussian(a, b), c), multiplyGaussian(a, multiplyGaussian(b, c)));
    equal(multiplyGaussian(a, addGaussian(b, c)), addGaussian(multiplyGaussian(a, b), multiplyGaussian(a, c)));
    if (!isZeroGaussian(a)) equal(multiplyGaussian(a, invertGaussian(a)), gaussianOne);
  });

  test.prop([gaussians, gaussians])('multiplies as (a + ib)(c + id) does, in BigInt', (a, b) => {
    const [p, q, d, r, s, e] = [a.re, a.im, a.den, b.re, b.im, b.den].map(BigInt) as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    const c = multiplyGaussian(a, b);
    expect(BigInt(c.re) * d * e).toBe((p * r - q * s) * BigInt(c.den));
    expect(BigInt(c.im) * d * e).toBe((p * s + q * r) * BigInt(c.den));
  });

  test.prop([gaussians, gaussians])('conjugation is an automorphism, and a·conj(a) is real', (a, b) => {
    equal(conjugateGaussian(multiplyGaussian(a, b)), multiplyGaussian(conjugateGaussian(a), conjugateGaussian(b)));
    equal(conjugateGaussian(conjugateGaussian(a)), a);
    expect(asRational(multiplyGaussian(a, conjugateGaussian(a)))).toBeDefined();
  });

  test.prop([smallGaussians, fc.integer({ min: -12, max: 12 })])(
    'has the powers of repeated multiplication',
    (a, n) => {
      fc.pre(!isZeroGaussian(a));
      let expected = gaussianOne;
      for (let k = 0; k < Math.abs(n); k++) expected = multiplyGaussian(expected, n < 0 ? invertGaussian(a) : a);
      equal(powerGaussian(a, n), expected);
    },
  );

  test('i² = −1', () => {
    equal(multiplyGaussian(gaussianI, gaussianI), gaussian(-1));
  });
});
