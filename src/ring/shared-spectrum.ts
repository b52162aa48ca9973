import type { ComplexMatrix, RealMatrix } from '../numeric/index.js';
import { RingBasis } from './basis.js';
import { SectorOperator } from './blocks.js';
import { RingOperator, type RingWord } from './ring-operator.js';
import { vectorsInSharedMemory } from './sector-eigen.js';
import type { SectorMotion } from './sector-motion.js';
import type { Spectrum } from './spectrum.js';
import type { RingSymmetry } from './symmetry.js';

/** A sector of a spectrum as data; the sector itself is known by its index. */
export interface SharedSector {
  readonly energies: Float64Array;
  readonly vectors: ComplexMatrix;
  readonly realVectors: RealMatrix | undefined;
  /** index of the sector whose vectors a motion has turned into these */
  readonly image: { readonly of: number; readonly motion: SectorMotion } | undefined;
}

/** A spectrum as data that other threads can read; its vectors are in shared memory, so that they are not copied. */
export interface SharedSpectrum {
  readonly sites: number;
  readonly symmetry: RingSymmetry;
  readonly hamiltonian: readonly RingWord[];
  readonly sectors: readonly SharedSector[];
  readonly energies: Float64Array;
  readonly scale: number;
  readonly residual: number;
}

/** The same spectrum, with vectors in shared memory; what is there already is not copied. */
export function spectrumInSharedMemory(spectrum: Spectrum): Spectrum {
  return { ...spectrum, sectors: spectrum.sectors.map(vectorsInSharedMemory) };
}

/** A spectrum as data for other threads. */
export function sharedSpectrum({ basis, hamiltonian, sectors, energies, scale, residual }: Spectrum): SharedSpectrum {
  return {
    sites: basis.sites,
    symmetry: basis.symmetry,
    hamiltonian: hamiltonian.operator.words(),
    sectors: sectors.map(vectorsInSharedMemory).map((s) => ({
      energies: s.energies,
      vectors: s.vectors,
      realVectors: s.realVectors,
      image: s.image && { of: s.image.of.index, motion: s.image.motion },
    })),
    energies,
    scale,
    residual,
  };
}

/** The spectrum from its data, in another thread. */
export function spectrumFrom({ sites, symmetry, hamiltonian, sectors, ...rest }: SharedSpectrum): Spectrum {
  const basis = new RingBasis(sites, symmetry);
  return {
    ...rest,
    basis,
    hamiltonian: new SectorOperator(basis, RingOperator.ofWords(hamiltonian, sites), 0),
    sectors: sectors.map(({ energies, vectors, realVectors, image }, index) => ({
      sector: basis.sectors[index]!,
      energies,
      vectors,
      realVectors,
      image: image && { of: basis.sectors[image.of]!, motion: image.motion },
    })),
  };
}
