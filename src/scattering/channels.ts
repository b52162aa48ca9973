import type { FloquetModes } from '../floquet/index.js';
import { refuse } from '../text/index.js';

/**
 * The channels c = (j, n), |n| ≤ sidebands, of quasienergy ε_j + nω, or some of them.   gas (S1)
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
 * @param places  those of the requested channels, ascending; by default all N (2 sidebands + 1)
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

declare const kind: unique symbol;

/** Number of a channel within a set, 0 ≤ c < count. Its place in the full set is a different number. */
export type ChannelIndex = number & { readonly [kind]: 'channel' };

/** The channel with number c in a set. */
export function channelIndex({ count }: Pick<Channels, 'count'>, c: number): ChannelIndex {
  if (!(c >= 0 && c < count)) throw new RangeError(`there is no channel ${c} among ${count}`);
  return c as ChannelIndex;
}

/** All channels of a set. */
export function channelIndices({ count }: Pick<Channels, 'count'>): ChannelIndex[] {
  return Array.from({ length: count }, (_, c) => c as ChannelIndex);
}

/** The name (j, n) of a channel: a level with n quanta of the drive. */
export interface LevelWithQuanta {
  readonly level: number;
  readonly quanta: number;
}

/** The channel (j, n), if it is one of the set. */
export function channelAt(
  { levels, sidebands, count, place }: Channels,
  { level, quanta }: LevelWithQuanta,
): ChannelIndex | undefined {
  if (Math.abs(quanta) > sidebands) return undefined;
  const wanted = (quanta + sidebands) * levels + level;
  if (count === levels * (2 * sidebands + 1)) return wanted as ChannelIndex;
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (place[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return place[from] === wanted ? (from as ChannelIndex) : undefined;
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
