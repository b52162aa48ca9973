import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  zeroCoefficient,
} from '../exact/index.js';
import { type Operator, type Term, isIdentity, lettersOf } from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';

/** One pair of strings of Σ_j L_j ⊗ L_j†. */
export interface Correlation {
  readonly first: Term;
  readonly second: Term;
  /** sites from the first letter of the first string to that of the second */
  readonly distance: number;
  /** does it alternate from site to site? */
  readonly staggered: boolean;
  readonly coefficient: Coefficient;
}

/** Pairs of strings that are written down: more are not compared. */
const most = 40_000;

/**
 * Σ_j L_j ⊗ L_j† for operators with a marker at j, string by string: all that a chain knows of independent and equal
 * baths, and of jumps, of which Σ_j L_j ρ L_j† is made. Bath operators that are mixed by a unitary matrix, of which
 * signs, phases and permutations are examples, leave it alone.   chain (2), (21)
 *
 * @param couplings  sums of which each has a bath, or a jump, of its own at every site
 * @returns          undefined where there are too many pairs
 */
export function correlationsOf(couplings: readonly Operator[]): Map<string, Correlation> | undefined {
  if (couplings.reduce((n, { terms }) => n + terms.length ** 2, 0) > most) return undefined;
  const found = new Map<string, Correlation>();
  for (const { terms } of couplings) {
    for (const first of terms) {
      checkInterrupt();
      for (const second of terms) {
        const [one, other] = [isIdentity(first.word), isIdentity(second.word)];
        const distance = one || other ? 0 : second.site - first.site;
        const staggered = first.staggered !== second.staggered;
        // The sign is that where the first letter stands at site 0, so at j = −site.
        const odd = staggered && (one ? second : first).site % 2 !== 0;
        const product = multiplyCoefficients(first.coefficient, conjugateCoefficient(second.coefficient));
        const key = `${lettersOf(first.word)} ${lettersOf(second.word)} ${distance} ${staggered}`;
        const coefficient = addCoefficients(
          found.get(key)?.coefficient ?? zeroCoefficient,
          odd ? multiplyCoefficients(product, minusOne) : product,
        );
        if (isZeroCoefficient(coefficient)) found.delete(key);
        else found.set(key, { first, second, distance, staggered, coefficient });
      }
    }
  }
  return found;
}

const minusOne = fromGaussian(gaussian(-1));

/** Do two sets of baths, or of jumps, do the same to the chain? */
export function equivalentBaths(a: readonly Operator[], b: readonly Operator[]): boolean {
  const [one, other] = [correlationsOf(a), correlationsOf(b)];
  if (!one || !other || one.size !== other.size) return false;
  return [...one].every(([key, { coefficient }]) => {
    const match = other.get(key);
    return match !== undefined && equalCoefficients(coefficient, match.coefficient);
  });
}
