import type { Factors, RealMatrix } from '../numeric/index.js';

/** Gains into one class out of another, or inside. */
export interface StrengthenedGain {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly strength: number;
}

/** LU factors without the matrix they came from: on large rings that would be as much memory again. */
export type SectorFactors = Pick<Factors<RealMatrix>, 'n' | 'lu' | 'pivots'>;

/** An element of a matrix. */
export interface MatrixElement {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** One class with what acts inside it, factored, and what reaches it from other classes. */
export interface SectorBlock {
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly populations: boolean;
  /** 1 on populations: the trace */
  readonly trace: Float64Array;
  readonly factors: SectorFactors;
  /** what the factors leave out, of strengths that have changed since */
  readonly rest: readonly StrengthenedGain[];
  readonly restOfLosses: readonly MatrixElement[];
  /** rank-one term −scale · p tr, which makes the inside regular; zero for classes of coherences */
  readonly share: Float64Array;
  readonly from: { readonly block: number; readonly coupling: StrengthenedGain }[];
  /** by block: how much of each of its unknowns arrives here as population */
  readonly arrives: ReadonlyMap<number, Float64Array>;
  /** losses that lead from another class into this one */
  readonly cross: readonly (MatrixElement & { readonly block: number })[];
}
