import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  scaleCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  firstSite,
  isIdentity,
  lettersOf,
  multiplyWeights,
  weightAt,
  weightIn,
} from '../spin/index.js';
import { commonPeriodOf } from './periods.js';
import { checkInterrupt } from '../text/index.js';

/** One pair of strings of Σ_j L_j ⊗ L_j†. */
export interface Correlation {
  readonly first: Term;
  readonly second: Term;
  /** number of sites from the first letter of the first string to that of the second */
  readonly distance: number;
  /** the site of the first letter of the first string, modulo the period */
  readonly site: number;
  readonly coefficient: Coefficient;
}

/** Largest number of pairs of strings that are listed for comparison. */
const most = 40_000;

/**
 * Σ_j L_j ⊗ L_j† for operators with a marker at j, string by string. It determines the effect on the chain of
 * independent and equal baths, and of jumps through Σ_j L_j ρ L_j†. Mixing the operators by a unitary matrix, for
 * example by signs, phases and permutations, leaves it invariant.   chain (2), (21)
 *
 * @param couplings  sums, each with its own bath or jump at every site
 * @param period     a multiple of their periods
 * @returns          undefined where there are too many pairs
 */
export function correlationsOf(
  couplings: readonly Operator[],
  period = commonPeriodOf(couplings),
): Map<string, Correlation> | undefined {
  if (couplings.reduce((n, { terms }) => n + terms.length ** 2, 0) > most) return undefined;
  const found = new Map<string, Correlation>();
  for (const { terms } of couplings) {
    for (const first of terms) {
      checkInterrupt();
      for (const second of terms) {
        const [one, other] = [isIdentity(first.word), isIdentity(second.word)];
        const distance = one || other ? 0 : firstSite(second.place) - firstSite(first.place);
        const weight = multiplyWeights(weightIn(first.place), weightIn(second.place))?.weight;
        if (!weight) continue;
        const product = multiplyCoefficients(first.coefficient, conjugateCoefficient(second.coefficient));
        // The displacement is at j, and the first letter at j + shift.
        const shift = firstSite((one ? second : first).place);
        for (let j = 0; j < period; j++) {
          const { factor } = weightAt(weight, j);
          if (factor === 0) continue;
          const site = (((j + shift) % period) + period) % period;
          const key = `${lettersOf(first.word)} ${lettersOf(second.word)} ${distance} ${site}`;
          const coefficient = addCoefficients(
            found.get(key)?.coefficient ?? zeroCoefficient,
            scaleCoefficient(product, gaussian(factor)),
          );
          if (isZeroCoefficient(coefficient)) found.delete(key);
          else found.set(key, { first, second, distance, site, coefficient });
        }
      }
    }
  }
  return found;
}

/** Do two sets of baths, or of jumps, have the same effect on the chain? */
export function equivalentBaths(a: readonly Operator[], b: readonly Operator[]): boolean {
  const period = commonPeriodOf([...a, ...b]);
  const [one, other] = [correlationsOf(a, period), correlationsOf(b, period)];
  if (!one || !other || one.size !== other.size) return false;
  return [...one].every(([key, { coefficient }]) => {
    const match = other.get(key);
    return match !== undefined && equalCoefficients(coefficient, match.coefficient);
  });
}
