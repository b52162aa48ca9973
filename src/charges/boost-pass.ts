import { countBits } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import type { BoostKernel } from './boost-kernel.js';
import type { Columns } from './columns.js';
import * as place from './kernels/places.js';
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
  /** number of rows for which there is room at first, for each word of the operator; the table grows */
  readonly rowsPerWord: number;
}

const usualSizes: TableSizes = { batchRecords: 8192, rowsPerWord: 3 };

/**
 * The sums of a pass in the memory of the kernel: rows, each with a word, a class of columns, the set of columns reached
 * and their moments. They are valid until the next pass.
 */
export class Rows {
  /** the memory as integers and as doubles */
  readonly ints: Int32Array;
  readonly reals: Float64Array;

  constructor(
    memory: ArrayBuffer,
    private readonly start: number,
    private readonly size: number,
    readonly moments: 1 | 2,
    readonly count: number,
    /** number of sums in all rows */
    readonly entries: number,
  ) {
    this.ints = new Int32Array(memory);
    this.reals = new Float64Array(memory);
  }

  /** Place of a row among the doubles. */
  place(row: number): number {
    return this.start + row * this.size;
  }
  x(row: number): number {
    return this.ints[2 * this.place(row)]!;
  }
  z(row: number): number {
    return this.ints[2 * this.place(row) + 1]!;
  }
  /** number of the class of its columns */
  kind(row: number): number {
    return this.ints[2 * this.place(row) + 2]!;
  }
  /** bit k for a contribution to column k */
  reached(row: number): number {
    return this.ints[2 * this.place(row) + 3]!;
  }
  sum(row: number, column: number, moment: 0 | 1): number {
    return this.reals[this.place(row) + place.rowHead + column * this.moments + moment]!;
  }
}

/**
 * One pass over words × placements × bonds.
 *
 * @diagnostic `too-many-words`, `out-of-memory`
 */
export function boostPass(kernel: BoostKernel, bonds: readonly PassBond[], q: PassWords, options: PassOptions): Rows {
  const memory = new PassMemory(kernel, bonds, q, options);
  const kept = q.x.length;
  for (let w = 0; w < kept; w += memory.batchWords) {
    checkInterrupt();
    const records = kernel.generate(w, Math.min(kept, w + memory.batchWords));
    for (let done = 0; ; memory.grow()) {
      done = kernel.add(done, records);
      if (memory.entries > options.maxEntries) tooManyWords(options.maxEntries);
      if (done === records) break;
    }
  }
  return memory.rows;
}

function tooManyWords(most: number): never {
  limit('too-many-words', `a commutator touches more than ${most} words`, {
    hint: 'raise the limit with --max-words, or ask for fewer charges',
  });
}

/**
 * The memory of a pass: the numbers that describe it, the words of H and of the operator, the records of a batch, the
 * index of the table, and its rows. Only the last two grow.
 */
class PassMemory {
  /** number of words whose records fit into the memory together */
  readonly batchWords: number;
  private readonly rowSize: number;
  private readonly moments: 1 | 2;
  private readonly indexAt: number;
  /** slots of the index; at most half of them are used */
  private capacity: number;
  /** number of rows for which there is room */
  private room: number;
  private buffer!: ArrayBuffer;
  private ints!: Int32Array;
  private reals!: Float64Array;

  constructor(
    private readonly kernel: BoostKernel,
    bonds: readonly PassBond[],
    q: PassWords,
    { symmetries, parity, columns, columnCount, first, sizes = usualSizes }: PassOptions,
  ) {
    const kept = q.x.length;
    const recordsOfWord = bonds.reduce((n, b) => n + q.range + b.range - 1, 0);
    this.batchWords = Math.max(1, Math.min(kept, Math.floor(sizes.batchRecords / recordsOfWord)));
    this.moments = first ? 2 : 1;
    this.rowSize = place.rowHead + this.moments * columns.width;
    const parts = bonds.flatMap((b) => b.parts);
    const mapSize = symmetries.renamings.length * columnCount;
    const rowsOfRecord = Math.min(columns.classes, Math.max(...bonds.map((b) => b.parts.length)) * columnCount);
    this.room = Math.min(sizes.rowsPerWord, recordsOfWord) * kept + rowsOfRecord;
    this.capacity = 1 << (32 - Math.clz32(2 * this.room));

    let end = place.headSize;
    const take = (n: number): number => (end += n) - n;
    const bondsAt = take(place.bondSize * (bonds.length + 1));
    const elementsAt = take(symmetries.table.length);
    const sortingAt = take(symmetries.sorting.length);
    const targetsAt = take(parts.length * mapSize);
    const [xAt, zAt, beginAt, columnsAt] = [take(kept), take(kept), take(kept + 1), take(q.column.length)];
    // Doubles follow, whose places count doubles.
    end += end & 1;
    const scalesAt = take(2 * parts.length * mapSize) / 2;
    const valuesAt = take(2 * q.value.length) / 2;
    const recordsAt = take(place.recordSize * this.batchWords * recordsOfWord);
    this.indexAt = end;
    this.reserve();

    const { ints, reals } = this;
    ints.fill(0, this.indexAt, this.indexAt + this.capacity);
    ints[place.bondCountAt] = bonds.length;
    ints[place.bondsAt] = bondsAt;
    ints[place.xAt] = xAt;
    ints[place.zAt] = zAt;
    ints[place.beginAt] = beginAt;
    ints[place.columnsAt] = columnsAt;
    ints[place.valuesAt] = valuesAt;
    ints[place.recordsAt] = recordsAt;
    ints[place.elementsAt] = elementsAt;
    ints[place.sortingAt] = sortingAt;
    ints[place.foldsAt] = symmetries.size > 1 ? 1 : 0;
    ints[place.mirrorsAt] = symmetries.mirrors ? 1 : 0;
    ints[place.parityAt] = parity;
    ints[place.targetsAt] = targetsAt;
    ints[place.scalesAt] = scalesAt;
    ints[place.columnCountAt] = columnCount;
    ints[place.renamingsAt] = symmetries.renamings.length;
    ints[place.momentsAt] = this.moments;
    ints[place.indexAt] = this.indexAt;
    ints[place.rowSizeAt] = this.rowSize;
    ints[place.rowCountAt] = 0;
    ints[place.entryCountAt] = 0;
    ints[place.rowsOfRecordAt] = rowsOfRecord;
    this.setTable();
    let part = 0;
    for (const [b, { x, z, range, boosted, parts: own }] of bonds.entries()) {
      const mirrored = [mirror(x, range), mirror(z, range)];
      ints.set([x, z, ...mirrored, range, countBits(x & z), boosted ? 1 : 0, part], bondsAt + place.bondSize * b);
      for (const { target, scale } of own) {
        ints.set(target, targetsAt + part * mapSize);
        reals.set(scale, scalesAt + part * mapSize);
        part += 1;
      }
    }
    // The couplings of a word end where those of the next one begin.
    ints[bondsAt + place.bondSize * (bonds.length + 1) - 1] = part;
    ints.set(symmetries.table, elementsAt);
    ints.set(symmetries.sorting, sortingAt);
    ints.set(q.x, xAt);
    ints.set(q.z, zAt);
    ints.set(q.begin, beginAt);
    ints.set(q.column, columnsAt);
    reals.set(q.value, valuesAt);
  }

  /** Number of sums. */
  get entries(): number {
    return this.ints[place.entryCountAt]!;
  }

  get rows(): Rows {
    return new Rows(this.buffer, this.rowsAt, this.rowSize, this.moments, this.ints[place.rowCountAt]!, this.entries);
  }

  private get rowsAt(): number {
    return (this.indexAt + this.capacity) / 2;
  }

  /** Makes room for a quarter more rows, and doubles the index if they would fill more than half of it. */
  grow(): void {
    const before = this.rowsAt;
    this.room += (this.room >> 2) + 1;
    if (2 * this.room <= this.capacity) {
      this.reserve();
      this.setTable();
      return;
    }
    this.capacity *= 2;
    this.reserve();
    const rows = this.ints[place.rowCountAt]!;
    this.reals.copyWithin(this.rowsAt, before, before + rows * this.rowSize);
    this.ints.fill(0, this.indexAt, this.indexAt + this.capacity);
    this.setTable();
    this.kernel.reindex();
  }

  private reserve(): void {
    this.buffer = this.kernel.memory(this.rowsAt + this.room * this.rowSize);
    this.ints = new Int32Array(this.buffer);
    this.reals = new Float64Array(this.buffer);
  }

  private setTable(): void {
    this.ints[place.shiftAt] = Math.clz32(this.capacity) + 1;
    this.ints[place.rowsAt] = this.rowsAt;
    this.ints[place.rowLimitAt] = this.room;
  }
}
