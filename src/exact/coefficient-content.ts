import { refuse } from '../text/index.js';
import type { Coefficient } from './coefficient.js';
import { type Gaussian, gaussian } from './gaussian.js';
import { type Monomial, type ScalarSymbol, unit } from './monomial.js';

/** a as a plain number, undefined where it holds a symbol. */
export function asGaussian(a: Coefficient): Gaussian | undefined {
  if (a.terms.length === 0) return gaussian(0);
  const term = a.terms[0]!;
  return a.terms.length === 1 && term.monomial === unit ? term.value : undefined;
}

/** Every parameter of a coefficient, frequencies of modes included; primes and constants are not parameters. */
export function symbolsOf(a: Coefficient): Set<ScalarSymbol> {
  const found = new Set<ScalarSymbol>();
  const collect = (m: Monomial): void => {
    for (const { symbol } of m.factors) if (symbol.kind !== 'prime' && symbol.kind !== 'constant') found.add(symbol);
    if (m.mode) collect(m.mode.base);
  };
  for (const { monomial } of a.terms) collect(monomial);
  return found;
}

/** The constants without exact form in a coefficient, by their texts. */
export function constantsOf(a: Coefficient): string[] {
  const found = new Set<string>();
  for (const { monomial } of a.terms) {
    for (const m of [monomial, monomial.mode?.base]) {
      for (const { symbol } of m?.factors ?? []) if (symbol.kind === 'constant') found.add(symbol.name);
    }
  }
  return [...found];
}

/**
 * Is it undecided whether the coefficient vanishes? A sum with numbers without exact form may, as cos(1)^2 + sin(1)^2 -
 * 1 does; a single term does not, since none of these numbers is 0.
 */
export function isUndecided(a: Coefficient): boolean {
  return a.terms.length > 1 && constantsOf(a).length > 0;
}

/**
 * Refuses numbers without exact form where a question has to be decided exactly.
 *
 * @param what  the question that cannot be decided, as the subject of a sentence
 * @diagnostic `inexact-constant`
 */
export function refuseConstants(a: Coefficient, what: string): void {
  const [name] = constantsOf(a);
  if (name === undefined) return;
  refuse('inexact-constant', `${what} cannot be decided: ${name === 'pi' ? 'π' : name} is not exact`, {
    hint: 'exact are rationals, roots of rationals, and cos, sin, exp(i …) of multiples of π/12; or put a parameter in its place',
  });
}

/** The degree of every monomial of `a` in the energy unit, by the doubled weight of each symbol. */
export function gradesOf(a: Coefficient, doubledWeight: (symbol: ScalarSymbol) => number): Set<number> {
  const found = new Set<number>();
  for (const { monomial } of a.terms) {
    let grade = 0;
    for (const { symbol, doubled } of monomial.factors) grade += (doubled * doubledWeight(symbol)) / 2;
    found.add(grade);
  }
  return found;
}
