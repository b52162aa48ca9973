import { type Integer, type Rational, gcd, multiplyRational, rational } from '../exact/index.js';

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
export interface Unreduced
  extends Pick<Packed, 'x' | 'z' | 'begin' | 'orbit' | 'monomial' | 'value' | 'scale' | 'parity'> {
  /** the integers that are not safe, by their entries; those of `value` have no effect there */
  readonly large: ReadonlyMap<number, bigint>;
}

/** Divides the integers by their common factor, and stores them as float64 where that is exact. */
export function finishPacked({ large, ...unreduced }: Unreduced): Packed {
  const { x, z, orbit, value, scale } = unreduced;
  let range = 0;
  let words = 0;
  for (let w = 0; w < x.length; w++) {
    range = Math.max(range, 32 - Math.clz32(x[w]! | z[w]!));
    words += orbit[w]!;
  }
  const base = { ...unreduced, kept: x.length, words, range };
  if (large.size > 0) {
    const integers = Array.from(value, (v, e) => large.get(e) ?? v);
    const content = contentOf(integers);
    return { ...base, ...divided(integers, BigInt(content)), scale: multiplyRational(scale, rational(content)) };
  }
  const content = contentOfSafe(value);
  let largest = 0;
  for (let e = 0; e < value.length; e++) {
    if (content > 1) value[e] = value[e]! / content;
    largest = Math.max(largest, Math.abs(value[e]!));
  }
  return {
    ...base,
    wide: undefined,
    scale: content > 1 ? multiplyRational(scale, rational(content)) : scale,
    largest: BigInt(largest),
  };
}

/** The integers over a common factor. */
function divided(integers: readonly Integer[], content: bigint): Pick<Packed, 'value' | 'wide' | 'largest'> {
  let largest = 0n;
  const wide = integers.map((integer) => {
    const quotient = BigInt(integer) / content;
    const size = quotient < 0n ? -quotient : quotient;
    if (size > largest) largest = size;
    return quotient;
  });
  const fits = largest <= BigInt(Number.MAX_SAFE_INTEGER);
  return { value: Float64Array.from(fits ? wide : [], Number), wide: fits ? undefined : wide, largest };
}

function contentOf(integers: readonly Integer[]): Integer {
  let content: Integer = 0;
  for (const integer of integers) {
    if (content !== 0 && BigInt(integer) % BigInt(content) === 0n) continue;
    content = gcd(content, integer);
    if (content === 1) return 1;
  }
  return content;
}

function contentOfSafe(values: Float64Array): number {
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
