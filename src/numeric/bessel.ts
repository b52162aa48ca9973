import { limit, refuse } from '../text/index.js';
import type { Result } from './result.js';

/** Largest argument or order; beyond it the recurrence would run for more than a second. */
const farthest = 1e7;

/** Below this argument three terms of the series are exact to 1e-18, since the next is (x/2)⁶/36. */
const tiny = 1e-3;

/**
 * Between these bounds, values and their squares stay in range, since a step multiplies by at most 2 · farthest / tiny,
 * which is below 2^35.
 */
const low = 2 ** -500;
const high = 2 ** 400;

/**
 * Bessel functions of the first kind J_0(x) … J_n(x) at once, by Miller's downward recurrence
 * J_{k−1} = (2k/x) J_k − J_{k+1}, normalised by Neumann's J_0² + 2 Σ J_k² = 1, which has no cancellation.
 *
 * @returns n + 1 values, with an absolute error of a few 1e-16, and beyond the turning point k > |x| also with a small
 *          relative error. `residual` = |J_0 + 2 Σ J_2k − 1|, the sum rule that the normalisation does not use; `scale`
 *          = 1
 * @diagnostic `not-finite`, `order-not-integer`, `bessel-too-far`
 * @cost O(max(n, |x|))
 */
export function besselJ(n: number, x: number): Result<Float64Array> {
  if (!Number.isFinite(x)) refuse('not-finite', 'the argument of a Bessel function must be a finite number');
  if (!Number.isInteger(n) || n < 0)
    refuse('order-not-integer', `the highest order must be a whole number from 0 up, not ${n}`);
  if (n > farthest || Math.abs(x) > farthest)
    limit('bessel-too-far', `orders and arguments of Bessel functions go up to ${farthest}`);
  const out = new Float64Array(n + 1);
  const size = Math.abs(x);
  if (size < tiny) {
    const q = (x / 2) ** 2;
    let lead = 1;
    for (let k = 0; k <= n; k++) {
      out[k] = lead * (1 - (q / (k + 1)) * (1 - q / (2 * (k + 2))));
      lead *= x / 2 / (k + 1);
    }
    // The first term that is left out.
    return { value: out, residual: q ** 3 / 36, scale: 1, backend: 'typescript' };
  }
  // Above max(n, |x|) the functions fall faster than exp(−s²/m) after s steps: s² = 60 m gives 1e-26.
  const m = Math.max(n, size);
  const start = 2 * Math.ceil((m + 20 + Math.sqrt(60 * m)) / 2);
  let above = 0;
  let here = low;
  let squares = 0;
  let sum = 0;
  for (let k = start; k >= 0; k--) {
    if (k <= n) out[k] = here;
    squares += (k === 0 ? 1 : 2) * here * here;
    if (k % 2 === 0) sum += (k === 0 ? 1 : 2) * here;
    const below = ((2 * k) / size) * here - above;
    above = here;
    here = below;
    if (Math.abs(above) > high) {
      // Scaling by a power of two is exact; orders already stored are scaled as well.
      const down = 2 ** -800;
      here *= down;
      above *= down;
      sum *= down;
      squares = squares * down * down;
      for (let j = k; j <= n; j++) out[j]! *= down;
    }
  }
  // The sum over even orders is +1, which fixes the sign.
  const norm = Math.sqrt(squares) * Math.sign(sum);
  for (let k = 0; k <= n; k++) out[k] = (out[k]! / norm) * (x < 0 && k % 2 === 1 ? -1 : 1);
  return { value: out, residual: Math.abs(sum / norm - 1), scale: 1, backend: 'typescript' };
}

/**
 * J_n(x) for one integer order of either sign, with J_{−n} = (−1)^n J_n.
 * @diagnostic as `besselJ`
 */
export function besselJOne(n: number, x: number): Result<number> {
  const { value, ...rest } = besselJ(Math.abs(n), x);
  const last = value[Math.abs(n)]!;
  return { value: n < 0 && n % 2 !== 0 ? -last : last, ...rest };
}
