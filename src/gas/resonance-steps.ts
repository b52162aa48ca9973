import { type EnergySolver, type PhaseSample, type PhaseStep, phaseSteps } from '../scattering/index.js';
import { checkInterrupt } from '../text/index.js';
import { type Interval, sameThreshold, substitution } from './intervals.js';
import { kineticIn } from './panel-solver.js';
import { type EnergyPanel, pointOf } from './panels.js';

/** A step of the Jost phase that is too narrow to be resolved: a bound state that decays very slowly or not at all. */
export interface NarrowResonance {
  readonly energy: number;
  /** upper bound on its width */
  readonly width: number;
  /** number of states within the width; the phase falls by π for each */
  readonly states: number;
}

/**
 * The u or 1 − u of a point next to a threshold, 2e-12 of the interval's width away, which contributes nothing to the
 * integrals.
 */
const edgeDistance = 1e-6;

type PhaseMemory = Map<Interval | 'thresholds', Map<number, number>>;

/** A phase that is computed when it is first needed. */
function once(memory: PhaseMemory, of: Interval | 'thresholds', at: number, compute: () => number): number {
  const known = memory.get(of) ?? new Map<number, number>();
  memory.set(of, known);
  const phase = known.get(at) ?? compute();
  known.set(at, phase);
  return phase;
}

interface EnergySample extends PhaseSample {
  readonly energy: number;
  /** distances from the ends of the interval */
  readonly above: number;
  readonly below: number;
}

export interface ResonanceStep extends PhaseStep {
  /** panels, with the position in each */
  readonly targets: readonly (readonly [number, number])[];
  readonly left: EnergySample;
  readonly right: EnergySample;
}

/** Follows the Jost phase from panel to panel and finds the resonances in it. */
export class ResonanceSearch {
  /** phases at and next to thresholds */
  private readonly edges: PhaseMemory = new Map();

  constructor(private readonly solver: EnergySolver) {}

  /**
   * The steps of the Jost phase, interval by interval from just above one threshold to just below the next: the panels
   * in which each lies, with its position (between points i and i + 1; −1 before the first, n − 1 after the last), and
   * its ends in energy.
   */
  steps(panels: readonly EnergyPanel[]): ResonanceStep[] {
    if (!this.solver.binds) return [];
    const out: ResonanceStep[] = [];
    for (let from = 0; from < panels.length; ) {
      const { interval } = panels[from]!;
      let to = from + 1;
      while (panels[to]?.interval === interval) to++;
      const [first, last] = [panels[from]!, panels[to - 1]!];
      const samples: EnergySample[] = [];
      const places: (readonly [number, number])[] = [[from, -1]];
      for (let k = from; k < to; k++) {
        const p = panels[k]!;
        for (let i = 0; i < p.energy.length; i++) {
          samples.push({
            x: pointOf(p, i),
            energy: p.energy[i]!,
            above: p.above[i]!,
            below: p.below[i]!,
            folded: p.phase[i]!,
            exact: () =>
              Number.isNaN(p.jost[i]!) ? (p.jost[i] = this.jostPhase(interval, p.above[i]!, p.below[i]!)) : p.jost[i]!,
          });
          places.push([k, i]);
        }
      }
      const opens = first.from === 0 && interval.ends !== 'smooth';
      const closes = last.to === 1 && interval.ends === 'both';
      const found = (left: EnergySample, right: EnergySample): { all: EnergySample[]; steps: PhaseStep[] } => {
        const all = [left, ...samples, right];
        return { all, steps: phaseSteps(all) };
      };
      const near = this.edge(interval, opens ? edgeDistance : first.from, 1 - first.from);
      const far = this.edge(interval, last.to, closes ? edgeDistance : 1 - last.to);
      let { all, steps } = found(
        opens ? this.threshold(interval, 'a') : near,
        closes ? this.threshold(interval, 'b') : far,
      );
      // A coupling so weak that total reflection ends before the first point gives half a step next to the threshold,
      // which is not a resonance.
      if (steps.some(({ gap }) => gap === 0 || gap === samples.length)) ({ all, steps } = found(near, far));
      for (const step of steps) {
        const [here, there] = [places[step.gap]!, places[step.gap + 1]];
        const targets = [here];
        if (there && there[0] !== here[0]) targets.push([there[0], -1]);
        out.push({ ...step, targets, left: all[step.gap]!, right: all[step.gap + 1]! });
      }
      from = to;
    }
    return out;
  }

  /** A sample in an interval, at or next to its end. */
  private edge(interval: Interval, u: number, v: number): EnergySample {
    const { left, right } = substitution(interval, u, v);
    const x = v < 0.5 ? 1 - v : u;
    return {
      x,
      energy: left <= right ? interval.a + left : interval.b - right,
      above: left,
      below: right,
      folded: Number.NaN,
      exact: () => once(this.edges, interval, x, () => this.jostPhase(interval, left, right)),
    };
  }

  /**
   * The sample at the end of an interval at a threshold. Above the threshold, 1/K of every channel that opens there has
   * rotated by π/2 in one dimension.
   */
  private threshold(interval: Interval, end: 'a' | 'b'): EnergySample {
    const energy = interval[end];
    const kinetic = this.solver.channels.energy.map((e) =>
      Math.abs(energy - e) <= sameThreshold * (Math.abs(energy) + Math.abs(e)) ? 0 : energy - e,
    );
    const opening = end === 'b' || this.solver.directions === 1 ? 0 : kinetic.filter((e) => e === 0).length;
    return {
      x: end === 'a' ? 0 : 1,
      energy,
      above: end === 'a' ? 0 : interval.b - interval.a,
      below: end === 'a' ? interval.b - interval.a : 0,
      folded: Number.NaN,
      exact: () =>
        (opening * Math.PI) / 2 + once(this.edges, 'thresholds', energy, () => this.solver.jostPhase(kinetic)),
    };
  }

  private jostPhase(interval: Interval, above: number, below: number): number {
    checkInterrupt();
    return this.solver.jostPhase(kineticIn(this.solver.channels, interval, above, below));
  }

  /** The resonances that the panels do not resolve. */
  unresolved(panels: readonly EnergyPanel[]): NarrowResonance[] {
    return this.steps(panels).map(({ left, right, excess }) => {
      const energy = (left.energy + right.energy) / 2;
      // Distances from the nearer threshold are exact, whereas energies are rounded.
      const distance = left.above <= left.below ? right.above - left.above : left.below - right.below;
      return {
        energy,
        width: Math.max(distance, Number.EPSILON * Math.abs(energy)),
        states: Math.max(1, Math.round(Math.abs(excess) / Math.PI)),
      };
    });
  }
}
