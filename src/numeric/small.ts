import { LuDecomposition, Matrix } from 'ml-matrix';
import { refuse } from '../text/index.js';
import { type RealMatrix, checkProduct, checkSquare } from './matrix.js';
import type { Result } from './result.js';

/**
 * x with A x = b for a small real system (Newton steps, susceptibilities), by ml-matrix. Rows are first scaled by their
 * largest element, so that pivoting treats equations of very different size alike.
 *
 * @param a  n × n, n up to a few tens
 * @returns  x; `residual` = max |A x − b| over scaled rows, `scale` = the largest scaled |b|, or the largest |x| if
 *   that is larger
 * @diagnostic `matrix-shape`, `matrix-not-square`, `matrix-mismatch`, `not-finite`, `singular`
 */
export function solveSmall(a: RealMatrix, b: ArrayLike<number>): Result<Float64Array> {
  checkSquare(a);
  checkProduct(a.rows, [a.cols, b.length], 'the right-hand side');
  const n = a.rows;
  const rows: number[][] = [];
  const right: number[] = [];
  for (let i = 0; i < n; i++) {
    const row = Array.from(a.re.subarray(i * n, (i + 1) * n));
    const largest = Math.max(...row.map(Math.abs));
    if (!(largest < Infinity) || !Number.isFinite(b[i]!))
      refuse('not-finite', `row ${i + 1} of the system has an element that is not a finite number`);
    if (largest === 0) refuse('singular', `row ${i + 1} of the system is zero`);
    rows.push(row.map((x) => x / largest));
    right.push(b[i]! / largest);
  }
  const matrix = new Matrix(rows);
  const lu = new LuDecomposition(matrix);
  if (lu.isSingular()) refuse('singular', `the ${n} × ${n} system is singular`);
  const x = lu.solve(Matrix.columnVector(right)).to1DArray();
  if (!x.every(Number.isFinite)) refuse('singular', `the ${n} × ${n} system is singular to rounding`);
  let residual = 0;
  for (let i = 0; i < n; i++) {
    let s = -right[i]!;
    for (let j = 0; j < n; j++) s += rows[i]![j]! * x[j]!;
    residual = Math.max(residual, Math.abs(s));
  }
  const scale = Math.max(...right.map(Math.abs), ...x.map(Math.abs));
  return { value: Float64Array.from(x), residual, scale, backend: 'library' };
}
