import type { Operator } from '../spin/index.js';
import { StringBasis } from './commutation-matrix.js';
import { exhibit, pointFor, solutionsModulo } from './local-solutions.js';

/** The charges of a chain whose longest strings touch a given number of cells. */
export interface ChargesOfCells {
  readonly cells: number;
  /**
   * how many independent ones there are besides the shorter charges, at generic couplings. The count is that at a point
   * modulo a prime, where there can only be more, so it is proved if as many are found explicitly.
   */
  readonly count: number;
  /** those that were found explicitly; each commutes with H for all values of the couplings */
  readonly charges: readonly Operator[];
}

/** Largest number of strings of a search for the next charge. */
export const mostCellStrings = 300_000;

/**
 * All charges of exactly `cells` cells, up to shorter ones: the solutions of [H, Q] = 0 for sums of strings that touch at
 * most so many cells, by elimination among all of them.
 *
 * @param hamiltonian  static and periodic
 * @param unit         `period` of the sums in sites, and `size` of a cell in sites, a multiple of the period
 * @diagnostic `search-too-wide`, `too-many-roots`, `interrupted`
 */
export function chargesOfCells(
  hamiltonian: Operator,
  unit: { readonly period: number; readonly size: number },
  cells: number,
): ChargesOfCells {
  const basis = new StringBasis({ cells: { size: unit.size, count: cells } }, unit.period, mostCellStrings);
  const { candidates } = solutionsModulo(hamiltonian, basis, pointFor(hamiltonian));
  const longest = candidates.filter(({ length }) => length === cells).sort((a, b) => a.vector.size - b.vector.size);
  const charges = longest.flatMap((candidate) => exhibit(hamiltonian, basis, candidate) ?? []);
  return { cells, count: longest.length, charges };
}
