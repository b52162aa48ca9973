import { checkInterrupt, DiagnosticError, limit } from '../text/index.js';
import { type RealMatrix, real } from './matrix.js';
import type { EvolutionOptions } from './runge-kutta.js';
import { solveSmall } from './small.js';

/** A balance dq(x)/dt = r(x), in which the quantities q are functions of the unknowns x. */
export interface BalanceEquations {
  /** q and r at x */
  at(x: Float64Array): { readonly quantities: Float64Array; readonly rates: Float64Array };
  /** the same with ∂q/∂x and ∂r/∂x, which often follow from the same pass */
  linearised(x: Float64Array): LinearisedBalance;
}

/** Both sides of a balance at a point, with their slopes. */
export interface LinearisedBalance {
  readonly quantities: Float64Array;
  readonly rates: Float64Array;
  readonly slopes: { readonly quantities: RealMatrix; readonly rates: RealMatrix };
}

const r6 = Math.sqrt(6);

/** Radau IIA of order 5: Hairer and Wanner 1996, table IV.5.6. The last stage is the end of the step. */
const stages: readonly (readonly [number, number, number])[] = [
  [(88 - 7 * r6) / 360, (296 - 169 * r6) / 1800, (-2 + 3 * r6) / 225],
  [(296 + 169 * r6) / 1800, (88 + 7 * r6) / 360, (-2 - 3 * r6) / 225],
  [(16 - r6) / 36, (16 + r6) / 36, 1 / 9],
];

/** The inverse of the real eigenvalue of the inverse of these coefficients, and the weights of the error, (IV.8.17). */
const gamma = (6 + 81 ** (1 / 3) - 9 ** (1 / 3)) / 30;
const errorWeights = [(-13 - 7 * r6) / 3, (-13 + 7 * r6) / 3, -1 / 3].map((e) => e * gamma);

/** Largest number of steps of one evolution; while a state relaxes they grow, so that long times need few. */
const maxSteps = 5_000;
const maxNewtonSteps = 8;
/** Largest ratio of a step to the one before. */
const mostGrowth = 8;
/** Change of x below which rounding errors are all that Newton's method still sees. */
const roundingChange = 1e-12;

/**
 * Solutions of dq(x)/dt = r(x) at ascending times from the initial time 0 on, by the implicit method Radau IIA of order 5
 * with steps of adapted length. It is stable for any rates of relaxation, so the number of steps hardly depends on how
 * far they lie apart, or on the last time once the solution stands still.
 *
 * @diagnostic `stiff` where the steps become too small or too many
 * @cost three states, with slopes, for each Newton step, and a system of 3n unknowns
 */
export function integrateBalance(
  equations: BalanceEquations,
  start: ArrayLike<number>,
  times: readonly number[],
  { tolerance = 1e-10, done = () => {} }: EvolutionOptions = {},
): Float64Array[] {
  let t = 0;
  let x: Float64Array = Float64Array.from(start);
  let h = firstStep(equations, x);
  let steps = 0;
  return times.map((end) => {
    while (t < end) {
      checkInterrupt();
      if (++steps > maxSteps)
        limit('stiff', `the evolution takes more than ${maxSteps} steps up to t = ${end}`, {
          hint: 'take shorter times',
        });
      const step = Math.min(h, end - t);
      const found = attempt(equations, x, step, tolerance);
      if (found && found.error <= 1) {
        t = step < h ? end : t + step;
        x = found.x;
      }
      const factor = found ? 0.9 * (found.error || 1e-10) ** -0.25 : 0.25;
      h = step * Math.min(mostGrowth, Math.max(0.2, factor));
      if (t < end && !(t + h > t))
        limit('stiff', 'the steps of the evolution have become too small', { hint: 'take shorter times' });
    }
    done(x);
    return x;
  });
}

/** The time in which x changes by a hundredth; an estimate, which the error of the step corrects. */
function firstStep(equations: BalanceEquations, x: Float64Array): number {
  const { rates, slopes } = equations.linearised(x);
  if (rates.every((r) => r === 0)) return 1;
  const velocity = solveSmall(slopes.quantities, rates).value;
  return 0.01 / velocity.reduce((m, v, i) => Math.max(m, Math.abs(v) / (1 + Math.abs(x[i]!))), 1e-300);
}

/** One step, and its error in units of the tolerance; undefined where Newton's method does not find it. */
function attempt(
  equations: BalanceEquations,
  x: Float64Array,
  h: number,
  tolerance: number,
): { readonly x: Float64Array; readonly error: number } | undefined {
  try {
    const found = solveStages(equations, x, h, tolerance);
    return found && { x: found[2]!, error: errorOf(equations, x, h, found) / tolerance };
  } catch (error) {
    // Beyond the region where the state can be told from its neighbours a shorter step may succeed.
    if (error instanceof DiagnosticError && ['singular', 'not-finite', 'overflow'].includes(error.diagnostic.code))
      return undefined;
    throw error;
  }
}

/** Newton's method for q(x_i) = q(x_0) + h Σ_j a_ij r(x_j), with exact slopes at every stage. */
function solveStages(
  equations: BalanceEquations,
  x: Float64Array,
  h: number,
  tolerance: number,
): readonly Float64Array[] | undefined {
  const n = x.length;
  const start = equations.at(x).quantities;
  const at = stages.map(() => x.slice());
  let before = Infinity;
  for (let iteration = 0; iteration < maxNewtonSteps; iteration++) {
    const values = at.map((s) => equations.linearised(s));
    const matrix = real(3 * n, 3 * n);
    const right = new Float64Array(3 * n);
    stages.forEach((row, i) => {
      for (let a = 0; a < n; a++) {
        const line = i * n + a;
        right[line] = start[a]! - values[i]!.quantities[a]!;
        row.forEach((c, j) => (right[line]! += h * c * values[j]!.rates[a]!));
        for (let b = 0; b < n; b++) {
          row.forEach(
            (c, j) => (matrix.re[line * 3 * n + j * n + b] = -h * c * values[j]!.slopes.rates.re[a * n + b]!),
          );
          matrix.re[line * 3 * n + i * n + b]! += values[i]!.slopes.quantities.re[a * n + b]!;
        }
      }
    });
    const shift = solveSmall(matrix, right).value;
    let change = 0;
    at.forEach((s, i) => {
      for (let a = 0; a < n; a++) {
        change = Math.max(change, Math.abs(shift[i * n + a]!) / (1 + Math.abs(s[a]!)));
        s[a]! += shift[i * n + a]!;
      }
    });
    if (!(change < 1e3)) return undefined;
    if (change <= 0.01 * tolerance || (change <= roundingChange && change >= before / 4)) return at;
    before = change;
  }
  return undefined;
}

/** (∂q/∂x − h γ ∂r/∂x) error = h γ r(x_0) + Σ_i e_i (q(x_i) − q(x_0)), relative to 1 + |x|. */
function errorOf(equations: BalanceEquations, x: Float64Array, h: number, found: readonly Float64Array[]): number {
  const { quantities: start, rates, slopes } = equations.linearised(x);
  const n = x.length;
  const matrix = real(n, n);
  for (let k = 0; k < n * n; k++) matrix.re[k] = slopes.quantities.re[k]! - h * gamma * slopes.rates.re[k]!;
  const right = rates.map((r) => h * gamma * r);
  found.forEach((s, i) => {
    const { quantities } = equations.at(s);
    for (let a = 0; a < n; a++) right[a]! += errorWeights[i]! * (quantities[a]! - start[a]!);
  });
  const error = solveSmall(matrix, right).value;
  return error.reduce((m, e, i) => Math.max(m, Math.abs(e) / (1 + Math.abs(x[i]!))), 0);
}
