import { complex, type ComplexMatrix, real, type RealMatrix } from '../numeric/index.js';
import type { RingBasis, Sector } from './basis.js';
import type { SparseBlock } from './blocks.js';
import { imageOf, reflectionOf } from './sector-image.js';

/**
 * States of a sector that Θ leaves as they are, where Θ = R K is the reflection of the ring after complex conjugation.
 * Both reverse the momentum, so Θ|a, k⟩ = p_a|b, k⟩ stays in the sector, and with b = ā
 *
 *   √p_a |a⟩ where ā = a;   (|a⟩ + p_a|ā⟩)/√2 and i(|a⟩ − p_a|ā⟩)/√2 where ā > a
 *
 * An operator that commutes with Θ has a real matrix between such states, and one that anticommutes an imaginary one.
 *
 * Momentum state a has the coefficients (re, im) in state `first[a]`, and (secondRe, secondIm) in state `second[a]`, or
 * no second one where that is −1.
 */
export interface RealStates {
  readonly first: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly second: Int32Array;
  readonly secondRe: Float64Array;
  readonly secondIm: Float64Array;
}

const known = new WeakMap<Sector, RealStates>();

/** The states of a sector that Θ leaves as they are. */
export function realStatesOf(basis: RingBasis, sector: Sector): RealStates {
  let found = known.get(sector);
  if (!found) known.set(sector, (found = makeRealStates(basis, sector)));
  return found;
}

function makeRealStates(basis: RingBasis, sector: Sector): RealStates {
  const image = imageOf(basis, sector, reflectionOf(basis));
  const n = sector.orbits.length;
  const numbers = (): Float64Array => new Float64Array(n);
  const out = {
    first: Int32Array.from({ length: n }, (_, a) => a),
    re: numbers(),
    im: numbers(),
    second: new Int32Array(n).fill(-1),
    secondRe: numbers(),
    secondIm: numbers(),
  };
  for (let a = 0; a < n; a++) {
    const b = image.to[a]!;
    const [x, y] = [image.re[a]!, image.im[a]!];
    if (b === a) {
      const half = Math.atan2(y, x) / 2;
      out.re[a] = Math.cos(half);
      out.im[a] = Math.sin(half);
    } else if (b > a) {
      out.re[a] = Math.SQRT1_2;
      out.second[a] = b;
      out.secondIm[a] = Math.SQRT1_2;
      out.first[b] = a;
      out.re[b] = x * Math.SQRT1_2;
      out.im[b] = y * Math.SQRT1_2;
      out.second[b] = b;
      out.secondRe[b] = y * Math.SQRT1_2;
      out.secondIm[b] = -x * Math.SQRT1_2;
    }
  }
  return out;
}

/** A real sparse matrix by rows: row i has the elements start[i] ≤ e < start[i + 1], each at column[e]. */
export interface RealRows {
  readonly rows: number;
  readonly cols: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly values: Float64Array;
}

/** A block that is real between the states of `RealStates` except for a factor of modulus 1. */
export interface RealBlock extends RealRows {
  readonly phase: { readonly re: number; readonly im: number };
}

/** Imaginary parts below this, relative to the largest element, are rounding errors. */
const realTolerance = 1e-13;

/**
 * A block between the real states of both sectors, divided by the phase of its largest element. The reflection of
 * `RealStates` is one about a site, and translation turns it into those about other sites and bonds, so an operator with
 * another centre has a common phase in each block.
 *
 * @returns the block; undefined where it is not real up to a common phase
 */
export function realBlock(block: SparseBlock, to: RealStates, from: RealStates): RealBlock | undefined {
  const { rows, cols, start, column, re, im } = betweenRealStates(block, to, from);
  let largest = 0;
  let at = 0;
  for (let e = 0; e < re.length; e++) {
    // Squares would leave the range of doubles before the elements do.
    const size = Math.abs(re[e]!) + Math.abs(im[e]!);
    if (size > largest) {
      largest = size;
      at = e;
    }
  }
  const norm = Math.hypot(re[at] ?? 0, im[at] ?? 0);
  const phase = norm > 0 ? { re: re[at]! / norm, im: im[at]! / norm } : { re: 1, im: 0 };
  const least = realTolerance * norm;
  const kept = {
    start: new Int32Array(rows + 1),
    column: new Int32Array(re.length),
    values: new Float64Array(re.length),
  };
  let count = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      if (Math.abs(phase.re * im[e]! - phase.im * re[e]!) > least) return undefined;
      const x = phase.re * re[e]! + phase.im * im[e]!;
      if (Math.abs(x) <= least) continue;
      kept.column[count] = column[e]!;
      kept.values[count++] = x;
    }
    kept.start[i + 1] = count;
  }
  return {
    rows,
    cols,
    start: kept.start,
    column: kept.column.slice(0, count),
    values: kept.values.slice(0, count),
    phase,
  };
}

/** A complex sparse matrix by rows, as `RealRows`, with the columns of a row in ascending order. */
interface ComplexRows extends Omit<RealRows, 'values'> {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** U†BU' with the columns of U and U' as given by the real states. */
function betweenRealStates(block: SparseBlock, to: RealStates, from: RealStates): ComplexRows {
  const rows = block.to.orbits.length;
  const cols = block.from.orbits.length;
  const { ends, entries } = entriesByRow(block, to, rows);
  const room = 2 * entries.length;
  const out = {
    start: new Int32Array(rows + 1),
    column: new Int32Array(room),
    re: new Float64Array(room),
    im: new Float64Array(room),
  };
  const row = new RowSum(cols);
  for (let i = 0; i < rows; i++) {
    for (let k = i === 0 ? 0 : ends[i - 1]!; k < ends[i]!; k++) {
      const e = entries[k]!;
      const r = block.row[e]!;
      const isFirst = to.first[r] === i;
      const c = isFirst ? to.re[r]! : to.secondRe[r]!;
      const d = isFirst ? to.im[r]! : to.secondIm[r]!;
      const x = block.re[e]!;
      const y = block.im[e]!;
      // U†B
      addToRealStates(row, from, block.column[e]!, c * x + d * y, c * y - d * x);
    }
    out.start[i + 1] = row.moveTo(out, out.start[i]!);
  }
  const count = out.start[rows]!;
  return {
    rows,
    cols,
    start: out.start,
    column: out.column.subarray(0, count),
    re: out.re.subarray(0, count),
    im: out.im.subarray(0, count),
  };
}

/** The entries of a block for each real state in which their rows are: those of state i end at ends[i]. */
function entriesByRow(
  { row }: SparseBlock,
  { first, second }: RealStates,
  rows: number,
): { readonly ends: Int32Array; readonly entries: Int32Array } {
  const ends = new Int32Array(rows);
  for (const r of row) {
    ends[first[r]!]! += 1;
    if (second[r]! >= 0) ends[second[r]!]! += 1;
  }
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const own = ends[i]!;
    ends[i] = sum;
    sum += own;
  }
  const entries = new Int32Array(sum);
  for (let e = 0; e < row.length; e++) {
    const r = row[e]!;
    entries[ends[first[r]!]!++] = e;
    if (second[r]! >= 0) entries[ends[second[r]!]!++] = e;
  }
  return { ends, entries };
}

/** A sum of a few elements of one row. */
class RowSum {
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly isThere: Uint8Array;
  private readonly columns: Int32Array;
  private count = 0;

  constructor(cols: number) {
    this.re = new Float64Array(cols);
    this.im = new Float64Array(cols);
    this.isThere = new Uint8Array(cols);
    this.columns = new Int32Array(cols);
  }

  add(j: number, x: number, y: number): void {
    if (this.isThere[j] === 0) {
      this.isThere[j] = 1;
      this.columns[this.count++] = j;
    }
    this.re[j]! += x;
    this.im[j]! += y;
  }

  /** Writes the elements from a place on, and leaves the row empty. @returns the place after them */
  moveTo(out: Pick<ComplexRows, 'column' | 're' | 'im'>, place: number): number {
    const columns = this.columns.subarray(0, this.count).sort();
    let at = place;
    for (const j of columns) {
      out.column[at] = j;
      out.re[at] = this.re[j]!;
      out.im[at++] = this.im[j]!;
      this.re[j] = this.im[j] = this.isThere[j] = 0;
    }
    this.count = 0;
    return at;
  }
}

/** Adds x + iy at momentum state c, times the real states in which it is. */
function addToRealStates(
  row: RowSum,
  { first, re, im, second, secondRe, secondIm }: RealStates,
  c: number,
  x: number,
  y: number,
): void {
  const a = re[c]!;
  const b = im[c]!;
  row.add(first[c]!, a * x - b * y, a * y + b * x);
  if (second[c]! < 0) return;
  const p = secondRe[c]!;
  const q = secondIm[c]!;
  row.add(second[c]!, p * x - q * y, p * y + q * x);
}

/** The block inside one sector of a Hermitian operator as a real symmetric matrix; undefined where it is not real. */
export function realSymmetric(block: SparseBlock, states: RealStates): RealMatrix | undefined {
  const found = realBlock(block, states, states);
  if (!found || Math.abs(found.phase.im) > realTolerance) return undefined;
  const { rows: n, start, column, values, phase } = found;
  const out = real(n, n);
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      // Both halves of a symmetric matrix, so that it is symmetric without rounding.
      out.re[i * n + column[e]!]! += (phase.re * values[e]!) / 2;
      out.re[column[e]! * n + i]! += (phase.re * values[e]!) / 2;
    }
  }
  return out;
}

/** Columns given by their components in real states, in the momentum basis. */
export function inMomentumBasis(vectors: RealMatrix, states: RealStates): ComplexMatrix {
  const { rows, cols, re: v } = vectors;
  const out = complex(rows, cols);
  const { re, im } = out;
  for (let a = 0; a < rows; a++) {
    const first = states.first[a]! * cols;
    const second = states.second[a]! * cols;
    const x = states.re[a]!;
    const y = states.im[a]!;
    const at = a * cols;
    for (let j = 0; j < cols; j++) {
      const one = v[first + j]!;
      re[at + j] = x * one;
      im[at + j] = y * one;
    }
    if (second < 0) continue;
    const z = states.secondRe[a]!;
    const w = states.secondIm[a]!;
    for (let j = 0; j < cols; j++) {
      const other = v[second + j]!;
      re[at + j]! += z * other;
      im[at + j]! += w * other;
    }
  }
  return out;
}

/** B U for a real sparse B. */
export function realRowsTimes({ rows, start, column, values }: RealRows, { cols, re: u }: RealMatrix): RealMatrix {
  const out = real(rows, cols);
  const to = out.re;
  for (let i = 0; i < rows; i++) {
    const at = i * cols;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const x = values[e]!;
      const from = column[e]! * cols;
      for (let j = 0; j < cols; j++) to[at + j]! += x * u[from + j]!;
    }
  }
  return out;
}
