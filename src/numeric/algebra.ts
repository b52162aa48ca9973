import { limit, refuse } from '../text/index.js';
import { type KernelEngine, typescriptEngine, wasmNow } from './engine.js';
import {
  type Eigen,
  type Matrix,
  checkHermitian,
  checkProduct,
  checkSameField,
  checkShape,
  checkSquare,
  isComplex,
  real,
} from './matrix.js';
import { type NativeLapack, nativeLapack } from './native.js';
import type { Result } from './result.js';

/** The backends that can be chosen by name. `native` needs koffi and a system LAPACK. */
export type Backend = 'wasm' | 'typescript' | 'native';

export interface AlgebraOptions {
  /**
   * by default the one that SPINLAW_BACKEND names, otherwise WebAssembly if it is available, otherwise plain TypeScript
   */
  readonly backend?: Backend;
}

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

/**
 * Largest number of doubles of one call: 2 GiB, half of what 32-bit linear memory can address. Hermitian eigenproblems
 * with vectors fit up to n = 6500.
 */
const mostDoubles = 2 ** 28;

const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env;

/**
 * The backend that a call will use.
 * @diagnostic `unknown-backend`, `backend-missing`
 */
export function chooseBackend({ backend }: AlgebraOptions = {}): KernelEngine | NativeLapack {
  const name = backend ?? environment?.['SPINLAW_BACKEND'];
  switch (name) {
    case undefined:
    case '':
      return wasmNow() ?? typescriptEngine;
    case 'typescript':
      return typescriptEngine;
    case 'wasm':
      return (
        wasmNow() ??
        refuse('backend-missing', 'this runtime has no WebAssembly with SIMD, or the kernels are not ready yet', {
          hint: 'await ready(), or use the typescript backend',
        })
      );
    case 'native':
      return nativeLapack();
    default:
      return refuse('unknown-backend', `no backend is called ${name}`, { expected: ['wasm', 'typescript', 'native'] });
  }
}

function reserve(engine: KernelEngine, doubles: number): Float64Array {
  if (doubles > mostDoubles)
    limit(
      'matrix-too-large',
      `the matrices of this call need ${Math.ceil(doubles / 2 ** 17)} MiB of memory; the limit is ${mostDoubles / 2 ** 17}`,
    );
  return engine.memory(doubles);
}

/** Copies a matrix to place p, and to `copy` if given. Returns its largest element. */
function load(engine: KernelEngine, ram: Float64Array, p: number, a: Matrix, what: string, copy?: number): number {
  ram.set(a.re, p);
  if (isComplex(a)) ram.set(a.im, p + a.re.length);
  const length = a.re.length * (isComplex(a) ? 2 : 1);
  const m = copy === undefined ? engine.peak(p, length) : engine.peakAndCopy(copy, p, length);
  return m < Infinity ? m : refuse('not-finite', `${what} has an element that is not a finite number`);
}

function unload<M extends Matrix>(ram: Float64Array, p: number, rows: number, cols: number, like: M): M;
function unload(ram: Float64Array, p: number, rows: number, cols: number, like: Matrix): Matrix {
  const n = rows * cols;
  const re = ram.slice(p, p + n);
  return isComplex(like) ? { rows, cols, re, im: ram.slice(p + n, p + 2 * n) } : { rows, cols, re };
}

/**
 * 2^k that brings m to between 1/2 and 1; 1 for m in [1/4, 1] and for zero. The scaling is exact unless elements near
 * 5e-324 are lost.
 */
function scaleOf(m: number): number {
  if (m === 0 || (m >= 0.25 && m <= 1)) return 1;
  // 2^1023 is the largest power of two.
  return 2 ** Math.max(-1023, Math.min(1023, -Math.ceil(Math.log2(m))));
}

/** @diagnostic `overflow` */
function checkRange(numbers: ArrayLike<number>, what: string): void {
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isFinite(numbers[i]!)) refuse('overflow', `${what} exceeds the range of double precision`);
  }
}

/** Residuals and scales are sums of squares, which may leave the range of doubles although the answer does not. */
function bounded(x: number): number {
  return x <= Number.MAX_VALUE ? x : Number.MAX_VALUE;
}

/** x → x / s / t for every element, in the order that avoids an overflow or underflow in between. */
function unscale(a: Matrix, s: number, t: number): void {
  if (s === 1 && t === 1) return;
  const both = s * t;
  const together = both > 0 && both < Infinity;
  for (const plane of isComplex(a) ? [a.re, a.im] : [a.re]) {
    for (let i = 0; i < plane.length; i++) plane[i] = together ? plane[i]! / both : plane[i]! / s / t;
  }
}

// Places of a call's summary in the linear memory.
const residualAt = 16;
const scaleAt = 17;
const normAt = 18;

function hermitianProblem<M extends Matrix>(
  a: M,
  wanted: 'values' | 'vectors',
  options: AlgebraOptions,
): Result<Eigen<M>> {
  const vectors = wanted === 'vectors';
  checkSquare(a, 'the Hermitian matrix');
  const engine = chooseBackend(options);
  if (engine.name === 'native') return engine.eigen(a, { vectors });
  const n = a.rows;
  const cx = isComplex(a) ? 1 : 0;
  const square = n * n;
  const planes = cx + 1;
  const p = engine.start();
  const at = p + 16 * n;
  const ram = reserve(engine, at + (planes + (vectors ? 4 : 0)) * square + 200 * n + 8192);
  const largest = load(engine, ram, at, a, 'the Hermitian matrix');
  checkHermitian(engine.asymmetry(cx, n, at, at + square), largest);
  const status = engine.eigen(cx, n, vectors ? 1 : 0, scaleOf(largest), p);
  if (status !== 0) limit('no-convergence', `an eigenvalue of the ${n} × ${n} matrix did not converge`);
  const values = ram.slice(p, p + n);
  const residual = ram[residualAt]!;
  const scale = ram[scaleAt]!;
  checkRange([values[0]!, values[n - 1]!], 'an eigenvalue');
  const result = { values, vectors: vectors ? unload(ram, at + planes * square, n, n, a) : a };
  return { value: result, residual: bounded(residual), scale, backend: engine.name };
}

/**
 * Eigenvalues and orthonormal eigenvectors of a Hermitian (or real symmetric) matrix, A = V diag(λ) V†.
 *
 * Blocked Householder reduction to a real tridiagonal matrix, divide and conquer with deflation (Gu and Eisenstat),
 * blocked back-transformation. It works for elements of any magnitude and for any degeneracy.
 *
 * @param a  n × n; both triangles must be given and agree to 1e-10 of the largest element
 * @returns  `values` ascending, `vectors` n × n with vector j in column j; `residual` = ‖(A − V diag(λ) V†) x‖ / ‖x‖
 *   for a
 *           fixed vector x of signs, `scale` = max |λ|
 * @diagnostic `matrix-shape`, `matrix-not-square`, `not-finite`, `not-hermitian`, `overflow`, `matrix-too-large`,
 *   `no-convergence`
 * @cost 5/3 n³ complex multiply-adds and up to 2/3 n³ real ones, fewer with degeneracies; 6 n² doubles of memory
 */
export function eigen<M extends Matrix>(a: M, options: AlgebraOptions = {}): Result<Eigen<M>> {
  return hermitianProblem(a, 'vectors', options);
}

/**
 * Eigenvalues, ascending and without eigenvectors, of a Hermitian (or real symmetric) matrix.
 *
 * @returns `residual` = the larger of |Σλ − tr A| and |Σλ² − tr A²| / max |λ|, divided by n; `scale` = max |λ|
 * @diagnostic as `eigen`
 * @cost 2/3 n³ complex multiply-adds
 */
export function eigenvalues(a: Matrix, options: AlgebraOptions = {}): Result<Float64Array> {
  const { value, ...rest } = hermitianProblem(a, 'values', options);
  return { value: value.values, ...rest };
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
  const ram = reserve(engine, end + Math.max(more, 1024));
  const largest = load(engine, ram, at, a, 'the matrix', at + planes * n * n);
  const scale = scaleOf(largest);
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
  const lu = unload(ram, p + 16 * n, n, n, a);
  const pivots = Int32Array.from(ram.subarray(p, p + n));
  // L includes the scale; U, which is unit upper triangular, does not.
  if (scale !== 1) {
    for (const plane of isComplex(lu) ? [lu.re, lu.im] : [lu.re]) {
      for (let i = 0; i < n; i++) for (let j = i * n; j <= i * n + i; j++) plane[j]! /= scale;
      checkRange(plane, 'a factor');
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
    const ram = reserve(engine, end + room);
    ram.set(factors.pivots, p);
    load(engine, ram, at, factors.lu, 'the factors');
    const largest = load(engine, ram, at + planes * n * n, matrix, 'the matrix');
    done = { engine, p, scale: 1, size: n * largest, end };
  } else done = factorInPlace(engine, matrix, room);
  const ram = engine.memory(0);
  onPhase?.(pivotPhase(ram, done.p, n, planes));
  const largest = load(engine, ram, done.end, b, 'the right-hand side');
  const scale = scaleOf(largest);
  if (scale !== 1) for (let i = done.end; i < done.end + planes * n * m; i++) ram[i]! *= scale;
  engine.solve(cx, n, m, done.p, done.end, done.size);
  const x = unload(ram, done.end, n, m, b);
  // (s A) y = t B, so X = y s / t.
  unscale(x, 1 / done.scale, scale);
  // Without scaling only a pivot near zero can overflow, and the norm shows it.
  checkRange(scale !== 1 || done.scale !== 1 ? x.re : [ram[normAt]!], 'the solution');
  if (isComplex(x) && (scale !== 1 || done.scale !== 1)) checkRange(x.im, 'the solution');
  return {
    value: x,
    residual: bounded(ram[residualAt]! / scale),
    scale: bounded(ram[scaleAt]! / scale),
    backend: engine.name,
  };
}

export interface ProductOptions extends AlgebraOptions {
  /** use A† in place of A */
  readonly adjointLeft?: boolean;
  /** use B† in place of B */
  readonly adjointRight?: boolean;
  /** whether the product is known to be Hermitian, so that half of it is computed and the other half copied */
  readonly hermitian?: boolean;
}

/**
 * Matrix product A B, either factor possibly as its adjoint.
 *
 * Complex products take three real ones (the third a product of sums), so small imaginary parts are accurate relative
 * to the moduli of the factors, not relative to themselves.
 *
 * @returns `residual` = ‖(A B − C) x‖ / ‖x‖ for a fixed vector x of signs, `scale` = ‖C x‖ / ‖x‖
 * @diagnostic `matrix-shape`, `matrix-mismatch`, `matrix-mixed`, `matrix-not-square`, `not-finite`, `overflow`,
 *   `matrix-too-large`
 * @cost m n k multiply-adds
 */
export function multiplyMatrices<M extends Matrix>(a: M, b: M, options: ProductOptions = {}): Result<M> {
  checkShape(a, 'the left factor');
  checkShape(b, 'the right factor');
  checkSameField(a, b);
  const { adjointLeft = false, adjointRight = false, hermitian = false } = options;
  const [m, k] = adjointLeft ? [a.cols, a.rows] : [a.rows, a.cols];
  const [inner, n] = adjointRight ? [b.cols, b.rows] : [b.rows, b.cols];
  checkProduct(m, [k, inner], 'the product');
  if (hermitian && m !== n) refuse('matrix-not-square', `a Hermitian product is square, this one is ${m} × ${n}`);
  const engine = chooseBackend(options);
  if (engine.name === 'native') return engine.multiply(a, b, { adjointLeft, adjointRight });
  const cx = isComplex(a) ? 1 : 0;
  const planes = cx + 1;
  const pa = engine.start();
  const pb = pa + planes * m * k;
  const pc = pb + planes * k * n;
  const pw = pc + planes * m * n;
  const ram = reserve(engine, pw + 2 * n + 2 * k + 4 * m);
  const sa = scaleProduct(engine, ram, pa, a, 'the left factor');
  const sb = scaleProduct(engine, ram, pb, b, 'the right factor');
  const left = adjointLeft ? -1 : 1;
  const right = adjointRight ? -1 : 1;
  engine.times(cx, hermitian ? 1 : 0, m, n, k, pa, left, pb, right, pc);
  engine.check(cx, m, n, k, pa, left, pb, right, pc, pw);
  const c = unload(ram, pc, m, n, a);
  const numbers = real(1, 2, [ram[residualAt]! / Math.sqrt(n), ram[scaleAt]! / Math.sqrt(n)]);
  unscale(numbers, sa, sb);
  unscale(c, sa, sb);
  // Factors below 2^400 cannot overflow, so only scaled ones are tested.
  if (sa !== 1 || sb !== 1) {
    checkRange(c.re, 'the product');
    if (isComplex(c)) checkRange(c.im, 'the product');
  }
  return { value: c, residual: bounded(numbers.re[0]!), scale: bounded(numbers.re[1]!), backend: engine.name };
}

/** Products are scaled only if sums and products of elements could leave the range, that is, beyond 2^±400. */
function scaleProduct(engine: KernelEngine, ram: Float64Array, p: number, a: Matrix, what: string): number {
  const largest = load(engine, ram, p, a, what);
  if (largest === 0 || (largest < 2 ** 400 && largest > 2 ** -400)) return 1;
  const s = scaleOf(largest);
  for (let i = p; i < p + a.re.length * (isComplex(a) ? 2 : 1); i++) ram[i]! *= s;
  return s;
}

/**
 * A†BA, the matrix of B between the columns of A.
 *
 * @param hermitian  whether B is Hermitian, and hence the result, which saves a quarter of the work and makes the
 *   symmetry exact
 * @returns as `multiplyMatrices`, with the residual of the second product relative to the first
 * @diagnostic as `multiplyMatrices`
 * @cost m n (m + n) multiply-adds for A m × n
 */
export function sandwich<M extends Matrix>(
  a: M,
  b: M,
  options: AlgebraOptions & { readonly hermitian?: boolean } = {},
): Result<M> {
  checkSquare(b, 'the middle factor');
  const first = multiplyMatrices(b, a, { ...options, hermitian: false });
  const second = multiplyMatrices(a, first.value, { ...options, adjointLeft: true });
  return { ...second, residual: second.residual + first.residual };
}

/** A†A, Hermitian and positive: the overlaps of the columns of A. As `multiplyMatrices`, with half the work. */
export function gram<M extends Matrix>(a: M, options: AlgebraOptions = {}): Result<M> {
  return multiplyMatrices(a, a, { ...options, adjointLeft: true, hermitian: true });
}
