import type { Coefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import type { Coupling } from './factors.js';
import type { StringImages } from './operator-equation.js';
import type { Parts } from './parts.js';

/** A charge of H0 under V, and what has been answered about it. */
export interface Question {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly charge: Operator;
  readonly conserved: readonly Operator[];
  /** −i [H0, P] for strings P, which the charges of a chain share */
  readonly images: StringImages;
  readonly patience: number;
  /** where these vanish the answer is known already */
  readonly answered: readonly Coefficient[];
}

/** Is there a C' with [H0 + εV, C + εC'] = O(ε²), and how do we know? */
export type Correction =
  /** V commutes with C: nothing is to be corrected */
  | { readonly kind: 'unneeded' }
  | {
      readonly kind: 'exists';
      /** C' times the denominator */
      readonly operator: Operator;
      /** 1, or a sum of terms that C' is divided by */
      readonly denominator: Coefficient;
      /** longest string of C' */
      readonly range: number;
      /** couplings at which C' is divided by zero, and what is so there */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'none';
      /** there is none of this range or a shorter one */
      readonly range: number;
      /**
       * parameters for which this is proved at all values but special ones that are not known: the zeros of some
       * polynomial in them
       */
      readonly generic: readonly string[];
      /** special couplings that are known, and what is so there; all of them where `generic` is empty */
      readonly exceptions: readonly Exception[];
    }
  | {
      readonly kind: 'undecided';
      readonly range: number;
      readonly because: string;
      /** couplings at which the charge is kept */
      readonly exceptions: readonly Exception[];
    };

/** Couplings at which an answer for all others need not be so: the elimination has divided by what vanishes there. */
export interface Exception {
  /** a polynomial in the couplings: the exception is where it vanishes */
  readonly factor: Coefficient;
  /** values of couplings that make it vanish; undefined where it was not solved for one */
  readonly at: readonly Coupling[] | undefined;
  /** the answer for those values; undefined where the question was not asked again */
  readonly there: Correction | undefined;
}
