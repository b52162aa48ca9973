import type { Rational } from '../exact/index.js';
import { limit } from '../text/index.js';
import { compareMirror } from './mirror.js';
import { type Packed, type Parity, finishPacked } from './packed.js';
import { WordIndex, hashOf } from './word-index.js';

/**
 * Sums the contributions of a pass for each (word, monomial): value to the zeroth moment, and value · weight to the
 * first.
 */
export interface MomentSums {
  /** @param tag  number of the monomial plus 1 */
  add(hash: number, x: number, z: number, tag: number, value: number, weight: number): void;
  addWide(hash: number, x: number, z: number, tag: number, value: bigint, weight: bigint): void;
  /** The zeroth (0) or first (1) moment without its zeros, and the number of words that vanish in it. */
  packed(moment: 0 | 1, scale: Rational, parity: Parity): { packed: Packed; cancelled: number };
}

/**
 * Number of expected entries above which partitions are faster, since a single table of this size does not fit into the
 * cache.
 */
const partitionFrom = 500_000;

/**
 * @param expected    entries expected
 * @param numbers     the type of number for the sums
 * @param maxEntries  entries allowed
 */
export function momentSums(expected: number, numbers: SumNumbers, maxEntries: number): MomentSums {
  if (numbers === 'bigint' || expected < partitionFrom)
    return new MomentTable(expected, numbers, new Allowance(maxEntries));
  return new PartitionedTable(expected, new Allowance(maxEntries));
}

type SumNumbers = 'float64' | 'bigint';

/** Counts the entries in all tables of a pass against the number allowed. */
class Allowance {
  private used = 0;

  constructor(private readonly most: number) {}

  /**
   * Counts one more entry. Counting where a table grows would not do, because a table that starts large enough never
   * grows.
   */
  take(): void {
    this.used += 1;
    if (this.used > this.most) {
      limit('too-many-words', `a commutator touches more than ${this.most} words`, {
        hint: 'raise the limit with --max-words, or ask for fewer charges',
      });
    }
  }
}

/**
 * One table with open addressing. A slot has 32 bytes, so that a visit costs one cache line, and the monomials of one
 * word are in neighbouring slots. It grows before it is two thirds full, so no write is ever out of range.
 */
class MomentTable implements MomentSums {
  private capacity: number;
  private count = 0;
  /** eight int32 per slot: x, z, monomial + 1 (0 is an empty slot), unused, then the moments */
  private keys: Int32Array;
  /** the same bytes as four float64 per slot: the moments are numbers 2 and 3 */
  private sums: Float64Array;
  private wide0: bigint[] = [];
  private wide1: bigint[] = [];
  private readonly wide: boolean;

  constructor(
    expected: number,
    numbers: SumNumbers,
    private readonly allowance: Allowance,
  ) {
    this.wide = numbers === 'bigint';
    this.capacity = 1 << (32 - Math.clz32(Math.max(255, Math.floor(1.5 * expected))));
    this.keys = new Int32Array(8 * this.capacity);
    this.sums = new Float64Array(this.keys.buffer);
    if (this.wide) this.clearWide();
  }

  add(hash: number, x: number, z: number, tag: number, value: number, weight: number): void {
    const at = 4 * this.slot(hash, x, z, tag) + 2;
    const sums = this.sums;
    sums[at] = sums[at]! + value;
    sums[at + 1] = sums[at + 1]! + value * weight;
  }

  addWide(hash: number, x: number, z: number, tag: number, value: bigint, weight: bigint): void {
    const slot = this.slot(hash, x, z, tag);
    this.wide0[slot] = this.wide0[slot]! + value;
    this.wide1[slot] = this.wide1[slot]! + value * weight;
  }

  private clearWide(): void {
    this.wide0 = Array<bigint>(this.capacity).fill(0n);
    this.wide1 = Array<bigint>(this.capacity).fill(0n);
  }

  /** The slot of an entry, made if it is new. */
  private slot(hash: number, x: number, z: number, tag: number): number {
    const keys = this.keys;
    const mask = this.capacity - 1;
    let slot = (hash + tag) & mask;
    for (;;) {
      const k = 8 * slot;
      const found = keys[k + 2]!;
      if (found === tag && keys[k] === x && keys[k + 1] === z) return slot;
      if (found === 0) break;
      slot = (slot + 1) & mask;
    }
    if (3 * (this.count + 1) > 2 * this.capacity) {
      this.grow();
      return this.slot(hash, x, z, tag);
    }
    const k = 8 * slot;
    keys[k] = x;
    keys[k + 1] = z;
    keys[k + 2] = tag;
    this.count += 1;
    this.allowance.take();
    return slot;
  }

  private grow(): void {
    const { keys, sums, wide0, wide1, capacity } = this;
    this.capacity = 2 * capacity;
    this.keys = new Int32Array(8 * this.capacity);
    this.sums = new Float64Array(this.keys.buffer);
    if (this.wide) this.clearWide();
    const mask = this.capacity - 1;
    for (let old = 0; old < capacity; old++) {
      const k = 8 * old;
      const tag = keys[k + 2]!;
      if (tag === 0) continue;
      let slot = (hashOf(keys[k]!, keys[k + 1]!) + tag) & mask;
      while (this.keys[8 * slot + 2] !== 0) slot = (slot + 1) & mask;
      this.keys[8 * slot] = keys[k]!;
      this.keys[8 * slot + 1] = keys[k + 1]!;
      this.keys[8 * slot + 2] = tag;
      if (this.wide) {
        this.wide0[slot] = wide0[old]!;
        this.wide1[slot] = wide1[old]!;
      } else {
        this.sums[4 * slot + 2] = sums[4 * old + 2]!;
        this.sums[4 * slot + 3] = sums[4 * old + 3]!;
      }
    }
  }

  packed(moment: 0 | 1, scale: Rational, parity: Parity): { packed: Packed; cancelled: number } {
    return pack([this.entries(moment, parity)], scale, parity);
  }

  /** The entries of a moment that do not vanish. */
  entries(moment: 0 | 1, parity: Parity): Entries {
    const { keys, sums } = this;
    const wideSums = moment === 0 ? this.wide0 : this.wide1;
    const found: Entries = {
      x: new Int32Array(this.count),
      z: new Int32Array(this.count),
      monomial: new Int32Array(this.count),
      value: new Float64Array(this.wide ? 0 : this.count),
      wide: this.wide ? [] : undefined,
      count: 0,
      cancelled: 0,
    };
    for (let slot = 0; slot < this.capacity; slot++) {
      const tag = keys[8 * slot + 2]!;
      if (tag === 0) continue;
      const [x, z] = [keys[8 * slot]!, keys[8 * slot + 1]!];
      const vanishes = this.wide ? wideSums[slot] === 0n : sums[4 * slot + 2 + moment] === 0;
      if (vanishes) {
        found.cancelled += parity !== 0 && compareMirror(x, z) !== 0 ? 2 : 1;
        continue;
      }
      const at = found.count;
      found.x[at] = x;
      found.z[at] = z;
      found.monomial[at] = tag - 1;
      if (found.wide) found.wide.push(wideSums[slot]!);
      else found.value[at] = sums[4 * slot + 2 + moment]!;
      found.count = at + 1;
    }
    return found;
  }
}

/** Binary logarithm of the number of tables. */
const partitionBits = 6;
/** Number of contributions that a partition collects before they are added to its table. */
const bufferLength = 8192;

/**
 * Many tables, each small enough for the cache, chosen by the high bits of the hash. Contributions are collected for
 * each partition, so that adding them touches only one small table.
 */
class PartitionedTable implements MomentSums {
  private readonly tables: MomentTable[] = [];
  /** six int32 per contribution: x, z, tag, weight, then the value as a float64 */
  private readonly keys: Int32Array[] = [];
  private readonly values: Float64Array[] = [];
  private readonly filled = new Int32Array(1 << partitionBits);

  constructor(expected: number, allowance: Allowance) {
    for (let p = 0; p < 1 << partitionBits; p++) {
      this.tables.push(new MomentTable(expected >> partitionBits, 'float64', allowance));
      const keys = new Int32Array(6 * bufferLength);
      this.keys.push(keys);
      this.values.push(new Float64Array(keys.buffer));
    }
  }

  add(hash: number, x: number, z: number, tag: number, value: number, weight: number): void {
    const p = hash >>> (32 - partitionBits);
    const at = this.filled[p]!;
    const keys = this.keys[p]!;
    const k = 6 * at;
    keys[k] = x;
    keys[k + 1] = z;
    keys[k + 2] = tag;
    keys[k + 3] = weight;
    this.values[p]![3 * at + 2] = value;
    this.filled[p] = at + 1;
    if (at + 1 === bufferLength) this.empty(p);
  }

  addWide(): void {
    throw new Error('bigint sums are kept in one table');
  }

  private empty(p: number): void {
    const table = this.tables[p]!;
    const keys = this.keys[p]!;
    const values = this.values[p]!;
    for (let at = 0, n = this.filled[p]!; at < n; at++) {
      const k = 6 * at;
      const [x, z] = [keys[k]!, keys[k + 1]!];
      table.add(hashOf(x, z), x, z, keys[k + 2]!, values[3 * at + 2]!, keys[k + 3]!);
    }
    this.filled[p] = 0;
  }

  packed(moment: 0 | 1, scale: Rational, parity: Parity): { packed: Packed; cancelled: number } {
    for (let p = 0; p < this.tables.length; p++) this.empty(p);
    return pack(
      this.tables.map((table) => table.entries(moment, parity)),
      scale,
      parity,
    );
  }
}

/** Entries of one table in any order; arrays may be longer than `count`. */
interface Entries {
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly monomial: Int32Array;
  readonly value: Float64Array;
  readonly wide: bigint[] | undefined;
  count: number;
  cancelled: number;
}

/**
 * Packs entries: those of one word are placed together, and the common factor is removed from the integers. Each word
 * lies in only one part.
 */
function pack(parts: readonly Entries[], scale: Rational, parity: Parity): { packed: Packed; cancelled: number } {
  const total = parts.reduce((n, part) => n + part.count, 0);
  const wide: bigint[] | undefined = parts.some((part) => part.wide) ? [] : undefined;
  const x = new Int32Array(total);
  const z = new Int32Array(total);
  const monomial = new Int32Array(total);
  const value = new Float64Array(wide ? 0 : total);
  const begin = new Int32Array(total + 1);
  let words = 0;
  let done = 0;
  for (const part of parts) {
    const index = new WordIndex(part.count);
    const wordOf = new Int32Array(part.count);
    for (let k = 0; k < part.count; k++)
      wordOf[k] = index.number(hashOf(part.x[k]!, part.z[k]!), part.x[k]!, part.z[k]!);
    // Counting sort by word.
    const next = new Int32Array(index.count + 1);
    for (let k = 0; k < part.count; k++) next[wordOf[k]! + 1]! += 1;
    for (let w = 0; w < index.count; w++) next[w + 1]! += next[w]!;
    for (let w = 0; w < index.count; w++) {
      x[words + w] = index.x[w]!;
      z[words + w] = index.z[w]!;
      begin[words + w + 1] = done + next[w + 1]!;
    }
    for (let k = 0; k < part.count; k++) {
      const at = done + next[wordOf[k]!]!;
      next[wordOf[k]!]! += 1;
      monomial[at] = part.monomial[k]!;
      if (wide) wide[at] = part.wide![k]!;
      else value[at] = part.value[k]!;
    }
    words += index.count;
    done += part.count;
  }
  const packed = finishPacked(
    x.slice(0, words),
    z.slice(0, words),
    begin.slice(0, words + 1),
    monomial,
    wide,
    wide ? undefined : value,
    scale,
    parity,
  );
  return { packed, cancelled: parts.reduce((n, part) => n + part.cancelled, 0) };
}
