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
  const rows = block.to.orbits.length;
  const cols = block.from.orbits.length;
  const { re, im } = denseBetween(block, to, from);
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
  const start = new Int32Array(rows + 1);
  let count = 0;
  for (let i = 0, e = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, e++) {
      if (re[e] === 0 && im[e] === 0) continue;
      if (Math.abs(phase.re * im[e]! - phase.im * re[e]!) > least) return undefined;
      re[e] = phase.re * re[e]! + phase.im * im[e]!;
      if (Math.abs(re[e]!) <= least) re[e] = 0;
      else count += 1;
    }
    start[i + 1] = count;
  }
  const column = new Int32Array(count);
  const values = new Float64Array(count);
  for (let i = 0, e = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, e++) {
      if (re[e] === 0) continue;
      column[k] = j;
      values[k++] = re[e]!;
    }
  }
  return { rows, cols, start, column, values, phase };
}

/** U†BU' with the columns of U and U' as given by the real states. */
function denseBetween(block: SparseBlock, to: RealStates, from: RealStates): ComplexMatrix {
  const cols = block.from.orbits.length;
  const out = complex(block.to.orbits.length, cols);
  for (let e = 0; e < block.row.length; e++) {
    const c = block.column[e]!;
    const x = block.re[e]!;
    const y = block.im[e]!;
    const a = from.re[c]!;
    const b = from.im[c]!;
    addToRealStates(out, to, block.row[e]!, from.first[c]!, a * x - b * y, a * y + b * x);
    const second = from.second[c]!;
    if (second < 0) continue;
    const p = from.secondRe[c]!;
    const q = from.secondIm[c]!;
    addToRealStates(out, to, block.row[e]!, second, p * x - q * y, p * y + q * x);
  }
  return out;
}

/** Adds x + iy at momentum state r and real state j to a matrix between real states. */
function addToRealStates(
  { cols, re, im }: ComplexMatrix,
  to: RealStates,
  r: number,
  j: number,
  x: number,
  y: number,
): void {
  const p = to.first[r]! * cols + j;
  const a = to.re[r]!;
  const b = to.im[r]!;
  re[p]! += a * x + b * y;
  im[p]! += a * y - b * x;
  const second = to.second[r]!;
  if (second < 0) return;
  const q = second * cols + j;
  const c = to.secondRe[r]!;
  const d = to.secondIm[r]!;
  re[q]! += c * x + d * y;
  im[q]! += c * y - d * x;
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
  for (let a = 0; a < rows; a++) {
    const p = states.first[a]! * cols;
    const [x, y] = [states.re[a]!, states.im[a]!];
    const q = states.second[a]! * cols;
    const [z, w] = q < 0 ? [0, 0] : [states.secondRe[a]!, states.secondIm[a]!];
    for (let j = 0, e = a * cols; j < cols; j++, e++) {
      const one = v[p + j]!;
      const other = q < 0 ? 0 : v[q + j]!;
      out.re[e] = x * one + z * other;
      out.im[e] = y * one + w * other;
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
