import { checkInterrupt, DiagnosticError, limit } from '../text/index.js';
import { type EnsembleState, TruncatedEnsemble } from './ensemble.js';
import { type EnsembleCharge, type StateForces, sumForces } from './forces.js';
import type { StateAlgebra } from './state-algebra.js';

/** The residual below which a state counts as found although Newton's method has not met its own criterion. */
const settled = 1e-11;

/**
 * The residual above which a state does not count as found although Newton's method has met its criterion, which is
 * relative to λ: towards a single state that nothing leaves, λ grows without bound and every force counts as small.
 */
const frozen = 1e-6;

/** Whether Newton's method has ended in a steady ensemble. */
export function isSteady({ converged }: { readonly converged: boolean }, residual: number): boolean {
  return residual < (converged ? frozen : settled);
}

/**
 * A steady ensemble by continuation: the perturbations marked `turnedOn` are increased from zero, starting from a state
 * that solves the problem without them (thermal, if there is only a bath), in steps that are halved where Newton's
 * method fails.
 *
 * @param parts  growth rates of each perturbation, its strength, and whether it is turned on step by step
 * @param start  λ of the thermal state
 * @param algebra  in which the charges are matrices; diagonal matrices by default
 * @diagnostic `no-convergence`, `susceptibility-singular`
 */
export function steadyEnsemble(
  charges: readonly EnsembleCharge[],
  parts: readonly { readonly growth: StateForces; readonly strength: number; readonly turnedOn: boolean }[],
  start: ArrayLike<number>,
  algebra?: StateAlgebra,
): {
  readonly ensemble: TruncatedEnsemble;
  readonly state: EnsembleState;
  readonly residual: number;
  readonly iterations: number;
} {
  const at = (s: number): TruncatedEnsemble =>
    new TruncatedEnsemble(
      charges,
      sumForces(parts.map((p) => ({ growth: p.growth, strength: p.turnedOn ? s * p.strength : p.strength }))),
      algebra,
    );
  let here: Float64Array = Float64Array.from(start);
  let reached = 0;
  let goal = 1;
  let iterations = 0;
  for (let trials = 0; trials < 200; trials++) {
    checkInterrupt();
    const ensemble = at(goal);
    let solved: ReturnType<TruncatedEnsemble['solve']> | undefined;
    try {
      solved = ensemble.solve(here);
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'not-finite') throw error;
    }
    iterations += solved?.report.history.length ?? 0;
    const residual = solved ? ensemble.residual(solved) : Infinity;
    if (solved && isSteady(solved.report, residual)) {
      if (goal === 1) return { ensemble, state: solved, residual, iterations };
      here = solved.report.value;
      reached = goal;
      goal = Math.min(1, 4 * reached);
    } else {
      goal = reached === 0 ? goal / 8 : (reached + goal) / 2;
      if (goal - reached < 1e-6 * goal || goal < 1e-12) break;
    }
  }
  return limit('no-convergence', 'no steady ensemble was found from the thermal state on', {
    hint: 'where everything ends in one state, or in several classes of states, Lagrange parameters grow without bound: --ensemble exact gives that state, or the reason why there is no single one',
  });
}
