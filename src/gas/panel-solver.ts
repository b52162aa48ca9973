import {
  type ChannelIndex,
  type Amplitudes,
  type Channels,
  type EnergySolver,
  channelAt,
} from '../scattering/index.js';
import { DiagnosticError, checkInterrupt } from '../text/index.js';
import { type Interval, substitution } from './intervals.js';
import { type EnergyPanel, PanelRules } from './panels.js';

/** E − ε_c for every channel; distances from the thresholds at the ends without cancellation. */
export function kineticIn({ energy }: Channels, { a, b }: Interval, above: number, below: number): Float64Array {
  return energy.map((e) => (above <= below ? a - e + above : b - e - below));
}

/** Largest shift of an energy away from a bound state, in units of its rounding; each shift is four times the last. */
const largestShift = 100;

/** Solves the scattering at the points of panels, and keeps the largest defects. */
export class PanelSolver {
  /** number of scattering problems solved */
  evaluations = 0;
  residual = 0;
  unitarity = 0;
  private readonly rules = new PanelRules();

  constructor(
    private readonly solver: EnergySolver,
    private readonly mass: number,
    /** N · channels */
    private readonly transitions: number,
    private readonly fixedNodes: number | undefined,
  ) {}

  /** Solves the scattering at the points of one panel. */
  panel(interval: Interval, from: number, to: number, depth: number, points: number): EnergyPanel {
    checkInterrupt();
    const { a, b } = interval;
    const rule = this.rules.of(this.fixedNodes ?? points);
    const { nodes, weights } = rule;
    const count = nodes.length;
    const out: EnergyPanel = {
      interval,
      rule,
      from,
      to,
      depth,
      energy: new Float64Array(count),
      above: new Float64Array(count),
      below: new Float64Array(count),
      weights: new Float64Array(count),
      probability: new Float64Array(count * this.transitions),
      phase: new Float64Array(count),
      jost: new Float64Array(count).fill(Number.NaN),
    };
    for (let i = 0; i < count; i++) {
      const u = from + ((to - from) * (1 + nodes[i]!)) / 2;
      const v = 1 - to + ((to - from) * (1 - nodes[i]!)) / 2;
      const { left, right, slope } = substitution(interval, u, v);
      out.energy[i] = left <= right ? a + left : b - right;
      out.above[i] = left;
      out.below[i] = right;
      out.weights[i] = (slope * (to - from) * weights[i]!) / 2;
      this.evaluate(kineticIn(this.solver.channels, interval, left, right), out, i);
    }
    return out;
  }

  /** An energy that is a bound state to the last bit, and to which no wave couples, is shifted by a rounding error. */
  private solve(kinetic: Float64Array, incoming: readonly ChannelIndex[]): Amplitudes {
    for (let shift = 0; ; shift = Math.max(4 * shift, 1)) {
      try {
        return this.solver.solve(
          shift === 0 ? kinetic : kinetic.map((e) => e + shift * Number.EPSILON * Math.abs(kinetic[0]!)),
          incoming,
        );
      } catch (error) {
        if (shift > largestShift || !(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular')
          throw error;
      }
    }
  }

  private evaluate(kinetic: Float64Array, out: EnergyPanel, i: number): void {
    const n = this.solver.channels.levels;
    const { channels, directions } = this.solver;
    const { mass } = this;
    const incoming: ChannelIndex[] = [];
    for (let j = 0; j < n; j++) {
      const c = channelAt(channels, { level: j, quanta: 0 });
      if (c !== undefined && kinetic[c]! > 0) incoming.push(c);
    }
    const { t, phase, residual } = this.solve(kinetic, incoming);
    this.evaluations += 1;
    this.residual = Math.max(this.residual, residual);
    out.phase[i] = phase;
    const { count } = channels;
    const columns = incoming.length;
    const at = i * this.transitions;
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
        out.probability[at + c * n + j] = sum;
      }
      for (const defect of total) this.unitarity = Math.max(this.unitarity, Math.abs(defect));
    }
  }
}
