import { solveCombination } from '../charges/index.js';
import { fromGaussian, gaussian, oneCoefficient } from '../exact/index.js';
import {
  type Operator,
  commutator,
  firstSite,
  isIdentity,
  isZeroOperator,
  localWord,
  operatorRange,
  scaleOperator,
  sumOperators,
  sumOverChain,
  wordFrom,
} from '../spin/index.js';

/** Longest terms for which the charge is looked for, in sites. */
const longest = 4;

/**
 * The charge of an integrable chain of medium range, with terms of R sites and no boost, such as Bariev's:
 *
 *   Q = −i Σ_{d=1}^{R−1} Σ_j [h_j, h_{j+d}] + Σ_j q_j,   q of range R
 *
 * after Gombor and Pozsgay (arXiv:2108.02053). The local term is found by exact elimination, and [H, Q] = 0 is proved.
 *
 * @param hamiltonian  a sum over the chain of period 1
 * @returns            undefined where there is no such charge, or none that is longer than H
 */
export function mediumRangeCharge(hamiltonian: Operator): Operator | undefined {
  const range = operatorRange(hamiltonian);
  if (range < 3 || range > longest) return undefined;
  const minusI = fromGaussian(gaussian(0, -1));
  const density = sumOperators(
    hamiltonian.terms
      .filter((t) => !isIdentity(t.word))
      .map(({ word, place, coefficient }) => localWord(word, firstSite(place), coefficient)),
  );
  const moved = (by: number): Operator =>
    sumOperators(
      density.terms.map(({ word, place, coefficient }) => localWord(word, firstSite(place) + by, coefficient)),
    );
  const pairs = Array.from({ length: range - 1 }, (_, k) => sumOverChain(commutator(density, moved(k + 1))));
  const first = scaleOperator(sumOperators(pairs), minusI);
  const rate = (q: Operator): Operator => commutator(scaleOperator(hamiltonian, minusI), q);
  const strings = stringsUpTo(range);
  const solution = solveCombination(rate(first), strings.map(rate), 1);
  if (!solution) return undefined;
  const charge = sumOperators([
    scaleOperator(first, solution.denominator),
    ...[...solution.values].map(([k, value]) => scaleOperator(strings[k]!, value)),
  ]);
  const isFurther = operatorRange(charge) > range && isZeroOperator(commutator(hamiltonian, charge));
  return isFurther ? charge : undefined;
}

/** Every string of up to so many sites, summed over the chain. */
function stringsUpTo(range: number): Operator[] {
  let list = [''];
  const found: string[] = [];
  for (let k = 0; k < range; k++) {
    list = list.flatMap((s) => ['I', 'X', 'Y', 'Z'].map((l) => s + l));
    found.push(...list.filter((s) => /^[XYZ](?:.*[XYZ])?$/u.test(s)));
  }
  return found.map((letters) => sumOverChain(localWord(wordFrom(letters).word, 0, oneCoefficient)));
}
