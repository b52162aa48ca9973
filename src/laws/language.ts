import type { Coefficient } from '../exact/index.js';
import { parseExpression, writeText } from '../language/index.js';
import {
  Environment,
  asOperator,
  evaluateNode,
  expressCoefficient,
  expressOperator,
  newReport,
  scalarValue,
  topScope,
} from '../meaning/index.js';
import {
  type CancellationTally,
  type Operator,
  isZeroOperator,
  substituteOperator,
  zeroOperator,
} from '../spin/index.js';
import { refuse } from '../text/index.js';
import type { Finding } from '../law/index.js';

/** The operator that an expression denotes, with the given values for its parameters. */
export function readOperatorAt(text: string, values: Readonly<Record<string, Coefficient>> = {}): Operator {
  const value = asOperator(valueOf(text, values));
  return value ?? refuse('not-an-operator', `${text} is no operator`);
}

/** The same, with the values substituted afterwards, so that square roots which cancel allow negative couplings. */
export function operatorAt(text: string, values: Readonly<Record<string, Coefficient>>): Operator {
  return substituteOperator(readOperatorAt(text), new Map(Object.entries(values)));
}

/** The scalar that an expression denotes. */
export function scalarOf(text: string, values: Readonly<Record<string, Coefficient>> = {}): Coefficient {
  const value = valueOf(text, values);
  return value.kind === 'scalar' ? value.scalar : refuse('not-a-scalar', `${text} is no scalar`);
}

function valueOf(text: string, values: Readonly<Record<string, Coefficient>>): ReturnType<typeof evaluateNode> {
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.define(name, scalarValue(value));
  return evaluateNode(parseExpression({ name: '<law>', text }), topScope(environment, newReport()));
}

/** An operator as a person would type it, in brackets so that it may be used anywhere. */
export function textOf(operator: Operator): string {
  return isZeroOperator(operator) ? '0' : writeText(expressOperator(operator, { free: false }));
}

export function scalarText(c: Coefficient): string {
  return writeText(expressCoefficient(c));
}

/** The claim that two expressions are equal, as one line. */
export function claim(left: string, right = '0'): string {
  return `prove ${left} = ${right}`;
}

/** The finding for an operator that must vanish, computed by an operation that counts the words that cancel. */
export function vanishes(make: (tally: CancellationTally) => Operator): Finding {
  const tally = { cancelled: 0 };
  const difference = make(tally);
  if (isZeroOperator(difference)) return { holds: true, ...tally };
  return { holds: false, residual: { text: textOf(difference), terms: difference.terms.length } };
}

/** The finding for a statement about an operator that is true or false. */
export function decides(holds: boolean, otherwise: string, shown: Operator = zeroOperator): Finding {
  return holds ? { holds } : fails(otherwise, shown);
}

/** The finding for a false statement, with the reason. */
export function fails(why: string, shown: Operator = zeroOperator): Finding {
  return { holds: false, residual: { text: why, terms: shown.terms.length } };
}
