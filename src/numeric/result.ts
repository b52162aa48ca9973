/** The backend that computed an answer. `native` is a system LAPACK, `library` ml-matrix, and `decimal` decimal.js. */
export type BackendName = 'wasm' | 'typescript' | 'native' | 'library' | 'decimal';

/**
 * A numeric answer: a value and its accuracy.
 *
 * `residual` is the remainder when the answer is put back into its equation, in the units of `scale`, the size of the
 * terms that cancelled. A ratio residual / scale of 1e-16 is rounding error, a ratio of 1e-3 is a failure. Neither is
 * ever NaN.
 */
export interface Result<T> {
  readonly value: T;
  readonly residual: number;
  readonly scale: number;
  readonly backend: BackendName;
}

/** residual / scale; an exact answer to a zero problem is 0. */
export function relativeResidual({ residual, scale }: Pick<Result<unknown>, 'residual' | 'scale'>): number {
  return residual === 0 ? 0 : residual / scale;
}
