import { type Member, observableOf } from '../chain/index.js';
import { conservedPart, covariant, isHermitianOn, type NumericOperator } from '../ring/index.js';
import { refuse } from '../text/index.js';
import { localOperators } from './local-operators.js';
import type { Relaxation } from './relaxation.js';
import type { ChargeElements } from './span.js';
import { spinFlipOddCharge } from './spin-flip-odd.js';
import { transferCharge, xxzCouplings } from './transfer-matrix.js';

/** One entry of a list of charges. */
export type EnsembleItem =
  | { readonly kind: 'operator'; readonly member: Member }
  /** conserved parts of all operators of up to `range` sites */
  | { readonly kind: 'local'; readonly range: number }
  /** X_s(μ) of the transfer matrix of spin s = doubled/2 */
  | { readonly kind: 'transfer'; readonly doubled: number; readonly mu: number }
  /** Z(μ), odd under spin flip, of the transfer matrix in a highest-weight module */
  | { readonly kind: 'spin-flip-odd'; readonly mu: number }
  /** products C_i C_j of all other operators of the list */
  | { readonly kind: 'products' };

/** Largest relative violation with which a quantity counts as conserved, to allow for rounding in the eigenvectors. */
const conservedTolerance = 1e-7;

/** Largest number of charges of which all products are taken. */
const mostFactors = 60;

/** Remarks on charges, such as the mean modulus of a transfer matrix. */
export interface ListRemark {
  readonly name: string;
  readonly meanModulus: number;
}

/**
 * The conserved operators of a list in its order; products come last.
 *
 * @param hamiltonian  for the couplings of transfer matrices
 * @diagnostic `not-conserved`, `charges-do-not-commute`, `not-hermitian`, `local-range`, `not-xxz`, `not-quasi-local`,
 *   `not-root-of-unity`, `vanishes-on-ring`, `no-charges` for products of nothing, `bad-ensemble` for products of too many
 */
export function listedCharges(
  relaxation: Relaxation,
  items: readonly EnsembleItem[],
  hamiltonian: NumericOperator,
): { readonly operators: readonly ChargeElements[]; readonly remarks: readonly ListRemark[] } {
  const remarks: ListRemark[] = [];
  const operators = items.flatMap((item): readonly ChargeElements[] => {
    switch (item.kind) {
      case 'operator':
        return [operatorElements(relaxation, item.member)];
      case 'local':
        return localOperators(relaxation, item.range);
      case 'transfer': {
        const { meanModulus, ...charge } = transferCharge(relaxation, xxzCouplings(hamiltonian), item.doubled, item.mu);
        remarks.push({ name: charge.name, meanModulus });
        return [charge];
      }
      case 'spin-flip-odd':
        return [spinFlipOddCharge(relaxation, xxzCouplings(hamiltonian), item.mu)];
      case 'products':
        return [];
    }
  });
  if (!items.some((i) => i.kind === 'products')) return { operators, remarks };
  if (operators.length === 0)
    refuse('no-charges', 'products are those of the other charges of the list, and it has none', {
      hint: 'as in gge:C1,C2,products',
    });
  if (operators.length > mostFactors)
    refuse('bad-ensemble', `${operators.length} charges have too many products; ${mostFactors} charges are the most`, {
      hint: 'take products of fewer charges, as in gge:C1,C2,local:2,products',
    });
  return { operators: [...operators, ...productsOf(relaxation, operators)], remarks };
}

/** Every product of two of the operators; not extensive, so what it explains is due to the finite ring. */
export function productsOf({ algebra }: Relaxation, operators: readonly ChargeElements[]): ChargeElements[] {
  return operators.flatMap((a, i) =>
    operators.slice(i).map((b, k) => ({
      name: k === 0 ? `${a.name}^2` : `${a.name} ${b.name}`,
      values: algebra.product(a.values, b.values),
    })),
  );
}

/** The elements of an operator inside the levels. */
export function elementsOf({ chain, algebra }: Relaxation, operator: NumericOperator): Float64Array {
  const weights = observableOf(chain.unknowns, covariant(chain.spectrum.basis, operator));
  return weights.map((w, m) => w / algebra.metric[m]!);
}

function operatorElements(
  relaxation: Relaxation,
  { name, operator, conservedPart: projected }: Member,
): ChargeElements {
  const { spectrum, unknowns, sites } = relaxation.chain;
  if (!isHermitianOn(operator, sites)) refuse('not-hermitian', `${name} is not Hermitian`);
  const sector = covariant(spectrum.basis, operator);
  const norm = Math.sqrt(sector.operator.squaredNorm);
  const values = elementsOf(relaxation, operator);
  const { leaves, crosses, mixes, diagonal } = conservedPart(spectrum, sector);
  if (!projected && leaves > conservedTolerance)
    refuse('not-conserved', `${name} is not conserved by the Hamiltonian`, {
      hint: `conserved(${name}) is its conserved part`,
    });
  // The elements between states of one level that are left out with the coherences there.
  const kept = unknowns.pairs.reduce((sum, { at }) => sum + 2 * (values[at]! ** 2 + values[at + 1]! ** 2), 0);
  const lost = mixes ** 2 + crosses ** 2 - kept / (spectrum.basis.dimension * norm ** 2 || 1);
  if (!projected && relaxation.chain.populationsOnly && lost > conservedTolerance ** 2)
    refuse('charges-do-not-commute', `${name} cannot be diagonalised together with the quantities before it`, {
      hint: 'leave out --populations: with coherences charges need not commute',
    });
  // These are exact where an operator is a number on a sector.
  if (unknowns.pairs.length === 0) return { name, values: diagonal, norm };
  // A number on a whole sector, such as C_1, without rounding errors.
  unknowns.populationAt.forEach((at, n) => (values[at] = diagonal[n]!));
  return { name, values, norm };
}
