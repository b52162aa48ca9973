import { type Channel, transitionChannels } from './channel.js';
import { elementBytes, type ElementOptions, type KeptElements } from './matrix-elements.js';
import { memoryLimit } from './memory.js';
import type { SharingOptions } from '../ring/index.js';
import { type RateSuperoperator, rateSuperoperatorOf } from './rate-superoperator.js';
import { remember } from './remember.js';
import { exactKey, operatorsOf, type ScaledPerturbation } from './scaled-perturbation.js';
import { elementNumbers, storedElements } from './stored-elements.js';
import type { NumberCache, PreparedChain, StageProgress } from './study-types.js';
import type { Unknowns } from './unknowns.js';

/** Number of superoperators that are kept, as long as all of them take less memory than one may. */
const maxKeptSuperoperators = 6;

/**
 * Size in bytes up to which rates between populations are kept for other charges, and elements for other fields; larger
 * ones are summed as they are computed.
 */
export const maxKeptBytes = 4e8;

/** Number of sets of matrix elements that are kept. */
const maxKeptElements = 4;

/** Number of sets of channels that are kept. */
const maxKeptChannels = 12;

/** The rates of perturbations, kept without their strengths, and the matrix elements of small rings. */
export class KeptRates {
  private readonly channelSets = new Map<string, Channel[]>();
  private readonly superoperators = new Map<string, RateSuperoperator>();
  private readonly elements = new Map<string, KeptElements>();

  constructor(
    private readonly progress: StageProgress,
    private readonly sharing: SharingOptions = {},
    private readonly cache?: NumberCache,
  ) {}

  /** The transitions of a perturbation, as `transitionChannels`. */
  channels(
    { basis, reach }: Pick<PreparedChain, 'basis' | 'reach'>,
    { perturbation, key }: ScaledPerturbation,
  ): Channel[] {
    const { sites, symmetry } = basis;
    return remember(
      this.channelSets,
      `${sites} ${symmetry.step} ${symmetry.modulus} ${reach} ${key}`,
      maxKeptChannels,
      () => transitionChannels(basis, perturbation, { reach }),
    );
  }

  /** The key of a perturbation's superoperator on the unknowns with a label. */
  keyOf(prepared: PreparedChain, label: string, { key }: ScaledPerturbation): string {
    return `${prepared.key} ${label} ${key}`;
  }

  /**
   * The rate superoperator of a perturbation.
   *
   * @param options  `labels` of the unknowns under which it may be kept, the first for a new one; `bytes` that new ones
   *   take together
   * @diagnostic as `rateSuperoperatorOf`
   */
  superoperator(
    prepared: PreparedChain,
    normal: ScaledPerturbation,
    unknowns: Unknowns,
    { labels, bytes }: { readonly labels: readonly [string, ...string[]]; readonly bytes: number },
  ): RateSuperoperator {
    const keys = labels.map((label) => this.keyOf(prepared, label, normal));
    const kept = keys.map((key) => this.superoperators.get(key)).find((g) => g !== undefined);
    if (kept) return kept;
    this.makeRoom(bytes);
    const channels = this.channels(prepared, normal);
    const { perturbation } = normal;
    // Between populations squares suffice, of which operations give most. That elements are known makes no difference, so
    // that rates do not depend on what was computed before.
    const { onProgress, elements } = this.elementOptions(prepared, normal);
    const options = {
      onProgress,
      elements: unknowns.pairs.length > 0 ? elements : undefined,
      sharing: { ...this.sharing, perturbation, reach: prepared.reach },
    };
    const before = options.elements?.size;
    const made = rateSuperoperatorOf(unknowns, channels, options);
    this.superoperators.set(keys[0]!, made);
    if (options.elements && before === 0 && options.elements.size === channels.length)
      this.cache?.put(exactElements(prepared, normal), elementNumbers(options.elements));
    return made;
  }

  /** Matrix elements of a perturbation. For small rings they are kept, since they do not depend on the field. */
  elementOptions(prepared: PreparedChain, normal: ScaledPerturbation): ElementOptions {
    const onProgress = this.progress(`rates of the ${normal.perturbation.kind}`);
    const { operators } = normal;
    if (elementBytes(prepared.basis, this.channels(prepared, normal)) > maxKeptBytes) return { onProgress };
    return {
      onProgress,
      elements: remember(
        this.elements,
        `${prepared.vectors} ${operators}`,
        maxKeptElements,
        () => this.knownElements(prepared, normal) ?? new Map(),
      ),
    };
  }

  /** The elements of the cache, if it has those of every channel. */
  private knownElements(prepared: PreparedChain, normal: ScaledPerturbation): KeptElements | undefined {
    const numbers = this.cache?.get(exactElements(prepared, normal));
    const elements = numbers && storedElements(numbers, prepared.basis);
    return elements?.size === this.channels(prepared, normal).length ? elements : undefined;
  }

  /** Drops the oldest superoperators until another fits. */
  private makeRoom(bytes: number): void {
    const size = (g: RateSuperoperator): number => g.gains.reduce((s, b) => s + 8 * b.values.length, 0);
    let used = bytes;
    for (const g of this.superoperators.values()) used += size(g);
    for (const [key, g] of this.superoperators) {
      if (this.superoperators.size < maxKeptSuperoperators && used <= memoryLimit) break;
      used -= size(g);
      this.superoperators.delete(key);
    }
  }
}

/** A key that determines every bit of the matrix elements: those of the vectors and of the operators. */
function exactElements({ exact }: PreparedChain, { perturbation, operators }: ScaledPerturbation): string {
  return `elements ${exact} of ${operators} ${operatorsOf(perturbation).map(exactKey).join(' / ')}`;
}
