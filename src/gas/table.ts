import { gaussLegendre } from '../numeric/index.js';
import { DiagnosticError, checkInterrupt, limit, refuse } from '../text/index.js';
import { type Amplitudes, type EnergySolver, energySolver } from './amplitudes.js';
import { channelAt } from './channels.js';
import type { FloquetSystem } from './coupling.js';
import { checkBeta } from './scale.js';
import { type PhaseSample, type PhaseStep, phaseSteps } from './resonances.js';
import { channelWeights, reachedChannels } from './converged.js';
import { convergedSidebands } from './sidebands.js';
import { type OnProgress, checkWork, plannedEnergies, secondsAt, usualSeconds } from './work.js';

export interface TableOptions {
  /** inverse temperatures the table must serve, with all between the smallest and the largest */
  readonly betas: readonly number[];
  /** sidebands −n … n; default: until the amplitudes have converged */
  readonly sidebands?: number;
  /** Gauss points a panel, and no refinement; default 16, panels halved until the error estimate is small */
  readonly nodes?: number;
  /** scattering problems allowed; default 40000 */
  readonly evaluations?: number;
  /** seconds of computing allowed, on a fixed machine; default 300 */
  readonly seconds?: number;
  readonly onProgress?: OnProgress;
}

/** A step of the Jost phase too narrow to be resolved: a bound state that hardly decays, or does not. */
export interface NarrowResonance {
  readonly energy: number;
  /** it is narrower than this */
  readonly width: number;
  /** how many there are within the width: the phase falls by π for each */
  readonly states: number;
}

/** Gauss points on (−1, 1), and the three highest Legendre polynomials they tell apart. */
interface PanelRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly top: Float64Array;
}

/** Gauss points of one panel with the transition probabilities at them. */
interface Piece {
  readonly interval: Interval;
  readonly rule: PanelRule;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** E at the points, and E − a, b − E without cancellation */
  readonly energy: Float64Array;
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly weights: Float64Array;
  /** P_f at point i: i · transitions + f */
  readonly probability: Float64Array;
  /** of the Jost determinant: up to 2π, and itself where it was asked for, else NaN */
  readonly phase: Float64Array;
  readonly jost: Float64Array;
}

/** Between two thresholds; E = a + (b − a) sin²(πu/2) makes square roots at both ends smooth. */
interface Interval {
  /** points that resolve the square roots at the thresholds next to it */
  readonly nodes: number;
  /** momenta |K| at which total reflection ends, above the threshold a and below b; Infinity where there is none */
  readonly onset: number;
  readonly offset: number;
  /** the threshold at or before a */
  readonly base: number;
  readonly a: number;
  readonly b: number;
  readonly ends: 'both' | 'left' | 'smooth';
}

/**
 * Transition probabilities over energy, once for all temperatures.
 *
 *   P_f(E) = Σ_{σσ'} |S − 1|²_{c'c},  f = (j → j', q),  c = (j, 0), c' = (j', q)
 */
export interface TransitionTable {
  readonly system: FloquetSystem;
  readonly sidebands: number;
  /** largest relative change of a transition probability that more sidebands make, at probing energies */
  readonly sidebandChange: number;
  /** channels that took part */
  readonly channels: number;
  /** their places, (q + sidebands) N + j', ascending */
  readonly places: Int32Array;
  /** were they chosen one by one? Otherwise they are all that can be reached with |n| ≤ sidebands. */
  readonly sparse: boolean;
  readonly betas: readonly [number, number];
  /** N · channels: f = i N + j for the transition from level j into the i-th of the channels */
  readonly transitions: number;
  /** where f opens: max(ε_j, ε_j' + qω) */
  readonly opens: Float64Array;
  readonly pieces: readonly Piece[];
  /** scattering problems solved */
  readonly evaluations: number;
  /** largest relative residual of a linear system */
  readonly residual: number;
  /** largest defect of |column of S|² = 1 on the open channels */
  readonly unitarity: number;
  readonly resonances: readonly NarrowResonance[];
  /**
   * largest error estimate of a rate, relative to that rate or to 1e-6 of the largest inelastic one of its temperature
   */
  readonly quadratureError: number;
}

/** Fewest and most Gauss points a panel starts with. */
const leastNodes = 10;
const mostNodes = 32;
/** Weight of a channel whose threshold may lie inside a panel: the cusp there is below all that is asked for. */
const faint = 1e-15;
/** e^{−42} = 6e-19: nothing beyond is seen in double precision. */
const lastExponent = 42;
/** Exponents one panel spans: its points become more by a third of them. */
const panelExponent = 40;
/** Phase 2KL one panel spans. */
const panelPhase = 10;

/** @diagnostic `beta-out-of-range`, those of `energySolver` and `convergedSidebands` */
export function transitionTable(system: FloquetSystem, options: TableOptions): TransitionTable {
  const { onProgress, nodes, evaluations: allowed = 40_000, seconds = usualSeconds } = options;
  if (options.betas.length === 0) refuse('beta-out-of-range', 'there is no temperature');
  for (const beta of options.betas) checkBeta(beta, system.scale);
  if (nodes !== undefined && (!Number.isInteger(nodes) || nodes < 4 || nodes > 1000))
    refuse('nodes-out-of-range', `the nodes of a panel must be a whole number from 4 to 1000, not ${nodes}`);
  // Where nothing depends on time, neither do quanta exist nor more thresholds.
  const still = system.couplings.every((c) => c.reach === 0);
  const allow = (channels: number, sidebands: number, cost: number): void =>
    checkWork(plannedEnergies(channels, nodes), cost, seconds, {
      what: `a table with ${sidebands} sidebands`,
      reserve: 20,
    });
  const given = still ? undefined : options.sidebands;
  const { sidebands, places, change, sparse } =
    given === undefined
      ? convergedSidebands(system, { allow, ...(onProgress && { onProgress }) })
      : { sidebands: given, places: reachedChannels(system, given), change: Number.NaN, sparse: false };
  const solver = energySolver(system, sidebands, places);
  const cost = secondsAt(system, sidebands, places);
  allow(places.length, sidebands, cost);
  const weights = channelWeights(system, sidebands, places);
  const builder = new TableBuilder(system, solver, weights, options.betas, nodes, cost);
  const pieces = builder.build(nodes === undefined, allowed, seconds, onProgress);
  return {
    system,
    sidebands,
    sidebandChange: change,
    channels: places.length,
    places,
    sparse,
    betas: [Math.min(...options.betas), Math.max(...options.betas)],
    transitions: builder.transitions,
    opens: builder.opens,
    pieces,
    evaluations: builder.evaluations,
    residual: builder.residual,
    unitarity: builder.unitarity,
    resonances: builder.resonances,
    quadratureError: builder.quadratureError,
  };
}

class TableBuilder {
  readonly transitions: number;
  readonly opens: Float64Array;
  evaluations = 0;
  residual = 0;
  unitarity = 0;
  quadratureError = 0;
  readonly resonances: NarrowResonance[] = [];
  private readonly levels: number;
  private readonly betas: readonly number[];
  /** places of `opens` among its distinct values */
  private readonly opening: Int32Array;
  private readonly distinct: Float64Array;
  private readonly rules = new Map<number, PanelRule>();
  /** phases at and next to thresholds */
  private readonly edges: PhaseMemory = new Map();

  constructor(
    private readonly system: FloquetSystem,
    private readonly solver: EnergySolver,
    /** how strongly each of the channels takes part */
    private readonly weights: Float64Array,
    betas: readonly number[],
    private readonly fixedNodes: number | undefined,
    /** estimated seconds for one energy */
    private readonly cost: number,
  ) {
    const { modes } = system;
    const n = modes.levels;
    this.levels = n;
    this.betas = [...new Set(betas)].sort((a, b) => b - a);
    const { channels } = solver;
    this.transitions = n * channels.count;
    this.opens = new Float64Array(this.transitions);
    for (let c = 0; c < channels.count; c++)
      for (let j = 0; j < n; j++) this.opens[c * n + j] = Math.max(modes.quasienergies[j]!, channels.energy[c]!);
    const { places: opening, distinct } = distinctValues(this.opens);
    this.opening = opening;
    this.distinct = distinct;
  }

  private rule(n: number): PanelRule {
    const count = this.fixedNodes ?? n;
    const known = this.rules.get(count);
    if (known) return known;
    const { nodes, weights } = gaussLegendre(count);
    const rule = { nodes, weights, top: topLegendre(nodes) };
    this.rules.set(count, rule);
    return rule;
  }

  /** Intervals between thresholds, and the tail behind the last. */
  private intervals(): Interval[] {
    const { quasienergies } = this.system.modes;
    const first = Math.min(...quasienergies);
    const { energy, quanta, sidebands } = this.solver.channels;
    const strength = new Map<number, number>();
    for (const [c, e] of energy.entries())
      if (e >= first)
        strength.set(e, Math.max(strength.get(e) ?? 0, quanta[c] === 0 || sidebands === 0 ? 1 : this.weights[c]!));
    // Without bound states no phase is followed from threshold to threshold, and faint ones need no end of a panel.
    const least = this.solver.binds ? 0 : faint;
    const thresholds = [...strength.keys()].filter((e) => strength.get(e)! >= least).sort((a, b) => a - b);
    // Thresholds that rounding alone tells apart are one.
    const breaks = thresholds.filter(
      (e, k) => k === 0 || e - thresholds[k - 1]! > sameThreshold * (Math.abs(e) + Math.abs(first)),
    );
    const out: Interval[] = breaks.slice(1).map((b, k) => {
      const a = breaks[k]!;
      const nearest = Math.min(a - (breaks[k - 1] ?? -Infinity), (breaks[k + 2] ?? Infinity) - b);
      return {
        base: a,
        a,
        b,
        ends: 'both',
        onset: this.onset(a, b - a),
        offset: this.onset(b, b - a),
        nodes: nodesFor(
          nearest / (b - a),
          Math.max(...[k - 1, k, k + 1, k + 2].map((i) => strength.get(breaks[i] ?? Number.NaN) ?? 0)),
        ),
      };
    });
    const last = breaks.at(-1)!;
    const end = last + lastExponent / this.betas.at(-1)!;
    // Behind the last threshold the scale is the distance from it.
    let a = last;
    let width = Math.min(end - last, this.system.scale.largest);
    out.push({
      base: last,
      a,
      b: last + width,
      ends: 'left',
      onset: this.onset(last, width),
      offset: Infinity,
      nodes: nodesFor((last - (breaks.at(-2) ?? -Infinity)) / width, 1),
    });
    for (a = last + width; end - a > 1e-9 * (end - last); a += width) {
      width = Math.min(2 * (a - last), end - a);
      out.push({ base: last, a, b: a + width, ends: 'smooth', onset: Infinity, offset: Infinity, nodes: 14 });
    }
    return out;
  }

  /**
   * The momentum at which a channel that has just opened stops to reflect all: m |w| in one dimension, |A| in three,
   * with the coupling w of the channel that all others have dressed, 1/T_cc = 1/w + im/K. A weak coupling hides it next
   * to the threshold.
   */
  private onset(threshold: number, width: number): number {
    const { channels } = this.solver;
    const { mass: m, dimension } = this.system.model;
    const e = 1e-4 * width;
    const k = Math.sqrt(2 * m * e);
    const kinetic = channels.energy.map((x) => threshold - x + e);
    const opening = Int32Array.from({ length: channels.count }, (_, c) => c).filter(
      (c) => Math.abs(kinetic[c]! - e) <= 1e-6 * e,
    );
    if (opening.length === 0) return Infinity;
    const { t } = this.solver.solve(kinetic, opening);
    this.evaluations += 1;
    let least = Infinity;
    for (const [s, c] of opening.entries()) {
      const p = c * t.cols + s;
      const size = t.re[p]! ** 2 + t.im[p]! ** 2;
      if (size === 0) continue;
      // 1/T
      const [re, im] = [t.re[p]! / size, -t.im[p]! / size];
      const dressed =
        dimension === 1
          ? m / Math.hypot(re, im - m / k)
          : Math.hypot((2 * Math.PI * re) / m, (2 * Math.PI * im) / m - k);
      if (dressed > 0) least = Math.min(least, dressed);
    }
    return least;
  }

  /** The cuts of one part of an interval that let the ends of total reflection be seen. */
  private graded(
    interval: Interval,
    cut: { readonly from: number; readonly to: number; readonly nodes: number },
  ): { from: number; to: number; nodes: number }[] {
    const scale = 2 / Math.PI / Math.sqrt(2 * this.system.model.mass * (interval.b - interval.a));
    const points = new Set<number>();
    for (let u = 3 * interval.onset * scale; u > 1e-12 && u < 0.3; u *= 5) points.add(u);
    for (let v = 3 * interval.offset * scale; v > 1e-12 && v < 0.3; v *= 5) points.add(1 - v);
    const inside = [...points].filter((u) => u > cut.from && u < cut.to).sort((a, b) => a - b);
    const ends = [cut.from, ...inside, cut.to];
    return ends.slice(1).map((to, k) => ({ from: ends[k]!, to, nodes: cut.nodes }));
  }

  /** The parts of [0, 1] an interval is cut into so that no weight and no phase varies too much in one. */
  private cuts(interval: Interval): { readonly from: number; readonly to: number; readonly nodes: number }[] {
    const { a, b, base } = interval;
    const { model } = this.system;
    const width = b - a;
    const positions = model.scatterers.map((s) => s.position);
    const reach = model.dimension === 1 ? Math.max(...positions) - Math.min(...positions) : 0;
    const cuts: { from: number; to: number; nodes: number }[] = [];
    for (let x = 0; x < width; ) {
      // The steepest weight that is still alive; where all that began at or before the threshold have died, nothing is
      // left.
      const beta = this.betas.find((t) => (a + x - base) * t < lastExponent);
      if (beta === undefined) break;
      let step = panelExponent / beta;
      if (reach > 0) {
        const k = Math.sqrt(2 * model.mass * Math.max(0, a + x - Math.min(...this.solver.channels.energy)));
        const next = k + panelPhase / (2 * reach);
        step = Math.min(step, (next * next - k * k) / (2 * model.mass));
      }
      // A remainder that is small against the step is taken along.
      const next = x + 1.3 * step >= width ? width : x + step;
      const nodes = Math.min(mostNodes, Math.max(interval.nodes, leastNodes + Math.ceil((beta * (next - x)) / 3)));
      cuts.push({ from: inverse(interval, x / width), to: inverse(interval, next / width), nodes });
      x = next;
    }
    return cuts;
  }

  /**
   * How many energies the phases 2KL between the scatterers ask for, before any of their systems is solved.
   *
   * @diagnostic `too-many-energies`
   */
  private checkPlan(intervals: readonly Interval[], unknowns: number): void {
    const { model } = this.system;
    const positions = model.scatterers.map((s) => s.position);
    const reach = model.dimension === 1 ? Math.max(...positions) - Math.min(...positions) : 0;
    const lowest = Math.min(...this.solver.channels.energy);
    let energies = 0;
    for (const { a, b, base } of intervals) {
      // Up to where the weights have died.
      const end = Math.min(b, base + lastExponent / this.betas.at(-1)!);
      if (end <= a) continue;
      const [k, next] = [a, end].map((e) => Math.sqrt(2 * model.mass * Math.max(0, e - lowest)));
      energies += (((next! - k!) * 2 * reach) / panelPhase) * (this.fixedNodes ?? leastNodes);
    }
    const most = Math.min(mostEnergies, mostWork / unknowns ** 3, mostNumbers / this.transitions);
    if (energies <= most) return;
    limit(
      'too-many-energies',
      `scatterers ${reach} apart make the scattering turn with energy, and the rates would take ${energies.toExponential(0)} energies, above ${Math.floor(most)}`,
      {
        hint: `a higher beta needs fewer, about ${(1.5 * this.betas.at(-1)! * (energies / most) ** 2).toPrecision(2)} would do; or scatterers less far apart; --energies alone takes any distance`,
      },
    );
  }

  build(refine: boolean, allowed: number, seconds: number, onProgress?: OnProgress): Piece[] {
    const { channels } = this.solver;
    const unknowns = channels.count * this.system.couplings.length;
    const intervals = this.intervals();
    this.checkPlan(intervals, unknowns);
    const plan = intervals.flatMap((interval) =>
      this.cuts(interval)
        .flatMap((cut) => this.graded(interval, cut))
        .map((cut) => ({ interval, ...cut })),
    );
    checkWork(
      plan.reduce((sum, { nodes }) => sum + (this.fixedNodes ?? nodes), 0),
      this.cost,
      seconds,
      { what: `a table with ${channels.sidebands} sidebands`, reserve: 1.5 },
    );
    let pieces: Piece[] = [];
    for (const [k, { interval, from, to, nodes }] of plan.entries()) {
      pieces.push(this.piece(interval, from, to, 0, nodes));
      onProgress?.('energies', (k + 1) / plan.length);
    }
    for (;;) {
      const { errors, bad } = this.judge(pieces);
      this.quadratureError = errors;
      if (!refine) break;
      const next: Piece[] = [];
      let changed = false;
      const again = Math.max(1, bad.size);
      let done = 0;
      const steps = new Map<number, { readonly i: number; readonly size: number }>();
      for (const { targets, excess } of this.steps(pieces)) {
        for (const [k, i] of targets)
          if (Math.abs(excess) > (steps.get(k)?.size ?? 0)) steps.set(k, { i, size: Math.abs(excess) });
      }
      for (const [k, p] of pieces.entries()) {
        const n = p.energy.length;
        // A first miss is most often by little: more points cost less than two panels.
        if (bad.has(k)) onProgress?.('refining', ++done / again);
        if (bad.has(k) && !steps.has(k) && p.depth === 0 && n <= mostEnlarged && this.evaluations < allowed) {
          next.push(this.piece(p.interval, p.from, p.to, 1, n + enlargement));
          changed = true;
          continue;
        }
        const parts = this.evaluations < allowed ? this.split(p, steps.get(k)?.i, bad.has(k)) : [];
        if (parts.length === 0) next.push(p);
        else changed = true;
        for (let i = 1; i < parts.length; i++)
          next.push(this.piece(p.interval, parts[i - 1]!, parts[i]!, p.depth + 1, refinedNodes));
      }
      pieces = next;
      if (!changed) break;
    }
    if (refine) this.report(pieces);
    return pieces;
  }

  /** Where to cut a piece: about a step of the phase, in the middle if the estimate is bad; nowhere if all is well. */
  private split(p: Piece, step: number | undefined, bad: boolean): number[] {
    const n = p.energy.length;
    // Nothing that narrow weighs anything, and energies must stay apart.
    if (p.depth >= deepest || resolution(p) > 1 / 256 || p.to - p.from < narrowest * p.to) return [];
    if (step === undefined) return bad ? [p.from, (p.from + p.to) / 2, p.to] : [];
    const middle = (i: number): number => (place(p, i) + place(p, i + 1)) / 2;
    const cuts = [p.from];
    if (step >= 1) cuts.push(middle(step - 1));
    if (step <= n - 3) cuts.push(middle(step + 1));
    return [...cuts, p.to];
  }

  /**
   * The steps of the Jost phase, interval by interval from just above one threshold to just below the next: the pieces
   * each lies in, with the place (between points i and i + 1, −1 before the first, n − 1 behind the last), and its ends
   * in energy.
   */
  private steps(pieces: readonly Piece[]): ResonanceStep[] {
    if (!this.solver.binds) return [];
    const out: ResonanceStep[] = [];
    for (let from = 0; from < pieces.length; ) {
      const { interval } = pieces[from]!;
      let to = from + 1;
      while (pieces[to]?.interval === interval) to++;
      const [first, last] = [pieces[from]!, pieces[to - 1]!];
      const samples: EnergySample[] = [];
      const places: (readonly [number, number])[] = [[from, -1]];
      for (let k = from; k < to; k++) {
        const p = pieces[k]!;
        for (let i = 0; i < p.energy.length; i++) {
          samples.push({
            x: place(p, i),
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
      const near = this.edge(interval, opens ? edge : first.from, 1 - first.from);
      const far = this.edge(interval, last.to, closes ? edge : 1 - last.to);
      let { all, steps } = found(
        opens ? this.threshold(interval, 'a') : near,
        closes ? this.threshold(interval, 'b') : far,
      );
      // A coupling so weak that total reflection ends before the first point makes half a step, which is none next to
      // the threshold.
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

  /** A place in an interval at or next to its end. */
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
   * The end of an interval at a threshold. Behind it, 1/K of every channel that opens there has turned by π/2 in one
   * dimension.
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
    return this.solver.jostPhase(this.kinetic(interval, above, below));
  }

  /** E − ε_c for every channel; distances from the thresholds at the ends without cancellation. */
  private kinetic({ a, b }: Interval, above: number, below: number): Float64Array {
    return this.solver.channels.energy.map((e) => (above <= below ? a - e + above : b - e - below));
  }

  private report(pieces: readonly Piece[]): void {
    for (const { left, right, excess } of this.steps(pieces)) {
      const energy = (left.energy + right.energy) / 2;
      // Distances from the nearer threshold are exact where energies are rounded.
      const distance = left.above <= left.below ? right.above - left.above : left.below - right.below;
      this.resonances.push({
        energy,
        width: Math.max(distance, Number.EPSILON * Math.abs(energy)),
        states: Math.max(1, Math.round(Math.abs(excess) / Math.PI)),
      });
    }
  }

  /** Solves the scattering at the points of one panel. */
  private piece(interval: Interval, from: number, to: number, depth: number, points: number): Piece {
    checkInterrupt();
    const { a, b } = interval;
    const rule = this.rule(points);
    const { nodes, weights } = rule;
    const count = nodes.length;
    const out: Piece = {
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
      this.evaluate(this.kinetic(interval, left, right), out, i);
    }
    return out;
  }

  /** An energy that is a bound state to the last bit, which no wave feels, is moved by rounding. */
  private solve(kinetic: Float64Array, incoming: readonly number[]): Amplitudes {
    for (let shift = 0; ; shift = Math.max(4 * shift, 1)) {
      try {
        return this.solver.solve(
          shift === 0 ? kinetic : kinetic.map((e) => e + shift * Number.EPSILON * Math.abs(kinetic[0]!)),
          incoming,
        );
      } catch (error) {
        if (shift > 100 || !(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
      }
    }
  }

  private evaluate(kinetic: Float64Array, out: Piece, i: number): void {
    const n = this.levels;
    const { channels, directions } = this.solver;
    const { mass } = this.system.model;
    const incoming: number[] = [];
    for (let j = 0; j < n; j++) {
      const c = channelAt(channels, j, 0);
      if (kinetic[c]! > 0) incoming.push(c);
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

  private isElastic(f: number): boolean {
    const { sidebands, place } = this.solver.channels;
    return place[Math.floor(f / this.levels)] === sidebands * this.levels + (f % this.levels);
  }

  /** Integrals at every temperature from all pieces, and which pieces are not good enough. */
  private judge(pieces: readonly Piece[]): { readonly errors: number; readonly bad: ReadonlySet<number> } {
    const size = this.transitions;
    const top = topOrders;
    const bad = new Set<number>();
    let errors = 0;
    const estimate = new Float64Array(pieces.length * size);
    for (const beta of this.betas) {
      const totals = new Float64Array(size);
      const noise = new Float64Array(size);
      estimate.fill(0);
      for (const [k, p] of pieces.entries()) {
        const sums = new Float64Array(size);
        const tails = new Float64Array(size * top);
        const boltzmann = new Float64Array(this.distinct.length);
        for (let i = 0; i < p.energy.length; i++) {
          let seen = false;
          for (let g = 0; g < this.distinct.length; g++) {
            const x = beta * (p.interval.a - this.distinct[g]! + p.above[i]!);
            boltzmann[g] = x >= 0 && x < 745 ? Math.exp(-x) : 0;
            seen ||= boltzmann[g]! > 1e-19;
          }
          if (!seen) continue;
          const w = p.weights[i]!;
          const at = i * size;
          const l0 = p.rule.top[i * top]!;
          const l1 = p.rule.top[i * top + 1]!;
          const l2 = p.rule.top[i * top + 2]!;
          for (let f = 0; f < size; f++) {
            const g = p.probability[at + f]! * boltzmann[this.opening[f]!]! * w;
            sums[f]! += g;
            tails[f]! += g * l0;
            tails[size + f]! += g * l1;
            tails[2 * size + f]! += g * l2;
          }
        }
        // Energies are rounded: next to a resonance as narrow as the piece that is a relative change of the
        // probabilities.
        const rounding = resolution(p);
        for (let f = 0; f < size; f++) {
          const s = sums[f]!;
          if (s === 0) continue;
          totals[f]! += s;
          const tail = Math.max(Math.abs(tails[f]!), Math.abs(tails[size + f]!), Math.abs(tails[2 * size + f]!)) / s;
          // n points integrate to order 2n: the error falls about as the square of the last coefficients.
          estimate[k * size + f] = s * Math.min(1, tail) ** errorPower;
          noise[f]! += s * Math.min(1, rounding);
        }
      }
      // Small rates count against the largest that changes anything, not against elastic scattering.
      let largest = 0;
      for (let f = 0; f < size; f++) if (!this.isElastic(f)) largest = Math.max(largest, totals[f]!);
      const sums = new Float64Array(size);
      for (let k = 0; k < pieces.length; k++) {
        for (let f = 0; f < size; f++) {
          const e = estimate[k * size + f]!;
          sums[f]! += e;
          if (e > panelTolerance * (totals[f]! + smallShare * largest)) bad.add(k);
        }
      }
      for (let f = 0; f < size; f++)
        if (totals[f]! > 0) errors = Math.max(errors, (sums[f]! + noise[f]!) / (totals[f]! + smallShare * largest));
    }
    return { errors, bad };
  }
}

/** Energies times cubes of the sizes of their systems that distant scatterers may ask for: some minutes. */
const mostWork = 1e12;
/** Energies that distant scatterers may ask for: some minutes. */
const mostEnergies = 400_000;
/** Transition probabilities kept: 1 GB. */
const mostNumbers = 1.3e8;
/** Points that are added to a piece, once, and most it may have before. */
const enlargement = 8;
const mostEnlarged = 22;
/** Points of a piece that came from another. */
const refinedNodes = 16;
/** Rounding of an energy over the width of a piece: next to a threshold distances from it are what counts. */
function resolution({ above, below }: Piece): number {
  const n = above.length;
  const [left, right] = [above[n - 1]!, below[0]!];
  // On the side where distances are small they are exact.
  const width = left <= right ? left - above[0]! : right - below[n - 1]!;
  return (Number.EPSILON * Math.min(left, right)) / width;
}

/** Highest Legendre orders that are looked at. */
const topOrders = 3;
const errorPower = 2;
/** Rates below this share of the largest are not asked for relative accuracy. */
const smallShare = 1e-6;
/** Wanted estimate of one panel's share in an integral; the estimate is two to four digits above the error. */
const panelTolerance = 5e-9;
/**
 * Pieces narrower than this share of u have points that rounding runs together: next to an upper threshold u is close
 * to 1.
 */
const narrowest = 1e-13;
/** Halvings, and cuts about a step, after which a piece is left as it is. */
const deepest = 50;
/** The u or 1 − u that is next to a threshold: 2e-12 of the interval's width away, where nothing weighs anything. */
const edge = 1e-6;

/** Thresholds closer than this, relative to their sizes, are one. */
const sameThreshold = 64 * Number.EPSILON;

type PhaseMemory = Map<Interval | 'thresholds', Map<number, number>>;

/** A phase that is computed when it is asked for first. */
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

interface ResonanceStep extends PhaseStep {
  /** pieces, with the place in each */
  readonly targets: readonly (readonly [number, number])[];
  readonly left: EnergySample;
  readonly right: EnergySample;
}

/** The u of a point. */
function place(p: Piece, i: number): number {
  return p.from + ((p.to - p.from) * (1 + p.rule.nodes[i]!)) / 2;
}

/** (2k + 1)^{1/2} P_k at the points for the three highest orders k < n: w_i f_i times these are coefficients of f. */
function topLegendre(nodes: Float64Array): Float64Array {
  const n = nodes.length;
  const out = new Float64Array(n * topOrders);
  for (let i = 0; i < n; i++) {
    let p = 1;
    let q = 0;
    for (let k = 0; k < n; k++) {
      if (k >= n - topOrders) out[i * topOrders + k - (n - topOrders)] = Math.sqrt(2 * k + 1) * p;
      [p, q] = [((2 * k + 1) * nodes[i]! * p - k * q) / (k + 1), p];
    }
  }
  return out;
}

/**
 * Points for an interval whose nearest threshold outside is that many widths away: its square root sits at sin² =
 * −distance in the complex plane of u, and n points leave ρ^{−2n} of it, of which little is seen where the channels are
 * weak.
 */
function nodesFor(distance: number, strength: number): number {
  if (distance === Infinity) return leastNodes + 4;
  const y = (4 / Math.PI) * Math.asinh(Math.sqrt(distance));
  // |z + √(z² − 1)| for z = −1 + iy
  const [re, im] = [-y * y, -2 * y];
  const size = Math.hypot(re, im);
  const [u, v] = [Math.sqrt((size + re) / 2), -Math.sqrt((size - re) / 2)];
  const rho = Math.max(Math.hypot(-1 + u, y + v), Math.hypot(-1 - u, y - v));
  return Math.max(
    leastNodes,
    Math.min(mostNodes - 4, Math.ceil(11 + (11 * Math.max(0, 1 + Math.log10(strength) / 13)) / Math.log(rho))),
  );
}

function substitution({ a, b, ends }: Interval, u: number, v: number): { left: number; right: number; slope: number } {
  const width = b - a;
  switch (ends) {
    case 'smooth':
      return { left: width * u, right: width * v, slope: width };
    case 'left':
      return { left: width * u * u, right: width * v * (1 + u), slope: 2 * width * u };
    case 'both': {
      const s = Math.sin((Math.PI / 2) * u);
      const c = Math.sin((Math.PI / 2) * v);
      return { left: width * s * s, right: width * c * c, slope: width * Math.PI * s * c };
    }
  }
}

/** The u of a fraction of the interval. */
function inverse({ ends }: Interval, fraction: number): number {
  if (fraction >= 1) return 1;
  return ends === 'smooth'
    ? fraction
    : ends === 'left'
      ? Math.sqrt(fraction)
      : (2 / Math.PI) * Math.asin(Math.sqrt(fraction));
}

/**
 * Integrals without the exponent of the opening, so that no rate underflows:
 *
 *   G_f = ∫ P_f(E) e^{−β(E − opening of f)} dE, and its first moment with E − opening of f
 *
 * @diagnostic `beta-out-of-range` outside the table's temperatures
 */
export function scaledIntegrals(
  table: TransitionTable,
  beta: number,
): { readonly integrals: Float64Array; readonly moments: Float64Array } {
  checkBeta(beta, table.system.scale);
  const [least, most] = table.betas;
  if (beta < least * (1 - 1e-12) || beta > most * (1 + 1e-12)) {
    refuse('beta-out-of-range', `the table serves inverse temperatures from ${least} to ${most}, not ${beta}`);
  }
  const { transitions: size, opens, pieces } = table;
  const integrals = new Float64Array(size);
  const moments = new Float64Array(size);
  const { places, distinct } = distinctValues(opens);
  const boltzmann = new Float64Array(distinct.length);
  for (const { interval, above, weights, probability } of pieces) {
    for (let i = 0; i < above.length; i++) {
      const e = above[i]!;
      let largest = 0;
      for (let g = 0; g < distinct.length; g++) {
        const x = beta * (interval.a - distinct[g]! + e);
        boltzmann[g] = x > 0 && x < 745 ? weights[i]! * Math.exp(-x) : 0;
        largest = Math.max(largest, boltzmann[g]!);
      }
      // A weight is an energy: β makes it a number.
      if (beta * largest < 1e-30) continue;
      const at = i * size;
      for (let f = 0; f < size; f++) {
        const share = probability[at + f]! * boltzmann[places[f]!]!;
        integrals[f]! += share;
        moments[f]! += share * (interval.a - opens[f]! + e);
      }
    }
  }
  return { integrals, moments };
}

/** Equal openings are met again and again: N (2 sidebands + 1) values for N times as many transitions. */
function distinctValues(values: Float64Array): { readonly places: Int32Array; readonly distinct: Float64Array } {
  const known = new Map<number, number>();
  const places = Int32Array.from(values, (e) => {
    const place = known.get(e) ?? known.size;
    known.set(e, place);
    return place;
  });
  return { places, distinct: Float64Array.from(known.keys()) };
}
