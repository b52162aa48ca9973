import {
  type Coefficient,
  gaussian,
  fromGaussian,
  imaginaryUnit,
  multiplyCoefficients,
  oneCoefficient,
  scaleCoefficient,
} from '../exact/index.js';
import { refuse } from '../text/index.js';
import { addOperators } from './algebra.js';
import { type Operator, localWord } from './operator.js';
import { wordFrom } from './word.js';

/** A component of a spin. S^± = S^x ± iS^y. */
export type Component = 'x' | 'y' | 'z' | '+' | '-';

/** Refuses values that are not components, since a JavaScript program may pass anything. */
function checkComponent(component: Component): void {
  if (!['x', 'y', 'z', '+', '-'].includes(component))
    refuse('pauli-component', `a spin has no component "${String(component)}"`, {
      expected: ['x', 'y', 'z', '+', '-'],
    });
}

/**
 * The Pauli matrix σ^a at a site, times a coefficient. σ^± = (σ^x ± iσ^y)/2.
 *
 *   pauli('x', 0)                      X_0
 *
 * @group Constructors
 * @param component    `x`, `y`, `z`, `+` or `-`
 * @param site         an integer, possibly negative
 * @param coefficient  exact; 1 by default
 * @throws DiagnosticError `pauli-component`, `site-not-whole`, `site-too-far`
 */
export function pauli(component: Component, site: number, coefficient: Coefficient = oneCoefficient): Operator {
  checkComponent(component);
  if (component === '+' || component === '-') {
    const half = scaleCoefficient(coefficient, gaussian(1, 0, 2));
    const imaginary = multiplyCoefficients(half, component === '+' ? imaginaryUnit : fromGaussian(gaussian(0, -1)));
    return addOperators(pauli('x', site, half), pauli('y', site, imaginary));
  }
  return localWord(wordFrom(component.toUpperCase()).word, site, coefficient);
}

/**
 * The spin-1/2 operator S^a = σ^a/2 at a site; S^± = S^x ± iS^y = σ^±.
 *
 *   spin('z', 3)                       S^z_3
 *
 * @group Constructors
 * @param component  `x`, `y`, `z`, `+` or `-`
 * @param site       an integer, possibly negative
 * @throws DiagnosticError `pauli-component`, `site-not-whole`, `site-too-far`
 */
export function spin(component: Component, site: number): Operator {
  const ladder = component === '+' || component === '-';
  return pauli(component, site, ladder ? oneCoefficient : fromGaussian(gaussian(1, 0, 2)));
}
