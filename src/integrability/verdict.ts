import { type LocalCharges } from '../charges/index.js';
import { ModularPoint } from '../exact/index.js';
import { type Operator, isHermitian, isZeroOperator } from '../spin/index.js';
import { fault, refuse } from '../text/index.js';
import type { CellChain } from './cell-algebra.js';
import type { ChainAlgebra, TowerExtent } from './chain-algebra.js';
import { exactTops } from './exact-tops.js';
import { pauliChain } from './pauli-chain.js';
import { spinOneChain } from './spin-one-chain.js';
import type { IntegrabilityVerdict, Judged, JudgedPiece, TowerCharge } from './kinds.js';
import type { Arrangement, OrderedChain } from './pieces.js';
import { type TheoremA, type TheoremSteps, theoremA, theoremSteps } from './theorem-a.js';

/** The verdict on a chain with the hypotheses that were computed, and its short charges. */
export interface Integrability {
  readonly verdict: IntegrabilityVerdict;
  /** sites after which H repeats */
  readonly period: number;
  /** the cells of Theorem A; undefined where the terms are too long for it */
  readonly cells: CellChain | undefined;
  readonly theoremA: TheoremA | undefined;
  /** the order in which the sites are taken, where the terms are shorter than in the order of the chain */
  readonly order?: OrderedChain;
  /** all local charges up to a range */
  readonly short: LocalCharges;
}

/** Options of the question. */
export interface IntegrabilityOptions {
  /** longest charges that are listed, in sites; by default those of two cells */
  readonly range?: number;
  /** period of the charges that are listed, in sites */
  readonly period?: number;
  /** the spin of every site, 1/2 by default */
  readonly spin?: '1/2' | '1';
}

/** The algebra of the sites. */
export const algebraOf = ({ spin = '1/2' }: Pick<IntegrabilityOptions, 'spin'>): ChainAlgebra =>
  spin === '1' ? spinOneChain : pauliChain;

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
  const algebra = algebraOf(options);
  const own = algebra.rangeOf(hamiltonian);
  const range = options.range ?? Math.min(longestList, Math.max(2, own));
  const short = algebra.localCharges(hamiltonian, {
    range,
    ...(options.period !== undefined && { period: options.period }),
  });
  const { verdict, theorem, cells, order } = verdictAndTheorem(hamiltonian, algebra);
  const period = algebra.periodOf(hamiltonian);
  const common = { period, cells, theoremA: theorem, verdict, ...(order && { order }) };
  if (!isOpen(verdict)) return { ...common, short };
  // What is not decided is at least known further.
  const further = options.range ?? Math.max(range, Math.min(2 * own - 1, longestUndecided));
  const longer = further > range ? algebra.localCharges(hamiltonian, { ...options, range: further }) : short;
  return { ...common, short: longer };
}

/** Is a part of the verdict undecided? */
const isOpen = (verdict: IntegrabilityVerdict): boolean =>
  verdict.kind === 'pieces'
    ? verdict.infinite.some((piece) => piece.verdict.kind === 'undecided')
    : verdict.kind === 'undecided';

/**
 * The verdict on a Hermitian chain, and the hypotheses of Theorem A. Where no term connects some pieces of the chain, each
 * is judged by itself, since a charge of one of them says nothing about the others.
 *
 * @param extent  how many charges of a tower are proved
 * @diagnostic `branches-disagree`
 */
export function verdictAndTheorem(
  hamiltonian: Operator,
  algebra: ChainAlgebra = pauliChain,
  extent: TowerExtent = 'shown',
): Judged {
  const { arrangements } = algebra;
  if (!arrangements) return verdictInOrder(hamiltonian, algebra, extent);
  const { infinite, finite, period } = arrangements.connectedPieces(hamiltonian);
  if (finite.length === 0 && infinite.length === 1 && infinite[0]!.alike.length === 1)
    return inBestOrder(hamiltonian, algebra, extent);
  if (infinite.length === 0) {
    const charges = finite.map((piece) => piece.hamiltonian).filter((x) => !isZeroOperator(x));
    return { verdict: { kind: 'strictly-local', charges }, cells: undefined, theorem: undefined };
  }
  const judged = infinite.map((piece): JudgedPiece => {
    const { verdict, ...rest } = inBestOrder(piece.hamiltonian, algebra, extent);
    return { ...piece, ...rest, verdict: chargesOnSites(verdict, piece.alike, algebra) };
  });
  if (finite.length === 0 && judged.every(({ verdict }) => verdict.kind === 'not-integrable')) {
    // Theorem A may exclude charges of all pieces together as well, which says more.
    const cells = algebra.cellsOf(hamiltonian, period);
    const theorem = cells && theoremOf(hamiltonian, cells, algebra);
    const excluded = theorem && excludedFrom(algebra, hamiltonian, cells, theorem);
    if (excluded) return { verdict: { kind: 'not-integrable', upTo: excluded.upTo }, cells, theorem };
  }
  return { verdict: { kind: 'pieces', infinite: judged, finite, period }, cells: undefined, theorem: undefined };
}

/** The verdict on a connected chain, with its spins in an order in which the terms are shortest. */
function inBestOrder(hamiltonian: Operator, algebra: ChainAlgebra, extent: TowerExtent): Judged {
  let first: Judged | undefined;
  for (const order of algebra.arrangements?.shortestOrders(hamiltonian) ?? []) {
    const judged = verdictInOrder(order.hamiltonian, algebra, extent);
    const isTyped = order.places.every((place, k) => place === k);
    const onChain: Judged = isTyped
      ? judged
      : { ...judged, verdict: chargesOnSites(judged.verdict, [order], algebra), order };
    if (judged.verdict.kind !== 'undecided') return onChain;
    first ??= onChain;
  }
  return first ?? verdictInOrder(hamiltonian, algebra, extent);
}

/** A verdict whose charges are those of the chain, given that of an arrangement of its sites. */
function chargesOnSites(
  verdict: IntegrabilityVerdict,
  pieces: readonly Arrangement[],
  { arrangements, rangeOf }: ChainAlgebra,
): IntegrabilityVerdict {
  const moved = (charge: Operator): Operator => arrangements?.fromArrangement(charge, pieces) ?? charge;
  if (verdict.kind === 'strictly-local') return { ...verdict, charges: verdict.charges.map(moved) };
  if (verdict.kind !== 'integrable') return verdict;
  if (verdict.construction === 'medium range') return { ...verdict, charge: moved(verdict.charge) };
  if (verdict.construction !== 'boost' && verdict.construction !== 'repaired boost') return verdict;
  const tower = verdict.tower.map(({ index, words, operator }): TowerCharge => {
    const charge = moved(operator());
    return { index, range: rangeOf(charge), words, operator: () => charge };
  });
  return { ...verdict, tower };
}

/** The verdict on a connected chain with its sites in their order. */
function verdictInOrder(hamiltonian: Operator, algebra: ChainAlgebra, extent: TowerExtent): Judged {
  const period = algebra.periodOf(hamiltonian);
  const cells = algebra.cellsOf(hamiltonian, period);
  const decided = algebra.positive(hamiltonian, period, extent);
  const theorem = cells && theoremOf(hamiltonian, cells, algebra);
  const excluded = theorem && cells ? excludedFrom(algebra, hamiltonian, cells, theorem) : undefined;
  if (decided) {
    // Two branches that contradict each other are a mistake of the program, and neither is to be believed.
    const claim =
      decided.kind === 'strictly-local'
        ? 'operators on few sites commute with the chain'
        : `it has the charges of ${decided.kind === 'integrable' ? decided.construction : ''}`;
    if (excluded !== undefined)
      fault(
        'branches-disagree',
        `${claim}, and Theorem A excludes charges of three and more cells: one of the two is wrong in spinlaw; please report this chain`,
      );
    return { theorem, cells, verdict: decided };
  }
  if (excluded !== undefined) return { theorem, cells, verdict: { kind: 'not-integrable', upTo: excluded.upTo } };
  const verdict = algebra.literature(hamiltonian, period) ?? {
    kind: 'undecided',
    because: reasonFor(algebra, cells, theorem),
  };
  return { theorem, cells, verdict };
}

/** The answer of Theorem A with steps that may be broken, for the law that judges it. */
export interface TheoremVerdict {
  readonly cells: CellChain;
  readonly theorem: TheoremA;
  /** whether charges of three and more cells are excluded */
  readonly excluded: boolean;
}

/** Theorem A for a chain; undefined where no cells are small enough, or a bond is missing. */
export function theoremVerdict(hamiltonian: Operator, steps: TheoremSteps): TheoremVerdict | undefined {
  const cells = pauliChain.cellsOf(hamiltonian, pauliChain.periodOf(hamiltonian));
  const theorem = cells && theoremOf(hamiltonian, cells, pauliChain, steps);
  return theorem && { cells, theorem, excluded: excludedFrom(pauliChain, hamiltonian, cells, theorem) !== undefined };
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
  steps: TheoremSteps = theoremSteps,
): TheoremA | undefined {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  if (!point) return undefined;
  const parts = algebra.cellHamiltonian(hamiltonian, cells, point);
  if (parts.bonds.some((bond) => bond.size === 0)) return undefined;
  return theoremA(parts, steps);
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
