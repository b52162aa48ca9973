import type { IntegrabilityAnswer, IntegrabilityQuestion } from '../integrability/index.js';
import { type ExclusionCertificate, certifyExclusion } from '../proof/index.js';
import { DiagnosticError } from '../text/index.js';

/** The certificate of the verdict on a chain, accepted by the kernel, or why there is none. */
export type VerdictCertificate =
  | (ExclusionCertificate & { readonly kind: 'checked' })
  | {
      readonly kind: 'none';
      readonly because: string;
      /** whether the verdict is one that has certificates, and this one is beyond their limits */
      readonly isLimit: boolean;
    };

/** The certificate of a verdict of Theorem A about a whole chain. */
export function verdictCertificate(
  { hamiltonian, verdict, order }: IntegrabilityAnswer,
  { period, spin }: Pick<IntegrabilityQuestion, 'period' | 'spin'> = {},
): VerdictCertificate {
  if (verdict.kind !== 'not-integrable')
    return {
      kind: 'none',
      because: 'there are certificates for verdicts of Theorem A about the whole chain only',
      isLimit: false,
    };
  try {
    // In another order of its sites the chain has other periods.
    const found = order ? certifyExclusion(order.hamiltonian) : certifyExclusion(hamiltonian, period, spin);
    return { kind: 'checked', ...found };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'not-certifiable') throw error;
    return { kind: 'none', because: error.diagnostic.message, isLimit: true };
  }
}
