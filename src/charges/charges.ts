import { type Coefficient, zeroCoefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { combinationOf } from './combination.js';
import type { CellBoost } from './cell-boost.js';
import type { ChargesOfCells } from './cell-search.js';
import { type Split, checkChainSum, splittings } from './density.js';
import type { Packed } from './packed.js';
import { type UnitCell, periodicCharges } from './periodic.js';
import { BoostRecursion, defaultMaxEntries } from './recursion.js';
import { operatorPeriod } from './unit-cell.js';

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

/** C_2, C_3, … in their order: C_k at [k − 2], the last one at `.at(-1)`. */
export interface ChargeSequence {
  readonly split: Split;
  /** present if the Hamiltonian has a unit cell of several sites */
  readonly cell?: UnitCell;
  readonly charges: readonly Charge[];
}

/** The same sequence, with each charge computed on demand. */
export interface ChargeStream {
  readonly split: Split;
  /** present if the Hamiltonian has a unit cell of several sites */
  readonly cell?: UnitCell;
  readonly charges: Generator<Charge, void, undefined>;
}

/**
 * The conserved charges C_2, C_3, … C_upto of a Hamiltonian by the boost recursion
 *
 *   C_{i+1} = [O_b, C_i],  O_b = −i Σ_j j h_{j,j+1}      (chain, Methods)
 *
 * each with the proof [H, C_i] = 0. The sequence ends early with an entry that does not commute, which shows the
 * residual and says nothing about integrability. Entries that are not further charges are marked `nothing`, since it
 * says nothing about the chain that zero commutes.
 *
 * If the Hamiltonian has a unit cell of several sites, the boost is that of `findCellBoost`, and charges that it does not
 * give are searched for among all words: see `periodicCharges`.
 *
 * @param hamiltonian  a static sum over the chain, with couplings open or as numbers
 * @param options      `upto`, the last n of C_n, and the largest number of words
 * @returns            C_2 … C_upto in order, and the split of H into its boosted part and a field
 * @diagnostic as `checkChainSum`; `charge-too-long`, `too-many-words` and `search-too-wide` at the limits
 */
export function conservedCharges(hamiltonian: Operator, options: ChargeOptions): ChargeSequence {
  const { split, cell, charges } = chargesOneByOne(hamiltonian, options);
  return { split, ...(cell && { cell }), charges: [...charges] };
}

/**
 * The charges of `conservedCharges`, one after another as they are found, so that a program can show each when it is
 * proved, stop early, and keep those before a limit.
 *
 * @diagnostic as `conservedCharges`; a limit is reported when the charge beyond it is requested
 */
export function chargesOneByOne(hamiltonian: Operator, options: ChargeOptions): ChargeStream {
  checkChainSum(hamiltonian);
  if (operatorPeriod(hamiltonian) > 1) {
    const split = splittings(hamiltonian)[0]!;
    return { split, ...periodicCharges(hamiltonian, split, options) };
  }
  const split = chooseSplit(hamiltonian, options.maxWords ?? defaultMaxEntries);
  return { split, charges: sequence(split, options) };
}

/** The first split whose C_3 is conserved, or the usual one if there is none. */
export function chooseSplit(hamiltonian: Operator, maxWords: number): Split {
  const candidates = splittings(hamiltonian);
  if (candidates.length === 1) return candidates[0]!;
  const works = candidates.find((split) => [...sequence(split, { upto: 3, maxWords })].every((c) => c.commutes));
  return works ?? candidates[0]!;
}

function* sequence(split: Split, options: ChargeOptions): Generator<Charge, void, undefined> {
  const recursion = new BoostRecursion(split.boosted, split.spectator, options.maxWords ?? defaultMaxEntries);
  let charge: Packed = recursion.pack(split.boosted);
  const before: { index: number; packed: Packed }[] = [];
  for (let index = 2; index <= options.upto; index++) {
    const { zeroth, first, cancelled } = recursion.step(charge, { next: index < options.upto });
    const commutes = zeroth.words === 0;
    const nothing = nothingIn(recursion, charge, before);
    yield present(recursion, charge, index, nothing, zeroth, cancelled);
    if (!nothing) before.push({ index, packed: charge });
    if (!commutes || !first) return;
    charge = first;
  }
}

/** Is a charge zero, or a combination of the earlier ones? A string longer than all of theirs answers no at once. */
function nothingIn(
  recursion: BoostRecursion,
  charge: Packed,
  before: readonly { readonly index: number; readonly packed: Packed }[],
): Nothing | undefined {
  if (charge.words === 0) return { of: [] };
  if (before.every(({ packed }) => packed.range < charge.range)) return undefined;
  const found = combinationOf(
    recursion.unpack(charge),
    before.map(({ packed }) => recursion.unpack(packed)),
  );
  return found && { of: found.map((k) => before[k]!.index) };
}

function present(
  recursion: BoostRecursion,
  charge: Packed,
  index: number,
  nothing: Nothing | undefined,
  zeroth: Packed,
  cancelled: number,
): Charge {
  const commutes = zeroth.words === 0;
  return {
    index,
    words: charge.words,
    range: charge.range,
    commutes,
    ...(nothing && { nothing }),
    cancelled,
    // zeroth = −i[H, C]
    ...(!commutes && { residual: recursion.unpack(zeroth, 'i') }),
    operator: () => recursion.unpack(charge),
    squaredNorm: () => (charge.words === 0 ? zeroCoefficient : recursion.squaredNorm(charge)),
  };
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
export function cellText({ period, boost }: UnitCell): string {
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
