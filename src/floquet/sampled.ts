import { type ComplexMatrix, complex } from '../numeric/index.js';

/** N × N matrices at equal times of a period, such as modes: column j of matrix m is φ_j(t_m). */
export interface Sampled {
  readonly levels: number;
  readonly times: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Adds e^{i angle} times a matrix. */
export function addTurned(re: Float64Array, im: Float64Array, at: number, matrix: ComplexMatrix, angle: number): void {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let p = 0; p < matrix.re.length; p++) {
    re[at + p]! += c * matrix.re[p]! - s * matrix.im[p]!;
    im[at + p]! += c * matrix.im[p]! + s * matrix.re[p]!;
  }
}

/** Replaces φ by φ (3 − φ†φ)/2 at every time. */
export function orthonormalise({ levels: n, times, re, im }: Sampled): void {
  const [overlap, moved] = [complex(n, n), complex(n, n)];
  for (let m = 0; m < times; m++) {
    const modes = { re, im, at: m * n * n };
    setAdjointProduct(overlap, 0, modes, modes, n);
    for (let p = 0; p < n * n; p++) {
      overlap.re[p] = (p % (n + 1) === 0 ? 1.5 : 0) - overlap.re[p]! / 2;
      overlap.im[p]! /= -2;
    }
    setProduct(moved, 0, modes, { ...overlap, at: 0 }, n);
    re.set(moved.re, modes.at);
    im.set(moved.im, modes.at);
  }
}

/** An N × N block by rows, which begins at a place of longer arrays. */
export interface Block {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly at: number;
}

type Planes = Pick<ComplexMatrix, 're' | 'im'>;

/** Sets a block, which is none of the factors, to A B. */
export function setProduct(into: Planes, place: number, a: Block, b: Block, n: number): void {
  setBlock(into, place, a, n, 1, 1, b, n);
}

/** Sets a block, which is none of the factors, to A† B. */
export function setAdjointProduct(into: Planes, place: number, a: Block, b: Block, n: number): void {
  setBlock(into, place, a, 1, n, -1, b, n);
}

/**
 * The product of blocks, four elements at a time: their sums stay in registers.
 *
 * @param row   distance of elements of A from one row to the next, and `column` from one column to the next
 * @param sign  that of the imaginary parts of A
 */
function setBlock(
  { re, im }: Planes,
  place: number,
  { re: are, im: aim, at: first }: Block,
  row: number,
  column: number,
  sign: 1 | -1,
  { re: bre, im: bim, at: second }: Block,
  n: number,
): void {
  for (let i = 0; i < n; i += 2) {
    // At the edge of a block of odd size, the last row or column is computed twice.
    const below = i + 1 < n ? 1 : 0;
    for (let j = 0; j < n; j += 2) {
      const right = j + 1 < n ? 1 : 0;
      let [re00, im00, re01, im01, re10, im10, re11, im11] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let k = 0, p = first + i * row, q = second + j; k < n; k++, p += column, q += n) {
        const u0 = are[p]!;
        const v0 = sign * aim[p]!;
        const u1 = are[p + below * row]!;
        const v1 = sign * aim[p + below * row]!;
        const x0 = bre[q]!;
        const y0 = bim[q]!;
        const x1 = bre[q + right]!;
        const y1 = bim[q + right]!;
        re00 += u0 * x0 - v0 * y0;
        im00 += u0 * y0 + v0 * x0;
        re01 += u0 * x1 - v0 * y1;
        im01 += u0 * y1 + v0 * x1;
        re10 += u1 * x0 - v1 * y0;
        im10 += u1 * y0 + v1 * x0;
        re11 += u1 * x1 - v1 * y1;
        im11 += u1 * y1 + v1 * x1;
      }
      const p = place + i * n + j;
      const q = p + below * n;
      re[p] = re00;
      im[p] = im00;
      re[p + right] = re01;
      im[p + right] = im01;
      re[q] = re10;
      im[q] = im10;
      re[q + right] = re11;
      im[q + right] = im11;
    }
  }
}
