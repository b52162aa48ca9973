import { DiagnosticError, limit } from '../text/index.js';
import { refuseNothingActs } from './refusals.js';
import { checkState, settledResidual, type SteadyOptions, type ChainState } from './state.js';
import { byElimination } from './steady-by-elimination.js';
import { bySweeps } from './steady-by-sweeps.js';
import { largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';
import { type Support, supportOf } from './support.js';
import type { Unknowns } from './unknowns.js';

/**
 * The null vector of the rate superoperator, chain (11): the state at ε → 0.
 *
 * Rates between sectors of different S^z may be forty orders of magnitude smaller than those inside (a large field),
 * and then a null vector of the whole matrix is lost in rounding. So the state is built in two steps that repeat: the
 * weight of each sector from the balance of what flows up and down, by an elimination that never subtracts, and the
 * state inside a sector from its own equations with that inflow (aggregation and disaggregation; Gauss-Seidel over the
 * sectors).
 *
 * Levels that are left for good have no weight; where the rest is one closed class of levels, the state is that of the
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
    // A perturbation that was left out may be the one that makes the state unique.
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
  // Sweeps know sectors that are all populated.
  const { method = size <= maxDirectUnknowns || (support && size <= maxFallbackUnknowns) ? 'elimination' : 'sweeps' } =
    options;
  if (method === 'elimination') return byElimination(active, support, options);
  if (options.method === 'sweeps' || size > maxFallbackUnknowns) return bySweeps(active, options);
  try {
    const state = bySweeps(active, options);
    if (state.residual <= settledResidual) return state;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !['steady-not-unique', 'no-convergence'].includes(error.diagnostic.code))
      throw error;
  }
  // Some rate inside a sector is as small as those between sectors, or smaller: no sweep sees it.
  return byElimination(active, support, options);
}

/**
 * Up to so many unknowns (rings of ten sites) one elimination of all of them takes no longer than sweeps, and needs no
 * luck.
 */
const maxDirectUnknowns = 2500;

/** Up to so many it is there for what sweeps do not settle: it needs 0.6 GB and a minute. */
const maxFallbackUnknowns = 8500;

/**
 * Bytes that `steadyState` takes beside the rate superoperators: one matrix of all unknowns, or the factors of every class and
 * room for one more.
 */
export function steadyBytes({ size, classes }: Unknowns): number {
  if (size <= maxDirectUnknowns) return 8 * size ** 2;
  const sizes = classes.map((c) => c.end - c.start);
  return 8 * (sizes.reduce((s, n) => s + n * n, 0) + 3 * Math.max(...sizes) ** 2);
}
