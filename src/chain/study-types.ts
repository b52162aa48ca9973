import { type NumericOperator, RingBasis, type Spectrum } from '../ring/index.js';
import type { EnergyBalance } from './balance.js';
import { type EnsembleState, TruncatedEnsemble } from './ensemble.js';
import type { EnsembleCharge } from './forces.js';
import type { ChainState } from './state.js';

/** A quantity of a truncated ensemble: an operator that H_0 conserves, or the conserved part of any. */
export interface Member {
  readonly name: string;
  readonly operator: NumericOperator;
  /** take X^c, the diagonal of X in the basis. chain (18) */
  readonly conservedPart: boolean;
}

/** Who hears how far a study is. */
export interface StudyOptions {
  /** what is being done, and how much of it is */
  readonly onProgress?: (what: string, fraction: number) => void;
}

/** The exact state at ε → 0, and what can be asked of it. */
export interface ExactState extends ChainState, EnergyBalance {
  readonly spectrum: Spectrum;
  /** without coherences between states that S^z or a charge tells apart: an approximation, to be labelled */
  readonly populationsOnly: boolean;
  /** degenerate levels with coherences that are kept, and with coherences that are left out: 0 in the exact state */
  readonly degenerateLevels: { readonly kept: number; readonly leftOut: number };
  /** in equilibrium at temperature 0: closed classes of levels, each of which keeps what falls into it. 1 elsewhere */
  readonly traps: number;
  /** ⟨X⟩ of the whole ring */
  observe(operator: NumericOperator): number;
}

/** Which exact state is wanted. */
export interface ExactOptions {
  /**
   * Populations alone wherever S^z, the momentum and the charges among `resolvers` fix the states of a level: cheaper,
   * and an approximation. Coherences inside what these leave degenerate are kept, since no basis is distinguished there.
   */
  readonly populationsOnly?: boolean;
  /** operators that resolve degenerate levels, in this order: C_3 first */
  readonly resolvers?: readonly NumericOperator[];
}

/** A truncated ensemble of a driven chain. */
export interface Ensemble {
  readonly spectrum: Spectrum;
  readonly charges: readonly EnsembleCharge[];
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
  /** key of the eigenvectors alone, whatever the field */
  readonly vectors: string;
  /** no two energies lie further apart */
  readonly reach: number;
}
