import type { Rational } from '../exact/index.js';
import type { Rows } from './boost-pass.js';
import type { Columns, Digits } from './columns.js';
import type { LetterSymmetries } from './letter-symmetries.js';
import type { MonomialTable } from './monomial-table.js';
import { type Packed, type Parity, finishPacked } from './packed.js';
import { WordIndex, hashOf } from './word-index.js';

/** How the rows of a pass are read. */
export interface MomentReading {
  readonly columns: Columns;
  readonly digits: Digits;
  readonly symmetries: LetterSymmetries;
  readonly table: MonomialTable;
}

/** A moment without its zeros, and the number of words that vanish in it. */
export interface ReadMoment {
  readonly packed: Packed;
  readonly cancelled: number;
}

/**
 * Reads the sums of a pass. A pass adds, for every word P that is kept, |orbit of P| times its coefficient to the word
 * that is kept of the product's orbit. So the sum of a word is the number of symmetries, divided by the number of those
 * that fix it, times its coefficient: averaged over the symmetries that fix it, where they have signs or rename
 * parameters.
 */
export class MomentReader {
  /** rows of each word: the first one, and the next one of every row, −1 at the end */
  private readonly first: Int32Array;
  private readonly next: Int32Array;

  constructor(
    private readonly rows: Rows,
    private readonly how: MomentReading,
  ) {
    const { count } = rows;
    this.next = new Int32Array(count).fill(-1);
    if (how.columns.classes === 1) {
      this.first = Int32Array.from({ length: count }, (_, row) => row);
      return;
    }
    const index = new WordIndex(count);
    const first = new Int32Array(count);
    for (let row = 0; row < count; row++) {
      const [x, z] = [rows.x(row), rows.z(row)];
      const known = index.count;
      const word = index.number(hashOf(x, z), x, z);
      if (word < known) this.next[row] = first[word]!;
      first[word] = row;
    }
    this.first = first.slice(0, index.count);
  }

  /**
   * @param moment  the zeroth or the first
   * @param parity  of the moment under reflection
   */
  read(moment: 0 | 1, scale: Rational, parity: Parity): ReadMoment {
    return this.how.digits.ofCouplings === 1 && this.how.digits.ofValues === 1
      ? this.readNumbers(moment, scale, parity)
      : this.readDigits(moment, scale, parity);
  }

  private readNumbers(moment: 0 | 1, scale: Rational, parity: Parity): ReadMoment {
    const { rows, next, first } = this;
    const { symmetries, columns } = this.how;
    const list = new WordList<number>();
    for (let word = 0; word < first.length; word++) {
      const head = first[word]!;
      const [x, z] = [rows.x(head), rows.z(head)];
      const fixing = symmetries.stabiliser(x, z);
      const divisor = symmetries.size / fixing.length;
      list.begin(x, z, divisor);
      if (fixing.length > 1 && this.averages(fixing, x, z, parity)) {
        const sums = this.averaged(word, moment, parity, fixing);
        for (const [monomial, sum] of sums) list.add(monomial, Number(sum));
        continue;
      }
      for (let row = head; row >= 0; row = next[row]!) {
        const base = 32 * rows.kind(row);
        for (let left = rows.reached(row); left !== 0; left &= left - 1) {
          const column = 31 - Math.clz32(left & -left);
          list.add(columns.monomials[base + column]!, rows.sum(row, column, moment) / divisor);
        }
      }
    }
    return list.finish(scale, parity, (integers) => Float64Array.from(integers));
  }

  private readDigits(moment: 0 | 1, scale: Rational, parity: Parity): ReadMoment {
    const { symmetries } = this.how;
    const list = new WordList<bigint>();
    for (let word = 0; word < this.first.length; word++) {
      const head = this.first[word]!;
      const [x, z] = [this.rows.x(head), this.rows.z(head)];
      const fixing = symmetries.stabiliser(x, z);
      list.begin(x, z, symmetries.size / fixing.length);
      for (const [monomial, sum] of this.averaged(word, moment, parity, fixing)) list.add(monomial, sum);
    }
    return list.finish(scale, parity, (integers) => integers);
  }

  /** Have the elements that fix a word a sign or a renaming? */
  private averages(fixing: readonly number[], x: number, z: number, parity: Parity): boolean {
    const { symmetries } = this.how;
    return fixing.some((g) => symmetries.renamingOf(g) !== 0 || symmetries.character(g, x, z, parity) < 0);
  }

  /** The coefficients of a word by monomials, zeros included. */
  private averaged(word: number, moment: 0 | 1, parity: Parity, fixing: readonly number[]): Map<number, bigint> {
    const { rows, next } = this;
    const { symmetries, columns, digits, table } = this.how;
    const sums = new Map<number, bigint>();
    const head = this.first[word]!;
    for (let row = head; row >= 0; row = next[row]!) {
      const base = 32 * rows.kind(row);
      for (let left = rows.reached(row); left !== 0; left &= left - 1) {
        const column = 31 - Math.clz32(left & -left);
        const n = columns.monomials[base + column]!;
        const digit = BigInt(rows.sum(row, column, moment)) << BigInt(digits.bits * columns.digits[base + column]!);
        sums.set(n, (sums.get(n) ?? 0n) + digit);
      }
    }
    const averaged = new Map<number, bigint>();
    for (const g of fixing) {
      const sign = BigInt(symmetries.character(g, rows.x(head), rows.z(head), parity));
      const renaming = symmetries.renamings[symmetries.renamingOf(g)];
      for (const [n, sum] of sums) {
        const m = table.rename(n, renaming);
        averaged.set(m, (averaged.get(m) ?? 0n) + sign * sum);
      }
    }
    const size = BigInt(symmetries.size);
    for (const [n, sum] of averaged) averaged.set(n, sum / size);
    return averaged;
  }
}

/** Collects words with their entries; those without an entry that differs from zero are dropped. */
class WordList<Integer extends number | bigint> {
  private readonly x: number[] = [];
  private readonly z: number[] = [];
  private readonly orbits: number[] = [];
  private readonly begins: number[] = [];
  private readonly monomials: number[] = [];
  private readonly integers: Integer[] = [];
  private cancelled = 0;
  private orbit = 1;

  begin(x: number, z: number, orbit: number): void {
    this.dropEmpty();
    this.x.push(x);
    this.z.push(z);
    this.orbits.push(orbit);
    this.begins.push(this.monomials.length);
    this.orbit = orbit;
  }

  add(monomial: number, integer: Integer): void {
    // oxlint-disable-next-line eqeqeq -- 0 and 0n
    if (integer == 0) {
      this.cancelled += this.orbit;
      return;
    }
    this.monomials.push(monomial);
    this.integers.push(integer);
  }

  private dropEmpty(): void {
    if (this.begins.length === 0 || this.begins.at(-1)! < this.monomials.length) return;
    for (const list of [this.x, this.z, this.orbits, this.begins]) list.pop();
  }

  finish(
    scale: Rational,
    parity: Parity,
    store: (integers: Integer[]) => Float64Array | readonly bigint[],
  ): ReadMoment {
    this.dropEmpty();
    const packed = finishPacked({
      x: Int32Array.from(this.x),
      z: Int32Array.from(this.z),
      begin: Int32Array.from([...this.begins, this.monomials.length]),
      orbit: Uint8Array.from(this.orbits),
      monomial: Int32Array.from(this.monomials),
      integers: store(this.integers),
      scale,
      parity,
    });
    return { packed, cancelled: this.cancelled };
  }
}
