import { operatorPeriod } from '../charges/index.js';
import { type Operator, commonPeriod, residueWeight } from '../spin/index.js';
import type { Parts } from './parts.js';

/**
 * Sites after which all of these sums repeat.
 *
 * @diagnostic `period-too-long`
 */
export function commonPeriodOf(operators: readonly Operator[]): number {
  const period = operators.reduce((p, a) => commonPeriod(p, operatorPeriod(a)), 1);
  return residueWeight(period, 0).sites.period;
}

/** Sites after which H0 and V repeat, with its jumps. */
export function periodUnder(hamiltonian: Operator, { whole, jumps }: Parts): number {
  return commonPeriodOf([hamiltonian, whole, ...jumps]);
}
