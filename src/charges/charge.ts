import type { Coefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { CellBoost } from './cell-boost.js';
import type { ChargesOfCells } from './cell-search.js';

/** One conserved charge C_n, or the candidate at which the recursion ends. */
export interface Charge {
  /** the n of C_n; C_2 is the Hamiltonian without the field that commutes with all charges */
  readonly index: number;
  /** distinct Pauli words per site, or per unit cell where the Hamiltonian has one */
  readonly words: number;
  /** longest word, in sites */
  readonly range: number;
  /** for a Hamiltonian with a unit cell: the number of cells that the longest word touches */
  readonly cells?: number;
  /**
   * for a Hamiltonian with a unit cell: whether C_n is [O_b, C_{n−1}], or the new charge of n cells in a search among all
   * words; C_2 is H by definition. Without a unit cell every charge is one of the boost.
   */
  readonly by?: 'definition' | 'boost' | 'search';
  /** the number of this charge if a search found several new ones of n cells, so that none of them is the C_n */
  readonly branch?: number;
  /** whether [H, C_n] = 0 for the full Hamiltonian and all values of the parameters; this is proved, never sampled */
  readonly commutes: boolean;
  /** [H, C_n] where it does not vanish */
  readonly residual?: Operator;
  /** present if the boost gives no further charge: C_n vanishes, or it is a combination of the earlier charges */
  readonly nothing?: Nothing;
  /** number of words that cancelled in [H, C_n] */
  readonly cancelled: number;
  /** C_n itself; words in canonical order */
  operator(): Operator;
  /** Σ |coefficient|² over the words: the Hilbert–Schmidt norm per site */
  squaredNorm(): Coefficient;
}

/** The reason why C_n is not a further charge. */
export interface Nothing {
  /** the charges of which it is a combination, for all values of the parameters; empty where C_n = 0 */
  readonly of: readonly number[];
}

/** Options for the extent of the recursion. */
export interface ChargeOptions {
  /** the last n for which C_n is computed */
  readonly upto: number;
  /** number of words × monomials that a commutator may reach before a limit is reported */
  readonly maxWords?: number;
}

/** How the charges of a chain with a unit cell are found. */
export interface UnitCell {
  /** number of sites after which H repeats */
  readonly period: number;
  /** number of sites of the cells by which the search counts: each term of H touches at most two of them */
  readonly size: number;
  /** the boost; undefined where there is none of the form of `findCellBoost` */
  readonly boost: CellBoost | undefined;
  /** the searches for charges that the boost does not give, filled while the charges are taken */
  readonly searched: readonly ChargesOfCells[];
}

/** Says that C_n is not a further charge, and why. */
export function nothingText(index: number, { of }: Nothing): string {
  if (of.length === 0) return `C_${index} = 0: the boost gives no further charge`;
  const list = of.map((k) => `C_${k}`);
  const what =
    list.length === 1
      ? `a multiple of ${list[0]}`
      : `a combination of ${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  return `C_${index} is ${what}: the boost gives no further charge`;
}

/** `C_3`, or `C_3 (2)` for the second of several new charges of 3 cells. */
export function chargeName({ index, branch }: Pick<Charge, 'index' | 'branch'>): string {
  return branch === undefined ? `C_${index}` : `C_${index} (${branch})`;
}

/** How the charges of a chain with a unit cell are found, in a sentence. */
export function unitCellText({ period, boost }: UnitCell): string {
  const cell = `the Hamiltonian has a unit cell of ${period} sites`;
  const added: Record<CellBoost['repair'], string> = {
    none: '',
    sites: ', with the centres of the terms as their positions',
    positions: ', with positions of the terms within the cell for which C_3 is conserved',
    density: ', with a local term in the boost for which C_3 is conserved',
    charges: ', with the first moment of another charge in the boost, for which C_3 is conserved',
  };
  return boost
    ? `${cell}: the boost counts positions in cells${added[boost.repair]}`
    : `${cell}, and no boost gives a conserved C_3: C_3, C_4, … are the new charges of 3, 4, … cells in a search among all strings`;
}

/** The result of a search for the charges of so many cells, without its full stop. */
export function searchText({ cells, count, charges }: ChargesOfCells, { size }: UnitCell): string {
  const what = `of ${cells} cells of ${size} sites, besides shorter ones`;
  if (count === 0) return `there is no charge ${what}, so there is no C_${cells}`;
  if (charges.length < count)
    return `there are at most ${count} charges ${what}; ${charges.length} of them were found explicitly, and the others are too long as functions of the couplings`;
  return count === 1
    ? `C_${cells} is the only charge ${what}`
    : `there are ${count} charges ${what}, so none of them is the C_${cells}`;
}
