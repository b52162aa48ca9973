import { expect, test } from 'vitest';
import { resolvedExpectation } from '../../src/chain/observable.js';
import type { Unknowns } from '../../src/chain/unknowns.js';

/** Two levels of one state each, without coherences. */
const twoLevels = {
  levels: [{ states: [0] }, { states: [1] }],
  populationAt: Int32Array.of(0, 1),
  pairs: [],
} as unknown as Unknowns;
const mean = (weights: readonly number[], state: readonly number[]): number =>
  resolvedExpectation(twoLevels, Float64Array.from(weights), Float64Array.from(state));

test('a mean of rare states alone is known as well as their populations, which may be tiny', () => {
  expect(mean([0, 1], [1, 1e-20])).toBe(1e-20);
});

test('a difference of equal populations is rounding, and 0', () => {
  expect(mean([1, -1], [0.5, 0.5 * (1 + Number.EPSILON)])).toBe(0);
  expect(mean([1, -1], [0.5, 0.4])).toBeCloseTo(0.1, 15);
});

test('a negative population shows how large rounding is', () => {
  expect(mean([1, 0], [1e-7, -1e-7])).toBe(0);
  expect(mean([1, 0], [1e-5, -1e-7])).toBe(1e-5);
});
