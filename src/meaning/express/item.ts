import {
  type Coefficient,
  coefficientText,
  isZeroCoefficient,
  negateCoefficient,
  writtenTerms,
} from '../../exact/index.js';
import type { Axis, Join, Node, Site, SpinNode } from '../../language/index.js';
import { type Term, displacementSite, firstSite, lettersOf } from '../../spin/index.js';
import type { SiteWriter } from './bodies.js';
import { expressCoefficient } from './coefficient.js';
import { negated, productNode, resultSpan as span, sumNode } from './nodes.js';

/** c · (spin operators): an item of a sum, before items with equal coefficients are grouped. */
export interface SummandItem {
  readonly coefficient: Coefficient;
  /** empty for a multiple of the identity */
  readonly factors: readonly Node[];
  readonly joins: readonly Join[];
}

/** A term that carries a bath displacement ends in (a + a†). */
export function withDisplacement(
  term: Term,
  sites: SiteWriter,
  coefficient: Coefficient,
  factors: readonly Node[],
  joins: readonly Join[],
): SummandItem {
  const offset = displacementSite(term.place);
  if (offset === undefined) return { coefficient, factors, joins };
  const site = sites(offset);
  const displacement = sumNode([
    { kind: 'boson', dagger: false, site, span },
    { kind: 'boson', dagger: true, site, span },
  ]);
  return {
    coefficient,
    factors: [...factors, displacement],
    joins: factors.length === 0 ? [] : [...joins, 'times'],
  };
}

/** Words with the same first site and the same displacement have the same label. */
export function anchorLabel({ place }: Term): string {
  return `${displacementSite(place) ?? ''}:${firstSite(place)}`;
}

export function sitesOf(term: Term): number[] {
  const sites: number[] = [];
  const letters = lettersOf(term.word);
  for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.push(firstSite(term.place) + k);
  return sites;
}

export function spinNode(site: Site, axis?: Axis): SpinNode {
  return { kind: 'spin', family: 'S', primes: 0, ...(axis && { axis }), site, span };
}

/** Items with equal or opposite coefficients share one bracket, in the order of their first item. */
export function gathered(list: readonly SummandItem[]): Node[] {
  const groups = new Map<string, { coefficient: Coefficient; members: { item: SummandItem; negative: boolean }[] }>();
  for (const item of list) {
    if (isZeroCoefficient(item.coefficient)) continue;
    const negative = writtenTerms(item.coefficient)[0]!.negative;
    const coefficient = negative ? negateCoefficient(item.coefficient) : item.coefficient;
    // Multiples of the identity stay separate, because a bare number in a bracket of operators would be hard to read.
    const key = item.factors.length === 0 ? `identity ${coefficientText(coefficient)}` : coefficientText(coefficient);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { coefficient, members: [] }));
    group.members.push({ item, negative });
  }
  return [...groups.values()].map(({ coefficient, members }) => {
    const flip = members[0]!.negative;
    if (members.length === 1) {
      const node = termNode(coefficient, members[0]!.item);
      return flip ? negated(node) : node;
    }
    const inside = sumNode(
      withOneAdjoint(
        members.map(({ item, negative }) => ({
          node: productNode(item.factors, item.joins),
          negative: negative !== flip,
        })),
      ),
    );
    const node = termNode(coefficient, { coefficient, factors: [inside], joins: [] });
    return flip ? negated(node) : node;
  });
}

/** A summand and its sign. */
interface Signed {
  readonly node: Node;
  readonly negative: boolean;
}

/** Joins summands of the form A + h.c. into a single A + B + h.c., and those of the form A - h.c. likewise. */
function withOneAdjoint(summands: readonly Signed[]): Node[] {
  const joined: Node[] = [];
  const done = new Set<1 | -1>();
  for (const { node, negative } of summands) {
    if (node.kind !== 'plus-adjoint') {
      joined.push(negative ? negated(node) : node);
      continue;
    }
    if (done.has(node.sign)) continue;
    done.add(node.sign);
    const parts = summands.filter((s) => s.node.kind === 'plus-adjoint' && s.node.sign === node.sign);
    const of = sumNode(
      parts.map((s) => (s.negative ? negated((s.node as typeof node).of) : (s.node as typeof node).of)),
    );
    joined.push({ kind: 'plus-adjoint', of, sign: node.sign, span });
  }
  return joined;
}

export function termNode(coefficient: Coefficient, item: SummandItem): Node {
  const front = expressCoefficient(coefficient);
  if (item.factors.length === 0) return front;
  if (front.kind === 'number' && front.text === '1') return productNode(item.factors, item.joins);
  // A dot product needs no brackets after a scalar: c A·B is read as (c A)·B, which is the same.
  const factors: Node[] = front.kind === 'product' ? [...front.factors] : [front];
  const joins: Join[] = front.kind === 'product' ? [...front.joins] : [];
  return productNode([...factors, ...item.factors], [...joins, 'times', ...item.joins]);
}
