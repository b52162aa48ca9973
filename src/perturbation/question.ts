import type { Coefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { Coupling } from './factors.js';
import type { StringImages } from './operator-equation.js';
import type { Parts } from './parts.js';

/** A question about a charge of H0 under V, and the answers known so far. */
export interface Question {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly charge: Operator;
  readonly conserved: readonly Operator[];
  /** −i [H0, P] for strings P, shared by all charges of a chain */
  readonly images: StringImages;
  readonly patience: number;
  /** where these vanish the answer is already known */
  readonly answered: readonly Coefficient[];
}

/** Is there a C' with [H0 + εV, C + εC'] = O(ε²), and how do we know? */
export type Correction =
  /** V commutes with C, so nothing needs to be corrected */
  | { readonly kind: 'unneeded' }
  | {
      readonly kind: 'exists';
      /** C' times the denominator */
      readonly operator: Operator;
      /** 1, or a sum of terms by which C' is divided */
      readonly denominator: Coefficient;
      /** longest string of C' */
      readonly range: number;
      /** couplings at which C' is divided by zero, with the answers there */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'none';
      /** there is no correction of this range or a shorter one */
      readonly range: number;
      /**
       * parameters for which this is proved at all values except unknown special ones, the zeros of some polynomial in
       * them
       */
      readonly generic: readonly string[];
      /** known special couplings, with the answers there; these are all if `generic` is empty */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'undecided';
      readonly range: number;
      readonly because: string;
      /** couplings at which the charge is kept */
      readonly exceptions: readonly Exception[];
    };

/**
 * Couplings at which an answer for all others need not hold, since the elimination has divided by a factor that
 * vanishes there.
 */
export interface Exception {
  /** a polynomial in the couplings, which vanishes at the exception */
  readonly factor: Coefficient;
  /** values of couplings at which it vanishes; undefined if it was not solved for a coupling */
  readonly at: readonly Coupling[] | undefined;
  /** the answer for those values; undefined if the question was not asked again */
  readonly there: Correction | undefined;
}
