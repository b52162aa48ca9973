import { gaussian, multiplyCoefficients, rational, rootOfUnity, scaleCoefficient } from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import {
  type Term,
  alongAllSites,
  commonPeriod,
  composedWeight,
  isIdentity,
  sumOperators,
  summandPlace,
  timesWeight,
  weightIn,
  withWeight,
} from '../../spin/index.js';
import { type CellTerm, siteWriter } from './bodies.js';
import { spinNode } from './item.js';
import { numberNode, productNode, resultSpan as span } from './nodes.js';

/**
 * The numbers of a sum at classes of sites, if they cannot stand beside operators at these sites. Beside `Z_<3j+1>` a
 * number is counted once for every j, at the sites 3j.
 */
export function loneNumbers(list: readonly CellTerm[]): readonly CellTerm[] {
  const numbers = list.filter(({ term }) => isPeriodicNumber(term));
  const [first] = numbers;
  if (!first) return [];
  const { period } = weightIn(first.term.place).sites;
  const isBeside = list.some((t) => !numbers.includes(t) && weightIn(t.term.place).sites.period === period);
  return isBeside && numbers.length === 1 && weightIn(first.term.place).sites.residue === 0 ? [] : numbers;
}

/** Is the term a sum of identities at a class of sites? */
function isPeriodicNumber({ word, place }: Term): boolean {
  return place.kind === 'chain' && place.offset === undefined && isIdentity(word) && weightIn(place).sites.period > 1;
}

/**
 * Numbers at classes of sites as the body of a sum: numbers at every third site only are at the sites 3j, which a square
 * says, as 4 (S^z_<3j>)² is 1.
 *
 * @returns the numbers with weights in j, and the square if there is one, by which a quarter of each is multiplied
 */
export function bodyOfNumbers(
  numbers: readonly Term[],
  legs: readonly string[],
): { readonly terms: readonly Term[]; readonly square?: Node } {
  const whole = numbers.reduce((p, { place }) => commonPeriod(p, weightIn(place).sites.period), 1);
  const stride = numbers.reduce((d, { place }) => {
    const { period, residue } = weightIn(place).sites;
    return commonDivisor(commonDivisor(d, period), residue);
  }, whole);
  const parts = numbers.flatMap(({ word, place, coefficient }) =>
    composedWeight(weightIn(place), stride, 0).map((part) => ({
      word,
      place: summandPlace(part.weight, 0),
      coefficient: timesWeight(coefficient, part),
    })),
  );
  const { terms } = sumOperators([{ terms: parts }]);
  if (stride === 1) return { terms };
  const base = spinNode(siteWriter(legs, { relative: true, stride })(0), 'z');
  return { terms, square: { kind: 'power', base, exponent: numberNode('2'), span } };
}

/** Terms at a j that no sum binds, with the power of a root of unity that multiplies them. */
export interface TurnedTerms {
  readonly front: readonly Node[];
  readonly terms: readonly Term[];
}

/**
 * Terms in the body of a sum whose weights are not zero at some classes of sites only, as sums with the powers of the
 * roots of unity:  [j ≡ r mod p] = (1/p) Σ_k ω^{k(j − r)}
 *
 * @returns undefined where these roots have no exact coefficients
 */
export function turnedTerms(terms: readonly Term[]): TurnedTerms[] | undefined {
  const byPeriod = new Map<number, Term[]>();
  for (const term of terms) {
    const { period } = weightIn(term.place).sites;
    byPeriod.set(period, [...(byPeriod.get(period) ?? []), term]);
  }
  const found: TurnedTerms[] = [];
  for (const [period, list] of byPeriod) {
    if (period === 1) {
      found.push({ front: [], terms: list });
      continue;
    }
    if (longestRoot % period !== 0) return undefined;
    for (let k = 0; k < period; k++) {
      const parts: Term[] = [];
      for (const { word, place, coefficient } of list) {
        const { residue } = weightIn(place).sites;
        const along = alongAllSites(weightIn(place));
        const root = rootOfUnity(rational(2 * ((((0 - k * residue) % period) + period) % period), period));
        if (!along || !root) return undefined;
        const value = timesWeight(
          scaleCoefficient(multiplyCoefficients(coefficient, root), gaussian(1, 0, period)),
          along,
        );
        parts.push({ word, place: withWeight(place, along.weight), coefficient: value });
      }
      const sum = sumOperators([{ terms: parts }]).terms;
      const turn: Node[] =
        k === 0 ? [] : [{ kind: 'power', base: baseNode(k, period), exponent: { kind: 'position', span }, span }];
      if (sum.length > 0) found.push({ front: turn, terms: sum });
    }
  }
  return found;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** The roots of unity of this order and of its divisors have exact coefficients. */
const longestRoot = 24;

/** e^{2πi k/p}, with i for 1/4 and -1 for 1/2 */
function baseNode(k: number, period: number): Node {
  const imaginary: Node = { kind: 'imaginary', span };
  if (4 * k === period) return imaginary;
  if (4 * k === 3 * period) return { kind: 'negate', of: imaginary, span };
  if (2 * k === period) return { kind: 'negate', of: numberNode('1'), span };
  const angle = productNode(
    [numberNode(String(2 * k)), imaginary, { kind: 'name', name: 'pi', span }, numberNode(String(period))],
    ['times', 'times', 'over'],
  );
  return { kind: 'call', function: 'exp', arguments: [angle], span };
}
