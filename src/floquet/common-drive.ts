import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { FourierMatrix } from './model.js';

/**
 * The part of a drive that all levels share, c(t) = Σ_{k ≠ 0} c_k e^{ikωt}: `re` and `im` of c_k by k, for both signs
 * of k.
 *
 * It multiplies every mode by the same phase, φ_j(t) → e^{−iΦ(t)} φ_j(t) with Φ = ∫c dt, and drops out of
 * quasienergies, couplings between modes and rates.   gas (S52), gas (S54)
 */
export type CommonDrive = ReadonlyMap<number, { readonly re: number; readonly im: number }>;

/**
 * A Hamiltonian without the drive that all levels share: the mean of each Fourier component's diagonal, k = 0 excepted.
 */
export function withoutCommonDrive(
  hamiltonian: FourierMatrix,
  levels: number,
): { readonly rest: FourierMatrix; readonly common: CommonDrive } {
  const common = new Map<number, { re: number; im: number }>();
  const rest = new Map<number, ComplexMatrix>();
  for (const [k, matrix] of hamiltonian) {
    const [re, im] = k === 0 ? [0, 0] : [mean(matrix.re, levels), mean(matrix.im, levels)];
    if (re === 0 && im === 0) {
      rest.set(k, matrix);
      continue;
    }
    common.set(k, { re, im });
    const left = complex(levels, levels, matrix.re.slice(), matrix.im.slice());
    for (let i = 0; i < levels; i++) {
      left.re[i * (levels + 1)]! -= re;
      left.im[i * (levels + 1)]! -= im;
    }
    if (left.re.some((x) => x !== 0) || left.im.some((x) => x !== 0)) rest.set(k, left);
  }
  return { rest, common };
}

/**
 * The mean of a diagonal; exactly the common value where all elements are equal, so that their difference from it is
 * exactly zero.
 */
function mean(plane: Float64Array, levels: number): number {
  const [first] = plane;
  let sum = 0;
  let equal = true;
  for (let i = 0; i < levels; i++) {
    const x = plane[i * (levels + 1)]!;
    equal &&= x === first;
    sum += x / levels;
  }
  return equal ? first! : sum;
}

/**
 * A bound on |Φ(t)| plus the largest harmonic, which estimates the number of Fourier components of e^{−iΦ} on each
 * side.
 */
export function phaseReach(common: CommonDrive, frequency: number): number {
  let reach = 0;
  for (const [k, { re, im }] of common)
    reach = Math.max(reach, Math.abs(k)) + (k > 0 ? (2 * Math.hypot(re, im)) / frequency : 0);
  return reach;
}

/**
 * Fourier components g_l of e^{−iΦ(t)}, Φ(t) = Σ c_k e^{ikωt}/(ikω), for |l| ≤ reach, by the trapezoidal rule over a
 * period, which is exact up to rounding with more points than components.   gas (S54), gas (S55), gas (S58)
 *
 * @returns  component l at index l + reach
 * @implements gas (S54)
 */
export function phaseComponents(common: CommonDrive, frequency: number, reach: number): ComplexMatrix {
  const points = 4 * reach + 8;
  const out = complex(2 * reach + 1, 1);
  for (let s = 0; s < points; s++) {
    const turn = (2 * Math.PI * s) / points;
    let phase = 0;
    for (const [k, { re, im }] of common) {
      // Only positive k are needed, since the other sign is the conjugate.
      if (k > 0) phase += (2 * (re * Math.sin(k * turn) + im * Math.cos(k * turn))) / (k * frequency);
    }
    for (let l = -reach; l <= reach; l++) {
      // l s is reduced modulo the number of points before it is multiplied into an angle.
      const angle = -phase - (2 * Math.PI * ((((l * s) % points) + points) % points)) / points;
      out.re[l + reach]! += Math.cos(angle) / points;
      out.im[l + reach]! += Math.sin(angle) / points;
    }
  }
  return out;
}
