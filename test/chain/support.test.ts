import { describe, expect, test } from 'vitest';
import type { RateSuperoperator } from '../../src/chain/index.js';
import { supportOf } from '../../src/chain/support.js';
import { codeOf } from '../numeric/matrices.js';

/** Rates between levels without coherences: [from, to, rate]. */
function superoperator(nodes: number, rates: readonly (readonly [number, number, number])[]): RateSuperoperator {
  const values = new Float64Array(nodes * nodes);
  for (const [from, to, rate] of rates) values[to * nodes + from] = rate;
  const all = Int32Array.from({ length: nodes }, (_, n) => n);
  return {
    unknowns: {
      size: nodes,
      populationAt: all,
      pairs: [],
      levels: [...all].map((n) => ({ states: [n] })),
      levelOf: all,
    },
    gains: [{ row: 0, rows: nodes, column: 0, columns: nodes, values }],
    underflows: rates.some(([, , rate]) => rate < 1e-290),
  } as unknown as RateSuperoperator;
}

const support = (nodes: number, rates: readonly (readonly [number, number, number])[]) =>
  supportOf([{ superoperator: superoperator(nodes, rates), strength: 1 }]);

describe('the levels that have weight in a steady state', () => {
  const tiny = 5e-324;

  test('are all of them where each leads to each', () => {
    expect(
      support(3, [
        [0, 1, 1],
        [1, 2, 1],
        [2, 0, 1],
      ]),
    ).toBeUndefined();
  });

  test('are those that are never left', () => {
    expect([
      ...support(4, [
        [0, 1, 1],
        [1, 2, 1],
        [2, 1, 1],
        [3, 0, 1],
      ])!.unknowns,
    ]).toEqual([1, 2]);
  });

  test('of two traps neither is the steady state', () => {
    expect(
      codeOf(() =>
        support(3, [
          [0, 1, 1],
          [0, 2, 1],
        ]),
      ),
    ).toBe('steady-not-unique');
  });

  test('two traps that only rates below rounding connect cannot be weighed against each other', () => {
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      expect(
        codeOf(() =>
          support(3, [
            [a, b, tiny],
            [b, a, tiny],
            [3 - a - b, a, 1],
            [3 - a - b, b, 1],
          ]),
        ),
      ).toBe('not-resolved');
  });

  test('a trap that is left only by such a rate, for good, has no weight', () => {
    expect([...support(2, [[0, 1, tiny]])!.unknowns]).toEqual([1]);
    expect([
      ...support(3, [
        [0, 1, tiny],
        [1, 2, 1],
        [2, 1, 1],
      ])!.unknowns,
    ]).toEqual([1, 2]);
  });
});
