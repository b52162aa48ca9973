import { refuse } from '../text/index.js';
import { type AlgebraOptions, chooseBackend } from './backend.js';
import type { KernelEngine } from './engine.js';
import {
  bounded,
  checkOverflow,
  loadMatrix,
  reserveMemory,
  residualAt,
  scaleAt,
  scaleIfExtreme,
  unloadMatrix,
  unscale,
} from './kernel-memory.js';
import { type Matrix, checkProduct, checkSameField, checkShape, checkSquare, isComplex, real } from './matrix.js';
import type { Result } from './result.js';

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
  const ram = reserveMemory(engine, pw + 2 * n + 2 * k + 4 * m);
  const sa = scaleProduct(engine, ram, pa, a, 'the left factor');
  const sb = scaleProduct(engine, ram, pb, b, 'the right factor');
  const left = adjointLeft ? -1 : 1;
  const right = adjointRight ? -1 : 1;
  engine.times(cx, hermitian ? 1 : 0, m, n, k, pa, left, pb, right, pc);
  engine.check(cx, m, n, k, pa, left, pb, right, pc, pw);
  const c = unloadMatrix(ram, pc, m, n, a);
  const numbers = real(1, 2, [ram[residualAt]! / Math.sqrt(n), ram[scaleAt]! / Math.sqrt(n)]);
  unscale(numbers, sa, sb);
  unscale(c, sa, sb);
  // Factors that were not scaled cannot overflow.
  if (sa !== 1 || sb !== 1) {
    checkOverflow(c.re, 'the product');
    if (isComplex(c)) checkOverflow(c.im, 'the product');
  }
  return { value: c, residual: bounded(numbers.re[0]!), scale: bounded(numbers.re[1]!), backend: engine.name };
}

function scaleProduct(engine: KernelEngine, ram: Float64Array, p: number, a: Matrix, what: string): number {
  const s = scaleIfExtreme(loadMatrix(engine, ram, p, a, what));
  if (s === 1) return 1;
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
