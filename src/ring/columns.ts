import type { ComplexMatrix } from '../numeric/index.js';

export function innerColumns(
  u: ComplexMatrix,
  i: number,
  v: ComplexMatrix,
  j: number,
  n: number,
): { re: number; im: number } {
  let re = 0;
  let im = 0;
  const [p, q] = [u.cols, v.cols];
  for (let r = 0; r < n; r++) {
    const a = u.re[r * p + i]!;
    const b = u.im[r * p + i]!;
    const c = v.re[r * q + j]!;
    const d = v.im[r * q + j]!;
    re += a * c + b * d;
    im += a * d - b * c;
  }
  return { re, im };
}
