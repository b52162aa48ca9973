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

/** The size of the rest of a charge without those before it, relative to the charge, below which it depends on them. */
const dependenceTolerance = 1e-6;

/** The places of charges that depend on those before them over all states, or are constant there. */
export function dependentCharges(charges: readonly EnsembleCharge[]): number[] {
  const basis: Float64Array[] = [];
  const found: number[] = [];
  charges.forEach(({ values }, place) => {
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const rest = values.map((v) => v - mean);
    const size = Math.sqrt(dot(values, values));
    // Twice is enough: the second pass removes what rounding left.
    for (let pass = 0; pass < 2; pass++) {
      for (const q of basis) {
        const overlap = dot(q, rest);
        for (let m = 0; m < rest.length; m++) rest[m]! -= overlap * q[m]!;
      }
    }
    const left = Math.sqrt(dot(rest, rest));
    if (!(left > dependenceTolerance * size)) found.push(place);
    else basis.push(rest.map((x) => x / left));
  });
  return found;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < a.length; m++) sum += a[m]! * b[m]!;
  return sum;
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
