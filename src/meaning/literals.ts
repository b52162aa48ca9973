import { oneCoefficient, parseDecimal } from '../exact/index.js';
import { identityOperator, positionWeight, weighted } from '../spin/index.js';
import { type Span, limit, refuse } from '../text/index.js';
import type { Scope } from './scope.js';
import { type Value, weightValue } from './value.js';

/** @diagnostic `boson` */
export function refuseLoneBoson(span: Span): never {
  refuse('boson', 'a_j stands without its a†_j', {
    span,
    hint: 'the coupling to the bath is linear in the displacement: (a_j + a†_j)',
  });
}

/** Largest number of digits and largest power of ten of a typed number. */
const maxDigits = 10_000;

/** The exact value of a typed number.   @diagnostic `number-too-long` */
export function decimalOf(text: string): ReturnType<typeof parseDecimal> {
  const exponent = Number(/e([+-]?\d+)$/iu.exec(text)?.[1] ?? 0);
  if (text.length > maxDigits || Math.abs(exponent) > maxDigits) {
    limit('number-too-long', `a number of more than ${maxDigits} digits`, { hint: 'use fewer digits' });
  }
  return parseDecimal(text);
}

/** The j of a sum, as a weight.   @diagnostic `free-position` */
export function positionValue(span: Span, scope: Scope): Value {
  if (scope.place === 'top') {
    refuse('free-position', 'a bare j stands outside a sum', {
      span,
      hint: 'sum over the chain: sum_j j …, or name the site',
    });
  }
  return weightValue(weighted(identityOperator(oneCoefficient), positionWeight));
}
