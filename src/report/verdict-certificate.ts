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
      because: 'there are certificates for verdicts of Theorem A only',
      isLimit: false,
    };
  // In another order of its sites the chain has other periods.
  return certificateOf(() =>
    order ? certifyExclusion(order.hamiltonian) : certifyExclusion(hamiltonian, period, spin),
  );
}

/**
 * The certificates of the pieces of a chain that Theorem A decides, each as a chain of its own.
 *
 * @returns  by the number of the piece; empty where the chain is one, or Theorem A decides about none of its pieces
 */
export function pieceCertificates({ verdict }: IntegrabilityAnswer): ReadonlyMap<number, VerdictCertificate> {
  const found = new Map<number, VerdictCertificate>();
  if (verdict.kind !== 'pieces') return found;
  verdict.infinite.forEach(({ verdict: own, order, hamiltonian }, k) => {
    if (own.kind === 'not-integrable')
      found.set(
        k,
        certificateOf(() => certifyExclusion(order?.hamiltonian ?? hamiltonian)),
      );
  });
  return found;
}

function certificateOf(certify: () => ExclusionCertificate): VerdictCertificate {
  try {
    return { kind: 'checked', ...certify() };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'not-certifiable') throw error;
    return { kind: 'none', because: error.diagnostic.message, isLimit: true };
  }
}
