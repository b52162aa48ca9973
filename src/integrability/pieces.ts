import { fromPeriodicStrings, operatorPeriod, periodicStrings, type PeriodicString } from '../charges/index.js';
import { type Coefficient, addCoefficients, isZeroCoefficient, zeroCoefficient } from '../exact/index.js';
import {
  type Operator,
  type Word,
  commonPeriod,
  isIdentity,
  letterAt,
  localWord,
  rangeOf,
  sumOperators,
  termLabel,
  wordFrom,
} from '../spin/index.js';

/**
 * Some sites of a chain in an order of their own: spin k + s n is at site places[k] + stride n, for k = 0 … s − 1.
 */
export interface Arrangement {
  readonly places: readonly number[];
  /** sites of the chain after which the arrangement repeats */
  readonly stride: number;
}

/** The Hamiltonian of a chain whose sites are the spins of an arrangement. */
export interface OrderedChain extends Arrangement {
  readonly hamiltonian: Operator;
}

/** An infinite part of a chain that no term connects with the rest. */
export interface InfinitePiece extends OrderedChain {
  /** the same piece again: the arrangements of all pieces with this Hamiltonian, this one included */
  readonly alike: readonly Arrangement[];
}

/** A finite part of a chain that no term connects with the rest; it repeats after every period of the chain. */
export interface FinitePiece {
  readonly places: readonly number[];
  /** the terms on these sites, which commute with the whole chain; zero for a spin without a term */
  readonly hamiltonian: Operator;
}

/** The connected parts of a chain. */
export interface Pieces {
  readonly infinite: readonly InfinitePiece[];
  readonly finite: readonly FinitePiece[];
  /** period of the chain, in sites */
  readonly period: number;
}

/**
 * The connected components of the sites of an infinite chain, where every term connects the sites on which it acts.
 *
 * The sites modulo the period are the nodes of a finite graph whose edges say how many periods lie between two sites.
 * A component of it in which every cycle closes is finite. Otherwise its cycles advance by multiples of g periods, and
 * it is g infinite pieces, each a translate of the others.
 *
 * @param hamiltonian  a static sum over the chain
 */
export function connectedPieces(hamiltonian: Operator): Pieces {
  const period = operatorPeriod(hamiltonian);
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  const edges = Array.from({ length: period }, (): { readonly to: number; readonly by: number }[] => []);
  for (const { word, values } of strings) {
    values.forEach((value, r) => {
      if (isZeroCoefficient(value)) return;
      for (const k of lettersAt(word)) {
        const by = Math.floor((r + k) / period);
        const to = r + k - by * period;
        edges[r]!.push({ to, by });
        edges[to]!.push({ to: r, by: -by });
      }
    });
  }
  const potential = new Map<number, number>();
  const infinite: InfinitePiece[] = [];
  const finite: FinitePiece[] = [];
  for (let root = 0; root < period; root++) {
    if (potential.has(root)) continue;
    potential.set(root, 0);
    const nodes = [root];
    let gain = 0;
    for (const u of nodes) {
      for (const { to, by } of edges[u]!) {
        const here = potential.get(u)! + by;
        const known = potential.get(to);
        if (known === undefined) {
          potential.set(to, here);
          nodes.push(to);
        } else gain = greatestDivisor(gain, Math.abs(here - known));
      }
    }
    const sites = nodes.map((r) => period * potential.get(r)! + r);
    if (gain === 0) {
      const places = sites.sort((a, b) => a - b);
      finite.push({ places, hamiltonian: termsOn(strings, places, period) });
      continue;
    }
    const stride = gain * period;
    // A translate has its spins in the same order, so its places may lie beyond the stride.
    const first = sites.map((x) => modulo(x, stride)).sort((a, b) => a - b);
    const copies = Array.from(
      { length: gain },
      (_, t): Arrangement => ({ places: first.map((x) => x + t * period), stride }),
    );
    infinite.push({ ...copies[0]!, hamiltonian: chainOn(strings, period, copies[0]!), alike: copies });
  }
  return { infinite: grouped(infinite), finite, period };
}

/** Pieces with one Hamiltonian are one entry. */
function grouped(pieces: readonly InfinitePiece[]): InfinitePiece[] {
  const found = new Map<string, InfinitePiece>();
  for (const piece of pieces) {
    const key = textOf(piece.hamiltonian);
    const before = found.get(key);
    found.set(key, before ? { ...before, alike: [...before.alike, ...piece.alike] } : piece);
  }
  return [...found.values()];
}

const textOf = ({ terms }: Operator): string =>
  terms
    .map(
      (t) =>
        `${termLabel(t)} ${t.coefficient.terms.map(({ monomial, value }) => `${monomial.id} ${value.re} ${value.im} ${value.den}`).join(',')}`,
    )
    .join(';');

/** Largest number of spins in a period whose order is searched, and how many periods a spin is moved at most. */
const mostReordered = 4;
const furthest = 3;
/** Most orders with equally short terms that are of interest. */
const mostOrders = 4;

/**
 * The orders of the spins of a chain in which its terms are shortest: in which the longest term has the fewest sites, and
 * then all terms together. Which spin of a cell is called the first, and where a cell begins, is a matter of notation,
 * and these orders do not depend on it. The order of the chain itself comes first if it is one of them.
 *
 * @param hamiltonian  a connected chain
 */
export function shortestOrders(hamiltonian: Operator): OrderedChain[] {
  const period = operatorPeriod(hamiltonian);
  const typed: Arrangement = { places: Array.from({ length: period }, (_, k) => k), stride: period };
  if (period === 1 || period > mostReordered) return [{ ...typed, hamiltonian }];
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  const terms = strings.flatMap(({ word, values }) =>
    values.flatMap((value, r) => (isZeroCoefficient(value) ? [] : [lettersAt(word).map((k) => r + k)])),
  );
  let best = costOf(terms, typed);
  let orders = [typed];
  for (const order of ordersOf(period)) {
    const cost = costOf(terms, order);
    const isBetter = cost.longest < best.longest || (cost.longest === best.longest && cost.total < best.total);
    if (isBetter) {
      best = cost;
      orders = [order];
    } else if (cost.longest === best.longest && cost.total === best.total) orders.push(order);
  }
  const found = new Map<string, OrderedChain>();
  for (const order of orders) {
    const chain = chainOn(strings, period, order);
    const key = textOf(chain);
    if (!found.has(key)) found.set(key, { ...order, hamiltonian: chain });
    if (found.size === mostOrders) break;
  }
  return [...found.values()];
}

/** All orders that are not translates of each other: spin 0 stays at 0. */
function* ordersOf(period: number): Generator<Arrangement> {
  const rest = Array.from({ length: period - 1 }, (_, k) => k + 1);
  for (const order of permutations(rest)) {
    const shifts = order.map(() => -furthest);
    for (;;) {
      yield { places: [0, ...order.map((r, k) => r + period * shifts[k]!)], stride: period };
      let k = 0;
      while (k < shifts.length && shifts[k] === furthest) shifts[k++] = -furthest;
      if (k === shifts.length) break;
      shifts[k]! += 1;
    }
  }
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((x) => permutations(list.filter((y) => y !== x)).map((others) => [x, ...others]));
}

function costOf(
  terms: readonly (readonly number[])[],
  order: Arrangement,
): { readonly longest: number; readonly total: number } {
  let longest = 0;
  let total = 0;
  for (const sites of terms) {
    const at = sites.map((x) => spinAt(order, x)!);
    const range = Math.max(...at) - Math.min(...at) + 1;
    longest = Math.max(longest, range);
    total += range;
  }
  return { longest, total };
}

/** The spin at a site, or nothing where the site belongs to another piece. */
function spinAt({ places, stride }: Arrangement, site: number): number | undefined {
  const k = places.findIndex((place) => modulo(site - place, stride) === 0);
  return k < 0 ? undefined : k + (places.length * (site - places[k]!)) / stride;
}

const siteOf = ({ places, stride }: Arrangement, spin: number): number => {
  const n = Math.floor(spin / places.length);
  return places[spin - n * places.length]! + stride * n;
};

/** The terms on the spins of an arrangement, as a chain of these spins. */
function chainOn(strings: readonly PeriodicString[], period: number, order: Arrangement): Operator {
  const table = new StringTable(order.places.length);
  for (const { word, values } of strings) {
    for (let r = 0; r < order.stride; r++) {
      const value = values[r % period]!;
      if (isZeroCoefficient(value) || spinAt(order, r) === undefined) continue;
      const moved = movedWord(word, (k) => spinAt(order, r + k)!);
      table.add(moved.word, moved.start, value);
    }
  }
  return table.finish();
}

/**
 * A charge of an arrangement of spins, on the sites of the chain: the sum of it over all pieces that are alike.
 *
 * @param charge  a periodic sum over the spins, or an operator at some of them, which is taken in the first piece
 */
export function fromArrangement(charge: Operator, pieces: readonly Arrangement[]): Operator {
  const local = charge.terms.filter(({ place }) => place.kind !== 'chain');
  if (local.length > 0) {
    return sumOperators(
      local.map(({ word, place, coefficient }) => {
        const first = place.kind === 'chain' ? 0 : place.site;
        const moved = movedWord(word, (k) => siteOf(pieces[0]!, first + k));
        return localWord(moved.word, moved.start, coefficient);
      }),
    );
  }
  const spins = pieces[0]!.places.length;
  const period = commonPeriod(spins, operatorPeriod(charge));
  const table = new StringTable((pieces[0]!.stride * period) / spins);
  for (const { word, values } of periodicStrings(charge, period)) {
    for (const piece of pieces) {
      values.forEach((value, r) => {
        const moved = movedWord(word, (k) => siteOf(piece, r + k));
        table.add(moved.word, moved.start, value);
      });
    }
  }
  return table.finish();
}

/** The terms on some sites, as an operator there. */
function termsOn(strings: readonly PeriodicString[], places: readonly number[], period: number): Operator {
  const first = Math.min(...places);
  const last = Math.max(...places);
  const parts: Operator[] = [];
  for (const { word, values } of strings) {
    for (let site = first; site + rangeOf(word) - 1 <= last; site++) {
      const value = values[modulo(site, period)]!;
      if (!isZeroCoefficient(value) && places.includes(site)) parts.push(localWord(word, site, value));
    }
  }
  return sumOperators(parts);
}

/** Strings of a periodic sum, collected by their residues. */
class StringTable {
  private readonly found = new Map<string, { readonly word: Word; readonly values: Coefficient[] }>();

  constructor(private readonly period: number) {}

  add(word: Word, start: number, value: Coefficient): void {
    if (isIdentity(word)) return;
    const key = `${word.x} ${word.z} ${word.xHigh} ${word.zHigh}`;
    let string = this.found.get(key);
    if (!string) {
      string = { word, values: Array<Coefficient>(this.period).fill(zeroCoefficient) };
      this.found.set(key, string);
    }
    const r = modulo(start, this.period);
    string.values[r] = addCoefficients(string.values[r]!, value);
  }

  finish(): Operator {
    return fromPeriodicStrings([...this.found.values()]);
  }
}

/** The positions of the letters of a word that are not I. */
const lettersAt = (word: Word): number[] =>
  Array.from({ length: rangeOf(word) }, (_, k) => k).filter((k) => letterAt(word, k) !== 'I');

/** The letters of a word at other sites: letter k at to(k). */
function movedWord(word: Word, to: (k: number) => number): { readonly word: Word; readonly start: number } {
  const at = lettersAt(word).map((k) => ({ letter: letterAt(word, k), site: to(k) }));
  if (at.length === 0) return { word, start: 0 };
  const first = Math.min(...at.map(({ site }) => site));
  const letters = Array<string>(Math.max(...at.map(({ site }) => site)) - first + 1).fill('I');
  for (const { letter, site } of at) letters[site - first] = letter;
  return { word: wordFrom(letters.join('')).word, start: first };
}

const modulo = (a: number, n: number): number => ((a % n) + n) % n;

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
