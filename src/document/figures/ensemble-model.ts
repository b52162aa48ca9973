import type { ChainStudy, ExactOptions, ExactState } from '../../chain/index.js';
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
import type { FigureSharing, ReportProgress } from '../figure.js';
import { fieldParameters } from './chain-field.js';
import { chainAt, ensembles, figureParameters, memberNamed, Points } from './chain-model.js';

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

/** A list of charges: names of the script, and conserved parts of all operators on up to `range` sites. */
export interface ChargeList {
  readonly label: string;
  readonly charges: readonly (string | { readonly range: number })[];
}

/** The list N_C = 6 of the paper. */
export const paperSix: ChargeList = { label: 'NC6', charges: ensembles[6] };

/** A driven chain, its exact state and its ensembles. Spectrum, rates and exact state are computed once. */
export class DrivenEnsembles {
  readonly relaxation: Relaxation;
  private exactState: ExactState | undefined;
  private readonly solveExact: () => ExactState;
  private readonly operator: (name: string) => NumericOperator;
  private readonly hamiltonian: NumericOperator;
  private readonly sites: number;

  /** @param options  as for the exact state, which leaves out coherences in degenerate levels with `populationsOnly` */
  constructor(
    study: ChainStudy,
    values: Values,
    ratio: number,
    { populationsOnly }: Pick<ExactOptions, 'populationsOnly'> = {},
  ) {
    const { chain, operator } = chainAt(values, ratio, higherCharges);
    this.sites = chain.sites;
    this.operator = operator;
    this.hamiltonian = chain.hamiltonian;
    const options = { populationsOnly: populationsOnly === true, resolvers: [operator('C3')] };
    this.solveExact = () => study.exact(chain, options);
    this.relaxation = new Relaxation(study.relaxation(chain, options));
  }

  get exact(): ExactState {
    return (this.exactState ??= this.solveExact());
  }

  /** The steady ensemble of a list. */
  steady({ charges }: ChargeList): SteadyEnsemble {
    const items = charges.map(
      (c): EnsembleItem =>
        typeof c === 'string'
          ? { kind: 'operator', member: memberNamed(c, this.operator) }
          : { kind: 'local', range: c.range },
    );
    return ensembleOf(this.relaxation, listedCharges(this.relaxation, items, this.hamiltonian).operators);
  }

  /** An ensemble, and those with 1, 2, … discovered charges; fewer where further charges are not independent. */
  discovered(start: SteadyEnsemble, count: number): readonly SteadyEnsemble[] {
    return discover(this.relaxation, start, { count }).ensembles;
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

/** Failures of a point that leave the others of a figure as they are: no ensemble, or a state that nothing enters. */
const lostBy: readonly string[] = ['no-convergence', 'not-positive'];

/** The answer of a solve, or undefined where no steady ensemble was found, as the remarks then report. */
export function foundOrLost<T>(work: Points, where: string, solve: () => T): T | undefined {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !lostBy.includes(error.diagnostic.code)) throw error;
    work.lost.push(where);
    return undefined;
  }
}

/** The half-widths η_d of the drive in the two panels of a figure: the long memory of the paper, and a short one. */
export const memoryParameters = {
  ...ensembleParameters,
  eta_short: { ...figureParameters.eta_d, value: 1, about: 'half-width of the Lorentzian for the drive in panel b' },
} as const;

/** A chain of a figure with its panel, its half-width η_d and its size. */
export interface ChainOfPanel {
  readonly panel: 'a' | 'b';
  readonly eta: number;
  readonly ring: number;
  readonly chain: DrivenEnsembles;
}

/** Visits the chains of both panels, populations only, for rings of several sizes. */
export function onRingsWithMemories(
  values: Values,
  [progress, sharing]: readonly [ReportProgress, FigureSharing | undefined],
  visit: (at: ChainOfPanel, work: Points) => void,
): Points {
  const sizes = ringsUpTo(values.ring!);
  const work = new Points(2 * sizes.length, progress, sharing);
  for (const [panel, eta] of [
    ['a', values.eta_d!],
    ['b', values.eta_short!],
  ] as const) {
    for (const ring of sizes) {
      const chain = new DrivenEnsembles(work.study, { ...values, eta_d: eta, ring }, values.ratio!, {
        populationsOnly: true,
      });
      visit({ panel, eta, ring, chain }, work);
      work.next();
    }
  }
  return work;
}
