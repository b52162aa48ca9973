import { type Diagnostic, DiagnosticError } from '../text/index.js';
import { relativeEntropy } from './measures.js';
import { exponentOf } from './discovered.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, extended } from './span.js';
import { solveEnsemble, type SteadyEnsemble } from './steady.js';

/** The effect of one more charge on an ensemble. */
export interface RankedCharge {
  readonly charge: string;
  /** S(ρ_with‖ρ_without), undefined where no steady ensemble was found */
  readonly moved: number | undefined;
  readonly with: SteadyEnsemble | undefined;
  /** why no steady ensemble was found */
  readonly refused?: Diagnostic;
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
    try {
      const next = solveEnsemble(relaxation, span, start);
      const moved = relativeEntropy(relaxation, next.state.values, start.state.exponential, exponentOf(start));
      return { charge: charge.name, moved, with: next };
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code === 'interrupted') throw error;
      return { charge: charge.name, moved: undefined, with: undefined, refused: error.diagnostic };
    }
  });
  return found.sort((a, b) => (b.moved ?? -1) - (a.moved ?? -1));
}
