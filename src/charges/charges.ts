import { type Coefficient, zeroCoefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { combinationOf } from './combination.js';
import { type Split, checkHamiltonian, splittings } from './density.js';
import type { Packed } from './packed.js';
import { BoostRecursion, defaultMaxEntries } from './recursion.js';

/** One conserved charge C_n, or the candidate at which the recursion ends. */
export interface Charge {
  /** the n of C_n; C_2 is the Hamiltonian without the field that commutes with all charges */
  readonly index: number;
  /** distinct Pauli words per site */
  readonly words: number;
  /** longest word, in sites */
  readonly range: number;
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
  readonly charges: readonly Charge[];
}

/** The same sequence, with each charge computed on demand. */
export interface ChargeStream {
  readonly split: Split;
  readonly charges: Generator<Charge, void, undefined>;
}

/**
 * The conserved charges C_2, C_3, … C_upto of a translation-invariant Hamiltonian by the boost recursion
 *
 *   C_{i+1} = [O_b, C_i],  O_b = −i Σ_j j h_{j,j+1}      (chain, Methods)
 *
 * each with the proof [H, C_i] = 0. The sequence ends early with an entry that does not commute, which shows the
 * residual and says nothing about integrability. Entries that are not further charges are marked `nothing`, since it
 * says nothing about the chain that zero commutes.
 *
 * @param hamiltonian  static and translation-invariant, with couplings open or as numbers
 * @param options      `upto`, the last n of C_n, and the largest number of words
 * @returns            C_2 … C_upto in order, and the split of H into its boosted part and a field
 * @diagnostic as `checkHamiltonian`; `charge-too-long` and `too-many-words` at the limits
 */
export function conservedCharges(hamiltonian: Operator, options: ChargeOptions): ChargeSequence {
  const { split, charges } = chargesOneByOne(hamiltonian, options);
  return { split, charges: [...charges] };
}

/**
 * The charges of `conservedCharges`, one after another as they are found, so that a program can show each when it is
 * proved, stop early, and keep those before a limit.
 *
 * @diagnostic as `conservedCharges`; a limit is reported when the charge beyond it is requested
 */
export function chargesOneByOne(hamiltonian: Operator, options: ChargeOptions): ChargeStream {
  checkHamiltonian(hamiltonian);
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
