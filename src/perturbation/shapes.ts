import { independentTerms } from '../charges/index.js';
import { conjugateCoefficient, multiplyCoefficients } from '../exact/index.js';
import { type Operator, equalOperators, lettersOf, sumOperators, wordFrom } from '../spin/index.js';
import { type SiteMap, moveSites } from './site-maps.js';

/**
 * The maps of the sites under which the shape of each operator is invariant: the sum of |c|² of its strings on each set of
 * sites. Rotations of the spins do not change the shape, whether they are alike or not, so only these maps can be part
 * of a symmetry.
 */
export function keepingShapes(maps: readonly SiteMap[], operators: readonly Operator[], period: number): SiteMap[] {
  const shapes = operators.map((a) => shapeOf(a, period));
  return maps.filter((map) => shapes.every((shape) => equalOperators(moveSites(shape, map), shape)));
}

/** Σ |c|² Z…Z over the strings, with a Z at every site on which a string acts. */
function shapeOf(a: Operator, period: number): Operator {
  return sumOperators([
    {
      terms: independentTerms(a, period).map(({ term: { word, place, coefficient } }) => ({
        word: wordFrom(lettersOf(word).replace(/[^I]/gu, 'Z')).word,
        place,
        coefficient: multiplyCoefficients(coefficient, conjugateCoefficient(coefficient)),
      })),
    },
  ]);
}
