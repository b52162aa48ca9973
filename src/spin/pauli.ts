import {
  type Coefficient,
  gaussian,
  fromGaussian,
  imaginaryUnit,
  multiplyCoefficients,
  scaleCoefficient,
} from '../exact/index.js';
import { addOperators } from './algebra.js';
import { type Operator, localWord } from './operator.js';
import { wordFrom } from './word.js';

export type Component = 'x' | 'y' | 'z' | '+' | '-';

/** σ^a at a site, times a coefficient. σ^± = (σ^x ± iσ^y)/2; S^± = S^x ± iS^y = σ^±. */
export function pauli(component: Component, site: number, coefficient: Coefficient): Operator {
  if (component === '+' || component === '-') {
    const half = scaleCoefficient(coefficient, gaussian(1, 0, 2));
    const imaginary = multiplyCoefficients(half, component === '+' ? imaginaryUnit : fromGaussian(gaussian(0, -1)));
    return addOperators(pauli('x', site, half), pauli('y', site, imaginary));
  }
  return localWord(wordFrom(component.toUpperCase()).word, site, coefficient);
}
