import { limit } from '../text/index.js';

/**
 * An exact integer: a `number` while it is safe, a `bigint` beyond. Canonical: a value of safe size is always a
 * `number`, so `===` compares integers.
 */
export type Integer = number | bigint;

const safe = Number.MAX_SAFE_INTEGER;
const bigSafe = BigInt(safe);

/** Bound on integers, about 120 000 digits. Comparing a shorter integer with it is quick, since the lengths differ. */
const largest = 1n << 400_000n;
const smallest = -largest;

/**
 * The canonical form of a bigint.
 *
 * @diagnostic `number-too-long`
 */
export function integer(value: bigint): Integer {
  if (value > largest || value < smallest) {
    limit('number-too-long', 'a number would have more than 120000 digits', {
      hint: 'use smaller numbers or exponents',
    });
  }
  return value <= bigSafe && value >= -bigSafe ? Number(value) : value;
}

export function addIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    // If the sum of two safe integers is rounded, it is outside the safe range, so the test never misses it.
    if (sum <= safe && sum >= -safe) return sum;
  }
  return integer(BigInt(a) + BigInt(b));
}

export function subtractIntegers(a: Integer, b: Integer): Integer {
  return addIntegers(a, negateInteger(b));
}

export function multiplyIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // + 0 turns −0 into 0.
    if (product <= safe && product >= -safe) return product + 0;
  }
  return integer(BigInt(a) * BigInt(b));
}

export function negateInteger(a: Integer): Integer {
  return typeof a === 'number' ? 0 - a : -a;
}

export function sign(a: Integer): -1 | 0 | 1 {
  return a > 0 ? 1 : a < 0 ? -1 : 0;
}

export function abs(a: Integer): Integer {
  return a < 0 ? negateInteger(a) : a;
}

/** Quotient rounded towards zero. The divisor is not 0. */
export function quotient(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return integer(BigInt(a) / BigInt(b));
}

/** Remainder with the sign of the dividend. The divisor is not 0. */
export function remainder(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return integer(BigInt(a) % BigInt(b));
}

/** Greatest common divisor, ≥ 0; gcd(0, 0) = 0. */
export function gcd(a: number, b: number): number;
export function gcd(a: Integer, b: Integer): Integer;
export function gcd(a: Integer, b: Integer): Integer {
  let x = abs(a);
  let y = abs(b);
  while (typeof x === 'bigint' || typeof y === 'bigint') {
    if (y === 0) return x;
    [x, y] = [y, remainder(x, y)];
  }
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** a^n for n ≥ 0. */
export function powerInteger(a: Integer, n: number): Integer {
  return integer(BigInt(a) ** BigInt(n));
}

/** Decimal digits, for limits: bits / log2(10), rounded up. */
export function digits(a: Integer): number {
  return typeof a === 'number' ? String(Math.abs(a)).length : Math.ceil((a.toString(16).length * 4) / Math.log2(10));
}

/**
 * a = square² · free for a > 0, where `free` is square-free and positive and given by the list of its primes.
 * By trial division; `undefined` if a remaining factor beyond the limit may be prime or composite.
 */
export function squareFree(a: Integer): { square: Integer; primes: number[] } | undefined {
  let rest = a;
  let square: Integer = 1;
  const primes: number[] = [];
  // A composite number has a prime factor up to its root, so a small one needs few primes.
  const most = typeof a === 'number' ? Math.min(trialLimit, Math.ceil(Math.sqrt(a))) : trialLimit;
  for (const p of trialPrimes(most)) {
    if (typeof rest === 'number' && p * p > rest) break;
    let exponent = 0;
    while (isMultiple(rest, p)) {
      rest = quotient(rest, p);
      exponent += 1;
    }
    if (exponent >= 2) square = multiplyIntegers(square, powerInteger(p, exponent >> 1));
    if (exponent % 2 === 1) primes.push(p);
  }
  if (rest !== 1) {
    const root = exactRoot(rest);
    if (root !== undefined) return { square: multiplyIntegers(square, root), primes };
    // The cofactor has no prime factor up to the limit, so below the limit squared it is a prime; beyond that it is
    // unknown.
    if (typeof rest !== 'number' || rest > trialLimit * trialLimit) return undefined;
    primes.push(rest);
  }
  return { square, primes };
}

/** Largest prime tried; a cofactor below its square is a prime. */
const trialLimit = 1_000_000;

let known: { readonly upto: number; readonly primes: readonly number[] } = { upto: 1, primes: [] };

/** The primes up to a number, and perhaps more, ascending, by the sieve of Eratosthenes. */
function trialPrimes(upto: number): readonly number[] {
  if (known.upto >= upto) return known.primes;
  const limit = Math.max(upto, 1000);
  const composite = new Uint8Array(limit + 1);
  const primes: number[] = [];
  for (let p = 2; p <= limit; p++) {
    if (composite[p] === 1) continue;
    primes.push(p);
    for (let q = p * p; q <= limit; q += p) composite[q] = 1;
  }
  known = { upto: limit, primes };
  return primes;
}

function isMultiple(a: Integer, p: number): boolean {
  return typeof a === 'number' ? a % p === 0 : a % BigInt(p) === 0n;
}

function exactRoot(a: Integer): Integer | undefined {
  const n = BigInt(a);
  // Newton's iteration from above decreases until it reaches the floor of the root.
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) break;
    x = next;
  }
  return x * x === n ? integer(x) : undefined;
}
