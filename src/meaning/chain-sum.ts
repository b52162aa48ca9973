import { type Operator, sumOverChain } from '../spin/index.js';
import type { Span } from '../text/index.js';
import type { Report } from './scope.js';
import { type Value, originOf } from './value.js';

/** The remark that goes with `chainSumOf`. */
export const summedNote = 'a density with a free j; it is summed over the chain';

/**
 * The operator of the whole chain that a value is meant as: an expression with a free j is a density, and commands that
 * take a Hamiltonian or a perturbation sum it.
 *
 * @returns `summed` where that was done, to be remarked on by `summedNote`; undefined for a value that is no operator
 */
export function chainSumOf(value: Value): { readonly operator: Operator; readonly summed: boolean } | undefined {
  if (value.kind !== 'operator') return undefined;
  const { operator } = value;
  const { free, fixed } = originOf(value);
  if (!free || fixed || operator.terms.some((t) => t.place === 'chain')) return { operator, summed: false };
  return { operator: sumOverChain(operator), summed: true };
}

/** The same operator, with the remark at the place of the value; undefined for a value that is not an operator. */
export function notedChainSum(value: Value, span: Span, { notes }: Report): Operator | undefined {
  const found = chainSumOf(value);
  if (found?.summed === true) notes.push({ message: summedNote, span });
  return found?.operator;
}
