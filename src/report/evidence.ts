import type { ModularEvidence, Refutation } from '../charges/index.js';
import { nameText } from '../language/index.js';

/** The evidence of a modular proof as text. */
export function evidenceText({ degrees, height, points, primes }: ModularEvidence): string {
  const powers = [...degrees].map(([name, degree]) => `${nameText(name)} up to power ${degree}`);
  const bits = height.toString(2).length;
  return `computed modulo primes: ${powers.length > 0 ? `${powers.join(', ')}, ` : ''}coefficients below 2^${bits}; all vanish at ${points} ${points === 1 ? 'point' : 'points'} modulo ${primes.length} ${primes.length === 1 ? 'prime' : 'primes'}`;
}

export function refutationText(what: string, { word, prime, point }: Refutation): string {
  const at = [...point].map(([name, value]) => `${nameText(name)} = ${value}`);
  return `${what} does not vanish: the coefficient of ${word} is not 0 modulo ${prime}${at.length > 0 ? ` at ${at.join(', ')}` : ''}, other parameters 1`;
}
