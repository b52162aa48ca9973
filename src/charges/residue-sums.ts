import { residue } from '../exact/index.js';
import { limit } from '../text/index.js';
import type { Contributions, Folding, Words } from './placements.js';
import { WordIndex } from './word-index.js';

/** Words with one residue for each evaluation; the residues of one word are contiguous. */
export interface ResidueWords extends Words {
  readonly residues: Float64Array;
}

/**
 * The zeroth and the first moment of one pass at many evaluations at once. A word is looked up once for all of them.
 */
export class ResidueSums implements Contributions {
  private readonly index: WordIndex;
  /** for every word the zeroth moments, then the first; they are reduced only at the end */
  private sums: Float64Array;
  private readonly product: Float64Array;
  private bond: Float64Array = new Float64Array(0);
  private word = 0;
  private multiplied = false;

  /** @param primes  the prime of every evaluation */
  constructor(
    private readonly q: ResidueWords,
    private readonly primes: Float64Array,
    private readonly maxWords: number,
  ) {
    this.index = new WordIndex(3 * q.kept);
    this.sums = new Float64Array(2 * primes.length * this.index.x.length);
    this.product = new Float64Array(primes.length);
  }

  get words(): number {
    return this.index.count;
  }

  /** The residues of the word of H whose placements follow. */
  start(bond: Float64Array): void {
    this.bond = bond;
  }

  begin(word: number): void {
    this.word = word;
    this.multiplied = false;
  }

  add(hash: number, x: number, z: number, sign: number, weight: number): void {
    const { product, primes } = this;
    const many = primes.length;
    if (!this.multiplied) {
      const { residues } = this.q;
      const at = many * this.word;
      for (let v = 0; v < many; v++) product[v] = residue(this.bond[v]! * residues[at + v]!, primes[v]!);
      this.multiplied = true;
    }
    const at = 2 * many * this.index.number(hash, x, z);
    if (this.index.count > this.maxWords) {
      limit('too-many-words', `a commutator touches more than ${this.maxWords} words`, {
        hint: 'raise the limit with --max-words, or ask for fewer charges',
      });
    }
    if (at >= this.sums.length) this.grow();
    const { sums } = this;
    const weighted = sign * weight;
    for (let v = 0; v < many; v++) sums[at + v] = sums[at + v]! + sign * product[v]!;
    if (weighted === 0) return;
    for (let v = 0; v < many; v++) sums[at + many + v] = sums[at + many + v]! + weighted * product[v]!;
  }

  private grow(): void {
    const sums = new Float64Array(2 * this.primes.length * this.index.x.length);
    sums.set(this.sums);
    this.sums = sums;
  }

  /** The words of a moment whose residues do not all vanish. */
  moment(moment: 0 | 1, parity: Folding): ResidueWords {
    const { index, sums, primes } = this;
    const many = primes.length;
    const x = new Int32Array(index.count);
    const z = new Int32Array(index.count);
    const residues = new Float64Array(many * index.count);
    let kept = 0;
    for (let w = 0; w < index.count; w++) {
      let some = false;
      for (let v = 0; v < many; v++) {
        const value = residue(sums[many * (2 * w + moment) + v]!, primes[v]!);
        residues[many * kept + v] = value;
        if (value !== 0) some = true;
      }
      if (!some) continue;
      x[kept] = index.x[w]!;
      z[kept] = index.z[w]!;
      kept += 1;
    }
    return { x, z, kept, parity, residues };
  }
}
