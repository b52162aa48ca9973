import type { Coefficient } from '../exact/index.js';
import { rational, zeroCoefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { type Split, checkHamiltonian, splittings } from './density.js';
import type { Packed } from './packed.js';
import { BoostRecursion, defaultMaxEntries } from './recursion.js';

/** One conserved charge C_n, or the candidate at which the recursion ends. */
export interface Charge {
  /** n of C_n; C_2 is the Hamiltonian without the field that commutes with all charges */
  readonly index: number;
  /** distinct Pauli words per site */
  readonly words: number;
  /** longest word, in sites */
  readonly range: number;
  /** [H, C_n] = 0 for the full Hamiltonian and all values of the parameters: proved, never sampled */
  readonly commutes: boolean;
  /** [H, C_n] where it does not vanish */
  readonly residual?: Operator;
  /** words that met and cancelled in [H, C_n] */
  readonly cancelled: number;
  /** C_n itself; words in canonical order */
  operator(): Operator;
  /** Σ |coefficient|² over the words: the Hilbert–Schmidt norm per site */
  squaredNorm(): Coefficient;
}

export interface ChargeOptions {
  /** last n wanted */
  readonly upto: number;
  /** words × monomials a commutator may touch before a limit is reported */
  readonly maxWords?: number;
}

export interface ChargeSequence {
  readonly split: Split;
  readonly charges: Generator<Charge, void, undefined>;
}

/**
 * The conserved charges C_2, C_3, … C_upto of a translation-invariant Hamiltonian by the boost recursion
 *
 *   C_{i+1} = [O_b, C_i],  O_b = −i Σ_j j h_{j,j+1}      (chain, Methods)
 *
 * each with the proof [H, C_i] = 0. The sequence ends early with an entry that does not commute: it shows the residual,
 * and says nothing about integrability.
 *
 * @diagnostic as `checkHamiltonian`; `charge-too-long` and `too-many-words` at the limits
 */
export function conservedCharges(hamiltonian: Operator, options: ChargeOptions): ChargeSequence {
  checkHamiltonian(hamiltonian);
  const split = chooseSplit(hamiltonian, options.maxWords ?? defaultMaxEntries);
  return { split, charges: sequence(split, options) };
}

/** The first split whose C_3 is conserved, the usual one where none is. */
export function chooseSplit(hamiltonian: Operator, maxWords: number): Split {
  const candidates = splittings(hamiltonian);
  if (candidates.length === 1) return candidates[0]!;
  const works = candidates.find((split) => [...sequence(split, { upto: 3, maxWords })].every((c) => c.commutes));
  return works ?? candidates[0]!;
}

function* sequence(split: Split, options: ChargeOptions): Generator<Charge, void, undefined> {
  const recursion = new BoostRecursion(split.boosted, split.spectator, options.maxWords ?? defaultMaxEntries);
  let charge: Packed = recursion.pack(split.boosted);
  for (let index = 2; index <= options.upto; index++) {
    const { zeroth, first, cancelled } = recursion.step(charge, index < options.upto);
    const commutes = zeroth.words === 0;
    yield present(recursion, charge, index, commutes, zeroth, cancelled);
    if (!commutes || !first) return;
    charge = first;
  }
}

function present(
  recursion: BoostRecursion,
  charge: Packed,
  index: number,
  commutes: boolean,
  zeroth: Packed,
  cancelled: number,
): Charge {
  return {
    index,
    words: charge.words,
    range: charge.range,
    commutes,
    cancelled,
    // zeroth = −i[H, C]
    ...(!commutes && { residual: recursion.unpack(zeroth, rational(1), true) }),
    operator: () => recursion.unpack(charge),
    squaredNorm: () => (charge.words === 0 ? zeroCoefficient : recursion.squaredNorm(charge)),
  };
}

