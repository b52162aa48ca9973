import type { Coefficient } from './coefficient.js';
import { type Gaussian, gaussian } from './gaussian.js';
import { abs } from './integer.js';
import { type Factor, type Mode, type Monomial, compareForPrint, sortedFactors, unit } from './monomial.js';
import { type Rational, rationalText } from './rational.js';

/**
 * A coefficient as text of the language with explicit `*`, `^` and `/`: `-3/8*i*J^2*Delta^(1/2)*exp(2*i*omega*t)`.
 * An expanded sum of monomials, parameters by their ASCII names; zero is `0`.
 */
export function coefficientText(a: Coefficient): string {
  const parts = writtenTerms(a);
  if (parts.length === 0) return '0';
  let text = '';
  parts.forEach(({ negative, magnitude, imaginary, monomial }, k) => {
    const factors: string[] = [];
    const rest = monomialFactors(monomial);
    const number = rationalText(magnitude);
    if (number !== '1' || (rest.length === 0 && !imaginary)) factors.push(number);
    if (imaginary) factors.push('i');
    factors.push(...rest);
    const body = factors.join('*');
    if (k === 0) text += negative ? `-${body}` : body;
    else text += negative ? ` - ${body}` : ` + ${body}`;
  });
  return text;
}

/** One printed term: ± magnitude · [i] · monomial. */
export interface WrittenTerm {
  readonly negative: boolean;
  readonly magnitude: Rational;
  readonly imaginary: boolean;
  readonly monomial: Monomial;
}

/** The terms in the order of printing, with real and imaginary parts separate. */
export function writtenTerms(a: Coefficient): WrittenTerm[] {
  const sorted = [...a.terms].sort((x, y) => compareForPrint(x.monomial, y.monomial));
  return sorted.flatMap(({ monomial, value }) => [
    ...part('real', value, monomial),
    ...part('imaginary', value, monomial),
  ]);
}

function part(which: 'real' | 'imaginary', value: Gaussian, monomial: Monomial): WrittenTerm[] {
  const n = which === 'real' ? value.re : value.im;
  if (n === 0) return [];
  const { re, den } = gaussian(abs(n), 0, value.den);
  return [{ negative: n < 0, magnitude: { num: re, den }, imaginary: which === 'imaginary', monomial }];
}

function monomialFactors(m: Monomial): string[] {
  const factors = sortedFactors(m).map(factorText);
  if (m.mode) factors.push(modeText(m.mode));
  return factors;
}

function factorText({ symbol, doubled }: Factor): string {
  if (symbol.kind === 'phase') {
    const n = doubled / 2;
    return `exp(${n < 0 ? '-' : ''}${Math.abs(n) === 1 ? '' : `${Math.abs(n)}*`}i*${symbol.name})`;
  }
  const name = symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name;
  if (doubled === 2) return name;
  return doubled % 2 === 0 ? `${name}^${doubled / 2}` : `${name}^(${doubled}/2)`;
}

function modeText({ base, multiple }: Mode): string {
  const negative = multiple.num < 0;
  const number = rationalText({ num: abs(multiple.num), den: multiple.den });
  const factors = number === '1' ? ['i'] : [number, 'i'];
  if (base !== unit) factors.push(...monomialFactors(base));
  factors.push('t');
  return `exp(${negative ? '-' : ''}${factors.join('*')})`;
}
