import {
  type Coefficient,
  addCoefficients,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  rational,
  rootOfUnity,
  scaleCoefficient,
  zeroCoefficient,
} from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import { type Operator, type Term, isIdentity, isTurning, weightIn } from '../../spin/index.js';
import { termNode } from './item.js';
import { numberNode, productNode, resultSpan as span } from './nodes.js';

/**
 * The numbers of a sum at classes of sites, if they cannot stand beside operators at these sites. Beside `Z_<3j+1>` a
 * number is counted once for every j, at the sites 3j.
 */
export function loneNumbers({ terms }: Operator): readonly Term[] {
  const numbers = terms.filter(isPeriodicNumber);
  const [first] = numbers;
  if (!first) return [];
  const { period } = weightIn(first.place).sites;
  const isBeside = terms.some(
    (t) => !numbers.includes(t) && t.place.kind === 'chain' && weightIn(t.place).sites.period === period,
  );
  return isBeside && numbers.length === 1 && weightIn(first.place).sites.residue === 0 ? [] : numbers;
}

/** Is the term a sum of identities at a class of sites, with a weight that neither grows nor turns? */
function isPeriodicNumber({ word, place }: Term): boolean {
  const w = weightIn(place);
  return (
    place.kind === 'chain' &&
    place.offset === undefined &&
    isIdentity(word) &&
    w.sites.period > 1 &&
    w.power === 0 &&
    !isTurning(w)
  );
}

/**
 * Numbers c_r at the sites j ≡ r mod p, which have no operator that could say where they are, as powers of the roots of
 * unity:  (1/p) Σ_k ω^{kj} Σ_r c_r ω^{−kr},  ω = e^{2πi/p}
 *
 * @returns undefined where these roots have no exact coefficients
 */
export function periodicNumbers(terms: readonly Term[]): Node[] | undefined {
  const { period } = weightIn(terms[0]!.place).sites;
  if (longestRoot % period !== 0) return undefined;
  const root = (k: number): Coefficient | undefined =>
    rootOfUnity(rational(2 * (((k % period) + period) % period), period));
  const nodes: Node[] = [];
  for (let k = 0; k < period; k++) {
    let sum = zeroCoefficient;
    for (const { place, coefficient } of terms) {
      const turned = root(0 - k * weightIn(place).sites.residue);
      if (!turned) return undefined;
      sum = addCoefficients(sum, multiplyCoefficients(coefficient, turned));
    }
    const coefficient = scaleCoefficient(sum, gaussian(1, 0, period));
    if (isZeroCoefficient(coefficient)) continue;
    const factors =
      k === 0
        ? []
        : [{ kind: 'power', base: baseNode(k, period), exponent: { kind: 'position', span }, span } as const];
    nodes.push(termNode(coefficient, { coefficient, factors, joins: [] }));
  }
  return nodes;
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
