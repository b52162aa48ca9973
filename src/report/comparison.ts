import type { ErrorDocument } from '../text/index.js';
import type { Distance } from './ensemble-study.js';
import type { PerturbationNumber } from './perturbation-numbers.js';

/** One ensemble of a comparison. */
export interface ComparedEnsemble extends Partial<Distance> {
  readonly ensemble: string;
  /** number of independent charges */
  readonly charges: number;
  readonly dependent: readonly string[];
  readonly observables: Readonly<Record<string, number>>;
  readonly lagrange: Readonly<Record<string, number>>;
  readonly moved: readonly number[];
  /** ⟨X⟩/⟨X⟩_exact − 1, where the exact value is not zero */
  readonly errors?: Readonly<Record<string, number>>;
  /** where these errors come from, for each observable whose sources add up to its error; with --anatomy, on rings that are small enough */
  readonly errorSources?: Readonly<Record<string, ErrorSourceDocument>>;
  readonly anatomy?: readonly AnatomyDocument[];
  readonly ranking?: readonly RankedDocument[];
  readonly residual: number;
}

/** Contributions to a relative error, which each of both lists adds up to. */
export interface ErrorSourceDocument {
  /** those of each perturbation, by its kind and number as in a balance: { drive: 1, error }; 0 for one that does not act */
  readonly perturbations: readonly (PerturbationNumber & { readonly error: number })[];
  /** those of the eigenstates of each value of S^z, where S^z labels all of them */
  readonly Sz?: readonly { readonly value: number; readonly error: number }[];
}

/** A list that has no ensemble, with the reason. */
export interface RefusedEnsemble {
  readonly ensemble: string;
  readonly error: ErrorDocument;
}

/** The anatomy of one charge, with shares by range and those of products, and even shares. */
export interface AnatomyDocument {
  readonly charge: string;
  readonly std: number;
  readonly range: Readonly<Record<number, number>>;
  readonly products: number;
  readonly parity: { readonly spinFlip?: number; readonly reflection?: number };
}

/** A candidate: how far it moves the state, and by how much the observables change; or the reason why it is refused. */
export interface RankedDocument {
  readonly charge: string;
  readonly moved: number | null;
  readonly shifts?: Readonly<Record<string, number>>;
  readonly error?: ErrorDocument;
}

/** The comparison on one ring. */
export interface ComparisonOnRing {
  readonly sites: number;
  /** one row for each list, in their order */
  readonly ensembles: readonly (ComparedEnsemble | RefusedEnsemble)[];
  /** left out where the exact state is not feasible */
  readonly exact?: { readonly observables: Readonly<Record<string, number>> };
}

/** The answer of --compare, --anatomy and --rank. */
export interface ComparisonDocument extends ComparisonOnRing {
  readonly populationsOnly?: true;
  /** the same on a second ring */
  readonly beside?: ComparisonOnRing;
  /** what the two rings decide about the error of an observable */
  readonly size?: readonly SizeVerdict[];
}

/** An error on two rings, and whether it is one of a finite size; null where the two do not decide. */
export interface SizeVerdict {
  readonly ensemble: string;
  readonly observable: string;
  readonly errors: readonly [number, number];
  readonly verdict: 'finite size' | 'physical' | null;
}

/** The rows of a comparison that have an ensemble. */
export function solvedRows({ ensembles }: ComparisonOnRing): ComparedEnsemble[] {
  return ensembles.filter((e): e is ComparedEnsemble => !('error' in e));
}
