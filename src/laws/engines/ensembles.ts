import { rateSuperoperatorOf, solveSteadyState, symmetryOf, unknownsOf } from '../../chain/index.js';
import { type ChargeElements, elementsOf, Relaxation } from '../../ensembles/index.js';
import { type NumericOperator, RingBasis, RingOperator, spectrumOf } from '../../ring/index.js';
import { type CaseSpace, caseSpace, choices, reals } from '../../law/index.js';
import {
  absorbing,
  type ChainValues,
  chainValues,
  type OperatorName,
  paperOperator,
  usual,
} from '../cases/chain-models.js';
import { type ChainCase, chainEngine, chainIn, preparedRing } from './chain.js';

/** The model of the statements of laws of ensembles. */
export const ensembleModel =
  'ω = 1.6\nhamiltonian sum_j S_j·S_<j+1>\ndrive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)';

/** Whether a state has coherences inside degenerate levels, or populations only. */
const stateDomain = choices(['coherent', 'populations']);

/** A driven chain with the kind of its states. */
export interface EnsembleCase extends ChainCase {
  readonly state: 'coherent' | 'populations';
}

interface Point {
  readonly N: ChainValues['N'];
  readonly B: number;
  readonly Delta: number;
  readonly omega: number;
  readonly ratio: number;
  readonly state: EnsembleCase['state'];
}

/** Cases of the paper's chain for laws of ensembles; B = 0, where S^z and −S^z are degenerate, is one of them. */
export function ensembleCases(wanted: number, N: readonly ChainValues['N'][] = ['4']): CaseSpace<EnsembleCase> {
  return caseSpace<Point, EnsembleCase>({
    parameters: {
      N: choices(N),
      // Fields of up to J give every S^z a weight that is not negligible.
      B: reals({ from: -1, to: 1, corners: [-1, 0], unit: 'J' }),
      Delta: chainValues.Delta,
      omega: chainValues.omega,
      ratio: chainValues.ratio,
      state: stateDomain,
    },
    wanted,
    build: ({ state, ...point }) => ({ values: { ...usual, ...point }, drive: absorbing, engine: chainEngine, state }),
  });
}

/** L on the states of a chain, with the channels of its engine, and its steady state. */
export function relaxationIn(subject: EnsembleCase): { readonly relaxation: Relaxation; readonly exact: Float64Array } {
  const relaxation = relaxationOnly(subject);
  return { relaxation, exact: solveSteadyState(relaxation.chain.parts).values };
}

/** L on the states of a chain. */
export function relaxationOnly(subject: EnsembleCase): Relaxation {
  const chain = chainIn(subject);
  const populationsOnly = subject.state === 'populations';
  const { spectrum, channels } = preparedRing(
    { chain, engine: subject.engine },
    populationsOnly ? [paperOperator('C3', subject.values), paperOperator('JS', subject.values)] : [],
  );
  const unknowns = unknownsOf(spectrum, { coherences: populationsOnly ? 'none' : 'across charges' });
  const parts = channels.map((c, k) => ({
    superoperator: rateSuperoperatorOf(unknowns, c),
    strength: 1,
    perturbation: chain.perturbations[k]!,
    key: String(k),
  }));
  return new Relaxation({ sites: chain.sites, spectrum, unknowns, parts, unit: 1, populationsOnly });
}

/** Conserved parts of operators of the paper by their elements. */
export function chargesOf(
  relaxation: Relaxation,
  { values }: EnsembleCase,
  names: readonly OperatorName[],
): ChargeElements[] {
  return names.map((name) => ({ name, values: elementsOf(relaxation, paperOperator(name, values)) }));
}

/** A ring without perturbations and with all coherences, for laws about conserved operators. */
export function bareRelaxation(sites: number, hamiltonian: NumericOperator): Relaxation {
  const basis = new RingBasis(sites, symmetryOf({ sites, hamiltonian, perturbations: [] }));
  const spectrum = spectrumOf(basis, RingOperator.of(hamiltonian, sites));
  const unknowns = unknownsOf(spectrum, { coherences: 'across charges' });
  return new Relaxation({ sites, spectrum, unknowns, parts: [], unit: 1, populationsOnly: false });
}

/** The largest difference of two vectors over the largest element of the second. */
export function deviationOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  let largest = 0;
  for (let k = 0; k < b.length; k++) {
    // A value that is no number is the worst of all.
    worst = Number.isNaN(a[k]!) ? Infinity : Math.max(worst, Math.abs(a[k]! - b[k]!));
    largest = Math.max(largest, Math.abs(b[k]!));
  }
  return largest === 0 ? worst : worst / largest;
}
