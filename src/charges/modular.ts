import { shareOnce } from '../numeric/index.js';
import {
  type Operator,
  type Term,
  equalOperators,
  isDisplaced,
  isUniform,
  lettersOf,
  rangeOf,
  reflect,
} from '../spin/index.js';
import { type Bound, evaluationsFor, randomEvaluation } from './certified-points.js';
import { chooseSplit } from './charges.js';
import { type Split, checkHamiltonian } from './density.js';
import { compareMirror } from './mirror.js';
import {
  commutatorResidues,
  type FirstResidue,
  longestWord,
  type PairBatch,
  type PairWords,
  pairStep,
  pairTask,
  type RecursionBatch,
  type RecursionStep,
  recursionSteps,
  recursionTask,
  type RecursionWords,
} from './modular-task.js';
import type { BondWord } from './placements.js';
import { defaultMaxEntries, masks, maxChargeRange } from './recursion.js';
import { type Evaluation, type IntegerPolynomial, Polynomials, type Variable } from './residues.js';
import { WordIndex, hashOf } from './word-index.js';

/**
 * Residues instead of coefficients: a commutator is computed at points of the parameters modulo primes.
 *
 * `modular` uses as many points and primes as an a-priori bound requires. Then vanishing residues prove that the
 * commutator vanishes for all values of the parameters. `probabilistic` uses one random point modulo one random prime.
 * A residue that does not vanish proves that the commutator does not vanish; residues that vanish prove nothing.
 */
export type ModularMode = 'modular' | 'probabilistic';

/** Options for the extent of the recursion and for the kind of proof. */
export interface ModularOptions {
  readonly mode: ModularMode;
  /** largest number of words in a commutator */
  readonly maxWords?: number;
  /** from 0 to 1, for the random point and prime; `Math.random` by default */
  readonly random?: () => number;
  /** number of threads that share the evaluations of a proof; 1 by default. The answer does not depend on it. */
  readonly threads?: number;
  /** receives the number of evaluations that are done */
  readonly onProgress?: (done: number, evaluations: number) => void;
}

/** A word whose coefficient does not vanish at this point modulo this prime. */
export interface Refutation {
  readonly word: string;
  readonly prime: number;
  /**
   * values by parameter, or by a power of it where only that power occurs; parameters that only scale the whole are
   * left out
   */
  readonly point: ReadonlyMap<string, number>;
}

/** The bounds on which a proof rests. */
export interface ModularEvidence {
  /** highest power of every parameter in a coefficient of the commutator */
  readonly degrees: ReadonlyMap<string, number>;
  /** bound on the modulus of every coefficient after denominators are cleared */
  readonly height: bigint;
  readonly points: number;
  readonly primes: readonly number[];
}

/** One charge of the recursion modulo primes. */
export interface ModularCharge {
  readonly index: number;
  readonly words: number;
  readonly range: number;
  /** proved or refuted; undefined where a probabilistic check has not refuted it */
  readonly commutes: boolean | undefined;
  readonly refutation?: Refutation;
}

/** The charges whose commutators have been decided in residues. */
export interface ModularSequence {
  readonly mode: ModularMode;
  readonly split: Split;
  readonly charges: readonly ModularCharge[];
  /** absent where nothing was proved */
  readonly evidence?: ModularEvidence;
}

/** Number of evaluations processed at once, so that a word is looked up once for all of them. */
const atOnce = 64;

/** A word of H with its coefficient. */
interface Bond extends BondWord {
  readonly polynomial: IntegerPolynomial;
}

function bondsOf(
  terms: readonly Term[],
  polynomials: readonly IntegerPolynomial[],
  { boosted }: Pick<Bond, 'boosted'>,
): Bond[] {
  return terms.map((term, k) => ({ ...masks(term), range: rangeOf(term.word), boosted, polynomial: polynomials[k]! }));
}

/** Terms that are not multiples of the identity. */
const proper = (operator: Operator): Term[] => operator.terms.filter((t) => rangeOf(t.word) > 0);
const coefficients = (terms: readonly Term[]) => terms.map((t) => t.coefficient);

/** The boost recursion of `BoostRecursion` in residues. */
class ModularRecursion {
  readonly polynomials: Polynomials;
  private readonly bonds: readonly Bond[];
  private readonly boosted: readonly Bond[];
  /** whether it suffices to keep one of every word and its mirror image */
  readonly folds: boolean;

  constructor(
    { boosted, spectator }: Split,
    private readonly maxWords: number,
  ) {
    const [moving, staying] = [proper(boosted), proper(spectator)];
    this.polynomials = new Polynomials([coefficients([...moving, ...staying])]);
    const all = this.polynomials.groups[0]!;
    this.boosted = bondsOf(moving, all, { boosted: true });
    this.bonds = [...this.boosted, ...bondsOf(staying, all.slice(moving.length), { boosted: false })];
    this.folds = [boosted, spectator].every((o) => equalOperators(o, reflect(o)));
  }

  /**
   * The coefficients of −i[H, C_k], k ≤ K, with all factors that the recursion keeps; 1/d and 1/2 are divided out.
   *
   * C_k is a sum of products of k − 1 coefficients of the boosted part. With n the longest word, C_k spans at most
   * r_k = (k − 1)(n − 1) + 1 sites. Each word of H contributes to a given word of [O_b, C_k] in at most r_k + 2n − 2
   * placements, with a weight of at most max(n, 2 r_k + 3n − 6):
   *
   *   height C_{k+1} ≤ Σ‖a‖ (r_k + 2n − 2) max(n, 2 r_k + 3n − 6) · height C_k,   height C_2 = max ‖a‖
   */
  bound(upto: number): Bound {
    const { polynomials, bonds, boosted } = this;
    const most = (of: readonly Bond[], measure: (e: readonly number[]) => number): number =>
      Math.max(0, ...of.flatMap((b) => b.polynomial.map((part) => measure(part.exponents))));
    const both = (measure: (e: readonly number[]) => number): number =>
      (upto - 1) * most(boosted, measure) + most(bonds, measure);
    const sumOf = (of: readonly Bond[]): bigint => of.reduce((sum, b) => sum + polynomials.norm(b.polynomial), 0n);
    const [n, all] = [longestWord(boosted), longestWord(bonds)];
    let height = boosted.reduce(
      (size, b) => (polynomials.norm(b.polynomial) > size ? polynomials.norm(b.polynomial) : size),
      0n,
    );
    for (let k = 2; k < upto; k++) {
      const r = (k - 1) * (n - 1) + 1;
      height *= sumOf(boosted) * BigInt(r + 2 * n - 2) * BigInt(Math.max(n, 2 * r + 3 * n - 6));
    }
    return {
      degrees: polynomials.variables.map((_, i) => both((e) => e[i]!)),
      total: both((e) => polynomials.totalDegree(e)),
      // The bound is smaller for the earlier charges, since both factors only grow.
      height: height * sumOf(bonds) * BigInt((upto - 1) * (n - 1) + 1 + 2 * all - 2),
    };
  }

  /** The words of H, those that the boost moves first. */
  get words(): RecursionWords {
    const plain = ({ x, z, range, boosted }: Bond): BondWord => ({ x, z, range, boosted });
    return { bonds: this.bonds.map(plain), boosted: this.boosted.length, folds: this.folds, maxWords: this.maxWords };
  }

  /** The residues of the words of H at some evaluations, from which the charges up to C_upto follow. */
  batch(evaluations: readonly Evaluation[], upto: number): RecursionBatch {
    return { ...residuesAt(this.bonds, this.polynomials, evaluations), upto };
  }
}

/** The residues of words at some evaluations. */
function residuesAt(
  bonds: readonly Bond[],
  polynomials: Polynomials,
  evaluations: readonly Evaluation[],
): Pick<RecursionBatch, 'primes' | 'residues'> {
  return {
    primes: Float64Array.from(evaluations, (at) => at.prime),
    residues: bonds.map((bond) => Float64Array.from(evaluations, (at) => polynomials.evaluate(bond.polynomial, at))),
  };
}

/**
 * Properties of the charges C_2 … C_upto, computed modulo primes without the charges themselves: their numbers of
 * words, and [H, C_k] = 0, proved for all values of the parameters (`modular`) or checked at one point
 * (`probabilistic`).
 *
 * Both modes begin with a probabilistic check, which ends at once at a charge that is not conserved.
 *
 * @param hamiltonian  static and translation-invariant
 * @param options      `upto`, the last n of C_n, and the mode
 * @diagnostic as `conservedCharges`; `too-many-points`, `too-many-roots`
 */
export function modularCharges(
  hamiltonian: Operator,
  options: ModularOptions & { readonly upto: number },
): ModularSequence {
  checkHamiltonian(hamiltonian);
  const { mode, maxWords = defaultMaxEntries, random = Math.random } = options;
  const split = chooseSplit(hamiltonian, maxWords);
  const recursion = new ModularRecursion(split, maxWords);
  const { polynomials } = recursion;
  const found: { index: number; words: WordIndex; refutation?: Refutation }[] = [];
  let touched = 1;
  // Only charges that have not been refuted remain to be proved.
  const last = () => found.at(-1)!.index - (found.at(-1)!.refutation ? 1 : 0);
  const add = (steps: readonly RecursionStep[], evaluations: readonly Evaluation[], upto: number): void => {
    for (const step of steps) {
      if (step.index > upto) return;
      const entry = (found[step.index - 2] ??= { index: step.index, words: new WordIndex(step.x.length) });
      step.x.forEach((x, w) => entry.words.number(hashOf(x, step.z[w]!), x, step.z[w]!));
      touched = Math.max(touched, step.touched);
      if (!step.refutation) continue;
      entry.refutation = refutationOf(step.refutation, polynomials.variables, evaluations);
      found.length = step.index - 1;
    }
  };
  const words = recursion.words;
  const start = performance.now();
  const first = [randomEvaluation(polynomials, random)];
  add(recursionSteps(words)(recursion.batch(first, options.upto)), first, options.upto);
  const seconds = (performance.now() - start) / 1000;
  let evidence: ModularEvidence | undefined;
  if (mode === 'modular' && last() >= 2) {
    const upto = last();
    const bound = recursion.bound(upto);
    const evaluations = evaluationsFor(polynomials, bound);
    const batches = batchesOf(evaluations, touched);
    const done = shareOnce(
      recursionTask,
      batches.map((batch) => recursion.batch(batch, upto)),
      {
        threads: options.threads,
        context: () => words,
        // Evaluations that are processed at once share the search for words.
        seconds: (seconds * evaluations.length) / sharedSearch,
        onProgress: evaluationProgress(batches, options),
      },
    );
    done.forEach((steps, b) => add(steps, batches[b]!, last()));
    evidence = evidenceOf(bound, polynomials.variables, evaluations);
  }
  return {
    mode,
    split,
    charges: found.map(({ index, words, refutation: against }) => ({
      index,
      ...sizeOf(words, { folded: recursion.folds }),
      commutes: against ? false : mode === 'modular' ? true : undefined,
      ...(against && { refutation: against }),
    })),
    ...(evidence && { evidence }),
  };
}

/** Largest number of entries (word × evaluation) kept at once. */
const maxEntries = 4_000_000;

/** Factor by which an evaluation among many takes less time than one alone, about. */
const sharedSearch = 4;

/** All evaluations, as many in a batch as fit into memory. */
function batchesOf(evaluations: readonly Evaluation[], touched: number): Evaluation[][] {
  const size = Math.max(1, Math.min(atOnce, Math.floor(maxEntries / touched)));
  return Array.from({ length: Math.ceil(evaluations.length / size) }, (_, b) =>
    evaluations.slice(b * size, (b + 1) * size),
  );
}

/** The progress of batches as that of their evaluations. */
function evaluationProgress(
  batches: readonly (readonly Evaluation[])[],
  { onProgress }: ModularOptions,
): (done: number, total: number) => void {
  const all = batches.reduce((sum, batch) => sum + batch.length, 0);
  return (done) => onProgress?.(Math.min(done * batches[0]!.length, all), all);
}

function sizeOf(
  { x, z, count }: WordIndex,
  { folded }: { readonly folded: boolean },
): { words: number; range: number } {
  let words = count;
  let range = 0;
  for (let w = 0; w < count; w++) {
    range = Math.max(range, 32 - Math.clz32(x[w]! | z[w]!));
    if (folded && compareMirror(x[w]!, z[w]!) !== 0) words += 1;
  }
  return { words, range };
}

/** The first residue that does not vanish, with its point. */
function refutationOf(
  { x, z, evaluation }: FirstResidue,
  variables: readonly Variable[],
  evaluations: readonly Evaluation[],
): Refutation {
  const { prime, point } = evaluations[evaluation]!;
  const word = { x, z, xHigh: 0, zHigh: 0 };
  return { word: lettersOf(word), prime, point: new Map(variables.map((v, i) => [variableName(v), point[i]!])) };
}

function variableName({ symbol, doubled }: Variable): string {
  if (symbol.kind === 'phase') return `exp(${doubled === 2 ? '' : `${doubled / 2}*`}i*${symbol.name})`;
  const name = symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name;
  if (doubled === 2) return name;
  return doubled % 2 === 0 ? `${name}^${doubled / 2}` : `${name}^(${doubled}/2)`;
}

function evidenceOf(
  { degrees, height }: Bound,
  variables: readonly Variable[],
  evaluations: readonly Evaluation[],
): ModularEvidence {
  const primes = [...new Set(evaluations.map((at) => at.prime))];
  return {
    degrees: new Map(variables.map((v, i) => [variableName(v), degrees[i]!])),
    height,
    points: evaluations.length / primes.length,
    primes,
  };
}

/** The result for a commutator [A, B] in residues. */
export interface ModularCommutator {
  /** proved or refuted; undefined where a probabilistic check has not refuted it */
  readonly vanishes: boolean | undefined;
  /** number of words reached */
  readonly touched: number;
  readonly refutation?: Refutation;
  readonly evidence?: ModularEvidence;
}

/**
 * Can the commutator be computed in residues? Both operators must be sums over the chain without a bare j, with at most
 * 31 sites together.
 */
export function hasModularCommutator(a: Operator, b: Operator): boolean {
  const uniform = ({ terms }: Operator): boolean =>
    terms.every(
      (t) =>
        t.place.kind === 'chain' &&
        !isDisplaced(t.place) &&
        isUniform(t.place.weight) &&
        t.coefficient.terms.every((c) => c.monomial.mode === undefined),
    );
  const range = ({ terms }: Operator): number => terms.reduce((n, t) => Math.max(n, rangeOf(t.word)), 1);
  return uniform(a) && uniform(b) && range(a) + range(b) - 1 <= maxChargeRange;
}

/** Two uniform chain sums whose commutator is computed in residues. */
export class ModularPair {
  readonly polynomials: Polynomials;
  private readonly bonds: readonly Bond[];
  private readonly words: readonly Bond[];

  constructor(
    a: Operator,
    b: Operator,
    private readonly maxWords: number = defaultMaxEntries,
  ) {
    const [few, many] = [proper(a), proper(b)].sort((p, q) => p.length - q.length) as [Term[], Term[]];
    this.polynomials = new Polynomials([coefficients(few), coefficients(many)]);
    this.bonds = bondsOf(few, this.polynomials.groups[0]!, { boosted: false });
    this.words = bondsOf(many, this.polynomials.groups[1]!, { boosted: false });
  }

  /** Each word of A, of length n, contributes to a given word of −i[A, B]/2 in at most r_B + 2n − 2 placements. */
  get bound(): Bound {
    const { polynomials, bonds, words } = this;
    const most = (measure: (e: readonly number[]) => number): number =>
      [bonds, words].reduce(
        (sum, of) =>
          sum + of.reduce((n, b) => b.polynomial.reduce((m, part) => Math.max(m, measure(part.exponents)), n), 0),
        0,
      );
    const largest = words.reduce(
      (size, b) => (polynomials.norm(b.polynomial) > size ? polynomials.norm(b.polynomial) : size),
      0n,
    );
    return {
      degrees: polynomials.variables.map((_, i) => most((e) => e[i]!)),
      total: most((e) => polynomials.totalDegree(e)),
      height:
        bonds.reduce(
          (sum, b) => sum + polynomials.norm(b.polynomial) * BigInt(longestWord(words) + 2 * b.range - 2),
          0n,
        ) * largest,
    };
  }

  /** The words of the two operators. */
  get pairWords(): PairWords {
    const plain = ({ x, z, range, boosted }: Bond): BondWord => ({ x, z, range, boosted });
    return { few: this.bonds.map(plain), many: this.words.map(plain), maxWords: this.maxWords };
  }

  /** The words of the commutator whose residues do not all vanish. */
  at(evaluations: readonly Evaluation[]): ReturnType<typeof commutatorResidues> {
    return commutatorResidues(this.pairWords, this.batch(evaluations));
  }

  /** The residues of both at some evaluations. */
  batch(evaluations: readonly Evaluation[]): PairBatch {
    const { primes, residues: few } = residuesAt(this.bonds, this.polynomials, evaluations);
    return { primes, few, many: residuesAt(this.words, this.polynomials, evaluations).residues };
  }
}

/**
 * Does [A, B] vanish, for all values of the parameters?
 *
 * @param a  a uniform sum over the chain
 * @param b  another one; both together span at most 31 sites
 * @diagnostic `too-many-words`, `too-many-points`, `too-many-roots`
 */
export function modularCommutator(a: Operator, b: Operator, options: ModularOptions): ModularCommutator {
  const pair = new ModularPair(a, b, options.maxWords);
  const { polynomials, pairWords } = pair;
  const start = performance.now();
  const first = [randomEvaluation(polynomials, options.random ?? Math.random)];
  const { touched, refutation } = pairStep(pairWords)(pair.batch(first));
  const seconds = (performance.now() - start) / 1000;
  if (refutation)
    return { vanishes: false, touched, refutation: refutationOf(refutation, polynomials.variables, first) };
  if (options.mode === 'probabilistic') return { vanishes: undefined, touched };
  const { bound } = pair;
  const evaluations = evaluationsFor(polynomials, bound);
  const batches = batchesOf(evaluations, touched);
  const steps = shareOnce(
    pairTask,
    batches.map((batch) => pair.batch(batch)),
    {
      threads: options.threads,
      context: () => pairWords,
      seconds: (seconds * evaluations.length) / sharedSearch,
      onProgress: evaluationProgress(batches, options),
    },
  );
  const refuted = steps.findIndex((step) => step.refutation);
  const most = steps.slice(0, refuted < 0 ? undefined : refuted + 1).reduce((n, s) => Math.max(n, s.touched), touched);
  if (refuted < 0)
    return { vanishes: true, touched: most, evidence: evidenceOf(bound, polynomials.variables, evaluations) };
  const against = refutationOf(steps[refuted]!.refutation!, polynomials.variables, batches[refuted]!);
  return { vanishes: false, touched: most, refutation: against };
}
