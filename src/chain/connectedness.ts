import type { LevelGraph } from './level-graph.js';
import type { RateSuperoperator } from './rate-superoperator.js';

/**
 * Is every level reached from every other? Two searches, along the transitions and against them, look at few rates where
 * most are positive, and decide without a list of all transitions.
 *
 * @param least  rates up to this do not count
 */
export function isOneClass(graph: LevelGraph, generators: readonly RateSuperoperator[], least: number): boolean {
  return reachesAll(graph, generators, least, 'forwards') && reachesAll(graph, generators, least, 'backwards');
}

/** Rates from the unknowns at … at + size to those at to … to + length, as values[(p − at)·outer + (q − to)·inner]. */
interface Reach {
  readonly at: number;
  readonly size: number;
  readonly to: number;
  readonly length: number;
  readonly outer: number;
  readonly inner: number;
  readonly values: ArrayLike<number>;
  /** whether everything that it leads to has been reached */
  exhausted: boolean;
}

function reachesAll(
  { nodes, nodeOf }: LevelGraph,
  generators: readonly RateSuperoperator[],
  least: number,
  direction: 'forwards' | 'backwards',
): boolean {
  const isPopulation = new Uint8Array(nodeOf.length);
  const populations: number[][] = Array.from({ length: nodes }, () => []);
  for (const p of generators[0]!.unknowns.populationAt) {
    isPopulation[p] = 1;
    populations[nodeOf[p]!]!.push(p);
  }
  const all = generators.flatMap(({ gains }) =>
    gains.map(({ row, rows, column, columns, values }): Reach => {
      const exhausted = false;
      return direction === 'forwards'
        ? { at: column, size: columns, to: row, length: rows, outer: 1, inner: columns, values, exhausted }
        : { at: row, size: rows, to: column, length: columns, outer: columns, inner: 1, values, exhausted };
    }),
  );
  const reached = new Uint8Array(nodes);
  const waiting = [0];
  reached[0] = 1;
  let count = 1;
  while (waiting.length > 0 && count < nodes) {
    for (const p of populations[waiting.pop()!]!) {
      for (const reach of all) {
        const { at, size, to, length, outer, inner, values } = reach;
        if (reach.exhausted || p < at || p >= at + size) continue;
        reach.exhausted = true;
        for (let i = 0, e = (p - at) * outer; i < length; i++, e += inner) {
          const node = nodeOf[to + i]!;
          if (reached[node] === 1 || isPopulation[to + i] === 0) continue;
          if (values[e]! > least) {
            reached[node] = 1;
            count += 1;
            waiting.push(node);
          } else reach.exhausted = false;
        }
      }
    }
  }
  return count === nodes;
}
