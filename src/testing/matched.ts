import type { OperatorLike } from './operands.js';

/** The verdict of a matcher, with its message. */
export interface Matched {
  readonly pass: boolean;
  /** the claim as a line to paste, and the residual */
  message(): string;
}

/** The Hamiltonian of which an operator is a charge. */
export interface ChargeMatchOptions {
  /**
   * H0, of which the operator is a conserved charge: an operator or a text; `C_3` then is the charge of H0 with that
   * number
   */
  readonly of?: OperatorLike;
}

/** Options for the search for a correction. */
export interface NearlyOptions extends ChargeMatchOptions {
  /** longest string of the correction C′, in sites; by default the range of [V, C] */
  readonly range?: number;
}
