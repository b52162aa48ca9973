import { complex, eigenvalues } from '../numeric/index.js';
import type { SharingOptions } from '../ring/index.js';
import { limit } from '../text/index.js';
import { KeptFactors } from './kept-factors.js';
import {
  applySuperoperators,
  type Flows,
  largestEntry,
  totalFlow,
  type WeightedSuperoperator,
} from './superoperator-product.js';
import type { Unknowns } from './unknowns.js';

/** A state that commutes with H_0, in the real unknowns of `Unknowns`, with trace 1. */
export interface ChainState {
  readonly unknowns: Unknowns;
  readonly values: Float64Array;
  /** ‖Lρ‖ divided by ‖L‖‖ρ‖, where norms are largest elements */
  readonly residual: number;
  readonly iterations: number;
  /** smallest eigenvalue of ρ, which is not negative except for rounding */
  readonly smallest: number;
  /** Lρ of each rate superoperator alone, at strength one */
  readonly flows: Flows;
}

/** Options for the computation of a steady state. */
export interface SteadyOptions {
  /** states of the same superoperators at other strengths, from which the sweeps start; the nearest last */
  readonly near?: readonly ChainState[];
  /** factors from other strengths, and where to keep those that are made */
  readonly kept?: KeptFactors;
  /**
   * required change of the state between sweeps, relative to each class; 1e-12 by default, since a sweep leaves about a
   * tenth of the error
   */
  readonly tolerance?: number;
  /** default 1000 */
  readonly sweeps?: number;
  /**
   * whether to check that there is no other steady state, which takes as much work again as the sweeps; true by default
   */
  readonly unique?: boolean;
  /**
   * one elimination of all unknowns (2/3 n³ multiplications), sweeps over the sectors with factors of each, or for
   * populations alone products with the rates; by default the number of unknowns decides
   */
  readonly method?: 'elimination' | 'sweeps' | 'products';
  /** threads that share products and factors; the rates must then be in shared memory */
  readonly sharing?: SharingOptions;
  readonly onProgress?: (change: number) => void;
}

/** Largest ratio of ‖Lρ‖ to ‖L‖‖ρ‖ for a state on which sweeps have settled. */
export const settledResidual = 1e-12;

/** The trace as a row vector: 1 on populations. */
export function traceRow({ size, populationAt }: Unknowns): Float64Array {
  const trace = new Float64Array(size);
  for (const p of populationAt) trace[p] = 1;
  return trace;
}

/** The eigenvalues of ρ, level by level, which are its probabilities. */
export function probabilitiesOf({ unknowns, values }: Pick<ChainState, 'unknowns' | 'values'>): number[] {
  const { populationAt, pairs, pairOf, levels } = unknowns;
  const coherent = new Set<number>(pairs.map((p) => p.level));
  return levels.flatMap(({ states }, level) => {
    const own = states.map((n) => values[populationAt[n]!]!);
    if (!coherent.has(level) || !own.every(Number.isFinite)) return own;
    const d = states.length;
    const block = complex(d, d);
    states.forEach((n, i) => {
      block.re[i * d + i] = own[i]!;
      states.forEach((m, j) => {
        const pair = j > i ? pairOf(n, m) : undefined;
        if (!pair) return;
        block.re[i * d + j] = block.re[j * d + i] = values[pair.at]!;
        block.im[i * d + j] = values[pair.at + 1]!;
        block.im[j * d + i] = -values[pair.at + 1]!;
      });
    });
    if (block.re.every((x, k) => k % (d + 1) === 0 || x === 0) && block.im.every((x) => x === 0)) return own;
    if (d > 2) return [...eigenvalues(block).value];
    const middle = (own[0]! + own[1]!) / 2;
    const half = Math.hypot((own[0]! - own[1]!) / 2, block.re[1]!, block.im[1]!);
    const more = middle + half;
    // Their product is the determinant, from which the smaller one follows; as a difference it would be lost.
    return [
      half === 0 || !(more > 0) ? middle - half : (own[0]! * own[1]! - block.re[1]! ** 2 - block.im[1]! ** 2) / more,
      more,
    ];
  });
}

/** Largest rounding errors in the ratio of ‖Lρ‖ to ‖L‖‖ρ‖, in a negative eigenvalue, and in the trace. */
const stateTolerances = { residual: 1e-9, eigenvalue: 1e-9, trace: 1e-9 };

/**
 * The final check of every state: finite numbers, trace one, no negative eigenvalue, and Lρ = 0, each within rounding.
 *
 * @diagnostic `not-resolved`
 */
export function checkState(state: ChainState): ChainState {
  const { unknowns, values, residual, smallest } = state;
  const trace = unknowns.populationAt.reduce((sum, p) => sum + values[p]!, 0);
  const wrong = !values.every(Number.isFinite)
    ? 'some weights are not finite numbers'
    : !(Math.abs(trace - 1) <= stateTolerances.trace)
      ? `the trace is ${trace}`
      : !(smallest >= -stateTolerances.eigenvalue)
        ? `a probability is ${smallest.toExponential(1)}`
        : !(residual <= stateTolerances.residual)
          ? `the equations are left with a residual of ${residual.toExponential(1)}`
          : undefined;
  if (wrong !== undefined)
    limit('not-resolved', `double precision does not resolve the steady state: ${wrong}`, {
      hint: 'some rates are too small beside others: is a strength, a temperature or a width extreme?',
    });
  return state;
}

/** A state with its residual, its smallest eigenvalue and Lρ of every part. */
export function steadyStateFrom(
  active: readonly WeightedSuperoperator[],
  values: Float64Array,
  scale: number,
  iterations: number,
): ChainState {
  const flows = new WeakMap(
    active.map(({ superoperator: generator }) => [
      generator,
      applySuperoperators([{ superoperator: generator, strength: 1 }], values),
    ]),
  );
  const { unknowns } = active[0]!.superoperator;
  return {
    unknowns,
    values,
    residual: largestEntry(totalFlow(active, flows)) / (scale * largestEntry(values)),
    iterations,
    smallest: probabilitiesOf({ unknowns, values }).reduce((m, p) => Math.min(m, p), Infinity),
    flows,
  };
}
