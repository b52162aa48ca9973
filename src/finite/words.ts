import { numericOperator, type NumericOperator } from '../ring/index.js';
import { type FiniteChain, type Operator, isDisplaced, onFiniteChain } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';

/** Values of parameters by their names in ASCII. It refuses a parameter that has none. */
export type ParameterValues = (name: string) => number;

/** Largest number of sites of a chain whose states are counted out. */
export const maxFiniteSites = 16;

/**
 * An operator on a finite chain with numbers for its parameters: local words on the sites 0 … N − 1.
 *
 * @diagnostic `too-many-sites`, `displacement`, `time-dependent`, `not-finite`, those of `onRing` and `onOpenChain` and
 *   of `at`
 */
export function numbersOn(operator: Operator, chain: FiniteChain, at: ParameterValues): NumericOperator {
  if (chain.sites > maxFiniteSites) {
    limit('too-many-sites', `${chain.sites} sites have 2^${chain.sites} states; ${maxFiniteSites} sites are the most`, {
      hint: 'take fewer sites',
    });
  }
  const { terms } = onFiniteChain(operator, chain);
  if (terms.some((t) => isDisplaced(t.place))) {
    refuse('displacement', 'the bath displacement (a + a†) is not an operator of spins', {
      hint: 'take the spin part only',
    });
  }
  return numericOperator({ terms }, at);
}

/** Σ|c| over the words: a bound on the norm of an operator. */
export function normBound(operator: NumericOperator): number {
  return operator.reduce((sum, { re, im }) => sum + Math.hypot(re, im), 0);
}
