import { type EnergySolver, type PhaseSample, type PhaseStep, phaseSteps } from '../scattering/index.js';
import { checkInterrupt } from '../text/index.js';
import type { SharedEnergies } from './energy-task.js';
import { type Interval, kineticIn, sameThreshold, substitution } from './intervals.js';
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

/** The panels of one interval: those with numbers from … to − 1. */
interface PanelStretch {
  readonly from: number;
  readonly to: number;
  readonly interval: Interval;
  readonly first: EnergyPanel;
  readonly last: EnergyPanel;
  /** whether the interval begins or ends at a threshold */
  readonly opens: boolean;
  readonly closes: boolean;
}

function stretchesOf(panels: readonly EnergyPanel[]): PanelStretch[] {
  const out: PanelStretch[] = [];
  for (let from = 0; from < panels.length; ) {
    const { interval } = panels[from]!;
    let to = from + 1;
    while (panels[to]?.interval === interval) to++;
    const [first, last] = [panels[from]!, panels[to - 1]!];
    const opens = first.from === 0 && interval.ends !== 'smooth';
    const closes = last.to === 1 && interval.ends === 'both';
    out.push({ from, to, interval, first, last, opens, closes });
    from = to;
  }
  return out;
}

/** u and 1 − u where the first panel of an interval begins, or just above the threshold there. */
const nearEnd = ({ from }: EnergyPanel, opens: boolean): [number, number] => [opens ? edgeDistance : from, 1 - from];

/** u and 1 − u where the last panel of an interval ends, or just below the threshold there. */
const farEnd = ({ to }: EnergyPanel, closes: boolean): [number, number] => [to, closes ? edgeDistance : 1 - to];

/** Follows the Jost phase from panel to panel and finds the resonances in it. */
export class ResonanceSearch {
  /** phases at and next to thresholds */
  private readonly edges: PhaseMemory = new Map();

  constructor(
    private readonly solver: EnergySolver,
    private readonly energies: SharedEnergies,
  ) {}

  /**
   * The steps of the Jost phase, interval by interval from just above one threshold to just below the next: the panels
   * in which each lies, with its position (between points i and i + 1; −1 before the first, n − 1 after the last), and
   * its ends in energy.
   */
  steps(panels: readonly EnergyPanel[]): ResonanceStep[] {
    if (!this.solver.binds) return [];
    this.computeEnds(panels);
    const out: ResonanceStep[] = [];
    for (const { from, to, interval, first, last, opens, closes } of stretchesOf(panels)) {
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
      const found = (left: EnergySample, right: EnergySample): { all: EnergySample[]; steps: PhaseStep[] } => {
        const all = [left, ...samples, right];
        return { all, steps: phaseSteps(all) };
      };
      const near = this.edge(interval, ...nearEnd(first, opens));
      const far = this.edge(interval, ...farEnd(last, closes));
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
    }
    return out;
  }

  /** Computes the phases at the ends of all intervals, which every search needs, where they are not known. */
  private computeEnds(panels: readonly EnergyPanel[]): void {
    const { channels } = this.solver;
    const missing: { readonly of: Interval | 'thresholds'; readonly at: number; readonly kinetic: Float64Array }[] = [];
    const want = (of: Interval | 'thresholds', at: number, kinetic: () => Float64Array): void => {
      if (this.edges.get(of)?.has(at) || missing.some((m) => m.of === of && m.at === at)) return;
      missing.push({ of, at, kinetic: kinetic() });
    };
    for (const { interval, first, last, opens, closes } of stretchesOf(panels)) {
      for (const [isThreshold, end, [u, v]] of [
        [opens, 'a', nearEnd(first, opens)],
        [closes, 'b', farEnd(last, closes)],
      ] as const) {
        const { left, right } = substitution(interval, u, v);
        if (isThreshold) want('thresholds', interval[end], () => this.thresholdKinetic(interval[end]));
        else want(interval, v < 0.5 ? 1 - v : u, () => kineticIn(channels, interval, left, right));
      }
    }
    const phases = this.energies.phases(missing.map((m) => m.kinetic));
    missing.forEach(({ of, at }, i) => once(this.edges, of, at, () => phases[i]!));
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
    const kinetic = this.thresholdKinetic(energy);
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

  /** E − ε_c at a threshold, where it is exactly zero for the channels that open there. */
  private thresholdKinetic(energy: number): Float64Array {
    return this.solver.channels.energy.map((e) =>
      Math.abs(energy - e) <= sameThreshold * (Math.abs(energy) + Math.abs(e)) ? 0 : energy - e,
    );
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
