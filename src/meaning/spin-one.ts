import { type Span, refuse } from '../text/index.js';
import type { Environment } from './environment.js';

/**
 * Refuses a part of the language that means spins 1/2 where the sites hold spins 1.
 *
 * @diagnostic `spin-half-only`
 */
export function refuseForSpinOne(what: string, span: Span, { isSpinOne }: Environment): void {
  if (!isSpinOne) return;
  refuse('spin-half-only', `${what} is known for spins 1/2 only, and the sites hold spins 1`, {
    span,
    hint: 'leave spin 1 out for a chain of spins 1/2',
  });
}
