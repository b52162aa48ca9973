import { checkInterrupt, limit } from '../text/index.js';

/** Largest number of steps of one evolution. */
const maxSteps = 20_000;

/** Coefficients of Dormand and Prince 1980, order 5; the last row also gives the step (first same as last). */
const dormandPrince: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/** Difference between orders 5 and 4. */
const embeddedError: readonly number[] = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** Options of an evolution in time. */
export interface EvolutionOptions {
  /** error of a step relative to 1 + |x|; 1e-9 by default */
  readonly tolerance?: number;
  /** called with each x that was reached, for callers that need them before an error */
  readonly done?: (x: Float64Array) => void;
}

/** Options of an evolution by explicit steps. */
export interface ExplicitOptions extends EvolutionOptions {
  /** whether x stands still, given x and dx/dt: later times have the same x */
  readonly isSteady?: (x: Float64Array, slope: Float64Array) => boolean;
}

/**
 * Solutions of dx/dt = f(x) at ascending times from the initial time 0 on, by the embedded Runge-Kutta pair of Dormand and
 * Prince with steps of adapted length.
 *
 * @diagnostic `stiff` where the steps become too small or too many
 */
export function integrateInTime(
  f: (x: Float64Array) => Float64Array,
  start: ArrayLike<number>,
  times: readonly number[],
  { tolerance = 1e-9, done = () => {}, isSteady = () => false }: ExplicitOptions = {},
): Float64Array[] {
  let t = 0;
  let x: Float64Array = Float64Array.from(start);
  let force: Float64Array = f(x);
  let h = 0.01 / force.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-300);
  let steps = 0;
  const combined = (k: readonly Float64Array[], weights: readonly number[], step: number): Float64Array => {
    const out = x.slice();
    weights.forEach((c, r) => {
      const slope = k[r]!;
      if (c !== 0) for (let i = 0; i < out.length; i++) out[i]! += step * c * slope[i]!;
    });
    return out;
  };
  return times.map((end) => {
    while (t < end && !isSteady(x, force)) {
      checkInterrupt();
      if (++steps > maxSteps)
        limit('stiff', `the evolution takes more than ${maxSteps} steps up to t = ${end}`, {
          hint: 'take shorter times',
        });
      const step = Math.min(h, end - t);
      const k = [force];
      for (let s = 1; s < 7; s++) k.push(f(combined(k, dormandPrince[s - 1]!, step)));
      const next = combined(k, dormandPrince[5]!, step);
      let error = 0;
      for (let i = 0; i < x.length; i++) {
        let change = 0;
        for (let r = 0; r < 7; r++) change += embeddedError[r]! * k[r]![i]!;
        error = Math.max(error, Math.abs(step * change) / (1 + Math.abs(x[i]!)) / tolerance);
      }
      if (error <= 1) {
        t = step < h ? end : t + step;
        x = next;
        force = k[6]!;
      }
      h = step * Math.min(5, Math.max(0.2, 0.9 * (error || 1e-10) ** -0.2));
      if (t < end && t + h === t)
        limit('stiff', 'the steps of the evolution have become too small', { hint: 'take shorter times' });
    }
    done(x);
    return x;
  });
}
