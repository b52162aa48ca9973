import type { Coefficient } from '../exact/index.js';
import { type Operator, type Term, type TermPlace } from '../spin/index.js';
import { refuse } from '../text/index.js';

/** Is this an operator, such as `operator(…)` returns? */
export function isOperator(value: unknown): value is Operator {
  if (typeof value !== 'object' || value === null) return false;
  const { terms } = value as { readonly terms?: unknown };
  return Array.isArray(terms) && terms.every(isTerm);
}

/** Coefficients have terms too, but no words. */
function isTerm(value: unknown): value is Term {
  if (typeof value !== 'object' || value === null) return false;
  const { word, place, coefficient } = value as { readonly [P in keyof Term]?: unknown };
  return (
    typeof word === 'object' &&
    word !== null &&
    isPlace(place) &&
    Array.isArray((coefficient as Partial<Coefficient> | undefined)?.terms)
  );
}

function isPlace(value: unknown): value is TermPlace {
  const { kind } = (value ?? {}) as { readonly kind?: unknown };
  return kind === 'local' || kind === 'summand' || kind === 'chain';
}

/** The kind of a value in words, for messages that say what was expected instead. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') {
    const parts = Object.keys(value);
    return parts.length === 0 ? 'an empty object' : `an object with ${parts.slice(0, 6).join(', ')}`;
  }
  return typeof value === 'string' ? `the text '${value}'` : `a ${typeof value}`;
}

/**
 * An argument that must be an operator: a JavaScript program may pass anything.
 *
 * @diagnostic `not-an-operator`
 */
export function expectOperator(value: unknown, where: string): Operator {
  if (isOperator(value)) return value;
  return refuse('not-an-operator', `${where} takes operators, and this is ${valueInWords(value)}`, {
    hint:
      typeof value === 'string'
        ? `operator('${value}') makes one`
        : "make one first, as in operator('sum_j X_j X_<j+1>')",
  });
}
