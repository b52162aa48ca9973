import {
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
} from '../meaning/index.js';
import {
  type Operator,
  adjoint,
  commutator,
  equalOperators,
  identityOperator,
  multiplyOperators,
  operatorRange,
  overlap,
  reflect,
  scaleOperator,
  subtractOperators,
  substituteOperator,
  sumOperators,
  translate,
} from '../spin/index.js';
import { DiagnosticError, type Span, limit } from '../text/index.js';
import { type Derivation, certificateText } from './certificate.js';
import { nonVanishingValues } from './point.js';

/** Functions of an operator that the kernel does not know. */
const unknownFunctions = new Set([
  'spinflip',
  'timereverse',
  'twist',
  'terms',
  'support',
  'symmetries',
  'fourier',
  'hermitian',
  'trace',
  'expect',
]);

function notCertifiable(why: string, span: Span): never {
  limit('not-certifiable', `there is no certificate for this claim: ${why}`, {
    span,
    hint: 'certificates cover equality, commutators, linear combinations, products of local operators, dag, reflect, translate, overlap, norm2, range, degree and hermitian',
  });
}

/** Does a name stand for the words of its operator, or is it followed back to its definition? */
type NameReading = 'words' | 'definitions';

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
    const scope: Scope = { ...top, finite };
    const [left, right] = this.sides(claim, scope);
    if (claim.verb === 'prove') return certificateText({ kind: 'equal', of: [left, right] }, claim.span);
    const term = subtractOperators(valueOf(left), valueOf(right)).terms[0];
    if (!term) notCertifiable('its two sides are equal', claim.span);
    return certificateText(
      { kind: 'differ', of: [left, right], term, point: nonVanishingValues(term.coefficient) },
      claim.span,
    );
  }

  private sides(claim: Claim, scope: Scope): [Derivation, Derivation] {
    if (!claim.right) {
      if (claim.left.kind !== 'call' || claim.left.function !== 'hermitian')
        notCertifiable('it is no equation', claim.span);
      const of = this.derive(claim.left.arguments[0]!, scope, 'words');
      return [of, { kind: 'adjoint', of }];
    }
    const sides = [claim.left, claim.right] as const;
    const direct = sides.map((node) => this.derive(node, scope, 'words')) as [Derivation, Derivation];
    if (direct.some(isOperation)) return direct;
    const back = sides.map((node) => this.derive(node, scope, 'definitions')) as [Derivation, Derivation];
    // The definitions must give the operators that the names stand for; otherwise there is no certificate.
    const same = back.every((side, k) => equalOperators(valueOf(side), valueOf(direct[k]!)));
    return same ? back : direct;
  }

  private derive(node: Node, scope: Scope, names: NameReading): Derivation {
    const down = (of: Node): Derivation => this.derive(of, scope, names);
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
        if (values.filter(({ kind }) => kind === 'operator').length > 1) return products(node, operands, values, scope);
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
        if (base.kind !== 'operator' || !(count > 1)) return words(node, scope);
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
        );
      case 'ring':
      case 'open':
        return this.derive(node.body, { ...scope, finite: finiteChainWithin(node, scope) }, names);
      case 'call':
        return this.call(node, scope, names);
      case 'name': {
        const known = names === 'definitions' && scope.finite === undefined ? this.known.get(node.name) : undefined;
        if (!known || scope.environment.lookup(node.name)?.kind !== 'operator') return words(node, scope);
        return scope.pending.reduce(substituted, known);
      }
      default:
        return words(node, scope);
    }
  }

  private call(node: CallNode, scope: Scope, names: NameReading): Derivation {
    const operand = (k: number): Derivation => this.derive(node.arguments[k]!, scope, names);
    switch (node.function) {
      case 'reflect': {
        if (scope.finite?.kind === 'ring') notCertifiable('it reflects on a ring', node.span);
        const mirror: Derivation = { kind: 'reflection', of: operand(0) };
        return scope.finite === undefined ? mirror : { kind: 'translation', of: mirror, by: scope.finite.sites - 1 };
      }
      case 'range':
        if (scope.finite?.kind === 'ring') notCertifiable('it asks for a range on a ring', node.span);
        return { kind: 'range', of: operand(0) };
      case 'degree':
      case 'dimension':
        return { kind: 'degree', of: operand(0) };
      case 'overlap':
        return { kind: 'overlap', of: [operand(0), operand(1)] };
      case 'norm2': {
        const of = operand(0);
        return { kind: 'overlap', of: [of, of] };
      }
      case 'translate': {
        const by = node.arguments[1] ? valueIn(node.arguments[1], scope) : undefined;
        const n = by?.kind === 'scalar' ? Number(asGaussian(by.scalar)?.re) : 1;
        if (scope.finite?.kind === 'ring') notCertifiable('it translates on a ring', node.span);
        return { kind: 'translation', of: operand(0), by: n };
      }
      default:
        if (unknownFunctions.has(node.function)) notCertifiable(`the kernel does not know ${node.function}`, node.span);
        return words(node, scope);
    }
  }
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

/** The factors of a product in their order, with the numbers among them multiplied together. */
function products(
  node: ProductNode,
  operands: readonly Derivation[],
  values: readonly Value[],
  scope: Scope,
): Derivation {
  let times = fromInteger(1);
  let result: Derivation | undefined;
  for (const [k, value] of values.entries()) {
    if (value.kind === 'scalar') {
      times = multiplyCoefficients(
        times,
        k > 0 && node.joins[k - 1] === 'over' ? invertCoefficient(value.scalar) : value.scalar,
      );
    } else if (value.kind === 'operator' && value.operator.terms.every(({ place }) => place.kind !== 'chain')) {
      result = result ? { kind: 'product', of: [result, operands[k]!] } : operands[k]!;
    } else {
      return words(node, scope);
    }
  }
  return equalCoefficients(times, fromInteger(1))
    ? result!
    : { kind: 'combination', of: [{ times, operand: result! }] };
}

function words(node: Node, scope: Scope): Derivation {
  const value = valueIn(node, scope);
  if (isOdd(value)) notCertifiable('it is about an odd number of fermions', node.span);
  const operator = asOperator(value);
  if (!operator) notCertifiable(`it is about ${describe(value)}`, node.span);
  return { kind: 'words', operator };
}

/** Does the derivation contain any operation other than addition? */
function isOperation(d: Derivation): boolean {
  if (d.kind === 'combination') return d.of.some(({ operand }) => isOperation(operand));
  return d.kind !== 'words';
}

/** Substitutes values into the words, which suffices because every operation commutes with substitution. */
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

const values = new WeakMap<Derivation, Operator>();

/** The operator as the engine computes it. */
function valueOf(d: Derivation): Operator {
  let value = values.get(d);
  if (!value) values.set(d, (value = compute(d)));
  return value;
}

function compute(d: Derivation): Operator {
  switch (d.kind) {
    case 'words':
      return d.operator;
    case 'product':
      return multiplyOperators(valueOf(d.of[0]), valueOf(d.of[1]));
    case 'commutator':
      return commutator(valueOf(d.of[0]), valueOf(d.of[1]));
    case 'overlap':
      return identityOperator(overlap(valueOf(d.of[0]), valueOf(d.of[1])));
    case 'combination':
      return sumOperators(d.of.map(({ times, operand }) => scaleOperator(valueOf(operand), times)));
    case 'adjoint':
      return adjoint(valueOf(d.of));
    case 'reflection':
      return reflect(valueOf(d.of));
    case 'translation':
      return translate(valueOf(d.of), d.by);
    case 'range':
      return identityOperator(fromInteger(operatorRange(valueOf(d.of))));
    case 'degree':
      return identityOperator(fromNumber(rational(degreeOf(valueOf(d.of)), 2)));
  }
}
