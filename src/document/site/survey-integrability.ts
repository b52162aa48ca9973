import { type IntegrabilityAnswer, type IntegrabilityOptions, integrabilityAnswer } from '../../integrability/index.js';
import type { Assumptions, Notation } from '../../meaning/index.js';
import {
  type IntegrableDocument,
  type VerdictCertificate,
  integrabilityWriting,
  verdictCertificate,
} from '../../report/index.js';
import type { Operator } from '../../spin/index.js';
import { DiagnosticError, withinSeconds } from '../../text/index.js';

/** Whether a chain is integrable, with its certificate, or why that was not found out. */
export type SurveyedIntegrability =
  | { readonly kind: 'answer'; readonly answer: IntegrabilityAnswer; readonly certificate: VerdictCertificate }
  | { readonly kind: 'none'; readonly because: string };

/** Longest charges that are counted, in sites; there are many more operators on sites of spin 1. */
export const longestCounted = 5;
const longestOfSpinOne = 3;
/** Time for the verdict on a chain, for its special couplings, and for its certificate, in seconds. */
const longestTime = 60;
const longestSearch = 3;

/** The verdict on a chain, with the numbers of its local charges and its certificate, in limited time. */
export function surveyIntegrability(
  hamiltonian: Operator,
  { spin = '1/2' }: Pick<IntegrabilityOptions, 'spin'> = {},
): SurveyedIntegrability {
  const range = spin === '1' ? longestOfSpinOne : longestCounted;
  try {
    const answer = withinSeconds(longestTime, () =>
      integrabilityAnswer(hamiltonian, { range, spin, seconds: longestSearch }),
    );
    if (!answer) return { kind: 'none', because: `the verdict takes longer than ${longestTime} seconds` };
    const certificate = withinSeconds(longestTime, () => verdictCertificate(answer, { spin }));
    return {
      kind: 'answer',
      answer,
      certificate: certificate ?? {
        kind: 'none',
        because: `the certificate takes longer than ${longestTime} seconds`,
        isLimit: true,
      },
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.code === 'interrupted' || error.diagnostic.kind === 'fault')
      throw error;
    return { kind: 'none', because: error.diagnostic.message };
  }
}

/** The fields of `integrable --json` for a chain; those of the verdict alone where nothing else was found out. */
export type SurveyedDocument = IntegrableDocument | SurveyedFailure;
type SurveyedFailure = Pick<
  IntegrableDocument,
  'verdict' | 'proved' | 'theorem' | 'construction' | 'text' | 'certificate'
>;

/**
 * The verdict on a chain as data.
 *
 * @param certificate  the place of its certificate in the site, if it has one
 */
export function surveyedDocument(
  found: SurveyedIntegrability,
  certificate: string,
  { assumptions = [], notation }: { readonly assumptions?: readonly Assumptions[]; readonly notation?: Notation } = {},
): SurveyedDocument {
  if (found.kind === 'none')
    return {
      verdict: 'undecided',
      proved: false,
      theorem: null,
      construction: null,
      text: `undecided: ${found.because}`,
      certificate: null,
    };
  return {
    ...integrabilityWriting(found.answer, assumptions, notation).document,
    certificate: found.certificate.kind === 'checked' ? certificate : null,
  };
}
