import {
  type Coefficient,
  addCoefficients,
  asGaussian,
  asRational,
  equalCoefficients,
  fromInteger,
  fromNumber,
  imaginaryUnit,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  parseDecimal,
  powerCoefficient,
  rootCoefficient,
  fromGaussian,
  gaussian,
  fromSymbol,
  parameterSymbol,
  scaleCoefficient,
  substitute,
  symbolsOf,
  zeroCoefficient,
} from '../exact/index.js';
import type {
  Axis,
  Binding,
  Join,
  NameNode,
  Node,
  PowerNode,
  ProductNode,
  Site,
  SitedNode,
  SpinNode,
  SumNode,
  WithNode,
} from '../language/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  anticommutator,
  atSite,
  commutator,
  identityOperator,
  isHermitian,
  isZeroOperator,
  localWord,
  maxSite,
  multiplyOperators,
  negateOperator,
  pauli,
  powerOperator,
  scaleOperator,
  shiftBody,
  subtractOperators,
  sumOperators,
  sumOverChain,
  wordFrom,
} from '../spin/index.js';
import { type Span, limit, locate, refuse } from '../text/index.js';
import { type Environment, checkParameter } from './environment.js';
import { callFunction } from './functions.js';
import { pi, time } from './time.js';
import {
  type Origin,
  type Value,
  type VectorValue,
  asOperator,
  describe,
  isWeighted,
  joinOrigins,
  mapOperators,
  mapValue,
  nowhere,
  operatorValue,
  originOf,
  scalarValue,
  vectorValue,
  weightValue,
} from './value.js';

/** Highest power of an operator. */
const maxOperatorPower = 64;

/** Where an expression stands, and what a program knows there. */
export interface Scope {
  readonly environment: Environment;
  /** `top`: a free j is site 0; `body`: j is summed over, or bound by the left side of a density's definition */
  readonly place: 'top' | 'body';
  /** inside the argument of sin, cos, exp: t may stand here */
  readonly angle: boolean;
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
}

export function newReport(): Report {
  return { cancelled: 0, notes: [] };
}

export function topScope(environment: Environment, report: Report): Scope {
  return { environment, place: 'top', angle: false, pending: [], report };
}

/**
 * The value of an expression.
 *
 * Recursion follows the brackets of the text only: sums and products are n-ary.
 */
export function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case 'number':
      return locate(node.span, () => scalarValue(fromNumber(number(node.text))));
    case 'imaginary':
      return scalarValue(imaginaryUnit);
    case 'position':
      return position(node.span, scope);
    case 'time':
      if (!scope.angle) {
        refuse('time', 't stands outside sin, cos and exp', {
          span: node.span,
          hint: 'time dependence is periodic: sin(ω t), cos(ω t), exp(i ω t)',
        });
      }
      return scalarValue(fromSymbol(time));
    case 'name':
      return name(node, scope);
    case 'sited':
      return sited(node.name, node.sites, node.span, scope);
    case 'spin':
      return spin(node, scope);
    case 'sum':
      return sum(node, scope);
    case 'product':
      return product(node, scope);
    case 'negate':
      return negate(evaluate(node.of, scope), node.span);
    case 'cross':
      return crossProduct(evaluate(node.left, scope), evaluate(node.right, scope), node.span, scope);
    case 'component': {
      const value = evaluate(node.of, scope);
      if (value.kind !== 'vector') refuse('not-a-vector', `${describe(value)} has no ${node.axis} component`, { span: node.span });
      return operatorValue(value[node.axis], value);
    }
    case 'power':
      return power(node, scope);
    case 'adjoint':
      return adjointOf(evaluate(node.of, scope), node.span);
    case 'plus-adjoint': {
      const value = evaluate(node.of, scope);
      noteDoubled(value, node.of, node.sign, scope);
      const conjugated = adjointOf(value, node.span);
      return addAll([value, node.sign === 1 ? conjugated : negate(conjugated, node.span)], [node.of, node], scope);
    }
    case 'chain-sum':
      return chainSum(node.body, node.span, scope);
    case 'commutator':
    case 'anticommutator':
      return bracket(node.kind, node.left, node.right, node.span, scope);
    case 'call':
      return callFunction(node, scope);
    case 'with':
      return withBindings(node, scope);
    case 'ring':
      return refuse('on-ring', 'expressions on a ring are not evaluated by this version', { span: node.span });
    case 'boson':
      return refuse('boson', 'a_j stands outside (a_j + a†_j)', {
        span: node.span,
        hint: 'the coupling to the bath is linear in the displacement: (a_j + a†_j)',
      });
    case 'level':
    case 'point':
      return refuse('level-operator', 'level operators and point scatterers do not act on a spin chain', { span: node.span });
  }
}

/** Most digits and the largest power of ten of a number as typed. */
const maxDigits = 10_000;

function number(text: string): ReturnType<typeof parseDecimal> {
  const exponent = Number(/e([+-]?\d+)$/iu.exec(text)?.[1] ?? 0);
  if (text.length > maxDigits || Math.abs(exponent) > maxDigits) {
    limit('number-too-long', `a number of more than ${maxDigits} digits`, { hint: 'use fewer digits' });
  }
  return parseDecimal(text);
}

function position(span: Span, scope: Scope): Value {
  if (scope.place === 'top') {
    refuse('free-position', 'a bare j stands outside a sum', {
      span,
      hint: 'sum over the chain: sum_j j …, or name the site',
    });
  }
  return weightValue({
    terms: identityOperator(oneCoefficient).terms.map((t) => ({ ...t, power: 1 })),
    cancelled: 0,
  });
}

function name(node: NameNode, scope: Scope): Value {
  const { environment } = scope;
  const known = environment.lookup(node.name);
  if (known) return placed(known, node.span, scope);
  if (node.name === 'pi') return scalarValue(fromSymbol(pi));
  if (node.name === 'true' || node.name === 'false') return { kind: 'boolean', boolean: node.name === 'true' };
  if (node.sited && environment.density(node.sited.name)) {
    return sited(node.sited.name, [node.sited.site], node.span, scope);
  }
  if (environment.density(node.name)) {
    const sites = environment.density(node.name)!.sites.map((s) => siteText(s)).join(',');
    refuse('density-without-sites', `"${node.name}" is a density and needs its sites`, {
      span: node.span,
      hint: `write ${node.name}_<${sites}>`,
    });
  }
  if (node.sited?.site.relative) couplingWithSite(node.sited.name, node.span);
  checkParameter(node.name, environment, node.span);
  return scalarValue(environment.parameter(node.name));
}

function couplingWithSite(base: string, span: Span): never {
  refuse('coupling-with-site', `"${base}" is no density, and couplings carry no site`, {
    span,
    hint: `define the density ${base}_j = …, or write the coupling as ${base}`,
  });
}

function siteText(site: Site): string {
  if (!site.relative) return String(site.offset);
  return site.offset === 0 ? 'j' : `j${site.offset > 0 ? '+' : ''}${site.offset}`;
}

/** A defined value where it is used: under a sum its free j is the summed one. */
function placed(value: Value, span: Span, scope: Scope): Value {
  if (scope.place === 'body' && (value.kind === 'operator' || value.kind === 'vector') && value.fixed && !isChain(value)) {
    refuse('absolute-site-in-sum', 'an operator at an absolute site stands inside a sum over the chain', {
      span,
      hint: 'inside sum_j, sites are j, j+1, j-1 …',
    });
  }
  return value;
}

function isChain(value: Value): boolean {
  return value.kind === 'operator' && value.operator.terms.some((t) => t.place === 'chain');
}

/** `h_<j+2,j+3>`: a translate of the density's left side. */
function sited(base: string, sites: readonly Site[], span: Span, scope: Scope): Value {
  const density = scope.environment.density(base);
  if (!density) {
    if (scope.environment.lookup(base)) {
      refuse('not-a-density', `"${base}" is defined without sites`, { span, hint: `write ${base}, or define ${base}_<…> = …` });
    }
    couplingWithSite(base, span);
  }
  const pattern = density.sites;
  const shift = sites.length === pattern.length ? sites[0]!.offset - pattern[0]!.offset : Number.NaN;
  const relative = sites[0]!.relative;
  const fits = sites.every((s, k) => s.relative === relative && s.offset - (pattern[k]?.offset ?? Number.NaN) === shift);
  if (!fits) {
    const wanted = pattern.map((s) => siteText(s)).join(',');
    refuse('density-pattern', `${base}_<${sites.map((s) => siteText(s)).join(',')}> is no translate of ${base}_<${wanted}>`, {
      span,
      hint: `use ${base}_<${wanted}> or all its sites moved by the same number`,
    });
  }
  if (relative && scope.place === 'body') return mapOperators(density.value, (o) => shiftBody(o, shift));
  if (!relative && scope.place === 'body') absoluteInSum(span);
  const value = mapOperators(density.value, (o) => atSite(o, shift));
  if (relative && hasWeights(density.value)) {
    refuse('free-position', `the density "${base}" depends on the position j, which is free here`, {
      span,
      hint: 'sum it over the chain, or name the site',
    });
  }
  if (value.kind === 'operator' || value.kind === 'vector') return { ...value, free: relative, fixed: !relative };
  return value;
}

function hasWeights(value: Value): boolean {
  const parts = value.kind === 'vector' ? [value.x, value.y, value.z] : [asOperator(value)];
  return parts.some((o) => o?.terms.some((t) => t.power > 0 || t.staggered));
}

function absoluteInSum(span: Span): never {
  refuse('absolute-site-in-sum', 'an absolute site stands inside a sum over the chain', {
    span,
    hint: 'inside sum_j, sites are j, j+1, j-1 …',
  });
}

function spin(node: SpinNode, scope: Scope): Value {
  const { site } = node;
  if (!site.relative && scope.place === 'body') absoluteInSum(node.span);
  if (Math.abs(site.offset) > maxSite) {
    limit('site-too-far', `site ${site.offset} is further out than ${maxSite}`, { span: node.span });
  }
  const origin: Origin = { free: site.relative, fixed: !site.relative, weighted: false };
  const component = (axis: 'x' | 'y' | 'z'): Operator =>
    locate(node.span, () => pauli(axis, site.offset, rescaled(node, axis, scope)));
  if (node.axis === undefined) return vectorValue(component('x'), component('y'), component('z'), origin);
  return operatorValue(locate(node.span, () => ladder(node.axis!, node.family, component)), origin);
}

/** S^± = S^x ± iS^y, but σ^± = (σ^x ± iσ^y)/2. */
function ladder(axis: Axis, family: SpinNode['family'], component: (axis: 'x' | 'y' | 'z') => Operator): Operator {
  if (axis !== '+' && axis !== '-') return component(axis);
  const i = axis === '+' ? imaginaryUnit : negateCoefficient(imaginaryUnit);
  const sum = addOperators(component('x'), scaleOperator(component('y'), i));
  return family === 'S' ? sum : scaleOperator(sum, fromGaussian(gaussian(1, 0, 2)));
}

/** S^a = σ^a/2, S'^a = √λ_a S^a, S''^a = √(λ_z/λ_a) S^a.   chain (16) */
function rescaled(node: SpinNode, axis: 'x' | 'y' | 'z', scope: Scope): Coefficient {
  const unit = node.family === 'S' ? fromGaussian(gaussian(1, 0, 2)) : oneCoefficient;
  if (node.primes === 0) return unit;
  const own = anisotropy(axis, node.span, scope);
  const ratio = node.primes === 1 ? own : multiplyCoefficients(anisotropy('z', node.span, scope), invertCoefficient(own));
  return multiplyCoefficients(unit, rootCoefficient(ratio));
}

/** λ_x = λ_y = 1, λ_z = Δ/J unless the script defines them. */
function anisotropy(axis: 'x' | 'y' | 'z', span: Span, scope: Scope): Coefficient {
  const { environment } = scope;
  const given = environment.lookup(`lambda_${axis}`);
  if (given) {
    if (given.kind !== 'scalar') refuse('not-a-scalar', `lambda_${axis} is ${describe(given)}, and S' needs a scalar`, { span });
    return given.scalar;
  }
  if (axis !== 'z') return oneCoefficient;
  const coupling = (symbol: string): Coefficient => {
    const value = environment.lookup(symbol) ?? scalarValue(environment.parameter(symbol));
    if (value.kind !== 'scalar') {
      refuse('not-a-scalar', `${symbol} is ${describe(value)}, and S' takes λ_z = Δ/J`, { span, hint: 'define λ_z = …' });
    }
    return value.scalar;
  };
  return multiplyCoefficients(coupling('Delta'), invertCoefficient(coupling('J')));
}

function sum(node: SumNode, scope: Scope): Value {
  return addAll(node.terms.map((term) => evaluate(term, scope)), node.terms, scope);
}

function addAll(values: readonly Value[], nodes: readonly Node[], scope: Scope): Value {
  const spanOf = (k: number): Span => nodes[k]!.span;
  for (const [k, value] of values.entries()) {
    if (value.kind === 'boolean' || value.kind === 'list') refuse('not-addable', `${describe(value)} cannot be added`, { span: spanOf(k) });
  }
  const first = values.findIndex((v) => v.kind === 'vector');
  if (first >= 0) {
    const other = values.findIndex((v) => v.kind !== 'vector' && !isZeroScalar(v));
    if (other >= 0) {
      refuse('vector-plus-scalar', `${describe(values[other]!)} is added to a vector`, { span: spanOf(other) });
    }
    const vectors = values.filter((v): v is VectorValue => v.kind === 'vector');
    const origin = checkedOrigin(vectors, spanOf(first));
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
    return locate(spanOf(0), () => scalarValue(values.reduce((a, v) => addCoefficients(a, v.scalar), zeroCoefficient)));
  }
  const total = locate(spanOf(0), () => sumOperators(values.map((v) => asOperator(v)!)));
  scope.report.cancelled += total.cancelled;
  if (!values.some((v) => v.kind === 'operator')) return weightValue(total);
  return operatorValue(total, checkedOrigin(values, spanOf(0)));
}

function isZeroScalar(value: Value): boolean {
  return value.kind === 'scalar' && value.scalar.terms.length === 0;
}

/** The joint origin; a free j and a weighted sum in one expression contradict each other (language rule 13). */
function checkedOrigin(values: readonly Value[], span: Span): Origin {
  const origin = values.map(originOf).reduce(joinOrigins, nowhere);
  if (origin.free && origin.weighted) {
    refuse('free-site-with-weight', 'a free j meets a sum with position weights, so it must be known which site it is', {
      span,
      hint: 'name the site (S^z_0), or write sum_j',
    });
  }
  return origin;
}

function product(node: ProductNode, scope: Scope): Value {
  let value = evaluate(node.factors[0]!, scope);
  let span = node.factors[0]!.span;
  for (let k = 1; k < node.factors.length; k++) {
    const factor = node.factors[k]!;
    const next = evaluate(factor, scope);
    span = { ...span, end: factor.span.end };
    const left = value;
    const whole = span;
    value = locate(whole, () => join(left, next, node.joins[k - 1]!, factor.span, whole, scope));
  }
  return value;
}

function join(a: Value, b: Value, how: Join, right: Span, whole: Span, scope: Scope): Value {
  for (const v of [a, b]) {
    if (v.kind === 'boolean' || v.kind === 'list') refuse('not-a-factor', `${describe(v)} cannot be a factor`, { span: whole });
  }
  if (how === 'over') {
    if (b.kind !== 'scalar') {
      refuse('division', `${describe(b)} cannot divide`, { span: right, hint: 'only scalars divide: J/2, Δ/J' });
    }
    const inverse = locate(right, () => invertCoefficient(b.scalar));
    return mapValue(a, (c) => multiplyCoefficients(c, inverse));
  }
  if (a.kind === 'scalar') return times(a.scalar, b);
  if (b.kind === 'scalar') return times(b.scalar, a);
  if (a.kind === 'vector' && b.kind === 'vector') {
    if (how === 'dot') return dotProduct(a, b, whole, scope);
    refuse('vectors-side-by-side', 'two vectors stand side by side', { span: whole, hint: 'write A·B for the dot or A×B for the cross product' });
  }
  if (a.kind === 'vector' || b.kind === 'vector') {
    const vector = a.kind === 'vector' ? a : (b as VectorValue);
    const other = a.kind === 'vector' ? b : a;
    if (other.kind !== 'weight') {
      refuse('vector-times-operator', `a vector is multiplied by ${describe(other)}`, {
        span: whole,
        hint: 'vectors combine by · and × with vectors; take a component first',
      });
    }
    return mapOperators(vector, (o) => multiplyOperators(other.operator, o));
  }
  const operator = multiplyOperators(asOperator(a)!, asOperator(b)!);
  scope.report.cancelled += operator.cancelled;
  if (a.kind === 'weight' && b.kind === 'weight') return weightValue(operator);
  return operatorValue(operator, checkedOrigin([a, b], whole));
}

function times(scalar: Coefficient, value: Value): Value {
  return mapValue(value, (c) => multiplyCoefficients(c, scalar));
}

export function dotProduct(a: Value, b: Value, span: Span, scope: Scope): Value {
  if (a.kind !== 'vector' || b.kind !== 'vector') notVectors('·', a, b, span);
  const parts = locate(span, () => [multiplyOperators(a.x, b.x), multiplyOperators(a.y, b.y), multiplyOperators(a.z, b.z)]);
  const total = sumOperators(parts);
  scope.report.cancelled += total.cancelled;
  return operatorValue(total, checkedOrigin([a, b], span));
}

/** (A×B)_a = ε_abc A_b B_c, factors in this order: they need not commute. */
export function crossProduct(a: Value, b: Value, span: Span, scope: Scope): Value {
  if (a.kind !== 'vector' || b.kind !== 'vector') notVectors('×', a, b, span);
  const component = (p: 'x' | 'y' | 'z', q: 'x' | 'y' | 'z'): Operator =>
    locate(span, () => subtractOperators(multiplyOperators(a[p], b[q]), multiplyOperators(a[q], b[p])));
  const origin = checkedOrigin([a, b], span);
  const parts = [component('y', 'z'), component('z', 'x'), component('x', 'y')] as const;
  for (const part of parts) scope.report.cancelled += part.cancelled;
  return vectorValue(...parts, origin);
}

function notVectors(sign: string, a: Value, b: Value, span: Span): never {
  refuse('not-a-vector', `${sign} stands between ${describe(a)} and ${describe(b)}; it takes two vectors`, {
    span,
    hint: 'a vector is S_j without component',
  });
}

function negate(value: Value, span: Span): Value {
  if (value.kind === 'boolean' || value.kind === 'list') refuse('not-addable', `${describe(value)} has no negative`, { span });
  return mapValue(value, negateCoefficient);
}

function adjointOf(value: Value, span: Span): Value {
  switch (value.kind) {
    case 'scalar': {
      const operator = adjoint(identityOperatorOrZero(value.scalar));
      return scalarValue(operator.terms[0]?.coefficient ?? zeroCoefficient);
    }
    case 'weight':
    case 'operator':
    case 'vector':
      return mapOperators(value, adjoint);
    default:
      return refuse('no-adjoint', `${describe(value)} has no adjoint`, { span });
  }
}

function identityOperatorOrZero(c: Coefficient): Operator {
  return asOperator(scalarValue(c))!;
}

/** Language rule 9: a summand that is Hermitian already is doubled by + h.c.; people ought to know. */
function noteDoubled(value: Value, of: Node, sign: 1 | -1, scope: Scope): void {
  if (sign !== 1) return;
  const body = of.kind === 'chain-sum' ? of.body : of;
  const summands = body.kind === 'sum' ? body.terms : [body];
  if (value.kind !== 'operator' || isZeroOperator(value.operator)) return;
  if (summands.length === 1) {
    if (isHermitian(value.operator)) note(summands[0]!, scope);
    return;
  }
  const quiet: Scope = { ...scope, place: of.kind === 'chain-sum' ? 'body' : scope.place, report: newReport() };
  for (const summand of summands.slice(0, 100)) {
    const part = evaluate(summand, quiet);
    if (part.kind === 'operator' && !isZeroOperator(part.operator) && isHermitian(part.operator)) note(summand, scope);
  }
}

function note(summand: Node, scope: Scope): void {
  scope.report.notes.push({ message: 'this summand is Hermitian already: + h.c. doubles it', span: summand.span });
}

function chainSum(body: Node, span: Span, scope: Scope): Value {
  return sumUp(evaluate(body, { ...scope, place: 'body' }), body, span);
}

function sumUp(value: Value, body: Node, span: Span): Value {
  if (value.kind === 'vector') {
    return locate(span, () =>
      vectorValue(sumOverChain(value.x), sumOverChain(value.y), sumOverChain(value.z), {
        free: false,
        fixed: false,
        weighted: hasWeights(value),
      }),
    );
  }
  const operator = asOperator(value);
  if (!operator) refuse('not-summable', `${describe(value)} cannot be summed over the chain`, { span: body.span });
  const total = locate(span, () => sumOverChain(operator));
  return operatorValue(total, { free: false, fixed: false, weighted: isWeighted(total) });
}

function bracket(kind: 'commutator' | 'anticommutator', left: Node, right: Node, span: Span, scope: Scope): Value {
  const a = operand(left, scope);
  const b = operand(right, scope);
  if (kind === 'anticommutator' && a.kind === 'scalar' && b.kind === 'scalar') {
    return scalarValue(scaleCoefficient(multiplyCoefficients(a.scalar, b.scalar), gaussian(2)));
  }
  if (kind === 'commutator' && (a.kind === 'scalar' || b.kind === 'scalar')) return operatorValue(identityZero, nowhere);
  const p = asOperator(a)!;
  const q = asOperator(b)!;
  const origin = checkedOrigin([a, b], span);
  // A weighted sum inside a sum's body would be weighed at a site that depends on j.
  if (scope.place === 'body' && (isWeighted(p) || isWeighted(q))) {
    refuse('weighted-sum-in-sum', 'a sum with position weights stands inside another sum', {
      span,
      hint: 'take the commutator of the two sums: [sum_j …, sum_j …]',
    });
  }
  const result = locate(span, () => (kind === 'commutator' ? commutator(p, q) : anticommutator(p, q)));
  scope.report.cancelled += result.cancelled;
  return operatorValue(result, origin);
}

const identityZero: Operator = { terms: [], cancelled: 0 };

/** An operand of a commutator. A name nobody defined would make it vanish for the wrong reason. */
function operand(node: Node, scope: Scope): Value {
  refuseUnknownOperator(node, scope);
  const value = evaluate(node, scope);
  if (asOperator(value) === undefined) {
    refuse('not-an-operator', `${describe(value)} stands in a commutator`, {
      span: node.span,
      ...(value.kind === 'vector' && { hint: 'take a component: S^z_j' }),
    });
  }
  return value;
}

/** Refuses a name that is neither defined nor declared where an operator is asked for. */
export function refuseUnknownOperator(node: Node, scope: Scope): void {
  if (node.kind !== 'name' || node.sited?.site.relative) return;
  const { environment } = scope;
  if (environment.lookup(node.name) || environment.density(node.name) || environment.isDeclared(node.name)) return;
  if (node.sited && environment.density(node.sited.name)) return;
  if (node.name === 'pi' || node.name === 'true' || node.name === 'false') return;
  checkParameter(node.name, environment, node.span);
  refuse('unknown-name', `"${node.name}" is not defined`, {
    span: node.span,
    hint: `define it first: ${node.name} = … (a parameter would have to be declared: param ${node.name})`,
  });
}

function power(node: PowerNode, scope: Scope): Value {
  const base = evaluate(node.base, scope);
  if (holdsPosition(node.exponent)) return staggering(base, node, scope);
  const exponent = evaluate(node.exponent, { ...scope, place: 'top' });
  const value = exponent.kind === 'scalar' ? asGaussian(exponent.scalar) : undefined;
  const rational = value && asRational(value);
  if (!rational || (rational.den !== 1 && rational.den !== 2)) {
    refuse('exponent', 'the exponent is not an integer or a half-integer', {
      span: node.exponent.span,
      hint: 'exponents are numbers such as 2, -1 or (1/2)',
    });
  }
  if (typeof rational.num === 'bigint' || Math.abs(rational.num) > 1_000_000) {
    limit('exponent-too-large', 'the exponent is beyond 1000000', { span: node.exponent.span });
  }
  const n = rational.num;
  return locate(node.span, () => {
    if (base.kind === 'scalar') {
      return scalarValue(rational.den === 1 ? powerCoefficient(base.scalar, n) : powerCoefficient(rootCoefficient(base.scalar), n));
    }
    if (rational.den !== 1 || n < 0) {
      refuse('exponent', `${describe(base)} takes positive integer powers only`, { span: node.exponent.span });
    }
    if (base.kind === 'vector') {
      if (n === 2) return dotProduct(base, base, node.span, scope);
      refuse('vector-power', 'a vector has no such power', { span: node.span, hint: 'S_j^2 is S_j·S_j' });
    }
    const operator = asOperator(base);
    if (!operator) refuse('no-power', `${describe(base)} has no powers`, { span: node.span });
    if (n > maxOperatorPower) {
      limit('exponent-too-large', `an operator power beyond ${maxOperatorPower}`, { span: node.exponent.span });
    }
    const raised = n === 0 ? identityOperator(oneCoefficient) : powerOperator(operator, n);
    return base.kind === 'weight' ? weightValue(raised) : operatorValue(raised, originOf(base));
  });
}

function holdsPosition(node: Node): boolean {
  switch (node.kind) {
    case 'position':
      return true;
    case 'negate':
      return holdsPosition(node.of);
    case 'sum':
      return node.terms.some(holdsPosition);
    case 'product':
      return node.factors.some(holdsPosition);
    case 'power':
      return holdsPosition(node.base);
    default:
      return false;
  }
}

/** (−1)^p(j) for a polynomial p with integer coefficients: j^n has the parity of j, so only two signs are left. */
function staggering(base: Value, node: PowerNode, scope: Scope): Value {
  if (base.kind !== 'scalar' || !equalCoefficients(base.scalar, fromInteger(-1))) {
    refuse('position-exponent', 'j stands in an exponent whose base is not (-1)', {
      span: node.exponent.span,
      hint: 'staggering is written (-1)^j',
    });
  }
  const exponent = asOperator(evaluate(node.exponent, { ...scope, place: 'body' }))!;
  let constant = false;
  let odd = false;
  for (const term of exponent.terms) {
    const value = asGaussian(term.coefficient);
    if (!value || value.im !== 0 || value.den !== 1 || term.staggered) {
      refuse('position-exponent', 'the exponent of (-1) is not an integer', {
        span: node.exponent.span,
        hint: 'write (-1)^j, (-1)^(j+1) or (-1)^(2j)',
      });
    }
    const isOdd = BigInt(value.re) % 2n !== 0n;
    if (!isOdd) continue;
    if (term.power === 0) constant = !constant;
    else odd = !odd;
  }
  if (odd && scope.place === 'top') {
    refuse('free-position', '(-1)^j stands outside a sum', { span: node.span, hint: 'sum over the chain: sum_j (-1)^j …' });
  }
  const sign = fromInteger(constant ? -1 : 1);
  if (!odd) return scalarValue(sign);
  return weightValue({ terms: localWord(wordFrom('').word, 0, sign).terms.map((t) => ({ ...t, staggered: true })), cancelled: 0 });
}

/**
 * `with a = …: body`. All bindings act at once, on the finished value; of nested prefixes the outer acts first (language
 * rule 17). What a function such as range() has to know of the substitution it is given through `pending`.
 */
function withBindings(node: WithNode, scope: Scope): Value {
  const mine = substitutionOf(node.bindings, scope);
  const value = evaluate(node.body, { ...scope, pending: [...scope.pending, mine] });
  const settled = locate(node.span, () => settle(value, [...scope.pending, mine]));
  return scope.pending.length === 0 ? unprotect(settled) : protect(settled, scope.pending);
}

/** The bindings of a prefix as a substitution of parameters. */
export function substitutionOf(bindings: readonly Binding[], scope: Scope): Substitution {
  const values = new Map<string, Coefficient>();
  for (const binding of bindings) {
    if (values.has(binding.name)) refuse('bound-twice', `"${binding.name}" is given twice`, { span: binding.span });
    const value = evaluate(binding.value, scope);
    if (value.kind !== 'scalar') {
      refuse('not-a-scalar', `"${binding.name}" is given ${describe(value)}; with takes scalars`, { span: binding.span });
    }
    if (scope.environment.lookup(binding.name)) {
      refuse('not-a-parameter', `"${binding.name}" is defined, so it is no parameter that could be replaced`, {
        span: binding.span,
        hint: `leave "${binding.name}" undefined, or change its definition (--set ${binding.name}=… on the command line)`,
      });
    }
    values.set(binding.name, value.scalar);
  }
  return values;
}

/** A value with the pending substitutions done, outermost first. */
export function settle(value: Value, pending: readonly Substitution[]): Value {
  return pending.reduce((v, values) => mapValue(v, (c) => substitute(c, values)), value);
}

/** Marks the parameters of a settled value, so that the substitutions that are still to come leave it alone. */
export function protect(value: Value, pending: readonly Substitution[]): Value {
  if (pending.length === 0) return value;
  return mapValue(value, (c) => substitute(c, renaming(c, (n) => (n.endsWith(mark) ? undefined : n + mark))));
}

/** Takes the marks off again. */
export function unprotect(value: Value): Value {
  return mapValue(value, (c) => substitute(c, renaming(c, (n) => (n.endsWith(mark) ? n.slice(0, -mark.length) : undefined))));
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
