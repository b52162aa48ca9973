import { real, type RealMatrix } from '../numeric/index.js';
import { countBits } from '../spin/index.js';
import type { RingBasis, Sector } from './basis.js';
import { realBlock, realRowsTimes, realStatesOf } from './real-states.js';
import { flipped, type RingOperator } from './ring-operator.js';
import { imageOf } from './sector-image.js';

/**
 * A symmetry operation that takes sectors to sectors: complex conjugation, which reverses the momentum, the flip of all
 * spins, which reverses S^z, or both. As a bit mask, so that two of them one after the other are their `^`.
 */
export type SectorMotion = 0 | 1 | 2 | 3;

/** The operations except for the identity. */
export const sectorMotions: readonly SectorMotion[] = [1, 2, 3];

const conjugates = (motion: SectorMotion): boolean => (motion & 1) !== 0;
const flips = (motion: SectorMotion): boolean => (motion & 2) !== 0;

/** The sector to which an operation takes another one; undefined for flips where S^z is not conserved. */
export function movedSector(basis: RingBasis, { charge, momentum }: Sector, motion: SectorMotion): Sector | undefined {
  if (flips(motion) && basis.symmetry.modulus !== 0) return undefined;
  return basis.sector({
    charge: flips(motion) ? basis.sites - charge : charge,
    momentum: conjugates(motion) ? -momentum : momentum,
  });
}

/** Relative rounding error of coefficients that are compared. */
const coefficientTolerance = 1e-13;

/**
 * The sign s with which an operation turns an operator into s times itself; 0 if there is none. A flip is a rotation by
 * π about an axis across z, and any such axis will do, since rotations about z multiply a sector by a number.
 */
export function signUnder(operator: RingOperator, motion: SectorMotion): -1 | 0 | 1 {
  const words = operator.words();
  const largest = words.reduce((m, { re, im }) => Math.max(m, Math.hypot(re, im)), 0);
  for (const across of flips(motion) ? [0, 1] : [0]) {
    for (const sign of [1, -1] as const) {
      const isSame = words.every(({ x, z, re, im }) => {
        const turns = flips(motion) ? countBits(z) + across * countBits(x) : 0;
        const s = turns % 2 === 0 ? sign : -sign;
        return Math.hypot(re - s * re, im - s * (conjugates(motion) ? -im : im)) <= coefficientTolerance * largest;
      });
      if (isSame) return sign;
    }
  }
  return 0;
}

/** Vectors by their components in real states, moved to another sector by an operation, up to a sign. */
export function movedVectors(
  basis: RingBasis,
  vectors: RealMatrix,
  { from, to, motion }: { readonly from: Sector; readonly to: Sector; readonly motion: SectorMotion },
): RealMatrix | undefined {
  const turned = conjugates(motion) ? conjugated(basis, vectors, from) : { vectors, sector: from };
  if (!turned || !flips(motion)) return turned?.vectors;
  const all = basis.dimension - 1;
  const image = imageOf(basis, turned.sector, (state) => flipped(state, all));
  const block = {
    from: turned.sector,
    to,
    row: image.to,
    column: Int32Array.from(image.to.keys()),
    re: image.re,
    im: image.im,
  };
  const flip = realBlock(block, realStatesOf(basis, to), realStatesOf(basis, turned.sector));
  return flip && realRowsTimes(flip, turned.vectors);
}

/** K takes each real state of momentum k to that of −k or to its negative. */
function conjugated(
  basis: RingBasis,
  { rows, cols, re }: RealMatrix,
  from: Sector,
): { readonly vectors: RealMatrix; readonly sector: Sector } | undefined {
  const to = movedSector(basis, from, 1);
  if (!to) return undefined;
  const [a, b] = [realStatesOf(basis, from), realStatesOf(basis, to)];
  const out = real(rows, cols);
  for (let j = 0; j < rows; j++) {
    // c' = s c* for the components of real state j in momentum state j.
    const isSecond = a.second[j] === j;
    const overlap = isSecond
      ? a.secondRe[j]! * b.secondRe[j]! - a.secondIm[j]! * b.secondIm[j]!
      : a.re[j]! * b.re[j]! - a.im[j]! * b.im[j]!;
    const sign = overlap < 0 ? -1 : 1;
    for (let e = j * cols; e < (j + 1) * cols; e++) out.re[e] = sign * re[e]!;
  }
  return { vectors: out, sector: to };
}
