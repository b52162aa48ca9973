import {
  type Coefficient,
  fromSymbol,
  parameterSymbol,
  phaseSymbol,
  rootCoefficient,
  substituteCoefficient,
  symbolsOf,
} from '../exact/index.js';
import { type FiniteChain, mapLevels } from '../spin/index.js';
import { DiagnosticError, type Span, refuse } from '../text/index.js';
import {
  type Assumptions,
  assumeNonzero,
  assumePositive,
  assumeRoots,
  include,
  markedName,
  noAssumptions,
  plainName,
  substituteAssumptions,
} from './assumptions.js';
import { nameText } from '../language/index.js';
import type { Binding } from '../language/index.js';
import type { Environment } from './environment.js';
import type { NamedSites } from './mixed-sites.js';
import { type ScalarValue, type Value, mapParameters, scalarValue } from './value.js';

/** The context of an expression: its place, and the definitions that a program has made there. */
export interface Scope {
  readonly environment: Environment;
  /** `top`: a free j is site 0; `body`: j is summed over, or bound by the left side of a density's definition */
  readonly place: 'top' | 'body';
  /** whether the place is inside the argument of sin, cos or exp, where t may occur */
  readonly angle: boolean;
  /** the chain of a surrounding `on ring(N):` or `on open(N):`, if there is one */
  readonly finite: FiniteChain | undefined;
  /** substitutions of the surrounding `with` prefixes, outermost first; they are made at the end of the prefix */
  readonly pending: readonly Substitution[];
  readonly report: Report;
}

export type Substitution = ReadonlyMap<string, Coefficient>;

/** The report of an evaluation besides its value. */
export interface Report {
  /** number of words that cancelled */
  cancelled: number;
  /** remarks to show to the user */
  readonly notes: { readonly message: string; readonly span: Span }[];
  /** assumptions of the result about parameters */
  readonly assumptions: Assumptions;
  /** parameters that were already settled in a definition that is used */
  readonly inherited: Set<string>;
  /** the names that each substitution has replaced */
  readonly replaced: Map<Substitution, Set<string>>;
  /** free and numbered sites outside of sums */
  readonly sites: NamedSites;
  /** whether notes are not needed, which saves the work of finding them; it would double with every nested + h.c. */
  readonly silent?: boolean;
}

export function newReport(): Report {
  return {
    cancelled: 0,
    notes: [],
    assumptions: noAssumptions(),
    inherited: new Set(),
    replaced: new Map(),
    sites: {},
  };
}

/** Adds the assumptions of a definition that is used. */
export function inherit(report: Report, assumptions: Assumptions | undefined): void {
  if (!assumptions) return;
  include(report.assumptions, assumptions);
  for (const name of assumptions.settled) report.inherited.add(name);
}

/**
 * Runs a part of an evaluation to which substitutions apply at its end, and adds its report, with the assumptions that
 * remain after the substitutions.
 *
 * @param mine     the substitution that ends with the part, innermost of `pending`
 * @param isInner  whether there are substitutions around this one
 * @diagnostic `assumed-positive`, `division-by-zero`, `settled-before`
 */
export function substituting<T>(
  report: Report,
  {
    mine,
    pending,
    isInner,
    span,
  }: {
    readonly mine: Substitution;
    readonly pending: readonly Substitution[];
    readonly isInner: boolean;
    readonly span: Span;
  },
  part: (report: Report) => T,
): T {
  const within: Report = {
    ...newReport(),
    notes: report.notes,
    replaced: report.replaced,
    sites: report.sites,
    ...(report.silent && { silent: true }),
  };
  const result = part(within);
  report.cancelled += within.cancelled;
  for (const name of mine.keys()) {
    if (within.inherited.has(name)) {
      refuse('settled-before', `a definition used here has been answered for all values of ${name} already`, {
        span,
        hint: `write the function out after the substitution: with ${name} = …: range(A)`,
      });
    }
  }
  let assumptions = within.assumptions;
  // The substitutions are made one after another, since a root whose argument the first makes a square, such as sqrt(J)
  // with J = K^2, needs K > 0 for the second.
  for (const values of pending) {
    const replaced = report.replaced.get(values) ?? new Set<string>();
    for (const name of values.keys()) if (assumptions.parameters.has(name)) replaced.add(name);
    report.replaced.set(values, replaced);
    assumptions = substituteAssumptions(assumptions, (c) => substituteCoefficient(c, values), span);
  }
  const rename = (c: Coefficient): Coefficient =>
    substituteCoefficient(c, renaming(c, isInner ? markedName : plainName));
  include(report.assumptions, substituteAssumptions(assumptions, rename, span));
  for (const name of within.inherited) report.inherited.add(name);
  return result;
}

/** A substitution that replaces nothing is probably a slip. */
export function noteIdle(values: Substitution, bindings: readonly Binding[], { report }: Scope): void {
  if (report.silent) return;
  for (const { name, span } of bindings) {
    if (report.replaced.get(values)?.has(name)) continue;
    report.notes.push({ message: `nothing that follows depends on ${nameText(name)}`, span });
  }
}

export function topScope(environment: Environment, report: Report): Scope {
  return { environment, place: 'top', angle: false, finite: undefined, pending: [], report };
}

/** A value after the pending substitutions, outermost first. */
export function settle(value: Value, pending: readonly Substitution[]): Value {
  return pending.reduce((v, values) => mapAll(v, (c) => substituteCoefficient(c, values)), value);
}

/** Marks the parameters of a settled value, so that later substitutions do not change it. */
export function protect(value: Value, pending: readonly Substitution[]): Value {
  if (pending.length === 0) return value;
  return mapAll(value, (c) => substituteCoefficient(c, renaming(c, markedName)));
}

/** Removes the marks again. */
export function unprotect(value: Value): Value {
  return mapAll(value, (c) => substituteCoefficient(c, renaming(c, plainName)));
}

/** Applies `change` to every coefficient, including positions of point scatterers. */
function mapAll(value: Value, change: (c: Coefficient) => Coefficient): Value {
  return value.kind === 'levels'
    ? { kind: 'levels', levels: mapLevels(value.levels, change) }
    : mapParameters(value, change);
}

/**
 * f of a scalar. If it has no value as written, such as sqrt(J + 1), it may have one after the surrounding
 * substitutions. Then it is computed there, and these substitutions do not change it afterwards.
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

/** f of a scalar by which f divides, which is then assumed not to be zero. */
export function dividing(c: Coefficient, scope: Scope, f: (c: Coefficient) => Coefficient): Coefficient {
  const result = whereItExists(c, scope, f);
  assumeNonzero(result, scope.report.assumptions);
  return result;
}

/**
 * √c within the surrounding substitutions. The root is that of the settled scalar if it has one, since sqrt(J^2) at J =
 * −1 is 1, and otherwise that of c as written. The parameters under the root are assumed positive (language rule 19).
 */
export function rootWithin(c: Coefficient, scope: Scope): Coefficient {
  const root = rootOfSettled(c, scope) ?? rootCoefficient(c);
  assumePositive(root, scope.report.assumptions);
  for (const { monomial } of root.terms) {
    for (const { symbol, doubled } of monomial.factors)
      if (doubled < 0) assumeNonzero(fromSymbol(symbol), scope.report.assumptions);
  }
  return root;
}

function rootOfSettled(c: Coefficient, { pending }: Scope): Coefficient | undefined {
  if (pending.length === 0) return undefined;
  try {
    const settled = settle(scalarValue(c), pending) as ScalarValue;
    return (protect(scalarValue(rootCoefficient(settled.scalar)), pending) as ScalarValue).scalar;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return undefined;
  }
}

/**
 * Records for a conjugation of a value that the roots in it are treated as real, so their radicands are assumed
 * positive.
 */
export function conjugating(value: Value, { report }: Scope): void {
  mapParameters(value, (c) => {
    assumeRoots(c, report.assumptions);
    return c;
  });
}

function renaming(c: Coefficient, change: (name: string) => string): Map<string, Coefficient> {
  const names = new Map<string, Coefficient>();
  for (const symbol of symbolsOf(c)) {
    const changed = change(symbol.name);
    if (changed !== symbol.name) {
      const renamed =
        symbol.kind === 'phase'
          ? phaseSymbol(changed)
          : parameterSymbol(changed, symbol.kind === 'real' ? 'real' : 'complex');
      names.set(symbol.name, fromSymbol(renamed));
    }
  }
  return names;
}
