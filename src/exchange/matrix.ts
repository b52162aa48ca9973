import type { Operator } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { type FiniteOperator, realise } from './finite.js';
import type { WriteOptions } from './format.js';
import { numericWords, refuseSymbols } from './numbers.js';

/**
 * A finite operator ready to be written as a matrix. States are numbered with site 0 as the most significant bit and ↑
 * as 0, the order of Kronecker products: the first row is |↑↑…↑⟩.
 *
 * Words that flip the same spins share one diagonal: row r has its entry in column r XOR flip.
 */
export interface MatrixOperator {
  readonly dimension: number;
  readonly diagonals: readonly Diagonal[];
  /** whether no entry has an imaginary part */
  readonly real: boolean;
  readonly hermitian: boolean;
}

interface Diagonal {
  readonly flip: number;
  readonly words: readonly SignedWord[];
}

/**
 * The entry of a word in column c is ± value, with the minus sign if c has an odd number of spins down among `sign`.
 */
interface SignedWord {
  readonly sign: number;
  readonly re: number;
  readonly im: number;
}

/** Largest number of sites of a dense and of a sparse matrix. */
export const denseSites = 12;
export const sparseSites = 20;
/** Largest number of entries of a sparse matrix. */
export const maxEntries = 2 ** 24;

/** @diagnostic `matrix-too-large` and those of `realise` */
export function matrixOperator(
  operator: Operator,
  options: WriteOptions,
  format: string,
  most: number,
): MatrixOperator {
  refuseSymbols(operator, format);
  const finite = realise(operator, options);
  if (finite.sites > most) {
    limit(
      'matrix-too-large',
      `a ${most === denseSites ? 'dense' : 'sparse'} matrix of ${finite.sites} sites is more than the ${most} sites it may have`,
      {
        hint:
          most === denseSites
            ? `mtx and npz are sparse and take up to ${sparseSites} sites`
            : 'take fewer sites, or a format of Pauli words',
      },
    );
  }
  return onStates(finite);
}

function onStates(finite: FiniteOperator): MatrixOperator {
  const { sites } = finite;
  const diagonals = new Map<number, SignedWord[]>();
  let real = true;
  let hermitian = true;
  for (const { letters, re, im } of numericWords(finite)) {
    let flip = 0;
    let sign = 0;
    let countY = 0;
    for (const { site, letter } of letters) {
      const bit = 1 << (sites - 1 - site);
      if (letter !== 'Z') flip |= bit;
      if (letter !== 'X') sign |= bit;
      if (letter === 'Y') countY += 1;
    }
    // Y = iXZ: a word is i^#Y times a real matrix.
    const value = timesPowerOfI(re, im, countY);
    if (value.im !== 0) real = false;
    if (im !== 0) hermitian = false;
    const diagonal = diagonals.get(flip) ?? [];
    diagonals.set(flip, diagonal);
    diagonal.push({ sign, ...value });
  }
  return {
    dimension: 2 ** sites,
    diagonals: [...diagonals].map(([flip, words]) => ({ flip, words })),
    real,
    hermitian,
  };
}

function timesPowerOfI(re: number, im: number, power: number): { re: number; im: number } {
  // 0 − x instead of −x avoids negative zeros.
  switch (power % 4) {
    case 0:
      return { re, im };
    case 1:
      return { re: 0 - im, im: re };
    case 2:
      return { re: 0 - re, im: 0 - im };
    default:
      return { re: im, im: 0 - re };
  }
}

/** Yields the entries of one row after another. The arrays are reused for the next row. */
export class RowReader {
  readonly columns: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  count = 0;
  private readonly order: Diagonal[];

  constructor(private readonly matrix: MatrixOperator) {
    const n = matrix.diagonals.length;
    this.columns = new Int32Array(n);
    this.re = new Float64Array(n);
    this.im = new Float64Array(n);
    this.order = [...matrix.diagonals];
  }

  /** Puts the nonzero entries of a row into the arrays, `count` of them, in ascending columns. */
  private read(row: number): void {
    if ((row & 1023) === 0) checkInterrupt();
    // Columns r XOR flip ascend if the flips are taken in this order.
    this.order.sort((a, b) => (row ^ a.flip) - (row ^ b.flip));
    let count = 0;
    for (const { flip, words } of this.order) {
      const column = row ^ flip;
      let re = 0;
      let im = 0;
      for (const word of words) {
        if (isOdd(column & word.sign)) {
          re -= word.re;
          im -= word.im;
        } else {
          re += word.re;
          im += word.im;
        }
      }
      if (re === 0 && im === 0) continue;
      this.columns[count] = column;
      this.re[count] = re + 0;
      this.im[count] = im + 0;
      count += 1;
    }
    this.count = count;
  }

  /** Every row in turn; refuses more than `most` entries in all. */
  *rows(most: number): Generator<number> {
    let entries = 0;
    for (let row = 0; row < this.matrix.dimension; row++) {
      this.read(row);
      entries += this.count;
      if (entries > most) {
        limit('matrix-too-large', `the matrix has more than ${most} entries`, {
          hint: 'take fewer sites, or a format of Pauli words',
        });
      }
      yield row;
    }
  }
}

function isOdd(bits: number): boolean {
  let b = bits ^ (bits >>> 16);
  b ^= b >>> 8;
  b ^= b >>> 4;
  b ^= b >>> 2;
  b ^= b >>> 1;
  return (b & 1) === 1;
}
