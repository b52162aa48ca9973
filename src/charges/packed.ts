import { type Integer, type Rational, gcd, integer as narrow, multiplyRational, rational } from '../exact/index.js';

/**
 * A translation-invariant operator Σ_m τ_m(q) in the form that the recursion uses: every word has a sum of scale ·
 * i^[imaginary] · monomial · integer. Words have their first letter at bit 0. Of words that symmetries of H take into
 * one another, one is kept.
 */
export interface Packed {
  /** masks of the words, and where their entries begin; length `kept + 1` */
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly begin: Int32Array;
  /** number of words that each kept word represents */
  readonly orbit: Uint8Array;
  /** number of the monomial and integer of each entry: float64 while exact, bigint beyond */
  readonly monomial: Int32Array;
  readonly value: Float64Array;
  readonly wide: readonly bigint[] | undefined;
  readonly scale: Rational;
  /** words kept */
  readonly kept: number;
  /** number of words of the operator, which exceeds the number kept where it is folded */
  readonly words: number;
  readonly range: number;
  /** largest |integer| */
  readonly largest: bigint;
  /** factor ±1 of the coefficient of a reflected word; has no effect where no symmetry reflects */
  readonly parity: Parity;
}

/** Reflection parity. */
export type Parity = -1 | 1;

/** The words of a packed operator, and their integers before the common factor is removed. */
export interface Unreduced extends Pick<Packed, 'x' | 'z' | 'begin' | 'orbit' | 'monomial' | 'scale' | 'parity'> {
  readonly integers: Float64Array | readonly bigint[];
}

/** Divides the integers by their common factor, and stores them as float64 where that is exact. */
export function finishPacked({ integers, ...unreduced }: Unreduced): Packed {
  const { x, z, orbit, scale } = unreduced;
  let range = 0;
  let words = 0;
  for (let w = 0; w < x.length; w++) {
    range = Math.max(range, 32 - Math.clz32(x[w]! | z[w]!));
    words += orbit[w]!;
  }
  const base = { ...unreduced, kept: x.length, words, range };
  if (integers instanceof Float64Array) {
    const content = contentOf(integers);
    let largest = 0;
    for (let e = 0; e < integers.length; e++) {
      if (content > 1) integers[e] = integers[e]! / content;
      largest = Math.max(largest, Math.abs(integers[e]!));
    }
    return {
      ...base,
      value: integers,
      wide: undefined,
      scale: content > 1 ? multiplyRational(scale, rational(content)) : scale,
      largest: BigInt(largest),
    };
  }
  let content: Integer = 0;
  for (const v of integers) {
    content = gcd(content, narrow(v));
    if (content === 1) break;
  }
  const divisor = BigInt(content);
  const reduced = divisor > 1n ? integers.map((v) => v / divisor) : integers;
  let largest = 0n;
  for (const v of reduced) {
    const size = v < 0n ? -v : v;
    if (size > largest) largest = size;
  }
  const fits = largest <= BigInt(Number.MAX_SAFE_INTEGER);
  return {
    ...base,
    value: fits ? Float64Array.from(reduced, Number) : new Float64Array(0),
    wide: fits ? undefined : reduced,
    scale: divisor > 1n ? multiplyRational(scale, rational(content)) : scale,
    largest,
  };
}

function contentOf(values: Float64Array): number {
  let content = 0;
  for (let e = 0; e < values.length; e++) {
    const value = values[e]!;
    // The quotient of integers below 2^53 is rounded to an integer only if it is one.
    if (content > 0 && Number.isInteger(value / content)) continue;
    content = gcd(content, value);
    if (content === 1) return 1;
  }
  return content;
}
