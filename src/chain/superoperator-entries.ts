import type { RateSuperoperator } from './rate-superoperator.js';
import type { WeightedSuperoperator } from './superoperator-product.js';

/**
 * Visits every number of Σ strength · L: an element of the matrix is the sum of the values that are given for its place.
 *
 * @param wanted  whether a row is wanted; whole rows of gains are left out otherwise
 */
export function visitEntries(
  parts: readonly WeightedSuperoperator[],
  wanted: (row: number) => boolean,
  visit: (row: number, column: number, value: number) => void,
): void {
  for (const { superoperator: generator, strength } of parts) {
    for (const { row, rows, column, columns, values } of generator.gains) {
      for (let i = 0; i < rows; i++) {
        if (!wanted(row + i)) continue;
        for (let j = 0; j < columns; j++) visit(row + i, column + j, strength * values[i * columns + j]!);
      }
    }
    visitLosses(generator, (row, column, value) => visit(row, column, strength * value));
  }
}

/** Visits every loss of a superoperator at strength one. */
export function visitLosses(
  { unknowns, loss, losses }: RateSuperoperator,
  visit: (row: number, column: number, value: number) => void,
): void {
  unknowns.populationAt.forEach((p, state) => visit(p, p, -loss[state]!));
  for (const { at, values } of losses) {
    for (let i = 0; i < at.length; i++)
      for (let j = 0; j < at.length; j++) visit(at[i]!, at[j]!, values[i * at.length + j]!);
  }
}
