import type { RateValues } from './population-rates.js';
import type { Factors, RealMatrix } from '../numeric/index.js';

/** Gains into one class out of another, or inside. */
export interface StrengthenedGain {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: RateValues;
  readonly strength: number;
}

/** LU factors without their matrix, which on large rings would take as much memory again. */
export type SectorFactors = Pick<Factors<RealMatrix>, 'n' | 'lu' | 'pivots'>;

/** An element of a matrix. */
export interface MatrixElement {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** One class, with the factored terms inside it and the terms that reach it from other classes. */
export interface SectorBlock {
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly populations: boolean;
  /** 1 on populations: the trace */
  readonly trace: Float64Array;
  readonly factors: SectorFactors;
  /** the terms that the factors leave out, since strengths have changed */
  readonly rest: readonly StrengthenedGain[];
  readonly restOfLosses: readonly MatrixElement[];
  /**
   * p of the rank-one term −scale · p tr, which makes the matrix of the block regular; zero for classes of coherences
   */
  readonly share: Float64Array;
  readonly from: { readonly block: number; readonly coupling: StrengthenedGain }[];
  /** for each block, how much of each of its unknowns arrives here as population */
  readonly arrives: ReadonlyMap<number, Float64Array>;
  /** losses that lead from another class into this one */
  readonly cross: readonly (MatrixElement & { readonly block: number })[];
}
