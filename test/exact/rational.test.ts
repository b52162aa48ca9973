import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { integer } from '../../src/exact/integer.js';
import {
  type Rational,
  addRational,
  equalRational,
  invertRational,
  multiplyRational,
  negateRational,
  rationalOne,
  parseDecimal,
  rational,
  rationalText,
  rationalZero,
} from '../../src/exact/rational.js';
import { bigints, integers } from './arbitraries.js';

const rationals = fc
  .tuple(integers, integers)
  .filter(([, den]) => den !== 0)
  .map(([num, den]) => rational(num, den));

/** Cross multiplication in BigInt: a second source for equality. */
const same = (a: Rational, num: bigint, den: bigint): boolean => BigInt(a.num) * den === BigInt(a.den) * num;

describe('a rational', () => {
  test.prop([bigints, bigints])('is in lowest terms with a positive denominator', (num, den) => {
    fc.pre(den !== 0n);
    const a = rational(integer(num), integer(den));
    expect(a.den > 0).toBe(true);
    expect(same(a, num, den)).toBe(true);
    let [x, y] = [BigInt(a.num) < 0n ? -BigInt(a.num) : BigInt(a.num), BigInt(a.den)];
    while (y !== 0n) [x, y] = [y, x % y];
    expect(x).toBe(1n);
  });

  test.prop([rationals, rationals])('adds and multiplies as fractions do', (a, b) => {
    const [p, q, r, s] = [a.num, a.den, b.num, b.den].map(BigInt) as [bigint, bigint, bigint, bigint];
    expect(same(addRational(a, b), p * s + r * q, q * s)).toBe(true);
    expect(same(multiplyRational(a, b), p * r, q * s)).toBe(true);
  });

  test.prop([rationals, rationals, rationals])('obeys the laws of a field', (a, b, c) => {
    const equal = (x: Rational, y: Rational): void => expect(equalRational(x, y)).toBe(true);
    equal(addRational(addRational(a, b), c), addRational(a, addRational(b, c)));
    equal(addRational(a, b), addRational(b, a));
    equal(addRational(a, negateRational(a)), rationalZero);
    equal(multiplyRational(multiplyRational(a, b), c), multiplyRational(a, multiplyRational(b, c)));
    equal(multiplyRational(a, addRational(b, c)), addRational(multiplyRational(a, b), multiplyRational(a, c)));
    if (a.num !== 0) equal(multiplyRational(a, invertRational(a)), rationalOne);
  });

  test.prop([rationals])('is written as a fraction', (a) => {
    const [num, den = '1'] = rationalText(a).split('/');
    expect(equalRational(rational(integer(BigInt(num!)), integer(BigInt(den))), a)).toBe(true);
  });
});

describe('parseDecimal', () => {
  test.prop([
    fc.bigInt({ min: 0n, max: 10n ** 30n }),
    fc.integer({ min: 0, max: 25 }),
    fc.integer({ min: -40, max: 40 }),
  ])('is exact: digits · 10^(exponent − decimals)', (digits, decimals, exponent) => {
    const padded = digits.toString().padStart(decimals + 1, '0');
    const cut = padded.length - decimals;
    const text = `${padded.slice(0, cut)}${decimals > 0 ? `.${padded.slice(cut)}` : ''}e${exponent}`;
    const shift = exponent - decimals;
    expect(
      same(
        parseDecimal(text),
        shift >= 0 ? digits * 10n ** BigInt(shift) : digits,
        shift >= 0 ? 1n : 10n ** BigInt(-shift),
      ),
    ).toBe(true);
  });

  test('0.8 is 4/5, not the nearest double', () => {
    expect(parseDecimal('0.8')).toEqual({ num: 4, den: 5 });
    expect(parseDecimal('1.5E+2')).toEqual({ num: 150, den: 1 });
  });
});
