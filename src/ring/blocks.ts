import { complex, type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { RingBasis, type Sector } from './basis.js';
import { flipped, type ProductState, RingOperator } from './ring-operator.js';

/** A sparse matrix by its elements: element i is at (row[i], column[i]). Elements at the same place add. */
export interface SparseBlock {
  readonly from: Sector;
  readonly to: Sector;
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The amplitudes of an operator between the orbits of a ring, without momentum phases. */
interface OrbitMoves {
  readonly from: Int32Array;
  readonly fromShift: Uint8Array;
  readonly to: Int32Array;
  readonly toShift: Uint8Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * An operator between the sectors of a ring.
 *
 * An operator that translation maps to ± itself changes the momentum by a fixed amount `transfer` (in units of 2π over
 * the number of momenta: 0, or half that number for a staggered operator). Any other operator, `local`, couples every
 * momentum to every other. It is then taken as the member at j = 0 of a family V_j = T^j V_0 T^{−j}, and the blocks are
 * those of V_0.
 */
export class SectorOperator {
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  constructor(
    readonly basis: RingBasis,
    readonly operator: RingOperator,
    readonly transfer: number | 'local',
  ) {
    const n = basis.momenta;
    this.cos = Float64Array.from({ length: n }, (_, r) => Math.cos((2 * Math.PI * r) / n));
    this.sin = Float64Array.from({ length: n }, (_, r) => Math.sin((2 * Math.PI * r) / n));
  }

  /** The charges to which the operator takes a state of this charge. */
  targets(charge: number): number[] {
    return [...this.movesTo(charge).keys()];
  }

  private readonly targetsOf = new Map<number, Map<number, OrbitMoves>>();

  private movesTo(charge: number): Map<number, OrbitMoves> {
    let found = this.targetsOf.get(charge);
    if (!found) this.targetsOf.set(charge, (found = this.collect(charge)));
    return found;
  }

  /**
   * Applies the operator to every state of a charge, or only to the first state of each orbit if translation gives the
   * rest.
   */
  private collect(charge: number): Map<number, OrbitMoves> {
    const { basis, operator } = this;
    const lists = new Map<
      number,
      { from: number[]; fromShift: number[]; to: number[]; toShift: number[]; re: number[]; im: number[] }
    >();
    const out = { re: 0, im: 0 };
    const put = (s: ProductState): void => {
      for (let f = 0; f < operator.flips.length; f++) {
        operator.amplitude(f, s, out);
        if (out.re === 0 && out.im === 0) continue;
        const t = flipped(s, operator.flips[f]!);
        const c = basis.chargeOf(t);
        let list = lists.get(c);
        if (!list) lists.set(c, (list = { from: [], fromShift: [], to: [], toShift: [], re: [], im: [] }));
        list.from.push(basis.orbitOf[s]!);
        list.fromShift.push(basis.shiftOf[s]!);
        list.to.push(basis.orbitOf[t]!);
        list.toShift.push(basis.shiftOf[t]!);
        list.re.push(out.re);
        list.im.push(out.im);
      }
    };
    if (this.transfer === 'local') {
      for (let s = 0 as ProductState; s < basis.dimension; s++) {
        if ((s & 0xffff) === 0) checkInterrupt();
        if (basis.chargeOf(s) === charge) put(s);
      }
    } else {
      for (const s of basis.first) {
        const state = s as ProductState;
        if (basis.chargeOf(state) === charge) put(state);
      }
    }
    const found = new Map<number, OrbitMoves>();
    for (const [c, l] of lists) {
      found.set(c, {
        from: Int32Array.from(l.from),
        fromShift: Uint8Array.from(l.fromShift),
        to: Int32Array.from(l.to),
        toShift: Uint8Array.from(l.toShift),
        re: Float64Array.from(l.re),
        im: Float64Array.from(l.im),
      });
    }
    return found;
  }

  /** Does the operator couple the two sectors by its symmetry? */
  couples(from: Sector, to: Sector): boolean {
    if (this.transfer !== 'local' && (from.momentum + this.transfer - to.momentum) % this.basis.momenta !== 0)
      return false;
    return this.movesTo(from.charge).has(to.charge);
  }

  /**
   * ⟨b, k'|O|a, k⟩ in the momentum basis, or undefined where the block vanishes by symmetry.
   *
   * covariant: O|a, k⟩ = Σ_t c_t √(R_a/R_b) e^{ik'r} |b, k'⟩ over t = T^r b;
   * local: Σ_{r, r'} e^{−ikr + ik'r'} ⟨T^r' b|V|T^r a⟩ / √(R_a R_b)
   */
  sparse(from: Sector, to: Sector): SparseBlock | undefined {
    if (!this.couples(from, to)) return undefined;
    const { basis, cos, sin } = this;
    const moves = this.movesTo(from.charge).get(to.charge)!;
    const n = basis.momenta;
    const local = this.transfer === 'local';
    const [here, there] = [basis.places[from.momentum]!, basis.places[to.momentum]!];
    const size = moves.from.length;
    const row = new Int32Array(size);
    const column = new Int32Array(size);
    const re = new Float64Array(size);
    const im = new Float64Array(size);
    let count = 0;
    for (let e = 0; e < size; e++) {
      const a = moves.from[e]!;
      const b = moves.to[e]!;
      const p = here[a]!;
      const q = there[b]!;
      if (p < 0 || q < 0) continue;
      const ra = basis.period[a]!;
      const rb = basis.period[b]!;
      const turn = (to.momentum * moves.toShift[e]! + (local ? (n - from.momentum) * moves.fromShift[e]! : 0)) % n;
      const weight = local ? 1 / Math.sqrt(ra * rb) : Math.sqrt(ra / rb);
      const c = weight * cos[turn]!;
      const s = weight * sin[turn]!;
      row[count] = q;
      column[count] = p;
      re[count] = moves.re[e]! * c - moves.im[e]! * s;
      im[count] = moves.re[e]! * s + moves.im[e]! * c;
      count += 1;
    }
    return {
      from,
      to,
      row: row.subarray(0, count),
      column: column.subarray(0, count),
      re: re.subarray(0, count),
      im: im.subarray(0, count),
    };
  }

  /** The block as a dense matrix, with rows of `to` and columns of `from`; zero where it vanishes by symmetry. */
  dense(from: Sector, to: Sector): ComplexMatrix {
    const block = this.sparse(from, to);
    return block ? denseBlock(block) : complex(to.orbits.length, from.orbits.length);
  }
}

/** A sparse block written out. */
function denseBlock(block: SparseBlock): ComplexMatrix {
  const n = block.from.orbits.length;
  const out = complex(block.to.orbits.length, n);
  for (let e = 0; e < block.row.length; e++) {
    const at = block.row[e]! * n + block.column[e]!;
    out.re[at]! += block.re[e]!;
    out.im[at]! += block.im[e]!;
  }
  return out;
}

/** B U for a sparse B: one row of U for each element. */
export function sparseTimes(block: SparseBlock, u: ComplexMatrix): ComplexMatrix {
  const n = u.cols;
  const out = complex(block.to.orbits.length, n);
  for (let e = 0; e < block.row.length; e++) {
    const r = block.row[e]! * n;
    const c = block.column[e]! * n;
    const x = block.re[e]!;
    const y = block.im[e]!;
    if (y === 0) {
      for (let j = 0; j < n; j++) {
        out.re[r + j]! += x * u.re[c + j]!;
        out.im[r + j]! += x * u.im[c + j]!;
      }
    } else {
      for (let j = 0; j < n; j++) {
        const p = u.re[c + j]!;
        const q = u.im[c + j]!;
        out.re[r + j]! += x * p - y * q;
        out.im[r + j]! += x * q + y * p;
      }
    }
  }
  return out;
}

/**
 * Number of columns up to which a dense product of the kernels is faster than one row at a time, measured for rings of
 * 10 to 14 sites.
 */
const maxDenseColumns = 140;

/** W†B U: the operator between eigenvectors, rows those of W, columns those of U. */
export function between(w: ComplexMatrix, block: SparseBlock, u: ComplexMatrix): ComplexMatrix {
  const right =
    u.cols > 8 && u.cols <= maxDenseColumns ? multiplyMatrices(denseBlock(block), u).value : sparseTimes(block, u);
  return multiplyMatrices(w, right, { adjointLeft: true }).value;
}
