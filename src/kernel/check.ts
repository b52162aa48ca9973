import { parse } from './algebra.js';
import { Rejected, reject } from './rejected.js';
import { certificateFormat, checkEquations } from './certificate.js';
import { checkExclusion, exclusionFormat } from './exclusion.js';
import type { Work } from './limits.js';

/** The verdict on a certificate. An accepted certificate comes with the statement that was checked. */
export type CertificateVerdict =
  | { readonly accepted: true; readonly statement: string }
  | { readonly accepted: false; readonly reason: string };

/**
 * Checks the text of a certificate: reads it strictly, recomputes every step, and compares.
 *
 * @param text  the JSON text of a certificate
 * @returns     accepted with the statement that was checked, or rejected with the reason
 * @cost        at most in proportion to the length of the text
 */
export function checkCertificate(text: string): CertificateVerdict {
  try {
    return { accepted: true, statement: statementOf(text) };
  } catch (error) {
    if (error instanceof Rejected) return { accepted: false, reason: error.message };
    throw error;
  }
}

/** The statement of a certificate of excluded charges, checked within the given amount of work; throws `Rejected`. */
export function checkWithin(text: string, work: Work): string {
  return checkExclusion(parse(text), text.length, work);
}

function statementOf(text: string): string {
  const document = parse(text);
  const format =
    typeof document === 'object' && document !== null && 'format' in document ? document.format : undefined;
  if (format === certificateFormat) return checkEquations(document, text.length);
  if (format === exclusionFormat) return checkExclusion(document, text.length);
  if (format === 'spinlaw-certificate-1')
    reject('the format is spinlaw-certificate-1 of an earlier version; prove --certify writes it anew');
  return reject('the text has no format of certificates');
}
