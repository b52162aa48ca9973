import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  abs,
  addIntegers,
  gcd,
  integer,
  multiplyIntegers,
  negateInteger,
  powerInteger,
  quotient,
  remainder,
  sign,
  squareFree,
  subtractIntegers,
} from '../../src/exact/integer.js';
import { bigints, integers } from './arbitraries.js';

// BigInt arithmetic of the language is the second source throughout.

describe('an exact integer', () => {
  test.prop([bigints, bigints])('adds, subtracts and multiplies as BigInt does, across 2^53', (a, b) => {
    expect(BigInt(addIntegers(integer(a), integer(b)))).toBe(a + b);
    expect(BigInt(subtractIntegers(integer(a), integer(b)))).toBe(a - b);
    expect(BigInt(multiplyIntegers(integer(a), integer(b)))).toBe(a * b);
  });

  test.prop([bigints, bigints])('divides with a remainder as BigInt does', (a, b) => {
    fc.pre(b !== 0n);
    expect(BigInt(quotient(integer(a), integer(b)))).toBe(a / b);
    expect(BigInt(remainder(integer(a), integer(b)))).toBe(a % b);
  });

  test.prop([integers, integers])('is a number exactly while it is safe, so === compares', (a, b) => {
    for (const c of [addIntegers(a, b), subtractIntegers(a, b), multiplyIntegers(a, b), negateInteger(a), abs(a)]) {
      const isSafe = BigInt(c) <= BigInt(Number.MAX_SAFE_INTEGER) && BigInt(c) >= -BigInt(Number.MAX_SAFE_INTEGER);
      expect(typeof c).toBe(isSafe ? 'number' : 'bigint');
      expect(Object.is(c, -0)).toBe(false);
    }
  });

  test.prop([bigints, bigints])('has the greatest common divisor of Euclid', (a, b) => {
    let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
    while (y !== 0n) [x, y] = [y, x % y];
    expect(BigInt(gcd(integer(a), integer(b)))).toBe(x);
  });

  test.prop([bigints, fc.integer({ min: 0, max: 9 })])('has powers and a sign', (a, n) => {
    expect(BigInt(powerInteger(integer(a), n))).toBe(a ** BigInt(n));
    expect(sign(integer(a))).toBe(a > 0n ? 1 : a < 0n ? -1 : 0);
  });

  test.prop([bigints])('never yields −0', (a) => {
    for (const zero of [multiplyIntegers(0, integer(-a)), quotient(0, -5), remainder(-4, 2), negateInteger(0)])
      expect(Object.is(zero, 0)).toBe(true);
  });
});

/** The square-free part by trial division of the whole number: slow and plain. */
function plainSquareFree(n: number): { square: number; free: number } {
  let square = 1;
  for (let d = 2; d * d <= n; d++) while (n % (d * d) === 0) [n, square] = [n / (d * d), square * d];
  return { square, free: n };
}

describe('squareFree', () => {
  test('agrees with trial division for 1 … 3000', () => {
    for (let n = 1; n <= 3000; n++) {
      const { square, primes } = squareFree(n)!;
      expect({ n, square, free: primes.reduce((a, p) => a * p, 1) }).toEqual({ n, ...plainSquareFree(n) });
      expect(
        primes.every((p) => plainSquareFree(p).square === 1 && [2, 3, 5, 7].every((d) => p === d || p % d !== 0)),
      ).toBe(true);
    }
  });

  test.prop([fc.bigInt({ min: 2n, max: 2n ** 80n })], { numRuns: 40 })(
    'finds the root of a square of any size',
    (a) => {
      const found = squareFree(integer(a * a));
      // Either the factors are small enough to be found, or what is left is a square.
      expect(found).toBeDefined();
      expect(found!.primes).toEqual([]);
      expect(BigInt(found!.square)).toBe(a);
    },
  );

  test('takes a prime factor just below and beyond the largest trial divisor', () => {
    // 999983 is the largest prime below 10^6, 1000003 the smallest above.
    expect(squareFree(integer(999983n ** 2n * 7n))).toEqual({ square: 999983, primes: [7] });
    expect(squareFree(1000003)).toEqual({ square: 1, primes: [1000003] });
    expect(squareFree(integer(1000003n ** 2n))).toEqual({ square: 1000003, primes: [] });
  });

  test('says when it cannot tell a prime from a product', () => {
    expect(squareFree(integer(1000003n * 1000033n))).toBeUndefined();
  });

  test('bears numbers beyond the range of floating point', () => {
    expect(squareFree(integer(10n ** 400n))).toEqual({ square: integer(10n ** 200n), primes: [] });
    // 10^400 + 2 = 2·3·67·… with a cofactor of hundreds of digits.
    expect(squareFree(integer(10n ** 400n + 2n))).toBeUndefined();
  });
});
