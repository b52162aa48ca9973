import type { GasModel } from '../../floquet/index.js';
import { type Rates, type TransitionTable, rates, transitionTable } from '../../gas/index.js';
import {
  type FloquetSystem,
  type Scattering,
  convergedSidebands,
  floquetSystem,
  scattering,
} from '../../scattering/index.js';

/** The functions with which the laws compute numbers, and which mutants replace. */
export interface GasEngine {
  /** the modes and couplings of a model */
  system(model: GasModel): FloquetSystem;
  /** the T matrix at a total energy */
  scattering(system: FloquetSystem, energy: number, sidebands: number): Scattering;
  /** rates at inverse temperatures, in their order; by default nodes and sidebands are found by convergence */
  rates(
    system: FloquetSystem,
    betas: readonly number[],
    options?: { readonly sidebands?: number; readonly nodes?: number },
  ): Rates[];
}

/** Number of results that are kept, since the laws use the same models one after another. */
const kept = 64;

function remembered<A extends object, B>(compute: (a: A, key: string) => B): (a: A, key: string) => B {
  const known = new WeakMap<A, Map<string, B>>();
  return (a, key) => {
    const of = known.get(a) ?? new Map<string, B>();
    known.set(a, of);
    const before = of.get(key);
    if (before !== undefined) return before;
    const made = compute(a, key);
    if (of.size < kept) of.set(key, made);
    return made;
  };
}

const systems = new Map<string, FloquetSystem>();

/** Models are compared by their numbers. */
function systemOf(model: GasModel): FloquetSystem {
  const key = JSON.stringify([
    model.frequency,
    model.mass,
    model.density,
    model.dimension,
    written(model.hamiltonian),
    model.scatterers.map((s) => [s.position, written(s.coupling)]),
  ]);
  const before = systems.get(key);
  if (before) return before;
  const made = floquetSystem(model);
  if (systems.size >= kept) systems.delete(systems.keys().next().value!);
  systems.set(key, made);
  return made;
}

const written = (a: GasModel['hamiltonian']): unknown => [...a].map(([k, m]) => [k, [...m.re], [...m.im]]);

const tableOf = remembered((system: FloquetSystem, key: string): TransitionTable => {
  const { betas, ...options } = JSON.parse(key) as { betas: number[]; sidebands?: number; nodes?: number };
  return transitionTable(system, { betas, ...options });
});

const sidebandsOf = remembered((system: FloquetSystem, _key: string): number => convergedSidebands(system).sidebands);

/** The engine of src/gas/. */
export const gasEngine: GasEngine = {
  system: systemOf,
  scattering,
  rates(system, betas, options = {}) {
    const table = tableOf(system, JSON.stringify({ betas, ...options }));
    return betas.map((beta) => rates(table, beta));
  },
};

/** The number of sidebands with which probabilities have converged. */
export function enough(system: FloquetSystem): number {
  return sidebandsOf(system, '');
}
