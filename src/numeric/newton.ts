import { DiagnosticError, refuse } from '../text/index.js';
import { type RealMatrix, real } from './matrix.js';
import type { Result } from './result.js';
import { solveSmall } from './small.js';

export interface NewtonOptions {
  /** derivatives ∂f_i/∂x_j at x; by default they are computed by central differences */
  readonly jacobian?: (x: Float64Array) => RealMatrix;
  /**
   * the iteration stops when every |f_i| is below this times the size of its terms, max_j |J_ij x_j|; 1e-13 by default,
   * about a thousand rounding errors
   */
  readonly tolerance?: number;
  /** largest number of steps, 50 by default; quadratic convergence takes five, damping a few tens */
  readonly steps?: number;
}

/** One step of the iteration: norm of f before it (rows scaled), and the fraction of the Newton step taken. */
export interface NewtonStep {
  readonly norm: number;
  readonly damping: number;
}

/** The result of Newton's method, which is a root only if `converged`. `residual` = max |f_i| over scaled rows. */
export interface NewtonReport extends Result<Float64Array> {
  readonly converged: boolean;
  /** why it stopped: a root, no step that reduces |f|, a singular Jacobian, or the budget */
  readonly reason: 'root' | 'stalled' | 'singular' | 'budget';
  readonly history: readonly NewtonStep[];
}

/**
 * The step of a central difference that balances truncation h² against rounding u/h: the cube root of the rounding
 * unit.
 */
const difference = Math.cbrt(2 ** -53);

/**
 * A root of f by damped Newton iteration: equations are scaled by the rows of the Jacobian, so that rates of very
 * different size count equally, and a step is halved until |f| decreases (Armijo).
 *
 * @param f  n equations of n unknowns
 * @param x  starting point
 * @diagnostic `not-finite` where f is not finite at the start, `matrix-mismatch` where f has another length than x
 * @cost one Jacobian (2n calls of f by differences) and n³/3 for each step
 */
export function newton(
  f: (x: Float64Array) => Float64Array,
  x: ArrayLike<number>,
  options: NewtonOptions = {},
): NewtonReport {
  const { tolerance = 1e-13, steps = 50, jacobian = (at: Float64Array) => differences(f, at) } = options;
  let here = Float64Array.from(x);
  const n = here.length;
  let value = f(here);
  if (value.length !== n) refuse('matrix-mismatch', `${value.length} equations for ${n} unknowns`);
  if (!value.every(Number.isFinite)) refuse('not-finite', 'the equations are not finite where the iteration starts');
  const history: NewtonStep[] = [];
  for (;;) {
    const derivative = jacobian(here);
    const rows = rowScales(derivative, value);
    const terms = rowTerms(derivative, here, rows);
    const norm = scaledNorm(value, rows);
    const end = (reason: NewtonReport['reason']): NewtonReport => ({
      value: here,
      residual: Math.max(0, ...value.map((y, i) => Math.abs(y) / rows[i]!)),
      scale: Math.max(...terms),
      backend: 'library',
      converged: reason === 'root',
      reason,
      history,
    });
    if (value.every((y, i) => Math.abs(y) / rows[i]! <= tolerance * terms[i]!)) return end('root');
    if (history.length >= steps) return end('budget');
    let step: Float64Array;
    try {
      step = solveSmall(derivative, value).value;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return end('singular');
    }
    let damping = 1;
    for (;;) {
      const next = here.map((a, i) => a - damping * step[i]!);
      const then = f(next);
      const after = then.every(Number.isFinite) ? scaledNorm(then, rows) : Infinity;
      // Armijo's condition with the usual constant, 1e-4 of the decrease that the slope predicts.
      if (after <= (1 - 1e-4 * damping) * norm) {
        here = next;
        value = then;
        break;
      }
      damping /= 2;
      // After thirty halvings the step is below the rounding of the vector to which it is added, or the direction is
      // useless.
      if (damping < 2 ** -30) return end('stalled');
    }
    history.push({ norm, damping });
  }
}

function differences(f: (x: Float64Array) => Float64Array, x: Float64Array): RealMatrix {
  const n = x.length;
  const out = real(n, n);
  for (let j = 0; j < n; j++) {
    const h = difference * Math.max(1, Math.abs(x[j]!));
    const up = f(x.map((a, i) => (i === j ? a + h : a)));
    const down = f(x.map((a, i) => (i === j ? a - h : a)));
    for (let i = 0; i < n; i++) out.re[i * n + j] = (up[i]! - down[i]!) / (2 * h);
  }
  return out;
}

/** The largest derivative of each equation; if all derivatives vanish, the size of the equation, or one. */
function rowScales(derivative: RealMatrix, value: Float64Array): Float64Array {
  const n = value.length;
  return value.map((y, i) => {
    let m = 0;
    for (let j = 0; j < n; j++) m = Math.max(m, Math.abs(derivative.re[i * n + j]!));
    return m || Math.abs(y) || 1;
  });
}

/**
 * The size of the terms that cancel in each scaled equation at a root; at least the smallest size that a step could
 * change.
 */
function rowTerms(derivative: RealMatrix, x: Float64Array, rows: Float64Array): Float64Array {
  const n = x.length;
  const longest = x.reduce((m, a) => Math.max(m, Math.abs(a)), 0);
  return rows.map((r, i) => {
    let m = 0;
    for (let j = 0; j < n; j++) m = Math.max(m, Math.abs(derivative.re[i * n + j]! * x[j]!) / r);
    return Math.max(m, 2 ** -52 * longest, Number.MIN_VALUE);
  });
}

function scaledNorm(value: Float64Array, rows: Float64Array): number {
  return Math.hypot(...value.map((y, i) => y / rows[i]!));
}
