import { refuse } from '../text/index.js';
import { type AlgebraOptions, chooseBackend } from './backend.js';
import { type KernelEngine, typescriptEngine, wasmNow } from './engine.js';
import {
  bounded,
  checkOverflow,
  loadMatrix,
  normAt,
  scaleIfExtreme,
  reserveMemory,
  residualAt,
  scaleAt,
  unloadMatrix,
  unscale,
} from './kernel-memory.js';
import { type Matrix, checkProduct, checkSameField, checkShape, checkSquare, isComplex } from './matrix.js';
import type { Result } from './result.js';

/**
 * A factored matrix, A P = L U: L lower triangular, U unit upper, P the column exchanges `pivots` (column k with column
 * pivots[k], one after another).
 */
export interface Factors<M extends Matrix> {
  readonly n: number;
  /** L on and below the diagonal, U above */
  readonly lu: M;
  readonly pivots: Int32Array;
  /** the original matrix, for residuals */
  readonly matrix: M;
}

interface Factored {
  readonly engine: KernelEngine;
  readonly p: number;
  readonly scale: number;
  /** n times the largest element after scaling, which bounds the norm within √2 */
  readonly size: number;
  /** doubles in use after the factors */
  readonly end: number;
}

function factorInPlace(engine: KernelEngine, a: Matrix, more: number): Factored {
  const n = a.rows;
  const planes = isComplex(a) ? 2 : 1;
  const p = engine.start();
  const at = p + 16 * n;
  const end = at + 2 * planes * n * n;
  const ram = reserveMemory(engine, end + Math.max(more, 1024));
  const largest = loadMatrix(engine, ram, at, a, 'the matrix', at + planes * n * n);
  const scale = scaleIfExtreme(largest);
  if (scale !== 1) for (let i = at; i < end; i++) ram[i]! *= scale;
  const status = engine.decompose(planes - 1, n, p);
  if (status !== 0) refuse('singular', `the ${n} × ${n} matrix is singular: no pivot in row ${status}`);
  return { engine, p, scale, size: n * largest * scale, end };
}

/**
 * LU factors with partial pivoting, A P = L U, to be reused with `solve`.
 *
 * The algorithm is recursive, so that all the work except in strips of eight columns is matrix products. Columns are
 * exchanged, not rows; for matrices stored by rows this is partial pivoting of the transposed matrix.
 *
 * The native backend does not take part: the kernels compute the answer and are named as the backend.
 *
 * @returns `residual` = max |(A P − L U) x| for a fixed vector x of signs, `scale` = max |A P x|
 * @diagnostic `matrix-shape`, `matrix-not-square`, `not-finite`, `singular`, `overflow`, `matrix-too-large`
 * @cost n³/3 multiply-adds
 */
export function factor<M extends Matrix>(a: M, options: AlgebraOptions = {}): Result<Factors<M>> {
  checkSquare(a);
  const chosen = chooseBackend(options);
  const engine = chosen.name === 'native' ? (wasmNow() ?? typescriptEngine) : chosen;
  const n = a.rows;
  const { p, scale } = factorInPlace(engine, a, 0);
  const ram = engine.memory(0);
  const lu = unloadMatrix(ram, p + 16 * n, n, n, a);
  const pivots = Int32Array.from(ram.subarray(p, p + n));
  // L includes the scale; U, which is unit upper triangular, does not.
  if (scale !== 1) {
    for (const plane of isComplex(lu) ? [lu.re, lu.im] : [lu.re]) {
      for (let i = 0; i < n; i++) for (let j = i * n; j <= i * n + i; j++) plane[j]! /= scale;
      checkOverflow(plane, 'a factor');
    }
  }
  const value = { n, lu, pivots, matrix: a };
  return { value, ...factorResidual(value), backend: engine.name };
}

/** Σ_j a[at + j] x[j] for from ≤ j < to. */
function rowTimes(a: Float64Array, at: number, x: Float64Array, from: number, to: number): number {
  let p = 0;
  let q = 0;
  let j = from;
  for (; j + 1 < to; j += 2) {
    p += a[at + j]! * x[j]!;
    q += a[at + j + 1]! * x[j + 1]!;
  }
  if (j < to) p += a[at + j]! * x[j]!;
  return p + q;
}

/** max |(A P − L U) x| and max |A P x| for a fixed x of signs. */
function factorResidual<M extends Matrix>({ n, lu, pivots, matrix }: Factors<M>): { residual: number; scale: number } {
  const f = lu.re;
  const a = matrix.re;
  const g = isComplex(lu) ? lu.im : undefined;
  const b = isComplex(matrix) ? matrix.im : undefined;
  // Signs from Knuth's multiplicative hash: unrelated to any matrix of physics.
  const x = Float64Array.from({ length: n }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) < 0 ? -1 : 1));
  // U x, where U has ones on the diagonal.
  const re = Float64Array.from(x, (v, i) => v + rowTimes(f, i * n, x, i + 1, n));
  const im = Float64Array.from(x, (_, i) => (g ? rowTimes(g, i * n, x, i + 1, n) : 0));
  // P x: the exchanges in reverse order.
  for (let i = n - 1; i >= 0; i--) {
    const r = pivots[i]!;
    [x[i], x[r]] = [x[r]!, x[i]!];
  }
  let residual = 0;
  let scale = 0;
  for (let i = 0; i < n; i++) {
    let s = rowTimes(a, i * n, x, 0, n);
    let t = b ? rowTimes(b, i * n, x, 0, n) : 0;
    scale = Math.max(scale, Math.hypot(s, t));
    s -= rowTimes(f, i * n, re, 0, i + 1);
    if (g) {
      s += rowTimes(g, i * n, im, 0, i + 1);
      t -= rowTimes(f, i * n, im, 0, i + 1) + rowTimes(g, i * n, re, 0, i + 1);
    }
    residual = Math.max(residual, Math.hypot(s, t));
  }
  return { residual: bounded(residual), scale: bounded(scale) };
}

/**
 * X with A X = B, for a matrix or for its factors.
 *
 * @param a  n × n, or the result of `factor`
 * @param b  n × m, m right-hand sides as columns
 * @returns  X; `residual` = ‖(A X − B) c‖ for a fixed vector c of signs, `scale` = n max|A_ij| ‖X c‖ + ‖B c‖
 * @diagnostic `matrix-shape`, `matrix-not-square`, `matrix-mismatch`, `matrix-mixed`, `not-finite`, `singular`,
 *   `overflow`, `matrix-too-large`
 * @cost n³/3 + n² m multiply-adds; n² m with factors
 */
export function solve<M extends Matrix>(a: M | Factors<M>, b: M, options: AlgebraOptions = {}): Result<M> {
  const engine = chooseBackend(options);
  if (engine.name === 'native') {
    const matrix = 'lu' in a ? a.matrix : a;
    checkSystem(matrix, b);
    return engine.solve(matrix, b);
  }
  return solveHere(engine, a, b);
}

/** X with A X = B, and the phase of det A. */
export interface Solution<M extends Matrix> {
  readonly x: M;
  /** arg det A in (−π, π] */
  readonly phase: number;
}

/**
 * As `solve`, with arg det A, which the pivots give at no extra cost. It is, for example, the phase of a Jost function,
 * whose steps count resonances. The native backend does not take part.
 *
 * @diagnostic as `solve`
 */
export function solveWithPhase<M extends Matrix>(a: M, b: M, options: AlgebraOptions = {}): Result<Solution<M>> {
  const chosen = chooseBackend(options);
  const engine = chosen.name === 'native' ? (wasmNow() ?? typescriptEngine) : chosen;
  let phase = 0;
  const { value, ...rest } = solveHere(engine, a, b, (angle) => (phase = angle));
  return { value: { x: value, phase: phase - 2 * Math.PI * Math.ceil(phase / (2 * Math.PI) - 0.5) }, ...rest };
}

function checkSystem(matrix: Matrix, b: Matrix): void {
  checkSquare(matrix);
  checkShape(b, 'the right-hand side');
  checkSameField(matrix, b);
  checkProduct(matrix.rows, [matrix.cols, b.rows], 'the right-hand side');
}

/** Sum of the arguments of the pivots, and π for each exchange. */
function pivotPhase(ram: Float64Array, p: number, n: number, planes: number): number {
  const at = p + 16 * n;
  let phase = 0;
  for (let i = 0; i < n; i++) {
    const d = at + i * n + i;
    phase += Math.atan2(planes === 2 ? ram[d + n * n]! : 0, ram[d]!);
    if (ram[p + i] !== i) phase += Math.PI;
  }
  return phase;
}

function solveHere<M extends Matrix>(
  engine: KernelEngine,
  a: M | Factors<M>,
  b: M,
  onPhase?: (phase: number) => void,
): Result<M> {
  const factors = 'lu' in a ? a : undefined;
  const matrix = 'lu' in a ? a.matrix : a;
  checkSystem(matrix, b);
  const n = matrix.rows;
  const m = b.cols;
  const cx = isComplex(matrix) ? 1 : 0;
  const planes = cx + 1;
  const room = planes * n * m + 2 * m;
  let done: Factored;
  if (factors) {
    const p = engine.start();
    const at = p + 16 * n;
    const end = at + 2 * planes * n * n;
    const ram = reserveMemory(engine, end + room);
    ram.set(factors.pivots, p);
    loadMatrix(engine, ram, at, factors.lu, 'the factors');
    const largest = loadMatrix(engine, ram, at + planes * n * n, matrix, 'the matrix');
    done = { engine, p, scale: 1, size: n * largest, end };
  } else done = factorInPlace(engine, matrix, room);
  const ram = engine.memory(0);
  onPhase?.(pivotPhase(ram, done.p, n, planes));
  const largest = loadMatrix(engine, ram, done.end, b, 'the right-hand side');
  const scale = scaleIfExtreme(largest);
  if (scale !== 1) for (let i = done.end; i < done.end + planes * n * m; i++) ram[i]! *= scale;
  engine.solve(cx, n, m, done.p, done.end, done.size);
  const x = unloadMatrix(ram, done.end, n, m, b);
  // (s A) y = t B, so X = y s / t.
  unscale(x, 1 / done.scale, scale);
  // Without scaling only a pivot near zero can overflow, and the norm shows it.
  checkOverflow(scale !== 1 || done.scale !== 1 ? x.re : [ram[normAt]!], 'the solution');
  if (isComplex(x) && (scale !== 1 || done.scale !== 1)) checkOverflow(x.im, 'the solution');
  return {
    value: x,
    residual: bounded(ram[residualAt]! / scale),
    scale: bounded(ram[scaleAt]! / scale),
    backend: engine.name,
  };
}
