import { shareOnce, type ThreadTask } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { RingOperator, type RingWord } from './ring-operator.js';
import { type SectorEigen, sectorEigen } from './sector-eigen.js';
import type { RingSymmetry } from './symmetry.js';

/** A Hamiltonian on a ring as data. */
interface HamiltonianContext {
  readonly sites: number;
  readonly symmetry: RingSymmetry;
  readonly hamiltonian: readonly RingWord[];
}

/** The eigenproblem of a sector, by its index. The vectors of the answer are in shared memory. */
export const sectorTask: ThreadTask<HamiltonianContext, number, SectorEigen> = {
  name: 'sectors',
  file: new URL('./ring-thread.js', import.meta.url),
  prepare({ sites, symmetry, hamiltonian }) {
    const basis = new RingBasis(sites, symmetry);
    const operator = new SectorOperator(basis, RingOperator.ofWords(hamiltonian, sites), 0);
    return (index) => {
      checkInterrupt();
      return sectorEigen(operator, basis.sectors[index]!, { shared: true });
    };
  },
};

/** How many threads share some work, and the file with which they start. */
export interface SharingOptions {
  /** 1 by default */
  readonly threads?: number | undefined;
  readonly file?: URL | undefined;
}

/** Estimated seconds for an eigenproblem of n levels with vectors: 4 n³ multiplications, 10⁹ of them in a second. */
export function eigenSeconds(n: number): number {
  return (4 * n ** 3) / 1e9;
}

/** The eigenproblems of some sectors, the largest first; by index of the sector. */
export function sharedSectors(
  operator: SectorOperator,
  sectors: readonly Sector[],
  { threads = 1, file }: SharingOptions,
  onProgress?: (done: number, total: number) => void,
): ReadonlyMap<number, SectorEigen> {
  const { basis } = operator;
  const ordered = [...sectors].sort((a, b) => b.orbits.length - a.orbits.length || a.index - b.index);
  const found = shareOnce(
    sectorTask,
    ordered.map((s) => s.index),
    {
      threads,
      file,
      context: () => ({ sites: basis.sites, symmetry: basis.symmetry, hamiltonian: operator.operator.words() }),
      own: (index) => sectorEigen(operator, basis.sectors[index]!, { shared: threads > 1 }),
      seconds: ordered.reduce((sum, s) => sum + eigenSeconds(s.orbits.length), 0),
      onProgress,
    },
  );
  return new Map(ordered.map((s, i) => [s.index, found[i]!]));
}
