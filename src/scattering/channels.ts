import type { FloquetModes } from '../floquet/index.js';
import { refuse } from '../text/index.js';

/**
 * The channels c = (j, n), |n| ≤ sidebands, of quasi-energy ε_j + nω, or some of them.   gas (S1)
 *
 * The place of a channel is (n + sidebands) N + j; channels are in the order of their places.
 */
export interface Channels {
  readonly levels: number;
  readonly sidebands: number;
  readonly count: number;
  /** j */
  readonly level: Int32Array;
  /** n */
  readonly quanta: Int32Array;
  /** (n + sidebands) N + j */
  readonly place: Int32Array;
  /** ε_j + nω */
  readonly energy: Float64Array;
}

/**
 * @param places  those wanted, ascending; by default all N (2 sidebands + 1)
 * @diagnostic `sidebands-out-of-range`
 * @implements gas (S61)
 */
export function channelsOf(
  { levels, quasienergies, frequency }: FloquetModes,
  sidebands: number,
  places?: ArrayLike<number>,
): Channels {
  if (!Number.isInteger(sidebands) || sidebands < 0 || sidebands > 5000)
    refuse('sidebands-out-of-range', `the number of sidebands must be a whole number from 0 to 5000, not ${sidebands}`);
  const place = places
    ? Int32Array.from(places)
    : Int32Array.from({ length: levels * (2 * sidebands + 1) }, (_, c) => c);
  const level = place.map((p) => p % levels);
  const quanta = place.map((p) => Math.floor(p / levels) - sidebands);
  const energy = Float64Array.from(place, (_, c) => quasienergies[level[c]!]! + quanta[c]! * frequency);
  return { levels, sidebands, count: place.length, level, quanta, place, energy };
}

/** The channel (j, n), or −1 where it is left out. */
export function channelAt({ levels, sidebands, count, place }: Channels, level: number, quanta: number): number {
  if (Math.abs(quanta) > sidebands) return -1;
  const wanted = (quanta + sidebands) * levels + level;
  if (count === levels * (2 * sidebands + 1)) return wanted;
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (place[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return place[from] === wanted ? from : -1;
}

/**
 * |K_c| for kinetic energies E − ε_c: K_c = √(2m(E − ε_c)) is real where the channel is open, and +i|K_c| where it is
 * closed.   gas (S9)
 *
 * @implements gas (S9)
 * @implements gas (S88)
 */
export function momenta(kinetic: Float64Array, mass: number): Float64Array {
  return kinetic.map((e) => Math.sqrt(2 * mass * Math.abs(e)));
}
