import type { RealMatrix } from '../numeric/index.js';
import { refuse } from '../text/index.js';
import type { EnsembleCharge } from './forces.js';

/**
 * The first charge whose fluctuations depend linearly on those of earlier charges, by Gram-Schmidt in the order of the
 * list.
 */
export function dependentCharge(chi: RealMatrix): number | undefined {
  const n = chi.cols;
  const left = chi.re.slice();
  for (let k = 0; k < n; k++) {
    const pivot = left[k * n + k]!;
    if (!(pivot > 1e-12 * chi.re[k * n + k]!)) return k;
    for (let i = k + 1; i < n; i++) {
      const f = left[i * n + k]! / pivot;
      for (let j = k; j < n; j++) left[i * n + j]! -= f * left[k * n + j]!;
    }
  }
  return undefined;
}

/** @diagnostic `susceptibility-singular` */
export function refuseDependent(name: string, place: number): never {
  const why = place === 0 ? 'is a multiple of the identity on this ring' : 'is a combination of the charges before it';
  return refuse('susceptibility-singular', `${name} ${why}, so the Lagrange parameters are not determined`, {
    hint: `leave ${name} out of the ensemble`,
  });
}

/**
 * Refuses charges that depend on each other.
 *
 * @param gram  Σ_m C_i(m) C_j(m) of deviations from the mean
 * @diagnostic `susceptibility-singular`, with the dependent charge's name
 */
export function checkIndependent(gram: RealMatrix, charges: readonly EnsembleCharge[]): void {
  const found = dependentCharge(gram);
  if (found !== undefined) refuseDependent(charges[found]!.name, found);
}
