import { SharedWork, type ThreadTask } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import type { EnergySolver } from './amplitudes.js';
import { energySolver } from './energy-solver.js';
import { type Probabilities, probabilities } from './probabilities.js';
import type { SearchOptions } from './probing.js';
import type { FloquetSystem } from './system.js';

/** A probing energy in a set of channels, all with |n| ≤ sidebands by default. */
interface Probe {
  readonly sidebands: number;
  readonly places?: Int32Array | undefined;
  readonly energy: number;
}

/** Transition probabilities at probing energies. */
export const probingTask: ThreadTask<FloquetSystem, Probe, Probabilities> = {
  name: 'probing',
  file: new URL('./scattering-thread.js', import.meta.url),
  prepare(system) {
    let solver: EnergySolver | undefined;
    let known: Probe | undefined;
    return ({ sidebands, places, energy }) => {
      checkInterrupt();
      // Probes of one set of channels come together.
      const isKnown = known?.sidebands === sidebands && known.places === places;
      if (!solver || !isKnown) solver = energySolver(system, sidebands, places);
      known = { sidebands, places, energy };
      return probabilities(solver, energy);
    };
  },
};

/** Solves sets of channels at probing energies, in one or several threads. */
export class SharedProbes {
  private readonly work: SharedWork<FloquetSystem, Probe, Probabilities>;

  constructor(system: FloquetSystem, { threads }: SearchOptions) {
    this.work = new SharedWork(probingTask, { threads: threads?.count, file: threads?.file, context: () => system });
  }

  /** @param seconds  estimated for one energy */
  at(energies: readonly number[], seconds: number, sidebands: number, places?: Int32Array): Probabilities[] {
    return this.work.map(
      energies.map((energy) => ({ sidebands, places, energy })),
      { seconds: seconds * energies.length },
    );
  }

  /** Lets the threads forget the system. */
  end(): void {
    this.work.end();
  }
}
