import {
  type Coefficient,
  type Gaussian,
  fromGaussian,
  gaussian,
  multiplyCoefficients,
  multiplyGaussian,
  scaleCoefficient,
} from '../exact/index.js';
import { limit } from '../text/index.js';
import { Accumulator, type Operator, type Term } from './operator.js';
import { firstSite, weightIn, withWeight } from './place.js';
import { type Weight, multiplyWeights, timesWeight, weightAt, weightPower } from './weight.js';
import { type Word, letterAt, rangeOf, wordFrom } from './word.js';

/** Most letters X and Y in a string that is twisted: a string becomes a sum of 4^n. */
const mostTurned = 10;

/**
 * Every spin rotated about z by an angle that grows along the chain: U A U† with U = exp(i φ Σ_j j S^z_j).
 *
 *   S^±_j  →  w(j)^{±1} S^±_j,   S^z_j  →  S^z_j,   w(j) = e^{iφj}
 *
 * @param w  the weight e^{iφj}, without a power of j; (−1)^j is the rotation by φ = π
 * @param underSum  whether local operators are counted from the j of a sum that is still open, so that w(j) stays
 * @diagnostic `range-too-long` for strings with more than ten letters X and Y
 */
export function twistOperator(a: Operator, w: Weight, { underSum = false } = {}): Operator {
  const result = new Accumulator();
  for (const term of a.terms) twistTerm(result, term, w, (site) => site, { underSum });
  return result.finish();
}

/**
 * Adds one term of the twisted operator.
 *
 * @param angle  the multiple of φ by which the spin at a site is rotated; under a sum beyond the multiple j
 */
export function twistTerm(
  result: Accumulator,
  { word, place, coefficient }: Term,
  w: Weight,
  angle: (site: number) => number,
  { underSum = false }: { readonly underSum?: boolean },
): void {
  const turned: number[] = [];
  const range = rangeOf(word);
  for (let k = 0; k < range; k++) if (letterAt(word, k) === 'X' || letterAt(word, k) === 'Y') turned.push(k);
  if (turned.length > mostTurned)
    limit('range-too-long', `a string with ${turned.length} letters X and Y is too long to be twisted`, {
      hint: `twist takes strings with up to ${mostTurned} of them`,
    });
  const first = firstSite(place);
  // X = S^+ + S^−, Y = −i (S^+ − S^−): one of the two at every letter, ε = ±1.
  for (let choice = 0; choice < 1 << turned.length; choice++) {
    let charge = 0;
    let moment = 0;
    let factor = gaussian(1, 0, 1 << turned.length);
    const raised = turned.map((k, n) => {
      const isRaised = ((choice >> n) & 1) === 0;
      const epsilon = isRaised ? 1 : -1;
      charge += epsilon;
      moment += epsilon * angle(first + k);
      if (letterAt(word, k) === 'Y') factor = multiplyGaussian(factor, gaussian(0, -epsilon));
      return isRaised;
    });
    // ∏ w(j + k)^ε = w(j)^Σε w(Σ ε k), which for a local string is a number.
    const constant = weightAt(w, moment);
    const turn = weightPower(w, charge);
    // A turn is nowhere zero, so neither is its product with the weight.
    const along = multiplyWeights(weightIn(place), turn)!;
    const isAlong = place.kind !== 'local' || underSum;
    const there = isAlong ? withWeight(place, along.weight) : place;
    const alone = timesWeight(scaleCoefficient(coefficient, factor), constant);
    const scaled = isAlong ? timesWeight(alone, along) : alone;
    for (const part of laddersAsWords(word, turned, raised))
      result.put(part.word, there, multiplyCoefficients(scaled, part.factor));
  }
}

/** ∏ (X + i ε Y) at the letters that are turned, as words; the other letters stay. */
function laddersAsWords(
  word: Word,
  turned: readonly number[],
  raised: readonly boolean[],
): { readonly word: Word; readonly factor: Coefficient }[] {
  const letters = Array.from({ length: rangeOf(word) }, (_, k) => letterAt(word, k) as string);
  const found: { word: Word; factor: Coefficient }[] = [];
  for (let choice = 0; choice < 1 << turned.length; choice++) {
    let factor: Gaussian = gaussian(1);
    turned.forEach((k, n) => {
      const isY = ((choice >> n) & 1) === 1;
      letters[k] = isY ? 'Y' : 'X';
      if (isY) factor = multiplyGaussian(factor, gaussian(0, raised[n] ? 1 : -1));
    });
    found.push({ word: wordFrom(letters.join('')).word, factor: fromGaussian(factor) });
  }
  return found;
}
