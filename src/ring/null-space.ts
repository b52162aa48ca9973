import { complex, eigenvalues, isComplex, type Matrix, real } from '../numeric/index.js';

/**
 * Singular values of a square matrix, ascending: the eigenvalues of (0 A; A† 0) that are not negative, to rounding of
 * the largest.
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

/** Singular values below this, relative to the largest and for each row, are rounding of zeros. */
const roundingPerRow = 1e-15;

/** Singular values above this, relative to the largest, are none. */
const resolvedRatio = 1e-11;

/**
 * How many independent vectors a matrix sends to zero, by its singular values.
 *
 * @returns `isClear` is false where some singular value may be rounding or a small number
 */
export function nullity(a: Matrix): { readonly dimension: number; readonly isClear: boolean } {
  const sigma = singularValues(a);
  const largest = sigma.at(-1) ?? 0;
  const zeros = sigma.filter((s) => s <= roundingPerRow * a.rows * largest).length;
  const dimension = sigma.filter((s) => s <= resolvedRatio * largest).length;
  return { dimension, isClear: dimension === zeros };
}
