import { type ComplexMatrix, type Eigen, eigen, type RealMatrix, type Result } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { inMomentumBasis, realStatesOf, realSymmetric } from './real-states.js';
import { RingOperator } from './ring-operator.js';
import { movedSector, movedVectors, type SectorMotion, sectorMotions, signUnder } from './sector-motion.js';
import type { SolvedSector, SolvedSectors } from './solved-sectors.js';

/** Eigenstates of one sector: energies ascending, vectors as columns in the momentum basis of the sector. */
export interface SectorSpectrum {
  readonly sector: Sector;
  readonly energies: Float64Array;
  readonly vectors: ComplexMatrix;
  /** the same vectors in the states of `realStatesOf`, where Θ leaves the Hamiltonian as it is */
  readonly realVectors?: RealMatrix | undefined;
  /** the sector whose vectors an operation has turned into these, up to a sign of each; undefined for others */
  readonly image?: { readonly of: Sector; readonly motion: SectorMotion } | undefined;
  /** ranges of states that the energy and the operators used so far do not distinguish; by default all levels */
  readonly unresolved?: readonly (readonly [number, number])[];
}

declare const kind: unique symbol;

/** Number of an eigenstate among all 2^N, sector.offset + n for state n of a sector. */
export type StateIndex = number & { readonly [kind]: 'state' };

/** The full spectrum of a ring, sector by sector; arrays over all states are in the order of `StateIndex`. */
export interface Spectrum {
  readonly basis: RingBasis;
  readonly hamiltonian: SectorOperator;
  readonly sectors: readonly SectorSpectrum[];
  /** energy of every state */
  readonly energies: Float64Array;
  /** width of the spectrum, or the modulus of the largest energy: the scale on which energies count as equal */
  readonly scale: number;
  /** largest residual of an eigenproblem, divided by its scale */
  readonly residual: number;
}

/** Largest number n of states in one sector, since its eigenproblem takes 6 n² doubles. */
const maxSectorSize = 6000;

/**
 * The full spectrum, one Hermitian eigenproblem for each (S^z, k). It is real where reflection with complex conjugation
 * leaves the Hamiltonian as it is, and complex otherwise.
 *
 * @param known     solved sectors of the same Hamiltonian on the same basis, which are not solved again
 * @param onSolved  called with each sector that is solved here
 * @diagnostic `sector-too-large`
 * @cost Σ n³ over sectors
 */
export function spectrumOf(
  basis: RingBasis,
  hamiltonian: RingOperator,
  onProgress?: (done: number, total: number) => void,
  {
    known,
    onSolved,
  }: { readonly known?: SolvedSectors; readonly onSolved?: (index: number, solved: SolvedSector) => void } = {},
): Spectrum {
  const operator = new SectorOperator(basis, hamiltonian, 0);
  const energies = new Float64Array(basis.dimension);
  const sectors: SectorSpectrum[] = [];
  let residual = 0;
  let scale = 0;
  const largest = Math.max(...basis.sectors.map((s) => s.orbits.length));
  if (largest > maxSectorSize) {
    limit(
      'sector-too-large',
      `a sector of ${largest} states needs ${Math.ceil((6 * 8 * largest ** 2) / 2 ** 20)} MiB for its eigenproblem`,
      {
        hint: 'take a smaller ring, or a model with more symmetry',
      },
    );
  }
  const total = basis.sectors.reduce((s, x) => s + x.orbits.length ** 3, 0);
  let done = 0;
  const motions = sectorMotions.filter((m) => signUnder(hamiltonian, m) === 1);
  for (const sector of basis.sectors) {
    checkInterrupt();
    done += sector.orbits.length ** 3;
    const moved = imageOfEarlier(basis, motions, sectors, sector);
    if (moved) {
      energies.set(moved.energies, sector.offset);
      sectors.push(moved);
      continue;
    }
    const before = known?.get(sector.index);
    const { value, ...rest } = before ? solvedEigen(basis, sector, before) : sectorEigen(operator, sector);
    energies.set(value.values, sector.offset);
    sectors.push({ sector, energies: value.values, vectors: value.vectors, realVectors: value.realVectors });
    const { residual: own, scale: size } = rest;
    const vectors = value.realVectors ? { real: value.realVectors } : { complex: value.vectors };
    onSolved?.(sector.index, { energies: value.values, vectors, residual: own, scale: size });
    scale = Math.max(scale, rest.scale);
    residual = Math.max(residual, rest.scale === 0 ? 0 : rest.residual / rest.scale);
    onProgress?.(done, total);
  }
  return { basis, hamiltonian: operator, sectors, energies, scale, residual };
}

/** The sector as the image of an earlier one, by the first of some operations that leads there. */
function imageOfEarlier(
  basis: RingBasis,
  motions: readonly SectorMotion[],
  solved: readonly SectorSpectrum[],
  sector: Sector,
): SectorSpectrum | undefined {
  for (const motion of motions) {
    const base = movedSector(basis, sector, motion);
    if (!base || base.index >= sector.index || solved[base.index]!.image) continue;
    const found = movedSpectrum(basis, solved[base.index]!, sector, motion);
    if (found) return found;
  }
  return undefined;
}

/**
 * The spectrum of a sector from that of another one, of which an operation that commutes with H_0 makes it; undefined where
 * the vectors of the other are not real.
 */
export function movedSpectrum(
  basis: RingBasis,
  base: SectorSpectrum,
  sector: Sector,
  motion: SectorMotion,
): SectorSpectrum | undefined {
  const realVectors =
    base.realVectors && movedVectors(basis, base.realVectors, { from: base.sector, to: sector, motion });
  if (!realVectors) return undefined;
  return {
    sector,
    energies: base.energies,
    vectors: inMomentumBasis(realVectors, realStatesOf(basis, sector)),
    realVectors,
    image: { of: base.sector, motion },
    ...(base.unresolved && { unresolved: base.unresolved }),
  };
}

/** The eigenproblem of one sector, between real states where there are any. */
function sectorEigen(
  operator: SectorOperator,
  sector: Sector,
): Result<Eigen<ComplexMatrix> & { readonly realVectors?: RealMatrix }> {
  const { basis } = operator;
  const block = operator.sparse(sector, sector);
  const states = realStatesOf(basis, sector);
  const symmetric = block && realSymmetric(block, states);
  if (!symmetric) return eigen(hermitianPart(operator.dense(sector, sector)));
  const { value, ...rest } = eigen(symmetric);
  return {
    ...rest,
    value: { values: value.values, vectors: inMomentumBasis(value.vectors, states), realVectors: value.vectors },
  };
}

/** A sector that was solved before, as `sectorEigen` gives it. */
function solvedEigen(
  basis: RingBasis,
  sector: Sector,
  { energies, vectors, residual, scale }: SolvedSector,
): Pick<ReturnType<typeof sectorEigen>, 'value' | 'residual' | 'scale'> {
  if ('complex' in vectors) return { value: { values: energies, vectors: vectors.complex }, residual, scale };
  const { real } = vectors;
  const inMomentum = inMomentumBasis(real, realStatesOf(basis, sector));
  return { value: { values: energies, vectors: inMomentum, realVectors: real }, residual, scale };
}

/**
 * The Hermitian part of a matrix. It removes differences of 1e-16 that momentum phases cause between an element and its
 * mirror image.
 */
export function hermitianPart(a: ComplexMatrix): ComplexMatrix {
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    a.im[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const [p, q] = [i * n + j, j * n + i];
      a.re[p] = a.re[q] = (a.re[p]! + a.re[q]!) / 2;
      a.im[p] = (a.im[p]! - a.im[q]!) / 2;
      a.im[q] = -a.im[p]!;
    }
  }
  return a;
}

/**
 * The spectrum of H plus a conserved operator that is a number in each sector, such as −B C_1: energies shift, vectors
 * stay.
 *
 * @param values  values of the added operator, by sector index
 */
export function shiftedSpectrum(spectrum: Spectrum, values: readonly number[]): Spectrum {
  const energies = new Float64Array(spectrum.energies.length);
  let scale = 0;
  const sectors = spectrum.sectors.map((s) => {
    const moved = s.energies.map((e) => e + values[s.sector.index]!);
    energies.set(moved, s.sector.offset);
    scale = moved.reduce((m, e) => Math.max(m, Math.abs(e)), scale);
    return { ...s, energies: moved };
  });
  return { ...spectrum, sectors, energies, scale };
}
