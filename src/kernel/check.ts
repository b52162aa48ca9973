import { Rejected, type Work, reject, workFor } from './limits.js';
import { type CertificateOperator, difference, termKey } from './operator.js';
import { parameterOf, valueAt } from './polynomial.js';
import { checkExclusion, exclusionFormat } from './exclusion.js';
import { type Certificate, parse, readCertificate } from './read.js';
import { statementOf } from './statement.js';

/** The verdict on a certificate. An accepted certificate comes with the statement that was checked. */
export type CertificateVerdict =
  | { readonly accepted: true; readonly statement: string }
  | { readonly accepted: false; readonly reason: string };

/**
 * Checks the text of a certificate: reads it strictly, recomputes every step, and compares.
 *
 * Two operators are the same where every coefficient of their difference is the empty sum: exponents of the parameters
 * and square roots of different primes are independent, so nothing else vanishes identically.
 *
 * @param text  the JSON text of a certificate
 * @returns     accepted with the statement that was checked, or rejected with the reason
 * @cost        at most in proportion to the length of the text
 */
export function checkCertificate(text: string): CertificateVerdict {
  try {
    return { accepted: true, statement: checkWithin(text, workFor(text)) };
  } catch (error) {
    if (error instanceof Rejected) return { accepted: false, reason: error.message };
    throw error;
  }
}

/** The statement of a certificate, checked within the given amount of work; throws `Rejected`. */
export function checkWithin(text: string, work: Work): string {
  const document = parse(text);
  const isExclusion = typeof document === 'object' && document !== null && 'format' in document;
  if (isExclusion && document.format === exclusionFormat) return checkExclusion(document, work);
  return check(readCertificate(document, work), work);
}

function check(certificate: Certificate, work: Work): string {
  const { parameters, steps, claim } = certificate;
  const complex = new Set([...parameters].filter(([, domain]) => domain === 'complex').map(([name]) => name));
  const made: CertificateOperator[] = [];
  const at = (n: number): CertificateOperator => made[n - 1]!;
  for (const step of steps) made.push(step.make(step.of.map(at), { work, complex }));
  const rest = difference(at(claim.of[0]), at(claim.of[1]), work);
  if (!claim.differ) {
    if (rest.size > 0) reject(`the two sides differ in ${rest.size} ${rest.size === 1 ? 'word' : 'words'}`);
    return statementOf(certificate);
  }
  const { word, place, point } = claim.differ;
  const { coefficient } = rest.get(termKey(word, place)) ?? reject('the two sides do not differ in this word');
  const occurring = new Set([...coefficient.values()].flatMap(({ powers }) => [...powers.keys()].map(parameterOf)));
  for (const name of point.keys())
    if (!occurring.has(name)) reject(`the point gives ${name}, which the coefficient does not hold`);
  const value = valueAt(coefficient, point, work);
  if (value.size === 0) reject('the coefficient vanishes at this point');
  return statementOf(certificate, value);
}
