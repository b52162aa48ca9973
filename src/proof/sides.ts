import { fromInteger, isZeroCoefficient } from '../exact/index.js';
import type { Node, Prefix } from '../language/index.js';
import {
  type Environment,
  type Report,
  type Substitution,
  type Value,
  asOperator,
  conjugating,
  describe,
  evaluateNode,
  finiteChainWithin,
  noteIdle,
  refuseInexactValue,
  refuseUnknownSides,
  settle,
  substituting,
  substitutionOf,
  topScope,
  unprotect,
  isOdd,
  joinOrigins,
  originOf,
} from '../meaning/index.js';
import { type FiniteChain, type Operator, scaleLevels, subtractOperators, sumLevels } from '../spin/index.js';
import { type Span, locate, refuse } from '../text/index.js';

/** The two sides of a claim or an equation, with the prefixes that act on both. */
export interface TwoSides {
  readonly prefixes: readonly Prefix[];
  readonly left: Node;
  readonly right?: Node;
}

/** How the sides of a claim or an equation are evaluated. */
export interface SideEvaluation {
  /** the value of a side, after the substitutions of the prefixes */
  readonly side: (node: Node) => Value;
  /** the ring or open chain of the prefixes, if there is one */
  readonly finite: FiniteChain | undefined;
  /** names to which the prefixes give values */
  readonly bound: ReadonlySet<string>;
  /** remarks on bindings that replaced nothing, once the sides are evaluated */
  readonly noteIdleBindings: () => void;
}

/**
 * Prepares the evaluation of the sides of a claim or an equation.
 *
 * @param what  `this claim`, the subject of the messages about values that cannot be decided
 * @diagnostic whatever evaluation reports; `unknown-name`, `inexact-constant`
 */
export function sidesOf(
  { prefixes, left, right }: TwoSides,
  environment: Environment,
  report: Report,
  what: string,
): SideEvaluation {
  const pending: Substitution[] = [];
  const scope = topScope(environment, report);
  let finite: FiniteChain | undefined;
  for (const prefix of prefixes) {
    if (prefix.kind === 'with') pending.push(substitutionOf(prefix.bindings, scope));
    else finite = finiteChainWithin(prefix, { ...scope, finite });
  }
  refuseUnknownSides(left, right, { ...scope, pending, finite });
  const all = new Map(pending.flatMap((values) => [...values]));
  const side = (node: Node): Value => {
    const within = (inner: Report): Value => {
      const value = evaluateNode(node, { ...scope, pending, finite, report: inner });
      // π and functions of numbers have no decidable arithmetic (language rule 20).
      refuseInexactValue(value, node.span, what);
      return locate(node.span, () => settle(value, pending));
    };
    const settled =
      pending.length === 0
        ? within(report)
        : unprotect(substituting(report, { mine: all, pending, isInner: false, span: node.span }, within));
    // with φ = 0.3: the value of a phase may introduce a constant
    refuseInexactValue(settled, node.span, what);
    // A root that remains has a value for positive parameters only.
    conjugating(settled, scope);
    return settled;
  };
  const given = prefixes.flatMap((prefix) => (prefix.kind === 'with' ? [prefix.bindings] : []));
  return {
    side,
    finite,
    bound: new Set(all.keys()),
    noteIdleBindings: () => given.forEach((bindings, k) => noteIdle(pending[k]!, bindings, scope)),
  };
}

/** A − B, or whether two booleans agree. */
export function differenceOf(
  a: Value,
  b: Value,
  span: Span,
  report: Report,
  { legs }: Pick<Environment, 'legs'>,
): Value | boolean {
  if (a.kind === 'boolean' && b.kind === 'boolean') return a.boolean === b.boolean;
  if (a.kind === 'levels' || b.kind === 'levels') {
    const entries = [a, b].map((v) => (v.kind === 'levels' ? v.levels : isZeroScalar(v) ? { entries: [] } : undefined));
    if (!entries[0] || !entries[1]) notComparable(a, b, span);
    return {
      kind: 'levels',
      levels: sumLevels([...entries[0].entries, ...scaleLevels(entries[1], fromInteger(-1)).entries]),
    };
  }
  if (a.kind === 'vector' || b.kind === 'vector') {
    const zero: Operator = { terms: [] };
    const parts = [a, b].map((v) =>
      v.kind === 'vector' ? v : isZeroScalar(v) ? { x: zero, y: zero, z: zero } : undefined,
    );
    if (!parts[0] || !parts[1]) notComparable(a, b, span);
    const vector = a.kind === 'vector' ? a : (b as Extract<Value, { kind: 'vector' }>);
    return {
      ...vector,
      x: subtractOperators(parts[0].x, parts[1].x),
      y: subtractOperators(parts[0].y, parts[1].y),
      z: subtractOperators(parts[0].z, parts[1].z),
    };
  }
  const [p, q] = [asOperator(a), asOperator(b)];
  if (!p || !q) notComparable(a, b, span);
  const difference = locate(span, () => subtractOperators(p, q, report));
  if (a.kind === 'scalar' && b.kind === 'scalar') {
    return { kind: 'scalar', scalar: difference.terms[0]?.coefficient ?? { terms: [] } };
  }
  const origin = locate(span, () => joinOrigins(originOf(a), originOf(b), legs.length));
  const [odd, even] = isOdd(a) ? [a, b] : [b, a];
  if (isOdd(odd) && !isOdd(even) && asOperator(even)!.terms.length > 0)
    refuse('mixed-parity', 'one side changes the number of fermions by an odd number, and the other one does not', {
      span,
      hint: 'write both sides in fermions: c_<0> is S^-_0 times a string, and products of two fermions are operators of the spins',
    });
  return {
    kind: 'operator',
    operator: difference,
    free: origin.free,
    fixed: origin.fixed,
    weighted: origin.weighted,
    stride: origin.stride,
    ...(isOdd(odd) && { odd: true }),
  };
}

export function isZeroScalar(value: Value): boolean {
  return value.kind === 'scalar' && isZeroCoefficient(value.scalar);
}

function notComparable(a: Value, b: Value, span: Span): never {
  refuse('not-comparable', `${describe(a)} cannot equal ${describe(b)}`, { span });
}
