import {
  type Coefficient,
  conjugateCoefficient,
  equalCoefficients,
  evaluateCoefficient,
  symbolsOf,
  valueInCells,
} from '../exact/index.js';
import { type Operator } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import type { FiniteOperator, PlacedWord } from './finite.js';

/** A complex number in float64. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** A word whose coefficient is a number. */
export interface NumericWord extends Pick<PlacedWord, 'letters'>, Complex {}

/**
 * Refuses operators that a numerical format cannot represent: those with parameters without a value or a time
 * dependence.
 *
 * @diagnostic `parameters-left`, `time-dependent`
 */
export function refuseSymbols(operator: Operator, format: string): void {
  if (operator.terms.some((t) => holdsTime(t.coefficient))) {
    refuse('time-dependent', `the operator depends on time, and ${format} holds none`, {
      hint: 'fourier(A, 1) is the component of exp(i*omega*t); quspin, json and mathematica keep the time',
    });
  }
  refuseParameters(operator, format);
}

export function holdsTime(a: Coefficient): boolean {
  return a.terms.some(({ monomial }) => monomial.mode !== undefined);
}

/** @diagnostic `parameters-left`, naming them */
export function refuseParameters(operator: Operator, format: string): void {
  const names = new Set<string>();
  for (const { coefficient } of operator.terms) for (const { name } of symbolsOf(coefficient)) names.add(name);
  if (names.size === 0) return;
  const sorted = [...names].sort();
  const shown = sorted.length > 6 ? [...sorted.slice(0, 6), `${sorted.length - 6} more`] : sorted;
  const listed = shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
  const plural = sorted.length > 1;
  const given = sorted.slice(0, 6);
  refuse(
    'parameters-left',
    `the parameter${plural ? 's' : ''} ${listed} ${plural ? 'have' : 'has'} no value, and ${format} takes numbers`,
    {
      hint: `give ${plural ? 'each' : 'it'} a value: ${given.map((name) => `--set ${name}=1/2`).join(' ')}`,
      hintInCells: valueInCells(given, '1/2'),
    },
  );
}

/** The words of an operator without symbols, in float64. */
export function numericWords(operator: FiniteOperator): NumericWord[] {
  return operator.words.map(({ letters, coefficient }) => ({ letters, ...number(coefficient) }));
}

/**
 * A coefficient without symbols, in float64: the nearest number for rationals, a few units in the last place for roots.
 *
 * @diagnostic `number-out-of-range`
 */
export function number(a: Coefficient): Complex {
  const { re, im } = evaluateCoefficient(a, () => Number.NaN);
  const real = equalCoefficients(a, conjugateCoefficient(a));
  if (!Number.isFinite(re) || !Number.isFinite(im) || (a.terms.length > 0 && re === 0 && im === 0)) {
    limit('number-out-of-range', 'a coefficient is too large or too small for float64', {
      hint: 'json and mathematica keep it exactly',
    });
  }
  // + 0 turns −0 into 0.
  return { re: re + 0, im: real ? 0 : im + 0 };
}

/** The shortest decimal that reads back as the same float64, always with a point or an exponent: `2.0`, `1e-7`. */
export function floatText(x: number): string {
  const text = String(x);
  return /^-?[0-9]+$/u.test(text) ? `${text}.0` : text;
}

/** `0.5`, `-0.1j`, `(0.3-0.1j)` with the unit `j` of Python; `space` is written around + and −. */
export function pythonComplexText({ re, im }: Complex, unit: string, space = ''): string {
  if (im === 0) return floatText(re);
  const imaginary = `${floatText(Math.abs(im))}${unit}`;
  if (re === 0) return `${im < 0 ? '-' : ''}${imaginary}`;
  return `(${floatText(re)}${space}${im < 0 ? '-' : '+'}${space}${imaginary})`;
}
