import { multiplyMatrices } from '../numeric/index.js';
import { complex, type ComplexMatrix } from '../numeric/index.js';
import type { ProductState, Sector, SectorSpectrum } from '../ring/index.js';
import { checkInterrupt } from '../text/index.js';
import { productsOf } from './list.js';
import { localOperators } from './local-operators.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, traceless } from './span.js';
import type { SteadyEnsemble } from './steady.js';

/** The composition of a conserved operator beyond the charges of an ensemble. */
export interface Anatomy {
  readonly charge: string;
  /** standard deviation in the state of the ensemble, with the present charges projected out */
  readonly deviation: number;
  /** share of its variance in products of two present charges */
  readonly products: number;
  /** share of its variance in conserved parts of operators of up to r sites, by r; products are among them */
  readonly range: Readonly<Record<number, number>>;
  /**
   * shares of Tr A² that are even; undefined where the Hamiltonian without its field does not have the symmetry, or a
   * sector has no partner
   */
  readonly even: { readonly spinFlip: number | undefined; readonly reflection: number | undefined };
}

/**
 * The anatomy of a conserved operator in the state of an ensemble: (A, B) = Tr(A dρ[B]), on populations the covariance
 * Σ_n ρ_n (A_n − ⟨A⟩)(B_n − ⟨B⟩).
 *
 * A share is a statement about a ring. Shares overlap, since conserved parts of short operators contain products of charges.
 *
 * @param ranges  lengths of the local operators whose share is wanted, ascending
 */
export function anatomyOf(
  relaxation: Relaxation,
  { state, span }: SteadyEnsemble,
  charge: ChargeElements,
  ranges: readonly number[],
): Anatomy {
  const weigh = covarianceIn(relaxation, state.exponential.values, (v) => state.exponential.derivative(v));
  const present = new Projection(weigh);
  for (const { values } of span.members) present.add(values);
  const rest = present.without(charge.values);
  const variance = weigh.inner(rest, rest);
  const shareOf = (operators: readonly ChargeElements[]): number => {
    const space = present.copy();
    for (const { values, norm } of operators) space.add(values, norm);
    const left = space.without(rest);
    return variance > 0 ? 1 - weigh.inner(left, left) / variance : 0;
  };
  return {
    charge: charge.name,
    deviation: Math.sqrt(Math.max(0, variance)),
    products: shareOf(productsOf(relaxation, span.members)),
    range: Object.fromEntries(ranges.map((r) => [r, shareOf(localOperators(relaxation, r))])),
    even: evenShares(relaxation, traceless(relaxation, charge.values)),
  };
}

interface Covariance {
  readonly centred: (a: Float64Array) => Float64Array;
  readonly inner: (a: Float64Array, b: Float64Array) => number;
}

function covarianceIn(
  relaxation: Relaxation,
  rho: Float64Array,
  derivative: (v: Float64Array) => Float64Array,
): Covariance {
  const { identity } = relaxation.algebra;
  return {
    centred: (a) => {
      const mean = relaxation.trace(rho, a);
      return a.map((x, m) => x - mean * identity[m]!);
    },
    inner: (a, b) => relaxation.trace(a, derivative(b)),
  };
}

/** The size of the rest of an operator relative to itself below which it depends on the others. */
const dependent = 1e-6;

/** A space spanned by operators, orthonormal in a state. */
class Projection {
  private readonly basis: Float64Array[] = [];

  constructor(private readonly weigh: Covariance) {}

  copy(): Projection {
    const copy = new Projection(this.weigh);
    copy.basis.push(...this.basis);
    return copy;
  }

  /** A, centred, without its part in the space. */
  without(operator: Float64Array): Float64Array {
    const rest = this.weigh.centred(operator);
    for (let pass = 0; pass < 2; pass++) {
      for (const q of this.basis) {
        const overlap = this.weigh.inner(rest, q);
        for (let m = 0; m < rest.length; m++) rest[m]! -= overlap * q[m]!;
      }
    }
    return rest;
  }

  /** @param norm  of the operator whose conserved part this is: a part that vanishes consists of rounding errors */
  add(operator: Float64Array, norm = 0): void {
    const centred = this.weigh.centred(operator);
    const size = Math.max(norm, Math.sqrt(this.weigh.inner(centred, centred)));
    const rest = this.without(operator);
    const left = Math.sqrt(Math.max(0, this.weigh.inner(rest, rest)));
    if (left > dependent * size && left > 0) this.basis.push(rest.map((x) => x / left));
  }
}

/** ½ (1 + Tr(A F A F)/Tr A²) for the rotation by π about the x axis, and for reflection. */
function evenShares(relaxation: Relaxation, values: Float64Array): Anatomy['even'] {
  const { basis } = relaxation.chain.spectrum;
  const { sites, symmetry } = basis;
  const all = basis.dimension - 1;
  const reversed = new Int32Array(basis.dimension);
  for (let s = 0; s < basis.dimension; s++) {
    let t = 0;
    for (let k = 0; k < sites; k++) if ((s >> k) & 1) t |= 1 << ((sites - k) % sites);
    reversed[s] = t;
  }
  return {
    spinFlip: symmetry.modulus === 0 ? evenShare(relaxation, values, (s) => s ^ all) : undefined,
    reflection: symmetry.step === 1 ? evenShare(relaxation, values, (s) => reversed[s]!) : undefined,
  };
}

function evenShare(relaxation: Relaxation, values: Float64Array, map: (s: number) => number): number | undefined {
  const { spectrum } = relaxation.chain;
  let turned = 0;
  for (const from of spectrum.sectors) {
    checkInterrupt();
    const found = imageOf(relaxation, from, map);
    if (!found) return undefined;
    const { to, overlaps } = found;
    // Tr(A_from O† A_to O) with O_mn = ⟨m|F|n⟩
    const [here, there] = [blockMatrix(relaxation, from.sector, values), blockMatrix(relaxation, to.sector, values)];
    const right = multiplyMatrices(overlaps, multiplyMatrices(there, overlaps).value, { adjointLeft: true }).value;
    const n = here.cols;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        turned += here.re[i * n + j]! * right.re[j * n + i]! - here.im[i * n + j]! * right.im[j * n + i]!;
      }
    }
  }
  let whole = 0;
  for (const { sector } of spectrum.sectors) {
    const block = blockMatrix(relaxation, sector, values);
    for (let e = 0; e < block.re.length; e++) whole += block.re[e]! ** 2 + block.im[e]! ** 2;
  }
  return whole > 0 ? (1 + turned / whole) / 2 : undefined;
}

/** The elements of A inside one sector as a matrix between its eigenstates. */
function blockMatrix(relaxation: Relaxation, sector: Sector, values: Float64Array): ComplexMatrix {
  const { unknowns } = relaxation.chain;
  const n = sector.orbits.length;
  const out = complex(n, n);
  for (let i = 0; i < n; i++) out.re[i * (n + 1)] = values[unknowns.populationAt[sector.offset + i]!]!;
  for (const { n: a, m: b, at } of unknowns.pairs) {
    const [i, j] = [a - sector.offset, b - sector.offset];
    if (i < 0 || j < 0 || i >= n || j >= n) continue;
    out.re[i * n + j] = out.re[j * n + i] = values[at]!;
    out.im[i * n + j] = values[at + 1]!;
    out.im[j * n + i] = -values[at + 1]!;
  }
  return out;
}

/** The sector to which a map of product states takes another, and the overlaps ⟨m|F|n⟩ of their eigenstates. */
function imageOf(
  relaxation: Relaxation,
  { sector, vectors }: SectorSpectrum,
  map: (s: number) => number,
): { readonly to: SectorSpectrum; readonly overlaps: ComplexMatrix } | undefined {
  const { spectrum } = relaxation.chain;
  const { basis } = spectrum;
  const { first, orbitOf, shiftOf, places, period, momenta } = basis;
  const start = first[sector.orbits[0]!]!;
  const charge = basis.chargeOf(map(start) as ProductState);
  // A translation by one site becomes one by a site to the right or to the left.
  const step = basis.symmetry.step;
  const all = basis.dimension - 1;
  const shift = (s: number): number => ((s << step) | (s >>> (basis.sites - step))) & all;
  const probe = first.find((_, orbit) => period[orbit] === momenta) ?? start;
  const keeps = map(shift(probe)) === shift(map(probe));
  const target = basis.sector({ charge, momentum: keeps ? sector.momentum : -sector.momentum });
  const to = target && spectrum.sectors.find((s) => s.sector === target);
  if (!to || to.vectors.cols !== vectors.cols) return undefined;
  const n = vectors.cols;
  // F|a, k⟩ = phase |b, k'⟩
  const image = complex(n, n);
  for (let p = 0; p < n; p++) {
    const t = map(first[sector.orbits[p]!]!);
    const orbit = orbitOf[t]!;
    const q = places[target!.momentum]![orbit]!;
    if (q < 0) return undefined;
    const angle = (2 * Math.PI * ((target!.momentum * shiftOf[t]!) % momenta)) / momenta;
    const [c, d] = [Math.cos(angle), Math.sin(angle)];
    for (let j = 0; j < n; j++) {
      const [x, y] = [vectors.re[p * n + j]!, vectors.im[p * n + j]!];
      image.re[q * n + j] = c * x - d * y;
      image.im[q * n + j] = c * y + d * x;
    }
  }
  return { to, overlaps: multiplyMatrices(to.vectors, image, { adjointLeft: true }).value };
}
