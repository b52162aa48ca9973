import type { OnProgress } from '../scattering/index.js';

/** The question about a gas: which quantities, at which temperatures and energies. */
export interface GasQuestion {
  /** inverse temperatures */
  readonly betas: readonly number[];
  /** total energies at which scattering is computed */
  readonly energies?: readonly number[];
  readonly sidebands?: number;
  readonly nodes?: number;
  /** number n of Fourier components −n … n of the modes */
  readonly components?: number;
  readonly times?: readonly number[];
  readonly initial?: readonly number[];
  readonly limits?: boolean;
  /** whether to enclose the laws and the steady state */
  readonly rigorous?: boolean;
  /** largest computing time in seconds */
  readonly seconds?: number;
  /** number of threads that share the energies; 1 by default */
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}
