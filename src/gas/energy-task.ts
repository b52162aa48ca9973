import { SharedWork, type ThreadTask } from '../numeric/index.js';
import { type EnergySolver, type FloquetSystem, channelIndices, energySolver } from '../scattering/index.js';
import { checkInterrupt } from '../text/index.js';
import { PanelRules } from './panels.js';
import { type PanelRange, type SolvedPanel, solvePanel } from './panel-solver.js';

/** The file with which threads of this room start. */
export const gasThread = new URL('./gas-thread.js', import.meta.url);

/** The channels in which all energies of a table are solved. */
interface EnergyContext {
  readonly system: FloquetSystem;
  readonly sidebands: number;
  readonly places: Int32Array;
}

/** One piece of the work of a table: a panel, the end of total reflection near a threshold, or a Jost phase. */
type EnergyChunk =
  | (PanelRange & { readonly kind: 'panel'; readonly nodes: number })
  | (ThresholdSide & { readonly kind: 'onset' })
  | { readonly kind: 'phase'; readonly kinetic: Float64Array };

type EnergyValue = SolvedPanel | OnsetMomentum | number;

/** A threshold, with the width of an interval that it bounds. */
export interface ThresholdSide {
  readonly threshold: number;
  readonly width: number;
}

/** A momentum, and the number of scattering problems that it took. */
interface OnsetMomentum {
  readonly momentum: number;
  readonly evaluations: number;
}

function energyFunction(system: FloquetSystem, solver: EnergySolver): (chunk: EnergyChunk) => EnergyValue {
  const rules = new PanelRules();
  return (chunk) => {
    switch (chunk.kind) {
      case 'panel':
        return solvePanel(solver, system.model.mass, chunk, rules.of(chunk.nodes));
      case 'onset':
        return onsetMomentum(system, solver, chunk);
      case 'phase':
        checkInterrupt();
        return solver.jostPhase(chunk.kinetic);
    }
  };
}

/** The scattering at the energies of a table. */
export const energyTask: ThreadTask<EnergyContext, EnergyChunk, EnergyValue> = {
  name: 'energies',
  file: gasThread,
  prepare: ({ system, sidebands, places }) => energyFunction(system, energySolver(system, sidebands, places)),
};

/**
 * The momentum at which a channel that has just opened stops reflecting everything: m |w| in one dimension, |A| in three,
 * with the coupling w of the channel dressed by all others, 1/T_cc = 1/w + im/K. For a weak coupling it is very close
 * to the threshold.
 */
function onsetMomentum(
  { model: { mass: m, dimension } }: FloquetSystem,
  solver: EnergySolver,
  { threshold, width }: ThresholdSide,
): OnsetMomentum {
  const { channels } = solver;
  const e = 1e-4 * width;
  const k = Math.sqrt(2 * m * e);
  const kinetic = channels.energy.map((x) => threshold - x + e);
  const opening = channelIndices(channels).filter((c) => Math.abs(kinetic[c]! - e) <= 1e-6 * e);
  if (opening.length === 0) return { momentum: Infinity, evaluations: 0 };
  const { t } = solver.solve(kinetic, opening);
  let least = Infinity;
  for (const [s, c] of opening.entries()) {
    const p = c * t.cols + s;
    const size = t.re[p]! ** 2 + t.im[p]! ** 2;
    if (size === 0) continue;
    // 1/T
    const [re, im] = [t.re[p]! / size, -t.im[p]! / size];
    const dressed =
      dimension === 1 ? m / Math.hypot(re, im - m / k) : Math.hypot((2 * Math.PI * re) / m, (2 * Math.PI * im) / m - k);
    if (dressed > 0) least = Math.min(least, dressed);
  }
  return { momentum: least, evaluations: 1 };
}

/** Options for the energies of a table. */
export interface SharedEnergyOptions {
  readonly threads: number;
  /** estimated seconds for one energy */
  readonly cost: number;
}

/** Solves the energies of a table, panel by panel, in one or several threads, and counts them. */
export class SharedEnergies {
  /** number of scattering problems solved */
  evaluations = 0;
  private readonly work: SharedWork<EnergyContext, EnergyChunk, EnergyValue>;
  private readonly cost: number;

  constructor(system: FloquetSystem, solver: EnergySolver, { threads, cost }: SharedEnergyOptions) {
    const { sidebands, place: places } = solver.channels;
    this.cost = cost;
    this.work = new SharedWork(energyTask, {
      threads,
      context: () => ({ system, sidebands, places }),
      own: energyFunction(system, solver),
    });
  }

  /** Solves panels with so many points each. */
  panels(
    ranges: readonly (PanelRange & { readonly nodes: number })[],
    onProgress?: (done: number, total: number) => void,
  ): SolvedPanel[] {
    const points = ranges.reduce((sum, { nodes }) => sum + nodes, 0);
    this.evaluations += points;
    const chunks = ranges.map(
      ({ interval, from, to, nodes }) => ({ kind: 'panel', interval, from, to, nodes }) as const,
    );
    return this.work.map(chunks, { seconds: points * this.cost, onProgress }) as SolvedPanel[];
  }

  /** The momenta at which total reflection ends beside thresholds; Infinity where no channel opens. */
  onsets(sides: readonly ThresholdSide[]): number[] {
    const chunks = sides.map((side) => ({ kind: 'onset', ...side }) as const);
    const found = this.work.map(chunks, { seconds: chunks.length * this.cost }) as OnsetMomentum[];
    for (const { evaluations } of found) this.evaluations += evaluations;
    return found.map(({ momentum }) => momentum);
  }

  /** The exact Jost phases for kinetic energies in all channels. */
  phases(kinetic: readonly Float64Array[]): number[] {
    const chunks = kinetic.map((k) => ({ kind: 'phase', kinetic: k }) as const);
    return this.work.map(chunks, { seconds: chunks.length * this.cost }) as number[];
  }

  /** Lets the threads forget the system. */
  end(): void {
    this.work.end();
  }
}
