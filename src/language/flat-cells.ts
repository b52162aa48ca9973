import type { Cell } from './cells.js';
import type { Token } from './token.js';

/*
 * The grammar is left-recursive, so chains of its cells lead from the end of the text to the beginning. They are walked
 * in loops, because a chain may be as long as a program.
 */

/** A summand and the sign before it. */
export interface SignedCell {
  readonly sign: Token | null;
  readonly summand: Cell;
}

/** Reverses a chain that leads back to its beginning. */
export function unchain<L extends { readonly before: L | null }>(last: L | null): L[] {
  const items: L[] = [];
  for (let link = last; link !== null; link = link.before) items.push(link);
  return items.reverse();
}

/** The summands of a sum, in the order of the text, each with the sign before it. */
export function flatSum(cell: Cell): SignedCell[] {
  const summands: SignedCell[] = [];
  let left: Cell | null = cell;
  while (left !== null && left.kind === 'sum') {
    summands.push({ sign: left.sign, summand: left.summand });
    left = left.before;
  }
  if (left !== null) summands.push({ sign: null, summand: left });
  return summands.reverse();
}

/** The sign that a sum begins with, if it begins with one. */
export function leadingSign(cell: Cell): Token | undefined {
  let left: Cell | null = cell.kind === 'plus-adjoint' ? cell.of : cell;
  while (left.kind === 'sum') {
    if (left.before === null) return left.sign;
    left = left.before;
  }
  return undefined;
}
