import { type Coefficient, fromSymbol, parameterSymbol, rootCoefficient, substitute, symbolsOf } from '../exact/index.js';
import { mapLevels } from '../spin/index.js';
import { DiagnosticError, type Span, refuse } from '../text/index.js';
import type { Assumptions, Environment } from './environment.js';
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
  /** what the result takes for granted about parameters */
  readonly assumptions: Assumptions;
  /** parameters that a definition which was used has settled already */
  readonly inherited: Set<string>;
  /** nobody reads the notes: spares the work of finding them, which would double with every nested + h.c. */
  readonly silent?: boolean;
}

export function newReport(): Report {
  return { cancelled: 0, notes: [], assumptions: { positive: new Set(), settled: new Set() }, inherited: new Set() };
}

/** A used definition hands on what it takes for granted. */
export function inherit(report: Report, assumptions: Assumptions | undefined): void {
  if (!assumptions) return;
  for (const name of assumptions.positive) report.assumptions.positive.add(name);
  for (const name of assumptions.settled) {
    report.assumptions.settled.add(name);
    report.inherited.add(name);
  }
}

/** √c, remembering which parameters were taken as positive: those of which an odd power comes out of the root. */
export function rootOf(c: Coefficient, scope: Scope): Coefficient {
  const root = rootCoefficient(c);
  for (const { monomial } of c.terms) {
    for (const { symbol, doubled } of monomial.factors) {
      // √(p^e) with e = 2, 6, 10 …: |p|^(e/2) is p^(e/2) only for p > 0.
      if (symbol.kind === 'real' && Math.abs(doubled) % 8 === 4) scope.report.assumptions.positive.add(plainName(symbol.name));
    }
  }
  return root;
}

/**
 * Refuses a substitution that goes against what the value takes for granted.
 *
 * @diagnostic `assumed-positive`, `settled-before`
 */
export function checkAssumptions(values: Substitution, report: Report, span: Span): void {
  for (const [name, value] of values) {
    if (report.assumptions.positive.has(name) && !isPositive(value)) {
      refuse('assumed-positive', `${name} counts as positive: a root such as sqrt(${name}^2) = ${name} went into this value`, {
        span,
        hint: `give ${name} its value before the root is taken: ${name} = …, or --set ${name}=…`,
      });
    }
    if (report.inherited.has(name)) {
      refuse('settled-before', `a definition used here has been answered for all values of ${name} already`, {
        span,
        hint: `write the function out after the substitution: with ${name} = …: range(A)`,
      });
    }
  }
}

/** A positive number times powers of real parameters, which count as positive. */
function isPositive(c: Coefficient): boolean {
  const term = c.terms[0];
  return (
    c.terms.length === 1 &&
    term!.value.im === 0 &&
    term!.value.re > 0 &&
    term!.monomial.mode === undefined &&
    term!.monomial.factors.every(({ symbol }) => symbol.kind === 'real' || symbol.kind === 'prime')
  );
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

/**
 * √c within the substitutions around: of the settled scalar where it has a root, since sqrt(J^2) at J = −1 is 1; else of c
 * as it stands, since roots may still cancel, as those of chain (16) do.
 */
export function rootWithin(c: Coefficient, scope: Scope): Coefficient {
  if (scope.pending.length === 0) return rootOf(c, scope);
  try {
    const settled = settle(scalarValue(c), scope.pending) as ScalarValue;
    return (protect(scalarValue(rootOf(settled.scalar, scope)), scope.pending) as ScalarValue).scalar;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return rootOf(c, scope);
  }
}

// No typed name holds this character.
const mark = '\u0001';

/** The name without the mark of a substitution that has been made. */
export function plainName(name: string): string {
  return name.endsWith(mark) ? name.slice(0, -mark.length) : name;
}

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
