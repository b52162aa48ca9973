import {
  type Coefficient,
  type Symbol,
  coefficientText,
  fromInteger,
  isZero,
  substitute,
  symbolsOf,
} from '../exact/index.js';
import { DiagnosticError } from '../text/index.js';

/**
 * A point where a coefficient that is not identically zero does not vanish, parameter by parameter: a Laurent polynomial
 * in one variable has finitely many roots, so one of the squares 1, 4, 9 … will do. Squares keep roots rational.
 */
export function nonVanishingPoint(c: Coefficient): Map<string, string> {
  const point = new Map<string, string>();
  let rest = c;
  const names = [...symbolsOf(c)].map((s: Symbol) => s.name).sort();
  for (const name of new Set(names)) {
    for (let root = 1; ; root++) {
      const value = fromInteger(root * root);
      const next = trySubstitute(rest, name, value);
      if (next && !isZero(next)) {
        rest = next;
        point.set(name, coefficientText(value));
        break;
      }
    }
  }
  return point;
}

/** Undefined where a value is not allowed: it may send a denominator to zero. */
function trySubstitute(c: Coefficient, name: string, value: Coefficient): Coefficient | undefined {
  try {
    return substitute(c, new Map([[name, value]]));
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}
