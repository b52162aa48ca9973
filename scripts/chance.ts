/** A small generator of random numbers (mulberry32): the same numbers for the same seed, on every machine. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** from 0 to 1, without 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** a whole number from 0, smaller than n */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  /** one of several functions, called */
  call<T>(...of: readonly (() => T)[]): T {
    return this.one(of)();
  }
}

/** Where an operator is in a random program: at the sites that a sum runs through, or at sites of its own. */
export type Place = 'under a sum' | 'by itself';
