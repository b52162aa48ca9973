import { type Channel, transitionChannels } from './channel.js';
import { elementBytes, type ElementOptions, type KeptElements } from './matrix-elements.js';
import { memoryLimit } from './memory.js';
import { type RateSuperoperator, rateSuperoperatorOf } from './rate-superoperator.js';
import { remember } from './remember.js';
import type { ScaledPerturbation } from './scaled-perturbation.js';
import type { PreparedChain, StageProgress } from './study-types.js';
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

  constructor(private readonly progress: StageProgress) {}

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
    const made = rateSuperoperatorOf(unknowns, this.channels(prepared, normal), this.elementOptions(prepared, normal));
    this.superoperators.set(keys[0]!, made);
    return made;
  }

  /** Matrix elements of a perturbation. For small rings they are kept, since they do not depend on the field. */
  elementOptions(prepared: PreparedChain, normal: ScaledPerturbation): ElementOptions {
    const onProgress = this.progress(`rates of the ${normal.perturbation.kind}`);
    const { operators } = normal;
    if (elementBytes(prepared.basis, this.channels(prepared, normal)) > maxKeptBytes) return { onProgress };
    return {
      onProgress,
      elements: remember(this.elements, `${prepared.vectors} ${operators}`, maxKeptElements, () => new Map()),
    };
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
