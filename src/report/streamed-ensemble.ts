import type { ChainStudy, Ensemble, EnsembleOptions } from '../chain/index.js';
import { DiagnosticError } from '../text/index.js';
import type { SteadyTask } from './steady-task.js';

/**
 * The ensemble of a list of named operators, for which rates are summed as they are computed, so that large rings are
 * within reach; undefined for lists that need the rates themselves: families of operators, discovered charges, and charges
 * that are not all numbers on the eigenstates.
 *
 * @diagnostic those of `ChainStudy.ensemble` but for `charges-do-not-commute`
 */
export function streamedEnsemble(
  study: ChainStudy,
  { chain, members, resolvers }: SteadyTask,
  options: Pick<EnsembleOptions, 'independent'> = {},
): Ensemble | undefined {
  if (!members) return undefined;
  try {
    return study.ensemble(chain, members, { resolvers, ...options });
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'charges-do-not-commute') return undefined;
    throw error;
  }
}
