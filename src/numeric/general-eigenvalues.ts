import { checkInterrupt, limit } from '../text/index.js';
import { type ComplexMatrix, checkSquare } from './matrix.js';

/** Eigenvalues of a matrix that need not be Hermitian, with what rounding may have done to each. */
export interface GeneralEigenvalues {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /**
   * estimated error of each eigenvalue: its condition ‖x‖‖y‖/|y†x|, for the right and left eigenvectors x and y, times
   * the rounding errors of the reduction. It is of the order of the distance to the next eigenvalue where the matrix
   * cannot be diagonalised.
   */
  readonly error: Float64Array;
}

/** Largest matrix, after it has been taken apart, whose eigenvalues are computed without symmetry. */
export const maxGeneralSize = 700;

/**
 * Eigenvalues of a complex matrix.
 *
 * Rows and columns are permuted to block triangular form first: the blocks are the strongly connected components of the
 * graph of its nonzero elements, so a triangular matrix has its diagonal as exact eigenvalues. A block is reduced to
 * Hessenberg form by reflections and to Schur form by QR steps with Wilkinson's shift.
 *
 * @param a  n × n
 * @returns  in the order of the components
 * @diagnostic `matrix-not-square`, `matrix-too-large` for a component larger than `maxGeneralSize`, `no-convergence`
 * @cost about 10 n³ complex multiply-adds for a component of n rows
 */
export function generalEigenvalues(a: ComplexMatrix): GeneralEigenvalues {
  checkSquare(a);
  const n = a.rows;
  const out = { re: new Float64Array(n), im: new Float64Array(n), error: new Float64Array(n) };
  let place = 0;
  for (const rows of strongComponents(a)) {
    const size = rows.length;
    if (size > maxGeneralSize) {
      limit(
        'matrix-too-large',
        `the eigenvalues of a matrix of ${size} rows that is not Hermitian: ${maxGeneralSize} is the most`,
        { hint: 'take fewer sites' },
      );
    }
    const block: ComplexMatrix = {
      rows: size,
      cols: size,
      re: new Float64Array(size ** 2),
      im: new Float64Array(size ** 2),
    };
    rows.forEach((i, p) =>
      rows.forEach((k, q) => {
        block.re[p * size + q] = a.re[i * n + k]!;
        block.im[p * size + q] = a.im[i * n + k]!;
      }),
    );
    if (size > 1) {
      toHessenberg(block);
      toSchur(block);
    }
    const error = size > 1 ? errorsOf(block) : new Float64Array(1);
    for (let k = 0; k < size; k++, place++) {
      out.re[place] = block.re[k * (size + 1)]!;
      out.im[place] = block.im[k * (size + 1)]!;
      out.error[place] = error[k]!;
    }
  }
  return out;
}

/**
 * The strongly connected components of the graph with an edge from row i to column k where a_ik ≠ 0 (Tarjan, without
 * recursion).
 */
function strongComponents({ rows: n, re, im }: ComplexMatrix): number[][] {
  const order = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = new Int32Array(n);
  const onStack = new Uint8Array(n);
  const stack: number[] = [];
  const found: number[][] = [];
  let count = 0;
  for (let root = 0; root < n; root++) {
    if (order[root]! >= 0) continue;
    const path = [root];
    while (path.length > 0) {
      const v = path.at(-1)!;
      if (next[v] === 0 && order[v]! < 0) {
        order[v] = low[v] = count;
        count += 1;
        stack.push(v);
        onStack[v] = 1;
      }
      let down = -1;
      while (next[v]! < n && down < 0) {
        const w = next[v]!;
        next[v]! += 1;
        if (w === v || (re[v * n + w] === 0 && im[v * n + w] === 0)) continue;
        if (order[w]! < 0) down = w;
        else if (onStack[w]) low[v] = Math.min(low[v]!, order[w]!);
      }
      if (down >= 0) {
        path.push(down);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[v]!);
      if (low[v] !== order[v]) continue;
      const component: number[] = [];
      let w: number;
      do {
        w = stack.pop()!;
        onStack[w] = 0;
        component.push(w);
      } while (w !== v);
      found.push(component);
    }
  }
  return found;
}

/** An element smaller than the largest one by this factor is zero: reflections and rotations made from it would lose their digits. */
const leastRatio = 1e-140;

/** Q†AQ with zeros below the first subdiagonal, by Householder reflections; in place. */
function toHessenberg({ rows: n, re, im }: ComplexMatrix): void {
  const [vr, vi] = [new Float64Array(n), new Float64Array(n)];
  const scale = largestModulus({ re, im });
  for (let k = 0; k < n - 2; k++) {
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, re[i * n + k]!, im[i * n + k]!);
    if (norm <= leastRatio * scale) {
      for (let i = k + 1; i < n; i++) re[i * n + k] = im[i * n + k] = 0;
      continue;
    }
    const [x, y] = [re[(k + 1) * n + k]!, im[(k + 1) * n + k]!];
    const size = Math.hypot(x, y);
    // v = x + e^{i arg x_0} ‖x‖ e_0, which adds numbers of one phase
    const [pr, pi] = size <= leastRatio * norm ? [1, 0] : [x / size, y / size];
    let squared = 0;
    for (let i = k + 1; i < n; i++) {
      vr[i] = re[i * n + k]! / norm + (i === k + 1 ? pr : 0);
      vi[i] = im[i * n + k]! / norm + (i === k + 1 ? pi : 0);
      squared += vr[i]! ** 2 + vi[i]! ** 2;
    }
    const factor = 2 / squared;
    // from the left: A − factor v (v†A)
    for (let c = k; c < n; c++) {
      let [sr, si] = [0, 0];
      for (let i = k + 1; i < n; i++) {
        const at = i * n + c;
        sr += vr[i]! * re[at]! + vi[i]! * im[at]!;
        si += vr[i]! * im[at]! - vi[i]! * re[at]!;
      }
      sr *= factor;
      si *= factor;
      for (let i = k + 1; i < n; i++) {
        const at = i * n + c;
        re[at]! -= vr[i]! * sr - vi[i]! * si;
        im[at]! -= vr[i]! * si + vi[i]! * sr;
      }
    }
    // from the right: A − factor (A v) v†
    for (let r = 0; r < n; r++) {
      let [sr, si] = [0, 0];
      for (let i = k + 1; i < n; i++) {
        const at = r * n + i;
        sr += re[at]! * vr[i]! - im[at]! * vi[i]!;
        si += re[at]! * vi[i]! + im[at]! * vr[i]!;
      }
      sr *= factor;
      si *= factor;
      for (let i = k + 1; i < n; i++) {
        const at = r * n + i;
        re[at]! -= sr * vr[i]! + si * vi[i]!;
        im[at]! -= si * vr[i]! - sr * vi[i]!;
      }
    }
    for (let i = k + 2; i < n; i++) re[i * n + k] = im[i * n + k] = 0;
  }
}

/** Largest number of QR steps for one eigenvalue; two or three are usual. */
const maxSteps = 60;

/** The Schur form of a Hessenberg matrix, in place. @diagnostic `no-convergence` */
function toSchur({ rows: n, re, im }: ComplexMatrix): void {
  const scale = largestModulus({ re, im });
  const sizeAt = (i: number, k: number): number => Math.hypot(re[i * n + k]!, im[i * n + k]!);
  const [cr, ci, sr, si] = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let high = n - 1;
  let steps = 0;
  while (high > 0) {
    let low = high;
    for (; low > 0; low--) {
      const around = sizeAt(low - 1, low - 1) + sizeAt(low, low) || scale;
      if (sizeAt(low, low - 1) <= Math.max(Number.EPSILON * around, leastRatio * scale)) {
        re[low * n + low - 1] = im[low * n + low - 1] = 0;
        break;
      }
    }
    if (low === high) {
      high -= 1;
      steps = 0;
      continue;
    }
    steps += 1;
    if (steps > maxSteps) limit('no-convergence', `an eigenvalue of the ${n} × ${n} matrix did not converge`);
    if ((high & 15) === 0) checkInterrupt();
    const [shiftRe, shiftIm] = shiftOf({ re, im }, n, high, steps);
    for (let k = low; k <= high; k++) {
      re[k * (n + 1)]! -= shiftRe;
      im[k * (n + 1)]! -= shiftIm;
    }
    for (let k = low; k < high; k++) {
      const [p, q] = [k * n, (k + 1) * n];
      const size = Math.hypot(re[p + k]!, im[p + k]!, re[q + k]!, im[q + k]!) || 1;
      const [a, b, c, d] = [re[p + k]! / size, im[p + k]! / size, re[q + k]! / size, im[q + k]! / size];
      [cr[k], ci[k], sr[k], si[k]] =
        size === 1 && a === 0 && b === 0 && c === 0 && d === 0 ? [1, 0, 0, 0] : [a, b, c, d];
      for (let m = k; m < n; m++) {
        const [x, y, u, v] = [re[p + m]!, im[p + m]!, re[q + m]!, im[q + m]!];
        const [A, B, C, D] = [cr[k]!, ci[k]!, sr[k]!, si[k]!];
        re[p + m] = A * x + B * y + C * u + D * v;
        im[p + m] = A * y - B * x + C * v - D * u;
        re[q + m] = -(C * x - D * y) + A * u - B * v;
        im[q + m] = -(C * y + D * x) + A * v + B * u;
      }
    }
    for (let k = low; k < high; k++) {
      const [A, B, C, D] = [cr[k]!, ci[k]!, sr[k]!, si[k]!];
      for (let r = 0, last = k + 1; r <= last; r++) {
        const at = r * n + k;
        const [x, y, u, v] = [re[at]!, im[at]!, re[at + 1]!, im[at + 1]!];
        re[at] = x * A - y * B + u * C - v * D;
        im[at] = x * B + y * A + u * D + v * C;
        re[at + 1] = -(x * C + y * D) + u * A + v * B;
        im[at + 1] = -(y * C - x * D) + v * A - u * B;
      }
    }
    for (let k = low; k <= high; k++) {
      re[k * (n + 1)]! += shiftRe;
      im[k * (n + 1)]! += shiftIm;
    }
  }
}

function largestModulus({ re, im }: Pick<ComplexMatrix, 're' | 'im'>): number {
  let largest = 0;
  for (let k = 0; k < re.length; k++) largest = Math.max(largest, Math.hypot(re[k]!, im[k]!));
  return largest;
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last element; another number if that does not converge. */
function shiftOf(
  { re, im }: Pick<ComplexMatrix, 're' | 'im'>,
  n: number,
  high: number,
  steps: number,
): readonly [number, number] {
  const at = high * n + high;
  if (steps % 10 === 0) return [re[at]! + Math.hypot(re[at - 1]!, im[at - 1]!), im[at]!];
  const [ar, ai] = [re[at - n - 1]!, im[at - n - 1]!];
  const [dr, di] = [re[at]!, im[at]!];
  const [br, bi, gr, gi] = [re[at - n]!, im[at - n]!, re[at - 1]!, im[at - 1]!];
  // With h = (a − d)/2 the eigenvalues are d + h ± √(h² + b c).
  const [hr, hi] = [(ar - dr) / 2, (ai - di) / 2];
  const [qr, qi] = [hr * hr - hi * hi + br * gr - bi * gi, 2 * hr * hi + br * gi + bi * gr];
  const size = Math.hypot(qr, qi);
  const rootRe = Math.sqrt(Math.max(0, (size + qr) / 2));
  const rootIm = Math.sqrt(Math.max(0, (size - qr) / 2)) * (qi < 0 ? -1 : 1);
  const sign = hr * rootRe + hi * rootIm > 0 ? -1 : 1;
  return [dr + hr + sign * rootRe, di + hi + sign * rootIm];
}

/** Condition of each eigenvalue of a triangular matrix, times the rounding errors of its reduction. */
function errorsOf({ rows: n, re, im }: ComplexMatrix): Float64Array {
  let norm = 0;
  for (let k = 0; k < re.length; k++) norm = Math.hypot(norm, re[k]!, im[k]!);
  const rounding = 4 * Number.EPSILON * Math.sqrt(n) * norm;
  const least = Number.EPSILON * norm;
  const errors = new Float64Array(n);
  const [xr, xi] = [new Float64Array(n), new Float64Array(n)];
  /** −(sr + i si)/(t_ii − λ_k), with a difference of rounding errors where the two are equal */
  const over = (sr: number, si: number, i: number, k: number): [number, number] => {
    let [dr, di] = [re[i * (n + 1)]! - re[k * (n + 1)]!, im[i * (n + 1)]! - im[k * (n + 1)]!];
    if (Math.hypot(dr, di) < least) [dr, di] = [least || 1, 0];
    const size = dr * dr + di * di;
    return [-(sr * dr + si * di) / size, -(si * dr - sr * di) / size];
  };
  for (let k = 0; k < n; k++) {
    let [right, left] = [1, 1];
    [xr[k], xi[k]] = [1, 0];
    for (let i = k - 1; i >= 0; i--) {
      let [sr, si] = [0, 0];
      for (let m = i + 1; m <= k; m++) {
        const at = i * n + m;
        sr += re[at]! * xr[m]! - im[at]! * xi[m]!;
        si += re[at]! * xi[m]! + im[at]! * xr[m]!;
      }
      [xr[i], xi[i]] = over(sr, si, i, k);
      right += xr[i]! ** 2 + xi[i]! ** 2;
    }
    for (let i = k + 1; i < n; i++) {
      let [sr, si] = [0, 0];
      for (let m = k; m < i; m++) {
        const at = m * n + i;
        sr += xr[m]! * re[at]! - xi[m]! * im[at]!;
        si += xr[m]! * im[at]! + xi[m]! * re[at]!;
      }
      [xr[i], xi[i]] = over(sr, si, i, k);
      left += xr[i]! ** 2 + xi[i]! ** 2;
    }
    const error = rounding * Math.sqrt(right) * Math.sqrt(left);
    errors[k] = Number.isFinite(error) ? Math.min(error, norm) : norm;
  }
  return errors;
}
