import { complex, type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import {
  between,
  realBlock,
  realRowsTimes,
  realStatesOf,
  RingBasis,
  type Sector,
  type SectorSpectrum,
  type SparseBlock,
  type Spectrum,
} from '../ring/index.js';
import { checkInterrupt } from '../text/index.js';
import type { Channel } from './channel.js';
import type { MomentumPairs } from './momentum-pairs.js';

/** Matrix elements of O between all states of two momenta, for one channel. */
export interface ElementBlocks {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
  /** O from the sector of a charge to that of another, by [to][from] */
  readonly blocks: readonly { readonly from: Sector; readonly to: Sector; readonly matrix: ComplexMatrix }[];
}

/**
 * Matrix elements of channels between eigenstates. They are kept, since they depend only on the vectors and not on
 * energies.
 */
export type KeptElements = Map<number, Omit<ElementBlocks, 'channel'>[]>;

export interface ElementOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** elements by number of the channel: existing ones are used, and missing ones are added */
  readonly elements?: KeptElements | undefined;
  /** the pairs of momenta between which elements are wanted, which contain (q, k) with (k, q); all by default */
  readonly pairs?: MomentumPairs | undefined;
}

/**
 * Calls `visit` with every block of every channel between eigenstates, momentum by momentum. A Hermitian coupling is
 * computed in one direction, and its adjoint is passed on for the other.
 */
export function visitElements(
  spectrum: Spectrum,
  channels: readonly Channel[],
  visit: (sweep: ElementBlocks) => void,
  { onProgress, elements, pairs }: ElementOptions = {},
): void {
  const n = spectrum.basis.momenta;
  const total = channels.length * n;
  let done = 0;
  channels.forEach((channel, index) => {
    const hand = (sweep: Omit<ElementBlocks, 'channel'>): void => {
      visit({ channel, ...sweep });
      if (channel.operator.transfer !== 'local' || !channel.hermitian || sweep.from === sweep.to) return;
      visit({
        channel,
        from: sweep.to,
        to: sweep.from,
        blocks: sweep.blocks.map((b) => ({ from: b.to, to: b.from, matrix: adjointElements(b.matrix) })),
      });
    };
    const known = elements?.get(index);
    const kept: Omit<ElementBlocks, 'channel'>[] = [];
    for (const sweep of known ?? elementBlocksOf(spectrum, channel, pairs)) {
      hand(sweep);
      if (elements && !known) kept.push(sweep);
      // The last target of a momentum.
      if (sweep.to === n - 1 || channel.operator.transfer !== 'local') onProgress?.((done += 1), total);
    }
    if (elements && !known) elements.set(index, kept);
  });
}

/** The blocks of one channel; for a Hermitian local channel only those with from ≤ to. */
function* elementBlocksOf(
  spectrum: Spectrum,
  { operator, hermitian }: Channel,
  pairs: MomentumPairs | undefined,
): BlockIterator<Omit<ElementBlocks, 'channel'>> {
  const { basis } = spectrum;
  const n = basis.momenta;
  const byLabel = new Map(spectrum.sectors.map((s) => [s.sector.index, s]));
  const local = operator.transfer === 'local';
  const least = forbiddenElement * Math.sqrt(operator.operator.squaredNorm);
  for (let k = 0; k < n; k++) {
    for (let q = 0; q < n; q++) {
      if (!local && (k + (operator.transfer as number) - q) % n !== 0) continue;
      if (local && hermitian && q < k) continue;
      if (pairs && !pairs.has(k * n + q)) continue;
      checkInterrupt();
      const blocks: { from: Sector; to: Sector; matrix: ComplexMatrix }[] = [];
      const gauge = new CommonPhase();
      for (const charge of basis.charges) {
        const from = basis.sector({ charge, momentum: k });
        if (!from) continue;
        for (const target of operator.targets(charge)) {
          const to = basis.sector({ charge: target, momentum: q });
          if (!to) continue;
          const block = operator.sparse(from, to);
          if (!block) continue;
          const matrix = elementsBetween(basis, byLabel.get(to.index)!, block, byLabel.get(from.index)!, gauge);
          clearForbidden(matrix, least);
          blocks.push({ from, to, matrix });
        }
      }
      yield { from: k, to: q, blocks };
    }
  }
}

/**
 * A phase that all blocks between two momenta share. It is divided out, since it cancels in O ρ O† between states of one
 * momentum: what is left of the phases of real blocks are powers of i.
 */
class CommonPhase {
  private re = 1;
  private im = 0;
  private isKnown = false;

  /** The power of i that is left of the phase of a real block; undefined where it is none. */
  quarterTurns({ re, im }: { readonly re: number; readonly im: number }): number | undefined {
    if (!this.isKnown) [this.re, this.im, this.isKnown] = [re, im, true];
    const x = re * this.re + im * this.im;
    const y = im * this.re - re * this.im;
    if (Math.abs(y) < phaseTolerance) return x > 0 ? 0 : 2;
    if (Math.abs(x) < phaseTolerance) return y > 0 ? 1 : 3;
    return undefined;
  }

  /** A matrix without the phase. */
  without({ rows, cols, re, im }: ComplexMatrix): ComplexMatrix {
    if (!this.isKnown) [this.re, this.im, this.isKnown] = [1, 0, true];
    if (this.im === 0 && this.re === 1) return { rows, cols, re, im };
    const out = complex(rows, cols);
    for (let e = 0; e < re.length; e++) {
      out.re[e] = this.re * re[e]! + this.im * im[e]!;
      out.im[e] = this.re * im[e]! - this.im * re[e]!;
    }
    return out;
  }
}

/** Rounding errors of a phase. */
const phaseTolerance = 1e-9;

/**
 * ⟨k|O|m⟩ between the eigenstates of two sectors. Where reflection with complex conjugation leaves the Hamiltonian as it
 * is and the operator up to a sign, all of it is real but for one phase, and so is the product.
 */
function elementsBetween(
  basis: RingBasis,
  to: SectorSpectrum,
  block: SparseBlock,
  from: SectorSpectrum,
  common: CommonPhase,
): ComplexMatrix {
  const symmetric =
    to.realVectors && from.realVectors
      ? realBlock(block, realStatesOf(basis, to.sector), realStatesOf(basis, from.sector))
      : undefined;
  const turns = symmetric && common.quarterTurns(symmetric.phase);
  if (!symmetric || turns === undefined) return common.without(between(to.vectors, block, from.vectors));
  const right = realRowsTimes(symmetric, from.realVectors!);
  if (turns >= 2) for (let e = 0; e < right.re.length; e++) right.re[e]! *= -1;
  const { rows, cols, re } = multiplyMatrices(to.realVectors!, right, { adjointLeft: true }).value;
  const zero = zeroPlane(re.length);
  return turns % 2 === 0 ? { rows, cols, re, im: zero } : { rows, cols, re: zero, im: re };
}

/** The zeros that all real and all imaginary blocks share as their other plane, which is never written. */
let zeros = new Float64Array(0);
const zeroBuffers = new WeakSet<object>();

function zeroPlane(length: number): Float64Array {
  if (zeros.length < length) {
    zeros = new Float64Array(2 * length);
    zeroBuffers.add(zeros.buffer);
  }
  return zeros.subarray(0, length);
}

/** Is a plane known to vanish? */
export const isZeroPlane = (plane: Float64Array): boolean => zeroBuffers.has(plane.buffer);

/** A† for a block of elements, real or imaginary where A is. */
function adjointElements({ rows, cols, re, im }: ComplexMatrix): ComplexMatrix {
  const transposed = (plane: Float64Array, sign: number): Float64Array => {
    if (isZeroPlane(plane)) return plane;
    const out = new Float64Array(plane.length);
    for (let i = 0, e = 0; i < rows; i++) for (let j = 0; j < cols; j++, e++) out[j * rows + i] = sign * plane[e]!;
    return out;
  };
  return { rows: cols, cols: rows, re: transposed(re, 1), im: transposed(im, -1) };
}

/** A generator of blocks. The name avoids `Generator`, which is that of time evolution here. */
type BlockIterator<T> = globalThis.Generator<T, void, undefined>;

/** Number of bytes of the elements of a set of channels. */
export function elementBytes(basis: RingBasis, channels: readonly Channel[]): number {
  let numbers = 0;
  for (const { operator, hermitian } of channels) {
    for (const from of basis.sectors) {
      for (const to of basis.sectors) {
        const half = operator.transfer === 'local' && hermitian && to.momentum < from.momentum;
        if (!half && operator.couples(from, to)) numbers += from.orbits.length * to.orbits.length;
      }
    }
  }
  return 16 * numbers;
}

/**
 * Elements below this, relative to the norm of the operator, are rounding errors of elements that a symmetry forbids.
 * Their squares are small, but compared with rates that a large field makes even smaller they would count.
 */
export const forbiddenElement = 2e-14;

function clearForbidden({ re, im }: ComplexMatrix, least: number): void {
  if (isZeroPlane(re) || isZeroPlane(im)) {
    const plane = isZeroPlane(re) ? im : re;
    for (let e = 0; e < plane.length; e++) if (Math.abs(plane[e]!) < least) plane[e] = 0;
    return;
  }
  for (let e = 0; e < re.length; e++) {
    if (Math.abs(re[e]!) < least && Math.abs(im[e]!) < least) re[e] = im[e] = 0;
  }
}
