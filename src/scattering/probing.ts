import { channelsOf } from './channels.js';
import { energySolver } from './energy-solver.js';
import { probabilities } from './probabilities.js';
import { sectorsOf } from './sectors.js';
import type { FloquetSystem } from './system.js';
import type { OnProgress } from './work.js';

/**
 * Largest change of a transition probability, relative to itself or to 1e-5 of the largest, that counts as converged.
 */
export const convergedChange = 2e-10;
/** A change below this counts as rounding if it no longer decreases. */
export const roundingChange = 1e-7;

export interface SearchOptions {
  readonly onProgress?: OnProgress;
  /**
   * called before the work with every set of channels, which it may refuse, with the number of channels, the largest
   * |n|, and the estimated seconds for one energy
   */
  readonly allow?: (channels: number, sidebands: number, seconds: number) => void;
  /** how many threads share the probing energies, 1 by default, and the file with which they start */
  readonly threads?: { readonly count: number; readonly file?: URL };
}

/** The channels that take part in the scattering of gas particles. */
export interface ConvergedChannels {
  /** the largest |n| */
  readonly sidebands: number;
  /** (n + sidebands) N + j of every channel, ascending */
  readonly places: Int32Array;
  /** whether the channels were chosen one by one; otherwise they are all reachable ones with |n| ≤ sidebands */
  readonly sparse: boolean;
  /** largest relative change of a transition probability due to more channels */
  readonly change: number;
}

/**
 * Energies at mutually incommensurate fractions of ω, from the first open channel up to where all coupled channels are
 * open, since a process that gives q quanta to the field begins only there.
 */
export function probingEnergies(system: FloquetSystem): number[] {
  const { frequency: omega, quasienergies } = system.modes;
  const low = Math.min(...quasienergies);
  const high = Math.max(...quasienergies);
  const reach = significantReach(system);
  return [
    ...[0.137, 0.618].map((x) => low + x * omega),
    ...[0.271, 1.732, 0.236 + reach / 2, 0.764 + reach].map((x) => high + x * omega),
  ];
}

export function significantReach({ couplings, modes }: FloquetSystem): number {
  return Math.max(...couplings.map((c) => significant(c.elements.re, c.elements.im, c.reach, modes.levels)));
}

/** The q beyond which a coupling is below 1e-7, so that its rates are below 1e-14. */
function significant(re: Float64Array, im: Float64Array, reach: number, levels: number): number {
  let largest = 0;
  for (let p = 0; p < re.length; p++) largest = Math.max(largest, Math.hypot(re[p]!, im[p]!));
  let q = 0;
  for (let p = 0; p < re.length; p++)
    if (Math.hypot(re[p]!, im[p]!) > 1e-7 * largest) q = Math.max(q, Math.abs(Math.floor(p / levels ** 2) - reach));
  return q;
}

/**
 * The places of the channels that a gas particle can reach from some (j, 0), ascending: channels that no combination of
 * harmonics reaches, such as those of the other parity, are left out.
 */
export function reachedChannels(system: FloquetSystem, sidebands: number): Int32Array {
  const all = channelsOf(system.modes, sidebands);
  const reached = new Uint8Array(all.count);
  for (const sector of sectorsOf(system, all))
    if (sector.some((c) => all.quanta[c] === 0)) for (const c of sector) reached[c] = 1;
  return all.place.filter((p) => reached[p] === 1);
}

/**
 * How strongly each channel takes part, relative to the strongest: the largest transition probability into it from a
 * channel (j, 0), at energies where all are open.
 */
export function channelWeights(system: FloquetSystem, sidebands: number, places: Int32Array): Float64Array {
  const { modes } = system;
  const levels = modes.levels;
  const top = Math.max(...modes.quasienergies) + sidebands * modes.frequency;
  const weights = new Float64Array(places.length);
  const solver = energySolver(system, sidebands, places);
  for (const x of [0.31, 2.2]) {
    const { values } = probabilities(solver, top + x * modes.frequency);
    for (const [f, p] of values.entries())
      weights[Math.floor(f / levels)] = Math.max(weights[Math.floor(f / levels)]!, p);
  }
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return weights.map((w) => (largest === 0 ? 0 : w / largest));
}
