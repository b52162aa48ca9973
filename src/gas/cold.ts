import { real, stationary } from '../numeric/index.js';
import { type FloquetSystem, channelAt, energySolver } from '../scattering/index.js';
import { checkInterrupt } from '../text/index.js';
import { RateTable } from './rates.js';

/** The rates in the limit of zero temperature. */
export interface ColdLimit {
  readonly sidebands: number;
  /**
   * lim β Γ^q_{j→j'} in one dimension, lim Γ^q_{j→j'} in three; zero where ε_j' + qω is not below ε_j. The elastic entry goes to zero faster and is zero here.
   */
  readonly coefficients: RateTable;
  /** populations of the steady state: the prefactor 1/β is common to all rates and drops out */
  readonly populations: Float64Array;
  /** largest change in the last step of the extrapolation, relative to the largest coefficient of the same level */
  readonly residual: number;
}

/** Number of times the momentum is halved in the extrapolation of P/K to zero. */
const steps = 7;
/** First momentum, in units of the momentum at the nearest other threshold. */
const firstStep = 0.05;
/**
 * Factor by which the first momentum is lowered until the extrapolation settles: below a momentum such as m|W|, which
 * is known only from the solution, a slow particle is reflected totally.
 */
const descentFactor = 16;
/** 16^200 spans the range from the largest double to the smallest. */
const mostDescents = 200;
/** Last step of the extrapolation, relative to the largest coefficient of the level, that counts as rounding. */
const wantedChange = 1e-11;
/** Smallest energy; below it numbers are denormal. */
const leastEnergy = 1e-300;
/** A last step of the extrapolation below this counts as rounding if it no longer decreases. */
const roundingChange = 1e-6;

/**
 * Rates of the coldest gas: particles arrive with momentum K → 0, and they leave only with the energy that the drive or
 * the levels give them.
 *
 *   d = 3: Γ^q_{j→j'} → (πρ/m) lim P/K, finite.   gas (S36), gas (S37), gas (S38)
 *   d = 1: a slow particle is reflected totally, T = K τ + O(K²), all rates vanish, and β Γ^q_{j→j'} → (ρ/2) lim P/K.
 *   gas (S35)
 *
 * P = Σ |S − 1|² into (j', q). P/K is analytic in K: it is extrapolated to zero from 7 momenta below all momentum
 * scales of P.
 *
 * @diagnostic those of `energySolver` and `stationary`
 * @implements gas (S36)
 * @implements gas (S37)
 * @implements gas (S38)
 */
export function coldLimit(system: FloquetSystem, sidebands: number, places?: ArrayLike<number>): ColdLimit {
  const solver = energySolver(system, sidebands, places);
  const { channels, directions } = solver;
  const { mass: m, density, levels: n, dimension } = system.model;
  const { quasienergies } = system.modes;
  const coefficients = new Float64Array(n * n * (2 * sidebands + 1));
  const kinetic = new Float64Array(channels.count);
  const factor = dimension === 1 ? density / 2 : (Math.PI * density) / m;
  let [residual, largest] = [0, 0];
  for (let j = 0; j < n; j++) {
    const from = channelAt(channels, { level: j, quanta: 0 });
    if (from === undefined) throw new RangeError(`the channels leave out level ${j} without quanta`);
    const rest = channels.energy.map((e) => quasienergies[j]! - e);
    let nearest = system.scale.largest;
    for (const [c, e] of rest.entries()) if (c !== from && Math.abs(e) > 0) nearest = Math.min(nearest, Math.abs(e));

    /**
     * P/K at a momentum, into every channel of lower energy. |T/K|² is computed first, since T alone may be too small
     * to be squared.
     */
    const slopes = (k: number): Float64Array => {
      const e = (k * k) / (2 * m);
      for (let c = 0; c < channels.count; c++) kinetic[c] = c === from ? e : rest[c]! + e;
      const { t } = solver.solve(kinetic, [from]);
      const row = new Float64Array(channels.count);
      for (let c = 0; c < channels.count; c++) {
        if (!(rest[c]! > 0) || c === from) continue;
        const out = Math.sqrt(2 * m * kinetic[c]!);
        const unit = dimension === 1 ? k : 1;
        let sum = 0;
        for (let o = 0; o < directions; o++) {
          for (let i = 0; i < directions; i++) {
            const p = (o * channels.count + c) * t.cols + i;
            sum += (Math.hypot(t.re[p]!, t.im[p]!) / unit) ** 2;
          }
        }
        row[c] = sum * (dimension === 1 ? (m * m) / out : (m / Math.PI) ** 2 * out);
      }
      return row;
    };

    /**
     * Neville's table starting from a momentum: the limits, and the largest change in the last step, relative to the
     * largest limit.
     */
    const extrapolation = (k0: number): { values: Float64Array; change: number } => {
      let before: Float64Array[] = [];
      for (let s = 0; s < steps; s++) {
        const line = [slopes(k0 / 2 ** s)];
        for (let r = 1; r <= s; r++) line.push(line[r - 1]!.map((x, c) => x + (x - before[r - 1]![c]!) / (2 ** r - 1)));
        if (s === steps - 1) {
          const [values, last] = [line[s]!, before[s - 1]!];
          const top = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
          const off = values.reduce((a, b, c) => Math.max(a, Math.abs(b - last[c]!)), 0);
          return { values, change: off === 0 ? 0 : off / top };
        }
        before = line;
      }
      throw new RangeError('no steps');
    };

    let k0 = firstStep * Math.sqrt(2 * m * nearest);
    let best = extrapolation(k0);
    for (let d = 0; d < mostDescents && !(best.change <= wantedChange); d++) {
      checkInterrupt();
      k0 /= descentFactor;
      if ((k0 * k0) / 4 ** steps / m < leastEnergy) break;
      const next = extrapolation(k0);
      if (next.change < best.change) best = next;
      else if (best.change < roundingChange) break;
    }
    for (let c = 0; c < channels.count; c++) {
      const value = Math.max(0, best.values[c]! * factor);
      coefficients[channels.place[c]! * n + j] = value;
      largest = Math.max(largest, value);
    }
    residual = Math.max(residual, best.change);
  }
  const total = real(n, n);
  for (let c = 0; c < channels.count; c++)
    for (let j = 0; j < n; j++)
      if (channels.level[c] !== j) total.re[channels.level[c]! * n + j]! += coefficients[channels.place[c]! * n + j]!;
  return {
    sidebands,
    coefficients: new RateTable(n, sidebands, coefficients),
    populations: stationary(total).value,
    residual: largest === 0 ? 0 : residual,
  };
}
