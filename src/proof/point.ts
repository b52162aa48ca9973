import {
  type Coefficient,
  type Symbol,
  coefficientText,
  fromGaussian,
  fromInteger,
  gaussian,
  isZero,
  substitute,
  symbolsOf,
} from '../exact/index.js';
import { DiagnosticError } from '../text/index.js';

/** Values tried for one parameter before it is left open. */
const most = 10_000;

/**
 * A point where a coefficient that is not identically zero does not vanish, parameter by parameter: a Laurent polynomial
 * in one variable has finitely many roots, so one of the squares 1, 4, 9 … will do. Squares keep roots rational. A complex
 * parameter and its conjugate are two variables, so it takes n + m i too. Parameters stay open where nothing fits, as in
 * sqrt(g) - sqrt(conj(g)) of a complex g, whose roots are exact at positive numbers only.
 */
export function nonVanishingValues(c: Coefficient): Map<string, Coefficient> {
  const point = new Map<string, Coefficient>();
  let rest = c;
  const complex = new Set([...symbolsOf(c)].filter((s: Symbol) => s.kind !== 'real').map((s) => s.name));
  const names = [...symbolsOf(c)].map((s: Symbol) => s.name).sort();
  for (const name of new Set(names)) {
    for (const value of complex.has(name) ? complexValues() : squares()) {
      const next = trySubstitute(rest, name, value);
      if (next && !isZero(next)) {
        rest = next;
        point.set(name, value);
        break;
      }
    }
  }
  return point;
}

/** The same with the values as text. */
export function nonVanishingPoint(c: Coefficient): Map<string, string> {
  return new Map([...nonVanishingValues(c)].map(([name, value]) => [name, coefficientText(value)]));
}

function* squares(): Generator<Coefficient> {
  for (let root = 1; root <= most; root++) yield fromInteger(root * root);
}

/** 1, then n + m i along the diagonals, so that every polynomial in g and conj(g) finds a grid large enough; squares between. */
function* complexValues(): Generator<Coefficient> {
  let tried = 0;
  for (let sum = 1; tried < most; sum++) {
    yield fromInteger(sum * sum);
    for (let im = 1; im <= sum; im++, tried++) yield fromGaussian(gaussian(sum - im, im));
  }
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
