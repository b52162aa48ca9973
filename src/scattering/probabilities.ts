import type { EnergySolver } from './amplitudes.js';
import { type ChannelIndex, type Channels, channelAt } from './channels.js';

/** Transition probabilities from every level at one energy. */
export interface Probabilities {
  readonly channels: Channels;
  /** from the channel (j, 0) into open channel c, at c N + j */
  readonly values: Float64Array;
  /** the largest probability of an inelastic process; elastic scattering may be far stronger */
  readonly largest: number;
  /**
   * the largest probability of each channel, relative to `largest`; a closed channel counts with |K| as its momentum
   */
  readonly weights: Float64Array;
}

/**
 * Σ_{σσ'} |T^{σ'σ}_{c'c}|² with its flux, up to a common factor: |S − 1|² of every process.   gas (S4)
 */
export function probabilities(solver: EnergySolver, energy: number): Probabilities {
  const { channels, directions } = solver;
  const n = channels.levels;
  const kinetic = channels.energy.map((e) => energy - e);
  const incoming = Array.from({ length: n }, (_, level) => channelAt(channels, { level, quanta: 0 })).filter(
    (c) => c !== undefined && kinetic[c]! > 0,
  ) as ChannelIndex[];
  const { t } = solver.solve(kinetic, incoming);
  const values = new Float64Array(n * channels.count);
  const weights = new Float64Array(channels.count);
  let largest = 0;
  for (const [s, from] of incoming.entries()) {
    for (let c = 0; c < channels.count; c++) {
      let sum = 0;
      for (let d = 0; d < directions; d++) {
        for (let o = 0; o < directions; o++) {
          const p = (o * channels.count + c) * t.cols + d * incoming.length + s;
          sum += t.re[p]! ** 2 + t.im[p]! ** 2;
        }
      }
      // The product of two energies may exceed the range of double precision.
      const flux = Math.sqrt(Math.abs(kinetic[c]!)) * Math.sqrt(kinetic[from]!);
      const value = directions === 2 ? sum / flux : sum * flux;
      weights[c] = Math.max(weights[c]!, value);
      if (!(kinetic[c]! > 0)) continue;
      values[c * n + channels.level[from]!] = value;
      if (c !== from) largest = Math.max(largest, value);
    }
  }
  return { channels, values, largest, weights: weights.map((w) => (largest === 0 ? 0 : w / largest)) };
}

/** Probabilities below this share of the largest need no relative accuracy of their own. */
const smallShare = 1e-5;

/**
 * Largest change of a probability, relative to itself or to 1e-5 of the largest.
 *
 * @param before  the index of an entry among the older values; missing entries were zero
 */
export function largestChange(now: Probabilities, old: Probabilities, before: (entry: number) => number): number {
  let change = 0;
  for (const [f, p] of now.values.entries()) {
    const was = old.values[before(f)] ?? 0;
    if (p > 0) change = Math.max(change, Math.abs(p - was) / (p + smallShare * now.largest));
  }
  return change;
}
