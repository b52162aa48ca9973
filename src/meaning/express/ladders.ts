import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  gaussian,
  isZeroCoefficient,
  negateCoefficient,
  oneCoefficient,
  scaleCoefficient,
  subtractCoefficients,
  writtenTerms,
  zeroCoefficient,
} from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import { type Term, firstSite, lettersOf, weightOf } from '../../spin/index.js';
import type { SiteWriter } from './bodies.js';
import { type SummandItem, spinNode, termNode, withDisplacement } from './item.js';
import { productNode, resultSpan as span } from './nodes.js';

/** Largest number n of sites with X or Y for which the ladder form is tried, since the transformation has 2^n terms. */
const maxLadder = 6;

/**
 * Words that differ only in which of their transverse letters are X and which Y, rewritten in S^±. This form is used
 * where it is shorter, or always on request, with an operator and its adjoint counted once.
 *
 *   S^x = (S^+ + S^-)/2,  S^y = (S^+ − S^-)/2i
 */
export function asLadders(
  terms: readonly Term[],
  sites: SiteWriter,
  { always = false }: { readonly always?: boolean } = {},
): SummandItem[] | undefined {
  const first = terms[0]!;
  const letters = lettersOf(first.word);
  const transverse: number[] = [];
  for (let k = 0; k < letters.length; k++) if (letters[k] === 'X' || letters[k] === 'Y') transverse.push(k);
  const n = transverse.length;
  if (n === 0 || n > maxLadder) return undefined;
  // Bit m of an index says that transverse letter m is Y, or S^-.
  let row: Coefficient[] = Array.from({ length: 1 << n }, () => zeroCoefficient);
  for (const term of terms) {
    const own = lettersOf(term.word);
    const index = transverse.reduce((sum, k, m) => sum + (own[k] === 'Y' ? 1 << m : 0), 0);
    row[index] = scaleCoefficient(term.coefficient, gaussian(2 ** weightOf(term.word)));
  }
  for (let m = 0; m < n; m++) {
    const next = [...row];
    for (let index = 0; index < row.length; index++) {
      if ((index & (1 << m)) !== 0) continue;
      const x = row[index]!;
      const y = row[index | (1 << m)]!;
      // x S^x + y S^y = (x − iy)/2 S^+ + (x + iy)/2 S^-
      const iy = scaleCoefficient(y, gaussian(0, 1, 2));
      const half = scaleCoefficient(x, gaussian(1, 0, 2));
      next[index] = subtractCoefficients(half, iy);
      next[index | (1 << m)] = addCoefficients(half, iy);
    }
    row = next;
  }
  const items: SummandItem[] = [];
  const given: { coefficient: Coefficient }[] = [];
  const last = row.length - 1;
  for (let index = 0; index < row.length; index++) {
    const c = row[index]!;
    if (isZeroCoefficient(c)) continue;
    const partner = row[last - index]!;
    const conjugated = conjugateCoefficient(c);
    const sign = equalCoefficients(partner, c) ? 1 : equalCoefficients(partner, negateCoefficient(c)) ? -1 : 0;
    // c (A + h.c.) for equal coefficients and c (A − h.c.) for opposite ones: A is written once, beginning with S^+.
    const beginsWithMinus = (index & 1) !== 0;
    if (beginsWithMinus && (sign !== 0 || equalCoefficients(partner, conjugated))) continue;
    given.push({ coefficient: c });
    const nodes: Node[] = [];
    for (let k = 0; k < letters.length; k++) {
      if (letters[k] === 'I') continue;
      const m = transverse.indexOf(k);
      const axis = m < 0 ? 'z' : (index & (1 << m)) === 0 ? '+' : '-';
      nodes.push(spinNode(sites(firstSite(first.place) + k), axis));
    }
    if (sign !== 0) {
      const pair: Node = { kind: 'plus-adjoint', of: productNode(nodes), sign, span };
      items.push(withDisplacement(first, sites, c, [pair], []));
    } else if (equalCoefficients(partner, conjugated)) {
      // A complex coefficient is written inside: (c A + h.c.)
      const inside = termNode(c, { coefficient: c, factors: nodes, joins: nodes.slice(1).map(() => 'times') });
      const pair: Node = { kind: 'plus-adjoint', of: inside, sign: 1, span };
      items.push(withDisplacement(first, sites, oneCoefficient, [pair], []));
    } else {
      items.push(
        withDisplacement(
          first,
          sites,
          c,
          nodes,
          nodes.slice(1).map(() => 'times'),
        ),
      );
    }
  }
  if (always) return items;
  // Fewer items are not shorter if their coefficients become longer: Sx + Sy is shorter than (1/2 - 1/2 i) S+ + h.c.
  const longest = (list: readonly { coefficient: Coefficient }[]): number =>
    Math.max(...list.map(({ coefficient }) => writtenTerms(coefficient).length));
  return items.length < terms.length && longest(given) <= longest(terms) ? items : undefined;
}
