import { type Coefficient, fromSymbol, parameterSymbol, substitute, symbolsOf } from '../exact/index.js';
import { mapLevels } from '../spin/index.js';
import { DiagnosticError, type Span } from '../text/index.js';
import type { Environment } from './environment.js';
import { type ScalarValue, type Value, mapValue, scalarValue } from './value.js';

/** Where an expression stands, and what a program knows there. */
export interface Scope {
  readonly environment: Environment;
  /** `top`: a free j is site 0; `body`: j is summed over, or bound by the left side of a density's definition */
  readonly place: 'top' | 'body';
  /** inside the argument of sin, cos, exp: t may stand here */
  readonly angle: boolean;
  /** sites of the ring of an `on ring(N):` around, if there is one */
  readonly ring: number | undefined;
  /** substitutions of the `with` prefixes around, outermost first; they act when the prefix is left */
  readonly pending: readonly Substitution[];
  readonly report: Report;
}

export type Substitution = ReadonlyMap<string, Coefficient>;

/** What an evaluation tells besides its value. */
export interface Report {
  /** words that met and cancelled */
  cancelled: number;
  /** remarks for people */
  readonly notes: { readonly message: string; readonly span: Span }[];
  /** nobody reads the notes: spares the work of finding them, which would double with every nested + h.c. */
  readonly silent?: boolean;
}

export function newReport(): Report {
  return { cancelled: 0, notes: [] };
}

export function topScope(environment: Environment, report: Report): Scope {
  return { environment, place: 'top', angle: false, ring: undefined, pending: [], report };
}

/** A value with the pending substitutions done, outermost first. */
export function settle(value: Value, pending: readonly Substitution[]): Value {
  return pending.reduce((v, values) => mapAll(v, (c) => substitute(c, values)), value);
}

/** Marks the parameters of a settled value, so that the substitutions that are still to come leave it alone. */
export function protect(value: Value, pending: readonly Substitution[]): Value {
  if (pending.length === 0) return value;
  return mapAll(value, (c) => substitute(c, renaming(c, (n) => (n.endsWith(mark) ? undefined : n + mark))));
}

/** Takes the marks off again. */
export function unprotect(value: Value): Value {
  return mapAll(value, (c) => substitute(c, renaming(c, (n) => (n.endsWith(mark) ? n.slice(0, -mark.length) : undefined))));
}

/** Positions of point scatterers too. */
function mapAll(value: Value, change: (c: Coefficient) => Coefficient): Value {
  return value.kind === 'levels' ? { kind: 'levels', levels: mapLevels(value.levels, change) } : mapValue(value, change);
}

/**
 * f of a scalar. What has no value as it stands, such as sqrt(J + 1), may have one with the substitutions around: then it
 * is taken there, and left alone by them afterwards.
 */
export function whereItExists(c: Coefficient, scope: Scope, f: (c: Coefficient) => Coefficient): Coefficient {
  if (scope.pending.length === 0) return f(c);
  try {
    return f(c);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const settled = settle(scalarValue(c), scope.pending) as ScalarValue;
    return (protect(scalarValue(f(settled.scalar)), scope.pending) as ScalarValue).scalar;
  }
}

// No typed name holds this character.
const mark = '\u0001';

function renaming(c: Coefficient, change: (name: string) => string | undefined): Map<string, Coefficient> {
  const names = new Map<string, Coefficient>();
  for (const symbol of symbolsOf(c)) {
    const changed = change(symbol.name);
    if (changed !== undefined) {
      names.set(symbol.name, fromSymbol(parameterSymbol(changed, symbol.kind === 'real' ? 'real' : 'complex')));
    }
  }
  return names;
}
