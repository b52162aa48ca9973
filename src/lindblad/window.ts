import type { ComplexMatrix } from '../numeric/index.js';

/**
 * Rows of a block from `top` on, which belong to the pairs `here`; `place` has the column of each pair, −1 where there
 * is none.
 */
export interface Window {
  readonly out: ComplexMatrix;
  readonly top: number;
  readonly here: Int32Array;
  readonly place: Int32Array;
}

export function addElement(
  out: ComplexMatrix,
  row: number,
  column: number,
  x: number,
  y: number,
  u: number,
  v: number,
): void {
  if (column < 0 || (x === 0 && y === 0)) return;
  out.re[row + column]! += u * x - v * y;
  out.im[row + column]! += u * y + v * x;
}
