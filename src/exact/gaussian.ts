import { type Integer, add, gcd, multiply, negate, power, quotient, subtract } from './integer.js';
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
  if (den < 0) common = negate(common);
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
  if (a.den === b.den) return gaussian(add(a.re, b.re), add(a.im, b.im), a.den);
  return gaussian(
    add(multiply(a.re, b.den), multiply(b.re, a.den)),
    add(multiply(a.im, b.den), multiply(b.im, a.den)),
    multiply(a.den, b.den),
  );
}

export function multiplyGaussian(a: Gaussian, b: Gaussian): Gaussian {
  if (a.im === 0 && b.im === 0) return gaussian(multiply(a.re, b.re), 0, multiply(a.den, b.den));
  return gaussian(
    subtract(multiply(a.re, b.re), multiply(a.im, b.im)),
    add(multiply(a.re, b.im), multiply(a.im, b.re)),
    multiply(a.den, b.den),
  );
}

export function negateGaussian(a: Gaussian): Gaussian {
  return { re: negate(a.re), im: negate(a.im), den: a.den };
}

export function conjugateGaussian(a: Gaussian): Gaussian {
  return a.im === 0 ? a : { re: a.re, im: negate(a.im), den: a.den };
}

/** 1/a for a ≠ 0. */
export function invertGaussian(a: Gaussian): Gaussian {
  const norm = add(multiply(a.re, a.re), multiply(a.im, a.im));
  return gaussian(multiply(a.den, a.re), negate(multiply(a.den, a.im)), norm);
}

/** a^n for any integer n; a ≠ 0 where n < 0. */
export function powerGaussian(a: Gaussian, n: number): Gaussian {
  if (n < 0) return powerGaussian(invertGaussian(a), -n);
  if (a.im === 0) return { re: power(a.re, n), im: 0, den: power(a.den, n) };
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
