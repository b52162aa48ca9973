import { type Integer, addIntegers, gcd, integer, multiplyIntegers, negateInteger, quotient } from './integer.js';

/** num / den in lowest terms, den > 0. */
export interface Rational {
  readonly num: Integer;
  readonly den: Integer;
}

/** num / den, reduced. `den` is not 0. */
export function rational(num: Integer, den: Integer = 1): Rational {
  if (den === 1) return { num, den };
  const common = gcd(num, den);
  const scale = den < 0 ? negateInteger(common) : common;
  return { num: quotient(num, scale), den: quotient(den, scale) };
}

export const rationalZero: Rational = { num: 0, den: 1 };
export const rationalOne: Rational = { num: 1, den: 1 };

export function addRational(a: Rational, b: Rational): Rational {
  return rational(
    addIntegers(multiplyIntegers(a.num, b.den), multiplyIntegers(b.num, a.den)),
    multiplyIntegers(a.den, b.den),
  );
}

export function multiplyRational(a: Rational, b: Rational): Rational {
  return rational(multiplyIntegers(a.num, b.num), multiplyIntegers(a.den, b.den));
}

export function negateRational(a: Rational): Rational {
  return { num: negateInteger(a.num), den: a.den };
}

/** 1/a for a ≠ 0. */
export function invertRational(a: Rational): Rational {
  return rational(a.den, a.num);
}

export function equalRational(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}

/** `3`, `-1/2` */
export function rationalText(a: Rational): string {
  return a.den === 1 ? String(a.num) : `${a.num}/${a.den}`;
}

/**
 * The exact value of a decimal literal `digits[.digits][e±digits]`. The caller checks that the exponent is of
 * reasonable size.
 */
export function parseDecimal(text: string): Rational {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length;
  const num = integer(BigInt(whole + fraction));
  const scale = integer(10n ** BigInt(Math.abs(shift)));
  return shift >= 0 ? rational(multiplyIntegers(num, scale)) : rational(num, scale);
}
