import { zeroCoefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { Charge, ChargeOptions, Nothing, UnitCell } from './charge.js';
import { combinationOf } from './combination.js';
import { type Split, checkChainSum, splittings } from './density.js';
import type { Packed } from './packed.js';
import { periodicCharges } from './periodic.js';
import { BoostRecursion, defaultMaxEntries } from './recursion.js';
import { operatorPeriod } from './unit-cell.js';

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
  const recursion = new BoostRecursion(split.boosted, split.spectator, {
    maxEntries: options.maxWords ?? defaultMaxEntries,
  });
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
