import { type Coefficient, oneCoefficient } from '../exact/index.js';
import { type Component, type Operator, identityOperator, multiplyOperators, pauli } from '../spin/index.js';
import { type Span, refuse } from '../text/index.js';
import { maxSites } from './finite.js';

/** Checks a site number read from a file; undefined means that it was not an integer. */
export function checkedSite(site: number | undefined, span: Span): number {
  if (site === undefined || !Number.isSafeInteger(site) || site < 0 || site >= maxSites) {
    const text = span.source.text.slice(span.start, span.end);
    refuse('bad-site', `${site ?? (text.length > 40 ? `${text.slice(0, 40)}…` : text)} is not a site number`, {
      span,
      hint: `sites are whole numbers from 0 to ${maxSites - 1}`,
    });
  }
  return site;
}

/** coefficient · ∏ σ^a_site, in the order given; a site may come twice. Without factors it is the identity. */
export function productOfLetters(
  factors: readonly (readonly [Component, number])[],
  coefficient: Coefficient,
): Operator {
  // The first factor includes the coefficient, so that a product of n letters takes n − 1 multiplications.
  let result: Operator | undefined;
  for (const [component, site] of factors) {
    const next = pauli(component, site, result ? oneCoefficient : coefficient);
    result = result ? multiplyOperators(result, next) : next;
  }
  return result ?? identityOperator(coefficient);
}
