import {
  type Coefficient,
  asGaussian,
  asRational,
  conjugateCoefficient,
  equalCoefficients,
  fromInteger,
  fromNumber,
  fromSymbol,
  gaussian,
  imaginaryUnit,
  multiplyCoefficients,
  oneCoefficient,
  powerCoefficient,
  scaleCoefficient,
  zeroCoefficient,
  unit,
} from '../exact/index.js';
import {
  type Binding,
  type BosonNode,
  type Node,
  type PowerNode,
  type ProductNode,
  type FiniteNode,
  type SumNode,
  type WithNode,
  nameText,
  siteInside,
} from '../language/index.js';
import {
  type FiniteChain,
  type Operator,
  anticommutator,
  checkFiniteChain,
  commutator,
  identityOperator,
  isHermitian,
  isZeroOperator,
  maxLevel,
  multiplyLevels,
  powerOperator,
  scaleLevels,
  staggeredWeight,
  sumLevels,
  sumOverChain,
  weighted,
  weightIn,
  everySite,
  powersAlong,
} from '../spin/index.js';
import { type Span, limit, locate, refuse } from '../text/index.js';
import {
  addAll,
  adjointValue,
  checkedOrigin,
  componentwise,
  crossProduct,
  dotProduct,
  join,
  negateValue,
} from './arithmetic.js';
import { callFunction } from './call.js';
import { ketState } from './ket.js';
import { evaluateFermion } from './fermions.js';
import { bracketOfOdd, isOdd, isOwnOddAdjoint, powerOfOdd, refuseOdd } from './parity.js';
import { refuseLoneBoson, decimalOf, positionValue } from './literals.js';
import { noteSites } from './mixed-sites.js';
import { componentCoupling, nameValue } from './name-value.js';
import { isNumber, isScalar, refuseAdjoint, refuseUnknownBinding, refuseUnknownOperator } from './names.js';
import { isStaggeringExponent, powerOfLevels, maxOperatorPower } from './powers.js';
import {
  type Scope,
  type Substitution,
  dividing,
  newReport,
  noteIdle,
  protect,
  rootWithin,
  settle,
  substituting,
  unprotect,
  whereItExists,
} from './scope.js';
import { displacement, evaluateSpin, hasWeights, realised, sited } from './sites.js';
import { alongChain } from './site-phase.js';
import { exp, time } from './time.js';
import { checkSpinOneChain, refuseForSpinOne } from './spin-one.js';
import { tripletCommutator, withoutSinglets } from '../triplet/index.js';
import {
  type Value,
  asOperator,
  describe,
  isWeighted,
  mapOperators,
  nowhere,
  operatorValue,
  originOf,
  scalarValue,
  vectorValue,
  weightValue,
} from './value.js';

/**
 * The value of an expression.
 *
 * The recursion is only as deep as the brackets of the text, since sums and products are n-ary.
 */
export function evaluateNode(node: Node, scope: Scope): Value {
  const value = valueOf(node, scope);
  return scope.environment.isSpinOne ? mapOperators(value, withoutSinglets) : value;
}

function valueOf(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case 'number':
      return locate(node.span, () => scalarValue(fromNumber(decimalOf(node.text))));
    case 'imaginary':
      return scalarValue(imaginaryUnit);
    case 'position':
      return positionValue(node.span, scope);
    case 'time':
      if (!scope.angle) {
        refuse('time', 't stands outside sin, cos and exp', {
          span: node.span,
          hint: 'time dependence is periodic: sin(ω t), cos(ω t), exp(i ω t); a hopping is t0 or t_h',
        });
      }
      return scalarValue(fromSymbol(time));
    case 'name':
      return realised(nameValue(node, scope), node.span, scope);
    case 'sited':
      return realised(sited(node.name, node.sites, node.span, scope), node.span, scope);
    case 'spin':
      return realised(evaluateSpin(node, scope), node.span, scope);
    case 'sum':
      return sum(node, scope);
    case 'product':
      return product(node, scope);
    case 'negate':
      return negateValue(evaluateNode(node.of, scope), node.span);
    case 'cross':
      // 3 × J/4 is a product of numbers
      if (isNumber(node.left) || isNumber(node.right)) {
        const joined = {
          kind: 'product',
          span: node.span,
          factors: [node.left, node.right],
          joins: ['times'],
        } as const;
        if (isScalar(node.left, scope.environment) && isScalar(node.right, scope.environment))
          return product(joined, scope);
      }
      for (const side of [node.left, node.right]) refuseUnknownOperator(side, scope);
      return crossProduct(evaluateNode(node.left, scope), evaluateNode(node.right, scope), node.span, scope);
    case 'component': {
      const coupling = componentCoupling(node, scope);
      if (coupling) return nameValue(coupling, scope);
      const value = evaluateNode(node.of, scope);
      if (value.kind !== 'vector')
        refuse('not-a-vector', `${describe(value)} has no ${node.axis} component`, { span: node.span });
      return operatorValue(value[node.axis], value);
    }
    case 'power':
      return power(node, scope);
    case 'adjoint':
      refuseAdjoint(node.of, scope);
      return adjointValue(evaluateNode(node.of, scope), node.span, scope);
    case 'plus-adjoint': {
      const value = evaluateNode(node.of, scope);
      noteDoubled(value, node.of, node.sign, scope);
      const conjugated = adjointValue(value, node.span, scope);
      return addAll([value, node.sign === 1 ? conjugated : negateValue(conjugated, node.span)], [node.of, node], scope);
    }
    case 'chain-sum':
      if (node.limits && !scope.report.silent) {
        const typed = node.limits.source.text.slice(node.limits.start, node.limits.end);
        scope.report.notes.push({
          message: `${typed} is read as sum_j: the sum over all sites of the infinite chain`,
          span: node.limits,
        });
      }
      return realised(chainSum(node.body, node.span, scope), node.span, scope);
    case 'commutator':
    case 'anticommutator':
      return bracket(node.kind, node.left, node.right, node.span, scope);
    case 'call':
      return callFunction(node, scope, evaluateNode);
    case 'with':
      return withBindings(node, scope);
    case 'ring':
    case 'open':
      return onFinite(node, scope);
    case 'boson':
      refuseForSpinOne('a bath displacement', node.span, scope.environment);
      return refuseLoneBoson(node.span);
    case 'fermion':
      if (!node.dagger && scope.environment.density(node.letter))
        return realised(sited(node.letter, [node.site], node.span, scope), node.span, scope);
      refuseForSpinOne('a fermion by Jordan and Wigner', node.span, scope.environment);
      return realised(evaluateFermion(node, scope), node.span, scope);
    case 'ket':
      refuseForSpinOne('a product state of spins 1/2', node.span, scope.environment);
      return ketState(node, scope);
    case 'level': {
      if (Math.max(node.row, node.column) > maxLevel) {
        limit('level-too-high', `states are numbered up to ${maxLevel}`, { span: node.span });
      }
      return {
        kind: 'levels',
        levels: { entries: [{ row: node.row, column: node.column, position: undefined, coefficient: oneCoefficient }] },
      };
    }
    case 'point': {
      const position = node.position ? evaluateNode(node.position, scope) : scalarValue(zeroCoefficient);
      if (position.kind !== 'scalar')
        refuse('not-a-scalar', `δ(x) stands at ${describe(position)}`, { span: node.span });
      return {
        kind: 'levels',
        levels: {
          entries: [{ row: undefined, column: undefined, position: position.scalar, coefficient: oneCoefficient }],
        },
      };
    }
  }
}

/** The value of a whole expression on a finite chain, which an operator remembers. */
function onFinite(node: FiniteNode, scope: Scope): Value {
  const finite = finiteChainWithin(node, scope);
  const value = evaluateNode(node.body, { ...scope, finite });
  return value.kind === 'operator' ? { ...value, finite } : value;
}

const chainNames = { ring: 'a ring', open: 'an open chain' } as const;

/**
 * The chain of a prefix `on ring(N):` or `on open(N):`. Its sums run over all its sites, and finite chains do not nest.
 *
 * @diagnostic `ring-in-sum`, `ring-in-ring`, `ring-size`, `open-size`
 */
export function finiteChainWithin(
  { kind, sites: node, span }: Pick<FiniteNode, 'kind' | 'sites' | 'span'>,
  scope: Scope,
): FiniteChain {
  const name = chainNames[kind];
  if (scope.place === 'body') {
    refuse('ring-in-sum', `${name} stands inside a sum over the chain`, {
      span,
      hint: `write on ${kind}(N): before the sum`,
    });
  }
  const value = evaluateNode(node, { ...scope, finite: undefined, place: 'top' });
  const found = value.kind === 'scalar' ? asGaussian(value.scalar) : undefined;
  if (!found || found.im !== 0 || found.den !== 1 || typeof found.re !== 'number') {
    refuse(`${kind}-size`, `the number of sites of ${name} is a whole number`, {
      span: node.span,
      hint: `as in on ${kind}(12): …`,
    });
  }
  // N cells
  const finite: FiniteChain = { kind, sites: found.re * scope.environment.legs.length };
  locate(node.span, () => {
    if (scope.environment.isSpinOne) checkSpinOneChain(kind, found.re as number);
    checkFiniteChain(finite);
  });
  const outer = scope.finite;
  if (outer !== undefined && (outer.sites !== finite.sites || outer.kind !== kind)) {
    refuse(
      'ring-in-ring',
      `${name} of ${finite.sites} sites stands inside ${chainNames[outer.kind]} of ${outer.sites}`,
      {
        span,
        hint: 'realise both on the same chain',
      },
    );
  }
  return finite;
}

/** Bosons occur only in sums, each a_j with its a†_j. */
function sum(node: SumNode, scope: Scope): Value {
  const values: Value[] = [];
  const nodes: Node[] = [];
  const open = new Map<string, BosonNode>();
  for (const term of node.terms) {
    if (term.kind === 'boson') refuseForSpinOne('a bath displacement', term.span, scope.environment);
    if (term.kind !== 'boson') {
      values.push(evaluateNode(term, scope));
      nodes.push(term);
      continue;
    }
    const here = siteInside(term.site);
    const partner = open.get(`${here} ${!term.dagger}`);
    if (partner) {
      open.delete(`${here} ${!term.dagger}`);
      values.push(realised(displacement(term, scope), term.span, scope));
      nodes.push(term);
    } else if (open.has(`${here} ${term.dagger}`)) {
      refuseLoneBoson(term.span);
    } else {
      open.set(`${here} ${term.dagger}`, term);
    }
  }
  for (const { span } of open.values()) refuseLoneBoson(span);
  return addAll(values, nodes, scope);
}

function product(node: ProductNode, scope: Scope): Value {
  let value = evaluateNode(node.factors[0]!, scope);
  let span = node.factors[0]!.span;
  for (let k = 1; k < node.factors.length; k++) {
    const factor = node.factors[k]!;
    const next = evaluateNode(factor, scope);
    span = { ...span, end: factor.span.end };
    const left = value;
    const whole = span;
    value = locate(whole, () => join(left, next, node.joins[k - 1]!, factor.span, whole, scope));
  }
  return value;
}

/** Remarks that + h.c. doubles a summand that is already Hermitian (language rule 9). */
function noteDoubled(value: Value, of: Node, sign: 1 | -1, scope: Scope): void {
  if (sign !== 1 || scope.report.silent) return;
  const body = of.kind === 'chain-sum' ? of.body : of;
  const summands = body.kind === 'sum' ? body.terms : [body];
  if (summands.length === 1) {
    if (isOwnAdjoint(value)) note(summands[0]!, scope);
    return;
  }
  const quiet: Scope = {
    ...scope,
    place: of.kind === 'chain-sum' ? 'body' : scope.place,
    report: { ...newReport(), silent: true },
  };
  for (const summand of summands.slice(0, 100)) {
    const part = evaluateNode(summand, quiet);
    if (isOwnAdjoint(part)) note(summand, scope);
  }
}

function isOwnAdjoint(value: Value): boolean {
  if (value.kind === 'operator' && value.odd) return isOwnOddAdjoint(value);
  const parts =
    value.kind === 'vector' ? [value.x, value.y, value.z] : value.kind === 'operator' ? [value.operator] : [];
  return parts.some((o) => !isZeroOperator(o)) && parts.every(isHermitian);
}

function note(summand: Node, scope: Scope): void {
  scope.report.notes.push({ message: 'this summand is Hermitian already: + h.c. doubles it', span: summand.span });
}

function chainSum(body: Node, span: Span, scope: Scope): Value {
  const total = sumUp(evaluateNode(body, { ...scope, place: 'body' }), body, span, scope);
  if (scope.place === 'top' && originOf(total).weighted) noteSites(scope.report.sites, 'weighted', span);
  return total;
}

function sumUp(value: Value, body: Node, span: Span, scope: Scope): Value {
  if (isOdd(value)) refuseOdd(body.span, scope.finite ? 'sum on a finite chain' : 'sum');
  // A number is summed once for every cell.
  const { stride = scope.environment.legs.length } = originOf(value);
  if (value.kind === 'vector') {
    return locate(span, () =>
      vectorValue(sumOverChain(value.x, stride), sumOverChain(value.y, stride), sumOverChain(value.z, stride), {
        free: false,
        fixed: false,
        weighted: hasWeights(value),
      }),
    );
  }
  const operator = asOperator(value);
  if (!operator) refuse('not-summable', `${describe(value)} cannot be summed over the chain`, { span: body.span });
  const total = locate(span, () => sumOverChain(operator, stride));
  return operatorValue(total, {
    free: false,
    fixed: false,
    weighted: isWeighted(total, scope.environment.legs.length),
  });
}

function bracket(kind: 'commutator' | 'anticommutator', left: Node, right: Node, span: Span, scope: Scope): Value {
  const a = operand(left, scope);
  const b = operand(right, scope);
  const commute = scope.environment.isSpinOne ? tripletCommutator : commutator;
  const combine = kind === 'commutator' ? commute : anticommutator;
  if (a.kind === 'vector' && b.kind === 'vector') {
    const [p, q] = [left, right].map(({ kind: of, span: at }) => {
      const typed = at.source.text.slice(at.start, at.end);
      return of === 'spin' ? typed : `(${typed})`;
    });
    const sign = kind === 'commutator' ? '-' : '+';
    const pair = kind === 'commutator' ? `[(${p})^x, (${q})^y]` : `{(${p})^x, (${q})^y}`;
    refuse('bracket-of-vectors', `the ${kind} of two vectors has nine components`, {
      span,
      hint: `for the dot product ${p}·${q} ${sign} ${q}·${p}, for the cross product ${p}×${q} ${sign} ${q}×${p}, for one component ${pair}`,
    });
  }
  if (a.kind === 'vector' || b.kind === 'vector') return componentwise(a, b, combine, span, scope);
  if (kind === 'anticommutator' && a.kind === 'scalar' && b.kind === 'scalar') {
    return scalarValue(scaleCoefficient(multiplyCoefficients(a.scalar, b.scalar), gaussian(2)));
  }
  if (kind === 'commutator' && (a.kind === 'scalar' || b.kind === 'scalar'))
    return operatorValue(identityZero, nowhere);
  if (a.kind === 'levels' && b.kind === 'levels') {
    const other = multiplyLevels(b.levels, a.levels);
    const back = kind === 'commutator' ? scaleLevels(other, fromInteger(-1)) : other;
    return { kind: 'levels', levels: sumLevels([...multiplyLevels(a.levels, b.levels).entries, ...back.entries]) };
  }
  const [p, q] = [asOperator(a), asOperator(b)];
  if (!p || !q) refuse('not-an-operator', `${describe(a)} and ${describe(b)} have no commutator`, { span });
  const origin = checkedOrigin([a, b], span, scope);
  if (isOdd(a) || isOdd(b)) return locate(span, () => bracketOfOdd(kind, a, b, origin, span));
  const result = locate(span, () => combine(p, q, scope.report));
  return operatorValue(result, origin);
}

const identityZero: Operator = { terms: [] };

/** An operand of a commutator. An undefined name would make the commutator vanish for the wrong reason. */
function operand(node: Node, scope: Scope): Value {
  refuseUnknownOperator(node, scope);
  const value = evaluateNode(node, scope);
  if (value.kind !== 'levels' && value.kind !== 'vector' && asOperator(value) === undefined) {
    refuse('not-an-operator', `${describe(value)} stands in a commutator`, { span: node.span });
  }
  return value;
}

function power(node: PowerNode, scope: Scope): Value {
  const base = evaluateNode(node.base, scope);
  if (isStaggeringExponent(node.exponent)) return staggering(base, node, scope);
  const exponent = evaluateNode(node.exponent, { ...scope, place: 'top' });
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
      const within = n < 0 ? dividing : whereItExists;
      if (rational.den === 2)
        return scalarValue(within(rootWithin(base.scalar, scope), scope, (c) => powerCoefficient(c, n)));
      return scalarValue(within(base.scalar, scope, (c) => powerCoefficient(c, n)));
    }
    if (rational.den !== 1 || n < 0) {
      refuse('exponent', `${describe(base)} takes positive integer powers only`, { span: node.exponent.span });
    }
    if (base.kind === 'vector') {
      if (n === 2) return dotProduct(base, base, node.span, scope);
      refuse('vector-power', 'a vector has no such power', { span: node.span, hint: 'S_j^2 is S_j·S_j' });
    }
    if (base.kind === 'levels') return powerOfLevels(base.levels, n, node);
    const operator = asOperator(base);
    if (!operator) refuse('no-power', `${describe(base)} has no powers`, { span: node.span });
    if (n > maxOperatorPower) {
      limit('exponent-too-large', `an operator power beyond ${maxOperatorPower}`, { span: node.exponent.span });
    }
    if (base.kind === 'operator' && base.odd && n > 0) return powerOfOdd(base, n);
    const raised = n === 0 ? identityOperator(oneCoefficient) : powerOperator(operator, n);
    return base.kind === 'weight' ? weightValue(raised) : operatorValue(raised, originOf(base));
  });
}

/** u^(a j + b) for a root of unity u and integers a, b: a weight that repeats with its order. */
function rootAlong(base: Value, node: PowerNode, scope: Scope): Value {
  const refused = (): never =>
    refuse('position-exponent', 'j stands in an exponent whose base is no root of unity', {
      span: node.exponent.span,
      hint: 'staggering is written (-1)^j; i^j and exp(2 i π/3)^j repeat after 4 and 3 sites',
    });
  if (base.kind !== 'scalar') return refused();
  const integers = [0, 0];
  for (const { place, coefficient } of asOperator(evaluateNode(node.exponent, { ...scope, place: 'body' }))!.terms) {
    const { power, sign, turn, sites } = weightIn(place);
    const value = asGaussian(coefficient);
    const isWhole = value && value.im === 0 && value.den === 1 && Number.isSafeInteger(value.re);
    if (!isWhole || power > 1 || sign === -1 || turn !== unit || sites !== everySite) return refused();
    integers[power] = Number(value.re) % orderOfRoots;
  }
  const [constant, slope] = integers as [number, number];
  const along = powersAlong(powerCoefficient(base.scalar, slope));
  if (!along || !powersAlong(base.scalar)) return refused();
  refuseFreeWeight(node, scope);
  return weightValue(alongChain(along, powerCoefficient(base.scalar, constant)));
}

/** A multiple of the order of every root of unity with exact coefficients. */
const orderOfRoots = 24;

function refuseFreeWeight(node: PowerNode, scope: Scope): void {
  if (scope.place !== 'top') return;
  const typed = node.span.source.text.slice(node.span.start, node.span.end);
  refuse('free-position', `${typed} stands outside a sum`, {
    span: node.span,
    hint: `sum over the chain: sum_j ${typed} …`,
  });
}

/** (−1)^p(j) for a polynomial p with integer coefficients: j^n has the parity of j, so there are only two signs. */
function staggering(base: Value, node: PowerNode, scope: Scope): Value {
  if (base.kind !== 'scalar' || !equalCoefficients(base.scalar, fromInteger(-1))) return rootAlong(base, node, scope);
  const exponent = asOperator(evaluateNode(node.exponent, { ...scope, place: 'body' }))!;
  let constant = false;
  let odd = false;
  for (const term of exponent.terms) {
    const value = asGaussian(term.coefficient);
    const { power, sign, turn, sites } = weightIn(term.place);
    const isPower = sign === 1 && turn === unit && sites === everySite;
    if (!value || value.im !== 0 || value.den !== 1 || !isPower) {
      refuse('position-exponent', 'the exponent of (-1) is not an integer', {
        span: node.exponent.span,
        hint: 'write (-1)^j, (-1)^(j+1) or (-1)^(2j)',
      });
    }
    const isOdd = BigInt(value.re) % 2n !== 0n;
    if (!isOdd) continue;
    if (power === 0) constant = !constant;
    else odd = !odd;
  }
  if (odd) refuseFreeWeight(node, scope);
  const sign = fromInteger(constant ? -1 : 1);
  return odd ? weightValue(weighted(identityOperator(sign), staggeredWeight)) : scalarValue(sign);
}

/**
 * `with a = …: body`. All bindings act simultaneously on the finished value; the outer of two nested prefixes acts
 * first (language rule 17). A function such as range() learns of the substitution through `pending`.
 */
function withBindings(node: WithNode, scope: Scope): Value {
  const mine = substitutionOf(node.bindings, scope);
  const pending = [...scope.pending, mine];
  const around = { mine, pending, isInner: pending.length > 1, span: node.span };
  const settled = substituting(scope.report, around, (report) => {
    const value = evaluateNode(node.body, { ...scope, pending, report });
    return locate(node.span, () => settle(value, pending));
  });
  noteIdle(mine, node.bindings, scope);
  return scope.pending.length === 0 ? unprotect(settled) : protect(settled, scope.pending);
}

/** The bindings of a prefix as a substitution of parameters. */
export function substitutionOf(bindings: readonly Binding[], scope: Scope): Substitution {
  for (const { name, span } of bindings) refuseUnknownBinding(name, span, scope.environment);
  return boundScalars(bindings, scope, 'parameters');
}

/** The settings of a model statement, `with width = 0.1`: these are keywords, not parameters. */
export function settingsOf(bindings: readonly Binding[], scope: Scope): Substitution {
  return boundScalars(bindings, scope, 'settings');
}

/** Settings are real; a parameter may be declared complex. */
function boundScalars(bindings: readonly Binding[], scope: Scope, names: 'parameters' | 'settings'): Substitution {
  const values = new Map<string, Coefficient>();
  for (const { name, value: node, span } of bindings) {
    if (values.has(name)) refuse('bound-twice', `"${name}" is given twice`, { span });
    const isPhase = scope.environment.isPhase(name);
    const { parameters } = scope.report.assumptions;
    const before = new Set(parameters.keys());
    const value = evaluateNode(node, { ...scope, angle: isPhase });
    // They count only where the substitution inserts them.
    for (const used of parameters.keys()) if (!before.has(used)) parameters.delete(used);
    if (value.kind !== 'scalar')
      refuse('not-a-scalar', `"${name}" is given ${describe(value)}; with takes scalars`, { span });
    if (scope.environment.isSet(name)) {
      refuse('not-a-parameter', `"${name}" has a value here and another from --set`, {
        span,
        hint: `leave one of the two out, or give a parameter here: ${name} = m, and --set m=…`,
        hintInCells: {
          jupyter: `leave the value here out, or give a parameter: ${name} = m`,
          notebook: `leave the slider or the value here out, or give a parameter: ${name} = m, and :slider m 0..2 at 1`,
        },
      });
    }
    if (scope.environment.lookup(name)) {
      refuse('not-a-parameter', `"${name}" is defined, so it is no parameter that could be replaced`, {
        span,
        hint: `leave "${name}" undefined, or change its definition (--set ${name}=… on the command line)`,
        hintInCells: {
          jupyter: `:forget ${name} makes it a parameter again`,
          notebook: `:forget ${name} makes it a parameter again, and :slider ${name} 0..2 at 1 changes its definition`,
        },
      });
    }
    if (isPhase) {
      if (!isReal(value.scalar))
        refuse('not-real', `the phase ${nameText(name)} is real, and its value is not`, { span });
      values.set(
        name,
        locate(span, () => exp(multiplyCoefficients(imaginaryUnit, value.scalar))),
      );
      continue;
    }
    const takesReal = names === 'settings' || isReal(scope.environment.parameter(name));
    if (takesReal && !isReal(value.scalar)) {
      if (names === 'settings') refuse('not-real', `${name} takes a real number`, { span, expected: [`${name} = 1`] });
      refuse('not-real', `"${name}" is a real parameter, and its value is not real`, {
        span,
        hint: `declare it: param ${name} complex`,
      });
    }
    if (/^lambda_[xyz]$/u.test(name)) {
      scope.report.notes.push({
        message: `S' and S'' do not see this ${name}: they take it from a definition, or λ_z = Δ/J`,
        span,
      });
    }
    values.set(name, value.scalar);
  }
  return values;
}

function isReal(c: Coefficient): boolean {
  return equalCoefficients(c, conjugateCoefficient(c));
}
