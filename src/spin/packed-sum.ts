import { checkInterrupt } from '../text/index.js';
import { maxTerms, tooManyTerms } from './operator.js';

/** Number of words that are recognised when they come again at once, a power of two. */
const recentWords = 8192;

/** The entries of a sum: words with their coefficients re + i·im. */
export interface PackedEntries {
  readonly count: number;
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * A sum of words on 32 sites with coefficients re + i·im, which are safe integers.
 *
 * Words are appended one after the other, unless they came a moment ago. When the arrays are full they are sorted, and
 * equal words become one. Sorting passes through memory in order, so it is faster than a table of which every entry has
 * to be fetched from somewhere else.
 */
export class PackedSum {
  private count = 0;
  private room: number;
  private x: Int32Array;
  private z: Int32Array;
  private re: Float64Array;
  private im: Float64Array;
  private readonly recent = new Int32Array(recentWords);

  /** @param expected  number of words that will be added, about */
  constructor(expected: number) {
    this.room = Math.max(1024, Math.min(expected, 1 << 20));
    this.x = new Int32Array(this.room);
    this.z = new Int32Array(this.room);
    this.re = new Float64Array(this.room);
    this.im = new Float64Array(this.room);
  }

  add(x: number, z: number, re: number, im: number): void {
    const slot = hashOf(x, z) & (recentWords - 1);
    const { recent } = this;
    const known = recent[slot]!;
    // Before the first word of a slot comes, `known` is 0: that entry is compared like any other.
    if (known < this.count && this.x[known] === x && this.z[known] === z) {
      this.re[known]! += re;
      this.im[known]! += im;
      return;
    }
    if (this.count === this.room) this.makeRoom();
    const { count } = this;
    this.x[count] = x;
    this.z[count] = z;
    this.re[count] = re;
    this.im[count] = im;
    recent[slot] = count;
    this.count = count + 1;
  }

  /** @diagnostic `operator-too-long` */
  private makeRoom(): void {
    checkInterrupt();
    const merged = merge(this.added);
    if (merged.count > maxTerms) tooManyTerms();
    this.count = merged.count;
    // More room than words, so that sorting again is worth it.
    if (2 * merged.count > this.room) this.room *= 2;
    const larger = <A extends Int32Array | Float64Array>(some: A, all: A): A => {
      all.set(some.subarray(0, merged.count));
      return all;
    };
    this.x = larger(merged.x, new Int32Array(this.room));
    this.z = larger(merged.z, new Int32Array(this.room));
    this.re = larger(merged.re, new Float64Array(this.room));
    this.im = larger(merged.im, new Float64Array(this.room));
    this.recent.fill(0);
  }

  /**
   * The words of the sum in the canonical order of operators: short words before long ones, then by the site of the first
   * letter, then letter by letter, I before X before Y before Z. Words that have cancelled are among them, with 0.
   *
   * @diagnostic `operator-too-long`
   */
  entries(): PackedEntries {
    const merged = merge(this.added);
    if (merged.count > maxTerms) tooManyTerms();
    return merged;
  }

  /** The entries as they were added. */
  private get added(): PackedEntries {
    const { count, x, z, re, im } = this;
    return { count, x, z, re, im };
  }
}

function hashOf(x: number, z: number): number {
  const h = Math.imul(x ^ Math.imul(z, 0x9e3779b1), 0x85ebca6b);
  return h ^ (h >>> 15);
}

/** Entries sorted, with equal words as one. */
function merge({ count, x, z, re, im }: PackedEntries): PackedEntries {
  const { places } = sorted(count, x, z);
  const out = {
    x: new Int32Array(count),
    z: new Int32Array(count),
    re: new Float64Array(count),
    im: new Float64Array(count),
  };
  let last = -1;
  for (let k = 0; k < count; k++) {
    const p = places[k]!;
    if (last < 0 || out.x[last] !== x[p] || out.z[last] !== z[p]) {
      last += 1;
      out.x[last] = x[p]!;
      out.z[last] = z[p]!;
    }
    out.re[last]! += re[p]!;
    out.im[last]! += im[p]!;
  }
  return { count: last + 1, ...out };
}

/** Ranges 0 … 32 and first sites 0 … 31. */
const groupCount = 33 * 32;

/** Words to be sorted: where they came from, and their letters. */
interface SortedWords {
  readonly places: Int32Array;
  /** two bits for each letter, I X Y Z = 0 1 2 3, that of the first site on top: sixteen letters in each of two words */
  readonly upper: Uint32Array;
  readonly lower: Uint32Array;
}

function emptyWords(count: number): SortedWords {
  return { places: new Int32Array(count), upper: new Uint32Array(count), lower: new Uint32Array(count) };
}

function sorted(count: number, x: Int32Array, z: Int32Array): SortedWords {
  const ends = new Int32Array(groupCount + 1);
  for (let k = 0; k < count; k++) ends[groupOf(x[k]! | z[k]!) + 1]! += 1;
  for (let g = 0; g < groupCount; g++) ends[g + 1]! += ends[g]!;
  const next = ends.slice();
  const words = emptyWords(count);
  const { places, upper, lower } = words;
  for (let k = 0; k < count; k++) {
    const group = groupOf(x[k]! | z[k]!);
    const first = group & 31;
    const high = reversed(z[k]! >>> first);
    const low = reversed((x[k]! ^ z[k]!) >>> first);
    const at = next[group]!++;
    places[at] = k;
    upper[at] = interleaved(high >>> 16, low >>> 16);
    lower[at] = interleaved(high & 0xffff, low & 0xffff);
  }
  const spare = emptyWords(ends.reduce((most, end, g) => Math.max(most, end - (ends[g - 1] ?? 0)), 0));
  for (let g = 0; g < groupCount; g++) sortByLetters(words, spare, ends[g]!, ends[g + 1]!, 0);
  return words;
}

/** 32 range + first site, of the sites that have a letter. */
function groupOf(letters: number): number {
  if (letters === 0) return 0;
  const first = 31 - Math.clz32(letters & -letters);
  return (32 - Math.clz32(letters) - first) * 32 + first;
}

/** Words up to this number are sorted by insertion. */
const fewWords = 24;

/** Sorts a part of the words by four letters after the other, from a number of letters on, which is four times `digit`. */
function sortByLetters(words: SortedWords, spare: SortedWords, from: number, to: number, digit: number): void {
  if (to - from < 2 || digit === 8) return;
  if (to - from <= fewWords) {
    insertionSort(words, from, to);
    return;
  }
  const { places, upper, lower } = words;
  const key = digit < 4 ? upper : lower;
  const shift = 24 - 8 * (digit & 3);
  const ends = new Int32Array(257);
  for (let k = from; k < to; k++) ends[((key[k]! >>> shift) & 255) + 1]! += 1;
  for (let d = 0; d < 256; d++) ends[d + 1]! += ends[d]!;
  const next = ends.slice();
  for (let k = from; k < to; k++) {
    const at = next[(key[k]! >>> shift) & 255]!++;
    spare.places[at] = places[k]!;
    spare.upper[at] = upper[k]!;
    spare.lower[at] = lower[k]!;
  }
  places.set(spare.places.subarray(0, to - from), from);
  upper.set(spare.upper.subarray(0, to - from), from);
  lower.set(spare.lower.subarray(0, to - from), from);
  for (let d = 0; d < 256; d++) sortByLetters(words, spare, from + ends[d]!, from + ends[d + 1]!, digit + 1);
}

function insertionSort({ places, upper, lower }: SortedWords, from: number, to: number): void {
  for (let k = from + 1; k < to; k++) {
    const place = places[k]!;
    const high = upper[k]!;
    const low = lower[k]!;
    let p = k - 1;
    for (; p >= from; p--) {
      if (upper[p]! < high || (upper[p] === high && lower[p]! <= low)) break;
      places[p + 1] = places[p]!;
      upper[p + 1] = upper[p]!;
      lower[p + 1] = lower[p]!;
    }
    places[p + 1] = place;
    upper[p + 1] = high;
    lower[p + 1] = low;
  }
}

/** The 32 bits in the opposite order. */
function reversed(v: number): number {
  let r = ((v >>> 1) & 0x55555555) | ((v & 0x55555555) << 1);
  r = ((r >>> 2) & 0x33333333) | ((r & 0x33333333) << 2);
  r = ((r >>> 4) & 0x0f0f0f0f) | ((r & 0x0f0f0f0f) << 4);
  r = ((r >>> 8) & 0x00ff00ff) | ((r & 0x00ff00ff) << 8);
  return ((r >>> 16) | (r << 16)) >>> 0;
}

/** Two numbers of 16 bits as one of 32, whose bits alternate. */
function interleaved(high: number, low: number): number {
  return ((spread(high) << 1) | spread(low)) >>> 0;
}

function spread(v: number): number {
  let r = (v | (v << 8)) & 0x00ff00ff;
  r = (r | (r << 4)) & 0x0f0f0f0f;
  r = (r | (r << 2)) & 0x33333333;
  return (r | (r << 1)) & 0x55555555;
}
