import { type Coefficient, fromGaussian, gaussian, gcd, unit } from '../exact/index.js';
import { checkInterrupt } from '../text/index.js';
import { type CancellationTally, type Operator, type Term, maxTerms, tooManyTerms } from './operator.js';
import { canonicalOrder } from './packed-order.js';
import { PackedSum } from './packed-sum.js';
import { chainPlace, localPlace, type TermPlace } from './place.js';
import { isUniform, uniformWeight } from './weight.js';
import { countBits, rangeOf } from './word.js';

/*
 * Products of many words whose coefficients are numbers, on at most 32 sites: in typed arrays, with integers over one
 * denominator. They give what the general products give.
 */

/** The words of an operator. Coefficients are (re + i·im) / den. */
interface PackedWords {
  readonly x: Int32Array;
  readonly z: Int32Array;
  /** sites from the first letter to the last */
  readonly range: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly den: number;
  /** largest |re| + |im|, and the sum of all */
  readonly largest: number;
  readonly norm: number;
}

/** Kinds of products: [a, b], ab and {a, b}. */
export type ProductKind = 'commutator' | 'product' | 'anticommutator';

/** Products of fewer pairs are made one by one. */
const fewPairs = 256;

/** Longest word of the result, in sites. */
const packedRange = 32;

/**
 * A product of two operators in typed arrays; undefined where they have other words than these: words at sites, or
 * chain sums with the weight 1 in a commutator, with numbers as coefficients, no bath displacement, and at most 32 sites
 * together, whose coefficients surely stay safe integers.
 *
 * @param tally  counts the words that cancel
 * @diagnostic `operator-too-long`
 */
export function packedProduct(
  a: Operator,
  b: Operator,
  kind: ProductKind,
  tally?: CancellationTally,
): Operator | undefined {
  if (a.terms.length * b.terms.length < fewPairs) return undefined;
  const isChain = a.terms[0]!.place.kind === 'chain';
  if (isChain && kind !== 'commutator') return undefined;
  const fits = isChain ? isUniformChain : isPlainLocal;
  if (!a.terms.every(fits) || !b.terms.every(fits)) return undefined;
  const origin = isChain ? 0 : firstSiteOf(a, b);
  const width = isChain ? longest(a) + longest(b) - 1 : lastSiteOf(a, b) - origin;
  if (width > packedRange) return undefined;
  const [p, q] = [packed(a, origin), packed(b, origin)];
  if (!p || !q) return undefined;
  // Every word of one operator takes part in a word of the result with one word of the other, at most once for each of
  // its places.
  const places = isChain ? width : 1;
  if (2 * places * Math.min(p.norm * q.largest, p.largest * q.norm) > Number.MAX_SAFE_INTEGER) return undefined;
  const sum = new PackedSum();
  if (isChain) addShiftedCommutators(sum, p, q);
  else addProducts(sum, p, q, kind);
  if (sum.count > maxTerms) tooManyTerms();
  if (tally) tally.cancelled += cancelled(sum);
  return operatorOf(sum, p.den * q.den, isChain ? undefined : origin);
}

const isUniformChain = ({ place }: Term): boolean =>
  place.kind === 'chain' && place.offset === undefined && isUniform(place.weight);

const isPlainLocal = ({ place }: Term): boolean => place.kind === 'local' && place.displacement === undefined;

const longest = ({ terms }: Operator): number => terms.reduce((most, t) => Math.max(most, rangeOf(t.word)), 1);

/** The site of the word, which the identity has none of. */
function siteOf({ place }: Term): number {
  return place.kind === 'chain' ? 0 : place.site;
}

function firstSiteOf(...operators: readonly Operator[]): number {
  let first = Infinity;
  for (const { terms } of operators) for (const t of terms) if (rangeOf(t.word) > 0) first = Math.min(first, siteOf(t));
  return first === Infinity ? 0 : first;
}

function lastSiteOf(...operators: readonly Operator[]): number {
  let last = -Infinity;
  for (const { terms } of operators) {
    for (const t of terms) {
      const range = rangeOf(t.word);
      if (range > 0) last = Math.max(last, siteOf(t) + range);
    }
  }
  return last === -Infinity ? 0 : last;
}

/** The words with their sites counted from an origin; undefined where a coefficient is no number of moderate size. */
function packed({ terms }: Operator, origin: number): PackedWords | undefined {
  const count = terms.length;
  let den = 1;
  for (const { coefficient } of terms) {
    const [only] = coefficient.terms;
    if (coefficient.terms.length !== 1 || only!.monomial !== unit) return undefined;
    const own = only!.value.den;
    if (typeof own !== 'number') return undefined;
    if (den % own !== 0) den *= own / gcd(den, own);
    if (den > 2 ** 26) return undefined;
  }
  const [x, z, range] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const [re, im] = [new Float64Array(count), new Float64Array(count)];
  let [largest, norm] = [0, 0];
  for (const [k, term] of terms.entries()) {
    const { value } = term.coefficient.terms[0]!;
    if (typeof value.re !== 'number' || typeof value.im !== 'number') return undefined;
    const scale = den / (value.den as number);
    re[k] = value.re * scale;
    im[k] = value.im * scale;
    range[k] = rangeOf(term.word);
    const shift = range[k] === 0 ? 0 : siteOf(term) - origin;
    x[k] = term.word.x << shift;
    z[k] = term.word.z << shift;
    const size = Math.abs(re[k]!) + Math.abs(im[k]!);
    largest = Math.max(largest, size);
    norm += size;
  }
  return norm <= Number.MAX_SAFE_INTEGER ? { x, z, range, re, im, den, largest, norm } : undefined;
}

/** Words in a part of a sum, about: their table fits into the caches. */
const wordsOfPart = 1 << 14;

/** Parts of a sum are only made where the shorter loop over words, on the average, is at least this long. */
const wordsOfRow = 8;

/**
 * Adds the products of all words at sites.
 *
 * The letters of W W′ are those of W times those of W′, a sum of bits modulo 2. So a label of words that is linear in their
 * bits tells beforehand to which label the products of two labels belong, and the sum is made label by label.
 */
function addProducts(sum: PackedSum, a: PackedWords, b: PackedWords, kind: ProductKind): void {
  const isSwapped = a.x.length > b.x.length;
  const [few, many] = isSwapped ? [b, a] : [a, b];
  // Words that anticommute have the opposite sign in the other order.
  const phaseOfOdd = isSwapped ? 2 : 0;
  const pairs = few.x.length * many.x.length;
  const wanted = Math.min(pairs / wordsOfPart, many.x.length / wordsOfRow, 256);
  const labels = wanted < 2 ? 1 : 2 ** Math.floor(Math.log2(wanted));
  const { words, ends } = byLabel(many, labels);
  for (let label = 0; label < labels; label++) {
    checkInterrupt();
    sum.startPart();
    for (let i = 0; i < few.x.length; i++) {
      const other = label ^ labelOf(few.x[i]!, few.z[i]!, labels);
      addRow(sum, few, i, words, ends[other]!, ends[other + 1]!, kind, phaseOfOdd);
    }
  }
}

/** A number below `labels`, a power of two, at most 256, of which every bit is a sum of bits of the word modulo 2. */
function labelOf(x: number, z: number, labels: number): number {
  let v = x ^ ((z << 13) | (z >>> 19));
  v ^= v >>> 16;
  v ^= v >>> 8;
  return v & (labels - 1);
}

/** The words sorted by label: those of a label are from ends[label] to ends[label + 1]. */
function byLabel(words: PackedWords, labels: number): { words: PackedWords; ends: Int32Array } {
  const count = words.x.length;
  const ends = new Int32Array(labels + 1);
  for (let k = 0; k < count; k++) ends[labelOf(words.x[k]!, words.z[k]!, labels) + 1]! += 1;
  for (let label = 0; label < labels; label++) ends[label + 1]! += ends[label]!;
  const next = ends.slice();
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[next[labelOf(words.x[k]!, words.z[k]!, labels)]!++] = k;
  return {
    ends,
    words: {
      ...words,
      x: moved(words.x, order),
      z: moved(words.z, order),
      range: moved(words.range, order),
      re: moved(words.re, order),
      im: moved(words.im, order),
    },
  };
}

/** The numbers at some indices. */
function moved<A extends Int32Array | Float64Array>(from: A, order: Int32Array): A {
  const to = from.slice(0, order.length) as A;
  for (let k = 0; k < order.length; k++) to[k] = from[order[k]!]!;
  return to;
}

/** Adds the products of a word of `a` with some words of `b`, with another phase where the two anticommute. */
function addRow(
  sum: PackedSum,
  a: PackedWords,
  i: number,
  b: PackedWords,
  from: number,
  to: number,
  kind: ProductKind,
  phaseOfOdd: number,
): void {
  const skipped = kind === 'commutator' ? 0 : kind === 'anticommutator' ? 1 : 2;
  const twice = kind === 'product' ? 1 : 2;
  const { x: bxs, z: bzs, re: bres, im: bims } = b;
  const ax = a.x[i]!;
  const az = a.z[i]!;
  const are = twice * a.re[i]!;
  const aim = twice * a.im[i]!;
  const own = countBits(ax & az);
  for (let k = from; k < to; k++) {
    const bx = bxs[k]!;
    const bz = bzs[k]!;
    const odd = parity((ax & bz) ^ (az & bx));
    if (odd === skipped) continue;
    const x = ax ^ bx;
    const z = az ^ bz;
    const phase = (own + countBits(bx & bz) + 2 * countBits(az & bx) - countBits(x & z) + odd * phaseOfOdd) & 3;
    const bre = bres[k]!;
    const bim = bims[k]!;
    addTimesPhase(sum, x, z, are * bre - aim * bim, are * bim + aim * bre, phase);
  }
}

/** Adds the commutators of all words of two chain sums, which are anchored at their first letters. */
function addShiftedCommutators(sum: PackedSum, a: PackedWords, b: PackedWords): void {
  for (let i = 0; i < a.x.length; i++) {
    checkInterrupt();
    const [ax, az, n] = [a.x[i]!, a.z[i]!, a.range[i]!];
    const [are, aim] = [2 * a.re[i]!, 2 * a.im[i]!];
    const own = countBits(ax & az);
    for (let k = 0; k < b.x.length; k++) {
      const m = b.range[k]!;
      if (n === 0 || m === 0) continue;
      const [bx, bz] = [b.x[k]!, b.z[k]!];
      const both = own + countBits(bx & bz);
      const re = are * b.re[k]! - aim * b.im[k]!;
      const im = are * b.im[k]! + aim * b.re[k]!;
      for (let shift = 1 - m; shift < n; shift++) {
        const [left, right] = [shift < 0 ? -shift : 0, shift > 0 ? shift : 0];
        const [px, pz, qx, qz] = [ax << left, az << left, bx << right, bz << right];
        if (parity((px & qz) ^ (pz & qx)) === 0) continue;
        const x = px ^ qx;
        const z = pz ^ qz;
        const phase = (both + 2 * countBits(pz & qx) - countBits(x & z)) & 3;
        const letters = x | z;
        const first = 31 - Math.clz32(letters & -letters);
        addTimesPhase(sum, (x >>> first) | 0, (z >>> first) | 0, re, im, phase);
      }
    }
  }
}

/** Adds i^phase (re + i·im) times a word. */
function addTimesPhase(sum: PackedSum, x: number, z: number, re: number, im: number, phase: number): void {
  if (phase === 0) sum.add(x, z, re, im);
  else if (phase === 1) sum.add(x, z, -im, re);
  else if (phase === 2) sum.add(x, z, -re, -im);
  else sum.add(x, z, im, -re);
}

/** 1 where the number of bits is odd. */
function parity(v: number): number {
  let p = v ^ (v >>> 16);
  p ^= p >>> 8;
  p ^= p >>> 4;
  return (0x6996 >>> (p & 15)) & 1;
}

/** Number of words whose coefficients have become 0. */
function cancelled({ count, re, im }: PackedSum): number {
  let zeros = 0;
  for (let k = 0; k < count; k++) if (re[k] === 0 && im[k] === 0) zeros += 1;
  return zeros;
}

/**
 * The canonical operator: at sites from an origin, or along the chain. Its terms are put in order and written as objects
 * when they are first asked for, which takes longer than all products.
 */
function operatorOf(sum: PackedSum, den: number, origin: number | undefined): Operator {
  let terms: readonly Term[] | undefined;
  let packedTerms: PackedSum | undefined = sum;
  return {
    get terms() {
      terms ??= termsOf(packedTerms!, den, origin);
      packedTerms = undefined;
      return terms;
    },
  };
}

function termsOf(sum: PackedSum, den: number, origin: number | undefined): readonly Term[] {
  const coefficients = new SharedCoefficients(den);
  const places: TermPlace[] =
    origin === undefined
      ? [chainPlace(uniformWeight)]
      : Array.from({ length: packedRange }, (_, k) => localPlace(origin + k));
  const identityPlace = origin === undefined ? places[0]! : localPlace(0);
  const order = canonicalOrder(sum.count, sum.x, sum.z);
  // A loop that only moves numbers does not wait for one before it asks for the next: this costs less than looking
  // each of them up where it is needed.
  const xs = moved(sum.x, order);
  const zs = moved(sum.z, order);
  const re = moved(sum.re, order);
  const im = moved(sum.im, order);
  const terms: Term[] = [];
  for (let entry = 0; entry < order.length; entry++) {
    if (re[entry] === 0 && im[entry] === 0) continue;
    const letters = xs[entry]! | zs[entry]!;
    const first = letters === 0 ? 0 : 31 - Math.clz32(letters & -letters);
    terms.push({
      word: { x: (xs[entry]! >>> first) | 0, z: (zs[entry]! >>> first) | 0, xHigh: 0, zHigh: 0 },
      place: letters === 0 ? identityPlace : places[first]!,
      coefficient: coefficients.of(re[entry]!, im[entry]!),
    });
  }
  return terms;
}

/** Integers up to this modulus have their coefficients in a table. */
const smallNumber = 2048;

/** Coefficients over a denominator. Few are different in most operators, and equal small ones are one object. */
class SharedCoefficients {
  private readonly real: (Coefficient | undefined)[] = [];
  private readonly imaginary: (Coefficient | undefined)[] = [];

  constructor(private readonly den: number) {}

  of(re: number, im: number): Coefficient {
    if (im === 0 && Math.abs(re) < smallNumber) return (this.real[re + smallNumber] ??= this.made(re, 0));
    if (re === 0 && Math.abs(im) < smallNumber) return (this.imaginary[im + smallNumber] ??= this.made(0, im));
    return this.made(re, im);
  }

  private made(re: number, im: number): Coefficient {
    // + 0 turns −0 into 0.
    return fromGaussian(gaussian(re + 0, im + 0, this.den));
  }
}
