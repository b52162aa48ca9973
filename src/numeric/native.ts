import { refuse } from '../text/index.js';
import type { Eigen } from './algebra.js';
import type { Matrix } from './matrix.js';
import type { Result } from './result.js';
export interface NativeLapack {
  readonly name: 'native';
  eigen<M extends Matrix>(a: M, vectors: boolean): Result<Eigen<M>>;
  solve<M extends Matrix>(a: M, b: M): Result<M>;
  multiply<M extends Matrix>(a: M, b: M, adjointLeft: boolean, adjointRight: boolean): Result<M>;
}
export function nativeLapack(): NativeLapack {
  return refuse('backend-missing', 'koffi');
}
