/** Who computed an answer. `native` is a system LAPACK, `library` ml-matrix, `decimal` decimal.js. */
export type BackendName = 'wasm' | 'typescript' | 'native' | 'library' | 'decimal';

/**
 * Every numeric answer: a value, and how far it can be trusted.
 *
 * `residual` is what is left when the answer is put back into its equation, in the units of `scale`, the size of the
 * terms that cancelled: residual / scale at 1e-16 is rounding, at 1e-3 a failure. Neither is ever NaN.
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
