import { checkInterrupt, limit } from '../text/index.js';
import { energySolver, sectorsOf } from './amplitudes.js';
import { channelAt, channelsOf } from './channels.js';
import type { FloquetSystem } from './coupling.js';
import type { OnProgress } from './table.js';

/** Change of a transition probability, relative to itself or to 1e-5 of the largest, that counts as none. */
const tolerance = 2e-10;
/** A change that small and not falling any more is rounding. */
const stagnant = 1e-7;
/** Probability, relative to the largest, below which an outermost sideband may be left out. */
const outermost = 1e-13;
const mostSidebands = 400;

export interface SearchOptions {
  readonly onProgress?: OnProgress;
  /** is called before the work at every number of sidebands, and may refuse it */
  readonly allow?: (sidebands: number) => void;
}

/**
 * Sidebands at which the transition probabilities themselves have converged, all of them, at probing energies below,
 * between and above the thresholds: they are solved with more and more sidebands until nothing changes. That the
 * thermalization conditions (5) hold would not be enough, they hold long before the rates are right.
 *
 * @returns the number, and the largest relative change the last sidebands made
 * @diagnostic `too-many-channels`
 */
export function convergedSidebands(
  system: FloquetSystem,
  { onProgress, allow }: SearchOptions = {},
): { readonly sidebands: number; readonly change: number } {
  const { modes, couplings } = system;
  if (couplings.every((c) => c.reach === 0)) return { sidebands: 0, change: 0 };
  const probes = probingEnergies(system);
  let sidebands = Math.max(2, Math.ceil(0.6 * significantReach(system)));
  let least = Infinity;
  let waiting = 0;
  allow?.(sidebands);
  let before = probes.map((e) => probabilities(system, sidebands, e));
  for (;;) {
    checkInterrupt();
    const more = sidebands + (sidebands < 30 ? 1 : Math.round(sidebands / 8));
    if (more > mostSidebands)
      limit('too-many-channels', `the transition probabilities have not converged with ${sidebands} sidebands`, {
        hint: '--sidebands sets them by hand, and the laws then tell what is lost',
      });
    allow?.(more);
    onProgress?.(`${more} sidebands`, 0);
    const after = probes.map((e) => probabilities(system, more, e));
    let change = 0;
    let edge = 0;
    const shift = (more - sidebands) * modes.levels ** 2;
    const rim = modes.levels ** 2;
    for (const [k, now] of after.entries()) {
      change = Math.max(change, largestChange(now, before[k]!, shift));
      const top = now.largest;
      for (const [f, p] of now.values.entries()) {
        if (top > 0 && (f < shift + rim || f >= now.values.length - shift - rim)) edge = Math.max(edge, p / top);
      }
    }
    waiting = change < least / 2 ? 0 : waiting + 1;
    least = Math.min(least, change);
    // The old number is kept: the new one has shown that it is enough.
    if ((change < tolerance || (waiting > 4 && change < stagnant)) && edge < outermost) return { sidebands, change };
    sidebands = more;
    before = after;
  }
}

/**
 * Energies at fractions of ω that are no fractions of each other: from the first open channel up to where all that
 * couple are open, since a process that hands q quanta to the field begins that high.
 */
function probingEnergies(system: FloquetSystem): number[] {
  const { frequency: omega, quasienergies } = system.modes;
  const low = Math.min(...quasienergies);
  const high = Math.max(...quasienergies);
  const reach = significantReach(system);
  return [
    ...[0.137, 0.618].map((x) => low + x * omega),
    ...[0.271, 1.732, 0.236 + reach / 2, 0.764 + reach].map((x) => high + x * omega),
  ];
}

/**
 * Largest change of a probability, relative to itself or to 1e-5 of the largest; the older values lie `shift` places
 * further down.
 */
function largestChange(now: Probabilities, old: Probabilities, shift: number): number {
  let change = 0;
  for (const [f, p] of now.values.entries()) {
    const was = old.values[f - shift] ?? 0;
    if (p > 0) change = Math.max(change, Math.abs(p - was) / (p + 1e-5 * now.largest));
  }
  return change;
}

function significantReach({ couplings, modes }: FloquetSystem): number {
  return Math.max(...couplings.map((c) => significant(c.elements.re, c.elements.im, c.reach, modes.levels)));
}

/** The q beyond which a coupling is below 1e-7: its rates are 1e-14. */
function significant(re: Float64Array, im: Float64Array, reach: number, levels: number): number {
  let largest = 0;
  for (let p = 0; p < re.length; p++) largest = Math.max(largest, Math.hypot(re[p]!, im[p]!));
  let q = 0;
  for (let p = 0; p < re.length; p++)
    if (Math.hypot(re[p]!, im[p]!) > 1e-7 * largest) q = Math.max(q, Math.abs(Math.floor(p / levels ** 2) - reach));
  return q;
}

/**
 * The places of the channels that a gas particle can reach from some (j, 0), ascending: those that no combination of
 * harmonics leads to are left out, as the others of a parity are.
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
 *
 * @returns  by places, zero for channels that are left out
 */
export function channelWeights(system: FloquetSystem, sidebands: number, places: Int32Array): Float64Array {
  const { modes } = system;
  const levels = modes.levels;
  const top = Math.max(...modes.quasienergies) + sidebands * modes.frequency;
  let weights = new Float64Array(0);
  for (const x of [0.31, 2.2]) {
    const { values } = probabilities(system, sidebands, top + x * modes.frequency, places);
    if (weights.length === 0) weights = new Float64Array(values.length / levels);
    for (const [f, p] of values.entries())
      weights[Math.floor(f / levels)] = Math.max(weights[Math.floor(f / levels)]!, p);
  }
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return weights.map((w) => (largest === 0 ? 0 : w / largest));
}

/** Transition probabilities from every level, at f = place of the final channel · N + level. */
interface Probabilities {
  readonly values: Float64Array;
  readonly largest: number;
}

/**
 * Σ_{σσ'} |T|² K-weighted as probabilities, for all closed and open final channels: what closed ones do is felt by the
 * others.
 */
function probabilities(system: FloquetSystem, sidebands: number, energy: number, places?: Int32Array): Probabilities {
  const solver = energySolver(system, sidebands, places);
  const { channels, directions } = solver;
  const n = system.modes.levels;
  const kinetic = channels.energy.map((e) => energy - e);
  const incoming = Array.from({ length: n }, (_, j) => channelAt(channels, j, 0)).filter((c) => kinetic[c]! > 0);
  const { t } = solver.solve(kinetic, incoming);
  const values = new Float64Array(n * n * (2 * sidebands + 1));
  let largest = 0;
  for (const [s, from] of incoming.entries()) {
    for (let c = 0; c < channels.count; c++) {
      if (!(kinetic[c]! > 0)) continue;
      let sum = 0;
      for (let d = 0; d < directions; d++) {
        for (let o = 0; o < directions; o++) {
          const p = (o * channels.count + c) * t.cols + d * incoming.length + s;
          sum += t.re[p]! ** 2 + t.im[p]! ** 2;
        }
      }
      const weight = Math.sqrt(kinetic[c]! * kinetic[from]!);
      const value = directions === 2 ? sum / weight : sum * weight;
      values[channels.place[c]! * n + channels.level[from]!] = value;
      if (c !== from) largest = Math.max(largest, value);
    }
  }
  // The largest that changes anything: elastic scattering may be stronger by far.
  return { values, largest };
}
