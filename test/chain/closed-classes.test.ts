import { describe, expect, test } from 'vitest';
import { closedClasses } from '../../src/chain/closed-classes.js';
import type { RateSuperoperator } from '../../src/chain/index.js';
import { random } from '../numeric/matrices.js';

/** A rate superoperator of populations alone, with the rates from j to i at i n + j. */
const superoperator = (nodes: number, rates: Float64Array): RateSuperoperator =>
  ({
    unknowns: { populationAt: Int32Array.from({ length: nodes }, (_, n) => n) },
    gains: [{ row: 0, rows: nodes, column: 0, columns: nodes, values: rates }],
  }) as unknown as RateSuperoperator;

/** For every node those that it leads to, itself among them, by the closure of Warshall. */
function reachable(nodes: number, rates: Float64Array): boolean[][] {
  const to = Array.from({ length: nodes }, (_, j) =>
    Array.from({ length: nodes }, (__, i) => i === j || rates[i * nodes + j]! > 0),
  );
  for (let k = 0; k < nodes; k++)
    for (let j = 0; j < nodes; j++) if (to[j]![k]) for (let i = 0; i < nodes; i++) if (to[k]![i]) to[j]![i] = true;
  return to;
}

describe('closed classes', () => {
  test.each([1, 2, 5, 31, 32, 33, 64, 70])(
    'of %i levels: a level is in one if all that it leads to lead back',
    (nodes) => {
      const graph = { nodes, nodeOf: Int32Array.from({ length: nodes }, (_, n) => n) };
      const seen = new Set<number>();
      for (let seed = 1; seed <= 20; seed++) {
        const next = random(1000 * nodes + seed);
        for (let k = 0; k < 20; k++) next();
        // From hardly any rates to about two for each level.
        const share = (2 * (seed % 10)) / 10 / nodes;
        const [first, second] = [0, 1].map(() =>
          Float64Array.from({ length: nodes * nodes }, () => (Math.abs(next()) < share / 2 ? 1 + Math.abs(next()) : 0)),
        );
        const { classOf, count } = closedClasses(graph, [superoperator(nodes, first!), superoperator(nodes, second!)]);
        const to = reachable(
          nodes,
          first!.map((x, p) => x + second![p]!),
        );
        const inside = (j: number): boolean => to[j]!.every((reached, i) => !reached || to[i]![j]!);
        for (let j = 0; j < nodes; j++) {
          expect(classOf[j]! >= 0).toBe(inside(j));
          if (classOf[j]! < 0) continue;
          expect(to[j]!.every((reached, i) => classOf[i]! < 0 || reached === (classOf[i] === classOf[j]))).toBe(true);
        }
        expect(new Set(classOf.filter((c) => c >= 0))).toEqual(new Set(Array.from({ length: count }, (_, c) => c)));
        seen.add(count);
      }
      if (nodes > 4) expect(seen.size).toBeGreaterThan(3);
    },
  );

  test('rates that underflow connect levels, unless only resolved ones are asked for', () => {
    const nodes = 2;
    const graph = { nodes, nodeOf: Int32Array.from([0, 1]) };
    const one = superoperator(nodes, Float64Array.from([0, 1, 5e-324, 0]));
    expect(closedClasses(graph, [one])).toEqual({ classOf: Int32Array.from([0, 0]), count: 1 });
    expect(closedClasses(graph, [one], { resolved: true })).toEqual({ classOf: Int32Array.from([0, -1]), count: 1 });
  });
});
