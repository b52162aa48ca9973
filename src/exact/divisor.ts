import {
  type Coefficient,
  addCoefficients,
  fromGaussian,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  oneCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from './coefficient.js';
import { symbolsOf } from './coefficient-content.js';
import type { Ring } from './elimination.js';
import { coefficientRing, divideExactly } from './fractions.js';
import { gaussian } from './gaussian.js';
import { type Monomial, type ScalarSymbol, symbolPower } from './monomial.js';

/** Largest number of terms of a polynomial for which a common divisor is computed. */
const longest = 400;

/**
 * The greatest common divisor of two polynomials in the roots of the couplings, up to a number. Powers by which a
 * coefficient is divided never vanish and are left out.
 *
 * @returns the divisor; undefined where the polynomials are too long
 */
export function divisorOfCoefficients(a: Coefficient, b: Coefficient): Coefficient | undefined {
  if (isZeroCoefficient(a)) return b;
  if (isZeroCoefficient(b)) return a;
  if (a.terms.length > longest || b.terms.length > longest) return undefined;
  const [x, y] = [splitPowers(a), splitPowers(b)];
  const powers = sharedPowers(x.powers, y.powers);
  if (isFreeOfCouplings(x.rest) || isFreeOfCouplings(y.rest)) return powers;
  const rest = divisorOfRests(x.rest, y.rest);
  return rest && multiplyCoefficients(powers, rest);
}

/** Is it a number, that is, without couplings? It may contain roots of numbers. */
export const isFreeOfCouplings = (a: Coefficient): boolean => !isZeroCoefficient(a) && variablesOf(a).length === 0;

/** Euclid's algorithm in one coupling after another; remainders are made primitive in each step. */
function divisorOfRests(a: Coefficient, b: Coefficient): Coefficient | undefined {
  const [inA, inB] = [variablesOf(a), variablesOf(b)];
  for (const [one, other, its, others] of [
    [a, b, inA, inB],
    [b, a, inB, inA],
  ] as const) {
    const alone = its.find((s) => !others.includes(s));
    if (!alone) continue;
    const content = contentIn(one, alone);
    return content && divisorOfCoefficients(content, other);
  }
  const symbol = [...inA].sort((s, t) => degreeOf(a, s) + degreeOf(b, s) - degreeOf(a, t) - degreeOf(b, t))[0]!;
  const [one, other] = [primitive(a, symbol), primitive(b, symbol)];
  const content = one && other && divisorOfCoefficients(one.content, other.content);
  if (!content) return undefined;
  let [high, low] = degreeOf(a, symbol) < degreeOf(b, symbol) ? [other.part, one.part] : [one.part, other.part];
  while (degreeOf(low, symbol) > 0) {
    const rest = remainder(high, low, symbol);
    if (!rest) return undefined;
    if (isZeroCoefficient(rest)) return multiplyCoefficients(content, low);
    const next = primitive(rest, symbol);
    if (!next) return undefined;
    [high, low] = [low, next.part];
  }
  return content;
}

/** A polynomial in one coupling as the common divisor of its coefficients times the primitive part. */
function primitive(
  a: Coefficient,
  symbol: ScalarSymbol,
): { readonly content: Coefficient; readonly part: Coefficient } | undefined {
  const content = contentIn(a, symbol);
  const part = content && (isFreeOfCouplings(content) ? a : divideExactly(a, content));
  return part && { content, part };
}

/** The common divisor of the coefficients of the powers of one coupling. */
export function contentIn(a: Coefficient, symbol: ScalarSymbol): Coefficient | undefined {
  let common = zeroCoefficient;
  for (const c of powersOf(a, symbol).values()) {
    const next = divisorOfCoefficients(common, c);
    if (!next) return undefined;
    common = next;
    if (isFreeOfCouplings(common)) break;
  }
  return common;
}

/** The remainder of an element of the ring times `a` after division by `b`, of lower degree than b. */
function remainder(a: Coefficient, b: Coefficient, symbol: ScalarSymbol): Coefficient | undefined {
  const degree = degreeOf(b, symbol);
  const lead = powersOf(b, symbol).get(degree)!;
  let rest = a;
  while (!isZeroCoefficient(rest) && degreeOf(rest, symbol) >= degree) {
    const top = degreeOf(rest, symbol);
    const by = multiplyCoefficients(powersOf(rest, symbol).get(top)!, powerOf(symbol, top - degree));
    rest = subtractCoefficients(multiplyCoefficients(rest, lead), multiplyCoefficients(by, b));
    if (rest.terms.length > longest) return undefined;
  }
  return rest;
}

const powerOf = (symbol: ScalarSymbol, doubled: number): Coefficient =>
  fromGaussian(gaussian(1), symbolPower(symbol, doubled));

function exponentOf({ factors }: Monomial, symbol: ScalarSymbol): number {
  return factors.find((f) => f.symbol === symbol)?.doubled ?? 0;
}

const degreeOf = (a: Coefficient, symbol: ScalarSymbol): number =>
  Math.max(...a.terms.map(({ monomial }) => exponentOf(monomial, symbol)));

/** The coefficients of the powers of a coupling, by twice the exponent. */
function powersOf(a: Coefficient, symbol: ScalarSymbol): Map<number, Coefficient> {
  const found = new Map<number, Coefficient>();
  for (const { monomial, value } of a.terms) {
    const doubled = exponentOf(monomial, symbol);
    const rest = multiplyCoefficients(fromGaussian(value, monomial), powerOf(symbol, -doubled));
    found.set(doubled, addCoefficients(found.get(doubled) ?? zeroCoefficient, rest));
  }
  return found;
}

function variablesOf(a: Coefficient): ScalarSymbol[] {
  return [...symbolsOf(a)].filter((s) => s.kind !== 'prime');
}

/** A polynomial as the product of the powers common to all of its terms, including negative ones, and the rest. */
function splitPowers(a: Coefficient): { readonly powers: Coefficient; readonly rest: Coefficient } {
  let powers = oneCoefficient;
  for (const symbol of variablesOf(a))
    powers = multiplyCoefficients(
      powers,
      powerOf(symbol, Math.min(...a.terms.map(({ monomial }) => exponentOf(monomial, symbol)))),
    );
  return { powers, rest: multiplyCoefficients(a, invertCoefficient(powers)) };
}

function sharedPowers(a: Coefficient, b: Coefficient): Coefficient {
  let shared = oneCoefficient;
  for (const symbol of variablesOf(a)) {
    const doubled = Math.min(exponentOf(a.terms[0]!.monomial, symbol), exponentOf(b.terms[0]!.monomial, symbol));
    if (doubled > 0) shared = multiplyCoefficients(shared, powerOf(symbol, doubled));
  }
  return shared;
}

/**
 * Polynomials divided by their greatest common divisor.
 *
 * @returns undefined where the divisor is a number, or was not computed
 */
export function withoutCommonDivisor(
  all: readonly Coefficient[],
): { readonly common: Coefficient; readonly quotients: readonly Coefficient[] } | undefined {
  let common = zeroCoefficient;
  for (const c of [...all].sort((a, b) => a.terms.length - b.terms.length)) {
    const next = divisorOfCoefficients(common, c);
    if (!next) return undefined;
    common = next;
    if (!isZeroCoefficient(common) && isFreeOfCouplings(common)) return undefined;
  }
  if (isZeroCoefficient(common)) return undefined;
  const quotients: Coefficient[] = [];
  for (const c of all) {
    const quotient = divideExactly(c, common);
    if (!quotient) return undefined;
    quotients.push(quotient);
  }
  return { common, quotients };
}

/**
 * Coefficients as a ring in which an elimination keeps its rows in lowest terms. The divisors are computed for short
 * systems of sums in many couplings, whose rows would otherwise grow without bound.
 *
 * @throws FractionTooLong
 */
export const reducedRing: Ring<Coefficient> = { ...coefficientRing, withoutCommon: withoutCommonDivisor };
