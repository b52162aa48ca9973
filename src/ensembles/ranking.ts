import { relativeEntropy } from './measures.js';
import { exponentOf } from './discovered.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, extended } from './span.js';
import { solveEnsemble, type SteadyEnsemble, solvedOrNot } from './steady.js';

/** The effect of one more charge on an ensemble. */
export interface RankedCharge {
  readonly charge: string;
  /** S(ρ_with‖ρ_without), undefined where no steady ensemble was found */
  readonly moved: number | undefined;
  readonly with: SteadyEnsemble | undefined;
}

/**
 * Candidates by how far each of them, added alone, moves the steady ensemble; those that depend on the charges already
 * present move nothing and come last.
 */
export function ranked(
  relaxation: Relaxation,
  start: SteadyEnsemble,
  candidates: readonly ChargeElements[],
): RankedCharge[] {
  const found = candidates.map((charge): RankedCharge => {
    const span = extended(relaxation, start.span, [charge]);
    if (span.basis.length === start.span.basis.length) return { charge: charge.name, moved: 0, with: start };
    const next = solvedOrNot(() => solveEnsemble(relaxation, span, start));
    return {
      charge: charge.name,
      moved: next && relativeEntropy(relaxation, next.state.values, start.state.exponential, exponentOf(start)),
      with: next,
    };
  });
  return found.sort((a, b) => (b.moved ?? -1) - (a.moved ?? -1));
}
