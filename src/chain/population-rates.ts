import type { Sector, Spectrum } from '../ring/index.js';
import type { Channel } from './channel.js';

/** Rates in double precision, or in single precision where those take too much memory. */
export type RateValues = Float64Array | Float32Array;

/** A work space that grows as it is needed. */
export class Scratch {
  private numbers: Float64Array = new Float64Array(0);

  /** The same memory at every call, with room for this many numbers, of whatever value. */
  of(length: number): Float64Array {
    if (this.numbers.length < length) this.numbers = new Float64Array(2 * length);
    return this.numbers;
  }
}

/** Where the rates of one perturbation are summed: a block of gains, with the places of the first states in it. */
export interface RateTarget {
  readonly values: RateValues;
  readonly columns: number;
  /** row of the first state of `to`, and column of the first one of `from` */
  readonly row: number;
  readonly column: number;
}

/**
 * The value for positive rates that underflow. It is too small to affect any weight, and large enough to show which
 * levels are connected.
 */
export const leastRate = 1e-290;

/** The same for rates in single precision. */
export const leastSingleRate = 1e-36;

/** The smallest positive rate in an array of this precision. */
export const leastRateOf = (values: RateValues): number =>
  values instanceof Float32Array ? leastSingleRate : leastRate;

/**
 * Adds multiplicity · rate(E_m − E_k) |⟨k|O|m⟩|² to a target, and the sums over k to `outflow`, for the states m of one
 * sector and k of another.
 *
 * @param scratch  a work space for the rates of one block
 * @returns whether some rate is positive but smaller than `leastRateOf`, which it is then set to
 */
export function addPopulationRates(
  target: RateTarget,
  { energies }: Spectrum,
  { channel, from, to, squares }: { channel: Channel; from: Sector; to: Sector; squares: Float64Array },
  outflow: Float64Array,
  scratch: Scratch,
): boolean {
  const { multiplicity, positive } = channel;
  const { values, columns, row, column } = target;
  const [rows, cols] = [to.orbits.length, from.orbits.length];
  const own = energies.subarray(from.offset, from.offset + cols);
  const table = channel.rates(own, energies.subarray(to.offset, to.offset + rows), scratch.of(rows * cols));
  const out = outflow.subarray(from.offset, from.offset + cols);
  const least = leastRateOf(values);
  let underflows = false;
  for (let i = 0, e = 0; i < rows; i++) {
    const at = (row + i) * columns + column;
    for (let j = 0; j < cols; j++, e++) {
      const size = squares[e]!;
      let g = multiplicity * table[e]! * size;
      if (g < least && size > 0 && positive(own[j]! - energies[to.offset + i]!)) {
        g = least;
        underflows = true;
      }
      values[at + j]! += g;
      out[j]! += g;
    }
  }
  return underflows;
}
