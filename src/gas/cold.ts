import { real, stationary } from '../numeric/index.js';
import { energySolver } from './amplitudes.js';
import { channelAt } from './channels.js';
import type { FloquetSystem } from './coupling.js';

/** The rates as the temperature goes to zero. */
export interface ColdLimit {
  readonly sidebands: number;
  /**
   * lim β Γ^q_{j→j'} in one dimension, lim Γ^q_{j→j'} in three, at ((q + sidebands) N + j') N + j; zero where ε_j' + qω is not below ε_j.
   * The elastic entry goes to zero faster and is zero here.
   */
  readonly coefficients: Float64Array;
  /** populations of the steady state: the prefactor 1/β is common to all rates and drops out */
  readonly populations: Float64Array;
  /** largest change by the last step of the extrapolation, relative to the largest coefficient */
  readonly residual: number;
}

/** Momenta at which P/K is extrapolated to zero are halved so often. */
const steps = 7;
/** First of them, in units of the momentum at the nearest other threshold. */
const firstStep = 0.05;

/**
 * Rates of the coldest gas: particles arrive with momentum K → 0, and only what the drive or a lower level gives them lets them leave.
 *
 *   d = 3: Γ^q_{j→j'} → (πρ/m) lim P/K, finite.   gas (S36), gas (S37), gas (S38)
 *   d = 1: a slow particle is reflected totally, T = K τ + O(K²), all rates vanish, and β Γ^q_{j→j'} → (ρ/2) lim P/K.   gas (S35)
 *
 * P = Σ |S − 1|² into (j', q). P/K is analytic in K: it is extrapolated to zero from 7 small momenta.
 *
 * @diagnostic those of `energySolver` and `stationary`
 */
export function coldLimit(system: FloquetSystem, sidebands: number): ColdLimit {
  const solver = energySolver(system, sidebands);
  const { channels, directions } = solver;
  const { mass: m, density, levels: n, dimension } = system.model;
  const { quasienergies } = system.modes;
  const coefficients = new Float64Array(n * channels.count);
  const kinetic = new Float64Array(channels.count);
  let [residual, largest] = [0, 0];
  for (let j = 0; j < n; j++) {
    const from = channelAt(channels, j, 0);
    const rest = channels.energy.map((e) => quasienergies[j]! - e);
    let nearest = system.scale.largest;
    for (const [c, e] of rest.entries()) if (c !== from && Math.abs(e) > 0) nearest = Math.min(nearest, Math.abs(e));
    const k0 = firstStep * Math.sqrt(2 * m * nearest);
    // Neville's table, one for each final channel.
    const table: Float64Array[][] = [];
    for (let s = 0; s < steps; s++) {
      const k = k0 / 2 ** s;
      const e = (k * k) / (2 * m);
      for (let c = 0; c < channels.count; c++) kinetic[c] = c === from ? e : rest[c]! + e;
      const { t } = solver.solve(kinetic, [from]);
      const row = new Float64Array(channels.count);
      for (let c = 0; c < channels.count; c++) {
        if (!(rest[c]! > 0) || c === from) continue;
        const out = Math.sqrt(2 * m * kinetic[c]!);
        let sum = 0;
        for (let o = 0; o < directions; o++) for (let i = 0; i < directions; i++) sum += t.re[(o * channels.count + c) * t.cols + i]! ** 2 + t.im[(o * channels.count + c) * t.cols + i]! ** 2;
        row[c] = (sum * (directions === 2 ? (m * m) / (out * k) : (m / Math.PI) ** 2 * out * k)) / k;
      }
      const line = [row];
      for (let r = 1; r <= s; r++) {
        const [a, b] = [line[r - 1]!, table[s - 1]![r - 1]!];
        line.push(a.map((x, c) => x + (x - b[c]!) / (2 ** r - 1)));
      }
      table.push(line);
    }
    const [best, before] = [table[steps - 1]![steps - 1]!, table[steps - 1]![steps - 2]!];
    for (let c = 0; c < channels.count; c++) {
      const factor = dimension === 1 ? density / 2 : (Math.PI * density) / m;
      const value = Math.max(0, best[c]! * factor);
      coefficients[c * n + j] = value;
      largest = Math.max(largest, value);
      residual = Math.max(residual, Math.abs(best[c]! - before[c]!) * factor);
    }
  }
  const total = real(n, n);
  for (let c = 0; c < channels.count; c++) for (let j = 0; j < n; j++) if (channels.level[c] !== j) total.re[channels.level[c]! * n + j]! += coefficients[c * n + j]!;
  return { sidebands, coefficients, populations: stationary(total).value, residual: largest === 0 ? 0 : residual / largest };
}
