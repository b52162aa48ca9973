import {
  type Coefficient,
  type Gaussian,
  addCoefficients,
  equalCoefficients,
  gaussian,
  isZeroCoefficient,
  multiplyCoefficients,
  multiplyGaussian,
  negateCoefficient,
  scaleCoefficient,
  subtractCoefficients,
  zeroCoefficient,
} from '../../exact/index.js';
import type { Axis, Join, Node, Site } from '../../language/index.js';
import {
  type Operator,
  type Weight,
  addOperators,
  composedWeight,
  everySite,
  isUniform,
  multiplyOperators,
  subtractOperators,
  timesWeight,
  weightText,
} from '../../spin/index.js';
import { type SiteTerm, fromSiteTerms, siteTerms, siteWordAt, trimmed, withoutSinglets } from '../../triplet/index.js';
import type { VectorValue } from '../value.js';
import { siteWriter } from './bodies.js';
import { type SummandItem, gathered, spinNode } from './item.js';
import { numberNode, productNode, resultSpan as span, sumNode } from './nodes.js';
import { afterWeight } from './operator.js';

/** How an operator of a chain of spins one is written. */
export interface TripletOptions {
  /** whether local sites are relative to a free j */
  readonly free: boolean;
  /** spins one from one free j to the next */
  readonly stride?: number;
}

/** Words of one weight whose first operators are at these sites, under a sum counted from its j. */
interface Group {
  readonly kind: 'sum' | 'local';
  readonly weight: Weight;
  readonly stride: number;
  readonly words: { readonly letters: readonly number[]; readonly site: number; readonly coefficient: Coefficient }[];
}

/**
 * An operator of spins one as a polynomial in S_x, S_y and S_z. At every site it is a combination of 1, the components,
 * their anticommutators, and the squares of S_x and S_z, since S_y^2 = 2 − S_x^2 − S_z^2; S·S and (S·S)^2 are written as such.
 */
export function expressTriplets(operator: Operator, { free, stride = 1 }: TripletOptions): Node {
  const local: Node[] = [];
  const sums: Node[] = [];
  for (const group of groupsOf(siteTerms(operator))) {
    const write = siteWriter(['1'], {
      relative: group.kind === 'sum' || free,
      stride: group.kind === 'sum' ? group.stride : stride,
    });
    const nodes = afterWeight(group.weight, gathered(itemsOf(group, write)));
    if (group.kind === 'sum') sums.push({ kind: 'chain-sum', body: sumNode(nodes), span });
    else local.push(...nodes);
  }
  return sumNode([...local, ...sums]);
}

/** A sum over the chain without the constant with which `expressTriplets` writes it. */
export function withoutWrittenConstant(operator: Operator): Operator {
  const write = siteWriter(['1'], { relative: true });
  const constants = groupsOf(siteTerms(operator)).flatMap((group): SiteTerm[] =>
    group.kind === 'sum' && group.stride === 1
      ? itemsOf(group, write)
          .filter(({ factors }) => factors.length === 0)
          .map(({ coefficient }) => ({ letters: [], place: 'chain', weight: group.weight, coefficient }))
      : [],
  );
  return constants.length === 0 ? operator : subtractOperators(operator, fromSiteTerms(constants));
}

/** A vector of operators of spins one: S_j where its components are those of S, and otherwise by its components. */
export function expressTripletVector({ x, y, z }: VectorValue, options: TripletOptions): Node {
  const parts = [x, y, z].map(siteTerms);
  const isVector = parts.every((terms, axis) =>
    terms.every(
      (term, k) =>
        term.letters.length === 1 &&
        term.letters[0] === axis + 1 &&
        term.place !== 'chain' &&
        terms.length === parts[0]!.length &&
        term.place.site === (parts[0]![k]!.place as { readonly site: number }).site &&
        term.weight === parts[0]![k]!.weight &&
        equalCoefficients(term.coefficient, parts[0]![k]!.coefficient),
    ),
  );
  if (!isVector || parts[0]!.length === 0 || parts[1]!.length === 0 || parts[2]!.length === 0)
    return { kind: 'call', function: 'vector', arguments: [x, y, z].map((o) => expressTriplets(o, options)), span };
  const nodes = groupsOf(parts[0]!).flatMap(({ words, weight }) => {
    const write = siteWriter(['1'], { relative: options.free, stride: options.stride ?? 1 });
    return afterWeight(
      weight,
      gathered(words.map(({ site, coefficient }) => ({ coefficient, factors: [spinNode(write(site))], joins: [] }))),
    );
  });
  return sumNode(nodes);
}

function groupsOf(terms: readonly SiteTerm[]): Group[] {
  const groups = new Map<string, Group>();
  const enter = (kind: Group['kind'], weight: Weight, stride: number, word: Group['words'][number]): void => {
    const key = `${kind} ${stride} ${weightText(weight)}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { kind, weight, stride, words: [] }));
    group.words.push(word);
  };
  for (const { letters, place, weight, coefficient } of terms) {
    if (place !== 'chain') {
      enter('local', weight, 1, { letters, site: place.site, coefficient });
      continue;
    }
    if (weight.sites === everySite) {
      enter('sum', weight, 1, { letters, site: 0, coefficient });
      continue;
    }
    // Words at the sites p j + r.
    const { period, residue } = weight.sites;
    for (const part of composedWeight(weight, period, residue))
      enter('sum', part.weight, period, { letters, site: residue, coefficient: timesWeight(coefficient, part) });
  }
  return [...groups.values()].sort((a, b) => a.stride - b.stride || a.weight.power - b.weight.power);
}

interface ScalarProducts {
  readonly biquadratic: ReadonlyMap<string, Coefficient>;
  readonly dot: ReadonlyMap<string, Coefficient>;
}

let scalarProducts: ScalarProducts | undefined;

/** (S·S)^2 of two neighbours and S·S, as the coefficients of their words. Only spins 1 need them, so they are made at the first call. */
function productsOfNeighbours(): ScalarProducts {
  scalarProducts ??= makeProducts();
  return scalarProducts;
}

function makeProducts(): ScalarProducts {
  let dot: Operator = { terms: [] };
  for (const letter of [1, 2, 3])
    dot = addOperators(dot, multiplyOperators(siteWordAt([letter], 0), siteWordAt([letter], 1)));
  const coefficients = (o: Operator): ReadonlyMap<string, Coefficient> =>
    new Map(siteTerms(o).map((t) => [t.letters.join(''), t.coefficient]));
  return {
    biquadratic: coefficients(withoutSinglets(multiplyOperators(dot, dot))),
    dot: coefficients(dot),
  };
}

/** A letter as a polynomial: 3 S_z² − 2 and S_x² − S_y² = 2 S_x² + S_z² − 2 by the letters 7 for S_z² and 8 for S_x². */
const polynomials: Readonly<Record<number, readonly (readonly [letter: number, factor: number])[]>> = {
  7: [
    [7, 3],
    [0, -2],
  ],
  8: [
    [8, 2],
    [7, 1],
    [0, -2],
  ],
};

type Words = Map<string, { letters: readonly number[]; site: number; coefficient: Coefficient }>;

function itemsOf(group: Group, write: (offset: number) => Site): SummandItem[] {
  // Under a sum with the weight 1 a word may be moved to its j.
  const movable = group.kind === 'sum' && isUniform(group.weight);
  const words: Words = new Map();
  const add = (typed: readonly number[], at: number, coefficient: Coefficient): void => {
    const { letters, start } = trimmed(typed);
    let site = letters.length === 0 ? (group.kind === 'sum' ? 0 : at) : at + start;
    if (movable && letters.length > 0) site = 0;
    if (letters.length === 0 && group.kind === 'local') site = 0;
    const key = `${letters.join('')}@${site}`;
    const sum = addCoefficients(words.get(key)?.coefficient ?? zeroCoefficient, coefficient);
    if (isZeroCoefficient(sum)) words.delete(key);
    else words.set(key, { letters, site, coefficient: sum });
  };
  for (const { letters, site, coefficient } of group.words) add(letters, site, coefficient);
  const items = recognised(words, add, write);
  const polynomial: Words = new Map(words);
  words.clear();
  for (const { letters, site, coefficient } of polynomial.values()) {
    for (const part of expanded(letters)) add(part.letters, site, scaleCoefficient(coefficient, part.factor));
  }
  shortened(words, add);
  const ordered = [...words.values()].sort((a, b) => a.letters.length - b.letters.length || a.site - b.site);
  return [
    ...ordered.map(({ letters, site, coefficient }) => {
      const factors = letters.flatMap((letter, k) => (letter === 0 ? [] : [letterNode(letter, write(site + k))]));
      return { coefficient, factors, joins: factors.slice(1).map((): Join => 'times') };
    }),
    ...items,
  ];
}

function expanded(letters: readonly number[]): { readonly letters: number[]; readonly factor: Gaussian }[] {
  let list: { readonly letters: number[]; readonly factor: Gaussian }[] = [{ letters: [], factor: gaussian(1) }];
  for (const letter of letters) {
    const parts = polynomials[letter] ?? [[letter, 1] as const];
    list = list.flatMap((l) =>
      parts.map(([other, factor]) => ({
        letters: [...l.letters, other],
        factor: multiplyGaussian(l.factor, gaussian(factor)),
      })),
    );
  }
  return list;
}

/** Takes c (S·S)^2 and c S·S out of the words, for every pair of sites that has them. */
function recognised(
  words: Words,
  add: (letters: readonly number[], site: number, coefficient: Coefficient) => void,
  write: (offset: number) => Site,
): SummandItem[] {
  const items: SummandItem[] = [];
  const pairs = new Map<string, { site: number; gap: number }>();
  for (const { letters, site } of words.values()) {
    if (letters.length < 2 || letters.slice(1, -1).some((l) => l !== 0)) continue;
    pairs.set(`${site} ${letters.length - 1}`, { site, gap: letters.length - 1 });
  }
  for (const { site, gap } of pairs.values()) {
    const between = Array<number>(gap - 1).fill(0);
    const wordOf = (key: string): number[] => (key === '' ? [] : [Number(key[0]), ...between, Number(key[1])]);
    const found = (key: string): Coefficient =>
      words.get(`${wordOf(key).join('')}@${site}`)?.coefficient ?? zeroCoefficient;
    const [p, q] = [spinNode(write(site)), spinNode(write(site + gap))];
    const dot = productNode([p, q], ['dot']);
    const takeOut = (form: ReadonlyMap<string, Coefficient>, c: Coefficient): void => {
      for (const [key, value] of form) add(wordOf(key), site, negateCoefficient(multiplyCoefficients(value, c)));
    };
    const { biquadratic } = productsOfNeighbours();
    const quadrupoles = ['44', '55', '66', '77', '88'];
    const unit = biquadratic.get('44')!.terms[0]!.value;
    const c = scaleCoefficient(found('44'), gaussian(unit.den, 0, unit.re));
    const isBiquadratic = quadrupoles.every((key) =>
      isZeroCoefficient(subtractCoefficients(found(key), multiplyCoefficients(biquadratic.get(key)!, c))),
    );
    if (!isZeroCoefficient(c) && isBiquadratic) {
      takeOut(biquadratic, c);
      const square: Node = { kind: 'power', base: dot, exponent: numberNode('2'), span };
      items.push({ coefficient: c, factors: [square], joins: [] });
    }
    const d = found('11');
    if (!isZeroCoefficient(d) && ['22', '33'].every((key) => equalCoefficients(found(key), d))) {
      takeOut(productsOfNeighbours().dot, d);
      items.push({ coefficient: d, factors: [p, q], joins: ['dot'] });
    }
  }
  return items;
}

/** Adds multiples of S_x² + S_y² + S_z² − 2 = 0 at single sites where that leaves fewer terms. */
function shortened(
  words: Words,
  add: (letters: readonly number[], site: number, coefficient: Coefficient) => void,
): void {
  const at = (letter: number, site: number): Coefficient =>
    words.get(`${letter}@${site}`)?.coefficient ?? zeroCoefficient;
  const sites = new Set(
    [...words.values()].filter((w) => w.letters.length === 1 && w.letters[0]! >= 7).map((w) => w.site),
  );
  for (const site of sites) {
    const [a, b, k] = [at(8, site), at(7, site), words.get('@0')?.coefficient ?? zeroCoefficient];
    const count = (l: Coefficient): number =>
      [
        addCoefficients(a, l),
        addCoefficients(b, l),
        l,
        subtractCoefficients(k, scaleCoefficient(l, gaussian(2))),
      ].filter((c) => !isZeroCoefficient(c)).length;
    let best = zeroCoefficient;
    for (const l of [negateCoefficient(a), negateCoefficient(b)]) if (count(l) < count(best)) best = l;
    if (isZeroCoefficient(best)) continue;
    add([8], site, best);
    add([7], site, best);
    add([9], site, best);
    add([], site, scaleCoefficient(best, gaussian(-2)));
  }
}

const squares: Readonly<Record<number, Axis>> = { 7: 'z', 8: 'x', 9: 'y' };
const axes: readonly Axis[] = ['x', 'y', 'z'];

function letterNode(letter: number, site: Site): Node {
  if (letter <= 3) return spinNode(site, axes[letter - 1]!);
  const square = squares[letter];
  if (square) return { kind: 'power', base: spinNode(site, square), exponent: numberNode('2'), span };
  // {S_y, S_z}, {S_z, S_x}, {S_x, S_y}
  const [left, right] = [axes[(letter - 3) % 3]!, axes[(letter - 2) % 3]!];
  return { kind: 'anticommutator', left: spinNode(site, left), right: spinNode(site, right), span };
}
