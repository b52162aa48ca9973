import { commonPeriod, countY, maxRange, rangeOf } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import type { NumericOperator, NumericTerm } from './operator.js';

/** Largest ring whose 2^N states are listed. */
export const maxRing = 24;

/** One product of Pauli matrices on a ring: bit j of x flips site j, bit j of z gives the sign of a spin down there. */
export interface RingWord {
  readonly x: number;
  readonly z: number;
  readonly re: number;
  readonly im: number;
}

declare const kind: unique symbol;

/** A product state as a bit mask, bit j = 1 for spin down at site j. The number of an eigenstate is a `StateIndex`. */
export type ProductState = number & { readonly [kind]: 'product state' };

/** A product state with the spins of a mask flipped. */
export function flipped(state: ProductState, mask: number): ProductState {
  return (state ^ mask) as ProductState;
}

/**
 * A numeric operator on a ring of N sites, as products of Pauli matrices given by bit masks and grouped by the spins
 * they flip:
 *
 *   P|s⟩ = i^#Y (−1)^|s∧z| |s⊕x⟩,  bit 1 = spin down
 */
export class RingOperator {
  /** x masks, one for each set of flipped spins */
  readonly flips: readonly number[];
  private readonly starts: readonly number[];
  private readonly masks: Int32Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;

  private constructor(
    readonly sites: number,
    words: ReadonlyMap<string, { x: number; z: number; re: number; im: number }>,
  ) {
    const byFlip = new Map<number, { z: number; re: number; im: number }[]>();
    for (const { x, z, re, im } of words.values()) {
      if (re === 0 && im === 0) continue;
      let list = byFlip.get(x);
      if (!list) byFlip.set(x, (list = []));
      list.push({ z, re, im });
    }
    const all = [...byFlip].sort(([a], [b]) => a - b);
    this.flips = all.map(([x]) => x);
    const starts = [0];
    for (const [, list] of all) starts.push(starts.at(-1)! + list.length);
    this.starts = starts;
    const flat = all.flatMap(([, list]) => list);
    this.masks = Int32Array.from(flat, (t) => t.z);
    this.re = Float64Array.from(flat, (t) => t.re);
    this.im = Float64Array.from(flat, (t) => t.im);
  }

  /**
   * @param shift  number of sites by which the whole operator is moved
   * @diagnostic `ring-too-small`, `odd-ring`
   */
  static of(operator: NumericOperator, sites: number, shift = 0): RingOperator {
    const words = new Map<string, { x: number; z: number; re: number; im: number }>();
    for (const term of operator) {
      checkFits(term, sites);
      const count = term.place === 'chain' ? sites : 1;
      for (let j = 0; j < count; j++) {
        if (j % term.sites.period !== term.sites.residue) continue;
        const sign = term.staggered && j % 2 === 1 ? -1 : 1;
        addWord(words, term, term.site + j + shift, sites, sign);
      }
    }
    return new RingOperator(sites, words);
  }

  /** An operator from its words, as `words` gives them. */
  static ofWords(words: readonly RingWord[], sites: number): RingOperator {
    return new RingOperator(sites, new Map(words.map((w) => [`${w.x} ${w.z}`, w])));
  }

  /** The amplitude of |s ⊕ flips[f]⟩ in O|s⟩, into `out`. */
  amplitude(f: number, s: ProductState, out: { re: number; im: number }): void {
    let re = 0;
    let im = 0;
    for (let w = this.starts[f]!, end = this.starts[f + 1]!; w < end; w++) {
      let v = s & this.masks[w]!;
      v ^= v >>> 16;
      v ^= v >>> 8;
      v ^= v >>> 4;
      if (((0x6996 >>> (v & 15)) & 1) === 0) {
        re += this.re[w]!;
        im += this.im[w]!;
      } else {
        re -= this.re[w]!;
        im -= this.im[w]!;
      }
    }
    out.re = re;
    out.im = im;
  }

  /** The words as products X^x Z^z, with i^#Y in their coefficients. */
  words(): RingWord[] {
    return this.flips.flatMap((x, f) =>
      Array.from({ length: this.starts[f + 1]! - this.starts[f]! }, (_, k) => {
        const w = this.starts[f]! + k;
        return { x, z: this.masks[w]!, re: this.re[w]!, im: this.im[w]! };
      }),
    );
  }

  /** The total number of words. */
  get size(): number {
    return this.masks.length;
  }

  /** Σ|c|²: the square of the Hilbert-Schmidt norm per state. */
  get squaredNorm(): number {
    let sum = 0;
    for (let w = 0; w < this.re.length; w++) sum += this.re[w]! ** 2 + this.im[w]! ** 2;
    return sum;
  }

  /** The words as (x, z) → coefficient with i^#Y taken out, for comparisons. */
  private table(): Map<string, { re: number; im: number }> {
    const found = new Map<string, { re: number; im: number }>();
    for (let f = 0; f < this.flips.length; f++) {
      for (let w = this.starts[f]!; w < this.starts[f + 1]!; w++)
        found.set(`${this.flips[f]} ${this.masks[w]}`, { re: this.re[w]!, im: this.im[w]! });
    }
    return found;
  }

  /**
   * The sign s with which this is s times the other, within a tolerance relative to the largest coefficient. It is 0 if
   * there is none, and 1 if both are zero.
   */
  signAgainst(other: RingOperator): -1 | 0 | 1 {
    const [a, b] = [this.table(), other.table()];
    const largest = Math.max(0, ...[...a.values(), ...b.values()].map((c) => Math.hypot(c.re, c.im)));
    for (const sign of [1, -1] as const) {
      const same = (p: typeof a, q: typeof a) =>
        [...p].every(([key, c]) => {
          const d = q.get(key) ?? { re: 0, im: 0 };
          return Math.hypot(c.re - sign * d.re, c.im - sign * d.im) <= 1e-13 * largest;
        });
      if (same(a, b) && same(b, a)) return sign;
    }
    return 0;
  }

  /**
   * The amounts by which the operator can change the number of up spins.
   *
   * For the flipped spins the change is known. On all others the amplitude is a sum of characters (−1)^|s∧z'|, which
   * vanishes for every s only if each of its coefficients does.
   */
  magnetisationChanges(): Set<number> {
    const found = new Set<number>();
    for (let f = 0; f < this.flips.length; f++) {
      const x = this.flips[f]!;
      const flipped = bitsOf(x);
      if (flipped.length > maxFlippedSpins)
        limit(
          'string-too-long',
          `a string flips ${flipped.length} spins, more than the ${maxFlippedSpins} that can be taken apart`,
        );
      for (let p = 0; p < 2 ** flipped.length; p++) {
        let s = 0;
        let down = 0;
        flipped.forEach((b, k) => {
          if (((p >>> k) & 1) === 0) return;
          s |= 1 << b;
          down += 1;
        });
        const change = 2 * down - flipped.length;
        if (!found.has(change) && this.acts(f, s as ProductState)) found.add(change);
      }
    }
    return found;
  }

  /**
   * Is there a state with these spins on the sites of flip f and any spins elsewhere that the words of flip f do not
   * annihilate?
   */
  private acts(f: number, s: ProductState): boolean {
    const x = this.flips[f]!;
    const characters = new Map<number, { re: number; im: number; size: number }>();
    for (let w = this.starts[f]!; w < this.starts[f + 1]!; w++) {
      const z = this.masks[w]!;
      const sign = bitsOf(s & z).length % 2 === 0 ? 1 : -1;
      const sum = characters.get(z & ~x) ?? { re: 0, im: 0, size: 0 };
      sum.re += sign * this.re[w]!;
      sum.im += sign * this.im[w]!;
      sum.size += Math.hypot(this.re[w]!, this.im[w]!);
      characters.set(z & ~x, sum);
    }
    return [...characters.values()].some((c) => Math.hypot(c.re, c.im) > 1e-14 * c.size);
  }
}

/** Largest number n of spins that a string may flip, since all 2^n orientations are tried. */
const maxFlippedSpins = 16;

function bitsOf(mask: number): number[] {
  const found: number[] = [];
  for (let b = 0; b < 31; b++) if (((mask >>> b) & 1) === 1) found.push(b);
  return found;
}

function addWord(
  words: Map<string, { x: number; z: number; re: number; im: number }>,
  term: NumericTerm,
  start: number,
  sites: number,
  sign: number,
): void {
  const x = wrapMask(term.word.x, term.word.xHigh, start, sites);
  const z = wrapMask(term.word.z, term.word.zHigh, start, sites);
  // i^#Y
  const quarter = countY(term.word) % 4;
  const [c, d] = [sign * term.re, sign * term.im];
  const [re, im] = quarter === 0 ? [c, d] : quarter === 1 ? [-d, c] : quarter === 2 ? [-c, -d] : [d, -c];
  const key = `${x} ${z}`;
  const before = words.get(key);
  if (before) {
    before.re += re;
    before.im += im;
  } else words.set(key, { x, z, re, im });
}

function wrapMask(low: number, high: number, start: number, sites: number): number {
  let mask = 0;
  for (let b = 0; b < maxRange; b++) {
    const bit = b < 32 ? low >>> b : high >>> (b - 32);
    if ((bit & 1) === 1) mask |= 1 << ((((start + b) % sites) + sites) % sites);
  }
  return mask;
}

/** The number of sites after which a term repeats. */
const periodOf = ({ staggered, sites: { period } }: NumericTerm): number =>
  staggered ? commonPeriod(period, 2) : period;

/** Whether every string of an operator fits on a ring, and the period of every sum. */
export function fitsRing(operator: NumericOperator, sites: number): boolean {
  return operator.every((t) => rangeOf(t.word) <= sites && sites % periodOf(t) === 0);
}

/** @diagnostic `ring-too-small`, `odd-ring` */
function checkFits(term: NumericTerm, sites: number): void {
  const range = rangeOf(term.word);
  if (range > sites) {
    refuse('ring-too-small', `a string of ${range} sites does not fit a ring of ${sites}`, {
      hint: `take a ring of at least ${range} sites`,
    });
  }
  const period = periodOf(term);
  if (sites % period === 0) return;
  if (period === 2)
    refuse(
      'odd-ring',
      `a sum that repeats after two sites, by (-1)^j or at sites 2j, does not fit a ring of ${sites} sites`,
      { hint: 'take an even number of sites' },
    );
  refuse('odd-ring', `a sum that repeats after ${period} sites does not fit a ring of ${sites}`, {
    hint: `take a ring whose number of sites is a multiple of ${period}`,
  });
}

/**
 * Refuses an operator that does not fit on a ring.
 *
 * @diagnostic `ring-too-small`, `odd-ring`
 */
export function checkFitsRing(operator: NumericOperator, sites: number): void {
  for (const term of operator) checkFits(term, sites);
}

/** @diagnostic `ring-size` */
export function checkRingSize(sites: number): void {
  if (sites > maxRing)
    limit('ring-size', `a ring of ${sites} sites has more than 2^${maxRing} states`, {
      hint: `take at most ${maxRing} sites`,
    });
  if (!Number.isSafeInteger(sites) || sites < 2)
    refuse('ring-size', `a ring has at least 2 sites, not ${sites}`, { hint: 'take 2 sites or more' });
}
