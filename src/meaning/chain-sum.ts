import { type Operator, sumOverChain } from '../spin/index.js';
import type { Span } from '../text/index.js';
import { refuseOdd } from './parity.js';
import type { Report } from './scope.js';
import { type Value, originOf } from './value.js';

/** The remark that goes with `chainSumOf`. */
export const summedNote = 'a density with a free j; it is summed over the chain';

/**
 * The operator of the whole chain for which a value is meant: an expression with a free j is a density, and commands
 * that take a Hamiltonian or a perturbation sum it.
 *
 * @returns the operator, with `summed` true if a density was summed, which `summedNote` tells the user; undefined for a
 *   value that is not an operator
 */
export function chainSumOf(value: Value): { readonly operator: Operator; readonly summed: boolean } | undefined {
  if (value.kind !== 'operator') return undefined;
  if (value.odd) refuseOdd(undefined, 'sum');
  const { operator } = value;
  const { free, fixed, stride = 1 } = originOf(value);
  if (!free || fixed || operator.terms.some((t) => t.place.kind === 'chain')) return { operator, summed: false };
  return { operator: sumOverChain(operator, stride), summed: true };
}

/** As `chainSumOf`, and adds the remark at the place of the value; undefined for a value that is not an operator. */
export function notedChainSum(value: Value, span: Span, { notes }: Report): Operator | undefined {
  const found = chainSumOf(value);
  if (found?.summed === true) notes.push({ message: summedNote, span });
  return found?.operator;
}
