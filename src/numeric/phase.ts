import { refuse } from '../text/index.js';
import { type ComplexMatrix, checkSquare } from './matrix.js';

/** A diagonal element this small, relative to the largest in its row or column, is not used as a pivot of order one. */
const least = 0.3;

/**
 * arg det A without the ambiguity of 2π, for A = R + iD with R, D Hermitian and D ≥ 0: the sum of the arguments, each
 * in [0, π], of the eigenvalues. It is continuous in A wherever det A ≠ 0. For D = 0 it is π times the number of
 * negative eigenvalues (Sylvester's law).
 *
 * It is computed by elimination along the diagonal with pivots of order one and two. The remainder of A after each step
 * again has D ≥ 0, so the arguments of the pivots add up like those of the eigenvalues.
 *
 * @diagnostic `matrix-shape`, `matrix-not-square`, `not-finite`
 * @cost n³/3
 */
export function accretivePhase(matrix: ComplexMatrix): number {
  checkSquare(matrix);
  for (const plane of [matrix.re, matrix.im])
    if (!plane.every(Number.isFinite)) refuse('not-finite', 'the matrix has an element that is not a finite number');
  const n = matrix.rows;
  const re = matrix.re.slice();
  const im = matrix.im.slice();
  const size = (i: number, j: number): number => Math.hypot(re[i * n + j]!, im[i * n + j]!);
  const exchange = (i: number, j: number): void => {
    if (i === j) return;
    for (const plane of [re, im]) {
      for (let k = 0; k < n; k++) [plane[i * n + k], plane[j * n + k]] = [plane[j * n + k]!, plane[i * n + k]!];
      for (let k = 0; k < n; k++) [plane[k * n + i], plane[k * n + j]] = [plane[k * n + j]!, plane[k * n + i]!];
    }
  };
  /** The place of the largest off-diagonal element in row and column i, among those from k on. */
  const farthest = (i: number, k: number): { at: number; length: number } => {
    let [at, most] = [i, 0];
    for (let j = k; j < n; j++) {
      if (j === i) continue;
      const length = Math.max(
        Math.abs(re[i * n + j]!) + Math.abs(im[i * n + j]!),
        Math.abs(re[j * n + i]!) + Math.abs(im[j * n + i]!),
      );
      if (length > most) [at, most] = [j, length];
    }
    return { at, length: most };
  };
  let phase = 0;
  for (let k = 0; k < n; ) {
    let r = k;
    for (let i = k + 1; i < n; i++) if (size(i, i) > size(r, r)) r = i;
    let s = r;
    // Rook's search: it ends where neither of two rows has an element larger than the one at their crossing.
    for (let far = farthest(r, k); size(r, r) < least * far.length; ) {
      const back = farthest(far.at, k);
      if (size(far.at, far.at) >= least * back.length) {
        r = s = far.at;
        break;
      }
      if (back.length <= far.length) {
        s = far.at;
        break;
      }
      [r, far] = [far.at, back];
    }
    exchange(k, r);
    if (s === r) {
      const p = k * n + k;
      const [a, b] = [re[p]!, im[p]!];
      phase += angle(a, b);
      if (a !== 0 || b !== 0) {
        const d = a * a + b * b;
        for (let i = k + 1; i < n; i++)
          subtract(re, im, n, i, k, k + 1, [
            [k, (re[i * n + k]! * a + im[i * n + k]! * b) / d, (im[i * n + k]! * a - re[i * n + k]! * b) / d],
          ]);
      }
      k += 1;
      continue;
    }
    // The exchange may have moved the second row.
    exchange(k + 1, s === k ? r : s);
    const at = [k * n + k, k * n + k + 1, (k + 1) * n + k, (k + 1) * n + k + 1].map((p) => [re[p]!, im[p]!] as const);
    const [a, b, c, d] = at as [Pair, Pair, Pair, Pair];
    const det = minus(times(a, d), times(b, c));
    // Eigenvalues h ± √(h² − det).
    const half: Pair = [(a[0] + d[0]) / 2, (a[1] + d[1]) / 2];
    const root = squareRoot(minus(times(half, half), det));
    phase += angle(half[0] + root[0], half[1] + root[1]) + angle(half[0] - root[0], half[1] - root[1]);
    for (let i = k + 2; i < n; i++) {
      const x: Pair = [re[i * n + k]!, im[i * n + k]!];
      const y: Pair = [re[i * n + k + 1]!, im[i * n + k + 1]!];
      // (x, y) times the inverse of the pivot
      const u = over(minus(times(x, d), times(y, c)), det);
      const v = over(minus(times(y, a), times(x, b)), det);
      subtract(re, im, n, i, k, k + 2, [
        [k, u[0], u[1]],
        [k + 1, v[0], v[1]],
      ]);
    }
    k += 2;
  }
  return phase;
}

type Pair = readonly [number, number];

/** Subtracts multiples of pivot rows from row i, from column `from` on. */
function subtract(
  re: Float64Array,
  im: Float64Array,
  n: number,
  i: number,
  k: number,
  from: number,
  parts: readonly (readonly [number, number, number])[],
): void {
  for (const [row, u, v] of parts) {
    if (u === 0 && v === 0) continue;
    const [out, pivot] = [i * n, row * n];
    for (let j = from; j < n; j++) {
      const x = re[pivot + j]!;
      const y = im[pivot + j]!;
      re[out + j]! -= u * x - v * y;
      im[out + j]! -= u * y + v * x;
    }
  }
}

/** The argument in [0, π]; a number that rounding has moved below the real axis is put back on it. */
function angle(re: number, im: number): number {
  return im > 0 ? Math.atan2(im, re) : re < 0 ? Math.PI : 0;
}

const times = ([a, b]: Pair, [c, d]: Pair): Pair => [a * c - b * d, a * d + b * c];
const minus = ([a, b]: Pair, [c, d]: Pair): Pair => [a - c, b - d];
const over = ([a, b]: Pair, [c, d]: Pair): Pair => [
  (a * c + b * d) / (c * c + d * d),
  (b * c - a * d) / (c * c + d * d),
];

function squareRoot([a, b]: Pair): Pair {
  const r = Math.hypot(a, b);
  const u = Math.sqrt((r + Math.abs(a)) / 2);
  if (u === 0) return [0, 0];
  const v = Math.abs(b) / (2 * u);
  const [x, y] = a >= 0 ? [u, v] : [v, u];
  return [x, b < 0 ? -y : y];
}
