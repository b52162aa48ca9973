import {
  type Coefficient,
  conjugateCoefficient,
  gaussian,
  scaleCoefficient,
  substituteCoefficient,
} from '../exact/index.js';
import { mapCoefficients } from './algebra.js';
import { Accumulator, type Operator, type Term, checkSite, equalOperators } from './operator.js';
import { shiftedPower } from './weight.js';
import { isIdentity, mirrored, rangeOf } from './word.js';

/** The adjoint A†. Words and weights are Hermitian, so only coefficients are conjugated. */
export function adjoint(a: Operator): Operator {
  return mapCoefficients(a, conjugateCoefficient);
}

/** Is A† = A for all values of the parameters? */
export function isHermitian(a: Operator): boolean {
  return equalOperators(a, adjoint(a));
}

/** Replaces parameters by coefficients, all at once. */
export function substituteOperator(a: Operator, values: ReadonlyMap<string, Coefficient>): Operator {
  return mapCoefficients(a, (c) => substituteCoefficient(c, values));
}

/**
 * The operator moved by `by` sites to the right: a letter at site j goes to site j + by.
 *
 *   Σ_j w(j) P_j  →  Σ_j w(j − by) P_j
 *
 * @param by  number of sites, an integer of either sign
 */
export function translate(a: Operator, by: number): Operator {
  return rebuilt(a, (term, put) => {
    if (term.place === 'local') {
      const site = isIdentity(term.word) && term.marker === undefined ? 0 : term.site + by;
      checkSite(site);
      if (term.marker !== undefined) checkSite(term.marker + by);
      put({ ...term, site, marker: term.marker === undefined ? undefined : term.marker + by }, 1);
      return;
    }
    const sign = term.staggered && by % 2 !== 0 ? -1 : 1;
    shiftedPower(term.power, by).forEach((c, power) => put({ ...term, power }, c, sign));
  });
}

/**
 * Reflection about site 0: a letter at site j goes to site −j.
 *
 * The reflection of a word of n sites that begins at j begins at −j − n + 1, so
 *   Σ_j w(j) P_j  →  Σ_m w(−m − n + 1) P̄_m   with P̄ read from right to left.
 */
export function reflect(a: Operator): Operator {
  return rebuilt(a, (term, put) => {
    const last = term.site + Math.max(rangeOf(term.word) - 1, 0);
    const word = mirrored(term.word);
    const marker = term.marker === undefined ? undefined : 0 - term.marker;
    if (term.place === 'local') {
      put({ ...term, word, site: isIdentity(word) && marker === undefined ? 0 : 0 - last, marker }, 1);
      return;
    }
    // Chain terms: j ↦ −j sends the anchor of an unmarked word from its first letter to its last.
    const moved = term.marker === undefined ? last : 0;
    const site = term.marker === undefined ? 0 : 0 - last;
    const sign = (term.staggered && moved % 2 !== 0) !== (term.power % 2 !== 0) ? -1 : 1;
    // w(−m − moved) = (−1)^power (m + moved)^power
    shiftedPower(term.power, -moved).forEach((c, power) => put({ ...term, word, site, marker, power }, c, sign));
  });
}

function rebuilt(
  a: Operator,
  change: (term: Term, put: (key: Omit<Term, 'coefficient'>, by: number | bigint, sign?: number) => void) => void,
): Operator {
  const result = new Accumulator();
  for (const term of a.terms) {
    change(term, (key, by, sign = 1) => {
      if (by !== 0) result.put(key, scaleCoefficient(scaleCoefficient(term.coefficient, gaussian(by)), gaussian(sign)));
    });
  }
  return result.finish();
}
