import { type Integer, type Rational, integer as narrow } from '../exact/index.js';
import type { Rows } from './boost-pass.js';
import type { Columns, Digits } from './columns.js';
import { classSize, rowHead } from './kernels/places.js';
import { type LetterSymmetries, onlyIdentity } from './letter-symmetries.js';
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
  /** the symmetries that fix a word, for the few words that others than the identity fix */
  private readonly fixing = new Map<number, readonly number[]>();

  constructor(
    private readonly rows: Rows,
    private readonly how: MomentReading,
  ) {
    const { count } = rows;
    this.next = new Int32Array(count);
    const first = new Int32Array(count);
    let words = count;
    const index = how.columns.classes === 1 ? undefined : new WordIndex(count);
    for (let row = 0; row < count; row++) {
      this.next[row] = -1;
      if (!index) {
        first[row] = row;
        continue;
      }
      const x = rows.x(row);
      const z = rows.z(row);
      const known = index.count;
      const word = index.number(hashOf(x, z), x, z);
      if (word < known) this.next[row] = first[word]!;
      first[word] = row;
      words = index.count;
    }
    this.first = first.subarray(0, words);
    for (let word = 0; word < words; word++) {
      const fixing = how.symmetries.stabiliser(rows.x(first[word]!), rows.z(first[word]!));
      if (fixing.length > 1) this.fixing.set(word, fixing);
    }
  }

  /**
   * @param moment  the zeroth or the first
   * @param parity  of the moment under reflection
   */
  read(moment: 0 | 1, scale: Rational, parity: Parity): ReadMoment {
    const { rows } = this;
    const { symmetries, columns } = this.how;
    // The zeroth moment vanishes as a rule.
    const list = moment === 0 ? new WordList(0, 0) : new WordList(this.first.length, rows.entries + classSize);
    for (let word = 0; word < this.first.length; word++) {
      const head = this.first[word]!;
      const x = rows.x(head);
      const z = rows.z(head);
      const fixing = this.fixing.get(word) ?? onlyIdentity;
      const orbit = symmetries.size / fixing.length;
      if (columns.digitCount > classSize || (fixing.length > 1 && this.averages(fixing, x, z, parity))) {
        for (const [n, sum] of this.averaged(word, moment, parity, fixing)) list.addInteger(n, narrow(sum), orbit);
      } else this.addRows(list, head, moment, orbit);
      list.end(x, z, orbit);
    }
    return list.finish(scale, parity);
  }

  /** Adds the coefficients of a word whose orbit has so many words. */
  private addRows(list: WordList, head: number, moment: 0 | 1, orbit: number): void {
    const { rows, how } = this;
    for (let row = head; row >= 0; row = this.next[row]!) {
      if (how.columns.digitCount === 1) list.addRow(rows, row, moment, how.columns.monomials, orbit);
      else this.addDigits(list, row, moment, orbit);
    }
  }

  private addDigits(list: WordList, row: number, moment: 0 | 1, orbit: number): void {
    const { monomials, digitCount } = this.how.columns;
    const base = classSize * this.rows.kind(row);
    for (let left = this.rows.reached(row); left !== 0; ) {
      const lowest = 31 - Math.clz32(left & -left);
      const column = lowest - (lowest % digitCount);
      list.addInteger(monomials[base + column]!, this.integer(row, column, moment, orbit), orbit);
      const above = column + digitCount;
      left = above < 32 ? left & -(2 ** above) : 0;
    }
  }

  /** Σ_d digit d · 2^(bits d), over the number of words of the orbit. */
  private integer(row: number, column: number, moment: 0 | 1, orbit: number): Integer {
    const { rows } = this;
    const { digits, columns } = this.how;
    const base = 2 ** digits.bits;
    let [sum, isSafe] = [0, true];
    for (let d = columns.digitCount - 1; d >= 0; d--) {
      const digit = rows.sum(row, column + d, moment);
      isSafe &&= Math.abs(sum) * base + Math.abs(digit) <= Number.MAX_SAFE_INTEGER;
      sum = sum * base + digit;
    }
    if (isSafe) return sum / orbit;
    let wide = 0n;
    for (let d = columns.digitCount - 1; d >= 0; d--)
      wide = (wide << BigInt(digits.bits)) + BigInt(rows.sum(row, column + d, moment));
    return narrow(wide / BigInt(orbit));
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
      const base = classSize * rows.kind(row);
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
class WordList {
  private x: Int32Array;
  private z: Int32Array;
  private orbits: Uint8Array;
  private begins: Int32Array;
  private monomials: Int32Array;
  private values: Float64Array;
  /** integers that are not safe, by their entries */
  private readonly large = new Map<number, bigint>();
  private words = 0;
  private entries = 0;
  private cancelled = 0;

  /** The numbers of words and of entries that are expected; there may be more. */
  constructor(expectedWords: number, expectedEntries: number) {
    this.x = new Int32Array(expectedWords);
    this.z = new Int32Array(expectedWords);
    this.orbits = new Uint8Array(expectedWords);
    this.begins = new Int32Array(expectedWords + 1);
    this.monomials = new Int32Array(expectedEntries);
    this.values = new Float64Array(expectedEntries);
  }

  /** The word to which the entries before this call belong, and the number of words that it represents. */
  end(x: number, z: number, orbit: number): void {
    if (this.begins[this.words] === this.entries) return;
    if (this.words === this.x.length) this.growWords();
    this.x[this.words] = x;
    this.z[this.words] = z;
    this.orbits[this.words] = orbit;
    this.words += 1;
    this.begins[this.words] = this.entries;
  }

  /** Adds the sums of a row, each over the number of words of the orbit. */
  addRow(rows: Rows, row: number, moment: 0 | 1, monomials: Int32Array, orbit: number): void {
    // Typed arrays are read and written in one loop, because a number that is passed on would become an object.
    const { ints, reals } = rows;
    const head = rows.place(row);
    const base = classSize * ints[2 * head + 2]!;
    if (this.entries + classSize > this.values.length) this.grow();
    let entries = this.entries;
    for (let left = ints[2 * head + 3]!; left !== 0; left &= left - 1) {
      const column = 31 - Math.clz32(left & -left);
      const sum = reals[head + rowHead + column * rows.moments + moment]!;
      if (sum === 0) {
        this.cancelled += orbit;
        continue;
      }
      this.monomials[entries] = monomials[base + column]!;
      this.values[entries] = sum / orbit;
      entries += 1;
    }
    this.entries = entries;
  }

  /** An entry of a word that represents so many. */
  addInteger(monomial: number, integer: Integer, orbit: number): void {
    if (integer === 0) {
      this.cancelled += orbit;
      return;
    }
    if (typeof integer === 'bigint') this.large.set(this.entries, integer);
    if (this.entries === this.values.length) this.grow();
    this.monomials[this.entries] = monomial;
    this.values[this.entries] = Number(integer);
    this.entries += 1;
  }

  private grow(): void {
    const most = 2 * this.values.length + classSize;
    this.monomials = longer(this.monomials, new Int32Array(most));
    this.values = longer(this.values, new Float64Array(most));
  }

  private growWords(): void {
    const most = 2 * this.x.length + classSize;
    this.x = longer(this.x, new Int32Array(most));
    this.z = longer(this.z, new Int32Array(most));
    this.orbits = longer(this.orbits, new Uint8Array(most));
    this.begins = longer(this.begins, new Int32Array(most + 1));
  }

  finish(scale: Rational, parity: Parity): ReadMoment {
    const { words, entries } = this;
    const packed = finishPacked({
      x: this.x.slice(0, words),
      z: this.z.slice(0, words),
      begin: this.begins.slice(0, words + 1),
      orbit: this.orbits.slice(0, words),
      monomial: this.monomials.slice(0, entries),
      value: this.values.slice(0, entries),
      large: this.large,
      scale,
      parity,
    });
    return { packed, cancelled: this.cancelled };
  }
}

/** Copies numbers to the start of a longer array. */
function longer<A extends Int32Array | Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
