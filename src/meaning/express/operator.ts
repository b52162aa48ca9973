import type { Node } from '../../language/index.js';
import type { Operator, Term } from '../../spin/index.js';
import { joinProduct, negated, numberNode, resultSpan as span, sumNode } from './nodes.js';
import { items } from './products.js';

export interface ExpressOptions {
  /** whether local sites are relative to a free j */
  readonly free: boolean;
}

/**
 * An operator as the tree a person would type: spin components, S·S and (S×S)·S where three or six words have this
 * form, with equal coefficients grouped.
 */
export function expressOperator(operator: Operator, options: ExpressOptions): Node;
export function expressOperator(operator: Operator, options: ExpressOptions, write: Writer): Node | undefined;
export function expressOperator(operator: Operator, options: ExpressOptions, write: Writer = items): Node | undefined {
  const summands: Node[] = [];
  const sums: Node[] = [];
  for (const place of ['local', 'chain'] as const) {
    for (const group of byWeight(operator.terms.filter((t) => t.place === place))) {
      const nodes = write(group, place === 'chain' || options.free);
      if (!nodes) return undefined;
      const body = withWeight(group, nodes);
      if (place === 'local') summands.push(...body);
      else sums.push({ kind: 'chain-sum', body: sumNode(body), span });
    }
  }
  return sumNode([...summands, ...sums]);
}

/** Writes terms of the same weight as summands; undefined where they do not have the form. */
type Writer = (terms: readonly Term[], relative: boolean) => Node[] | undefined;

function byWeight(terms: readonly Term[]): Term[][] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = `${term.power} ${term.staggered}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = []));
    group.push(term);
  }
  return [...groups.values()];
}

/** The terms with their common factor j^n (−1)^j in front. */
function withWeight(group: readonly Term[], nodes: readonly Node[]): Node[] {
  const { power, staggered } = group[0]!;
  const front: Node[] = [];
  if (staggered) {
    front.push({ kind: 'power', base: negated(numberNode('1')), exponent: { kind: 'position', span }, span });
  }
  if (power === 1) front.push({ kind: 'position', span });
  if (power > 1)
    front.push({ kind: 'power', base: { kind: 'position', span }, exponent: numberNode(String(power)), span });
  if (front.length === 0) return [...nodes];
  const whole = sumNode(nodes);
  if (whole.kind === 'negate') return [negated(joinProduct(front, whole.of))];
  return [joinProduct(front, whole)];
}
