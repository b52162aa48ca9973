import {
  type Coefficient,
  conjugateCoefficient,
  fromGaussian,
  gaussian,
  multiplyCoefficients,
  substituteCoefficient,
  unit,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import { mapCoefficients, putAlong } from './algebra.js';
import { type Operator, Accumulator, checkSite, equalOperators } from './operator.js';
import { firstSite, placeOfWord, weightIn, withWeight } from './place.js';
import {
  type Weight,
  chainWeight,
  conjugateWeight,
  isTurning,
  reflectedWeight,
  shiftedWeight,
  multiplyWeights,
  powersAlong,
  stretchedWeight,
  timesWeight,
} from './weight.js';
import { mirrored, rangeOf } from './word.js';

/** The adjoint A†. Words are Hermitian, so coefficients are conjugated, and phases along the chain turn the other way. */
export function adjoint(a: Operator): Operator {
  return conjugateWeights(mapCoefficients(a, conjugateCoefficient));
}

/** The operator with every weight conjugated, and its coefficients as they are. */
export function conjugateWeights(a: Operator): Operator {
  return hasTurns(a) ? mapWeights(a, conjugateWeight) : a;
}

/** Does a weight of the operator turn by declared phases along the chain? */
export function hasTurns(a: Operator): boolean {
  return a.terms.some((t) => isTurning(weightIn(t.place)));
}

function mapWeights(a: Operator, change: (w: Weight) => Weight): Operator {
  const result = new Accumulator();
  for (const { word, place, coefficient } of a.terms)
    result.put(word, withWeight(place, change(weightIn(place))), coefficient);
  return result.finish();
}

/** Is A† = A for all values of the parameters? */
export function isHermitian(a: Operator): boolean {
  return equalOperators(a, adjoint(a));
}

/**
 * Replaces parameters by coefficients, all at once.
 *
 * @diagnostic `site-phase` if a phase that grows along the chain becomes anything but a root of unity or ±1 times declared phases
 */
export function substituteOperator(a: Operator, values: ReadonlyMap<string, Coefficient>): Operator {
  return changeParameters(a, (c) => substituteCoefficient(c, values));
}

/**
 * The operator with a change of its parameters: of its coefficients, and of the phases that grow along the chain, each of
 * which is given as a coefficient too.
 *
 * @diagnostic `site-phase` if such a phase becomes anything but a root of unity or ±1 times declared phases
 */
export function changeParameters(a: Operator, change: (c: Coefficient) => Coefficient): Operator {
  const changed = mapCoefficients(a, change);
  if (!hasTurns(a)) return changed;
  const result = new Accumulator();
  for (const { word, place, coefficient } of changed.terms) {
    const { power, sign, turn, sites } = weightIn(place);
    const rest = chainWeight(power, sign, unit, sites);
    const turned = powersAlong(change(fromGaussian(gaussian(1), turn)));
    if (!turned)
      refuse('site-phase', 'with this value a phase along the chain never repeats', {
        hint: 'give it a multiple of π/12, or another declared phase',
      });
    for (const { weight, coefficient: factor } of turned) {
      const scaled = multiplyCoefficients(coefficient, factor);
      for (const along of stretchedWeight(weight, sites.period, sites.residue).parts) {
        const part = multiplyWeights(rest, along.weight);
        if (part) result.put(word, withWeight(place, part.weight), timesWeight(timesWeight(scaled, along), part));
      }
    }
  }
  return result.finish();
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
