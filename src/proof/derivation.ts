import {
  type Coefficient,
  equalCoefficients,
  fromInteger,
  fromNumber,
  invertCoefficient,
  multiplyCoefficients,
  rational,
  substituteCoefficient,
  asGaussian,
} from '../exact/index.js';
import {
  type CallNode,
  type Claim,
  type Definition,
  type Node,
  type ProductNode,
  holdsNode,
} from '../language/index.js';
import {
  type Environment,
  type Scope,
  type Substitution,
  type Value,
  asOperator,
  degreeOf,
  describe,
  evaluateNode,
  newReport,
  finiteChainWithin,
  settle,
  substitutionOf,
  topScope,
  unprotect,
  isOdd,
  originOf,
} from '../meaning/index.js';
import {
  type Operator,
  adjoint,
  commutator,
  equalOperators,
  identityOperator,
  multiplyOperators,
  operatorRange,
  mapLevels,
  onFiniteChain,
  overlap,
  reflect,
  scaleOperator,
  spinFlip,
  timeReverse,
  substituteOperator,
  sumOperators,
  translate,
} from '../spin/index.js';
import { DiagnosticError, type Span, limit } from '../text/index.js';
import { type CertifiedClaim, type Derivation, byWords, certify } from './certificate.js';
import { expectationDerivation, traceDerivation } from './expectation-derivation.js';

/** Functions of an operator that the kernel does not know. */
const unknownFunctions = new Set(['support', 'symmetries', 'hermitian', 'eigenvalues']);

function notCertifiable(why: string, span: Span): never {
  limit('not-certifiable', `there is no certificate for this claim: ${why}`, {
    span,
    hint: 'certificates cover equations between operators, vectors and level operators, and hermitian; not mean values of infinite sums, fermions in odd numbers, spins 1, or reflect, twist, truncate and range where a cell holds several spins',
  });
}

/** Does a name stand for the words of its operator, or is it followed back to its definition? */
type NameReading = 'words' | 'definitions';

/** A component of a vector. */
type Axis = 'x' | 'y' | 'z';
const axes: readonly Axis[] = ['x', 'y', 'z'];

/** Records how the operators of a program were defined, and writes the certificates of its claims. */
export class Derivations {
  private readonly known = new Map<string, Derivation>();

  /** Call it before the environment learns the definition, because the name may occur on its own right side. */
  define({ name, value }: Definition, environment: Environment): void {
    let found: Derivation | undefined;
    try {
      found = this.derive(value, topScope(environment, newReport()), 'definitions');
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
    }
    if (found && found.kind !== 'words') this.known.set(name, found);
    else this.known.delete(name);
  }

  /**
   * The certificate of a claim that holds. Where the claim itself takes a commutator or another operation of the
   * kernel, its operands are given by their words; where it only compares, names are followed back to the commutators
   * that define them.
   *
   * @diagnostic `not-certifiable`, `certificate-rejected`
   */
  certificate(claim: Claim, environment: Environment): string {
    const pending: Substitution[] = [];
    const top = { ...topScope(environment, newReport()), pending };
    let finite: Scope['finite'];
    for (const prefix of claim.prefixes) {
      if (prefix.kind === 'with') pending.push(substitutionOf(prefix.bindings, top));
      else finite = finiteChainWithin(prefix, { ...top, finite });
    }
    return certify(this.claims(claim, { ...top, finite }), claim.span).text;
  }

  /** A claim about vectors is one for each component, and a refutation is about a component in which they differ. */
  private claims(claim: Claim, scope: Scope): readonly CertifiedClaim[] {
    const { left, right } = claim;
    const isHermitian = !right && left.kind === 'call' && left.function === 'hermitian';
    if (!right && !isHermitian) notCertifiable('it is not an equation', claim.span);
    const nodes = right ? [left, right] : [(left as CallNode).arguments[0]!];
    const isVector = nodes.some((node) => valueIn(node, scope).kind === 'vector');
    const sides = (axis?: Axis): readonly [Derivation, Derivation] => {
      if (right) return this.sides(nodes, scope, axis);
      const of = this.derive(nodes[0]!, scope, 'words', axis);
      return [of, { kind: 'adjoint', of }];
    };
    const all = isVector ? axes.map(sides) : [sides()];
    if (claim.verb === 'prove') return all.map((of) => ({ kind: 'equal', of }));
    const differing = isVector ? all.find(([a, b]) => !equalOperators(valueOf(a)!, valueOf(b)!)) : all[0];
    return [{ kind: 'differ', of: differing ?? notCertifiable('its two sides are equal', claim.span) }];
  }

  private sides(nodes: readonly Node[], scope: Scope, axis?: Axis): readonly [Derivation, Derivation] {
    const direct = nodes.map((node) => this.derive(node, scope, 'words', axis));
    const back = direct.some(isOperation) ? direct : nodes.map((node) => this.derive(node, scope, 'definitions', axis));
    // The definitions must give the operators that the names mean; otherwise they are not followed.
    const same = back.every((side, k) => {
      const [found, meant] = [valueOf(side), valueOf(direct[k]!)];
      return found !== undefined && meant !== undefined && equalOperators(found, meant);
    });
    return (same ? back : direct) as unknown as readonly [Derivation, Derivation];
  }

  private derive(node: Node, scope: Scope, names: NameReading, axis?: Axis): Derivation {
    const down = (of: Node): Derivation => this.derive(of, scope, names, axis);
    const words = (of: Node, within: Scope): Derivation => wordsOf(of, within, axis);
    // The kernel knows spins only, so what is made of fermions counts as typed.
    if (scope.environment.usesFermions && holdsOddParts(node, scope)) return words(node, scope);
    switch (node.kind) {
      case 'commutator':
        return { kind: 'commutator', of: [down(node.left), down(node.right)] };
      case 'negate': {
        const operand = down(node.of);
        return operand.kind === 'words'
          ? words(node, scope)
          : { kind: 'combination', of: [{ times: fromInteger(-1), operand }] };
      }
      case 'sum': {
        if (node.terms.some((term) => term.kind === 'boson')) return words(node, scope);
        const operands = node.terms.map(down);
        if (operands.every(({ kind }) => kind === 'words')) return words(node, scope);
        return { kind: 'combination', of: operands.map((operand) => ({ times: fromInteger(1), operand })) };
      }
      case 'product': {
        const operands = node.factors.map(down);
        const made = operands.findIndex(({ kind }) => kind !== 'words');
        const values = node.factors.map((factor) => valueIn(factor, scope));
        const isOne = ({ kind }: Value): boolean => kind === 'operator' || kind === 'levels' || kind === 'vector';
        // The dot and the cross product of vectors are sums of products, of which the words are written.
        if (values.filter(({ kind }) => kind === 'vector').length > 1) return words(node, scope);
        if (values.filter(isOne).length > 1) return products(node, operands, values, () => words(node, scope));
        if (made < 0) return words(node, scope);
        let times = fromInteger(1);
        for (const [k, factor] of node.factors.entries()) {
          if (k === made) continue;
          const value = values[k]!;
          if (value.kind !== 'scalar') notCertifiable('it multiplies what the kernel does not', factor.span);
          times = multiplyCoefficients(
            times,
            k > 0 && node.joins[k - 1] === 'over' ? invertCoefficient(value.scalar) : value.scalar,
          );
        }
        return { kind: 'combination', of: [{ times, operand: operands[made]! }] };
      }
      case 'anticommutator': {
        const [a, b] = [down(node.left), down(node.right)];
        const times = fromInteger(1);
        return {
          kind: 'combination',
          of: [
            { times, operand: { kind: 'product', of: [a, b] } },
            { times, operand: { kind: 'product', of: [b, a] } },
          ],
        };
      }
      case 'power': {
        const base = valueIn(node.base, scope);
        const n = valueIn(node.exponent, scope);
        const count = n.kind === 'scalar' ? Number(asGaussian(n.scalar)?.re) : 0;
        if ((base.kind !== 'operator' && base.kind !== 'levels') || !(count > 1)) return words(node, scope);
        const factor = down(node.base);
        let result = factor;
        for (let k = 1; k < count; k++) result = { kind: 'product', of: [result, factor] };
        return result;
      }
      case 'adjoint':
        return { kind: 'adjoint', of: down(node.of) };
      case 'plus-adjoint': {
        const operand = down(node.of);
        if (operand.kind === 'words') return words(node, scope);
        return {
          kind: 'combination',
          of: [
            { times: fromInteger(1), operand },
            { times: fromInteger(node.sign), operand: { kind: 'adjoint', of: operand } },
          ],
        };
      }
      case 'with':
        return this.derive(
          node.body,
          { ...scope, pending: [...scope.pending, substitutionOf(node.bindings, scope)] },
          names,
          axis,
        );
      case 'ring':
      case 'open':
        return this.derive(node.body, { ...scope, finite: finiteChainWithin(node, scope) }, names, axis);
      case 'call':
        return this.call(node, scope, names, axis);
      case 'name': {
        const known = names === 'definitions' && scope.finite === undefined ? this.known.get(node.name) : undefined;
        if (!known || scope.environment.lookup(node.name)?.kind !== 'operator') return words(node, scope);
        return scope.pending.reduce(substituted, known);
      }
      default:
        return words(node, scope);
    }
  }

  /** The expectation value in a product state of an operator at sites, or on a ring or an open chain. */
  private expectation(node: CallNode, scope: Scope, names: NameReading): Derivation {
    const state = valueIn(node.arguments[1]!, scope);
    const argument = valueIn(node.arguments[0]!, scope);
    const value = asOperator(argument)!;
    if (state.kind !== 'state' || state.state.kind !== 'product')
      notCertifiable('it is about another state than a product', node.span);
    const { spins, letters } = state.state;
    const chain =
      state.chain ?? scope.finite ?? (letters === undefined ? undefined : { kind: 'open', sites: letters.length });
    const isSum = value.terms.some(({ place }) => place.kind === 'chain');
    if ((isSum && !chain) || originOf(argument).free)
      notCertifiable('it is the expectation value of a sum over the infinite chain', node.span);
    const there = isSum ? onFiniteChain(value, chain!) : value;
    const of = isSum ? byWords(there) : this.derive(node.arguments[0]!, scope, names);
    return (
      expectationDerivation(of, there, spins) ?? notCertifiable('its operator acts on more than eight spins', node.span)
    );
  }

  private call(node: CallNode, scope: Scope, names: NameReading, axis?: Axis): Derivation {
    const operand = (k: number): Derivation => this.derive(node.arguments[k]!, scope, names, axis);
    const { finite } = scope;
    const spins = scope.environment.legs.length;
    const onlyOnChains = (): void => {
      if (spins > 1) notCertifiable(`${node.function} counts cells of several spins`, node.span);
    };
    const onRing = (of: Derivation): Derivation =>
      finite?.kind === 'ring' ? { kind: 'ring', of, sites: finite.sites } : of;
    switch (node.function) {
      case 'reflect': {
        onlyOnChains();
        const mirror: Derivation = { kind: 'reflection', of: operand(0) };
        return finite?.kind === 'open' ? { kind: 'translation', of: mirror, by: finite.sites - 1 } : onRing(mirror);
      }
      case 'range':
        onlyOnChains();
        if (finite?.kind === 'ring') return { kind: 'ringrange', of: operand(0), sites: finite.sites };
        return { kind: 'range', of: operand(0) };
      case 'degree':
      case 'dimension':
        return { kind: 'degree', of: operand(0) };
      case 'terms':
        return { kind: 'count', of: operand(0) };
      case 'spinflip':
        return { kind: 'spinflip', of: operand(0) };
      case 'timereverse':
        return { kind: 'timereversal', of: operand(0) };
      case 'overlap':
        return { kind: 'overlap', of: [operand(0), operand(1)] };
      case 'norm2': {
        const of = operand(0);
        return { kind: 'overlap', of: [of, of] };
      }
      case 'trace': {
        const value = valueIn(node.arguments[0]!, scope);
        const chain = finite ?? (value.kind === 'operator' ? value.finite : undefined);
        return traceDerivation(operand(0), asOperator(value)!, chain);
      }
      case 'expect':
        return this.expectation(node, scope, names);
      case 'translate':
        return onRing({ kind: 'translation', of: operand(0), by: spins * wholeArgument(node.arguments[1], scope, 1) });
      case 'truncate':
        onlyOnChains();
        if (finite?.kind === 'ring') notCertifiable('it truncates an operator on a ring', node.span);
        return { kind: 'truncation', of: operand(0), sites: wholeArgument(node.arguments[1], scope, 0) };
      case 'fourier':
        return { kind: 'fourier', of: operand(0), mode: wholeArgument(node.arguments[1], scope, 0) };
      case 'twist': {
        onlyOnChains();
        const angle = valueIn(node.arguments[1]!, { ...scope, angle: true });
        const by = angle.kind === 'scalar' ? angleText(angle.scalar) : undefined;
        if (by === undefined || finite)
          notCertifiable('it twists by another angle than phases, or on a finite chain', node.span);
        return { kind: 'twist', of: operand(0), by };
      }
      default:
        if (unknownFunctions.has(node.function)) notCertifiable(`the kernel does not know ${node.function}`, node.span);
        return wordsOf(node, scope, axis);
    }
  }
}

function wholeArgument(node: Node | undefined, scope: Scope, by: number): number {
  const value = node ? valueIn(node, scope) : undefined;
  return value?.kind === 'scalar' ? Number(asGaussian(value.scalar)?.re ?? 0) : by;
}

/** An angle of multiples of π and of declared phases, such as `2 phi + 1 pi`. */
function angleText(angle: Coefficient): string | undefined {
  const parts = angle.terms.map(({ monomial: { factors }, value }) => {
    const [factor, ...others] = factors;
    const isMultiple = factor?.doubled === 2 && others.length === 0 && value.im === 0 && value.den === 1;
    const name =
      factor?.symbol.kind === 'constant'
        ? factor.symbol.name === 'π' || factor.symbol.name === 'pi'
          ? 'pi'
          : undefined
        : factor?.symbol.name;
    return isMultiple && name !== undefined ? `${String(value.re)} ${name}` : undefined;
  });
  return parts.includes(undefined) || parts.length === 0 ? undefined : parts.join(' + ');
}

/** Does an expression hold an operator that changes the number of fermions by an odd number? */
function holdsOddParts(node: Node, { environment }: Scope): boolean {
  return holdsNode(node, (part) => {
    if (part.kind === 'fermion') return part.letter === 'c';
    const named =
      part.kind === 'name'
        ? environment.lookup(part.name)
        : part.kind === 'sited'
          ? environment.density(part.name)?.value
          : undefined;
    return named !== undefined && isOdd(named);
  });
}

function valueIn(node: Node, scope: Scope): Value {
  return unprotect(settle(evaluateNode(node, scope), scope.pending));
}

/** May a value be a factor of a product, since it is not a sum over the chain? */
function isLocal(value: Value): boolean {
  const parts =
    value.kind === 'vector' ? [value.x, value.y, value.z] : value.kind === 'operator' ? [value.operator] : [];
  return (
    value.kind === 'levels' ||
    (parts.length > 0 && parts.every((o) => o.terms.every(({ place }) => place.kind !== 'chain')))
  );
}

/** The factors of a product in their order, with the numbers among them multiplied together. */
function products(
  node: ProductNode,
  operands: readonly Derivation[],
  values: readonly Value[],
  words: () => Derivation,
): Derivation {
  let times = fromInteger(1);
  let result: Derivation | undefined;
  for (const [k, value] of values.entries()) {
    if (value.kind === 'scalar') {
      times = multiplyCoefficients(
        times,
        k > 0 && node.joins[k - 1] === 'over' ? invertCoefficient(value.scalar) : value.scalar,
      );
    } else if (isLocal(value)) {
      result = result ? { kind: 'product', of: [result, operands[k]!] } : operands[k]!;
    } else {
      return words();
    }
  }
  return equalCoefficients(times, fromInteger(1))
    ? result!
    : { kind: 'combination', of: [{ times, operand: result! }] };
}

function wordsOf(node: Node, scope: Scope, axis?: Axis): Derivation {
  const value = valueIn(node, scope);
  if (isOdd(value)) notCertifiable('it is about an odd number of fermions', node.span);
  if (value.kind === 'levels') return { kind: 'levels', levels: value.levels };
  const operator = value.kind === 'vector' && axis ? value[axis] : asOperator(value);
  if (!operator) notCertifiable(`it is about ${describe(value)}`, node.span);
  return { kind: 'words', operator };
}

/** Does the derivation contain any operation other than addition? */
function isOperation(d: Derivation): boolean {
  if (d.kind === 'combination') return d.of.some(({ operand }) => isOperation(operand));
  return d.kind !== 'words';
}

/**
 * Substitutes values into the words, which suffices where every operation commutes with substitution: not for a range, a
 * degree, a number of words, or Fourier components.
 */
function substituted(d: Derivation, values: Substitution): Derivation {
  const done = new Map<Derivation, Derivation>();
  const visit = (of: Derivation): Derivation => {
    let result = done.get(of);
    if (!result) done.set(of, (result = replace(of)));
    return result;
  };
  const replace = (of: Derivation): Derivation => {
    switch (of.kind) {
      case 'words':
        return { kind: 'words', operator: substituteOperator(of.operator, values) };
      case 'levels':
        return { kind: 'levels', levels: mapLevels(of.levels, (c) => substituteCoefficient(c, values)) };
      case 'commutator':
      case 'product':
      case 'overlap':
        return { kind: of.kind, of: [visit(of.of[0]), visit(of.of[1])] };
      case 'combination':
        return {
          kind: of.kind,
          of: of.of.map(({ times, operand }) => ({
            times: substituteCoefficient(times, values),
            operand: visit(operand),
          })),
        };
      default:
        return { ...of, of: visit(of.of) };
    }
  };
  return visit(d);
}

const known = new WeakMap<Derivation, Operator>();

/** The operator as the engine computes it; undefined if only the kernel does. */
function valueOf(d: Derivation): Operator | undefined {
  let value = known.get(d);
  if (!value && (value = compute(d))) known.set(d, value);
  return value;
}

function compute(d: Derivation): Operator | undefined {
  const pair = (of: readonly Derivation[], make: (a: Operator, b: Operator) => Operator): Operator | undefined => {
    const [a, b] = of.map(valueOf);
    return a && b && make(a, b);
  };
  const single = (of: Derivation, make: (a: Operator) => Operator): Operator | undefined => {
    const a = valueOf(of);
    return a && make(a);
  };
  switch (d.kind) {
    case 'words':
      return d.operator;
    case 'product':
      return pair(d.of, multiplyOperators);
    case 'commutator':
      return pair(d.of, commutator);
    case 'overlap':
      return pair(d.of, (a, b) => identityOperator(overlap(a, b)));
    case 'combination': {
      const parts = d.of.map(({ times, operand }) => single(operand, (a) => scaleOperator(a, times)));
      return parts.every((part) => part !== undefined) ? sumOperators(parts) : undefined;
    }
    case 'adjoint':
      return single(d.of, adjoint);
    case 'reflection':
      return single(d.of, reflect);
    case 'translation':
      return single(d.of, (a) => translate(a, d.by));
    case 'range':
      return single(d.of, (a) => identityOperator(fromInteger(operatorRange(a))));
    case 'degree':
      return single(d.of, (a) => identityOperator(fromNumber(rational(degreeOf(a), 2))));
    case 'spinflip':
      return single(d.of, spinFlip);
    case 'timereversal':
      return single(d.of, timeReverse);
    case 'ring':
      return single(d.of, (a) => onFiniteChain(a, { kind: 'ring', sites: d.sites }));
    default:
      return undefined;
  }
}
