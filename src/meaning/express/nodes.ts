import type { Join, Node } from '../../language/index.js';
import type { Span } from '../../text/index.js';

// Trees that were not read from a text have no place.
export const resultSpan: Span = { source: { name: '<result>', text: '' }, start: 0, end: 0 };

export function numberNode(text: string): Node {
  return { kind: 'number', text, span: resultSpan };
}

export function negated(of: Node): Node {
  return { kind: 'negate', of, span: resultSpan };
}

export function sumNode(terms: readonly Node[]): Node {
  return terms.length === 0
    ? numberNode('0')
    : terms.length === 1
      ? terms[0]!
      : { kind: 'sum', terms, span: resultSpan };
}

/** A product of factors, joined by juxtaposition by default; nested products are flattened on the left. */
export function productNode(factors: readonly Node[], joins?: readonly Join[]): Node {
  if (factors.length === 0) return numberNode('1');
  if (factors.length === 1) return factors[0]!;
  return { kind: 'product', factors, joins: joins ?? factors.slice(1).map(() => 'times'), span: resultSpan };
}

/** A growing list of factors with the signs between them. */
export interface FactorList {
  readonly nodes: Node[];
  readonly joins: Join[];
}

export function pushFactor(factors: FactorList, node: Node, join: Join = 'times'): void {
  if (factors.nodes.length > 0) factors.joins.push(join);
  factors.nodes.push(node);
}

/** Kinds of nodes that are not operators; the weight of a sum is inserted between them and the operators. */
const scalarKinds: ReadonlySet<Node['kind']> = new Set(['number', 'imaginary', 'name', 'power', 'call']);

/** A power of a spin, or of a product of them, is an operator. */
const isScalarNode = (f: Node): boolean =>
  scalarKinds.has(f.kind) && !(f.kind === 'power' && (f.base.kind === 'spin' || f.base.kind === 'product'));

export function joinProduct(front: readonly Node[], node: Node): Node {
  if (node.kind === 'number' && node.text === '1') return productNode(front);
  const factors = node.kind === 'product' ? node.factors : [node];
  const joins: readonly Join[] = node.kind === 'product' ? node.joins : [];
  const firstOther = factors.findIndex((f) => !isScalarNode(f));
  const at = firstOther < 0 ? factors.length : firstOther;
  const between = front.map((): Join => 'times');
  // Each join belongs to the factor after it: first those of the scalars, then one for every new factor, then those of
  // the rest.
  const whole = at === 0 ? [...between, ...joins] : [...joins.slice(0, at - 1), ...between, ...joins.slice(at - 1)];
  return productNode([...factors.slice(0, at), ...front, ...factors.slice(at)], whole);
}
