import { complex, eigenvalues, isComplex, type Matrix, real } from '../numeric/index.js';

/**
 * Singular values of a square matrix, ascending: the non-negative eigenvalues of (0 A; A† 0), up to rounding errors
 * relative to the largest.
 */
export function singularValues(a: Matrix): Float64Array {
  const n = a.rows;
  const imaginary = isComplex(a) ? a.im : undefined;
  const both = imaginary ? complex(2 * n, 2 * n) : real(2 * n, 2 * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      both.re[i * 2 * n + n + j] = both.re[(n + j) * 2 * n + i] = a.re[i * n + j]!;
      if (!imaginary || !isComplex(both)) continue;
      both.im[i * 2 * n + n + j] = imaginary[i * n + j]!;
      both.im[(n + j) * 2 * n + i] = -imaginary[i * n + j]!;
    }
  }
  return eigenvalues(both)
    .value.subarray(n)
    .map((x) => Math.max(0, x));
}

/** Singular values below this times the number of rows, relative to the largest, count as zero. */
const roundingPerRow = 1e-15;

/** Singular values above this, relative to the largest, are certainly not zero. */
const resolvedRatio = 1e-11;

/**
 * The dimension of the null space of a matrix, from its singular values.
 *
 * @returns `isClear` is false where some singular value may be either a rounding error or a small number
 */
export function nullity(a: Matrix): { readonly dimension: number; readonly isClear: boolean } {
  const sigma = singularValues(a);
  const largest = sigma.at(-1) ?? 0;
  const zeros = sigma.filter((s) => s <= roundingPerRow * a.rows * largest).length;
  const dimension = sigma.filter((s) => s <= resolvedRatio * largest).length;
  return { dimension, isClear: dimension === zeros };
}
