import { type SolveDocument, solveDocument } from '../report/index.js';
import { Session } from '../session/index.js';
import { DiagnosticError, readable, refuse } from '../text/index.js';

/** The solutions of the equations of a program. */
export interface Solutions {
  /** whether every equation has a solution */
  readonly solved: boolean;
  /** one document for each equation, in their order, as in `spinlaw prove --json` */
  readonly solutions: readonly SolveDocument[];
}

/**
 * Solves the equations of a program exactly, for unknowns in which they are linear. An equation without a solution is an
 * ordinary result, with an equation that contradicts the others; only a text that cannot be read is an error.
 *
 *   solveEquations(`H = sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z
 *          solve [H, sum_j a S_j·S_<j+1> + D (S_j×S_<j+1>)^z] = 0 for a`).solutions[0].values    [{ name: 'a', value: 'J' }]
 *
 * @group Proofs
 * @param text  a program of the language: definitions, `param` and `solve`
 * @throws DiagnosticError of the first statement that cannot be read or evaluated; `no-equation` where there are none
 */
export function solveEquations(text: string): Solutions {
  return readable(() => {
    const solutions: SolveDocument[] = [];
    for (const outcome of new Session({ spins: 'any' }).run({ name: '<program>', text })) {
      if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
      if (outcome.kind === 'solve') solutions.push(solveDocument(outcome.solved));
    }
    if (solutions.length === 0)
      refuse('no-equation', 'the program has no equation to be solved', {
        hint: 'solve [sum_j X_j X_<j+1>, sum_j Z_j + a X_j] = 0 for a',
      });
    return { solved: solutions.every(({ solved }) => solved), solutions };
  });
}
