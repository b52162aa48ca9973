import { type LocalCharges } from '../charges/index.js';
import { ModularPoint } from '../exact/index.js';
import { type Operator, isHermitian } from '../spin/index.js';
import { refuse } from '../text/index.js';
import type { CellChain } from './cell-algebra.js';
import type { ChainAlgebra } from './chain-algebra.js';
import { exactTops } from './exact-tops.js';
import { pauliChain } from './pauli-chain.js';
import type { IntegrabilityVerdict } from './kinds.js';
import { type TheoremA, theoremA } from './theorem-a.js';

/** The verdict on a chain with the hypotheses that were computed, and its short charges. */
export interface Integrability {
  readonly verdict: IntegrabilityVerdict;
  /** the cells of Theorem A; undefined where the terms are too long for it */
  readonly cells: CellChain | undefined;
  readonly theoremA: TheoremA | undefined;
  /** all local charges up to a range */
  readonly short: LocalCharges;
}

/** Options of the question. */
export interface IntegrabilityOptions {
  /** longest charges that are listed, in sites; by default those of two cells */
  readonly range?: number;
  /** period of the charges that are listed, in sites */
  readonly period?: number;
  /** what the sites hold, by default a spin 1/2 */
  readonly algebra?: ChainAlgebra;
}

/** The longest list of short charges by default, in sites, and that where no branch decides. */
const longestList = 4;
const longestUndecided = 5;

/**
 * Whether a chain is integrable: the branches of docs/background/integrability.md in their order, which are strictly local
 * charges, commuting terms, free fermions, a boost, Theorem A, and a theorem of the literature. What none of them decides
 * is undecided. Couplings that are open have generic values.
 *
 * @param hamiltonian  a static, Hermitian sum over the chain
 * @diagnostic `not-hermitian`, `branches-disagree`, and those of `localCharges`
 */
export function integrabilityOf(hamiltonian: Operator, options: IntegrabilityOptions = {}): Integrability {
  if (!isHermitian(hamiltonian))
    refuse('not-hermitian', 'the theorems are about Hermitian chains, and this one is not Hermitian', {
      hint: 'perhaps "+ h.c." is missing',
    });
  const { algebra = pauliChain } = options;
  const cells = algebra.cellsOf(hamiltonian, algebra.periodOf(hamiltonian));
  const own = algebra.rangeOf(hamiltonian);
  const range = options.range ?? Math.min(longestList, Math.max(2, own));
  const short = algebra.localCharges(hamiltonian, {
    range,
    ...(options.period !== undefined && { period: options.period }),
  });
  const { verdict, theorem } = verdictAndTheorem(hamiltonian, algebra);
  const common = { cells, theoremA: theorem, verdict };
  if (verdict.kind !== 'undecided') return { ...common, short };
  // What is not decided is at least known further.
  const further = options.range ?? Math.max(range, Math.min(2 * own - 1, longestUndecided));
  const longer = further > range ? algebra.localCharges(hamiltonian, { ...options, range: further }) : short;
  return { ...common, short: longer };
}

/**
 * The verdict on a Hermitian chain, and the hypotheses of Theorem A.
 *
 * @diagnostic `branches-disagree`
 */
export function verdictAndTheorem(
  hamiltonian: Operator,
  algebra: ChainAlgebra = pauliChain,
): {
  readonly verdict: IntegrabilityVerdict;
  readonly theorem: TheoremA | undefined;
} {
  const period = algebra.periodOf(hamiltonian);
  const cells = algebra.cellsOf(hamiltonian, period);
  const decided = algebra.positive(hamiltonian, period);
  const theorem = cells && theoremOf(hamiltonian, cells, algebra);
  const excluded = theorem && cells ? excludedFrom(algebra, hamiltonian, cells, theorem) : undefined;
  if (decided) {
    // Two branches that contradict each other are a mistake of the program, and neither is to be believed.
    const claim =
      decided.kind === 'strictly-local'
        ? 'operators on few sites commute with the chain'
        : `it has the charges of ${decided.kind === 'integrable' ? decided.construction : ''}`;
    if (excluded !== undefined)
      refuse(
        'branches-disagree',
        `${claim}, and Theorem A excludes charges of three and more cells: one of the two is wrong in spinlaw; please report this chain`,
      );
    return { theorem, verdict: decided };
  }
  if (excluded !== undefined) return { theorem, verdict: { kind: 'not-integrable', upTo: excluded.upTo } };
  const verdict = algebra.literature(hamiltonian, period) ?? {
    kind: 'undecided',
    because: reasonFor(algebra, cells, theorem),
  };
  return { theorem, verdict };
}

/** Does Theorem A exclude charges of three and more cells? */
export function isExcluded(hamiltonian: Operator, algebra: ChainAlgebra = pauliChain): boolean {
  const cells = algebra.cellsOf(hamiltonian, algebra.periodOf(hamiltonian));
  const theorem = cells && theoremOf(hamiltonian, cells, algebra);
  return theorem !== undefined && excludedFrom(algebra, hamiltonian, cells!, theorem) !== undefined;
}

export function theoremOf(
  hamiltonian: Operator,
  cells: CellChain,
  algebra: ChainAlgebra = pauliChain,
): TheoremA | undefined {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  if (!point) return undefined;
  const parts = algebra.cellHamiltonian(hamiltonian, cells, point);
  if (parts.bonds.some((bond) => bond.size === 0)) return undefined;
  return theoremA(parts);
}

/**
 * The lengths that Theorem A excludes: charges of k ≥ 3 cells, for all k, or for those below a prime where the pencil has roots at
 * smaller lengths; undefined if it excludes nothing.
 */
function excludedFrom(
  algebra: ChainAlgebra,
  hamiltonian: Operator,
  cells: CellChain,
  theorem: TheoremA,
): { readonly upTo: number | undefined } | undefined {
  if (!theorem.injective || theorem.excludesThree !== true) return undefined;
  if (theorem.dimension === 1) return { upTo: undefined };
  const { pencil, tops } = theorem;
  if (!pencil || pencil.kind === 'all' || !tops) return undefined;
  // The ranks modulo the prime are those over the couplings only if T_2 has the same dimension there.
  if (exactTops(algebra, hamiltonian, algebra.periodOf(hamiltonian), cells, tops).length !== tops.length)
    return undefined;
  if (pencil.kind === 'none') return { upTo: undefined };
  return pencil.lengths.every((k) => k <= 3) ? { upTo: pencil.prime } : undefined;
}

function reasonFor(algebra: ChainAlgebra, cells: CellChain | undefined, theorem: TheoremA | undefined): string {
  if (!cells) return algebra.tooLong;
  if (!theorem) return 'no theorem applies: the chain falls into pieces';
  if (!theorem.injective) {
    const { end } = theorem.kernel!;
    return `Theorem A does not apply: an operator on the ${end} cell of a bond commutes with the bond`;
  }
  return 'Theorem A is silent: its condition for a charge of three or more cells can be met, which does not mean that there is one';
}
