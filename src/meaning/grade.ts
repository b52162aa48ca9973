import { type ScalarSymbol, gradesOf, rationalText, rational } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { refuse } from '../text/index.js';

/**
 * Names of pure numbers: couplings in units of another energy (ε_d, ε_ph, γ_m, λ_z of chain (8), (9), (16)) and angles.
 * Every other parameter has the dimension of an energy: J, Δ, B, ω, g …
 */
const dimensionless = new Set(['eps', 'gamma', 'lambda', 'alpha', 'theta', 'phi', 'chi', 'pi']);

/** Twice the energy dimension of a parameter. */
function doubledGrade(symbol: ScalarSymbol): number {
  const stem = /^[A-Za-z]+/u.exec(symbol.name)?.[0] ?? symbol.name;
  return symbol.kind === 'prime' || symbol.kind === 'constant' || symbol.kind === 'phase' || dimensionless.has(stem)
    ? 0
    : 2;
}

/**
 * The energy dimension of an operator: the degree of its monomials in the parameters that are energies.
 *
 * C_n must be homogeneous of degree n − 1, since every boost multiplies by one coupling.
 *
 * @returns   the degree as a doubled integer
 * @diagnostic `not-homogeneous` with the degrees that occur, `degree-of-zero`
 */
export function degreeOf(operator: Operator): number {
  const found = new Set<number>();
  for (const term of operator.terms) for (const grade of gradesOf(term.coefficient, doubledGrade)) found.add(grade);
  if (found.size === 0) refuse('degree-of-zero', 'zero has no degree');
  if (found.size > 1) {
    const list = [...found].sort((a, b) => a - b).map((d) => rationalText(rational(d, 2)));
    refuse('not-homogeneous', `the terms have different powers of energy: ${list.join(', ')}`, {
      hint: 'every term of a physical quantity carries the same power of J, Δ, B …; ε, γ, λ are pure numbers',
    });
  }
  return [...found][0]!;
}
