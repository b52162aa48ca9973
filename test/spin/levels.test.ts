import { describe, expect, test } from 'vitest';
import {
  type Coefficient,
  fromGaussian,
  fromInteger,
  fromSymbol,
  gaussian,
  parameterSymbol,
} from '../../src/exact/index.js';
import {
  type LevelEntry,
  type LevelOperator,
  adjointLevels,
  isHermitianLevels,
  multiplyLevels,
  scaleLevels,
  sumLevels,
} from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';

const i = fromGaussian(gaussian(0, 1));
const one = fromInteger(1);
const entry = (
  row: number | undefined,
  column: number | undefined,
  coefficient: Coefficient = one,
  position?: Coefficient,
): LevelEntry => ({ row, column, position, coefficient });
const sum = (...entries: LevelEntry[]): LevelOperator => sumLevels(entries);
const written = (a: LevelOperator): unknown[] => a.entries.map((e) => [e.row, e.column, e.position !== undefined]);

describe('level operators', () => {
  test('|a⟩⟨b| |c⟩⟨d| = δ_bc |a⟩⟨d|', () => {
    expect(multiplyLevels(sum(entry(1, 2)), sum(entry(2, 3), entry(1, 3)))).toEqual(sum(entry(1, 3)));
    expect(multiplyLevels(sum(entry(1, 2)), sum(entry(1, 2))).entries).toEqual([]);
  });

  test('δ(x − a) is a factor of one operator at the most', () => {
    const delta = sum(entry(undefined, undefined, one, fromInteger(2)));
    expect(written(multiplyLevels(delta, sum(entry(1, 2))))).toEqual([[1, 2, true]]);
    expect(written(multiplyLevels(sum(entry(1, 2)), delta))).toEqual([[1, 2, true]]);
    expect(refusal(() => multiplyLevels(delta, delta)).code).toBe('scatterer-product');
  });

  test('Hermitian where the adjoint is the same, element by element', () => {
    expect(
      isHermitianLevels(
        sum(entry(1, 2, i), entry(2, 1, scaleLevels(sum(entry(1, 1, i)), fromInteger(-1)).entries[0]!.coefficient)),
      ),
    ).toBe(true);
    expect(isHermitianLevels(sum(entry(1, 2, i), entry(2, 1, i)))).toBe(false);
    expect(isHermitianLevels(sum(entry(1, 2)))).toBe(false);
    expect(isHermitianLevels(sum(entry(1, 1, i)))).toBe(false);
    const g = fromSymbol(parameterSymbol('g', 'complex'));
    expect(isHermitianLevels(sum(entry(1, 2, g), ...adjointLevels(sum(entry(1, 2, g))).entries))).toBe(true);
    expect(isHermitianLevels(sum(entry(1, 2, g), entry(2, 1, g)))).toBe(false);
    // The same elements at another place.
    expect(isHermitianLevels(sum(entry(1, 2, one, fromInteger(1)), entry(2, 1, one, fromInteger(2))))).toBe(false);
  });

  test('a sum is canonical: by position, row and column, nothing twice, no zeros', () => {
    const a = sum(
      entry(2, 1),
      entry(1, 3),
      entry(1, 2, one, fromInteger(1)),
      entry(1, 2),
      entry(2, 1),
      entry(1, 3, fromInteger(-1)),
    );
    expect(written(a)).toEqual([
      [1, 2, false],
      [2, 1, false],
      [1, 2, true],
    ]);
    expect(a.entries[1]!.coefficient).toEqual(fromInteger(2));
  });
});
