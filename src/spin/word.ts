import { limit } from '../text/index.js';

/**
 * A product of Pauli letters on consecutive sites, anchored: bit k of the masks belongs to the k-th site, and bit 0 to
 * the first letter. Each site has two bits (x, z): I = (0,0), X = (1,0), Y = (1,1), Z = (0,1). The last but one is Y
 * itself, not XZ, so every word is Hermitian. Each mask of 64 sites consists of two int32.
 */
export interface Word {
  readonly x: number;
  readonly z: number;
  /** sites 32 … 63 */
  readonly xHigh: number;
  readonly zHigh: number;
}

/** Longest word, in sites from the first letter to the last. */
export const maxRange = 64;

export const identityWord: Word = { x: 0, z: 0, xHigh: 0, zHigh: 0 };

/** A Pauli letter; I is the identity. */
export type Letter = 'I' | 'X' | 'Y' | 'Z';

/** Sites from the first letter to the last; 0 for the identity. */
export function rangeOf(word: Word): number {
  const high = word.xHigh | word.zHigh;
  return high !== 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(word.x | word.z);
}

export function isIdentity(word: Word): boolean {
  return (word.x | word.z | word.xHigh | word.zHigh) === 0;
}

export function letterAt(word: Word, site: number): Letter {
  const x = site < 32 ? word.x >>> site : word.xHigh >>> (site - 32);
  const z = site < 32 ? word.z >>> site : word.zHigh >>> (site - 32);
  return (x & 1) !== 0 ? ((z & 1) !== 0 ? 'Y' : 'X') : (z & 1) !== 0 ? 'Z' : 'I';
}

/** The letters from the first to the last: `XIZ`; empty for the identity. */
export function lettersOf(word: Word): string {
  let text = '';
  for (let site = 0, n = rangeOf(word); site < n; site++) text += letterAt(word, site);
  return text;
}

/** Number of letters that are not I. */
export function weightOf(word: Word): number {
  return countBits(word.x | word.z) + countBits(word.xHigh | word.zHigh);
}

/** How many letters are Y: the transpose of a word is (−1)^#Y times the word. */
export function countY(word: Word): number {
  return countBits(word.x & word.z) + countBits(word.xHigh & word.zHigh);
}

/** A word from letters; leading and trailing I are dropped, and `start` is the number of leading ones. */
export function wordFrom(letters: string): { word: Word; start: number } {
  const start = letters.search(/[XYZ]/u);
  if (start < 0) return { word: identityWord, start: 0 };
  const core = letters.slice(start).replace(/I+$/u, '');
  if (core.length > maxRange) tooLong(core.length);
  let x = 0;
  let z = 0;
  let xHigh = 0;
  let zHigh = 0;
  for (let site = 0; site < core.length; site++) {
    const letter = core[site];
    const bit = 1 << (site & 31);
    const hasX = letter === 'X' || letter === 'Y';
    const hasZ = letter === 'Z' || letter === 'Y';
    if (site < 32) {
      if (hasX) x |= bit;
      if (hasZ) z |= bit;
    } else {
      if (hasX) xHigh |= bit;
      if (hasZ) zHigh |= bit;
    }
  }
  return { word: { x, z, xHigh, zHigh }, start };
}

/** The word read from right to left. */
export function mirrored(word: Word): Word {
  return wordFrom([...lettersOf(word)].reverse().join('')).word;
}

/** I before X before Y before Z, site by site, shorter words first. */
export function compareWords(a: Word, b: Word): number {
  const n = rangeOf(a);
  const byRange = n - rangeOf(b);
  if (byRange !== 0) return byRange;
  for (let site = 0; site < n; site++) {
    const p = letterAt(a, site);
    const q = letterAt(b, site);
    if (p !== q) return p < q ? -1 : 1;
  }
  return 0;
}

export function tooLong(range: number): never {
  limit('range-too-long', `a string of ${range} sites is longer than the ${maxRange} sites a word holds`, {
    hint: `keep every string within ${maxRange} neighbouring sites`,
  });
}

export function countBits(v: number): number {
  let n = v - ((v >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The product of two words, one shifted against the other: i^phase · word, starting `start` sites after the first. */
export interface Overlap {
  word: Word;
  start: number;
  phase: number;
}

/**
 * Do a and b, with b shifted by `shift` sites, anticommute? Words on disjoint sites commute.
 *
 * Words a, b anticommute when |a_x ∧ b_z| + |a_z ∧ b_x| is odd.
 */
export function anticommute(a: Word, b: Word, shift: number): boolean {
  const s = place(a, b, shift);
  const low = (s.ax & s.bz) ^ (s.az & s.bx);
  const high = (s.axHigh & s.bzHigh) ^ (s.azHigh & s.bxHigh);
  return (countBits(low ^ high) & 1) === 1;
}

/**
 * a · τ_shift(b), canonical.
 *
 * i^phase with phase = |a_x∧a_z| + |b_x∧b_z| + 2|a_z∧b_x| − |c_x∧c_z| (mod 4), c the product: Y counts as itself.
 *
 * @diagnostic `range-too-long` where the product does not fit into a word
 */
export function multiplyWords(a: Word, b: Word, shift: number): Overlap {
  const span = Math.max(rangeOf(a), shift + rangeOf(b)) - Math.min(0, shift);
  if (span > maxRange) tooLong(span);
  const s = place(a, b, shift);
  const x = s.ax ^ s.bx;
  const z = s.az ^ s.bz;
  const xHigh = s.axHigh ^ s.bxHigh;
  const zHigh = s.azHigh ^ s.bzHigh;
  const phase =
    (countBits(s.ax & s.az) +
      countBits(s.axHigh & s.azHigh) +
      countBits(s.bx & s.bz) +
      countBits(s.bxHigh & s.bzHigh) +
      2 * (countBits(s.az & s.bx) + countBits(s.azHigh & s.bxHigh)) -
      countBits(x & z) -
      countBits(xHigh & zHigh)) &
    3;
  const origin = Math.min(0, shift);
  const low = x | z;
  const high = xHigh | zHigh;
  if (low === 0 && high === 0) return { word: identityWord, start: 0, phase };
  const first = low !== 0 ? 31 - Math.clz32(low & -low) : 63 - Math.clz32(high & -high);
  return { word: shiftDown(x, z, xHigh, zHigh, first), start: origin + first, phase };
}

/** Masks of two words on common sites, counted from the first site of the word further left. */
interface Placed {
  ax: number;
  az: number;
  axHigh: number;
  azHigh: number;
  bx: number;
  bz: number;
  bxHigh: number;
  bzHigh: number;
}

// One scratch object is reused, because placing is the innermost step of every product.
const placed: Placed = { ax: 0, az: 0, axHigh: 0, azHigh: 0, bx: 0, bz: 0, bxHigh: 0, bzHigh: 0 };

function place(a: Word, b: Word, shift: number): Placed {
  placed.ax = a.x;
  placed.az = a.z;
  placed.axHigh = a.xHigh;
  placed.azHigh = a.zHigh;
  placed.bx = b.x;
  placed.bz = b.z;
  placed.bxHigh = b.xHigh;
  placed.bzHigh = b.zHigh;
  if (shift > 0) {
    placed.bxHigh = shiftUpHigh(b.x, b.xHigh, shift);
    placed.bzHigh = shiftUpHigh(b.z, b.zHigh, shift);
    placed.bx = shift < 32 ? b.x << shift : 0;
    placed.bz = shift < 32 ? b.z << shift : 0;
  } else if (shift < 0) {
    placed.axHigh = shiftUpHigh(a.x, a.xHigh, -shift);
    placed.azHigh = shiftUpHigh(a.z, a.zHigh, -shift);
    placed.ax = shift > -32 ? a.x << -shift : 0;
    placed.az = shift > -32 ? a.z << -shift : 0;
  }
  return placed;
}

/** High mask of (high, low) shifted up by 1 … 63 or more; bits past site 63 fall off. */
function shiftUpHigh(low: number, high: number, by: number): number {
  if (by < 32) return (high << by) | (low >>> (32 - by));
  return by < 64 ? low << (by - 32) : 0;
}

function shiftDown(x: number, z: number, xHigh: number, zHigh: number, by: number): Word {
  if (by === 0) return { x, z, xHigh, zHigh };
  if (by >= 32) return { x: (xHigh >>> (by - 32)) | 0, z: (zHigh >>> (by - 32)) | 0, xHigh: 0, zHigh: 0 };
  return {
    x: (x >>> by) | (xHigh << (32 - by)),
    z: (z >>> by) | (zHigh << (32 - by)),
    xHigh: (xHigh >>> by) | 0,
    zHigh: (zHigh >>> by) | 0,
  };
}
