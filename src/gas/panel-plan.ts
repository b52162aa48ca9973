import { type EnergySolver, type FloquetSystem } from '../scattering/index.js';
import { limit } from '../text/index.js';
import type { SharedEnergies } from './energy-task.js';
import { type Interval, inverse, leastNodes, mostNodes, nodesFor, sameThreshold } from './intervals.js';

/**
 * Largest weight of a channel whose threshold may lie inside a panel, because its cusp is below the required accuracy.
 */
const faintWeight = 1e-15;
/** e^{−42} = 6e-19, below which nothing is visible in double precision. */
const lastExponent = 42;
/** Largest range of the exponent βE in one panel, whose number of points increases by a third of this range. */
const panelExponent = 40;
/** Largest range of the phase 2KL in one panel. */
const panelPhase = 10;

/**
 * Largest number of energies times cubes of the sizes of their systems for distant scatterers, a few minutes of work.
 */
const mostWork = 1e12;
/** Largest number of energies for distant scatterers, a few minutes of work. */
const mostEnergies = 400_000;
/** Largest number of transition probabilities that are kept, 1 GB. */
const mostNumbers = 1.3e8;

/** A part of [0, 1], the coordinate u of an interval, with its initial number of points. */
export interface PanelCut {
  readonly from: number;
  readonly to: number;
  readonly nodes: number;
}

/** The panels of a table before any refinement. */
export class PanelPlan {
  constructor(
    private readonly system: FloquetSystem,
    private readonly solver: EnergySolver,
    private readonly energies: SharedEnergies,
    /** the weight with which each of the channels takes part */
    private readonly weights: Float64Array,
    /** descending */
    private readonly betas: readonly number[],
    private readonly fixedNodes: number | undefined,
  ) {}

  /** The intervals between thresholds, and the tail above the last one. */
  intervals(): Interval[] {
    const { quasienergies } = this.system.modes;
    const first = Math.min(...quasienergies);
    const { energy, quanta, sidebands } = this.solver.channels;
    const strength = new Map<number, number>();
    for (const [c, e] of energy.entries())
      if (e >= first)
        strength.set(e, Math.max(strength.get(e) ?? 0, quanta[c] === 0 || sidebands === 0 ? 1 : this.weights[c]!));
    // Without bound states no phase is followed from threshold to threshold, and thresholds of faint channels need not
    // be ends of panels.
    const least = this.solver.binds ? 0 : faintWeight;
    const thresholds = [...strength.keys()].filter((e) => strength.get(e)! >= least).sort((a, b) => a - b);
    // Thresholds that differ only by rounding count as one.
    const breaks = thresholds.filter(
      (e, k) => k === 0 || e - thresholds[k - 1]! > sameThreshold * (Math.abs(e) + Math.abs(first)),
    );
    const last = breaks.at(-1)!;
    const end = last + lastExponent / this.betas.at(-1)!;
    // Above the last threshold the scale is the distance from it.
    let width = Math.min(end - last, this.system.scale.largest);
    const gaps = breaks.slice(1).map((b, k) => ({ a: breaks[k]!, b }));
    const onsets = this.energies.onsets([
      ...gaps.flatMap(({ a, b }) => [a, b].map((threshold) => ({ threshold, width: b - a }))),
      { threshold: last, width },
    ]);
    const out: Interval[] = gaps.map(({ a, b }, k) => {
      const nearest = Math.min(a - (breaks[k - 1] ?? -Infinity), (breaks[k + 2] ?? Infinity) - b);
      return {
        base: a,
        a,
        b,
        ends: 'both',
        onset: onsets[2 * k]!,
        offset: onsets[2 * k + 1]!,
        nodes: nodesFor(
          nearest / (b - a),
          Math.max(...[k - 1, k, k + 1, k + 2].map((i) => strength.get(breaks[i] ?? Number.NaN) ?? 0)),
        ),
      };
    });
    let a = last;
    out.push({
      base: last,
      a,
      b: last + width,
      ends: 'left',
      onset: onsets.at(-1)!,
      offset: Infinity,
      nodes: nodesFor((last - (breaks.at(-2) ?? -Infinity)) / width, 1),
    });
    for (a = last + width; end - a > 1e-9 * (end - last); a += width) {
      width = Math.min(2 * (a - last), end - a);
      out.push({ base: last, a, b: a + width, ends: 'smooth', onset: Infinity, offset: Infinity, nodes: 14 });
    }
    return out;
  }

  /** The panels of one interval. */
  panelsOf(interval: Interval): PanelCut[] {
    return this.cuts(interval).flatMap((cut) => this.graded(interval, cut));
  }

  /** Cuts one part of an interval so that the ends of total reflection are resolved. */
  private graded(interval: Interval, cut: PanelCut): PanelCut[] {
    const scale = 2 / Math.PI / Math.sqrt(2 * this.system.model.mass * (interval.b - interval.a));
    const points = new Set<number>();
    for (let u = 3 * interval.onset * scale; u > 1e-12 && u < 0.3; u *= 5) points.add(u);
    for (let v = 3 * interval.offset * scale; v > 1e-12 && v < 0.3; v *= 5) points.add(1 - v);
    const inside = [...points].filter((u) => u > cut.from && u < cut.to).sort((a, b) => a - b);
    const ends = [cut.from, ...inside, cut.to];
    return ends.slice(1).map((to, k) => ({ from: ends[k]!, to, nodes: cut.nodes }));
  }

  /** The parts of [0, 1] into which an interval is cut so that no weight and no phase varies too much within one. */
  private cuts(interval: Interval): PanelCut[] {
    const { a, b, base } = interval;
    const { model } = this.system;
    const width = b - a;
    const positions = model.scatterers.map((s) => s.position);
    const reach = model.dimension === 1 ? Math.max(...positions) - Math.min(...positions) : 0;
    const cuts: PanelCut[] = [];
    for (let x = 0; x < width; ) {
      // The steepest weight that is not negligible yet; where all weights that began at or below the threshold are
      // negligible, nothing is left.
      const beta = this.betas.find((t) => (a + x - base) * t < lastExponent);
      if (beta === undefined) break;
      let step = panelExponent / beta;
      if (reach > 0) {
        const k = Math.sqrt(2 * model.mass * Math.max(0, a + x - Math.min(...this.solver.channels.energy)));
        const next = k + panelPhase / (2 * reach);
        step = Math.min(step, (next * next - k * k) / (2 * model.mass));
      }
      // A remainder that is small compared with the step is included in it.
      const next = x + 1.3 * step >= width ? width : x + step;
      const nodes = Math.min(mostNodes, Math.max(interval.nodes, leastNodes + Math.ceil((beta * (next - x)) / 3)));
      cuts.push({ from: inverse(interval, x / width), to: inverse(interval, next / width), nodes });
      x = next;
    }
    return cuts;
  }

  /**
   * Estimates how many energies the phases 2KL between the scatterers require, before any system is solved, and refuses
   * too many.
   *
   * @diagnostic `too-many-energies`
   */
  check(intervals: readonly Interval[], unknowns: number, transitions: number): void {
    const { model } = this.system;
    const positions = model.scatterers.map((s) => s.position);
    const reach = model.dimension === 1 ? Math.max(...positions) - Math.min(...positions) : 0;
    const lowest = Math.min(...this.solver.channels.energy);
    let energies = 0;
    for (const { a, b, base } of intervals) {
      // The momentum up to which the weights are not negligible.
      const end = Math.min(b, base + lastExponent / this.betas.at(-1)!);
      if (end <= a) continue;
      const [k, next] = [a, end].map((e) => Math.sqrt(2 * model.mass * Math.max(0, e - lowest)));
      energies += (((next! - k!) * 2 * reach) / panelPhase) * (this.fixedNodes ?? leastNodes);
    }
    const most = Math.min(mostEnergies, mostWork / unknowns ** 3, mostNumbers / transitions);
    if (energies <= most) return;
    limit(
      'too-many-energies',
      `scatterers ${reach} apart make the scattering turn with energy, and the rates would take ${energies.toExponential(0)} energies, above ${Math.floor(most)}`,
      {
        hint: `a higher beta needs fewer, about ${(1.5 * this.betas.at(-1)! * (energies / most) ** 2).toPrecision(2)} would do; or scatterers less far apart; --energies alone takes any distance`,
      },
    );
  }
}
