import type { RingBasis, Sector } from './basis.js';
import type { ProductState } from './ring-operator.js';

/** The images of a sector's states under a symmetry: index and phase of each. */
export interface SectorImage {
  readonly to: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A symmetry of product states. */
export type Permutation = (state: ProductState) => ProductState;

/**
 * The image of |a, k⟩ under a permutation P of product states that commutes with translation up to its direction, P T^r
 * = T^{±r} P. If P|a⟩ = T^s|b⟩, the image is e^{iks} |b, k⟩.
 */
export function imageOf(basis: RingBasis, sector: Sector, permute: Permutation): SectorImage {
  const n = sector.orbits.length;
  const image = { to: new Int32Array(n), re: new Float64Array(n), im: new Float64Array(n) };
  const places = basis.places[sector.momentum]!;
  sector.orbits.forEach((orbit, i) => {
    const state = permute(basis.first[orbit]! as ProductState);
    const angle = (2 * Math.PI * ((sector.momentum * basis.shiftOf[state]!) % basis.momenta)) / basis.momenta;
    image.to[i] = places[basis.orbitOf[state]!]!;
    image.re[i] = Math.cos(angle);
    image.im[i] = Math.sin(angle);
  });
  return image;
}

/**
 * The reflection of product states: j → −j about a site of a ring. A basis without translations is that of a chain with
 * ends as well, so there it is j → N − 1 − j about the middle.
 */
export function reflectionOf({ sites, momenta }: RingBasis): Permutation {
  const image = (j: number): number => (momenta === 1 ? sites - 1 - j : (sites - j) % sites);
  return (state) => {
    let out = 0;
    for (let j = 0; j < sites; j++) if (((state >>> j) & 1) === 1) out |= 1 << image(j);
    return out as ProductState;
  };
}
