import type { Sector, Spectrum } from '../ring/index.js';
import type { Channel } from './channel.js';
import type { SectorPair } from './squared-elements.js';

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

/** The rates between the states of two sectors, by rows of `to`. */
export interface SectorRates {
  /** in a work space that the next ones overwrite */
  readonly rates: Float64Array;
  /** whether some rate is positive but smaller than `least`, which it is then set to */
  readonly underflows: boolean;
}

/** multiplicity · rate(E_m − E_k) |⟨k|O|m⟩|² for the states m of one sector and k of another. */
export function sectorRates(
  { energies }: Pick<Spectrum, 'energies'>,
  channel: Channel,
  { from, to }: SectorPair,
  squares: Float64Array,
  least: number,
  scratch: Scratch,
): SectorRates {
  const { multiplicity, positive } = channel;
  const [rows, cols] = [to.orbits.length, from.orbits.length];
  const own = energies.subarray(from.offset, from.offset + cols);
  const rates = channel.rates(own, energies.subarray(to.offset, to.offset + rows), scratch.of(rows * cols));
  let underflows = false;
  for (let i = 0, e = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, e++) {
      const size = squares[e]!;
      let g = multiplicity * rates[e]! * size;
      if (g < least && size > 0 && positive(own[j]! - energies[to.offset + i]!)) {
        g = least;
        underflows = true;
      }
      rates[e] = g;
    }
  }
  return { rates, underflows };
}

/** Adds rates to a target, and their sums over k to `outflow`. */
export function addSectorRates(
  { values, columns, row, column }: RateTarget,
  { from, to }: SectorPair,
  rates: Float64Array,
  outflow: Float64Array,
): void {
  const [rows, cols] = [to.orbits.length, from.orbits.length];
  const { offset } = from;
  for (let i = 0, e = 0; i < rows; i++) {
    const at = (row + i) * columns + column;
    for (let j = 0; j < cols; j++, e++) {
      const g = rates[e]!;
      values[at + j]! += g;
      outflow[offset + j]! += g;
    }
  }
}

/** Are the energies of two pairs of sectors the same, so that their rates are? */
export function sameEnergies({ energies }: Pick<Spectrum, 'energies'>, a: SectorPair, b: SectorPair): boolean {
  const same = (one: Sector, other: Sector): boolean => {
    if (one === other) return true;
    for (let n = 0; n < one.orbits.length; n++)
      if (energies[one.offset + n] !== energies[other.offset + n]) return false;
    return true;
  };
  return same(a.from, b.from) && same(a.to, b.to);
}
