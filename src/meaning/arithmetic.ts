import {
  type Coefficient,
  conjugateCoefficient,
  fromTerms,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
} from '../exact/index.js';
import type { Join, Node } from '../language/index.js';
import {
  type CancellationTally,
  type Operator,
  adjoint,
  adjointOfOdd,
  adjointLevels,
  multiplyLevels,
  multiplyOperators,
  sumLevels,
  subtractOperators,
  sumOperators,
} from '../spin/index.js';
import { type Span, locate, refuse } from '../text/index.js';
import { isOdd, multiplyOdd, refuseOdd, withParity } from './parity.js';
import { type Scope, conjugating, dividing } from './scope.js';
import {
  type Origin,
  type Value,
  type VectorValue,
  asOperator,
  describe,
  joinOrigins,
  mapOperators,
  mapValue,
  nowhere,
  operatorValue,
  originOf,
  isSaying,
  scalarValue,
  vectorValue,
  weightValue,
} from './value.js';

/** The sum of values: vectors with vectors, everything else as operators (language rule 21). */
export function addAll(values: readonly Value[], nodes: readonly Node[], scope: Scope): Value {
  const spanOf = (k: number): Span => nodes[k]!.span;
  for (const [k, value] of values.entries()) {
    if (isSaying(value)) refuse('not-addable', `${describe(value)} cannot be added`, { span: spanOf(k) });
  }
  const level = values.findIndex((v) => v.kind === 'levels');
  if (level >= 0) {
    const other = values.findIndex((v) => v.kind !== 'levels' && !isZeroScalar(v));
    if (other >= 0) {
      refuse('level-plus-other', `${describe(values[other]!)} is added to a level operator`, {
        span: spanOf(other),
        hint: 'the identity of N levels is |1><1| + |2><2| + …',
      });
    }
    return { kind: 'levels', levels: sumLevels(values.flatMap((v) => (v.kind === 'levels' ? v.levels.entries : []))) };
  }
  const first = values.findIndex((v) => v.kind === 'vector');
  if (first >= 0) {
    const other = values.findIndex((v) => v.kind !== 'vector' && !isZeroScalar(v));
    if (other >= 0) {
      refuse('vector-plus-scalar', `${describe(values[other]!)} is added to a vector`, { span: spanOf(other) });
    }
    const vectors = values.filter((v): v is VectorValue => v.kind === 'vector');
    const origin = checkedOrigin(vectors, spanOf(first), scope);
    return locate(spanOf(first), () =>
      vectorValue(
        sumOperators(vectors.map((v) => v.x)),
        sumOperators(vectors.map((v) => v.y)),
        sumOperators(vectors.map((v) => v.z)),
        origin,
      ),
    );
  }
  if (values.every((v) => v.kind === 'scalar')) {
    return locate(spanOf(0), () => scalarValue(fromTerms(values.flatMap((v) => v.scalar.terms))));
  }
  const odd = parityOf(values, spanOf);
  const operators = values.map((v) => asOperator(v)!);
  const total = locate(spanOf(0), () => sumOperators(operators, scope.report));
  if (!values.some((v) => v.kind === 'operator')) return weightValue(total);
  return withParity(total, checkedOrigin(values, spanOf(0), scope), { odd });
}

/** Do the summands change the number of fermions by odd numbers? All do, or none. */
function parityOf(values: readonly Value[], spanOf: (k: number) => Span): boolean {
  const isZero = (v: Value): boolean => asOperator(v)!.terms.length === 0;
  const odd = values.some(isOdd);
  const other = values.findIndex((v) => isOdd(v) !== odd && !isZero(v));
  if (other >= 0) {
    refuse('mixed-parity', 'an odd number of fermions is added to an operator that keeps their parity', {
      span: spanOf(other),
      hint: 'every summand has an even number of operators c and c†, or every one an odd number',
    });
  }
  return odd;
}

function isZeroScalar(value: Value): boolean {
  return value.kind === 'scalar' && value.scalar.terms.length === 0;
}

/** The joint origin; a free j and a weighted sum must not occur in the same expression (language rule 13). */
export function checkedOrigin(values: readonly Value[], span: Span, { environment }: Scope): Origin {
  const origin = locate(span, () =>
    values.map(originOf).reduce((a, b) => joinOrigins(a, b, environment.legs.length), nowhere),
  );
  if (origin.free && origin.weighted) {
    refuse(
      'free-site-with-weight',
      'a free j meets a sum with position weights, so it must be known which site it is',
      {
        span,
        hint: 'name the site (S^z_0), or write sum_j',
      },
    );
  }
  return origin;
}

/** a and b joined: `·` is the scalar product of two vectors and the product of anything else (language rule 11). */
export function join(a: Value, b: Value, how: Join, right: Span, whole: Span, scope: Scope): Value {
  for (const v of [a, b]) {
    if (isSaying(v)) refuse('not-a-factor', `${describe(v)} cannot be a factor`, { span: whole });
  }
  if (how === 'over') {
    if (b.kind !== 'scalar') {
      refuse('division', `${describe(b)} cannot divide`, { span: right, hint: 'only scalars divide: J/2, Δ/J' });
    }
    const inverse = locate(right, () => dividing(b.scalar, scope, invertCoefficient));
    return mapValue(a, (c) => multiplyCoefficients(c, inverse));
  }
  if (a.kind === 'scalar') return times(a.scalar, b);
  if (b.kind === 'scalar') return times(b.scalar, a);
  if (a.kind === 'levels' && b.kind === 'levels') return { kind: 'levels', levels: multiplyLevels(a.levels, b.levels) };
  if (a.kind === 'levels' || b.kind === 'levels') {
    refuse('level-times-other', `${describe(a)} is multiplied by ${describe(b)}`, { span: whole });
  }
  if (a.kind === 'vector' && b.kind === 'vector') {
    if (how === 'dot') return dotProduct(a, b, whole, scope);
    const { text } = whole.source;
    const left = text.slice(whole.start, right.start).replace(/(?:[\s*⊗]|\\otimes|\\ast)+$/u, '');
    const factor = text.slice(right.start, right.end);
    refuse('vectors-side-by-side', 'two vectors stand side by side', {
      span: whole,
      hint: `write ${left}·${factor} for the dot or ${left}×${factor} for the cross product`,
    });
  }
  if (a.kind === 'vector' || b.kind === 'vector') {
    return componentwise(a, b, multiplyOperators, whole, scope);
  }
  if (isOdd(a) || isOdd(b)) return multiplyOdd(a, b, checkedOrigin([a, b], whole, scope), whole);
  const operator = multiplyOperators(asOperator(a)!, asOperator(b)!, scope.report);
  if (a.kind === 'weight' && b.kind === 'weight') return weightValue(operator);
  return operatorValue(operator, checkedOrigin([a, b], whole, scope));
}

/**
 * A product or commutator of a vector with a scalar or an operator: the vector of the products of its components, with
 * factors in the order of the text (language rule 11).
 */
export function componentwise(
  a: Value,
  b: Value,
  combine: (p: Operator, q: Operator, tally: CancellationTally) => Operator,
  span: Span,
  scope: Scope,
): Value {
  if (isOdd(a) || isOdd(b)) refuseOdd(span, 'value');
  const part = (axis: 'x' | 'y' | 'z'): Operator => {
    const [p, q] = [a, b].map((v) => (v.kind === 'vector' ? v[axis] : asOperator(v)));
    if (!p || !q) refuse('not-an-operator', `${describe(a)} and ${describe(b)} do not combine`, { span });
    return combine(p, q, scope.report);
  };
  return locate(span, () => vectorValue(part('x'), part('y'), part('z'), checkedOrigin([a, b], span, scope)));
}

function times(scalar: Coefficient, value: Value): Value {
  return mapValue(value, (c) => multiplyCoefficients(c, scalar));
}

export function dotProduct(a: Value, b: Value, span: Span, scope: Scope): Value {
  if (a.kind !== 'vector' || b.kind !== 'vector') notVectors('·', a, b, span);
  const parts = locate(span, () => [
    multiplyOperators(a.x, b.x),
    multiplyOperators(a.y, b.y),
    multiplyOperators(a.z, b.z),
  ]);
  const total = sumOperators(parts, scope.report);
  return operatorValue(total, checkedOrigin([a, b], span, scope));
}

/** (A×B)_a = ε_abc A_b B_c, with the factors in this order, since they need not commute. */
export function crossProduct(a: Value, b: Value, span: Span, scope: Scope): Value {
  if (a.kind !== 'vector' || b.kind !== 'vector') notVectors('×', a, b, span);
  const component = (p: 'x' | 'y' | 'z', q: 'x' | 'y' | 'z'): Operator =>
    locate(span, () => subtractOperators(multiplyOperators(a[p], b[q]), multiplyOperators(a[q], b[p]), scope.report));
  const origin = checkedOrigin([a, b], span, scope);
  const parts = [component('y', 'z'), component('z', 'x'), component('x', 'y')] as const;
  return vectorValue(...parts, origin);
}

function notVectors(sign: string, a: Value, b: Value, span: Span): never {
  refuse('not-a-vector', `${sign} stands between ${describe(a)} and ${describe(b)}; it takes two vectors`, {
    span,
    hint: 'a vector is S_j without component',
  });
}

export function negateValue(value: Value, span: Span): Value {
  if (isSaying(value)) refuse('not-addable', `${describe(value)} has no negative`, { span });
  return mapValue(value, negateCoefficient);
}

export function adjointValue(value: Value, span: Span, scope: Scope): Value {
  conjugating(value, scope);
  switch (value.kind) {
    case 'scalar':
      return scalarValue(conjugateCoefficient(value.scalar));
    case 'weight':
    case 'operator':
    case 'vector':
      return mapOperators(value, isOdd(value) ? adjointOfOdd : adjoint);
    case 'levels':
      return { kind: 'levels', levels: adjointLevels(value.levels) };
    default:
      return refuse('no-adjoint', `${describe(value)} has no adjoint`, { span });
  }
}
