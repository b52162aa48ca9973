import {
  covariant,
  fitsRing,
  isHermitianOn,
  magnetisationOf,
  type NumericOperator,
  resolveBy,
  RingBasis,
  RingOperator,
  type RingSymmetry,
  solvedSectorNumbers,
  shiftedSpectrum,
  type SolvedSector,
  solvedSectors,
  type Spectrum,
  type SectorOperator,
  type SharingOptions,
  spectrumInSharedMemory,
  spectrumOf,
  splitField,
} from '../ring/index.js';
import { limit, refuse } from '../text/index.js';
import { type DrivenChain, spectrumReach } from './model.js';
import { symmetryOf } from './perturbation-family.js';
import { remember } from './remember.js';
import { contentKey, exactKey } from './scaled-perturbation.js';
import type { NumberCache, PreparedChain, StageProgress } from './study-types.js';

/** Number of spectra, with their resolutions, that are kept. */
const maxKeptSpectra = 4;

/** Number of resolution steps that are kept; those that change nothing cost nothing. */
const maxKeptResolutions = 40;

/** The spectra of chains, kept without the field, which shifts levels but does not change vectors. */
export class KeptSpectra {
  private readonly bases = new Map<string, RingBasis>();
  private readonly spectra = new Map<string, Spectrum>();
  private readonly resolved = new Map<string, Spectrum>();

  constructor(
    private readonly progress: StageProgress,
    private readonly sharing: SharingOptions = {},
    private readonly cache?: NumberCache,
  ) {}

  /** The basis of a chain, with its sectors. */
  basis(chain: DrivenChain): RingBasis {
    const symmetry = symmetryOf(chain);
    return this.basisOf(chain.sites, symmetry);
  }

  private basisOf(sites: number, symmetry: RingSymmetry): RingBasis {
    return remember(
      this.bases,
      `${sites} ${symmetry.step} ${symmetry.modulus}`,
      maxKeptSpectra,
      () => new RingBasis(sites, symmetry),
    );
  }

  /**
   * A chain with the spectrum of H_0 in the sectors of the whole problem, its levels resolved by the operators in turn.
   *
   * @diagnostic `not-hermitian`, `overflow`, and those of `symmetryOf` and `spectrumOf`
   */
  prepare(chain: DrivenChain, resolvers: readonly NumericOperator[] = []): PreparedChain {
    const { sites } = chain;
    const basis = this.basis(chain);
    if (!isHermitianOn(chain.hamiltonian, sites))
      refuse('not-hermitian', 'the Hamiltonian is not Hermitian at these parameters');
    if (!Number.isFinite(spectrumReach(chain))) {
      limit('overflow', `the energies on a ring of ${sites} sites exceed the range of double precision`, {
        hint: 'only ratios of energies matter: divide them all by one of them',
      });
    }
    const { field, rest } =
      basis.symmetry.modulus === 0 ? splitField(chain.hamiltonian) : { field: 0, rest: chain.hamiltonian };
    const { step, modulus } = basis.symmetry;
    const bareKey = `${sites} ${step} ${modulus} ${contentKey(rest)}`;
    let exact = `${sites} ${step} ${modulus} ${exactKey(rest)}`;
    const bare = remember(this.spectra, bareKey, maxKeptSpectra, () =>
      this.solved(basis, RingOperator.of(rest, sites), `spectrum ${exact}`),
    );
    // Only an operator that resolves levels changes the basis.
    let key = bareKey;
    let resolved = bare;
    for (const r of resolvers) {
      // A charge that is longer than the ring, such as C_3 on two sites, resolves nothing there.
      if (!fitsRing(r, sites)) continue;
      const next = `${key} | ${contentKey(r)}`;
      const before = resolved;
      resolved = remember(this.resolved, next, maxKeptResolutions, () => this.resolve(before, covariant(basis, r)));
      if (resolved === before) continue;
      key = next;
      exact += ` | ${exactKey(r)}`;
    }
    const reach = spectrumReach(chain);
    if (field === 0) return { basis, spectrum: resolved, key, vectors: key, exact, reach };
    const spectrum = shiftedSpectrum(
      resolved,
      // Only where S^z is conserved is a field split off.
      basis.sectors.map((sector) => field * magnetisationOf(basis, sector)!),
    );
    return { basis, spectrum, key: `${key} @ ${field.toPrecision(14)}`, vectors: key, exact, reach };
  }

  /** The spectrum of a Hamiltonian, from the cache where it is known. */
  private solved(basis: RingBasis, hamiltonian: RingOperator, key: string): Spectrum {
    const { cache, sharing } = this;
    const onProgress = this.progress('spectrum');
    if (!cache) return spectrumOf(basis, hamiltonian, onProgress, sharing);
    const numbers = cache.get(key);
    const known = numbers && solvedSectors(numbers, basis);
    if (known) return spectrumOf(basis, hamiltonian, onProgress, { ...sharing, known });
    const found = new Map<number, SolvedSector>();
    const spectrum = spectrumOf(basis, hamiltonian, onProgress, {
      ...sharing,
      onSolved: (index, sector) => found.set(index, sector),
    });
    cache.put(key, solvedSectorNumbers(found));
    return spectrum;
  }

  /** A spectrum with its levels resolved; where threads share the work, in memory that all of them see. */
  private resolve(spectrum: Spectrum, by: SectorOperator): Spectrum {
    const found = resolveBy(spectrum, by);
    return found !== spectrum && (this.sharing.threads ?? 1) > 1 ? spectrumInSharedMemory(found) : found;
  }
}
