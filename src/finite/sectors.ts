import { type Matrix, real } from '../numeric/index.js';
import {
  type NumericOperator,
  type ParitySector,
  RingBasis,
  type Sector,
  RingOperator,
  SectorOperator,
  commonSymmetry,
  extensive,
  hermitianPart,
  magnetisationOf,
  paritiesOf,
  paritySectors,
  partBlock,
} from '../ring/index.js';
import type { FiniteChain } from '../spin/index.js';
import { limit } from '../text/index.js';

/** The quantum numbers of a sector; those that the operator does not conserve are absent. */
export interface QuantumNumbers {
  /** eigenvalue of Σ_j S^z_j */
  readonly sz?: number;
  /** number of up spins modulo `modulo`, where S^z is conserved up to multiples only */
  readonly spinsUp?: number;
  readonly modulo?: number;
  /** m of the momentum k = 2π m/M for translation by `step` sites, of which M make up the ring */
  readonly momentum?: number;
  readonly step?: number;
  /** sign under reflection: about site 0 of a ring at k = 0 and π, about the middle of an open chain */
  readonly reflection?: 1 | -1;
  /** sign under the flip of all spins, S^z → −S^z */
  readonly spinFlip?: 1 | -1;
}

/** The states of a finite chain, divided by the symmetries of an operator. */
export interface FiniteSectors {
  readonly basis: RingBasis;
  readonly operator: SectorOperator;
  readonly parities: { readonly reflection: boolean; readonly flip: boolean };
  readonly parts: readonly ParitySector[];
}

/** Largest number of states in one sector, because its eigenproblem takes up to 6 n² doubles. */
const maxSectorStates = 4500;

/**
 * Divides the states by S^z, translations of a ring, reflection and spin flip, as far as the operator has these
 * symmetries.
 *
 * @diagnostic `sector-too-large`
 */
export function finiteSectors(operator: NumericOperator, { kind, sites }: FiniteChain): FiniteSectors {
  const { basis, operator: blocks } = finiteBlocks(operator, { kind, sites });
  const parities = paritiesOf(basis, blocks.operator);
  const parts: ParitySector[] = [];
  for (const sector of basis.sectors) {
    for (const part of paritySectors(basis, sector, parities)) {
      if (part.size > maxSectorStates) {
        limit(
          'sector-too-large',
          `a sector has ${part.size} states, and ${maxSectorStates} are the most that are diagonalised`,
          { hint: 'take fewer sites, or an operator with more symmetry' },
        );
      }
      parts.push(part);
    }
  }
  return { basis, operator: blocks, parities, parts };
}

/** The states by S^z and translations of a ring, as far as the operator conserves them, and the operator between them. */
export function finiteBlocks(
  operator: NumericOperator,
  { kind, sites }: FiniteChain,
): Pick<FiniteSectors, 'basis' | 'operator'> {
  const { modulus } = commonSymmetry(sites, extensive(operator, sites), []);
  const step = kind === 'ring' ? smallestTranslation(operator, sites) : sites;
  const basis = new RingBasis(sites, { step, modulus });
  return { basis, operator: new SectorOperator(basis, RingOperator.of(operator, sites), 0) };
}

/** The smallest number of sites by which an operator can be moved around a ring without a change; N if there is none. */
function smallestTranslation(operator: NumericOperator, sites: number): number {
  const source = extensive(operator, sites);
  for (let step = 1; step < sites; step++) if (sites % step === 0 && source.sign(step) === 1) return step;
  return sites;
}

/** The quantum numbers of a sector. */
export function sectorNumbers(
  basis: RingBasis,
  { charge, momentum }: Pick<Sector, 'charge' | 'momentum'>,
): QuantumNumbers {
  const { symmetry, momenta } = basis;
  const { modulus, step } = symmetry;
  const sz = magnetisationOf(basis, { charge });
  return {
    ...(sz !== undefined && { sz }),
    ...(modulus > 1 && { spinsUp: charge, modulo: modulus }),
    ...(momenta > 1 && { momentum, step }),
  };
}

/** The quantum numbers of a part. */
export function quantumNumbers(basis: RingBasis, part: ParitySector): QuantumNumbers {
  return {
    ...sectorNumbers(basis, part.sector),
    ...(part.reflection && { reflection: part.reflection }),
    ...(part.flip && { spinFlip: part.flip }),
  };
}

/**
 * The block of a Hermitian operator in a part: real if its imaginary parts are rounding errors.
 *
 * @param norm  a bound on the norm of the operator
 * @returns     the matrix, and a bound on the norm of the imaginary parts that were dropped
 */
export function hermitianBlock(
  operator: SectorOperator,
  part: ParitySector,
  norm: number,
): { readonly matrix: Matrix; readonly dropped: number } {
  // Momentum phases leave rounding errors between an element and its mirror image.
  const block = hermitianPart(partBlock(operator, part, part));
  const largest = block.im.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (largest > 4 * Number.EPSILON * norm) return { matrix: block, dropped: 0 };
  return { matrix: real(part.size, part.size, block.re), dropped: largest * part.size };
}
