import type { OperatorLike } from './operands.js';

/** The verdict of a matcher, with its message. */
export interface Matched {
  readonly pass: boolean;
  /** the claim as a line to paste, and what is left of it */
  message(): string;
}

/** The Hamiltonian of which an operator is a charge. */
export interface ChargeMatchOptions {
  /** H0, of which the operator is a conserved charge: an operator or a text. `C_3` then is its charge of that number */
  readonly of?: OperatorLike;
}

/** How a correction is looked for. */
export interface NearlyOptions extends ChargeMatchOptions {
  /** longest string of the correction C′, in sites; as many as [V, C] spans by default */
  readonly range?: number;
}
