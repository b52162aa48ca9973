import type { OnProgress } from '../scattering/index.js';

/** What is asked about a gas. */
export interface GasQuestion {
  /** inverse temperatures */
  readonly betas: readonly number[];
  /** total energies at which scattering is wanted */
  readonly energies?: readonly number[];
  readonly sidebands?: number;
  readonly nodes?: number;
  /** Fourier components −components … components of the modes */
  readonly components?: number;
  readonly times?: readonly number[];
  readonly initial?: readonly number[];
  readonly limits?: boolean;
  /** seconds of computing that are allowed */
  readonly seconds?: number;
  readonly onProgress?: OnProgress;
}
