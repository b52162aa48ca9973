import { countBits } from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { mirror } from './mirror.js';
import { hashOf } from './word-index.js';

/**
 * The words of Q = Σ_m τ_m(q), each with its first letter at bit 0; with a parity, one of each word and its mirror
 * image.
 */
export interface Words {
  readonly x: Int32Array;
  readonly z: Int32Array;
  readonly kept: number;
  readonly parity: Folding;
}

/** Reflection parity of words of which one and its mirror image are one, 0 where all are there. */
export type Folding = -1 | 0 | 1;

/** One word of H, and whether it is part of the boost. */
export interface BondWord {
  readonly x: number;
  readonly z: number;
  readonly range: number;
  readonly boosted: boolean;
}

/** Receives the placements of one word of H. */
export interface Contributions {
  /** A word of Q begins; its placements follow. */
  begin(word: number): void;
  /**
   * The product P′ = (x, z) has sign · (coefficient of the two words) in the zeroth moment and weight times as much in
   * the first, doubled: weight = 2 (s − p) + n − 2, 0 for a word that is not boosted.
   */
  add(hash: number, x: number, z: number, sign: number, weight: number): void;
}

/**
 * Visits every placement of a word of H that overlaps with a word of Q and does not commute with it. See
 * `BoostRecursion`.
 */
export function place(bond: BondWord, q: Words, to: Contributions): void {
  const { x: ax, z: az, range: n, boosted } = bond;
  const { x: qx, z: qz, kept, parity } = q;
  const yA = countBits(ax & az);
  for (let w = 0; w < kept; w++) {
    if ((w & 255) === 0) checkInterrupt();
    const px = qx[w]!;
    const pz = qz[w]!;
    to.begin(w);
    const m = 32 - Math.clz32(px | pz);
    const y = yA + countBits(px & pz);
    const symmetric = parity !== 0 && mirror(px, m) === px && mirror(pz, m) === pz;
    for (let s = 1 - n; s < m; s++) {
      // Both masks on common sites, the leftmost at bit 0.
      const ux = s > 0 ? ax << s : ax;
      const uz = s > 0 ? az << s : az;
      const vx = s < 0 ? px << -s : px;
      const vz = s < 0 ? pz << -s : pz;
      if ((countBits((ux & vz) ^ (uz & vx)) & 1) === 0) continue;
      const cx = ux ^ vx;
      const cz = uz ^ vz;
      // a·P = i^phase P′, and [a, P] = 2 a·P; −i·i^phase = ±1.
      const phase = (y + 2 * countBits(uz & vx) - countBits(cx & cz)) & 3;
      let sign = phase === 1 ? 1 : -1;
      const low = 31 - Math.clz32((cx | cz) & -(cx | cz));
      const p = s < 0 ? low + s : low;
      let weight = boosted ? 2 * (s - p) + n - 2 : 0;
      let x = cx >>> low;
      let z = cz >>> low;
      let again = false;
      if (parity !== 0) {
        const r = 32 - Math.clz32(x | z);
        const mx = mirror(x, r);
        const mz = mirror(z, r);
        if (mx === x && mz === z) {
          // The mirror image of P gives its own contribution to this word.
          again = !symmetric;
        } else if (mx < x || (mx === x && mz < z)) {
          // A contribution of P to a word that is not kept equals, up to the sign, that of the mirror image of P to the
          // kept word.
          if (symmetric) continue;
          x = mx;
          z = mz;
          sign *= parity;
          if (boosted) weight = 2 * r - 4 - weight;
        }
      }
      const hash = hashOf(x, z);
      to.add(hash, x, z, sign, weight);
      if (again) to.add(hash, x, z, sign * parity, boosted ? 2 * (32 - Math.clz32(x | z)) - 4 - weight : 0);
    }
  }
}
