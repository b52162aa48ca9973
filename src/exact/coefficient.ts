import { checkInterrupt, limit, refuse } from '../text/index.js';
import {
  type Gaussian,
  addGaussian,
  conjugateGaussian,
  equalGaussian,
  fromRational,
  gaussian,
  gaussianI,
  gaussianOne,
  invertGaussian,
  isZeroGaussian,
  multiplyGaussian,
  negateGaussian,
  powerGaussian,
} from './gaussian.js';
import { type Integer, addIntegers, digits, gcd, multiplyIntegers, quotient, subtractIntegers } from './integer.js';
import {
  type Monomial,
  type ScalarSymbol,
  conjugateMonomial,
  multiplyMonomials,
  powerMonomial,
  renameMonomial,
  symbolPower,
  unit,
} from './monomial.js';
import type { Rational } from './rational.js';

/** c · monomial with c ≠ 0 */
export interface CoefficientTerm {
  readonly monomial: Monomial;
  readonly value: Gaussian;
}

/**
 * A finite sum of c·∏ p^e with Gaussian rational c. Canonical: terms ascend by monomial, none is zero, so zero is the
 * empty sum and two coefficients are equal exactly when their terms are.
 */
export interface Coefficient {
  readonly terms: readonly CoefficientTerm[];
}

export const zeroCoefficient: Coefficient = { terms: [] };
export const oneCoefficient: Coefficient = fromGaussian(gaussianOne);
export const imaginaryUnit: Coefficient = fromGaussian(gaussianI);

/** Largest number of terms in a coefficient. */
const maxTerms = 100_000;
/** Highest power to which a sum of terms is raised. */
const maxSumPower = 250;
/** Largest number of decimal digits in a power. */
const maxDigits = 100_000;

export function fromGaussian(value: Gaussian, monomial: Monomial = unit): Coefficient {
  return isZeroGaussian(value) ? zeroCoefficient : { terms: [{ monomial, value }] };
}

export function fromInteger(n: number): Coefficient {
  return fromGaussian(gaussian(n));
}

export function fromNumber(value: Rational): Coefficient {
  return fromGaussian(fromRational(value));
}

export function fromSymbol(symbol: ScalarSymbol): Coefficient {
  return fromGaussian(gaussianOne, symbolPower(symbol, 2));
}

/** The canonical sum of terms in any order, monomials repeated or not. */
export function fromTerms(terms: Iterable<CoefficientTerm>): Coefficient {
  const sums = new Map<Monomial, Gaussian>();
  for (const { monomial, value } of terms) {
    const before = sums.get(monomial);
    sums.set(monomial, before ? addGaussian(before, value) : value);
  }
  const result: CoefficientTerm[] = [];
  for (const [monomial, value] of sums) if (!isZeroGaussian(value)) result.push({ monomial, value });
  result.sort((a, b) => a.monomial.id - b.monomial.id);
  if (result.length > maxTerms) tooManyTerms();
  return result.length === 0 ? zeroCoefficient : { terms: result };
}

function tooManyTerms(): never {
  limit('coefficient-too-long', `a coefficient would have more than ${maxTerms} terms`, {
    hint: 'substitute numbers for some of the parameters',
  });
}

/** The coefficient with symbols exchanged, one for one. */
export function renameCoefficient(a: Coefficient, to: ReadonlyMap<ScalarSymbol, ScalarSymbol>): Coefficient {
  return fromTerms(a.terms.map(({ monomial, value }) => ({ monomial: renameMonomial(monomial, to), value })));
}

/** Is the scalar 0, for all values of the parameters? */
export function isZeroCoefficient(a: Coefficient): boolean {
  return a.terms.length === 0;
}

/** Are two scalars equal, for all values of the parameters? */
export function equalCoefficients(a: Coefficient, b: Coefficient): boolean {
  return (
    a.terms.length === b.terms.length &&
    a.terms.every((t, k) => t.monomial === b.terms[k]!.monomial && equalGaussian(t.value, b.terms[k]!.value))
  );
}

export function addCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  const result: CoefficientTerm[] = [];
  let i = 0;
  let k = 0;
  while (i < a.terms.length && k < b.terms.length) {
    const x = a.terms[i]!;
    const y = b.terms[k]!;
    if (x.monomial === y.monomial) {
      const value = addGaussian(x.value, y.value);
      if (!isZeroGaussian(value)) result.push({ monomial: x.monomial, value });
      i += 1;
      k += 1;
    } else if (x.monomial.id < y.monomial.id) {
      result.push(x);
      i += 1;
    } else {
      result.push(y);
      k += 1;
    }
  }
  for (; i < a.terms.length; i++) result.push(a.terms[i]!);
  for (; k < b.terms.length; k++) result.push(b.terms[k]!);
  if (result.length > maxTerms) tooManyTerms();
  return result.length === 0 ? zeroCoefficient : { terms: result };
}

export function negateCoefficient(a: Coefficient): Coefficient {
  return { terms: a.terms.map(({ monomial, value }) => ({ monomial, value: negateGaussian(value) })) };
}

export function subtractCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  return addCoefficients(a, negateCoefficient(b));
}

/** a · c for a plain number c. */
export function scaleCoefficient(a: Coefficient, c: Gaussian): Coefficient {
  if (isZeroGaussian(c)) return zeroCoefficient;
  if (equalGaussian(c, gaussianOne)) return a;
  return { terms: a.terms.map(({ monomial, value }) => ({ monomial, value: multiplyGaussian(value, c) })) };
}

export function multiplyCoefficients(a: Coefficient, b: Coefficient): Coefficient {
  if (a.terms.length === 0 || b.terms.length === 0) return zeroCoefficient;
  if (a === oneCoefficient) return b;
  if (b === oneCoefficient) return a;
  if (a.terms.length === 1 && a.terms[0]!.monomial === unit) return scaleCoefficient(b, a.terms[0]!.value);
  if (b.terms.length === 1 && b.terms[0]!.monomial === unit) return scaleCoefficient(a, b.terms[0]!.value);
  if (a.terms.length * b.terms.length > 50 * maxTerms) tooManyTerms();
  return sumOfProducts(a, b);
}

/** Number of products since the last check for an interruption. */
let productsMade = 0;

/**
 * The product of two coefficients over one common denominator, so that every sum is reduced to lowest terms only once.
 */
function sumOfProducts(a: Coefficient, b: Coefficient): Coefficient {
  const sums = new Map<Monomial, { re: Integer; im: Integer }>();
  const [p, q] = [overDenominator(a), overDenominator(b)];
  for (const x of p.terms) {
    // The count runs over all products, because many short ones take as long as a long one.
    productsMade += q.terms.length;
    if (productsMade > 10_000) {
      productsMade = 0;
      checkInterrupt();
    }
    for (const y of q.terms) {
      const { monomial, factor } = multiplyMonomials(x.monomial, y.monomial);
      let re = subtractIntegers(multiplyIntegers(x.re, y.re), multiplyIntegers(x.im, y.im));
      let im = addIntegers(multiplyIntegers(x.re, y.im), multiplyIntegers(x.im, y.re));
      if (factor !== 1) [re, im] = [multiplyIntegers(re, factor), multiplyIntegers(im, factor)];
      const sum = sums.get(monomial);
      if (!sum) sums.set(monomial, { re, im });
      else [sum.re, sum.im] = [addIntegers(sum.re, re), addIntegers(sum.im, im)];
    }
  }
  const den = multiplyIntegers(p.den, q.den);
  const terms: CoefficientTerm[] = [];
  for (const [monomial, { re, im }] of sums)
    if (re !== 0 || im !== 0) terms.push({ monomial, value: gaussian(re, im, den) });
  if (terms.length > maxTerms) tooManyTerms();
  terms.sort((x, y) => x.monomial.id - y.monomial.id);
  return terms.length === 0 ? zeroCoefficient : { terms };
}

/** The terms with Gaussian integers over one denominator. */
function overDenominator(a: Coefficient): { den: Integer; terms: { monomial: Monomial; re: Integer; im: Integer }[] } {
  const den = commonDenominator([a]);
  return {
    den,
    terms: a.terms.map(({ monomial, value }) => {
      const scale = quotient(den, value.den);
      return { monomial, re: multiplyIntegers(value.re, scale), im: multiplyIntegers(value.im, scale) };
    }),
  };
}

export function conjugateCoefficient(a: Coefficient): Coefficient {
  return fromTerms(
    a.terms.map(({ monomial, value }) => ({ monomial: conjugateMonomial(monomial), value: conjugateGaussian(value) })),
  );
}

/** 1/a; a must be a single monomial. */
export function invertCoefficient(a: Coefficient): Coefficient {
  const term = a.terms[0];
  if (!term) refuse('division-by-zero', 'division by zero');
  if (a.terms.length > 1) {
    refuse('division-by-sum', 'division by a sum of terms', {
      hint: 'coefficients are Laurent polynomials: only a single term such as 2 J or sqrt(Δ/J) divides',
    });
  }
  const { monomial, factor } = powerMonomial(term.monomial, -2)!;
  return fromGaussian(multiplyGaussian(invertGaussian(term.value), fromRational(factor)), monomial);
}

/** a^n for an integer n. */
export function powerCoefficient(a: Coefficient, n: number): Coefficient {
  if (n === 0) return oneCoefficient;
  if (n < 0) return powerCoefficient(invertCoefficient(a), -n);
  if (a.terms.length === 1) {
    const { monomial, value } = a.terms[0]!;
    const size = Math.max(digits(value.re), digits(value.im), digits(value.den));
    if (size * n > maxDigits && !isUnitModulus(value)) numberTooLong();
    const raised = powerMonomial(monomial, 2 * n)!;
    return fromGaussian(multiplyGaussian(powerGaussian(value, n), fromRational(raised.factor)), raised.monomial);
  }
  if (n > maxSumPower) {
    limit('exponent-too-large', `a power of a sum beyond ${maxSumPower}`, { hint: 'use a smaller exponent' });
  }
  // One factor is multiplied at a time, because squaring would multiply long sums by long sums.
  let result = a;
  for (let k = 1; k < n; k++) result = multiplyCoefficients(result, a);
  return result;
}

function isUnitModulus(a: Gaussian): boolean {
  return a.den === 1 && multiplyIntegers(a.re, a.re) === 1
    ? a.im === 0
    : a.den === 1 && a.re === 0 && multiplyIntegers(a.im, a.im) === 1;
}

function numberTooLong(): never {
  limit('number-too-long', `a number would have more than ${maxDigits} digits`, { hint: 'use a smaller exponent' });
}

/** The common denominator of all terms: d·a has Gaussian integers. */
export function commonDenominator(coefficients: Iterable<Coefficient>): ReturnType<typeof multiplyIntegers> {
  let den: ReturnType<typeof multiplyIntegers> = 1;
  for (const c of coefficients) {
    for (const { value } of c.terms) den = quotient(multiplyIntegers(den, value.den), gcd(den, value.den));
  }
  return den;
}
