import {
  type Coefficient,
  type Monomial,
  type Rational,
  type ScalarSymbol,
  coefficientText,
  equalCoefficients,
  fromGaussian,
  fromNumber,
  gcd,
  imaginaryUnit,
  invertCoefficient,
  multiplyCoefficients,
  multiplyIntegers,
  negateCoefficient,
  oneCoefficient,
  rational,
  symbolPower,
  writtenTerms,
} from '../../exact/index.js';
import type { SummandItem } from './item.js';

/**
 * The factor that is written in front of a sum: the powers that all coefficients have in common, and the number in common
 * where it is the only one or where that makes the text shorter.
 */
export function frontFactor(items: readonly SummandItem[]): Coefficient {
  const coefficients = distinct(items.map(({ coefficient }) => coefficient));
  if (coefficients.length === 0) return oneCoefficient;
  const powers = commonPowers(coefficients);
  const rest = divided(coefficients, powers);
  const number = commonNumber(rest);
  const isShorter = lengthOf([number, ...divided(rest, number)]) < lengthOf([oneCoefficient, ...rest]);
  return isShorter || rest.length === 1 ? multiplyCoefficients(number, powers) : powers;
}

/** The items without a factor. */
export function itemsWithout(items: readonly SummandItem[], factor: Coefficient): SummandItem[] {
  const inverse = invertCoefficient(factor);
  return items.map((item) => ({ ...item, coefficient: multiplyCoefficients(item.coefficient, inverse) }));
}

const divided = (list: readonly Coefficient[], by: Coefficient): Coefficient[] => {
  const inverse = invertCoefficient(by);
  return list.map((c) => multiplyCoefficients(c, inverse));
};

/** Items with equal or opposite coefficients share one, as they do when they are written. */
function distinct(list: readonly Coefficient[]): Coefficient[] {
  const found = new Map<string, Coefficient>();
  for (const c of list) {
    const key = [c, negateCoefficient(c)].map(coefficientText).sort()[0]!;
    if (!found.has(key)) found.set(key, c);
  }
  return [...found.values()];
}

const lengthOf = (list: readonly Coefficient[]): number =>
  // A coefficient 1 is not written, and a sign is.
  list.reduce((n, c) => n + (equalCoefficients(c, oneCoefficient) ? 0 : coefficientText(c).length), 0);

/** The product of the powers that divide every monomial. */
function commonPowers(coefficients: readonly Coefficient[]): Coefficient {
  const monomials = coefficients.flatMap(({ terms }) => terms.map((t) => t.monomial));
  const [first] = monomials;
  let common = oneCoefficient;
  for (const { symbol } of first?.factors ?? []) {
    let [least, most] = [Infinity, -Infinity];
    for (const m of monomials) {
      const doubled = exponentIn(m, symbol);
      least = Math.min(least, doubled);
      most = Math.max(most, doubled);
    }
    const shared = least > 0 ? least : most < 0 ? most : 0;
    // A root of a number has no inverse among the powers.
    if (shared === 0 || symbol.kind === 'prime') continue;
    common = multiplyCoefficients(common, fromGaussian({ re: 1, im: 0, den: 1 }, symbolPower(symbol, shared)));
  }
  return common;
}

const exponentIn = ({ factors }: Monomial, symbol: ScalarSymbol): number =>
  factors.find((f) => f.symbol === symbol)?.doubled ?? 0;

/** ± r or ± i r with the greatest rational r by which all numbers of the coefficients are whole multiples. */
function commonNumber(coefficients: readonly Coefficient[]): Coefficient {
  const written = coefficients.flatMap(writtenTerms);
  const content = written.map((t) => t.magnitude).reduce(commonDivisor);
  const number = fromNumber(content);
  const phased = written.every((t) => t.imaginary) ? multiplyCoefficients(number, imaginaryUnit) : number;
  return written.every((t) => t.negative) ? negateCoefficient(phased) : phased;
}

/** The greatest rational of which both are whole multiples: gcd(a, c)/lcm(b, d) for a/b and c/d. */
function commonDivisor(a: Rational, b: Rational): Rational {
  return rational(gcd(multiplyIntegers(a.num, b.den), multiplyIntegers(b.num, a.den)), multiplyIntegers(a.den, b.den));
}
