import {
  type LocalCharges,
  chargesOneByOne,
  findCellBoost,
  firstMoment,
  localCharges,
  operatorPeriod,
} from '../charges/index.js';
import { ModularPoint, fromGaussian, gaussian } from '../exact/index.js';
import {
  type Operator,
  commutator,
  isHermitian,
  isIdentity,
  isZeroOperator,
  operatorRange,
  scaleOperator,
} from '../spin/index.js';
import { refuse } from '../text/index.js';
import { type CellChain, cellHamiltonian, cellsOf } from './cell-algebra.js';
import { exactTops } from './exact-tops.js';
import { type Commuting, type FreeFermions, commutingTerms, freeFermions, isTiltedIsing } from './free.js';
import { mediumRangeCharge } from './medium-range.js';
import { strictlyLocalCharges } from './strictly-local.js';
import { type TheoremA, theoremA } from './theorem-a.js';

/** How the charges of an integrable chain are made. */
export type Construction = 'commuting terms' | 'free fermions' | 'boost' | 'repaired boost' | 'medium range';

/** Whether a chain is integrable, with what decides it. */
export type IntegrabilityVerdict =
  | { readonly kind: 'strictly-local'; readonly charges: readonly Operator[] }
  | { readonly kind: 'integrable'; readonly construction: 'commuting terms'; readonly commuting: Commuting }
  | { readonly kind: 'integrable'; readonly construction: 'free fermions'; readonly fermions: FreeFermions }
  | {
      readonly kind: 'integrable';
      readonly construction: 'boost' | 'repaired boost';
      /** C_3 … C_K, each proved */
      readonly tower: readonly TowerCharge[];
      /** whether a theorem says that all boost charges commute: H couples nearest neighbours with this density */
      readonly allOrders: boolean;
    }
  | { readonly kind: 'integrable'; readonly construction: 'medium range'; readonly charge: Operator }
  | { readonly kind: 'not-integrable'; readonly upTo: number | undefined }
  | { readonly kind: 'not-integrable-by-literature'; readonly theorem: string }
  | { readonly kind: 'undecided'; readonly because: string };

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
}

/** The last charge of a tower that is computed. */
const lastOfTower = 6;
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
  const period = operatorPeriod(hamiltonian);
  const cells = cellsOf(hamiltonian, period);
  const range = options.range ?? Math.min(longestList, Math.max(2, operatorRange(hamiltonian)));
  const short = localCharges(hamiltonian, { range, ...(options.period !== undefined && { period: options.period }) });
  const { verdict, theorem } = verdictAndTheorem(hamiltonian);
  const common = { cells, theoremA: theorem, verdict };
  if (verdict.kind !== 'undecided') return { ...common, short };
  // What is not decided is at least known further.
  const further = options.range ?? Math.max(range, Math.min(2 * operatorRange(hamiltonian) - 1, longestUndecided));
  const longer = further > range ? localCharges(hamiltonian, { ...options, range: further }) : short;
  return { ...common, short: longer };
}

/**
 * The verdict on a Hermitian chain, and the hypotheses of Theorem A.
 *
 * @diagnostic `branches-disagree`
 */
export function verdictAndTheorem(hamiltonian: Operator): {
  readonly verdict: IntegrabilityVerdict;
  readonly theorem: TheoremA | undefined;
} {
  const period = operatorPeriod(hamiltonian);
  const cells = cellsOf(hamiltonian, period);
  const decided = positive(hamiltonian, period);
  const theorem = cells && theoremOf(hamiltonian, cells);
  const excluded = theorem && cells ? excludedFrom(hamiltonian, period, cells, theorem) : undefined;
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
  if (isTiltedIsing(hamiltonian, period))
    return { theorem, verdict: { kind: 'not-integrable-by-literature', theorem: 'Chiba, arXiv:2307.16703' } };
  return { theorem, verdict: { kind: 'undecided', because: reasonFor(cells, theorem) } };
}

/** Does Theorem A exclude charges of three and more cells? */
export function isExcluded(hamiltonian: Operator): boolean {
  const period = operatorPeriod(hamiltonian);
  const cells = cellsOf(hamiltonian, period);
  const theorem = cells && theoremOf(hamiltonian, cells);
  return theorem !== undefined && excludedFrom(hamiltonian, period, cells!, theorem) !== undefined;
}

/** The branches that find charges. */
function positive(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const charges = strictlyLocalCharges(hamiltonian, period);
  if (charges.length > 0) return { kind: 'strictly-local', charges };
  const commuting = commutingTerms(hamiltonian, period);
  if (commuting) return { kind: 'integrable', construction: 'commuting terms', commuting };
  const fermions = freeFermions(hamiltonian, period);
  if (fermions) return { kind: 'integrable', construction: 'free fermions', fermions };
  return boostTower(hamiltonian, period) ?? mediumRange(hamiltonian, period);
}

/** A charge of a boost. */
export interface TowerCharge {
  readonly index: number;
  /** longest string, in sites */
  readonly range: number;
  operator(): Operator;
}

/** C_3 … by the boost, or by a repaired one; undefined where C_3 is not conserved or no further charge. */
function boostTower(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const isNeighbours = operatorRange(hamiltonian) === 2 && period === 1;
  const tower = period === 1 ? plainTower(hamiltonian) : [];
  if (tower.length > 0) return { kind: 'integrable', construction: 'boost', tower, allOrders: isNeighbours };
  const others = localCharges(hamiltonian, { range: operatorRange(hamiltonian) })
    .charges.map((c) => c.operator())
    .filter((q) => !isProportional(q, hamiltonian));
  const boost = findCellBoost({ boosted: hamiltonian, full: hamiltonian }, period, () => others);
  const repaired = boost ? towerOf(hamiltonian, boost.operator) : [];
  if (repaired.length > 0) {
    const construction = boost!.repair === 'none' ? 'boost' : 'repaired boost';
    return {
      kind: 'integrable',
      construction,
      tower: repaired,
      allOrders: isNeighbours && boost!.repair !== 'charges',
    };
  }
  // The boost of another charge, as for a sum of chiralities, which is a charge of the isotropic chain.
  for (const other of others) {
    const found = towerOf(hamiltonian, scaleOperator(firstMoment(other, period), fromGaussian(gaussian(0, -1))));
    if (found.length > 0) return { kind: 'integrable', construction: 'repaired boost', tower: found, allOrders: false };
  }
  return undefined;
}

/** The charges of the recursion with the density as it is typed. */
function plainTower(hamiltonian: Operator): TowerCharge[] {
  const tower: TowerCharge[] = [];
  for (const charge of chargesOneByOne(hamiltonian, { upto: lastOfTower }).charges) {
    if (charge.index === 2) continue;
    if (!charge.commutes || charge.nothing) break;
    tower.push({ index: charge.index, range: charge.range, operator: () => charge.operator() });
  }
  return tower;
}

/** H, [O_b, H], [O_b, [O_b, H]] … as long as they commute with H and become longer. */
function towerOf(hamiltonian: Operator, boost: Operator): TowerCharge[] {
  const tower: TowerCharge[] = [];
  let current = hamiltonian;
  let range = operatorRange(hamiltonian);
  for (let index = 3; index <= lastOfTower; index++) {
    current = commutator(boost, current);
    const here = withoutIdentity(current);
    // One that is not longer may be a combination of earlier ones.
    if (operatorRange(here) <= range || !isZeroOperator(commutator(hamiltonian, here))) break;
    range = operatorRange(here);
    tower.push({ index, range, operator: () => here });
  }
  return tower;
}

function mediumRange(hamiltonian: Operator, period: number): IntegrabilityVerdict | undefined {
  const charge = period === 1 ? mediumRangeCharge(hamiltonian) : undefined;
  return charge && { kind: 'integrable', construction: 'medium range', charge };
}

const withoutIdentity = ({ terms }: Operator): Operator => ({ terms: terms.filter((t) => !isIdentity(t.word)) });

function isProportional(a: Operator, b: Operator): boolean {
  return (
    a.terms.length === b.terms.length &&
    operatorRange(a) === operatorRange(b) &&
    a.terms.every((t, k) => t.word.x === b.terms[k]!.word.x && t.word.z === b.terms[k]!.word.z)
  );
}

export function theoremOf(hamiltonian: Operator, cells: CellChain): TheoremA | undefined {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  if (!point) return undefined;
  const parts = cellHamiltonian(hamiltonian, cells, point);
  if (parts.bonds.some((bond) => bond.size === 0)) return undefined;
  return theoremA(parts);
}

/**
 * The lengths that Theorem A excludes: charges of k ≥ 3 cells, for all k, or for those below a prime where the pencil has roots at
 * smaller lengths; undefined if it excludes nothing.
 */
function excludedFrom(
  hamiltonian: Operator,
  period: number,
  cells: CellChain,
  theorem: TheoremA,
): { readonly upTo: number | undefined } | undefined {
  if (!theorem.injective || theorem.excludesThree !== true) return undefined;
  if (theorem.dimension === 1) return { upTo: undefined };
  const { pencil, tops } = theorem;
  if (!pencil || pencil.kind === 'all' || !tops) return undefined;
  // The ranks modulo the prime are those over the couplings only if T_2 has the same dimension there.
  if (exactTops(hamiltonian, period, cells, tops).length !== tops.length) return undefined;
  if (pencil.kind === 'none') return { upTo: undefined };
  return pencil.lengths.every((k) => k <= 3) ? { upTo: pencil.prime } : undefined;
}

function reasonFor(cells: CellChain | undefined, theorem: TheoremA | undefined): string {
  if (!cells) return 'no theorem applies to terms of more than four sites';
  if (!theorem) return 'no theorem applies: the chain falls into pieces';
  if (!theorem.injective) {
    const { end } = theorem.kernel!;
    return `Theorem A does not apply: an operator on the ${end} cell of a bond commutes with the bond`;
  }
  return 'Theorem A is silent: its condition for a charge of three or more cells can be met, which does not mean that there is one';
}
