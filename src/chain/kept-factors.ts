import type { RateSuperoperator } from './rate-superoperator.js';
import type { SectorBlock } from './sector-block.js';
import type { WeightedSuperoperator } from './superoperator-product.js';

/** Largest ratio between two strengths for which old factors still precondition the solve. */
const maxStrengthRatio = 2.2;

/**
 * The factors of all sector blocks at some strengths. At similar strengths, sweeps with the old factors still converge;
 * they take a few more steps, which together cost less than new factors.
 */
export class KeptFactors {
  private strengths = new Map<RateSuperoperator, number>();
  private classes: readonly Pick<SectorBlock, 'factors' | 'share'>[] = [];

  /**
   * The parts with all strengths multiplied by the common factor that brings them closest to the kept ones; undefined
   * if they are not close enough.
   */
  near(parts: readonly WeightedSuperoperator[]): readonly WeightedSuperoperator[] | undefined {
    if (parts.length !== this.strengths.size) return undefined;
    const numbers = ({ gains }: RateSuperoperator): number => gains.reduce((sum, { values }) => sum + values.length, 0);
    const most = parts.reduce((a, b) => (numbers(b.superoperator) > numbers(a.superoperator) ? b : a));
    const unit = (this.strengths.get(most.superoperator) ?? 0) / most.strength;
    const same = parts.map(({ superoperator: generator, strength }) => ({
      superoperator: generator,
      strength: generator === most.superoperator ? this.strengths.get(generator)! : strength * unit,
    }));
    return same.every(
      ({ superoperator: generator, strength }) =>
        Math.abs(Math.log(strength / (this.strengths.get(generator) ?? 0))) <= Math.log(maxStrengthRatio),
    )
      ? same
      : undefined;
  }

  /** The strength of a part minus that of the factors. */
  rest({ superoperator: generator, strength }: WeightedSuperoperator): number {
    return strength - this.strengths.get(generator)!;
  }

  of(block: number): Pick<SectorBlock, 'factors' | 'share'> {
    return this.classes[block]!;
  }

  keep(parts: readonly WeightedSuperoperator[], blocks: readonly SectorBlock[]): void {
    this.strengths = new Map(parts.map(({ superoperator: generator, strength }) => [generator, strength]));
    this.classes = blocks.map(({ factors, share }) => ({ factors, share }));
  }

  /** Drops the factors before new ones are made, because on large rings two sets take too much memory. */
  clear(): void {
    this.strengths = new Map();
    this.classes = [];
  }
}
