import {
  type Integer,
  addIntegers,
  gcd,
  multiplyIntegers,
  negateInteger,
  powerInteger,
  quotient,
  subtractIntegers,
} from './integer.js';
import { type Rational, rational } from './rational.js';

/** (re + i·im) / den in lowest terms, den > 0. */
export interface Gaussian {
  readonly re: Integer;
  readonly im: Integer;
  readonly den: Integer;
}

export const gaussianOne: Gaussian = { re: 1, im: 0, den: 1 };
export const gaussianI: Gaussian = { re: 0, im: 1, den: 1 };

/** (re + i·im) / den, reduced. `den` is not 0. */
export function gaussian(re: Integer, im: Integer = 0, den: Integer = 1): Gaussian {
  if (den === 1) return { re, im, den };
  let common = im === 0 ? gcd(re, den) : gcd(gcd(re, im), den);
  if (den < 0) common = negateInteger(common);
  if (common === 1) return { re, im, den };
  return { re: quotient(re, common), im: quotient(im, common), den: quotient(den, common) };
}

export function fromRational(a: Rational): Gaussian {
  return { re: a.num, im: 0, den: a.den };
}

export function isZeroGaussian(a: Gaussian): boolean {
  return a.re === 0 && a.im === 0;
}

export function addGaussian(a: Gaussian, b: Gaussian): Gaussian {
  if (a.den === b.den) return gaussian(addIntegers(a.re, b.re), addIntegers(a.im, b.im), a.den);
  return gaussian(
    addIntegers(multiplyIntegers(a.re, b.den), multiplyIntegers(b.re, a.den)),
    addIntegers(multiplyIntegers(a.im, b.den), multiplyIntegers(b.im, a.den)),
    multiplyIntegers(a.den, b.den),
  );
}

export function multiplyGaussian(a: Gaussian, b: Gaussian): Gaussian {
  if (a.im === 0 && b.im === 0) return gaussian(multiplyIntegers(a.re, b.re), 0, multiplyIntegers(a.den, b.den));
  return gaussian(
    subtractIntegers(multiplyIntegers(a.re, b.re), multiplyIntegers(a.im, b.im)),
    addIntegers(multiplyIntegers(a.re, b.im), multiplyIntegers(a.im, b.re)),
    multiplyIntegers(a.den, b.den),
  );
}

export function negateGaussian(a: Gaussian): Gaussian {
  return { re: negateInteger(a.re), im: negateInteger(a.im), den: a.den };
}

export function conjugateGaussian(a: Gaussian): Gaussian {
  return a.im === 0 ? a : { re: a.re, im: negateInteger(a.im), den: a.den };
}

/** 1/a for a ≠ 0. */
export function invertGaussian(a: Gaussian): Gaussian {
  const norm = addIntegers(multiplyIntegers(a.re, a.re), multiplyIntegers(a.im, a.im));
  return gaussian(multiplyIntegers(a.den, a.re), negateInteger(multiplyIntegers(a.den, a.im)), norm);
}

/** a^n for any integer n; a ≠ 0 where n < 0. */
export function powerGaussian(a: Gaussian, n: number): Gaussian {
  if (n < 0) return powerGaussian(invertGaussian(a), -n);
  if (a.im === 0) return { re: powerInteger(a.re, n), im: 0, den: powerInteger(a.den, n) };
  let result = gaussianOne;
  let base = a;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiplyGaussian(result, base);
    if (k > 1) base = multiplyGaussian(base, base);
  }
  return result;
}

export function equalGaussian(a: Gaussian, b: Gaussian): boolean {
  return a.re === b.re && a.im === b.im && a.den === b.den;
}

/** The rational re/den where im = 0, else undefined. */
export function asRational(a: Gaussian): Rational | undefined {
  return a.im === 0 ? rational(a.re, a.den) : undefined;
}
