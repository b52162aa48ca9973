import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { FloquetModes } from './mode-set.js';
import { type FourierMatrix, bandwidth } from './model.js';

/**
 * A coupling between Floquet modes, W_{(j',n'),(j,n)} = W^q_{j'j} with q = n' − n.   gas (S32)
 *
 * Hermitian and Toeplitz: W^{−q} = (W^q)†.
 */
export interface FloquetCoupling {
  readonly position: number;
  /** q runs over −reach … reach; elements beyond are below rounding */
  readonly reach: number;
  /** W^q_{j'j} at (q + reach) N² + j' N + j */
  readonly elements: ComplexMatrix;
}

/**
 * W^q_{j'j} = (1/T) ∫ e^{−iqωt} ⟨φ_j'|W(t)|φ_j⟩ dt = Σ_kl ⟨f_j'^{k+l−q}| W_l |f_j^k⟩.   gas (S75), gas (S76), gas (S77)
 *
 * The kernel is e^{−iqωt} because copies are e^{+inωt}φ_j with quasienergy ε_j + nω.
 *
 * @implements gas (S77)
 */
export function floquetCoupling(modes: FloquetModes, coupling: FourierMatrix, position = 0): FloquetCoupling {
  const { levels, harmonics, fourier } = modes;
  const n = levels;
  const widest = 2 * harmonics + bandwidth(coupling);
  const full = complex(2 * widest + 1, n * n);
  // The sum of the moduli of the terms of each element, to which its rounding error is relative.
  const sizes = new Float64Array(full.re.length);
  const moved = complex(n, n);
  const movedSize = new Float64Array(n * n);
  for (let k = -harmonics; k <= harmonics; k++) {
    for (const [l, w] of coupling) {
      // W_l f^k, one column for each mode
      moved.re.fill(0);
      moved.im.fill(0);
      movedSize.fill(0);
      const at = (k + harmonics) * n * n;
      for (let i = 0; i < n; i++) {
        for (let h = 0; h < n; h++) {
          const [a, b] = [w.re[i * n + h]!, w.im[i * n + h]!];
          if (a === 0 && b === 0) continue;
          for (let j = 0; j < n; j++) {
            const [x, y] = [fourier.re[at + h * n + j]!, fourier.im[at + h * n + j]!];
            moved.re[i * n + j]! += a * x - b * y;
            moved.im[i * n + j]! += a * y + b * x;
            movedSize[i * n + j]! += (Math.abs(a) + Math.abs(b)) * (Math.abs(x) + Math.abs(y));
          }
        }
      }
      for (let bra = -harmonics; bra <= harmonics; bra++) {
        const q = k + l - bra;
        const out = (q + widest) * n * n;
        const from = (bra + harmonics) * n * n;
        for (let i = 0; i < n; i++) {
          for (let to = 0; to < n; to++) {
            const [a, b] = [fourier.re[from + i * n + to]!, -fourier.im[from + i * n + to]!];
            if (a === 0 && b === 0) continue;
            for (let j = 0; j < n; j++) {
              const [x, y] = [moved.re[i * n + j]!, moved.im[i * n + j]!];
              full.re[out + to * n + j]! += a * x - b * y;
              full.im[out + to * n + j]! += a * y + b * x;
              sizes[out + to * n + j]! += (Math.abs(a) + Math.abs(b)) * movedSize[i * n + j]!;
            }
          }
        }
      }
    }
  }
  return trimmed(full, sizes, widest, n, position);
}

/** A sum smaller than this, relative to its terms, is a rounding error. */
const vanishing = 8 * Number.EPSILON;

/** The coupling, made exactly Hermitian and without elements that are rounding errors of their terms. */
function trimmed(
  full: ComplexMatrix,
  sizes: Float64Array,
  widest: number,
  n: number,
  position: number,
): FloquetCoupling {
  const { re, im } = full;
  let largest = 0;
  for (let q = 0; q <= widest; q++) {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        const p = (widest + q) * n * n + a * n + b;
        const r = (widest - q) * n * n + b * n + a;
        re[p] = re[r] = (re[p]! + re[r]!) / 2;
        im[p] = (im[p]! - im[r]!) / 2;
        im[r] = -im[p]!;
        largest = Math.max(largest, Math.hypot(re[p]!, im[p]!));
      }
    }
  }
  // Channels between which the elements vanish are unconnected; rounding errors would connect them.
  for (let q = 0; q <= widest; q++) {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        const p = (widest + q) * n * n + a * n + b;
        const r = (widest - q) * n * n + b * n + a;
        if (Math.hypot(re[p]!, im[p]!) <= vanishing * Math.max(sizes[p]!, sizes[r]!)) re[p] = im[p] = re[r] = im[r] = 0;
      }
    }
  }
  let reach = 0;
  for (let q = 0; q <= widest; q++) {
    const at = (widest + q) * n * n;
    for (let p = at; p < at + n * n; p++) if (Math.hypot(re[p]!, im[p]!) > 1e-16 * largest) reach = q;
  }
  const from = (widest - reach) * n * n;
  const to = (widest + reach + 1) * n * n;
  return { position, reach, elements: complex(2 * reach + 1, n * n, re.slice(from, to), im.slice(from, to)) };
}
