import {
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  isZeroCoefficient,
  negateCoefficient,
  oneCoefficient,
  zeroCoefficient,
} from '../../exact/index.js';
import type { FermionNode, Node } from '../../language/index.js';
import { type FermionFactor, type FermionProduct, type Term, inFermions, isDisplaced } from '../../spin/index.js';
import type { AlongSum, SiteWriter } from './bodies.js';
import { type SummandItem, termNode } from './item.js';
import { productNode, resultSpan as span } from './nodes.js';

/**
 * Words as fermions, with the operators of every product in the order of the sites, and a product and its adjoint
 * written once; undefined where a word changes the number of fermions by an odd number, and where it is long.
 *
 * @param along  the sum under which the words stand
 * @param odd  whether the words are the local parts of operators with the string ∏_{k<0} (−Z_k)
 */
export function fermionItems(
  terms: readonly Term[],
  sites: SiteWriter,
  { odd = false, along }: { readonly odd?: boolean; readonly along?: AlongSum | undefined } = {},
): SummandItem[] | undefined {
  const found = new Map<string, FermionProduct>();
  for (const term of terms) {
    const products = isDisplaced(term.place) ? undefined : inFermions(term, { odd });
    if (!products) return undefined;
    for (const { factors, coefficient } of along ? products.map((m) => toOrigin(m, along)) : products) {
      const key = keyOf(factors);
      const sum = addCoefficients(found.get(key)?.coefficient ?? zeroCoefficient, coefficient);
      if (isZeroCoefficient(sum)) found.delete(key);
      else found.set(key, { factors, coefficient: sum });
    }
  }
  return paired([...found.values()].sort(byLength), sites);
}

/** The same monomial of a sum, moved so that it begins in the cell of its j. */
function toOrigin({ factors, coefficient }: FermionProduct, { step, sign }: AlongSum): FermionProduct {
  const [first] = factors;
  const steps = first ? Math.floor(first.site / step) : 0;
  // A product of n holds a number, which stays at its j when the sites move; with (−1)^j that makes a difference.
  const isStaggeredNumber = sign === -1 && factors.every(({ kind }) => kind === 'n');
  if (steps === 0 || isStaggeredNumber) return { factors, coefficient };
  return {
    factors: factors.map(({ site, kind }) => ({ site: site - steps * step, kind })),
    coefficient: sign === -1 && steps % 2 !== 0 ? negateCoefficient(coefficient) : coefficient,
  };
}

const keyOf = (factors: readonly FermionFactor[]): string =>
  factors.map(({ site, kind }) => `${kind}${site}`).join(' ');

/** Short products first, then those further left. */
function byLength(a: FermionProduct, b: FermionProduct): number {
  if (a.factors.length !== b.factors.length) return a.factors.length - b.factors.length;
  for (const [k, p] of a.factors.entries()) {
    const q = b.factors[k]!;
    if (p.site !== q.site) return p.site - q.site;
    if (p.kind !== q.kind) return order.indexOf(p.kind) - order.indexOf(q.kind);
  }
  return 0;
}
const order = ['n', 'c†', 'c'];

/** The adjoint of a product, in the order of the sites: with q operators c and c† its sign is that of their reversal. */
function adjointOf(factors: readonly FermionFactor[]): {
  readonly factors: readonly FermionFactor[];
  readonly sign: 1 | -1;
} {
  const changing = factors.filter(({ kind }) => kind !== 'n').length;
  const swap = { 'c†': 'c', c: 'c†', n: 'n' } as const;
  return {
    factors: factors.map(({ site, kind }) => ({ site, kind: swap[kind] })),
    sign: Math.floor(changing / 2) % 2 === 0 ? 1 : -1,
  };
}

function paired(list: readonly FermionProduct[], sites: SiteWriter): SummandItem[] {
  const byKey = new Map(list.map((m) => [keyOf(m.factors), m]));
  const items: SummandItem[] = [];
  for (const { factors, coefficient: c } of list) {
    const nodes = factors.map((f) => factorNode(f, sites));
    const adjoint = adjointOf(factors);
    const own = byKey.get(keyOf(factors));
    if (!own) continue;
    const partner = byKey.get(keyOf(adjoint.factors));
    const plain: SummandItem = { coefficient: c, factors: nodes, joins: nodes.slice(1).map(() => 'times') };
    if (!partner || partner === own) {
      items.push(plain);
      continue;
    }
    const other = adjoint.sign === 1 ? partner.coefficient : negateCoefficient(partner.coefficient);
    const sign = equalCoefficients(other, c) ? 1 : equalCoefficients(other, negateCoefficient(c)) ? -1 : 0;
    if (sign !== 0) {
      const pair: Node = { kind: 'plus-adjoint', of: productNode(nodes), sign, span };
      items.push({ coefficient: c, factors: [pair], joins: [] });
    } else if (equalCoefficients(other, conjugateCoefficient(c))) {
      const pair: Node = { kind: 'plus-adjoint', of: termNode(c, plain), sign: 1, span };
      items.push({ coefficient: oneCoefficient, factors: [pair], joins: [] });
    } else {
      items.push(plain);
      continue;
    }
    byKey.delete(keyOf(factors));
    byKey.delete(keyOf(adjoint.factors));
  }
  return items;
}

function factorNode({ site, kind }: FermionFactor, sites: SiteWriter): FermionNode {
  return { kind: 'fermion', letter: kind === 'n' ? 'n' : 'c', dagger: kind === 'c†', site: sites(site), span };
}
