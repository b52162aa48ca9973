import type { ComplexMatrix } from '../numeric/index.js';
import type { ProductState, RingBasis, Sector, Spectrum } from '../ring/index.js';

/** A vector over all product states. */
export interface ProductVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * States of a sector as vectors over all product states, one at a time:
 *
 *   |a, k⟩ = R_a^{−1/2} Σ_{r<R_a} e^{−ikr} T^r |a⟩
 *
 * @returns  column n of `vectors`; the last two that were asked for are kept, and others are overwritten
 */
export function translatedStates(
  basis: RingBasis,
  sector: Sector,
  vectors: ComplexMatrix,
): (n: number) => ProductVector {
  const { places, orbitOf, shiftOf, period, momenta, dimension } = basis;
  const place = places[sector.momentum]!;
  const states: number[] = [];
  for (let s = 0; s < dimension; s++)
    if (basis.chargeOf(s as ProductState) === sector.charge && place[orbitOf[s]!]! >= 0) states.push(s);
  const kept: { n: number; vector: ProductVector }[] = [];
  const size = vectors.cols;
  return (n) => {
    const known = kept.find((k) => k.n === n);
    if (known) return known.vector;
    const old = kept.length === 2 ? kept.shift()! : undefined;
    const vector = old?.vector ?? { re: new Float64Array(dimension), im: new Float64Array(dimension) };
    for (const s of states) {
      const orbit = orbitOf[s]!;
      const row = place[orbit]!;
      const angle = (-2 * Math.PI * ((sector.momentum * shiftOf[s]!) % momenta)) / momenta;
      const c = Math.cos(angle) / Math.sqrt(period[orbit]!);
      const d = Math.sin(angle) / Math.sqrt(period[orbit]!);
      const x = vectors.re[row * size + n]!;
      const y = vectors.im[row * size + n]!;
      vector.re[s] = c * x - d * y;
      vector.im[s] = c * y + d * x;
    }
    kept.push({ n, vector });
    return vector;
  };
}

/** ⟨n|φ⟩ of every eigenstate n. */
export function amplitudesIn({ basis, sectors }: Spectrum, phi: ProductVector): ProductVector {
  const re = new Float64Array(basis.dimension);
  const im = new Float64Array(basis.dimension);
  const { places, orbitOf, shiftOf, period, momenta } = basis;
  const statesOf = new Map<number, number[]>();
  for (let s = 0; s < basis.dimension; s++) {
    const charge = basis.chargeOf(s as ProductState);
    const list = statesOf.get(charge);
    if (list) list.push(s);
    else statesOf.set(charge, [s]);
  }
  for (const { sector, vectors } of sectors) {
    const n = vectors.cols;
    const own = { re: new Float64Array(n), im: new Float64Array(n) };
    for (const s of statesOf.get(sector.charge)!) {
      const orbit = orbitOf[s]!;
      const row = places[sector.momentum]![orbit]!;
      if (row < 0) continue;
      // ⟨a, k|φ⟩ = R^{−1/2} Σ_r e^{ikr} φ(T^r a)
      const angle = (2 * Math.PI * ((sector.momentum * shiftOf[s]!) % momenta)) / momenta;
      const c = Math.cos(angle) / Math.sqrt(period[orbit]!);
      const d = Math.sin(angle) / Math.sqrt(period[orbit]!);
      own.re[row]! += c * phi.re[s]! - d * phi.im[s]!;
      own.im[row]! += c * phi.im[s]! + d * phi.re[s]!;
    }
    for (let r = 0; r < n; r++) {
      const x = own.re[r]!;
      const y = own.im[r]!;
      for (let j = 0; j < n; j++) {
        const p = vectors.re[r * n + j]!;
        const q = vectors.im[r * n + j]!;
        re[sector.offset + j]! += p * x + q * y;
        im[sector.offset + j]! += p * y - q * x;
      }
    }
  }
  return { re, im };
}
