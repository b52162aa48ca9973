import {
  type EnergySolver,
  type FloquetSystem,
  type OnProgress,
  channelWeights,
  checkWork,
  convergedSidebands,
  energySolver,
  plannedEnergies,
  reachedChannels,
  secondsAt,
  usualSeconds,
} from '../scattering/index.js';
import { checkThreads, startThreads } from '../numeric/index.js';
import { refuse } from '../text/index.js';
import { distinctValues } from './openings.js';
import { PanelPlan } from './panel-plan.js';
import { SharedEnergies, type SharedEnergyOptions, gasThread } from './energy-task.js';
import type { PanelRange } from './panel-solver.js';
import { type EnergyPanel, PanelRules, pointOf, resolution } from './panels.js';
import { type JudgedTransitions, PanelJudge } from './quadrature.js';
import { type NarrowResonance, ResonanceSearch } from './resonance-steps.js';
import { checkBeta } from './temperatures.js';

/** Options for the computation of a table of transitions. */
export interface TableOptions {
  /** inverse temperatures for which the table is needed; it then serves all between the smallest and the largest */
  readonly betas: readonly number[];
  /** sidebands −n … n; by default as many as are needed for the amplitudes to converge */
  readonly sidebands?: number;
  /**
   * number of Gauss points of a panel, without refinement; by default 16, and panels are halved until the error
   * estimate is small
   */
  readonly nodes?: number;
  /** largest number of scattering problems; 40000 by default */
  readonly evaluations?: number;
  /** largest estimated computing time in seconds, on a fixed machine; 300 by default */
  readonly seconds?: number;
  /** number of threads that share the energies; 1 by default. The table does not depend on it. */
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}

/**
 * Transition probabilities as functions of energy, which serve all temperatures.
 *
 *   P_f(E) = Σ_{σσ'} |S − 1|²_{c'c},  f = (j → j', q),  c = (j, 0), c' = (j', q)
 *
 * A transition is the number f = i N + j, from level j into the i-th channel of `places`. Every sum over energies runs
 * through all f at each point of each panel, so a table is plain arrays of f; `rates` turns them into a `RateTable`,
 * which is read by the names of j, j' and q.
 *
 * Shapes: `places` has length channels, `opens` length transitions, and `probability` of a panel is points × transitions.
 */
export interface TransitionTable {
  readonly system: FloquetSystem;
  readonly sidebands: number;
  /** largest relative change of a transition probability due to more sidebands, at probing energies */
  readonly sidebandChange: number;
  /** number of channels that take part */
  readonly channels: number;
  /** their places, (q + sidebands) N + j', ascending */
  readonly places: Int32Array;
  /** whether they were chosen one by one; otherwise they are all reachable ones with |n| ≤ sidebands */
  readonly sparse: boolean;
  readonly betas: readonly [number, number];
  /** N · channels */
  readonly transitions: number;
  /** the energy at which f opens: max(ε_j, ε_j' + qω) */
  readonly opens: Float64Array;
  readonly panels: readonly EnergyPanel[];
  /** number of scattering problems solved */
  readonly evaluations: number;
  /** largest relative residual of a linear system */
  readonly residual: number;
  /** largest defect of |column of S|² = 1 on the open channels */
  readonly unitarity: number;
  readonly resonances: readonly NarrowResonance[];
  /**
   * largest error estimate of a rate, relative to that rate or to 1e-6 of the largest inelastic one at the same
   * temperature
   */
  readonly quadratureError: number;
}

/**
 * Computes the transition probabilities of a model as functions of energy, which give the rates at all temperatures.
 *
 * @param system   the modes and couplings of the model
 * @param options  `betas` in the inverse unit of the energies, and limits of the work
 * @returns        probabilities at the points of all panels, with estimates of every error
 * @diagnostic `beta-out-of-range`, those of `energySolver` and `convergedSidebands`
 * @cost       one complex linear system of channels × scatterers for each energy
 */
export function transitionTable(system: FloquetSystem, options: TableOptions): TransitionTable {
  const { onProgress, nodes, evaluations: allowed = 40_000, seconds = usualSeconds, threads = 1 } = options;
  checkThreads(threads);
  if (options.betas.length === 0) refuse('beta-out-of-range', 'there is no temperature');
  for (const beta of options.betas) checkBeta(beta, system.scale);
  if (nodes !== undefined && (!Number.isInteger(nodes) || nodes < 4 || nodes > 1000))
    refuse('nodes-out-of-range', `the nodes of a panel must be a whole number from 4 to 1000, not ${nodes}`);
  // In a time-independent model there are neither quanta nor further thresholds.
  const still = system.couplings.every((c) => c.reach === 0);
  const allow = (channels: number, sidebands: number, cost: number): void => {
    const energies = plannedEnergies(channels, nodes);
    checkWork(energies, cost, seconds, { what: `a table with ${sidebands} sidebands`, reserve: 20 });
    // While the channels are still searched for, threads get ready for what follows.
    startThreads(gasThread, threads, energies * cost);
  };
  const given = still ? undefined : options.sidebands;
  const { sidebands, places, change, sparse } =
    given === undefined
      ? convergedSidebands(system, {
          allow,
          ...(onProgress && { onProgress }),
          threads: { count: threads, file: gasThread },
        })
      : { sidebands: given, places: reachedChannels(system, given), change: Number.NaN, sparse: false };
  const solver = energySolver(system, sidebands, places);
  const cost = secondsAt(system, sidebands, places);
  allow(places.length, sidebands, cost);
  const weights = channelWeights(system, sidebands, places);
  const builder = new TableBuilder(system, solver, weights, options.betas, nodes, { threads, cost });
  const panels = builder.build(allowed, seconds, onProgress);
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
    panels,
    evaluations: builder.evaluations,
    residual: builder.residual,
    unitarity: builder.unitarity,
    resonances: builder.resonances,
    quadratureError: builder.quadratureError,
  };
}

/** Number of points that are added to a panel, once. */
const addedNodes = 8;
/** Largest number of points of a panel to which others are added. */
const mostNodesBefore = 22;
/** Number of points of a panel that comes from another one. */
const refinedNodes = 16;
/**
 * Width in u below which points of a panel coincide by rounding, since u is close to 1 next to an upper threshold.
 */
const narrowestShare = 1e-13;
/** Number of halvings, and cuts around a step, after which a panel is not refined further. */
const mostCuts = 50;
/** A panel that is to be solved with an initial number of points. */
interface WantedPanel extends PanelRange {
  readonly depth: number;
  readonly nodes: number;
}

/** The panels of a table: planned, solved, and refined until their integrals are good enough. */
class TableBuilder {
  readonly transitions: number;
  readonly opens: Float64Array;
  residual = 0;
  unitarity = 0;
  readonly resonances: NarrowResonance[] = [];
  quadratureError = 0;
  private readonly energies: SharedEnergies;
  private readonly rules = new PanelRules();
  private readonly plan: PanelPlan;
  private readonly search: ResonanceSearch;
  private readonly judged: JudgedTransitions;

  constructor(
    private readonly system: FloquetSystem,
    private readonly solver: EnergySolver,
    /** how strongly each of the channels takes part */
    weights: Float64Array,
    betas: readonly number[],
    private readonly fixedNodes: number | undefined,
    private readonly shared: SharedEnergyOptions,
  ) {
    const { quasienergies } = system.modes;
    const { count, levels, energy, level, quanta } = solver.channels;
    this.transitions = levels * count;
    this.opens = new Float64Array(this.transitions);
    const elastic = new Uint8Array(this.transitions);
    for (let c = 0; c < count; c++) {
      for (let j = 0; j < levels; j++) {
        this.opens[c * levels + j] = Math.max(quasienergies[j]!, energy[c]!);
        if (quanta[c] === 0 && level[c] === j) elastic[c * levels + j] = 1;
      }
    }
    const { places: opening, distinct } = distinctValues(this.opens);
    const descending = [...new Set(betas)].sort((a, b) => b - a);
    this.judged = { betas: descending, transitions: this.transitions, distinct, opening, elastic };
    this.energies = new SharedEnergies(system, solver, shared);
    this.plan = new PanelPlan(system, solver, this.energies, weights, descending, fixedNodes);
    this.search = new ResonanceSearch(solver, this.energies);
  }

  /** number of scattering problems solved */
  get evaluations(): number {
    return this.energies.evaluations;
  }

  /** Solves panels with an initial number of points each, or with the number that is fixed for all. */
  private solve(wanted: readonly WantedPanel[], onProgress?: (done: number, total: number) => void): EnergyPanel[] {
    const ranges = wanted.map((w) => ({ ...w, nodes: this.nodesOf(w) }));
    return this.energies.panels(ranges, onProgress).map(({ residual, unitarity, ...numbers }, k) => {
      this.residual = Math.max(this.residual, residual);
      this.unitarity = Math.max(this.unitarity, unitarity);
      const { interval, from, to, depth, nodes } = ranges[k]!;
      const rule = this.rules.of(nodes);
      return { interval, rule, from, to, depth, ...numbers, jost: new Float64Array(nodes).fill(Number.NaN) };
    });
  }

  private nodesOf({ nodes }: WantedPanel): number {
    return this.fixedNodes ?? nodes;
  }

  build(allowed: number, seconds: number, onProgress?: OnProgress): EnergyPanel[] {
    try {
      return this.built(allowed, seconds, onProgress);
    } finally {
      this.energies.end();
    }
  }

  private built(allowed: number, seconds: number, onProgress?: OnProgress): EnergyPanel[] {
    const { channels } = this.solver;
    const refine = this.fixedNodes === undefined;
    const unknowns = channels.count * this.system.couplings.length;
    const intervals = this.plan.intervals();
    this.plan.check(intervals, unknowns, this.transitions);
    const plan = intervals.flatMap((interval) => this.plan.panelsOf(interval).map((cut) => ({ interval, ...cut })));
    checkWork(
      plan.reduce((sum, { nodes }) => sum + (this.fixedNodes ?? nodes), 0),
      this.shared.cost,
      seconds,
      { what: `a table with ${channels.sidebands} sidebands`, reserve: 1.5 },
    );
    let panels = this.solve(
      plan.map((cut) => ({ ...cut, depth: 0 })),
      (done, total) => onProgress?.('energies', done / total),
    );
    const judge = new PanelJudge(this.judged);
    for (;;) {
      const { errors, bad } = judge.judge(panels);
      this.quadratureError = errors;
      if (!refine) break;
      // Panels that stay, and those that are wanted in place of others, in their order.
      const next: (EnergyPanel | WantedPanel)[] = [];
      let planned = this.evaluations;
      const want = (panel: WantedPanel): void => {
        next.push(panel);
        planned += this.nodesOf(panel);
      };
      const steps = new Map<number, { readonly i: number; readonly size: number }>();
      for (const { targets, excess } of this.search.steps(panels)) {
        for (const [k, i] of targets)
          if (Math.abs(excess) > (steps.get(k)?.size ?? 0)) steps.set(k, { i, size: Math.abs(excess) });
      }
      for (const [k, p] of panels.entries()) {
        const n = p.energy.length;
        // The first estimate is usually only slightly too large, and then more points cost less than two panels.
        if (bad.has(k) && !steps.has(k) && p.depth === 0 && n <= mostNodesBefore && planned < allowed) {
          want({ interval: p.interval, from: p.from, to: p.to, depth: 1, nodes: n + addedNodes });
          continue;
        }
        const parts = planned < allowed ? this.split(p, { step: steps.get(k)?.i, bad: bad.has(k) }) : [];
        if (parts.length === 0) next.push(p);
        for (let i = 1; i < parts.length; i++)
          want({ interval: p.interval, from: parts[i - 1]!, to: parts[i]!, depth: p.depth + 1, nodes: refinedNodes });
      }
      const wanted = next.filter((p) => 'nodes' in p);
      const solved = this.solve(wanted, (done, total) => onProgress?.('refining', done / total)).values();
      panels = next.map((p) => ('nodes' in p ? solved.next().value! : p));
      if (wanted.length === 0) break;
    }
    if (refine) this.resonances.push(...this.search.unresolved(panels));
    return panels;
  }

  /**
   * The places at which to cut a panel: around a step of the phase, or in the middle if the error estimate is too
   * large; nowhere otherwise.
   */
  private split(p: EnergyPanel, { step, bad }: { readonly step: number | undefined; readonly bad: boolean }): number[] {
    const n = p.energy.length;
    // A panel this narrow does not contribute, and its energies would coincide.
    if (p.depth >= mostCuts || resolution(p) > 1 / 256 || p.to - p.from < narrowestShare * p.to) return [];
    if (step === undefined) return bad ? [p.from, (p.from + p.to) / 2, p.to] : [];
    const middle = (i: number): number => (pointOf(p, i) + pointOf(p, i + 1)) / 2;
    const cuts = [p.from];
    if (step >= 1) cuts.push(middle(step - 1));
    if (step <= n - 3) cuts.push(middle(step + 1));
    return [...cuts, p.to];
  }
}
