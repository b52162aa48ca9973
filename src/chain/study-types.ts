import { type NumericOperator, RingBasis, type Spectrum } from '../ring/index.js';
import type { EnergyBalance } from './balance.js';
import type { EnclosedState } from './enclosed-state.js';
import { type EnsembleState, TruncatedEnsemble } from './ensemble.js';
import type { EnsembleCharge } from './forces.js';
import type { ChainPerturbation } from './model.js';
import type { ChainState } from './state.js';
import type { WeightedSuperoperator } from './superoperator-product.js';
import type { Unknowns } from './unknowns.js';

/** A quantity of a truncated ensemble: an operator that H_0 conserves, or the conserved part of any operator. */
export interface Member {
  readonly name: string;
  readonly operator: NumericOperator;
  /** whether to use X^c, the diagonal of X in the basis. chain (18) */
  readonly conservedPart: boolean;
}

/**
 * Keeps numbers beyond a study, under keys that determine every bit of them. It may forget them at any time, so that a
 * study does not know whether its caller keeps them in memory, in files or not at all.
 */
export interface NumberCache {
  /** The numbers that are kept under a key; undefined where there are none. */
  get(key: string): Float64Array | undefined;
  /** Keeps numbers under a key. */
  put(key: string, numbers: Float64Array): void;
}

/** Options of a study. */
export interface StudyOptions {
  /** called with the current step and the fraction of it that is done */
  readonly onProgress?: (what: string, fraction: number) => void;
  /** keeps spectra, and matrix elements of small rings, for other studies */
  readonly cache?: NumberCache;
  /** number of threads that share spectra, rates and factors; 1 by default. No digit of a result depends on it. */
  readonly threads?: number;
}

/** Reports the progress of a named stage. */
export type StageProgress = (what: string) => (done: number, total: number) => void;

/** The exact state at ε → 0, with its observables. */
export interface ExactState extends ChainState, EnergyBalance {
  readonly spectrum: Spectrum;
  /**
   * whether coherences between states that S^z or a charge distinguishes are left out, an approximation that must be
   * labelled as such
   */
  readonly populationsOnly: boolean;
  /**
   * number of degenerate levels with coherences that are kept, and with coherences that are left out (0 in the exact
   * state)
   */
  readonly degenerateLevels: { readonly kept: number; readonly leftOut: number };
  /** in equilibrium at temperature 0, the number of closed classes of levels, which are never left; otherwise 1 */
  readonly traps: number;
  /** ⟨X⟩ of the whole ring */
  observe(operator: NumericOperator): number;
  /**
   * The smallest probability and ⟨X⟩ of the whole ring, enclosed between two numbers.
   *
   * @diagnostic `not-enclosed`, `ring-size` for more than 1500 populations and coherences
   */
  enclose(operators: readonly NumericOperator[]): EnclosedState;
}

/** Options for the exact state. */
export interface ExactOptions {
  /**
   * Whether to keep only populations wherever S^z, the momentum and the charges among `resolvers` determine the states
   * of a level, which is cheaper but an approximation. Coherences between states that these leave degenerate are kept,
   * since no basis is distinguished there.
   */
  readonly populationsOnly?: boolean;
  /** operators that resolve degenerate levels, in this order, such as C_3 first */
  readonly resolvers?: readonly NumericOperator[];
}

/** The rates of one perturbation, with its strength in units of the largest. */
export interface RelaxationPart extends WeightedSuperoperator {
  readonly perturbation: ChainPerturbation;
  readonly key: string;
}

/** The rates with which a chain relaxes: L on the states that commute with H_0. chain (11) */
export interface ChainRelaxation {
  readonly sites: number;
  readonly spectrum: Spectrum;
  readonly unknowns: Unknowns;
  readonly parts: readonly RelaxationPart[];
  /** the unit of the strengths: the square of the largest amplitude */
  readonly unit: number;
  /** whether coherences are left out, as in `ExactOptions` */
  readonly populationsOnly: boolean;
}

/** Options of a truncated ensemble. */
export interface EnsembleOptions {
  /** operators that resolve degenerate levels before the members do, such as C_3 */
  readonly resolvers?: readonly NumericOperator[];
  /** whether members that depend on those before them are left out */
  readonly independent?: boolean;
}

/** A truncated ensemble of a driven chain. */
export interface Ensemble {
  readonly spectrum: Spectrum;
  readonly charges: readonly EnsembleCharge[];
  /** names of members that were left out, since they depend on others on this ring */
  readonly dependent: readonly string[];
  readonly ensemble: TruncatedEnsemble;
  /** the steady one */
  solve(): { readonly state: EnsembleState; readonly residual: number; readonly iterations: number };
  /** ⟨X⟩ of the whole ring at a state of the ensemble */
  observe(operator: NumericOperator, state: EnsembleState): number;
}

export interface PreparedChain {
  readonly basis: RingBasis;
  readonly spectrum: Spectrum;
  readonly key: string;
  /** key of the eigenvectors, independent of the field */
  readonly vectors: string;
  /** the same with all digits, which determines every bit of the vectors */
  readonly exact: string;
  /** upper bound on the difference of two energies */
  readonly reach: number;
}
