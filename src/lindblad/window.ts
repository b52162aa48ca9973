import type { ComplexMatrix } from '../numeric/index.js';

/**
 * Rows of a block from `top` on, those of the pairs `here`; the columns of pairs stand in `place`, −1 where there is
 * none.
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
