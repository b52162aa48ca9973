import { Rejected, type Work, limits, reject } from './limits.js';
import { type Operator, adjoint, combination, commutator, degree, difference, overlap, productOf, range, reflection, termKey, translation } from './operator.js';
import { parameterOf, isPrimeName, valueAt } from './polynomial.js';
import { type Certificate, readCertificate } from './read.js';
import { statementOf } from './statement.js';

/** The answer about a certificate. An accepted one comes with the statement that was checked. */
export type Answer =
  | { readonly accepted: true; readonly statement: string }
  | { readonly accepted: false; readonly reason: string };

/**
 * Checks the text of a certificate: reads it strictly, computes every step anew, and compares.
 *
 * Two operators are the same where every coefficient of their difference is the empty sum: exponents of the parameters and
 * square roots of different primes are independent, so nothing else vanishes identically.
 */
export function checkCertificate(text: string): Answer {
  try {
    return { accepted: true, statement: check(readCertificate(text)) };
  } catch (error) {
    if (error instanceof Rejected) return { accepted: false, reason: error.message };
    throw error;
  }
}

function check(certificate: Certificate): string {
  const { parameters, steps, claim } = certificate;
  const work: Work = { left: limits.work };
  const complex = new Set([...parameters].filter(([, domain]) => domain === 'complex').map(([name]) => name));
  const made: Operator[] = [];
  const at = (n: number): Operator => made[n - 1]!;
  for (const step of steps) {
    switch (step.kind) {
      case 'words':
        made.push(step.operator);
        break;
      case 'commutator':
        made.push(commutator(at(step.of[0]), at(step.of[1]), work));
        break;
      case 'product':
        made.push(productOf(at(step.of[0]), at(step.of[1]), work));
        break;
      case 'combination':
        made.push(combination(step.of.map(({ times, step: n }) => ({ times, of: at(n) })), work));
        break;
      case 'overlap':
        made.push(overlap(at(step.of[0]), at(step.of[1]), complex, work));
        break;
      case 'adjoint':
        made.push(adjoint(at(step.of), complex));
        break;
      case 'reflection':
        made.push(reflection(at(step.of)));
        break;
      case 'translation':
        made.push(translation(at(step.of), step.by));
        break;
      case 'range':
        made.push(range(at(step.of)));
        break;
      case 'degree':
        made.push(degree(at(step.of)));
    }
  }
  const rest = difference(at(claim.of[0]), at(claim.of[1]), work);
  if (claim.kind === 'equal') {
    if (rest.size > 0) reject(`the two sides differ in ${rest.size} ${rest.size === 1 ? 'word' : 'words'}`);
    return statementOf(certificate);
  }
  const term = rest.get(termKey(claim.word, claim.place));
  if (!term) reject('the two sides do not differ in this word');
  const occurring = new Set<string>();
  for (const { powers } of term.coefficient.values()) {
    for (const name of powers.keys()) if (!isPrimeName(name)) occurring.add(parameterOf(name));
  }
  for (const name of claim.point.keys()) if (!occurring.has(name)) reject(`the point gives ${name}, which the coefficient does not hold`);
  const value = valueAt(term.coefficient, claim.point, work);
  if (value.size === 0) reject('the coefficient vanishes at this point');
  return statementOf(certificate, value);
}
