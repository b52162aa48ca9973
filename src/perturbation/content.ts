import {
  type Coefficient,
  divisorOfCoefficients,
  fourierComponents,
  isFreeOfCouplings,
  zeroCoefficient,
} from '../exact/index.js';
import type { Operator } from '../spin/index.js';

/**
 * The common divisor of all coefficients of some operators, including each component of a drive: wherever it vanishes,
 * all of them vanish.
 *
 * @returns undefined where the coefficients are too long
 */
export function contentOf(operators: readonly Operator[]): Coefficient | undefined {
  let common = zeroCoefficient;
  const parts = operators.flatMap(({ terms }) =>
    terms.flatMap((t) => fourierComponents(t.coefficient).map(({ coefficient }) => coefficient)),
  );
  for (const part of parts.sort((a, b) => a.terms.length - b.terms.length)) {
    const next = divisorOfCoefficients(common, part);
    if (!next) return undefined;
    common = next;
    if (isFreeOfCouplings(common)) break;
  }
  return common;
}
