import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type RealMatrix, real } from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import { type Rates, totalRates } from './rates.js';
import { flows, steadyPopulations } from './steady.js';

/** One mode of the decay of populations: p(t) − p = Re Σ a e^{−γt} v, L v = −γ v. */
export interface RelaxationMode {
  /**
   * γ = decay + i oscillation, decay ≥ 0; without detailed balance populations may oscillate while they decay, and
   * modes come in pairs ± oscillation
   */
  readonly decay: number;
  readonly oscillation: number;
  /** v, with largest component 1 */
  readonly vector: { readonly re: Float64Array; readonly im: Float64Array };
  /** largest component of |(L + γ) v|, divided by the largest rate */
  readonly residual: number;
}

/**
 * L with ṗ = L p: total rates off the diagonal, minus the outflow on it.   gas (1)
 *
 * @implements gas (1)
 */
export function generator(rates: Rates): RealMatrix {
  const { levels } = rates;
  const l = totalRates(rates);
  for (let j = 0; j < levels; j++) {
    let out = 0;
    for (let i = 0; i < levels; i++) if (i !== j) out += l.re[i * levels + j]!;
    l.re[j * levels + j] = -out;
  }
  return l;
}

/**
 * Decay modes of populations, slowest first, without the steady state γ = 0. Where detailed balance is broken, they may
 * come in complex pairs.
 *
 * @cost N³
 */
export function relaxationModes(rates: Rates): RelaxationMode[] {
  const { levels } = rates;
  const l = generator(rates);
  if (levels === 1) return [];
  const scale = Math.max(...l.re.map(Math.abs));
  if (scale === 0)
    return Array.from({ length: levels - 1 }, (_, k) => ({
      decay: 0,
      oscillation: 0,
      vector: { re: Float64Array.from({ length: levels }, (__, j) => (j === k ? 1 : 0)), im: new Float64Array(levels) },
      residual: 0,
    }));
  const matrix = new Matrix(
    Array.from({ length: levels }, (_, i) => Array.from({ length: levels }, (__, j) => l.re[i * levels + j]! / scale)),
  );
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: false });
  const all = realEigenvalues.map((re, k) => ({ re, im: imaginaryEigenvalues[k]! }));
  // The steady state is the eigenvalue nearest zero.
  let zero = 0;
  for (const [k, { re, im }] of all.entries())
    if (Math.hypot(re, im) < Math.hypot(all[zero]!.re, all[zero]!.im)) zero = k;
  return all
    .filter((_, k) => k !== zero)
    .map(({ re, im }) => {
      const mode = {
        decay: Math.max(0, -re) * scale,
        oscillation: -im * scale || 0,
        vector: nullVector(l, scale, re, im),
      };
      return { ...mode, residual: modeDefect(l, scale, mode) };
    })
    .sort((a, b) => a.decay - b.decay || a.oscillation - b.oscillation);
}

/** A pivot this small, relative to the largest rate, counts as zero. */
const vanishing = 1e-13;

/** v with (L/scale − z) v = 0, by elimination with complete pivoting, where the last unknown is free. */
function nullVector({ rows: n, re }: RealMatrix, scale: number, zr: number, zi: number): RelaxationMode['vector'] {
  type Complex = readonly [number, number];
  const a: Complex[][] = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j): Complex => [re[i * n + j]! / scale - (i === j ? zr : 0), i === j ? -zi : 0]),
  );
  const order = Array.from({ length: n }, (_, j) => j);
  const quotient = ([x, y]: Complex, [u, v]: Complex): Complex => [
    (x * u + y * v) / (u * u + v * v),
    (y * u - x * v) / (u * u + v * v),
  ];
  for (let k = 0; k < n - 1; k++) {
    let [p, q] = [k, k];
    for (let i = k; i < n; i++)
      for (let j = k; j < n; j++) if (Math.hypot(...a[i]![j]!) > Math.hypot(...a[p]![q]!)) [p, q] = [i, j];
    [a[k], a[p]] = [a[p]!, a[k]!];
    for (const row of a) [row[k], row[q]] = [row[q]!, row[k]!];
    [order[k], order[q]] = [order[q]!, order[k]!];
    if (Math.hypot(...a[k]![k]!) < vanishing) break;
    for (let i = k + 1; i < n; i++) {
      const [f, g] = quotient(a[i]![k]!, a[k]![k]!);
      for (let j = k; j < n; j++) {
        const [s, t] = a[k]![j]!;
        a[i]![j] = [a[i]![j]![0] - f * s + g * t, a[i]![j]![1] - f * t - g * s];
      }
    }
  }
  const x: Complex[] = Array.from({ length: n }, (_, k): Complex => (k === n - 1 ? [1, 0] : [0, 0]));
  for (let k = n - 2; k >= 0; k--) {
    // A double eigenvalue leaves another unknown free, which is set to zero.
    if (Math.hypot(...a[k]![k]!) < vanishing) continue;
    let sum: Complex = [0, 0];
    for (let j = k + 1; j < n; j++) {
      const [[u, v], [s, t]] = [a[k]![j]!, x[j]!];
      sum = [sum[0] - u * s + v * t, sum[1] - u * t - v * s];
    }
    x[k] = quotient(sum, a[k]![k]!);
  }
  const top = x.reduce((m, y) => (Math.hypot(...y) > Math.hypot(...m) * (1 + 1e-9) ? y : m));
  const vector = { re: new Float64Array(n), im: new Float64Array(n) };
  for (const [k, j] of order.entries()) [vector.re[j], vector.im[j]] = quotient(x[k]!, top);
  return vector;
}

/** Largest component of |(L + γ) v|, divided by the largest rate. */
function modeDefect(
  { rows: n, re }: RealMatrix,
  scale: number,
  { decay, oscillation, vector }: Omit<RelaxationMode, 'residual'>,
): number {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    let x = decay * vector.re[i]! - oscillation * vector.im[i]!;
    let y = decay * vector.im[i]! + oscillation * vector.re[i]!;
    for (let j = 0; j < n; j++) {
      x += re[i * n + j]! * vector.re[j]!;
      y += re[i * n + j]! * vector.im[j]!;
    }
    worst = Math.max(worst, Math.hypot(x, y) / scale);
  }
  return worst;
}

/** Populations during the relaxation to the steady state. */
export interface Evolution {
  readonly times: Float64Array;
  /** p_j at the times, one row each */
  readonly populations: readonly Float64Array[];
  /** P and J at the times; until the state is steady, their difference is the rate of change of the levels' energy */
  readonly power: Float64Array;
  readonly heat: Float64Array;
  /** Ṡ + βJ ≥ 0, S = −Σ p ln p; infinite at the start where a population is zero */
  readonly entropyProduction: Float64Array;
}

/**
 * p(t) = e^{Lt} p(0).   gas (1)
 *
 * It is computed by uniformisation: e^{Lt} = Σ_k e^{−Λt} (Λt)^k/k! (1 + L/Λ)^k for steps Λt ≤ 1, which are then
 * squared. Every term is positive, so no population becomes negative, and at any time their sum is one up to rounding.
 *
 * @param initial  N numbers ≥ 0 with sum 1
 * @param times    ≥ 0, any order
 * @diagnostic `populations-invalid`, `time-invalid`
 */
export function evolve(rates: Rates, initial: ArrayLike<number>, times: readonly number[]): Evolution {
  const { levels: n, beta } = rates;
  const start = Float64Array.from(initial);
  const sum = start.reduce((a, b) => a + b, 0);
  if (start.length !== n || !start.every((p) => p >= 0) || !(Math.abs(sum - 1) < 1e-9)) {
    refuse('populations-invalid', `initial populations must be ${n} numbers from 0 with sum 1`, {
      hint: `all in level 0 are ${Array.from({ length: n }, (_, j) => (j === 0 ? 1 : 0)).join(',')}`,
    });
  }
  const l = generator(rates);
  let fastest = 0;
  for (let j = 0; j < n; j++) fastest = Math.max(fastest, -l.re[j * n + j]!);
  const out = {
    times: Float64Array.from(times),
    populations: [] as Float64Array[],
    power: new Float64Array(times.length),
    heat: new Float64Array(times.length),
    entropyProduction: new Float64Array(times.length),
  };
  for (const [k, t] of times.entries()) {
    if (!(t >= 0 && t < Infinity)) refuse('time-invalid', `a time must be a number from 0, not ${t}`);
    checkInterrupt();
    const p = apply(exponential(l, fastest, t), start, n);
    out.populations.push(p);
    const { power, heat } = flows(rates, p);
    out.power[k] = power;
    out.heat[k] = heat;
    out.entropyProduction[k] = beta * heat + entropyRate(l, p);
  }
  return out;
}

/** Ṡ = −Σ ṗ_j ln p_j. */
function entropyRate({ re }: RealMatrix, p: Float64Array): number {
  const n = p.length;
  let rate = 0;
  for (let j = 0; j < n; j++) {
    let change = 0;
    for (let i = 0; i < n; i++) change += re[j * n + i]! * p[i]!;
    if (change !== 0) rate -= p[j]! > 0 ? change * Math.log(p[j]!) : change * -Infinity;
  }
  return rate;
}

function exponential({ re }: RealMatrix, fastest: number, time: number): Float64Array {
  const n = Math.round(Math.sqrt(re.length));
  const whole = fastest * time;
  const squarings = Math.max(0, Math.ceil(Math.log2(whole)));
  const step = whole / 2 ** squarings;
  const unit = Float64Array.from(re, (_, p) => (p % (n + 1) === 0 ? 1 : 0));
  if (!(step > 0)) return unit;
  // No element of 1 + L/Λ is negative.
  const jump = Float64Array.from(re, (x, p) => (p % (n + 1) === 0 ? Math.max(0, 1 + x / fastest) : x / fastest));
  let term: Float64Array = unit.map((x) => x * Math.exp(-step));
  let sum: Float64Array = Float64Array.from(term);
  for (let k = 1; k < 40; k++) {
    term = product(term, jump, n).map((x) => (x * step) / k);
    sum = sum.map((x, p) => x + term[p]!);
  }
  for (let s = 0; s < squarings; s++) {
    sum = product(sum, sum, n);
    // Columns are probabilities and are normalised, since squaring would amplify the rounding error of their sum.
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let i = 0; i < n; i++) total += sum[i * n + j]!;
      for (let i = 0; i < n; i++) sum[i * n + j]! /= total;
    }
  }
  return sum;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j]! += a[i * n + k]! * b[k * n + j]!;
  return out;
}

function apply(a: Float64Array, p: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i]! += a[i * n + j]! * p[j]!;
  return out;
}

/** A closed path through the levels and the population that runs around it in the steady state. */
export interface Cycle {
  /** one level after another, with the first repeated at the end */
  readonly levels: readonly number[];
  /** net flow along the chord that closes it */
  readonly current: number;
  /**
   * logarithm of the product of the rates around it, divided by that of the reverse rates; zero for every cycle where
   * detailed balance holds
   */
  readonly affinity: number;
}

/** Net flows and cycles of the steady state. */
export interface Circulation {
  /** p_j Γ_{j→j'} − p_j' Γ_{j'→j} in row j', column j: antisymmetric, rows sum to zero */
  readonly net: RealMatrix;
  /** triangles through level 0; every stationary flow is a sum of their flows (Schnakenberg) */
  readonly cycles: readonly Cycle[];
}

/**
 * Circulating currents in the steady state, which a flux in the coupling or a drive sustains.
 *
 * @diagnostic those of `steadyState`
 */
export function circulation(rates: Rates): Circulation {
  const { levels: n } = rates;
  const { populations: p } = steadyPopulations(rates);
  const total = totalRates(rates);
  const g = (from: number, to: number): number => total.re[to * n + from]!;
  const net = real(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (i !== j) net.re[i * n + j] = p[j]! * g(j, i) - p[i]! * g(i, j);
  const cycles: Cycle[] = [];
  for (let a = 1; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const forward = Math.log(g(0, a)) + Math.log(g(a, b)) + Math.log(g(b, 0));
      const backward = Math.log(g(0, b)) + Math.log(g(b, a)) + Math.log(g(a, 0));
      // If a rate underflows, the ratio is not defined and the cycle is open.
      const affinity = Number.isFinite(forward) && Number.isFinite(backward) ? forward - backward : 0;
      cycles.push({ levels: [0, a, b], current: net.re[b * n + a]!, affinity });
    }
  }
  return { net, cycles };
}
