import type { Node, PowerNode } from '../language/index.js';
import { type LevelOperator, multiplyLevels } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import type { Value } from './value.js';

/** Highest power of an operator. */
export const maxOperatorPower = 20;

/** A^n by repeated products; the identity of N levels cannot be written, so n = 0 has no value. */
export function powerOfLevels(base: LevelOperator, n: number, node: PowerNode): Value {
  if (n === 0) {
    refuse('exponent', 'a level operator takes powers from 1', {
      span: node.exponent.span,
      hint: 'the identity of N levels is |1><1| + |2><2| + …',
    });
  }
  if (n > maxOperatorPower) {
    limit('exponent-too-large', `an operator power beyond ${maxOperatorPower}`, { span: node.exponent.span });
  }
  let levels = base;
  for (let k = 1; k < n; k++) levels = multiplyLevels(levels, base);
  return { kind: 'levels', levels };
}

/** Does an exponent contain j, so that it is that of a staggering? */
export function isStaggeringExponent(node: Node): boolean {
  switch (node.kind) {
    case 'position':
      return true;
    case 'negate':
      return isStaggeringExponent(node.of);
    case 'sum':
      return node.terms.some(isStaggeringExponent);
    case 'product':
      return node.factors.some(isStaggeringExponent);
    case 'power':
      return isStaggeringExponent(node.base);
    default:
      return false;
  }
}
