import {
  type Coefficient,
  addCoefficients,
  coefficientText,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  gaussian,
  isZeroCoefficient,
  negateCoefficient,
  oneCoefficient,
  scaleCoefficient,
  sortedFactors,
  subtractCoefficients,
  unit,
  writtenTerms,
  zeroCoefficient,
  negateRational,
} from '../exact/index.js';
import type { Factor, Monomial, Rational } from '../exact/index.js';
import type { Axis, Join, Node, SpinNode } from '../language/index.js';
import { type LevelOperator, type Operator, type Term, lettersOf, weightOf } from '../spin/index.js';
import type { Span } from '../text/index.js';
import type { Value, VectorValue } from './value.js';

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
    case 'vector':
      return expressVector(value, { free: value.free && !value.fixed });
    case 'levels':
      return expressLevels(value.levels);
    case 'boolean':
      return { kind: 'name', name: String(value.boolean), span };
    case 'list':
      return { kind: 'name', name: value.items.join(', '), span };
    case 'text':
      return { kind: 'name', name: value.text, span };
    case 'perturbation':
      return { kind: 'name', name: 'perturbation', span };
  }
}

/** Level operators as they would be typed, every scatterer's part in one bracket after its δ(x). */
function expressLevels(levels: LevelOperator): Node {
  const parts: { position: Coefficient | undefined; nodes: Node[]; bare: boolean }[] = [];
  for (const entry of levels.entries) {
    let part = parts.at(-1);
    // A δ(x) without level operator stays by itself: in a bracket with others it would read as a number added to them.
    const bare = entry.row === undefined;
    const samePlace =
      part?.position === entry.position ||
      (part?.position && entry.position && equalCoefficients(part.position, entry.position));
    if (!part || !samePlace || bare || part.bare) parts.push((part = { position: entry.position, nodes: [], bare }));
    const factors: Node[] = [];
    if (entry.row !== undefined) factors.push({ kind: 'level', row: entry.row, column: entry.column!, span });
    const [first] = writtenTerms(entry.coefficient);
    const negative = first!.negative;
    const node = termNode(negative ? negateCoefficient(entry.coefficient) : entry.coefficient, {
      coefficient: entry.coefficient,
      factors,
      joins: [],
    });
    part.nodes.push(negative ? negate(node) : node);
  }
  return sum(
    parts.flatMap(({ position, nodes }) => {
      if (!position) return nodes;
      const point: Node = {
        kind: 'point',
        ...(!isZeroCoefficient(position) && { position: expressCoefficient(position) }),
        span,
      };
      const inside = sum(nodes);
      return [inside.kind === 'negate' ? negate(joinProduct([point], inside.of)) : joinProduct([point], inside)];
    }),
  );
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
  if (symbol.kind === 'phase') {
    const angle: Factors = { nodes: [], joins: [] };
    pushNumber(angle, { num: Math.abs(doubled / 2), den: 1 }, false);
    push(angle, { kind: 'imaginary', span });
    push(angle, { kind: 'name', name: symbol.name, span });
    const whole = product(angle.nodes, angle.joins);
    return { kind: 'call', function: 'exp', arguments: [doubled < 0 ? negate(whole) : whole], span };
  }
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
      else sums.push({ kind: 'chain-sum', body: sum(body), span });
    }
  }
  return sum([...summands, ...sums]);
}

/** How terms of one weight become summands; undefined where they have no such form. */
type Writer = (terms: readonly Term[], relative: boolean) => Node[] | undefined;

/** A vector as a combination of S and S×S where it is one, else by its components. */
function expressVector({ x, y, z }: VectorValue, options: ExpressOptions): Node {
  if (isTurned(x, y) && isTurned(y, z)) {
    const whole = expressOperator(x, options, vectorItems);
    if (whole) return whole;
  }
  return { kind: 'call', function: 'vector', arguments: [x, y, z].map((o) => expressOperator(o, options)), span };
}

const turn: Readonly<Record<string, string>> = { X: 'Y', Y: 'Z', Z: 'X' };

/** Is b what becomes of a when x, y, z turn into y, z, x? */
function isTurned(a: Operator, b: Operator): boolean {
  const key = (t: Term, letters: string): string =>
    [letters, t.place, t.site, t.marker, t.power, t.staggered].join(' ');
  const wanted = new Map(b.terms.map((t) => [key(t, lettersOf(t.word)), t.coefficient]));
  return (
    a.terms.length === b.terms.length &&
    a.terms.every((t) => {
      const found = wanted.get(
        key(
          t,
          lettersOf(t.word).replace(/[XYZ]/gu, (letter) => turn[letter]!),
        ),
      );
      return found !== undefined && equalCoefficients(found, t.coefficient);
    })
  );
}

/** From the x components: X_k is 2 S_k, and Y_k Z_l − Z_k Y_l is 4 S_k×S_l. Undefined where there is anything else. */
function vectorItems(terms: readonly Term[], relative: boolean): Node[] | undefined {
  const list: Item[] = [];
  const words = new Map(terms.map((t) => [`${t.marker ?? ''}:${t.site}:${lettersOf(t.word)}`, t]));
  for (const term of terms) {
    const letters = lettersOf(term.word);
    const [p, q] = sitesOf(term).map((site) => spinNode(site, relative));
    if (letters === 'X') {
      list.push(withDisplacement(term, relative, scaleCoefficient(term.coefficient, gaussian(2)), [p!], []));
      continue;
    }
    if (!/^(?:YI*Z|ZI*Y)$/u.test(letters)) return undefined;
    const swapped = letters.startsWith('Y')
      ? letters.replace('Y', 'Z').replace(/Z$/u, 'Y')
      : letters.replace('Z', 'Y').replace(/Y$/u, 'Z');
    const partner = words.get(`${term.marker ?? ''}:${term.site}:${swapped}`);
    if (!partner || !equalCoefficients(partner.coefficient, negateCoefficient(term.coefficient))) return undefined;
    if (letters.startsWith('Z')) continue;
    const cross: Node = { kind: 'cross', left: p!, right: q!, span };
    list.push(withDisplacement(term, relative, scaleCoefficient(term.coefficient, gaussian(4)), [cross], []));
  }
  return gathered(list);
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
  if (power > 1)
    front.push({ kind: 'power', base: { kind: 'position', span }, exponent: numberNode(String(power)), span });
  if (front.length === 0) return [...nodes];
  const whole = sum(nodes);
  if (whole.kind === 'negate') return [negate(joinProduct(front, whole.of))];
  return [joinProduct(front, whole)];
}

/** What is no operator: the weight of a sum stands between it and the operators. */
const scalarKinds: ReadonlySet<Node['kind']> = new Set(['number', 'imaginary', 'name', 'power', 'call']);

function joinProduct(front: readonly Node[], node: Node): Node {
  if (node.kind === 'number' && node.text === '1') return product(front);
  const factors = node.kind === 'product' ? node.factors : [node];
  const joins: readonly Join[] = node.kind === 'product' ? node.joins : [];
  const firstOther = factors.findIndex((f) => !scalarKinds.has(f.kind));
  const at = firstOther < 0 ? factors.length : firstOther;
  const between = front.map((): Join => 'times');
  // Joins stand before their factor: those of the scalars, one for every new factor, those of the rest.
  const whole = at === 0 ? [...between, ...joins] : [...joins.slice(0, at - 1), ...between, ...joins.slice(at - 1)];
  return product([...factors.slice(0, at), ...front, ...factors.slice(at)], whole);
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
  const rest: Term[] = [];
  for (const term of terms) {
    if (done.has(term)) continue;
    const words = bySites.get(keyOf(term));
    const vector = words && (asDot(words, relative) ?? asTriple(words, relative));
    if (vector) {
      for (const used of vector.used) {
        done.add(used);
        // What is left of the words may be another such form, but not the same again.
        words!.delete(lettersOf(used.word).replaceAll('I', ''));
      }
      result.push(vector.item);
    }
    // The form need not hold the word at which it was found: XYX stands before XYZ.
    if (!done.has(term)) rest.push(term);
  }
  const groups = new Map<string, Term[]>();
  for (const term of rest) {
    const key = transverseKey(term);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = []));
    group.push(term);
  }
  for (const group of groups.values()) {
    result.push(...(asLadders(group, relative) ?? group.map((term) => plainItem(term, relative))));
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
  if (!first || !used.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  const [p, q] = sitesOf(first).map((site) => spinNode(site, relative));
  const item = withDisplacement(first, relative, scaleCoefficient(first.coefficient, gaussian(4)), [p!, q!], ['dot']);
  return { item, used: used as Term[] };
}

/** The six words of ε_abc with signs: 8c (S×S)·S. */
function asTriple(words: ReadonlyMap<string, Term>, relative: boolean): Recognised | undefined {
  const first = words.get('XYZ');
  if (!first) return undefined;
  const minus = negateCoefficient(first.coefficient);
  const even = ['XYZ', 'YZX', 'ZXY'].map((w) => words.get(w));
  const odd = ['XZY', 'ZYX', 'YXZ'].map((w) => words.get(w));
  if (!even.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  if (!odd.every((t) => t && equalCoefficients(t.coefficient, minus))) return undefined;
  const [p, q, r] = sitesOf(first).map((site) => spinNode(site, relative));
  const cross: Node = { kind: 'cross', left: p!, right: q!, span };
  const item = withDisplacement(
    first,
    relative,
    scaleCoefficient(first.coefficient, gaussian(8)),
    [cross, r!],
    ['dot'],
  );
  return { item, used: [...even, ...odd] as Term[] };
}

/** Most sites with X or Y for which the ladder form is tried: the transformation has 2^n terms. */
const maxLadder = 6;

/**
 * Words that differ only in which of their transverse letters are X and which Y, rewritten in S^±: taken where that is
 * shorter, an operator and its adjoint counting once.
 *
 *   S^x = (S^+ + S^-)/2,  S^y = (S^+ − S^-)/2i
 */
function asLadders(terms: readonly Term[], relative: boolean): Item[] | undefined {
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
  const items: Item[] = [];
  const given: { coefficient: Coefficient }[] = [];
  const last = row.length - 1;
  for (let index = 0; index < row.length; index++) {
    const c = row[index]!;
    if (isZeroCoefficient(c)) continue;
    const partner = row[last - index]!;
    const conjugated = conjugateCoefficient(c);
    const sign = equalCoefficients(partner, c) ? 1 : equalCoefficients(partner, negateCoefficient(c)) ? -1 : 0;
    // c (A + h.c.) for one coefficient on both, c (A − h.c.) for opposite ones: written once, beginning with S^+.
    const beginsWithMinus = (index & 1) !== 0;
    if (beginsWithMinus && (sign !== 0 || equalCoefficients(partner, conjugated))) continue;
    given.push({ coefficient: c });
    const nodes: Node[] = [];
    for (let k = 0; k < letters.length; k++) {
      if (letters[k] === 'I') continue;
      const m = transverse.indexOf(k);
      const axis = m < 0 ? 'z' : (index & (1 << m)) === 0 ? '+' : '-';
      nodes.push(spinNode(first.site + k, relative, axis));
    }
    if (sign !== 0) {
      const pair: Node = { kind: 'plus-adjoint', of: product(nodes), sign, span };
      items.push(withDisplacement(first, relative, c, [pair], []));
    } else if (equalCoefficients(partner, conjugated)) {
      // A complex coefficient goes inside: (c A + h.c.)
      const inside = termNode(c, { coefficient: c, factors: nodes, joins: nodes.slice(1).map(() => 'times') });
      const pair: Node = { kind: 'plus-adjoint', of: inside, sign: 1, span };
      items.push(withDisplacement(first, relative, oneCoefficient, [pair], []));
    } else {
      items.push(
        withDisplacement(
          first,
          relative,
          c,
          nodes,
          nodes.slice(1).map(() => 'times'),
        ),
      );
    }
  }
  // Fewer items are no gain where their coefficients grow: Sx + Sy is shorter than (1/2 - 1/2 i) S+ + h.c.
  const longest = (list: readonly { coefficient: Coefficient }[]): number =>
    Math.max(...list.map(({ coefficient }) => writtenTerms(coefficient).length));
  return items.length < terms.length && longest(given) <= longest(terms) ? items : undefined;
}

/** Where the transverse letters stand, and what stands elsewhere. */
function transverseKey(term: Term): string {
  return `${term.marker ?? ''}:${term.site}:${lettersOf(term.word).replaceAll('Y', 'X')}`;
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
  return withDisplacement(
    term,
    relative,
    scaleCoefficient(term.coefficient, scale),
    factors,
    factors.slice(1).map(() => 'times'),
  );
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

function spinNode(site: number, relative: boolean, axis?: Axis): SpinNode {
  return { kind: 'spin', family: 'S', primes: 0, ...(axis && { axis }), site: { relative, offset: site }, span };
}

/** Items with equal or opposite coefficients share one bracket, in the order of their first item. */
function gathered(list: readonly Item[]): Node[] {
  const groups = new Map<string, { coefficient: Coefficient; members: { item: Item; negative: boolean }[] }>();
  for (const item of list) {
    if (isZeroCoefficient(item.coefficient)) continue;
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
      withOneAdjoint(
        members.map(({ item, negative }) => ({ node: product(item.factors, item.joins), negative: negative !== flip })),
      ),
    );
    const node = termNode(coefficient, { coefficient, factors: [inside], joins: [] });
    return flip ? negate(node) : node;
  });
}

/** A summand and its sign. */
interface Signed {
  readonly node: Node;
  readonly negative: boolean;
}

/** Summands, those of the form A + h.c. joined to one A + B + h.c., and those of the form A - h.c. likewise. */
function withOneAdjoint(summands: readonly Signed[]): Node[] {
  const joined: Node[] = [];
  const done = new Set<1 | -1>();
  for (const { node, negative } of summands) {
    if (node.kind !== 'plus-adjoint') {
      joined.push(negative ? negate(node) : node);
      continue;
    }
    if (done.has(node.sign)) continue;
    done.add(node.sign);
    const parts = summands.filter((s) => s.node.kind === 'plus-adjoint' && s.node.sign === node.sign);
    const of = sum(parts.map((s) => (s.negative ? negate((s.node as typeof node).of) : (s.node as typeof node).of)));
    joined.push({ kind: 'plus-adjoint', of, sign: node.sign, span });
  }
  return joined;
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
