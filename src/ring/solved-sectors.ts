import { type ComplexMatrix, complex, real, type RealMatrix } from '../numeric/index.js';
import type { RingBasis } from './basis.js';

/** The eigenproblem of a sector that has been solved. */
export interface SolvedSector {
  readonly energies: Float64Array;
  /** eigenvectors in the states of `realStatesOf`, or in momentum states */
  readonly vectors: { readonly real: RealMatrix } | { readonly complex: ComplexMatrix };
  readonly residual: number;
  readonly scale: number;
}

/** The solved sectors of a spectrum by their indices, without those that an operation makes of others. */
export type SolvedSectors = ReadonlyMap<number, SolvedSector>;

/** Numbers of each sector before its energies and vectors: index, size, whether its vectors are real, residual, scale. */
const headLength = 5;

/** Solved sectors as numbers, which can be stored. */
export function solvedSectorNumbers(sectors: SolvedSectors): Float64Array {
  const parts: (Float64Array | readonly number[])[] = [];
  for (const [index, { energies, vectors, residual, scale }] of sectors) {
    const isReal = 'real' in vectors;
    parts.push([index, energies.length, isReal ? 1 : 0, residual, scale], energies);
    if (isReal) parts.push(vectors.real.re);
    else parts.push(vectors.complex.re, vectors.complex.im);
  }
  const numbers = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  return numbers;
}

/** Solved sectors from numbers; undefined where they do not fit the basis. */
export function solvedSectors(numbers: Float64Array, basis: RingBasis): SolvedSectors | undefined {
  const sectors = new Map<number, SolvedSector>();
  for (let at = 0; at < numbers.length; ) {
    const [index, n, isReal, residual, scale] = numbers.subarray(at, at + headLength);
    if (scale === undefined || basis.sectors[index!]?.orbits.length !== n) return undefined;
    at += headLength;
    const take = (count: number): Float64Array => numbers.slice(at, (at += count));
    const energies = take(n!);
    const re = take(n! * n!);
    const im = isReal === 1 ? undefined : take(n! * n!);
    if (at > numbers.length) return undefined;
    sectors.set(index!, {
      energies,
      vectors: im ? { complex: complex(n!, n!, re, im) } : { real: real(n!, n!, re) },
      residual: residual!,
      scale,
    });
  }
  return sectors;
}
