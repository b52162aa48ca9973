import { type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import {
  between,
  movedSector,
  realBlock,
  realRowsTimes,
  realStatesOf,
  type Sector,
  type SectorMotion,
  sectorMotions,
  type SectorSpectrum,
  signUnder,
  type Spectrum,
} from '../ring/index.js';
import { checkInterrupt } from '../text/index.js';
import type { Channel } from './channel.js';
import { type ElementOptions, forbiddenElement, isZeroPlane } from './matrix-elements.js';

/**
 * |⟨k|O|m⟩|² of a channel between the eigenstates of two sectors, with rows of `to` and columns of `from`: the same for
 * several pairs of sectors, which operations make of one another.
 */
export interface SquaredImages {
  readonly channel: Channel;
  readonly images: readonly SectorPair[];
  readonly squares: Float64Array;
}

/** Sectors before and after a transition. */
export interface SectorPair {
  readonly from: Sector;
  readonly to: Sector;
}

/**
 * Calls `visit` with the squared elements of every channel between all pairs of sectors, each once. Of the blocks that
 * follow from each other one is computed: an operator that is Hermitian gives the transposed block, and an operation g
 * with g O g⁻¹ = ±O, under which the eigenvectors of sectors are images of others, gives
 *
 *   |⟨gk|O|gm⟩|² = |⟨k|O|m⟩|²
 *
 * Phases are lost, so this is for rates between populations.
 */
export function visitSquaredElements(
  spectrum: Spectrum,
  channels: readonly Channel[],
  visit: (block: SquaredImages) => void,
  { pairs: allowed, onProgress }: Pick<ElementOptions, 'pairs' | 'onProgress'> = {},
): void {
  const { sectors } = spectrum;
  const size = (s: SectorSpectrum): number => s.sector.orbits.length;
  const n = spectrum.basis.momenta;
  const at: SectorSpectrum[][] = Array.from({ length: n }, () => []);
  for (const one of sectors) at[one.sector.momentum]!.push(one);
  const wanted = allowed ?? Array.from({ length: n * n }, (_, pair) => pair);
  const pairs = channels.map(({ operator }) => {
    const found: { readonly from: SectorSpectrum; readonly to: SectorSpectrum }[] = [];
    for (const pair of wanted)
      for (const from of at[Math.floor(pair / n)]!)
        for (const to of at[pair % n]!) if (operator.couples(from.sector, to.sector)) found.push({ from, to });
    return found;
  });
  const total = pairs.flat().reduce((sum, { from, to }) => sum + size(from) * size(to), 0);
  let done = 0;
  channels.forEach((channel, c) => {
    const { operator, hermitian } = channel;
    const motions = sectorMotions.filter((m) => signUnder(operator.operator, m) !== 0);
    const seen = new Set<number>();
    const key = (from: Sector, to: Sector): number => to.index * sectors.length + from.index;
    const give = (images: readonly SectorPair[], squares: Float64Array): void => {
      const fresh = images.filter(({ from, to }, i) => {
        const isFirst = images.findIndex((other) => other.from === from && other.to === to) === i;
        return isFirst && !seen.has(key(from, to));
      });
      if (fresh.length === 0) return;
      for (const { from, to } of fresh) seen.add(key(from, to));
      done += fresh.length * squares.length;
      visit({ channel, images: fresh, squares });
    };
    for (const { from, to } of pairs[c]!) {
      if (seen.has(key(from.sector, to.sector))) continue;
      checkInterrupt();
      const squares = squaredElements(spectrum, channel, to, from);
      const images = imagesOf(spectrum, from, to, motions);
      give(images, squares);
      if (hermitian)
        give(
          images.map((image) => ({ from: image.to, to: image.from })),
          transpose(squares, size(to), size(from)),
        );
      onProgress?.(done, total);
    }
  });
}

/** A pair of sectors, and those to which operations take the eigenvectors of both. */
function imagesOf(
  { basis, sectors }: Spectrum,
  from: SectorSpectrum,
  to: SectorSpectrum,
  motions: readonly SectorMotion[],
): SectorPair[] {
  const moved = (one: SectorSpectrum, motion: SectorMotion): Sector | undefined => {
    const sector = movedSector(basis, one.sector, motion);
    const image = sector && sectors[sector.index]!;
    if (!image) return undefined;
    const isImage =
      (image.image?.of ?? image.sector) === (one.image?.of ?? one.sector) &&
      (image.image?.motion ?? 0) === ((one.image?.motion ?? 0) ^ motion);
    return isImage ? sector : undefined;
  };
  return [
    { from: from.sector, to: to.sector },
    ...motions.flatMap((motion) => {
      const [a, b] = [moved(from, motion), moved(to, motion)];
      return a && b ? [{ from: a, to: b }] : [];
    }),
  ];
}

function squaredElements(
  { basis }: Spectrum,
  { operator }: Channel,
  to: SectorSpectrum,
  from: SectorSpectrum,
): Float64Array {
  const block = operator.sparse(from.sector, to.sector);
  if (!block) return new Float64Array(to.sector.orbits.length * from.sector.orbits.length);
  const least = forbiddenElement * Math.sqrt(operator.operator.squaredNorm);
  const symmetric =
    to.realVectors && from.realVectors
      ? realBlock(block, realStatesOf(basis, to.sector), realStatesOf(basis, from.sector))
      : undefined;
  if (symmetric) {
    const right = realRowsTimes(symmetric, from.realVectors!);
    const { re } = multiplyMatrices(to.realVectors!, right, { adjointLeft: true }).value;
    for (let e = 0; e < re.length; e++) re[e] = Math.abs(re[e]!) < least ? 0 : re[e]! * re[e]!;
    return re;
  }
  const { re, im } = between(to.vectors, block, from.vectors);
  for (let e = 0; e < re.length; e++)
    re[e] = Math.abs(re[e]!) < least && Math.abs(im[e]!) < least ? 0 : re[e]! * re[e]! + im[e]! * im[e]!;
  return re;
}

/** |a_ij|², in the first places of `out`, which is returned */
export function squaresOf({ re, im }: ComplexMatrix, out: Float64Array = new Float64Array(re.length)): Float64Array {
  if (isZeroPlane(re) || isZeroPlane(im)) {
    const plane = isZeroPlane(re) ? im : re;
    for (let e = 0; e < plane.length; e++) out[e] = plane[e]! * plane[e]!;
  } else for (let e = 0; e < re.length; e++) out[e] = re[e]! * re[e]! + im[e]! * im[e]!;
  return out;
}

function transpose(a: Float64Array, rows: number, cols: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = a[i * cols + j]!;
  return out;
}
