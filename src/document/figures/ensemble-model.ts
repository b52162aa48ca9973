import type { ChainStudy, ExactState } from '../../chain/index.js';
import {
  discover,
  elementsOf,
  type EnsembleItem,
  ensembleOf,
  exponentOf,
  listedCharges,
  Relaxation,
  relativeEntropy,
  type SteadyEnsemble,
} from '../../ensembles/index.js';
import type { NumericOperator } from '../../ring/index.js';
import { DiagnosticError } from '../../text/index.js';
import { fieldParameters } from './chain-field.js';
import { chainAt, ensembles, figureParameters, memberNamed, type Points } from './chain-model.js';

/** Parameters of the figures of ensembles, at the ratio of figure 3 with x = 2.5. */
export const ensembleParameters = {
  ...figureParameters,
  ring: { ...figureParameters.ring, about: 'sites of the largest ring, an even number' },
  ratio: fieldParameters.ratio,
} as const;

type Values = Readonly<Record<string, number>>;

/** Sizes of this ring and of every second smaller one down to eight sites, the smallest first; below, the ring itself. */
export const ringsUpTo = (ring: number): number[] =>
  Array.from({ length: Math.max(1, 1 + ((ring - 8) >> 1)) }, (_, k) => ring - 2 * k).reverse();

/** The higher charges of the boost recursion, which the script does not need. */
const higherCharges = 'C6 = [Ob, C5]\nC7 = [Ob, C6]';

/** A list of charges, by names of the script or by the range of all local operators. */
export interface ChargeList {
  readonly label: string;
  readonly charges: readonly string[] | { readonly range: number };
}

/** The list N_C = 6 of the paper. */
export const paperSix: ChargeList = { label: 'N_C = 6', charges: ensembles[6] };

/** Conserved parts of all operators on up to r sites. */
export const localList = (range: number): ChargeList => ({ label: `local:${range}`, charges: { range } });

/** A driven chain, its exact state and its ensembles. Spectrum, rates and state are computed once. */
export class DrivenEnsembles {
  readonly relaxation: Relaxation;
  readonly exact: ExactState;
  private readonly operator: (name: string) => NumericOperator;
  private readonly hamiltonian: NumericOperator;
  private readonly sites: number;

  /** @param populationsOnly  whether coherences in degenerate levels are left out */
  constructor(study: ChainStudy, values: Values, ratio: number, populationsOnly: boolean) {
    const { chain, operator } = chainAt(values, ratio, higherCharges);
    this.sites = chain.sites;
    this.operator = operator;
    this.hamiltonian = chain.hamiltonian;
    const options = { populationsOnly, resolvers: [operator('C3')] };
    this.exact = study.exact(chain, options);
    this.relaxation = new Relaxation(study.relaxation(chain, options));
  }

  /** The steady ensemble of a list. */
  steady({ charges }: ChargeList): SteadyEnsemble {
    const items: readonly EnsembleItem[] =
      'range' in charges
        ? [{ kind: 'local', range: charges.range }]
        : charges.map((name) => ({ kind: 'operator', member: memberNamed(name, this.operator) }));
    return ensembleOf(this.relaxation, listedCharges(this.relaxation, items, this.hamiltonian).operators);
  }

  /** The steady ensembles of a list with 0, 1, … discovered charges; fewer where further charges are not independent. */
  discovered(list: ChargeList, count: number): readonly SteadyEnsemble[] {
    return discover(this.relaxation, this.steady(list), { count }).ensembles;
  }

  /** S(exact‖ensemble) of the whole ring. */
  entropy(ensemble: SteadyEnsemble): number {
    return relativeEntropy(this.relaxation, this.exact.values, ensemble.state.exponential, exponentOf(ensemble));
  }

  /** ⟨X⟩ per site in a state. */
  perSite(rho: Float64Array, name: string): number {
    return this.relaxation.trace(elementsOf(this.relaxation, this.operator(name)), rho) / this.sites;
  }
}

/** The answer of a solve, or undefined where no steady ensemble was found, which the remarks then say. */
export function foundOrLost<T>(work: Points, where: string, solve: () => T): T | undefined {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'no-convergence') throw error;
    work.lost.push(where);
    return undefined;
  }
}
