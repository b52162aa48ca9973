import { type ComplexMatrix, type RealMatrix } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { inMomentumBasis, realStatesOf } from './real-states.js';
import { RingOperator } from './ring-operator.js';
import { type SectorEigen, sectorEigen, vectorsInSharedMemory } from './sector-eigen.js';
import { movedSector, movedVectors, type SectorMotion, sectorMotions, signUnder } from './sector-motion.js';
import type { SolvedSector, SolvedSectors } from './solved-sectors.js';
import { type SharingOptions, sharedSectors } from './sector-task.js';

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

/** Options for a spectrum: threads that share its sectors, and what is known of it. */
interface SpectrumOptions extends SharingOptions {
  /** solved sectors of the same Hamiltonian on the same basis, which are not solved again */
  readonly known?: SolvedSectors;
  /** called with each sector that is not made of others */
  readonly onSolved?: (index: number, solved: SolvedSector) => void;
}

/** Largest number n of states in one sector, since its eigenproblem takes 6 n² doubles. */
const maxSectorSize = 6000;

/**
 * The full spectrum, one Hermitian eigenproblem for each (S^z, k). It is real where reflection with complex conjugation
 * leaves the Hamiltonian as it is, and complex otherwise.
 *
 * @diagnostic `sector-too-large`
 * @cost Σ n³ over sectors
 */
export function spectrumOf(
  basis: RingBasis,
  hamiltonian: RingOperator,
  onProgress?: (done: number, total: number) => void,
  { known, onSolved, ...sharing }: SpectrumOptions = {},
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
  const motions = sectorMotions.filter((m) => signUnder(hamiltonian, m) === 1);
  const unsolved = firstSectors(basis, motions).filter((s) => !known?.has(s.index));
  const ahead = sharedSectors(operator, unsolved, sharing, onProgress);
  const shared = (sharing.threads ?? 1) > 1;
  for (const sector of basis.sectors) {
    checkInterrupt();
    const moved =
      ahead.has(sector.index) || known?.has(sector.index) ? undefined : imageOfEarlier(basis, motions, sectors, sector);
    if (moved) {
      energies.set(moved.energies, sector.offset);
      sectors.push(shared ? vectorsInSharedMemory(moved) : moved);
      continue;
    }
    // The vectors of an earlier sector may turn out not to be real.
    const before = known?.get(sector.index);
    const own =
      ahead.get(sector.index) ??
      (before ? solvedEigen(basis, sector, before, { shared }) : sectorEigen(operator, sector, { shared }));
    const { energies: levels, vectors, realVectors } = own;
    energies.set(levels, sector.offset);
    sectors.push({ sector, energies: levels, vectors, realVectors });
    onSolved?.(sector.index, {
      energies: levels,
      vectors: realVectors ? { real: realVectors } : { complex: vectors },
      residual: own.residual,
      scale: own.scale,
    });
    scale = Math.max(scale, own.scale);
    residual = Math.max(residual, own.scale === 0 ? 0 : own.residual / own.scale);
  }
  return { basis, hamiltonian: operator, sectors, energies, scale, residual };
}

/** The sectors that no motion makes of an earlier one of them: their eigenproblems are independent of each other. */
function firstSectors(basis: RingBasis, motions: readonly SectorMotion[]): Sector[] {
  const first = new Set<number>();
  return basis.sectors.filter((sector) => {
    const isImage = motions.some((motion) => {
      const base = movedSector(basis, sector, motion);
      return base !== undefined && base.index < sector.index && first.has(base.index);
    });
    if (!isImage) first.add(sector.index);
    return !isImage;
  });
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

/** A sector that was solved before, as `sectorEigen` gives it. */
function solvedEigen(
  basis: RingBasis,
  sector: Sector,
  { energies, vectors, residual, scale }: SolvedSector,
  { shared }: { readonly shared: boolean },
): SectorEigen {
  const eigen: SectorEigen =
    'complex' in vectors
      ? { energies, vectors: vectors.complex, realVectors: undefined, residual, scale }
      : {
          energies,
          vectors: inMomentumBasis(vectors.real, realStatesOf(basis, sector)),
          realVectors: vectors.real,
          residual,
          scale,
        };
  return shared ? vectorsInSharedMemory(eigen) : eigen;
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
