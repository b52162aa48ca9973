import { complex, type ComplexMatrix, eigenvalues, multiplyMatrices } from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { SectorOperator } from './blocks.js';
import { flipped, type ProductState, RingOperator } from './ring-operator.js';

/** Part of a sector with definite signs under the symmetries that leave the sector as it is. */
export interface ParitySector {
  readonly sector: Sector;
  /** sign under reflection j → −j, at k = 0 and π; undefined where it does not apply */
  readonly reflection: 1 | -1 | undefined;
  /** sign under the flip of all spins, at S^z = 0; undefined where it does not apply */
  readonly flip: 1 | -1 | undefined;
  /** its orthonormal basis, as columns in the momentum basis of the sector */
  readonly columns: ComplexMatrix;
}

export interface ParityEnergies extends Omit<ParitySector, 'columns'> {
  readonly energies: Float64Array;
}

/** The images of a sector's states under a symmetry: index and phase of each. */
interface SectorImage {
  readonly to: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A symmetry of product states. */
type Permutation = (state: ProductState) => ProductState;

/**
 * The image of |a, k⟩ under a permutation P of product states that commutes with translation up to its direction, P T^r
 * = T^{±r} P. If P|a⟩ = T^s|b⟩, the image is e^{iks} |b, k⟩.
 */
function imageOf(basis: RingBasis, sector: Sector, permute: Permutation): SectorImage {
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

function reflected(state: ProductState, sites: number): ProductState {
  let out = 0;
  for (let j = 0; j < sites; j++) if (((state >>> j) & 1) === 1) out |= 1 << ((sites - j) % sites);
  return out as ProductState;
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

/** The symmetries of this kind that an operator has: reflection of the ring and flip of all spins. */
export function paritiesOf(
  basis: RingBasis,
  operator: RingOperator,
): { readonly reflection: boolean; readonly flip: boolean } {
  const all = basis.dimension - 1;
  return {
    reflection: isInvariant(operator, basis, (s) => reflected(s, basis.sites)),
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
  const { momenta, sites, symmetry } = basis;
  const n = sector.orbits.length;
  const mirrors = parities.reflection && symmetry.step === 1 && (2 * sector.momentum) % momenta === 0;
  const flips = parities.flip && flippedCharge(basis, sector.charge) === sector.charge;
  const identity = complex(n, n);
  for (let i = 0; i < n; i++) identity.re[i * (n + 1)] = 1;
  let parts: ParitySector[] = [{ sector, reflection: undefined, flip: undefined, columns: identity }];
  const split = (image: SectorImage, label: (sign: 1 | -1) => Partial<ParitySector>): void => {
    parts = parts.flatMap((part) =>
      ([1, -1] as const).flatMap((sign): ParitySector[] => {
        const columns = projected(part.columns, image, sign);
        return columns.cols === 0 ? [] : [{ ...part, ...label(sign), columns }];
      }),
    );
  };
  if (mirrors)
    split(
      imageOf(basis, sector, (s) => reflected(s, sites)),
      (reflection) => ({ reflection }),
    );
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
 * The columns on which a permutation with P² = 1 acts as `sign`: (1 + sign P)/2, orthonormalised. They are sparse, and
 * few of them overlap.
 */
function projected(columns: ComplexMatrix, image: SectorImage, sign: 1 | -1): ComplexMatrix {
  const { rows: n, cols } = columns;
  const kept: { re: Float64Array; im: Float64Array }[] = [];
  for (let c = 0; c < cols; c++) {
    const re = new Float64Array(n);
    const im = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const [x, y] = [columns.re[i * cols + c]!, columns.im[i * cols + c]!];
      if (x === 0 && y === 0) continue;
      const t = image.to[i]!;
      re[i]! += x / 2;
      im[i]! += y / 2;
      re[t]! += (sign * (x * image.re[i]! - y * image.im[i]!)) / 2;
      im[t]! += (sign * (x * image.im[i]! + y * image.re[i]!)) / 2;
    }
    for (const k of kept) {
      let [a, b] = [0, 0];
      for (let i = 0; i < n; i++) {
        a += k.re[i]! * re[i]! + k.im[i]! * im[i]!;
        b += k.re[i]! * im[i]! - k.im[i]! * re[i]!;
      }
      if (a === 0 && b === 0) continue;
      for (let i = 0; i < n; i++) {
        re[i]! -= a * k.re[i]! - b * k.im[i]!;
        im[i]! -= a * k.im[i]! + b * k.re[i]!;
      }
    }
    let norm = 0;
    for (let i = 0; i < n; i++) norm += re[i]! ** 2 + im[i]! ** 2;
    // Components of unit vectors orthogonal to the earlier columns are 0 or of order one.
    if (norm < 1e-6) continue;
    const scale = 1 / Math.sqrt(norm);
    kept.push({ re: re.map((v) => v * scale), im: im.map((v) => v * scale) });
  }
  const out = complex(n, Math.max(1, kept.length));
  kept.forEach(({ re, im }, c) => {
    for (let i = 0; i < n; i++) {
      out.re[i * kept.length + c] = re[i]!;
      out.im[i * kept.length + c] = im[i]!;
    }
  });
  return kept.length === 0 ? { rows: n, cols: 0, re: new Float64Array(0), im: new Float64Array(0) } : out;
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
    const block = operator.dense(sector, sector);
    return paritySectors(basis, sector, parities).map(({ columns, ...labels }): ParityEnergies => {
      const inside = multiplyMatrices(columns, multiplyMatrices(block, columns).value, {
        adjointLeft: true,
        hermitian: true,
      }).value;
      return { ...labels, energies: eigenvalues(inside).value };
    });
  });
}
