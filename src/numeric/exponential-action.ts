import { checkInterrupt } from '../text/index.js';
import { type RealMatrix, real } from './matrix.js';
import { multiplyMatrices } from './product.js';

/** ‖Lh‖ of the first step, and the order of its Taylor series: the rest is below 2^−40/8! = 2·10⁻¹⁷. */
const firstStepNorm = 1 / 32;
const taylorOrder = 7;
/** Change of e^{Lt} with t → 2t below which it stands still. */
const stillChange = 1e-15;

/** Options of the exponential of a matrix. */
export interface ExponentialOptions {
  /** a row t with t L = 0, such as the trace: rounding errors of t e^{Lt} = t are removed with this column, of t-value 1 */
  readonly kept?: { readonly row: Float64Array; readonly column: Float64Array };
}

/**
 * e^{Lt} x at several times, for a dense matrix whose solutions do not grow.
 *
 * Each time is a sum of steps h 2^k and of a rest. The matrices e^{L h 2^k} follow from each other by squaring, and all
 * times share them; once a square changes nothing, longer times change nothing either. The number of products grows as
 * the logarithm of the time.
 *
 * @cost log₂(‖L‖t) products of n × n matrices at most
 */
export function exponentialAction(
  matrix: RealMatrix,
  x: Float64Array,
  times: readonly number[],
  { kept }: ExponentialOptions = {},
): Float64Array[] {
  const n = matrix.cols;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(matrix.re[i * n + j]!);
    norm = Math.max(norm, sum);
  }
  if (norm === 0) return times.map(() => x.slice());
  const h = firstStepNorm / norm;
  const states = times.map((t) => ({ steps: Math.floor(t / h), x }));
  states.forEach((s, k) => (s.x = taylorAction(matrix, x, times[k]! - s.steps * h)));
  if (states.every((s) => s.steps === 0)) return states.map((s) => s.x);
  let power = taylorMatrix(matrix, h);
  for (;;) {
    checkInterrupt();
    if (kept) restore(power, kept);
    for (const s of states) {
      if (s.steps % 2 === 1) s.x = product(power, s.x);
      s.steps = Math.floor(s.steps / 2);
    }
    if (states.every((s) => s.steps === 0)) break;
    const next = multiplyMatrices(power, power).value;
    if (next.re.every((v, k) => Math.abs(v - power.re[k]!) <= stillChange)) {
      for (const s of states) if (s.steps > 0) s.x = product(next, s.x);
      break;
    }
    power = next;
  }
  return states.map((s) => s.x);
}

/** A x */
function product({ rows, cols, re }: RealMatrix, x: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += re[i * cols + j]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** e^{Lt} x for ‖Lt‖ ≤ `firstStepNorm`. */
function taylorAction(matrix: RealMatrix, x: Float64Array, t: number): Float64Array {
  let term: Float64Array = x;
  const sum = x.slice();
  for (let k = 1; k <= taylorOrder; k++) {
    term = product(matrix, term).map((v) => (v * t) / k);
    for (let i = 0; i < sum.length; i++) sum[i]! += term[i]!;
  }
  return sum;
}

/** e^{Lh} = 1 + Lh (1 + Lh/2 (1 + Lh/3 (…))) */
function taylorMatrix(matrix: RealMatrix, h: number): RealMatrix {
  const n = matrix.cols;
  const plusOne = (a: RealMatrix, factor: number): RealMatrix => {
    const out = real(
      n,
      n,
      a.re.map((v) => v * factor),
    );
    for (let i = 0; i < n; i++) out.re[i * (n + 1)]! += 1;
    return out;
  };
  let sum = plusOne(matrix, h / taylorOrder);
  for (let k = taylorOrder - 1; k >= 1; k--) sum = plusOne(multiplyMatrices(matrix, sum).value, h / k);
  return sum;
}

/** Adds to each column what it lacks of t e^{Lt} = t. */
function restore({ cols: n, re }: RealMatrix, { row, column }: NonNullable<ExponentialOptions['kept']>): void {
  const lacks = row.slice();
  for (let i = 0; i < n; i++) if (row[i] !== 0) for (let j = 0; j < n; j++) lacks[j]! -= row[i]! * re[i * n + j]!;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) re[i * n + j]! += column[i]! * lacks[j]!;
}
