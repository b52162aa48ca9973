import {
  type Coefficient,
  type Gaussian,
  fromGaussian,
  gaussian,
  multiplyGaussian,
  negateCoefficient,
  scaleCoefficient,
} from '../exact/index.js';
import { addOperators, multiplyOperators, scaleOperator, sumOperators } from './algebra.js';
import { identityOperator, localWord, type Operator, type Term, zeroOperator } from './operator.js';
import { displacementSite, firstSite, placeOfWord } from './place.js';
import { adjoint } from './transform.js';
import { timesWeight, uniformWeight, weightAt } from './weight.js';
import { type Letter, letterAt, rangeOf, wordFrom } from './word.js';

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

/** A fermion operator at one site. */
export interface FermionFactor {
  readonly site: number;
  readonly kind: 'c†' | 'c' | 'n';
}

/** c · a product of fermion operators at different sites, from left to right. */
export interface FermionProduct {
  readonly factors: readonly FermionFactor[];
  readonly coefficient: Coefficient;
}

/** Most sites of a word that become a sum of two terms each. */
const mostSplit = 10;

/**
 * A word as a sum of products of fermion operators.
 *
 * With letters X and Y at the sites p_1 < … < p_q, ∏_i c^{ε_i} at these sites has a factor −Z at every other site k with
 * an odd number of p_i > k, and S^{ε_i} (−Z)^{q−i} at p_i, where S^+ (−Z) = S^+ and S^- (−Z) = −S^-.
 *
 * @param odd  whether the word is the local part of an operator with the string K
 * @returns undefined where the word does not change the number of fermions by an even number (`odd`: an odd one), or is
 *   long
 */
export function inFermions(
  { word, place, coefficient }: Term,
  { odd = false }: { readonly odd?: boolean } = {},
): FermionProduct[] | undefined {
  const first = firstSite(place);
  const range = rangeOf(word);
  const letter = (site: number): Letter => (site < first || site >= first + range ? 'I' : letterAt(word, site - first));
  const from = range === 0 ? 0 : odd ? Math.min(first, 0) : first;
  const to = range === 0 ? 0 : odd ? Math.max(first + range, 0) : first + range;
  let later = 0;
  for (let site = from; site < to; site++) if (letter(site) === 'X' || letter(site) === 'Y') later += 1;
  if ((later % 2 !== 0) !== odd) return undefined;
  let parts: { readonly factors: readonly FermionFactor[]; readonly value: Gaussian }[] = [
    { factors: [], value: gaussian(1) },
  ];
  const split = (
    choices: readonly { kind: FermionFactor['kind'] | undefined; value: Gaussian }[],
    site: number,
  ): void => {
    parts = choices.flatMap(({ kind, value }) =>
      parts.map((p) => ({
        factors: kind === undefined ? p.factors : [...p.factors, { site, kind }],
        value: multiplyGaussian(p.value, value),
      })),
    );
  };
  for (let site = from; site < to; site++) {
    if (parts.length > 1 << mostSplit) return undefined;
    const here = letter(site);
    if (here === 'X' || here === 'Y') {
      later -= 1;
      // X = S^+ + S^-, Y = −i (S^+ − S^-)
      const raise = here === 'X' ? gaussian(1) : gaussian(0, -1);
      const lower = here === 'X' ? gaussian(1) : gaussian(0, 1);
      const minus = gaussian(later % 2 === 0 ? 1 : -1);
      const before = odd && site < 0 ? [gaussian(-1), gaussian(1)] : [gaussian(1), gaussian(1)];
      // K stands left of the word: (−Z) S^+ = −S^+ and (−Z) S^- = S^-.
      split(
        [
          { kind: 'c†', value: multiplyGaussian(raise, before[0]!) },
          { kind: 'c', value: multiplyGaussian(multiplyGaussian(lower, minus), before[1]!) },
        ],
        site,
      );
      continue;
    }
    // The powers of −Z that are there, and that the product of fermions has; a Z is −(−Z).
    const strings = (here === 'Z' ? 1 : 0) + (odd && site < 0 ? 1 : 0) + later;
    const sign = here === 'Z' ? -1 : 1;
    if (strings % 2 === 0) split([{ kind: undefined, value: gaussian(sign) }], site);
    // −Z = 1 − 2 n
    else
      split(
        [
          { kind: undefined, value: gaussian(sign) },
          { kind: 'n', value: gaussian(-2 * sign) },
        ],
        site,
      );
  }
  return parts.map(({ factors, value }) => ({ factors, coefficient: scaleCoefficient(coefficient, value) }));
}
