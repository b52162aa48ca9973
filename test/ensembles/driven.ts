import { ChainStudy, type ExactState } from '../../src/chain/index.js';
import { chainAt, figureParameters } from '../../src/document/figures/chain-model.js';
import { listedCharges, type EnsembleItem, elementsOf, Relaxation } from '../../src/ensembles/index.js';
import type { NumericOperator } from '../../src/ring/index.js';

/** Options of a driven chain of the example: values of its parameters, and whether to leave out coherences. */
interface DrivenOptions {
  readonly values?: Readonly<Record<string, number>>;
  /** (ε_d/ε_ph)² */
  readonly x?: number;
  readonly populationsOnly?: boolean;
}

/** The driven chain of the example with what the tests of ensembles need. */
export interface Driven {
  readonly relaxation: Relaxation;
  readonly exact: ExactState;
  readonly hamiltonian: NumericOperator;
  readonly operator: (name: string) => NumericOperator;
  readonly items: (...names: readonly string[]) => EnsembleItem[];
  /** ⟨X⟩ per site */
  readonly mean: (rho: Float64Array, name: string) => number;
  readonly operators: (...items: readonly (EnsembleItem | string)[]) => ReturnType<typeof listedCharges>['operators'];
}

/** The chain of the example with some values changed, at (ε_d/ε_ph)² = x. */
export function drivenChainAt(values: Readonly<Record<string, number>>, x = 2.5): ReturnType<typeof chainAt> {
  const defaults = Object.fromEntries(Object.entries(figureParameters).map(([name, { value }]) => [name, value]));
  return chainAt({ ...defaults, ...values }, Math.sqrt(x));
}

export function drivenRing(ring: number, { values = {}, x = 2.5, populationsOnly = true }: DrivenOptions = {}): Driven {
  const { chain, operator } = drivenChainAt({ ...values, ring }, x);
  const study = new ChainStudy();
  const options = { populationsOnly, resolvers: [operator('C3')] };
  const exact = study.exact(chain, options);
  const relaxation = new Relaxation(study.relaxation(chain, options));
  const itemOf = (name: string): EnsembleItem => {
    const projected = name.endsWith('c');
    return {
      kind: 'operator',
      member: { name, operator: operator(projected ? name.slice(0, -1) : name), conservedPart: projected },
    };
  };
  return {
    relaxation,
    exact,
    hamiltonian: chain.hamiltonian,
    operator,
    items: (...names) => names.map(itemOf),
    mean: (rho, name) => relaxation.trace(elementsOf(relaxation, operator(name)), rho) / ring,
    operators: (...items) =>
      listedCharges(
        relaxation,
        items.map((i) => (typeof i === 'string' ? itemOf(i) : i)),
        chain.hamiltonian,
      ).operators,
  };
}

/** The lists of the paper. */
export const paperLists = { 4: ['C1', 'C2', 'C3', 'JSc'], 6: ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'] } as const;
