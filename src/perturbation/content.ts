import {
  type Coefficient,
  divisorOfCoefficients,
  fourierComponents,
  isFreeOfCouplings,
  zeroCoefficient,
} from '../exact/index.js';
import type { Operator } from '../spin/index.js';

/**
 * What all coefficients of some operators have in common, the components of a drive one by one: wherever it vanishes,
 * all of them do.
 *
 * @returns undefined where they are too long to tell
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
