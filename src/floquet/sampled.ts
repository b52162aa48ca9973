import type { ComplexMatrix } from '../numeric/index.js';

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
export function orthonormalise({ levels: n, times, re, im }: Sampled, overlap: ComplexMatrix): void {
  const row = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let m = 0; m < times; m++) {
    const at = m * n * n;
    overlap.re.fill(0);
    overlap.im.fill(0);
    adjointTimes(overlap, 0, { re, im, at }, { re, im, at }, n);
    for (let i = 0; i < n; i++) {
      row.re.fill(0);
      row.im.fill(0);
      for (let k = 0; k < n; k++) {
        const [u, v] = [re[at + i * n + k]!, im[at + i * n + k]!];
        for (let j = 0; j < n; j++) {
          const x = (k === j ? 1.5 : 0) - overlap.re[k * n + j]! / 2;
          const y = -overlap.im[k * n + j]! / 2;
          row.re[j]! += u * x - v * y;
          row.im[j]! += u * y + v * x;
        }
      }
      re.set(row.re, at + i * n);
      im.set(row.im, at + i * n);
    }
  }
}

export interface Block {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly at: number;
}

/** Adds A† B of two N × N blocks. */
export function adjointTimes(
  into: Pick<ComplexMatrix, 're' | 'im'>,
  place: number,
  a: Block,
  b: Block,
  n: number,
): void {
  const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const u = are[a.at + i * n + k]!;
      const v = -aim[a.at + i * n + k]!;
      const to = place + k * n;
      const from = b.at + i * n;
      for (let j = 0; j < n; j++) {
        const x = bre[from + j]!;
        const y = bim[from + j]!;
        into.re[to + j]! += u * x - v * y;
        into.im[to + j]! += u * y + v * x;
      }
    }
  }
}

/** Adds A B of two N × N blocks at the place of B. */
export function addBlockProduct(into: Sampled, a: Block, b: Block, n: number): void {
  const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im];
  const { re, im } = into;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const u = are[a.at + i * n + k]!;
      const v = aim[a.at + i * n + k]!;
      const to = b.at + i * n;
      const from = b.at + k * n;
      for (let j = 0; j < n; j++) {
        const x = bre[from + j]!;
        const y = bim[from + j]!;
        re[to + j]! += u * x - v * y;
        im[to + j]! += u * y + v * x;
      }
    }
  }
}
