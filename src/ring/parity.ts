import { complex, type ComplexMatrix, eigenvalues } from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { flipped, type ProductState, RingOperator } from './ring-operator.js';
import { imageOf, type Permutation, reflectionOf, type SectorImage } from './sector-image.js';
import { hermitianPart } from './sector-eigen.js';

/**
 * Part of a sector with definite signs under the symmetries that leave the sector as it is. Its states are superpositions
 * of momentum states, of which each has at most one:
 *
 *   |c⟩ = Σ_i u_i |i⟩ over the momentum states i with column[i] = c
 */
export interface ParitySector {
  readonly sector: Sector;
  /** sign under reflection, at k = 0 and π; undefined where it does not apply */
  readonly reflection: 1 | -1 | undefined;
  /** sign under the flip of all spins, at S^z = 0; undefined where it does not apply */
  readonly flip: 1 | -1 | undefined;
  /** number of its states */
  readonly size: number;
  /** for each momentum state of the sector: the state of the part that contains it, or −1 */
  readonly column: Int32Array;
  /** components u_i */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export interface ParityEnergies extends Pick<ParitySector, 'sector' | 'reflection' | 'flip'> {
  readonly energies: Float64Array;
}

/**
 * Does a permutation of product states leave the operator invariant? Its words are compared with those on the mirrored
 * or flipped ring.
 */
function isInvariant(operator: RingOperator, basis: RingBasis, permute: Permutation): boolean {
  // The element of P O P† is that of O between the images of two states; one state of each orbit suffices.
  const [a, b] = [
    { re: 0, im: 0 },
    { re: 0, im: 0 },
  ];
  const size = Math.sqrt(operator.squaredNorm);
  for (const first of basis.first) {
    const s = first as ProductState;
    const image = permute(s);
    const here = new Map<ProductState, { re: number; im: number }>();
    operator.flips.forEach((x, f) => {
      operator.amplitude(f, image, b);
      here.set(flipped(image, x), { ...b });
    });
    for (let f = 0; f < operator.flips.length; f++) {
      operator.amplitude(f, s, a);
      const there = here.get(permute(flipped(s, operator.flips[f]!))) ?? { re: 0, im: 0 };
      if (Math.hypot(a.re - there.re, a.im - there.im) > 1e-12 * size) return false;
    }
    if (operator.flips.length === 0) return true;
  }
  return true;
}

/** The symmetries of this kind that an operator has: reflection and flip of all spins. */
export function paritiesOf(
  basis: RingBasis,
  operator: RingOperator,
): { readonly reflection: boolean; readonly flip: boolean } {
  const all = basis.dimension - 1;
  return {
    reflection: isInvariant(operator, basis, reflectionOf(basis)),
    flip: isInvariant(operator, basis, (s) => flipped(s, all)),
  };
}

/**
 * A sector split by reflection (at k = 0 and π) and spin flip (at S^z = 0, or where S^z is not conserved), as far as
 * the operator has these symmetries. Together the parts make up the sector.
 *
 * @param parities  the symmetries of the Hamiltonian
 */
export function paritySectors(
  basis: RingBasis,
  sector: Sector,
  parities: { readonly reflection: boolean; readonly flip: boolean },
): ParitySector[] {
  const { momenta, symmetry } = basis;
  const n = sector.orbits.length;
  const closes = momenta === 1 || (symmetry.step === 1 && (2 * sector.momentum) % momenta === 0);
  const flips = parities.flip && flippedCharge(basis, sector.charge) === sector.charge;
  let parts: ParitySector[] = [
    {
      sector,
      reflection: undefined,
      flip: undefined,
      size: n,
      column: Int32Array.from({ length: n }, (_, i) => i),
      re: new Float64Array(n).fill(1),
      im: new Float64Array(n),
    },
  ];
  const split = (image: SectorImage, label: (sign: 1 | -1) => Partial<ParitySector>): void => {
    parts = parts.flatMap((part) =>
      ([1, -1] as const).flatMap((sign): ParitySector[] => {
        const half = projected(part, image, sign);
        return half.size === 0 ? [] : [{ ...half, ...label(sign) }];
      }),
    );
  };
  if (parities.reflection && closes)
    split(imageOf(basis, sector, reflectionOf(basis)), (reflection) => ({ reflection }));
  if (flips)
    split(
      imageOf(basis, sector, (s) => flipped(s, basis.dimension - 1)),
      (flip) => ({ flip }),
    );
  return parts;
}

function flippedCharge(basis: RingBasis, charge: number): number {
  const { modulus } = basis.symmetry;
  const other = basis.sites - charge;
  return modulus === 0 ? other : ((other % modulus) + modulus) % modulus;
}

/**
 * The states of a part on which a permutation P with P² = 1 acts as `sign`. P maps a state |c⟩ of the part to λ|c'⟩. If c'
 * is another state, the two give (|c⟩ + sign λ|c'⟩)/√2; otherwise λ = ±1, and |c⟩ is kept if λ is the sign.
 */
function projected(part: ParitySector, image: SectorImage, sign: 1 | -1): ParitySector {
  const n = part.column.length;
  const representative = new Int32Array(part.size).fill(-1);
  for (let i = n - 1; i >= 0; i--) if (part.column[i]! >= 0) representative[part.column[i]!] = i;
  const place = new Int32Array(part.size).fill(-1);
  const [factorRe, factorIm] = [new Float64Array(part.size), new Float64Array(part.size)];
  let size = 0;
  for (let c = 0; c < part.size; c++) {
    if (place[c]! >= 0) continue;
    const i = representative[c]!;
    const t = image.to[i]!;
    const other = part.column[t]!;
    // λ = φ_i u_i / u'_t for P|i⟩ = φ_i |t⟩
    const [x, y] = [
      part.re[i]! * image.re[i]! - part.im[i]! * image.im[i]!,
      part.re[i]! * image.im[i]! + part.im[i]! * image.re[i]!,
    ];
    const [u, v] = [part.re[t]!, part.im[t]!];
    const size2 = u * u + v * v;
    const [re, im] = [(x * u + y * v) / size2, (y * u - x * v) / size2];
    if (other === c) {
      // λ is 1 or −1 up to rounding.
      if (sign * re < 0) continue;
      [place[c], factorRe[c]] = [size, 1];
    } else {
      [place[c], factorRe[c]] = [size, Math.SQRT1_2];
      [place[other], factorRe[other], factorIm[other]] = [size, sign * re * Math.SQRT1_2, sign * im * Math.SQRT1_2];
    }
    size += 1;
  }
  const column = new Int32Array(n).fill(-1);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const c = part.column[i]!;
    if (c < 0 || place[c]! < 0) continue;
    column[i] = place[c]!;
    re[i] = part.re[i]! * factorRe[c]! - part.im[i]! * factorIm[c]!;
    im[i] = part.re[i]! * factorIm[c]! + part.im[i]! * factorRe[c]!;
  }
  return { ...part, size, column, re, im };
}

/** The nonzero elements of an operator between the states of two parts. Elements at the same place add. */
export interface PartElements {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** ⟨a|O|b⟩ between the states of two parts, with rows of `to` and columns of `from`, as a sparse matrix. */
export function partElements(operator: SectorOperator, from: ParitySector, to: ParitySector): PartElements {
  const block = operator.sparse(from.sector, to.sector);
  const size = block?.row.length ?? 0;
  const out = {
    row: new Int32Array(size),
    column: new Int32Array(size),
    re: new Float64Array(size),
    im: new Float64Array(size),
  };
  let count = 0;
  for (let e = 0; e < size; e++) {
    const [i, k] = [block!.row[e]!, block!.column[e]!];
    const [r, c] = [to.column[i]!, from.column[k]!];
    if (r < 0 || c < 0) continue;
    const [x, y] = [block!.re[e]!, block!.im[e]!];
    // conj(u_i) · element · v_k
    const [p, q] = [x * from.re[k]! - y * from.im[k]!, x * from.im[k]! + y * from.re[k]!];
    out.row[count] = r;
    out.column[count] = c;
    out.re[count] = to.re[i]! * p + to.im[i]! * q;
    out.im[count] = to.re[i]! * q - to.im[i]! * p;
    count += 1;
  }
  return {
    row: out.row.subarray(0, count),
    column: out.column.subarray(0, count),
    re: out.re.subarray(0, count),
    im: out.im.subarray(0, count),
  };
}

/** As `partElements`, as a dense matrix. */
export function partBlock(operator: SectorOperator, from: ParitySector, to: ParitySector): ComplexMatrix {
  const out = complex(to.size, from.size);
  const { row, column, re, im } = partElements(operator, from, to);
  for (let e = 0; e < row.length; e++) {
    const at = row[e]! * from.size + column[e]!;
    out.re[at]! += re[e]!;
    out.im[at]! += im[e]!;
  }
  return out;
}

/**
 * The energies of a ring, computed with all its symmetries: S^z, momentum, and reflection and spin flip where they
 * apply.
 *
 * @diagnostic `not-symmetric` where the Hamiltonian couples different sectors of the basis
 * @cost blocks of a quarter of the size at k = 0, π and S^z = 0
 */
export function energiesByParity(basis: RingBasis, hamiltonian: RingOperator): ParityEnergies[] {
  const operator = new SectorOperator(basis, hamiltonian, 0);
  const parities = paritiesOf(basis, hamiltonian);
  if (basis.charges.some((c) => operator.targets(c).some((t) => t !== c)))
    refuse('not-symmetric', 'the Hamiltonian leads from one sector of the basis to another');
  return basis.sectors.flatMap((sector) => {
    checkInterrupt();
    return paritySectors(basis, sector, parities).map(
      (part): ParityEnergies => ({
        sector,
        reflection: part.reflection,
        flip: part.flip,
        energies: eigenvalues(hermitianPart(partBlock(operator, part, part))).value,
      }),
    );
  });
}
