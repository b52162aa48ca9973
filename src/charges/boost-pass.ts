import { countBits } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import type { BoostKernel } from './boost-kernel.js';
import type { Columns } from './columns.js';
import type { LetterSymmetries } from './letter-symmetries.js';
import { mirror } from './mirror.js';

/** A word of H in a pass. */
export interface PassBond {
  readonly x: number;
  readonly z: number;
  readonly range: number;
  readonly boosted: boolean;
  /** its couplings: for each renaming and each column of the operator, where the product goes and with which factor */
  readonly parts: readonly { readonly target: Int32Array; readonly scale: Float64Array }[];
}

/** The operator of a pass: words, and for each its entries in columns. */
export interface PassWords {
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly begin: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  readonly range: number;
}

/** How a pass is done. */
export interface PassOptions {
  readonly symmetries: LetterSymmetries;
  /** factor of elements that reflect in the zeroth moment */
  readonly parity: number;
  readonly columns: Columns;
  /** number of columns of the operator */
  readonly columnCount: number;
  /** whether the first moment is wanted too */
  readonly first: boolean;
  /** number of sums allowed */
  readonly maxEntries: number;
  readonly sizes?: TableSizes | undefined;
}

/** The sizes of the table of a pass. The sums do not depend on them. */
export interface TableSizes {
  /** number of records between two interruptions, unless one word makes more */
  readonly batchRecords: number;
  /** number of bytes of the rows above which records are sorted, because the table does not fit into the cache */
  readonly sortFrom: number;
  /** number of rows for which there is room at first, for each word of the operator; the table grows */
  readonly rowsPerWord: number;
}

const usualSizes: TableSizes = { batchRecords: 32_768, sortFrom: 1 << 20, rowsPerWord: 4 };
/** Numbers before the data of a pass, of which the kernel reads 27. */
const headInts = 32;
/** Integers of a bond, of a record, and those that sorting needs beside the records. */
const [bondInts, recordInts, sortInts] = [8, 4, 66];
/** Doubles of a row before its sums. */
const rowHead = 2;

/**
 * The sums of a pass in the memory of the kernel: rows, each with a word, a class of columns, the set of columns reached
 * and their moments. They are valid until the next pass.
 */
export class Rows {
  private readonly ints: Int32Array;
  private readonly reals: Float64Array;

  constructor(
    memory: ArrayBuffer,
    private readonly start: number,
    private readonly size: number,
    private readonly moments: 1 | 2,
    readonly count: number,
  ) {
    this.ints = new Int32Array(memory);
    this.reals = new Float64Array(memory);
  }

  x(row: number): number {
    return this.ints[2 * (this.start + row * this.size)]!;
  }
  z(row: number): number {
    return this.ints[2 * (this.start + row * this.size) + 1]!;
  }
  /** number of the class of its columns */
  kind(row: number): number {
    return this.ints[2 * (this.start + row * this.size) + 2]!;
  }
  /** bit k for a contribution to column k */
  reached(row: number): number {
    return this.ints[2 * (this.start + row * this.size) + 3]!;
  }
  sum(row: number, column: number, moment: 0 | 1): number {
    return this.reals[this.start + row * this.size + rowHead + column * this.moments + moment]!;
  }
}

/**
 * One pass over words × placements × bonds.
 *
 * @diagnostic `too-many-words`, `out-of-memory`
 */
export function boostPass(
  kernel: BoostKernel,
  bonds: readonly PassBond[],
  q: PassWords,
  { symmetries, parity, columns, columnCount, first, maxEntries, sizes = usualSizes }: PassOptions,
): Rows {
  const kept = q.x.length;
  const recordsOfWord = bonds.reduce((n, b) => n + q.range + b.range - 1, 0);
  const batchWords = Math.max(1, Math.min(kept, Math.floor(sizes.batchRecords / recordsOfWord)));
  const batch = batchWords * recordsOfWord;
  const parts = bonds.flatMap((b) => b.parts);
  const mapSize = symmetries.renamings.length * columnCount;
  const moments = first ? 2 : 1;
  const rowSize = rowHead + moments * columns.width;
  const rowsOfRecord = Math.min(columns.classes, Math.max(...bonds.map((b) => b.parts.length)) * columnCount);
  const rowsAtFirst = Math.min(sizes.rowsPerWord * kept, recordsOfWord * kept) + rowsOfRecord;
  let capacity = 1 << (32 - Math.clz32(2 * rowsAtFirst));

  // Places of integers, then of doubles, then the records, the index and the rows, which grow.
  let place = headInts;
  const take = (n: number): number => (place += n) - n;
  const bondsAt = take(bondInts * (bonds.length + 1));
  const elementsAt = take(symmetries.table.length);
  const sortingAt = take(symmetries.sorting.length);
  const targetsAt = take(parts.length * mapSize);
  const [xAt, zAt, beginAt, columnsAt] = [take(kept), take(kept), take(kept + 1), take(q.column.length)];
  place += place & 1;
  const scalesAt = take(2 * parts.length * mapSize) / 2;
  const valuesAt = take(2 * q.value.length) / 2;
  const recordsAt = take(recordInts * batch);
  const orderedAt = take(recordInts * batch + sortInts);
  const indexAt = take(0);
  const rowsAt = (): number => (indexAt + capacity) / 2;
  /** Memory for so many rows; the views are renewed. */
  const reserve = (rows: number): void => {
    memory = kernel.memory(rowsAt() + rows * rowSize);
    ints = new Int32Array(memory);
    reals = new Float64Array(memory);
  };
  let memory: ArrayBuffer;
  let ints: Int32Array;
  let reals: Float64Array;
  reserve(capacity >> 1);

  ints!.set([bonds.length, bondsAt, xAt, zAt, beginAt, columnsAt, valuesAt, recordsAt, orderedAt, elementsAt]);
  ints!.set([sortingAt, symmetries.size > 1 ? 1 : 0, symmetries.mirrors ? 1 : 0, parity, targetsAt, scalesAt], 10);
  ints!.set([columnCount, symmetries.renamings.length, moments, indexAt], 16);
  const setTable = (): void => {
    ints.set([Math.clz32(capacity) + 1, rowsAt(), rowSize, capacity >> 1], 20);
  };
  setTable();
  ints!.set([0, 0, rowsOfRecord], 24);
  ints!.fill(0, indexAt, indexAt + capacity);
  let part = 0;
  bonds.forEach(({ x, z, range, boosted, parts: own }, b) => {
    ints.set(
      [x, z, mirror(x, range), mirror(z, range), range, countBits(x & z), boosted ? 1 : 0, part],
      bondsAt + bondInts * b,
    );
    for (const { target, scale } of own) {
      ints.set(target, targetsAt + part * mapSize);
      reals.set(scale, scalesAt + part * mapSize);
      part += 1;
    }
  });
  ints![bondsAt + bondInts * bonds.length + bondInts - 1] = part;
  ints!.set(symmetries.table, elementsAt);
  ints!.set(symmetries.sorting, sortingAt);
  ints!.set(q.x, xAt);
  ints!.set(q.z, zAt);
  ints!.set(q.begin, beginAt);
  ints!.set(q.column, columnsAt);
  reals!.set(q.value, valuesAt);

  for (let w = 0; w < kept; w += batchWords) {
    checkInterrupt();
    const records = kernel.generate(w, Math.min(kept, w + batchWords));
    const sorts = 8 * ints![24]! * rowSize > sizes.sortFrom;
    if (sorts) kernel.order(records);
    let done = 0;
    for (;;) {
      done = kernel.add(sorts ? orderedAt : recordsAt, done, records);
      if (ints![25]! > maxEntries) tooManyWords(maxEntries);
      if (done === records) break;
      const [before, rows] = [rowsAt(), ints![24]!];
      capacity *= 2;
      reserve(capacity >> 1);
      reals!.copyWithin(rowsAt(), before, before + rows * rowSize);
      ints!.fill(0, indexAt, indexAt + capacity);
      setTable();
      kernel.reindex();
    }
  }
  return new Rows(memory!, rowsAt(), rowSize, moments, ints![24]!);
}

function tooManyWords(most: number): never {
  limit('too-many-words', `a commutator touches more than ${most} words`, {
    hint: 'raise the limit with --max-words, or ask for fewer charges',
  });
}
