import type { Node, Site } from './tree.js';

/**
 * How tightly the outermost operation of a text binds; a part that binds less tightly than its place requires gets
 * brackets.
 */
export const enum BindingLevel {
  sum,
  product,
  cross,
  power,
  atom,
}

/** `j`, `j+1`, `3j+1`, `-2`, `j+1,up`: a site without its brackets. */
export function siteInside({ relative, offset, stride, leg }: Site): string {
  const below = leg === undefined ? '' : `,${leg}`;
  if (!relative) return `${offset}${below}`;
  const j = `${stride ?? ''}j`;
  if (offset === 0) return j + below;
  return `${j}${offset > 0 ? '+' : '-'}${Math.abs(offset)}${below}`;
}

/** Does the text of a summand end in a chain sum, which would include all that follows? */
export function isOpenSum(node: Node): boolean {
  if (node.kind === 'negate') return isOpenSum(node.of);
  if (node.kind === 'product') return node.factors.at(-1)!.kind === 'chain-sum';
  return node.kind === 'chain-sum';
}

/**
 * The parts of a written sum, joined by their signs. A summand without a sum must not follow a chain sum, so the chain
 * sum is bracketed.
 */
export function joinSummands(
  terms: readonly Node[],
  write: (node: Node, how: 'open' | 'closed' | 'plain') => string,
): string {
  let text = '';
  terms.forEach((term, k) => {
    const negative = term.kind === 'negate';
    const part = negative ? term.of : term;
    const closed = isOpenSum(part) && terms.slice(k + 1).some((other) => !isOpenSum(other));
    const body = write(part, closed ? 'closed' : isOpenSum(part) ? 'open' : 'plain');
    if (k === 0) text += negative ? `-${body}` : body;
    else text += negative ? ` - ${body}` : ` + ${body}`;
  });
  return text;
}
