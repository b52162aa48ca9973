import { primeLimit } from '../exact/index.js';
import type { ThreadTask } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { compareMirror } from './mirror.js';
import type { Folding } from './placements.js';
import { type BondWord, place } from './placements.js';
import { maxChargeRange } from './recursion.js';
import { ResidueSums, type ResidueWords } from './residue-sums.js';

const chargesThread = new URL('./charges-thread.js', import.meta.url);

/** The words of a Hamiltonian, those that the boost moves first. */
export interface RecursionWords {
  readonly bonds: readonly BondWord[];
  /** number of words that the boost moves */
  readonly boosted: number;
  /** whether it suffices to keep one of every word and its mirror image */
  readonly folds: boolean;
  readonly maxWords: number;
}

/** The residues of the words at some evaluations, for each word those at all of them. */
export interface RecursionBatch {
  readonly primes: Float64Array;
  readonly residues: readonly Float64Array[];
  /** last n of C_n */
  readonly upto: number;
}

/** A word whose residue does not vanish, with the number of an evaluation. */
export interface FirstResidue {
  readonly x: number;
  readonly z: number;
  readonly evaluation: number;
}

/** A charge of the recursion: its words, and whether its commutator with H vanishes at the evaluations. */
export interface RecursionStep {
  readonly index: number;
  readonly x: Int32Array;
  readonly z: Int32Array;
  /** number of words that the pass has reached */
  readonly touched: number;
  readonly refutation: FirstResidue | undefined;
}

/** The length of the longest word. */
export function longestWord(bonds: readonly BondWord[]): number {
  return bonds.reduce((n, b) => Math.max(n, b.range), 1);
}

/** Words with their residues; with a parity, only the first of each word and its mirror image. */
function residueWords(bonds: readonly BondWord[], residues: readonly Float64Array[], parity: Folding): ResidueWords {
  const kept = [...bonds.keys()].filter((b) => parity === 0 || compareMirror(bonds[b]!.x, bonds[b]!.z) <= 0);
  return {
    x: Int32Array.from(kept, (b) => bonds[b]!.x),
    z: Int32Array.from(kept, (b) => bonds[b]!.z),
    kept: kept.length,
    parity,
    residues: Float64Array.from(kept.flatMap((b) => [...residues[b]!])),
  };
}

/** Both moments of every word of `bonds` with every word of q, at all evaluations. */
function pass(
  bonds: readonly BondWord[],
  { primes, residues }: Pick<RecursionBatch, 'primes' | 'residues'>,
  q: ResidueWords,
  maxWords: number,
): ResidueSums {
  const range = rangeIn(q);
  const reach = range + longestWord(bonds) - 1;
  if (reach > maxChargeRange) {
    limit('charge-too-long', `the commutator spans ${reach} sites; the recursion works up to ${maxChargeRange}`, {
      hint: 'ask for fewer charges',
    });
  }
  // Sums are reduced at the end: bonds × placements × weight × residue stays below 2^52.
  const weight = bonds.some((bond) => bond.boosted) ? 3 * maxChargeRange : 1;
  if (bonds.length * 4 * maxChargeRange * weight * primeLimit > 2 ** 52) {
    limit('too-many-words', `a Hamiltonian of ${bonds.length} words is too long for modular arithmetic`, {
      hint: 'leave modular arithmetic out',
    });
  }
  const sums = new ResidueSums(q, primes, maxWords);
  bonds.forEach((bond, b) => {
    sums.start(residues[b]!);
    place(bond, q, sums);
  });
  return sums;
}

function rangeIn(q: ResidueWords): number {
  let range = 0;
  for (let w = 0; w < q.kept; w++) range = Math.max(range, 32 - Math.clz32(q.x[w]! | q.z[w]!));
  return range;
}

function firstResidue({ kept, x, z, residues }: ResidueWords): FirstResidue | undefined {
  if (kept === 0) return undefined;
  return { x: x[0]!, z: z[0]!, evaluation: residues.findIndex((r) => r !== 0) };
}

/** The recursion at a batch of evaluations, up to the first charge that is not conserved. */
export function recursionSteps({
  bonds,
  boosted,
  folds,
  maxWords,
}: RecursionWords): (batch: RecursionBatch) => RecursionStep[] {
  return (batch) => {
    const steps: RecursionStep[] = [];
    let charge = residueWords(bonds.slice(0, boosted), batch.residues, folds ? 1 : 0);
    for (let index = 2; index <= batch.upto; index++) {
      checkInterrupt();
      const sums = pass(bonds, batch, charge, maxWords);
      const zeroth = sums.moment(0, charge.parity);
      const { x, z, kept } = charge;
      const refutation = firstResidue(zeroth);
      steps.push({ index, x: x.slice(0, kept), z: z.slice(0, kept), touched: sums.words, refutation });
      if (refutation) break;
      if (index < batch.upto) charge = sums.moment(1, (0 - charge.parity) as Folding);
    }
    return steps;
  };
}

/** The recursion at a batch of evaluations. */
export const recursionTask: ThreadTask<RecursionWords, RecursionBatch, RecursionStep[]> = {
  name: 'recursion',
  file: chargesThread,
  prepare: recursionSteps,
};

/** The words of two operators. */
export interface PairWords {
  readonly few: readonly BondWord[];
  readonly many: readonly BondWord[];
  readonly maxWords: number;
}

/** The residues of both at some evaluations. */
export interface PairBatch {
  readonly primes: Float64Array;
  readonly few: readonly Float64Array[];
  readonly many: readonly Float64Array[];
}

type PairStep = Pick<RecursionStep, 'touched' | 'refutation'>;

/** The words of the commutator of two operators whose residues do not all vanish, and the number of words reached. */
export function commutatorResidues(
  { few, many, maxWords }: PairWords,
  { primes, few: residues, many: others }: PairBatch,
): { readonly zeroth: ResidueWords; readonly touched: number } {
  checkInterrupt();
  const sums = pass(few, { primes, residues }, residueWords(many, others, 0), maxWords);
  return { zeroth: sums.moment(0, 0), touched: sums.words };
}

/** Whether the commutator of two operators vanishes at a batch of evaluations. */
export function pairStep(words: PairWords): (batch: PairBatch) => PairStep {
  return (batch) => {
    const { zeroth, touched } = commutatorResidues(words, batch);
    return { touched, refutation: firstResidue(zeroth) };
  };
}

/** The commutator of two operators at a batch of evaluations. */
export const pairTask: ThreadTask<PairWords, PairBatch, PairStep> = {
  name: 'commutator',
  file: chargesThread,
  prepare: pairStep,
};
