import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Equation, type Ring, contradictionOf, eliminate } from '../../src/exact/index.js';

/** Arithmetic modulo 101, in which every number but 0 is a unit, or in which 1 and −1 are the only ones. */
const modulo = (isUnit: (a: number) => boolean): Ring<number> => ({
  one: 1,
  isZero: (a) => a === 0,
  invert: (a) => (isUnit(a) ? Array.from({ length: 101 }, (_, k) => k).find((k) => (k * a) % 101 === 1) : undefined),
  multiply: (a, b) => (a * b) % 101,
  subtract: (a, b) => (a - b + 101) % 101,
  size: () => 1,
});
const rings = [modulo((a) => a !== 0), modulo((a) => a === 1 || a === 100)];

const equation = fc
  .tuple(fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 100 })), { maxLength: 3 }), fc.nat(2))
  .map(([entries, right]): Equation<number> => ({ entries: new Map(entries), right }));

describe('the contradiction of a linear system', () => {
  let contradictory = 0;
  propertyTest.prop([fc.array(equation, { maxLength: 8 }), fc.constantFrom(...rings)], { numRuns: 500, seed: 1 })(
    'is a combination of its equations that says 0 = rest',
    (equations, ring) => {
      const found = contradictionOf(equations, ring);
      expect(found === undefined).toBe(eliminate(equations, ring).kind === 'solved');
      if (!found) return;
      contradictory += 1;
      const sums = new Map<number, number>();
      let right = 0;
      for (const [k, y] of found.multipliers) {
        expect(y).not.toBe(0);
        right = (right + y * equations[k]!.right) % 101;
        for (const [column, a] of equations[k]!.entries) sums.set(column, ((sums.get(column) ?? 0) + y * a) % 101);
      }
      expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
      expect(right).toBe(found.rest);
      expect(right).not.toBe(0);
    },
  );

  test('is found in many of them', () => {
    expect(contradictory).toBeGreaterThan(100);
  });
});
