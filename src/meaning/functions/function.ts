import { type Coefficient, asGaussian, asRational, fromNumber, rational } from '../../exact/index.js';
import type { CallNode, CalledFunction, Node } from '../../language/index.js';
import type { Operator } from '../../spin/index.js';
import { type Span, refuse } from '../../text/index.js';
import { notedChainSum } from '../chain-sum.js';
import type { Scope } from '../scope.js';
import { type Value, asOperator, describe, isSaying, mapOperators, scalarValue, weightValue } from '../value.js';

/**
 * One call of a function: its arguments, in which the surrounding substitutions have been made if the function asks for
 * that.
 */
export interface FunctionCall {
  readonly node: CallNode;
  readonly scope: Scope;
  readonly values: readonly Value[];
}

/** A function of the language: how its value follows from its arguments. */
export interface LanguageFunction {
  readonly name: Exclude<CalledFunction, 'conserved'>;
  /** whether substituting parameters afterwards gives the same as substituting before */
  readonly natural: boolean;
  /** number of arguments that are operators, so that an undefined name is refused there; the others are numbers */
  readonly operators?: 1 | 2;
  /** whether the arguments are angles, in which t and declared phases may occur, or the number of the one that is */
  readonly angle?: true | 1;
  /** whether it conjugates its arguments and may be applied before the surrounding substitutions */
  readonly conjugates?: true;
  /**
   * whether the answer depends on which coefficients vanish, which is undecided for a sum with numbers such as cos(1)
   */
  readonly decides?: true;
  /**
   * whether it is a function of a chain sum; on a finite chain it is applied on the infinite chain, where a Hamiltonian
   * has a density, and its result is put on the finite chain
   */
  readonly onChain?: true;
  /** whether the arguments are evaluated as the body of a Σ_j, where j is the position */
  readonly body?: true;
  /** whether it is known for chains of spins 1 */
  readonly spinOne?: true;
  readonly apply: (call: FunctionCall) => Value;
}

/** The place of the k-th argument. */
export function argumentSpan({ node }: FunctionCall, k: number): Span {
  return (node.arguments[k] as Node).span;
}

/** @diagnostic `not-an-operator` */
export function operatorArgument(call: FunctionCall, k: number): Operator {
  const value = call.values[k]!;
  return asOperator(value) ?? refuseOperator(call, value, argumentSpan(call, k));
}

function refuseOperator({ node }: FunctionCall, value: Value, span: Span): never {
  return refuse('not-an-operator', `${node.function} takes an operator, not ${describe(value)}`, { span });
}

/** @diagnostic `not-a-scalar` */
export function scalarArgument(call: FunctionCall, k: number): Coefficient {
  const value = call.values[k]!;
  if (value.kind !== 'scalar') {
    refuse('not-a-scalar', `${call.node.function} takes a scalar, not ${describe(value)}`, {
      span: argumentSpan(call, k),
    });
  }
  return value.scalar;
}

/** @diagnostic `not-an-integer` */
export function integerArgument(call: FunctionCall, k: number): number {
  const value = asGaussian(scalarArgument(call, k));
  const found = value && asRational(value);
  if (!found || found.den !== 1 || typeof found.num !== 'number')
    refuse('not-an-integer', `${call.node.function} takes an integer here`, { span: argumentSpan(call, k) });
  return found.num;
}

/**
 * The k-th argument as an operator. A density with a free j is summed over the chain, with a note.
 *
 * @diagnostic `not-an-operator`
 */
export function summedArgument(call: FunctionCall, k: number): Operator {
  return notedChainSum(call.values[k]!, argumentSpan(call, k), call.scope.report) ?? operatorArgument(call, k);
}

/** The first argument, an operator or a vector of operators, under a symmetry. */
export function mappedArgument(call: FunctionCall, change: (o: Operator) => Operator): Value {
  const value = call.values[0]!;
  // A scalar is a multiple of the identity, which time reversal conjugates.
  if (value.kind === 'scalar') return weightValue(change(asOperator(value)!));
  if (isSaying(value) || value.kind === 'levels') return refuseOperator(call, value, call.node.span);
  return mapOperators(value, change);
}

export function countValue(n: number): Value {
  return scalarValue(fromNumber(rational(n)));
}
