import { type ClaimDocument, claimDocument } from '../report/index.js';
import { Session } from '../session/index.js';
import { DiagnosticError, readable, refuse } from '../text/index.js';

/** The verdicts on the claims of a program. */
export interface Proof {
  /**
   * whether every claim succeeded: `prove` where the two sides are equal for all parameters, `refute` where they are
   * not
   */
  readonly holds: boolean;
  /** one document for each claim, in their order, as in `spinlaw prove --json` */
  readonly claims: readonly ClaimDocument[];
}

/**
 * Decides the claims of a program exactly, for all values of its parameters. A false claim is an ordinary result, with
 * the residual operator and a point where it does not vanish; only a text that cannot be read is an error.
 *
 *   prove(`H = sum_j J S_j·S_<j+1>
 *          prove [H, sum_j Sz_j] = 0`).holds                  true
 *
 * @group Proofs
 * @param text  a program of the language: definitions, `param`, `prove` and `refute`
 * @throws DiagnosticError of the first statement that cannot be read or evaluated; `no-claim` where there are none
 */
export function prove(text: string): Proof {
  return readable(() => {
    const claims: ClaimDocument[] = [];
    for (const outcome of new Session({ spins: 'any' }).run({ name: '<program>', text })) {
      if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
      if (outcome.kind === 'claim') claims.push(claimDocument(outcome.claim));
    }
    if (claims.length === 0)
      refuse('no-claim', 'the program claims nothing, so there is nothing to prove', {
        hint: 'prove [sum_j X_j X_<j+1>, sum_j Z_j] = 0',
      });
    return { holds: claims.every(({ holds }) => holds), claims };
  });
}
