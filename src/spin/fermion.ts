import { fromGaussian, gaussian, negateCoefficient } from '../exact/index.js';
import { addOperators, multiplyOperators, scaleOperator, sumOperators } from './algebra.js';
import { identityOperator, localWord, type Operator, type Term, zeroOperator } from './operator.js';
import { displacementSite, firstSite, placeOfWord } from './place.js';
import { adjoint } from './transform.js';
import { timesWeight, uniformWeight, weightAt } from './weight.js';
import { letterAt, rangeOf, wordFrom } from './word.js';

/*
 * Fermions by Jordan and Wigner, with the occupied site up:
 *
 *   c_m = ∏_{k<m} (−Z_k) S^-_m,   c†_m = ∏_{k<m} (−Z_k) S^+_m,   n_m = 1/2 + S^z_m
 *
 * An operator that changes the number of fermions by an odd number has a string that reaches to the left end of the
 * chain. It is written K L with K = ∏_{k<0} (−Z_k) and a local operator L, and the functions here compute with L. The
 * product of two such operators is local, since K² = 1 and K L K is L with the sign of its letters X and Y left of site 0.
 */

/** The local part L of c_m or c†_m = K L. */
export function fermion(site: number, { dagger }: { readonly dagger: boolean }): Operator {
  const half = fromGaussian(gaussian(1, 0, 2));
  const i = fromGaussian(gaussian(0, dagger ? 1 : -1, 2));
  const ladder = sumOperators([localWord(wordFrom('X').word, site, half), localWord(wordFrom('Y').word, site, i)]);
  return multiplyOperators(stringFromOrigin(site), ladder);
}

/** n_m = 1/2 + S^z_m */
export function fermionNumber(site: number): Operator {
  const half = fromGaussian(gaussian(1, 0, 2));
  return addOperators(identityOperator(half), localWord(wordFrom('Z').word, site, half));
}

/** ∏_{from ≤ k < to} (−Z_k) */
function stringBetween(from: number, to: number): Operator {
  const sign = gaussian((to - from) % 2 === 0 ? 1 : -1);
  if (from === to) return identityOperator(fromGaussian(sign));
  return localWord(wordFrom('Z'.repeat(to - from)).word, from, fromGaussian(sign));
}

/** K A K for a local operator A: every letter X or Y left of site 0 changes the sign. */
export function throughString(a: Operator): Operator {
  return { terms: a.terms.map((t) => (isOddBefore(t, firstSite(t.place)) ? negated(t) : t)) };
}

const negated = (t: Term): Term => ({ ...t, coefficient: negateCoefficient(t.coefficient) });

/** Has a word that begins at a site an odd number of letters X and Y left of site 0? */
function isOddBefore({ word }: Term, site: number): boolean {
  let odd = false;
  for (let k = 0; k < rangeOf(word) && site + k < 0; k++) {
    const letter = letterAt(word, k);
    if (letter === 'X' || letter === 'Y') odd = !odd;
  }
  return odd;
}

/** Does every word keep the parity of the number of fermions, having an even number of letters X and Y? */
export function keepsParity(a: Operator): boolean {
  return a.terms.every(({ word }) => {
    let odd = false;
    for (let k = 0; k < rangeOf(word); k++) {
      const letter = letterAt(word, k);
      if (letter === 'X' || letter === 'Y') odd = !odd;
    }
    return !odd;
  });
}

/** A local operator, or the local part of one that has the string K. */
export interface Graded {
  readonly operator: Operator;
  readonly odd: boolean;
}

/** The product of local operators, of which some have the string K. */
export function multiplyGraded(a: Graded, b: Graded): Operator {
  // A K L = K (K A K) L, and K L K M = (K L K) M.
  return multiplyOperators(b.odd ? throughString(a.operator) : a.operator, b.operator);
}

/** The local part of (K L)† = K (K L† K). */
export function adjointOfOdd(a: Operator): Operator {
  return throughString(adjoint(a));
}

/** K ∏_{k<by} (−Z_k): what the string of an operator is multiplied with when it is moved by some sites to the right. */
export function stringFromOrigin(by: number): Operator {
  return stringBetween(Math.min(by, 0), Math.max(by, 0));
}

/**
 * The local part of [A, K L] for a sum A along the chain that keeps the parity: [A, K L] = K ([A, L] + (K A K − A) L), where
 * K A K − A has only words on both sides of the end of the string.
 *
 * @param commutator  [A, L]
 */
export function commutatorWithOdd(a: Operator, odd: Operator, commutator: Operator): Operator {
  return addOperators(commutator, multiplyOperators(acrossString(a), odd));
}

/** K A K − A */
function acrossString(a: Operator): Operator {
  const two = fromGaussian(gaussian(-2));
  const crossing: Term[] = [];
  for (const term of a.terms) {
    const { word, place } = term;
    const first = firstSite(place);
    const range = rangeOf(word);
    const origins =
      place.kind === 'chain' ? Array.from({ length: Math.max(range - 1, 0) }, (_, k) => -1 - k - first) : [0];
    for (const j of origins) {
      if (!isOddBefore(term, first + j)) continue;
      const from = displacementSite(place);
      const there = placeOfWord(word, uniformWeight, first + j, from === undefined ? undefined : from + j);
      const value =
        place.kind === 'chain' ? timesWeight(term.coefficient, weightAt(place.weight, j)) : term.coefficient;
      crossing.push({ word, place: there, coefficient: value });
    }
  }
  return crossing.length === 0 ? zeroOperator : scaleOperator(sumOperators([{ terms: crossing }]), two);
}
