import { refuse } from '../text/index.js';
import type { FloquetModes } from './modes.js';

/**
 * The channels c = (j, n), |n| ≤ sidebands, of quasi-energy ε_j + nω; c = (n + sidebands) N + j.   gas (S1)
 */
export interface Channels {
  readonly sidebands: number;
  readonly count: number;
  /** j */
  readonly level: Int32Array;
  /** n */
  readonly quanta: Int32Array;
  /** ε_j + nω */
  readonly energy: Float64Array;
}

/** @diagnostic `sidebands-out-of-range` */
export function channelsOf({ levels, quasienergies, frequency }: FloquetModes, sidebands: number): Channels {
  if (!Number.isInteger(sidebands) || sidebands < 0 || sidebands > 5000) refuse('sidebands-out-of-range', `the number of sidebands must be a whole number from 0 to 5000, not ${sidebands}`);
  const count = levels * (2 * sidebands + 1);
  const level = Int32Array.from({ length: count }, (_, c) => c % levels);
  const quanta = Int32Array.from({ length: count }, (_, c) => Math.floor(c / levels) - sidebands);
  return { sidebands, count, level, quanta, energy: Float64Array.from({ length: count }, (_, c) => quasienergies[level[c]!]! + quanta[c]! * frequency) };
}

/** The channel (j, n). */
export function channelAt({ sidebands, count }: Channels, level: number, quanta: number): number {
  return (quanta + sidebands) * (count / (2 * sidebands + 1)) + level;
}

/**
 * |K_c| for kinetic energies E − ε_c: K_c = √(2m(E − ε_c)) is real where the channel is open, and +i|K_c| where it is closed.   gas (S9)
 */
export function momenta(kinetic: Float64Array, mass: number): Float64Array {
  return kinetic.map((e) => Math.sqrt(2 * mass * Math.abs(e)));
}
