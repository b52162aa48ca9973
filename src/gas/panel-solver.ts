import { type ChannelIndex, type Amplitudes, type EnergySolver, channelAt } from '../scattering/index.js';
import { DiagnosticError, checkInterrupt } from '../text/index.js';
import { type Interval, kineticIn, substitution } from './intervals.js';
import type { PanelRule } from './panels.js';

/** Largest shift of an energy away from a bound state, in units of its rounding; each shift is four times the last. */
const largestShift = 100;

/** The numbers of a panel that scattering problems give, with their largest defects. */
export interface SolvedPanel {
  readonly energy: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly weights: Float64Array;
  readonly probability: Float64Array;
  readonly phase: Float64Array;
  /** largest relative residual of a linear system */
  readonly residual: number;
  /** largest defect of |column of S|² = 1 on the open channels */
  readonly unitarity: number;
}

/** A part of an interval, in its coordinate u. */
export interface PanelRange {
  readonly interval: Interval;
  readonly from: number;
  readonly to: number;
}

/** Solves the scattering at the points of one panel. */
export function solvePanel(
  solver: EnergySolver,
  mass: number,
  { interval, from, to }: PanelRange,
  { nodes, weights }: PanelRule,
): SolvedPanel {
  checkInterrupt();
  const { a, b } = interval;
  const count = nodes.length;
  const transitions = solver.channels.levels * solver.channels.count;
  const out = {
    energy: new Float64Array(count),
    above: new Float64Array(count),
    below: new Float64Array(count),
    weights: new Float64Array(count),
    probability: new Float64Array(count * transitions),
    phase: new Float64Array(count),
    residual: 0,
    unitarity: 0,
  };
  for (let i = 0; i < count; i++) {
    const u = from + ((to - from) * (1 + nodes[i]!)) / 2;
    const v = 1 - to + ((to - from) * (1 - nodes[i]!)) / 2;
    const { left, right, slope } = substitution(interval, u, v);
    out.energy[i] = left <= right ? a + left : b - right;
    out.above[i] = left;
    out.below[i] = right;
    out.weights[i] = (slope * (to - from) * weights[i]!) / 2;
    const kinetic = kineticIn(solver.channels, interval, left, right);
    const at = { probability: out.probability.subarray(i * transitions, (i + 1) * transitions) };
    const { phase, residual, unitarity } = probabilitiesInto(solver, mass, kinetic, at);
    out.phase[i] = phase;
    out.residual = Math.max(out.residual, residual);
    out.unitarity = Math.max(out.unitarity, unitarity);
  }
  return out;
}

/** An energy that is a bound state to the last bit, and to which no wave couples, is shifted by a rounding error. */
function solveBeside(solver: EnergySolver, kinetic: Float64Array, incoming: readonly ChannelIndex[]): Amplitudes {
  for (let shift = 0; ; shift = Math.max(4 * shift, 1)) {
    try {
      return solver.solve(
        shift === 0 ? kinetic : kinetic.map((e) => e + shift * Number.EPSILON * Math.abs(kinetic[0]!)),
        incoming,
      );
    } catch (error) {
      if (shift > largestShift || !(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular')
        throw error;
    }
  }
}

/** The transition probabilities at one energy, written into an array of all transitions. */
function probabilitiesInto(
  solver: EnergySolver,
  mass: number,
  kinetic: Float64Array,
  { probability }: { readonly probability: Float64Array },
): Pick<SolvedPanel, 'residual' | 'unitarity'> & { readonly phase: number } {
  const { channels, directions } = solver;
  const n = channels.levels;
  const incoming: ChannelIndex[] = [];
  for (let j = 0; j < n; j++) {
    const c = channelAt(channels, { level: j, quanta: 0 });
    if (c !== undefined && kinetic[c]! > 0) incoming.push(c);
  }
  const { t, phase, residual } = solveBeside(solver, kinetic, incoming);
  let unitarity = 0;
  const { count } = channels;
  const columns = incoming.length;
  for (let s = 0; s < columns; s++) {
    const from = incoming[s]!;
    const j = channels.level[from]!;
    const k0 = Math.sqrt(2 * mass * kinetic[from]!);
    const total = new Float64Array(directions);
    for (let c = 0; c < count; c++) {
      if (!(kinetic[c]! > 0)) continue;
      const k = Math.sqrt(2 * mass * kinetic[c]!);
      // |S − 1|² = |f T|²
      const f = directions === 2 ? mass / Math.sqrt(k * k0) : (mass / Math.PI) * Math.sqrt(k * k0);
      let sum = 0;
      for (let d = 0; d < directions; d++) {
        const column = d * columns + s;
        for (let o = 0; o < directions; o++) {
          const p = (o * count + c) * t.cols + column;
          const size = f * f * (t.re[p]! * t.re[p]! + t.im[p]! * t.im[p]!);
          sum += size;
          // |1 + f Im T − i f Re T|² − 1 on the diagonal
          total[d]! += size + (c === from && o === d ? 2 * f * t.im[p]! : 0);
        }
      }
      probability[c * n + j] = sum;
    }
    for (const defect of total) unitarity = Math.max(unitarity, Math.abs(defect));
  }
  return { phase, residual, unitarity };
}
