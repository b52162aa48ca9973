import { complex, eigen, isComplex, real } from '../numeric/index.js';
import { type Space, closeDistance, clusters, indexTolerance, solveAgain } from './close-modes.js';
import { largestBlock, tooManyHarmonics } from './harmonics.js';
import { type GasModel, bandwidth, meanCoupling } from './model.js';

/** A mode in one part of the extended space. */
export interface ExtendedMode {
  readonly energy: number;
  readonly index: number;
  /** places in the extended space, and the amplitudes there */
  readonly places: readonly number[];
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** the `turn` of this mode, as in `FloquetModes` */
  readonly turn: number;
  readonly chosen: boolean;
}

/** The modes of one part whose mean index is the representative's. */
export function modesOfPart(places: readonly number[], model: GasModel, harmonics: number): ExtendedMode[] {
  const { hamiltonian, levels, frequency } = model;
  const n = places.length;
  if (n > largestBlock) tooManyHarmonics(n, { width: bandwidth(hamiltonian) });
  const a = complex(n, n);
  for (const [p, place] of places.entries()) {
    const [k, i] = [Math.floor(place / levels), place % levels];
    for (const [q, other] of places.entries()) {
      const h = hamiltonian.get(k - Math.floor(other / levels));
      if (!h) continue;
      a.re[p * n + q] = h.re[i * levels + (other % levels)]!;
      a.im[p * n + q] = h.im[i * levels + (other % levels)]!;
    }
    a.re[p * n + p]! += (k - harmonics) * frequency;
  }
  const { value } = eigen(a.im.every((x) => x === 0) ? real(n, n, a.re) : a);
  const re = value.vectors.re;
  const im = isComplex(value.vectors) ? value.vectors.im : new Float64Array(n * n);
  const { values } = value;
  const space: Space = {
    n,
    a,
    re,
    im,
    values,
    harmonic: Float64Array.from(places, (place) => Math.floor(place / levels) - harmonics),
    turn: new Float64Array(n),
    chosen: new Uint8Array(n),
  };
  const mean = meanCoupling(model, places);
  const scale = bandwidth(hamiltonian) === 0 ? values.at(-1)! - values[0]! : frequency;
  for (const [from, to] of clusters(values, closeDistance * scale)) solveAgain(space, from, to, mean);
  const found: ExtendedMode[] = [];
  for (let j = 0; j < n; j++) {
    let index = 0;
    for (let p = 0; p < n; p++) index += space.harmonic[p]! * (re[p * n + j]! ** 2 + im[p * n + j]! ** 2);
    if (index < -0.5 - indexTolerance || index >= 0.5 - indexTolerance) continue;
    found.push({
      energy: values[j]!,
      index,
      places,
      re: Float64Array.from({ length: n }, (_, p) => re[p * n + j]!),
      im: Float64Array.from({ length: n }, (_, p) => im[p * n + j]!),
      turn: space.turn[j]!,
      chosen: space.chosen[j] === 1,
    });
  }
  return found;
}
