import type { ComplexMatrix } from '../matrix.js';
import { type Ball, notEnclosed, unitRoundoff, upward } from './ball.js';
import { ballMatrix, enclosedSolution, exactMatrix } from './ball-matrix.js';
import { complex } from '../matrix.js';

/** A real matrix of balls, by rows. */
export interface RealBalls {
  readonly size: number;
  readonly mid: Float64Array;
  readonly rad: Float64Array;
}

/** Factors below this may lose digits, which the relative radius of their products does not count. */
const leastFactor = 1e-290;

/**
 * Balls that hold the null vector x of a real matrix L with Σ_i trace_i x_i = 1, relative to an approximate one.
 *
 * One row of L is replaced by the trace: the row of the largest population, which therefore is the one that conserves the trace.
 * The unknowns are x_i over `sizes`_i, and every row is divided by its largest term, so that numbers of very different size are
 * all known to the same relative accuracy. An enclosure proves that the null vector is unique.
 *
 * @param generator  L, n × n
 * @param trace      length n, 1 for populations and 0 for coherences
 * @param sizes      length n, positive: the populations, and for a coherence the root of the product of its two
 * @returns          x_i, length n
 * @diagnostic `not-enclosed`
 * @cost five products of matrices of size n
 */
export function enclosedNullVector(generator: RealBalls, trace: Float64Array, sizes: Float64Array): Ball[] {
  const { size: n, mid, rad } = generator;
  if (sizes.some((s) => !(s > 0))) notEnclosed('a population is zero within rounding');
  let dropped = 0;
  for (let i = 0; i < n; i++) if (trace[i]! * sizes[i]! > trace[dropped]! * sizes[dropped]!) dropped = i;
  const rowScale = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    if (i === dropped) continue;
    let largest = 0;
    for (let j = 0; j < n; j++) largest = Math.max(largest, Math.abs(mid[i * n + j]!) * sizes[j]!);
    if (!(largest > 0)) notEnclosed('an equation has no terms');
    rowScale[i] = largest;
  }
  const matrix = ballMatrix(n, n, (i, j) => {
    if (i === dropped) return { re: trace[j]! * sizes[j]!, im: 0, rad: upward(unitRoundoff * trace[j]! * sizes[j]!) };
    const factor = sizes[j]! / rowScale[i]!;
    if (factor < leastFactor) notEnclosed('the populations are of too different size');
    const re = mid[i * n + j]! * factor;
    return { re, im: 0, rad: upward(rad[i * n + j]! * factor + 4 * unitRoundoff * Math.abs(re)) };
  });
  const right: ComplexMatrix = complex(n, 1);
  right.re[dropped] = 1;
  const y = enclosedSolution(matrix, exactMatrix(right));
  return Array.from(sizes, (s, i) => {
    const value = y.mid.re[i]! * s;
    return { mid: value, rad: upward(y.rad[i]! * s + 2 * unitRoundoff * Math.abs(value)) };
  });
}
