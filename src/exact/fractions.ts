import {
  type Coefficient,
  type CoefficientTerm,
  addCoefficients,
  fromGaussian,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  subtractCoefficients,
} from './coefficient.js';
import type { Ring } from './elimination.js';
import type { Monomial } from './monomial.js';

/** Largest number of terms of a product; longer coefficients are unreadable. */
const longest = 3000;

/** Thrown where an elimination leads to coefficients that are too long for an answer. */
export class FractionTooLong extends Error {}

/** Largest numerator and denominator of a readable coefficient. */
const largest = 10n ** 300n;

function isTooLarge({ terms }: Coefficient): boolean {
  const over = (n: number | bigint): boolean => typeof n === 'bigint' && (n > largest || n < -largest);
  return terms.some(({ value }) => over(value.re) || over(value.im) || over(value.den));
}

/**
 * Coefficients as a ring, whose units are the single terms c·∏ p^e.
 *
 * @throws FractionTooLong
 */
export const coefficientRing: Ring<Coefficient> = {
  one: oneCoefficient,
  isZero: isZeroCoefficient,
  invert: (a) => (a.terms.length === 1 ? invertCoefficient(a) : undefined),
  multiply(a, b) {
    if (a.terms.length * b.terms.length > longest) throw new FractionTooLong();
    const product = multiplyCoefficients(a, b);
    if (isTooLarge(product)) throw new FractionTooLong();
    return product;
  },
  subtract: subtractCoefficients,
  // Numbers come before monomials and monomials before sums, since an answer that divides by fewer parameters holds at
  // more points.
  size: ({ terms }) => terms.reduce((n, { monomial }) => n + 8 + monomial.factors.length, 0),
};

/**
 * The same ring, which stops after the given number of products of terms.
 *
 * @throws FractionTooLong
 */
export function patientRing(patience: number): Ring<Coefficient> {
  let left = patience;
  return {
    ...coefficientRing,
    multiply(a, b) {
      left -= a.terms.length * b.terms.length;
      if (left < 0) throw new FractionTooLong();
      return coefficientRing.multiply(a, b);
    },
  };
}

/** Number of steps after which a division counts as one with a remainder. */
const patience = 500;

/** a / b by long division from the leading terms; undefined where it is not a coefficient. */
export function divideExactly(a: Coefficient, b: Coefficient): Coefficient | undefined {
  if (b.terms.length === 1) return multiplyCoefficients(a, invertCoefficient(b));
  const lead = fromLeading(b);
  const inverse = invertCoefficient(lead);
  let rest = a;
  let quotient: Coefficient = { terms: [] };
  for (let step = 0; !isZeroCoefficient(rest); step++) {
    if (step > patience || rest.terms.length > patience) return undefined;
    const part = multiplyCoefficients(fromLeading(rest), inverse);
    quotient = addCoefficients(quotient, part);
    rest = addCoefficients(rest, negateCoefficient(multiplyCoefficients(part, b)));
  }
  return quotient;
}

/** The coefficient from its leading term on, in the lexicographic order of exponents, which products respect. */
function fromLeading(a: Coefficient): Coefficient {
  let best: CoefficientTerm = a.terms[0]!;
  for (const term of a.terms) if (compareExponents(term.monomial, best.monomial) > 0) best = term;
  return fromGaussian(best.value, best.monomial);
}

function compareExponents(a: Monomial, b: Monomial): number {
  // Factors ascend by symbol, so the first exponent that differs decides.
  let i = 0;
  let k = 0;
  while (i < a.factors.length || k < b.factors.length) {
    const [x, y] = [a.factors[i], b.factors[k]];
    if (y === undefined || (x !== undefined && x.symbol.id < y.symbol.id)) return x!.doubled;
    if (x === undefined || y.symbol.id < x.symbol.id) return -y.doubled;
    if (x.doubled !== y.doubled) return x.doubled - y.doubled;
    i += 1;
    k += 1;
  }
  return 0;
}
