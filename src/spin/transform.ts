import { type Coefficient, conjugateCoefficient, substituteCoefficient } from '../exact/index.js';
import { mapCoefficients, putAlong } from './algebra.js';
import { type Operator, Accumulator, checkSite, equalOperators } from './operator.js';
import { firstSite, placeOfWord, weightIn } from './place.js';
import { reflectedWeight, shiftedWeight } from './weight.js';
import { mirrored, rangeOf } from './word.js';

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
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms) {
    if (place.kind === 'chain') {
      putAlong(result, word, shiftedWeight(place.weight, by), place.offset, coefficient);
      continue;
    }
    const displacement = place.displacement === undefined ? undefined : place.displacement + by;
    const there = placeOfWord(word, weightIn(place), place.site + by, displacement);
    checkSite(there.site);
    if (displacement !== undefined) checkSite(displacement);
    result.put(word, there, coefficient);
  }
  return result.finish();
}

/**
 * Reflection about site 0: a letter at site j goes to site −j.
 *
 * The reflection of a word of n sites that begins at j begins at −j − n + 1, so
 *   Σ_j w(j) P_j  →  Σ_m w(−m − n + 1) P̄_m   with P̄ read from right to left.
 */
export function reflect(a: Operator): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms) {
    const last = firstSite(place) + Math.max(rangeOf(word) - 1, 0);
    const mirror = mirrored(word);
    if (place.kind !== 'chain') {
      const displacement = place.displacement === undefined ? undefined : 0 - place.displacement;
      result.put(mirror, placeOfWord(mirror, weightIn(place), 0 - last, displacement), coefficient);
      continue;
    }
    // j ↦ −j keeps the anchor at the displacement; without one it goes from the first letter to the last.
    const displaced = place.offset !== undefined;
    const parts = reflectedWeight(place.weight, displaced ? 0 : last);
    putAlong(result, mirror, parts, displaced ? 0 - last : undefined, coefficient);
  }
  return result.finish();
}
