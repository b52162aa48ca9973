import {
  type Coefficient,
  coefficientText,
  equalCoefficients,
  fromGaussian,
  gaussian,
  isZero,
  negateCoefficient,
  scaleCoefficient,
  sortedFactors,
  unit,
  writtenTerms,
} from '../exact/index.js';
import type { Factor, Monomial, Rational } from '../exact/index.js';
import { negateRational } from '../exact/rational.js';
import type { Join, Node, SpinNode } from '../language/index.js';
import { type Operator, type Term, lettersOf, weightOf } from '../spin/index.js';
import type { Span } from '../text/index.js';
import { type Value } from './value.js';

// Trees that are made, not read, have no place.
const span: Span = { source: { name: '<result>', text: '' }, start: 0, end: 0 };

export function numberNode(text: string): Node {
  return { kind: 'number', text, span };
}

function negate(of: Node): Node {
  return { kind: 'negate', of, span };
}

function sum(terms: readonly Node[]): Node {
  return terms.length === 0 ? numberNode('0') : terms.length === 1 ? terms[0]! : { kind: 'sum', terms, span };
}

/** Factors joined by juxtaposition; nested products are flattened on the left. */
function product(factors: readonly Node[], joins?: readonly Join[]): Node {
  if (factors.length === 0) return numberNode('1');
  if (factors.length === 1) return factors[0]!;
  return { kind: 'product', factors, joins: joins ?? factors.slice(1).map(() => 'times'), span };
}

/** A list of factors with the signs between them, as a product grows. */
interface Factors {
  readonly nodes: Node[];
  readonly joins: Join[];
}

function push(factors: Factors, node: Node, join: Join = 'times'): void {
  if (factors.nodes.length > 0) factors.joins.push(join);
  factors.nodes.push(node);
}

/** Any value as the tree a person would type for it. */
export function expressValue(value: Value): Node {
  switch (value.kind) {
    case 'scalar':
      return expressCoefficient(value.scalar);
    case 'weight':
      return expressOperator(value.operator, { free: true });
    case 'operator':
      return expressOperator(value.operator, { free: value.free && !value.fixed });
    case 'vector': {
      const [x, y, z] = [value.x, value.y, value.z].map((o) => expressOperator(o, { free: value.free && !value.fixed }));
      return { kind: 'call', function: '', arguments: [x!, y!, z!], span };
    }
    case 'boolean':
      return { kind: 'name', name: String(value.boolean), span };
    case 'list':
      return { kind: 'name', name: value.items.join(', '), span };
  }
}

/** A coefficient as a tree: an expanded sum of monomials. */
export function expressCoefficient(c: Coefficient): Node {
  return sum(
    writtenTerms(c).map(({ negative, magnitude, imaginary, monomial }) => {
      const factors: Factors = { nodes: [], joins: [] };
      pushNumber(factors, magnitude, !imaginary && monomial === unit);
      if (imaginary) push(factors, { kind: 'imaginary', span });
      pushMonomial(factors, monomial);
      const node = product(factors.nodes, factors.joins);
      return negative ? negate(node) : node;
    }),
  );
}

function pushNumber(factors: Factors, { num, den }: Rational, alone: boolean): void {
  if (num === 1 && den === 1 && !alone) return;
  push(factors, numberNode(String(num)));
  if (den !== 1) push(factors, numberNode(String(den)), 'over');
}

function pushMonomial(factors: Factors, m: Monomial): void {
  for (const factor of sortedFactors(m)) push(factors, factorNode(factor));
  if (m.mode) {
    const { base, multiple } = m.mode;
    const inside: Factors = { nodes: [], joins: [] };
    const negative = multiple.num < 0;
    pushNumber(inside, negative ? negateRational(multiple) : multiple, false);
    push(inside, { kind: 'imaginary', span });
    pushMonomial(inside, base);
    push(inside, { kind: 'time', span });
    const angle = product(inside.nodes, inside.joins);
    push(factors, { kind: 'call', function: 'exp', arguments: [negative ? negate(angle) : angle], span });
  }
}

function factorNode({ symbol, doubled }: Factor): Node {
  if (symbol.kind === 'prime') return { kind: 'call', function: 'sqrt', arguments: [numberNode(symbol.name)], span };
  const name: Node = { kind: 'name', name: symbol.name, span };
  const base: Node = symbol.kind === 'conjugate' ? { kind: 'call', function: 'conj', arguments: [name], span } : name;
  if (doubled === 2) return base;
  if (doubled === 1) return { kind: 'call', function: 'sqrt', arguments: [base], span };
  const size = numberNode(String(Math.abs(doubled % 2 === 0 ? doubled / 2 : doubled)));
  const exponent = doubled % 2 === 0 ? size : product([size, numberNode('2')], ['over']);
  return { kind: 'power', base, exponent: doubled < 0 ? negate(exponent) : exponent, span };
}

export interface ExpressOptions {
  /** local sites are relative to a free j */
  readonly free: boolean;
}

/** c · (spin operators): an item of a sum, before equal coefficients are gathered. */
interface Item {
  readonly coefficient: Coefficient;
  /** empty for a multiple of the identity */
  readonly factors: readonly Node[];
  readonly joins: readonly Join[];
}

/**
 * An operator as the tree a person would type: spin components, S·S and (S×S)·S where three or six words make one, and
 * equal coefficients gathered.
 */
export function expressOperator(operator: Operator, options: ExpressOptions): Node {
  const local = operator.terms.filter((t) => t.place === 'local');
  const summands: Node[] = [];
  for (const group of byWeight(local)) summands.push(...withWeight(group, items(group, options.free)));
  const chain = operator.terms.filter((t) => t.place === 'chain');
  const sums = byWeight(chain).map((group): Node => {
    const body = withWeight(group, items(group, true));
    return { kind: 'chain-sum', body: sum(body), span };
  });
  return sum([...summands, ...sums]);
}

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
    front.push({ kind: 'power', base: negate(numberNode('1')), exponent: { kind: 'position', span }, span });
  }
  if (power === 1) front.push({ kind: 'position', span });
  if (power > 1) front.push({ kind: 'power', base: { kind: 'position', span }, exponent: numberNode(String(power)), span });
  if (front.length === 0) return [...nodes];
  const whole = sum(nodes);
  if (whole.kind === 'negate') return [negate(joinProduct(front, whole.of))];
  return [joinProduct(front, whole)];
}

function joinProduct(front: readonly Node[], node: Node): Node {
  if (node.kind === 'number' && node.text === '1') return product(front);
  if (node.kind === 'product') return product([...front, ...node.factors], [...front.map((): Join => 'times'), ...node.joins]);
  return product([...front, node]);
}

function items(terms: readonly Term[], relative: boolean): Node[] {
  return gathered(recognised(terms, relative));
}

/** Words of two or three letters that make S·S and (S×S)·S, the others letter by letter. */
function recognised(terms: readonly Term[], relative: boolean): Item[] {
  const result: Item[] = [];
  const bySites = new Map<string, Map<string, Term>>();
  const keyOf = (t: Term): string => `${t.marker ?? ''}:${sitesOf(t).join(',')}`;
  for (const term of terms) {
    const weight = weightOf(term.word);
    if (weight !== 2 && weight !== 3) continue;
    const key = keyOf(term);
    let words = bySites.get(key);
    if (!words) bySites.set(key, (words = new Map()));
    words.set(lettersOf(term.word).replaceAll('I', ''), term);
  }
  const done = new Set<Term>();
  for (const term of terms) {
    if (done.has(term)) continue;
    const words = bySites.get(keyOf(term));
    const vector = words && (asDot(words, relative) ?? asTriple(words, relative));
    if (vector) {
      for (const used of vector.used) done.add(used);
      result.push(vector.item);
    } else {
      done.add(term);
      result.push(plainItem(term, relative));
    }
  }
  return result;
}

interface Recognised {
  readonly item: Item;
  readonly used: readonly Term[];
}

/** XX, YY, ZZ with one coefficient c: 4c S·S. */
function asDot(words: ReadonlyMap<string, Term>, relative: boolean): Recognised | undefined {
  const used = ['XX', 'YY', 'ZZ'].map((w) => words.get(w));
  const first = used[0];
  if (words.size !== 3 || !first || !used.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  const [p, q] = sitesOf(first).map((site) => spinNode(site, relative));
  const item = withDisplacement(first, relative, scaleCoefficient(first.coefficient, gaussian(4)), [p!, q!], ['dot']);
  return { item, used: used as Term[] };
}

/** The six words of ε_abc with signs: 8c (S×S)·S. */
function asTriple(words: ReadonlyMap<string, Term>, relative: boolean): Recognised | undefined {
  const first = words.get('XYZ');
  if (words.size !== 6 || !first) return undefined;
  const minus = negateCoefficient(first.coefficient);
  const even = ['XYZ', 'YZX', 'ZXY'].map((w) => words.get(w));
  const odd = ['XZY', 'ZYX', 'YXZ'].map((w) => words.get(w));
  if (!even.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  if (!odd.every((t) => t && equalCoefficients(t.coefficient, minus))) return undefined;
  const [p, q, r] = sitesOf(first).map((site) => spinNode(site, relative));
  const cross: Node = { kind: 'cross', left: p!, right: q!, span };
  const item = withDisplacement(first, relative, scaleCoefficient(first.coefficient, gaussian(8)), [cross, r!], ['dot']);
  return { item, used: [...even, ...odd] as Term[] };
}

/** σ = 2S: a word of n letters is 2^n spin operators. */
function plainItem(term: Term, relative: boolean): Item {
  const letters = lettersOf(term.word);
  const factors: Node[] = [];
  for (let k = 0; k < letters.length; k++) {
    if (letters[k] === 'I') continue;
    factors.push(spinNode(term.site + k, relative, letters[k]!.toLowerCase() as 'x' | 'y' | 'z'));
  }
  const scale = fromGaussian(gaussian(2 ** factors.length)).terms[0]!.value;
  return withDisplacement(term, relative, scaleCoefficient(term.coefficient, scale), factors, factors.slice(1).map(() => 'times'));
}

/** A term that carries a bath displacement ends in (a + a†). */
function withDisplacement(
  term: Term,
  relative: boolean,
  coefficient: Coefficient,
  factors: readonly Node[],
  joins: readonly Join[],
): Item {
  if (term.marker === undefined) return { coefficient, factors, joins };
  const site = { relative, offset: term.marker };
  const displacement = sum([
    { kind: 'boson', dagger: false, site, span },
    { kind: 'boson', dagger: true, site, span },
  ]);
  return {
    coefficient,
    factors: [...factors, displacement],
    joins: factors.length === 0 ? [] : [...joins, 'times'],
  };
}

function sitesOf(term: Term): number[] {
  const sites: number[] = [];
  const letters = lettersOf(term.word);
  for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.push(term.site + k);
  return sites;
}

function spinNode(site: number, relative: boolean, axis?: 'x' | 'y' | 'z'): SpinNode {
  return { kind: 'spin', family: 'S', primes: 0, ...(axis && { axis }), site: { relative, offset: site }, span };
}

/** Items with equal or opposite coefficients share one bracket, in the order of their first item. */
function gathered(list: readonly Item[]): Node[] {
  const groups = new Map<string, { coefficient: Coefficient; members: { item: Item; negative: boolean }[] }>();
  for (const item of list) {
    if (isZero(item.coefficient)) continue;
    const negative = writtenTerms(item.coefficient)[0]!.negative;
    const coefficient = negative ? negateCoefficient(item.coefficient) : item.coefficient;
    // Multiples of the identity stay apart: a bare number in a bracket of operators would be hard to read.
    const key = item.factors.length === 0 ? `identity ${coefficientText(coefficient)}` : coefficientText(coefficient);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { coefficient, members: [] }));
    group.members.push({ item, negative });
  }
  return [...groups.values()].map(({ coefficient, members }) => {
    const flip = members[0]!.negative;
    if (members.length === 1) {
      const node = termNode(coefficient, members[0]!.item);
      return flip ? negate(node) : node;
    }
    const inside = sum(
      members.map(({ item, negative }) => {
        const node = product(item.factors, item.joins);
        return negative !== flip ? negate(node) : node;
      }),
    );
    const node = termNode(coefficient, { coefficient, factors: [inside], joins: [] });
    return flip ? negate(node) : node;
  });
}

function termNode(coefficient: Coefficient, item: Item): Node {
  const front = expressCoefficient(coefficient);
  if (item.factors.length === 0) return front;
  if (front.kind === 'number' && front.text === '1') return product(item.factors, item.joins);
  // A dot product of vectors keeps its own brackets from the scalar: c A·B is (c A)·B, which is the same.
  const factors: Node[] = front.kind === 'product' ? [...front.factors] : [front];
  const joins: Join[] = front.kind === 'product' ? [...front.joins] : [];
  return product([...factors, ...item.factors], [...joins, 'times', ...item.joins]);
}
