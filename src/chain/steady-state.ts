import { DiagnosticError, limit } from '../text/index.js';
import { refuseNothingActs } from './refusals.js';
import { checkState, settledResidual, type SteadyOptions, type ChainState } from './state.js';
import { byElimination } from './steady-by-elimination.js';
import { byProducts, maxKrylovVectors } from './steady-by-products.js';
import { bySweeps } from './steady-by-sweeps.js';
import { largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';
import { type Support, supportOf } from './support.js';
import type { Unknowns } from './unknowns.js';

/**
 * The null vector of the rate superoperator, chain (11): the state at ε → 0.
 *
 * In a large field the rates between sectors of different S^z may be forty orders of magnitude smaller than those
 * inside, and then a null vector of the whole matrix is lost in rounding. So the state is found by repeating two steps.
 * The weight of each sector follows from the balance of the fluxes between sectors, by an elimination that never
 * subtracts, and the state inside a sector from its own equations with the inflow from the others (aggregation and
 * disaggregation; Gauss-Seidel over the sectors).
 *
 * Levels that are left forever have no weight; if the rest is one closed class of levels, the state is that of the
 * class.
 *
 * @diagnostic `steady-not-unique`, `no-rates`, `no-convergence`, `not-resolved`
 * @implements chain (11) for the null vector
 */
export function solveSteadyState(parts: readonly WeightedSuperoperator[], options: SteadyOptions = {}): ChainState {
  const active = parts.filter((p) => p.strength !== 0);
  if (active.length === 0 || largestOutflow(active) === 0) refuseNothingActs();
  try {
    return checkState(stateWithin(active, supportOf(active), options));
  } catch (error) {
    if (
      active.length === parts.length ||
      !(error instanceof DiagnosticError) ||
      error.diagnostic.code !== 'steady-not-unique'
    )
      throw error;
    // A perturbation that was left out may be the one that would make the state unique.
    return limit(
      'not-resolved',
      'the strengths of the perturbations lie so far apart that the squares of some vanish beside the others: doubles cannot weigh them against each other',
      {
        hint: 'take strengths that lie within a factor of 1e145',
      },
    );
  }
}

function stateWithin(
  active: readonly WeightedSuperoperator[],
  support: Support | undefined,
  options: SteadyOptions,
): ChainState {
  const size = support?.unknowns.length ?? active[0]!.superoperator.unknowns.size;
  // Sweeps require that all sectors are populated.
  const { unknowns } = active[0]!.superoperator;
  const { method = size <= maxDirectUnknowns || (support && size <= maxFallbackUnknowns) ? 'elimination' : 'sweeps' } =
    options;
  if (method === 'elimination') return byElimination(active, support, options);
  if (method === 'products') return byProducts(active, options);
  if (!options.method && !support && size > maxFallbackUnknowns && unknowns.pairs.length === 0) {
    const found = settledOrNot(() => byProducts(active, options), hasFactors(unknowns));
    if (found) return found;
  }
  if (options.method === 'sweeps' || size > maxFallbackUnknowns) return bySweeps(active, options);
  try {
    const state = bySweeps(active, options);
    if (state.residual <= settledResidual) return state;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !['steady-not-unique', 'no-convergence'].includes(error.diagnostic.code))
      throw error;
  }
  // If some rate inside a sector is as small as those between sectors, or smaller, sweeps do not resolve it.
  return byElimination(active, support, options);
}

/** The answer of a method; undefined where it does not converge and another one can be tried. */
function settledOrNot(solve: () => ChainState, hasAnother: boolean): ChainState | undefined {
  try {
    return solve();
  } catch (error) {
    if (hasAnother && error instanceof DiagnosticError && error.diagnostic.code === 'no-convergence') return undefined;
    throw error;
  }
}

/** Largest class of unknowns (rings of 14 sites at B = 0) whose factors are made where products do not converge. */
const maxFactoredClass = 6000;

/** Are the factors of all classes small enough to be made? */
const hasFactors = ({ classes }: Unknowns): boolean => classes.every((c) => c.end - c.start <= maxFactoredClass);

/**
 * Number of unknowns (rings of eight sites) up to which one elimination of all of them takes no longer than sweeps, and
 * always succeeds in the same time.
 */
const maxDirectUnknowns = 700;

/**
 * Number of unknowns up to which elimination is used where sweeps do not converge; it then takes 0.6 GB and a minute.
 */
const maxFallbackUnknowns = 8500;

/**
 * Number of bytes that `solveSteadyState` takes in addition to the rate superoperators: one matrix of all unknowns, or
 * the factors of every class and of one more in each thread; vectors alone where the classes are too large.
 */
export function steadyBytes(unknowns: Unknowns, threads = 1): number {
  const { size, classes } = unknowns;
  if (size <= maxDirectUnknowns) return 8 * size ** 2;
  if (unknowns.pairs.length === 0 && !hasFactors(unknowns)) return 8 * size * maxKrylovVectors;
  const sizes = classes.map((c) => c.end - c.start);
  return 8 * (sizes.reduce((s, n) => s + n * n, 0) + 3 * Math.min(threads, sizes.length) * Math.max(...sizes) ** 2);
}
