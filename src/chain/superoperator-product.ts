import { subtractScaled } from '../numeric/index.js';
import type { RateValues } from './population-rates.js';
import type { RateSuperoperator } from './rate-superoperator.js';

/** The rate superoperator of one perturbation with its strength, such as (ε_d/ε_ph)² for a drive. */
export interface WeightedSuperoperator {
  readonly superoperator: RateSuperoperator;
  readonly strength: number;
}

/** Lρ for each rate superoperator, which the map does not keep in memory. */
export type Flows = Pick<WeakMap<RateSuperoperator, Float64Array>, 'has' | 'get'>;

/**
 * Σ_j a[at + j] x[from + j] in four partial sums, because a single one waits for each addition before the next. Values
 * that are destructured from an array would be boxed, which takes three times as long.
 */
export function dotAt(a: RateValues, at: number, x: Float64Array, from: number, n: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let j = 0;
  for (; j + 3 < n; j += 4) {
    p += a[at + j]! * x[from + j]!;
    q += a[at + j + 1]! * x[from + j + 1]!;
    r += a[at + j + 2]! * x[from + j + 2]!;
    s += a[at + j + 3]! * x[from + j + 3]!;
  }
  for (; j < n; j++) p += a[at + j]! * x[from + j]!;
  return p + q + (r + s);
}

/** The gains of one perturbation with its strength. */
export interface WeightedGains extends Pick<RateSuperoperator, 'gains'> {
  readonly strength: number;
}

/** y += Σ strength · gains x, for rows from … to − 1 */
export function addGainRows(
  parts: readonly WeightedGains[],
  x: Float64Array,
  y: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  for (const { gains, strength } of parts) {
    if (strength === 0) continue;
    for (const { row, rows, column, columns, values } of gains) {
      const end = Math.min(rows, to - row);
      for (let i = Math.max(0, from - row); i < end; i++)
        y[row + i]! += strength * dotAt(values, i * columns, x, column, columns);
    }
  }
}

/** The gains of superoperators times a vector: Σ strength · gains x. */
function gainsOf(parts: readonly WeightedSuperoperator[], x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  const weighted = parts.map(({ superoperator: { gains }, strength }) => ({ gains, strength }));
  addGainRows(weighted, x, y, { from: 0, to: x.length });
  return y;
}

/**
 * L ρ in the real unknowns.
 *
 * @param gains  the gains in it, which are changed; they are computed by default
 */
export function applySuperoperators(
  parts: readonly WeightedSuperoperator[],
  x: Float64Array,
  gains = gainsOf(parts, x),
): Float64Array {
  const y = gains;
  for (const { superoperator: generator, strength } of parts) {
    if (strength === 0) continue;
    const { populationAt } = generator.unknowns;
    for (let n = 0; n < populationAt.length; n++)
      y[populationAt[n]!]! -= strength * generator.loss[n]! * x[populationAt[n]!]!;
    for (const { at, values } of generator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += values[i * d + j]! * x[at[j]!]!;
        y[at[i]!]! += strength * sum;
      }
    }
  }
  return y;
}

/** Σ strength · Lρ */
export function totalFlow(parts: readonly WeightedSuperoperator[], flows: Flows): Float64Array {
  const sum = new Float64Array(parts[0]!.superoperator.unknowns.size);
  for (const { superoperator: generator, strength } of parts) subtractScaled(sum, -strength, flows.get(generator)!);
  return sum;
}

export function largestEntry(x: Float64Array): number {
  return x.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
}

/** The largest rate out of a state. */
export function largestOutflow(parts: readonly WeightedSuperoperator[]): number {
  let m = 0;
  const { length } = parts[0]?.superoperator.outflow ?? [];
  for (let n = 0; n < length; n++) {
    let sum = 0;
    for (const { superoperator: generator, strength } of parts) sum += strength * generator.outflow[n]!;
    m = Math.max(m, sum);
  }
  return m;
}
