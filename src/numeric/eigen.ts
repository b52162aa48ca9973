import { limit } from '../text/index.js';
import { type AlgebraOptions, chooseBackend } from './backend.js';
import {
  bounded,
  checkOverflow,
  loadMatrix,
  powerOfTwo,
  reserveMemory,
  residualAt,
  scaleAt,
  unloadMatrix,
} from './kernel-memory.js';
import { type Eigen, type Matrix, checkHermitian, checkSquare, isComplex } from './matrix.js';
import type { Result } from './result.js';

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
  const ram = reserveMemory(engine, at + (planes + (vectors ? 4 : 0)) * square + 200 * n + 8192);
  const largest = loadMatrix(engine, ram, at, a, 'the Hermitian matrix');
  checkHermitian(engine.asymmetry(cx, n, at, at + square), largest);
  const status = engine.eigen(cx, n, vectors ? 1 : 0, powerOfTwo(largest), p);
  if (status !== 0) limit('no-convergence', `an eigenvalue of the ${n} × ${n} matrix did not converge`);
  const values = ram.slice(p, p + n);
  const residual = ram[residualAt]!;
  const scale = ram[scaleAt]!;
  checkOverflow([values[0]!, values[n - 1]!], 'an eigenvalue');
  const result = { values, vectors: vectors ? unloadMatrix(ram, at + planes * square, n, n, a) : a };
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
