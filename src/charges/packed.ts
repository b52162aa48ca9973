import { type Rational, rational, integer as narrow, multiplyRational, gcd, type Integer } from '../exact/index.js';
import { compareMirror } from './mirror.js';

/**
 * A translation-invariant operator Σ_m τ_m(q) in the form that the recursion uses: every word has a sum of scale ·
 * i^[imaginary] · monomial · integer. Words have their first letter at bit 0.
 */
export interface Packed {
  /** masks of the words, and where their entries begin; length `words + 1` */
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly begin: Int32Array;
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
  readonly largest: number;
  /** ±1: only one of every word and its mirror image is kept, and the other has ± its coefficient; 0: all are kept */
  readonly parity: Parity;
}

/** Reflection parity of a folded operator, 0 for one that is not folded. */
export type Parity = -1 | 0 | 1;

/** Divides the integers by their common factor, and stores them as float64 where that is exact. */
export function finishPacked(
  x: Int32Array,
  z: Int32Array,
  begin: Int32Array,
  monomial: Int32Array,
  wide: readonly bigint[] | undefined,
  narrowValues: Float64Array | undefined,
  scale: Rational,
  parity: Parity,
): Packed {
  let range = 0;
  let words = x.length;
  for (let w = 0; w < x.length; w++) {
    range = Math.max(range, 32 - Math.clz32(x[w]! | z[w]!));
    if (parity !== 0 && compareMirror(x[w]!, z[w]!) !== 0) words += 1;
  }
  const base = { x, z, begin, monomial, kept: x.length, words, range, parity };
  if (narrowValues) {
    const content = contentOf(narrowValues);
    let largest = 0;
    for (let e = 0; e < narrowValues.length; e++) {
      if (content > 1) narrowValues[e] = narrowValues[e]! / content;
      largest = Math.max(largest, Math.abs(narrowValues[e]!));
    }
    return {
      ...base,
      value: narrowValues,
      wide: undefined,
      scale: content > 1 ? multiplyRational(scale, rational(content)) : scale,
      largest,
    };
  }
  let content: Integer = 0;
  for (const v of wide!) {
    content = gcd(content, narrow(v));
    if (content === 1) break;
  }
  const divisor = BigInt(content);
  const reduced = divisor > 1n ? wide!.map((v) => v / divisor) : wide!;
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
    largest: Number(largest),
  };
}

function contentOf(values: Float64Array): number {
  let content = 0;
  for (let e = 0; e < values.length; e++) {
    content = gcd(content, values[e]!);
    if (content === 1) return 1;
  }
  return content;
}
