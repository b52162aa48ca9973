import { classSize } from './kernels/places.js';
import type { MonomialTable } from './monomial-table.js';
import type { Packed } from './packed.js';

/**
 * The integers of a pass are polynomials in a formal variable t = 2^bits with digits as coefficients, so that all sums of
 * the pass stay below 2^53 and float64 is exact. Where they do so anyway, there is one digit.
 */
export interface Digits {
  readonly bits: number;
  /** digits of the integers of the operator */
  readonly ofValues: number;
  /** digits of the couplings */
  readonly ofCouplings: number;
}

const bitsOf = (n: bigint): number => n.toString(2).length;
const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

/**
 * The longest digits for which no sum of a pass exceeds 2^53.
 *
 * @param couplings  the integers of the couplings with the factors of their monomials
 * @param largest    bound on the moduli of the operator's integers
 * @param load       bound on the number of times that a coupling contributes to one sum, times the weight
 */
export function digitsFor(couplings: readonly bigint[], largest: bigint, load: number): Digits {
  let all = 0n;
  let most = 0n;
  for (const a of couplings) {
    const size = magnitude(a);
    all += size;
    if (size > most) most = size;
  }
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  if (BigInt(load) * all * largest <= safe) return { bits: 53, ofValues: 1, ofCouplings: 1 };
  // Short couplings need no digits of their own.
  const left = safe / (BigInt(load) * all);
  const rest = left > 1n ? bitsOf(left) - 1 : 0;
  if (rest >= shortestDigit) return { bits: rest, ofValues: Math.ceil(bitsOf(largest) / rest), ofCouplings: 1 };
  for (let bits = 26; bits > 1; bits--) {
    const digits = {
      bits,
      ofValues: Math.ceil(bitsOf(largest) / bits),
      ofCouplings: Math.ceil(bitsOf(most) / bits),
    };
    const pairs = couplings.length * Math.min(digits.ofValues, digits.ofCouplings);
    if (load * pairs * 2 ** (2 * bits) <= Number.MAX_SAFE_INTEGER) return digits;
  }
  throw new Error('a pass over so many couplings has no digits');
}

/** Digits shorter than this are worth digits of the couplings too. */
const shortestDigit = 16;

/** The digits of an integer, lowest first; each has the sign of the integer. */
export function splitInteger(n: bigint, { bits }: Digits, count: number): number[] {
  const sign = n < 0n ? -1 : 1;
  const mask = (1n << BigInt(bits)) - 1n;
  let rest = magnitude(n);
  return Array.from({ length: count }, () => {
    const digit = Number(rest & mask);
    rest >>= BigInt(bits);
    return digit === 0 ? 0 : sign * digit;
  });
}

/** Columns of a row, unless the digits of a monomial take more: most words have one monomial or two. */
const usualWidth = 2;

/**
 * The columns of a pass: those of the operator, one for each monomial and digit, and those of its moments, which are
 * arranged in classes. A row of the table holds the columns of one class. Monomials whose exponents agree modulo 2 are
 * in one class, because those of one word do so for the usual chains: the signs of two letters can be turned.
 */
export class Columns {
  /** number of the monomial of each column of the moments, by class · 32 + place */
  readonly monomials: Int32Array;
  /** number of its digit */
  readonly digits: Int32Array;
  readonly classes: number;
  /** places of the largest class */
  readonly width: number;
  private readonly places = new Map<number, number>();

  constructor(
    table: MonomialTable,
    products: Iterable<number>,
    readonly digitCount: number,
  ) {
    const byKind = new Map<string, number[]>();
    for (const n of products) {
      const kind = table.kind(n);
      const list = byKind.get(kind);
      if (list) list.push(n);
      else byKind.set(kind, [n]);
    }
    const monomials: number[] = [];
    const digits: number[] = [];
    let [classes, width] = [0, 1];
    // The digits of a monomial stay together if a class has room for them.
    const whole = Math.max(digitCount, usualWidth - (usualWidth % digitCount));
    const size = Math.min(classSize, whole);
    for (const list of byKind.values()) {
      let at = 0;
      for (const n of list) {
        for (let d = 0; d < digitCount; d++) {
          const place = (classes + Math.floor(at / size)) * classSize + (at % size);
          this.places.set(n * digitCount + d, place);
          monomials[place] = n;
          digits[place] = d;
          width = Math.max(width, 1 + (at % size));
          at += 1;
        }
      }
      classes += Math.ceil(at / size);
    }
    this.monomials = Int32Array.from({ length: classes * classSize }, (_, k) => monomials[k] ?? -1);
    this.digits = Int32Array.from({ length: classes * classSize }, (_, k) => digits[k] ?? 0);
    this.classes = classes;
    this.width = width;
  }

  /** Place of a monomial and digit: class · 32 + place within the class. */
  place(monomial: number, digit: number): number {
    return this.places.get(monomial * this.digitCount + digit)!;
  }
}

/** The monomials that occur in an operator, ascending. */
export function monomialsOf({ monomial }: Packed): number[] {
  return [...new Set(monomial)].sort((a, b) => a - b);
}
