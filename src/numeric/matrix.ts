import { refuse } from '../text/index.js';

/** A real matrix by rows: element (i, j) is `re[i * cols + j]`. */
export interface RealMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly re: Float64Array;
}

/** A complex matrix: two planes by rows. */
export interface ComplexMatrix extends RealMatrix {
  readonly im: Float64Array;
}

/**
 * A real matrix, or a complex one if it has `im`. The two never mix silently: use `complex` to make a real matrix
 * complex.
 */
export type Matrix = RealMatrix | ComplexMatrix;

export function isComplex(a: Matrix): a is ComplexMatrix {
  return 'im' in a;
}

/** A zero matrix. */
export function real(rows: number, cols: number, re: ArrayLike<number> = new Float64Array(rows * cols)): RealMatrix {
  return { rows, cols, re: re instanceof Float64Array ? re : Float64Array.from(re) };
}

/** A complex matrix from its planes; a missing imaginary plane is zero. */
export function complex(rows: number, cols: number, re?: ArrayLike<number>, im?: ArrayLike<number>): ComplexMatrix {
  return { ...real(rows, cols, re), im: real(rows, cols, im).re };
}

export function identity(n: number): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n; i++) a.re[i * n + i] = 1;
  return a;
}

export function adjointMatrix<M extends Matrix>(a: M): M;
export function adjointMatrix(a: Matrix): Matrix {
  const { rows, cols } = a;
  const re = new Float64Array(rows * cols);
  const im = new Float64Array(isComplex(a) ? rows * cols : 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      re[j * rows + i] = a.re[i * cols + j]!;
      if (isComplex(a)) im[j * rows + i] = -a.im[i * cols + j]!;
    }
  }
  return isComplex(a) ? { rows: cols, cols: rows, re, im } : { rows: cols, cols: rows, re };
}

const size = (a: Matrix) => `${a.rows} × ${a.cols}`;

/**
 * Refuses a matrix whose planes do not fit its shape.
 * @diagnostic `matrix-shape`
 */
export function checkShape(a: Matrix, what = 'the matrix'): void {
  const whole = Number.isInteger(a.rows) && Number.isInteger(a.cols) && a.rows >= 1 && a.cols >= 1;
  if (!whole) refuse('matrix-shape', `${what} has shape ${size(a)}; both must be whole numbers from 1 up`);
  const n = a.rows * a.cols;
  if (a.re.length !== n) refuse('matrix-shape', `${what} is ${size(a)} but has ${a.re.length} real elements`);
  if (isComplex(a) && a.im.length !== n)
    refuse('matrix-shape', `${what} is ${size(a)} but has ${a.im.length} imaginary elements`);
}

/** @diagnostic `matrix-not-square` */
export function checkSquare(a: Matrix, what = 'the matrix'): void {
  checkShape(a, what);
  if (a.rows !== a.cols) refuse('matrix-not-square', `${what} is ${size(a)}; it must be square`);
}

/** @diagnostic `matrix-mismatch` */
export function checkProduct(rows: number, inner: readonly [number, number], what: string): void {
  if (inner[0] !== inner[1])
    refuse('matrix-mismatch', `${what}: ${rows} × ${inner[0]} does not go with ${inner[1]} rows`);
}

/** @diagnostic `matrix-mixed` */
export function checkSameField(a: Matrix, b: Matrix): void {
  if (isComplex(a) !== isComplex(b)) {
    refuse('matrix-mixed', 'one matrix is real and the other complex', {
      hint: 'lift the real one with complex(rows, cols, re)',
    });
  }
}

/**
 * Tolerance on |A − A†| relative to the largest element: products of a few hundred terms in double precision
 * are Hermitian to 1e-13; a transposed or conjugated block is off by order one.
 */
const hermitianTolerance = 1e-10;

/** @diagnostic `not-hermitian` */
export function checkHermitian(skew: number, largest: number): void {
  if (skew > hermitianTolerance * largest) {
    refuse(
      'not-hermitian',
      `the matrix differs from its adjoint by ${skew.toExponential(1)}, its largest element is ${largest.toExponential(1)}`,
    );
  }
}

/** Eigenvalues, ascending, and the vectors as columns in the same order. */
export interface Eigen<M extends Matrix> {
  readonly values: Float64Array;
  readonly vectors: M;
}
