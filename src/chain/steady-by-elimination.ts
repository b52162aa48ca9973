import { real, type RealMatrix, solve } from '../numeric/index.js';
import { nullity } from '../ring/index.js';
import { limit } from '../text/index.js';
import { levelGraph } from './level-graph.js';
import { nullVector } from './null-vector.js';
import { refuseNothingActs, refuseNotUnique } from './refusals.js';
import { settledResidual, type SteadyOptions, type ChainState, steadyStateFrom, traceRow } from './state.js';
import { largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';
import { visitLosses } from './superoperator-entries.js';
import type { Support } from './support.js';

/** The null vector by one elimination without cancellation, for rates of arbitrarily different size. */
export function byElimination(
  parts: readonly WeightedSuperoperator[],
  support: Support | undefined,
  { onProgress }: SteadyOptions,
): ChainState {
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = parts[0]!.superoperator;
  const scale = largestOutflow(active);
  if (scale === 0) refuseNothingActs();
  const inside = support?.unknowns ?? Int32Array.from({ length: unknowns.size }, (_, i) => i);
  const { nodeOf, nodes } = support?.graph ?? levelGraph(unknowns);
  const isClosed = (node: number): boolean => !support || support.closed[node] === 1;
  const trace = traceRow(unknowns);
  const within = Float64Array.from(inside, (u) => trace[u]!);
  const bySize = (): Float64Array => bySingularValues(denseSuperoperator(active, inside), within, weakest);
  const weakest =
    active.reduce((m, p) => Math.min(m, p.strength), Infinity) / active.reduce((m, p) => Math.max(m, p.strength), 0);
  const progress = (done: number, total: number) => onProgress?.(10 ** ((-13 * done) / total));
  /** @returns the null vector; undefined if the elimination fails for every order of the levels */
  const eliminated = (order: 'forwards' | 'backwards'): { value: Float64Array; doubtful: boolean } | undefined => {
    // A level that cannot be eliminated (a dark state, or a rate lost next to others) is tried as the one in which
    // everything ends.
    const last: number[] = [];
    for (;;) {
      const rank = (node: number): number =>
        last.includes(node)
          ? last.indexOf(node) - last.length
          : (order === 'backwards' ? nodes - 1 - node : node) + (isClosed(node) ? 0 : nodes);
      const found = nullVector(
        {
          matrix: denseSuperoperator(active, inside),
          trace: within,
          level: Int32Array.from(inside, (u) => rank(nodeOf[u]!)),
        },
        progress,
      );
      if (found.stuck === undefined) return found;
      const place = found.stuck % nodes;
      const node =
        found.stuck < 0 ? last[found.stuck + last.length]! : order === 'backwards' ? nodes - 1 - place : place;
      if (last.includes(node) || last.length >= maxLastLevels) return undefined;
      last.unshift(node);
    }
  };
  const stateFrom = (weights: Float64Array): ChainState => {
    const all = new Float64Array(unknowns.size);
    inside.forEach((u, i) => (all[u] = isClosed(nodeOf[u]!) ? weights[i]! : 0));
    return steadyStateFrom(active, all, scale, 1);
  };
  const found = eliminated('forwards');
  if (!found) return stateFrom(bySize());
  const state = stateFrom(found.value);
  // Without coherences all terms of a sum have the same sign, however small they become.
  if (!(found.doubtful && unknowns.pairs.length > 0) && state.residual <= settledResidual) return state;
  // If rounding has selected one of several null vectors, it selects another one in a different order.
  const other = eliminated('backwards');
  const apart = other ? found.value.reduce((sum, x, i) => sum + Math.abs(x - other.value[i]!), 0) : Infinity;
  return apart <= sameStateDistance && state.residual <= settledResidual ? state : stateFrom(bySize());
}

/** Largest difference between two eliminations of one superoperator that counts as agreement. */
const sameStateDistance = 1e-7;

/** Largest number of levels that are tried as the last one of an elimination. */
const maxLastLevels = 4;

/**
 * Strengths below this, relative to the largest, may lead to rates that singular values cannot distinguish from
 * rounding.
 */
const minComparableStrength = 1e-8;

/** Largest system whose singular values are computed; this takes twice as many eigenvalues, a few seconds. */
const maxSingularValues = 700;

/**
 * The null vector of a superoperator for which elimination fails in every order. Singular values show whether it is
 * unique.
 *
 * @param weakest  ratio of the smallest strength to the largest
 * @diagnostic `steady-not-unique`, `not-resolved`
 */
function bySingularValues(matrix: RealMatrix, trace: Float64Array, weakest: number): Float64Array {
  const n = matrix.cols;
  if (n > maxSingularValues) refuseNotUnique('some coherences or dark states of the levels never decay');
  // Columns are scaled to the same size, so that a slow level counts like a fast one.
  const size = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) size[j] = Math.max(size[j]!, Math.abs(matrix.re[i * n + j]!));
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (size[j]! > 0) matrix.re[i * n + j]! /= size[j]!;
  const { dimension, isClear } = nullity(matrix);
  if (!isClear || (dimension > 1 && weakest < minComparableStrength)) {
    limit(
      'not-resolved',
      'some combination of populations and coherences decays so much more slowly than others that doubles cannot tell it from a steady one',
      { hint: 'take strengths that lie closer together' },
    );
  }
  if (dimension !== 1)
    refuseNotUnique(`${dimension} independent combinations of populations and coherences are steady`);
  const first = trace.indexOf(1);
  for (let j = 0; j < n; j++) matrix.re[first * n + j] = size[j]! > 0 ? trace[j]! / size[j]! : trace[j]!;
  const right = real(n, 1);
  right.re[first] = 1;
  return solve(matrix, right).value.re.map((x, j) => (size[j]! > 0 ? x / size[j]! : x));
}

/** The superoperator between some of the unknowns, as a dense matrix. */
function denseSuperoperator(active: readonly WeightedSuperoperator[], inside: Int32Array): RealMatrix {
  const n = inside.length;
  const matrix = real(n, n);
  const { size } = active[0]!.superoperator.unknowns;
  const place = new Int32Array(size).fill(-1);
  inside.forEach((u, i) => (place[u] = i));
  const whole = n === size && inside.every((u, i) => u === i);
  for (const { superoperator, strength } of active) {
    for (const { row, rows, column, columns, values } of superoperator.gains) {
      for (let i = 0; i < rows; i++) {
        const to = place[row + i]! * n;
        if (to < 0) continue;
        if (whole) {
          for (let j = 0; j < columns; j++) matrix.re[to + column + j]! += strength * values[i * columns + j]!;
          continue;
        }
        for (let j = 0; j < columns; j++) {
          const at = place[column + j]!;
          if (at >= 0) matrix.re[to + at]! += strength * values[i * columns + j]!;
        }
      }
    }
    visitLosses(superoperator, (row, column, value) => {
      const [i, j] = [place[row]!, place[column]!];
      if (i >= 0 && j >= 0) matrix.re[i * n + j]! += strength * value;
    });
  }
  return matrix;
}
