import type { StateIndex } from '../ring/index.js';
import type { Unknowns } from './unknowns.js';

/** The losses of one level with coherences: a real matrix on its unknowns. */
export interface LossBlock {
  readonly at: Int32Array;
  readonly values: Float64Array;
}

interface LevelSums {
  readonly gammaRe: Float64Array;
  readonly gammaIm: Float64Array;
  readonly shiftRe: Float64Array;
  readonly shiftIm: Float64Array;
}

/** ρ → Kρ + ρK† with K = −½Γ − iH_LS, on the real unknowns of a level. */
export function lossBlock(
  states: readonly StateIndex[],
  sums: LevelSums,
  { populationAt, pairOf }: Unknowns,
): LossBlock {
  const d = states.length;
  const kRe = new Float64Array(d * d);
  const kIm = new Float64Array(d * d);
  for (let i = 0; i < d * d; i++) {
    kRe[i] = -sums.gammaRe[i]! / 2 + sums.shiftIm[i]!;
    kIm[i] = -sums.gammaIm[i]! / 2 - sums.shiftRe[i]!;
  }
  // Unknown u of the level as (i, j, part).
  const places: { i: number; j: number; imaginary: boolean; at: number }[] = [];
  for (let i = 0; i < d; i++) places.push({ i, j: i, imaginary: false, at: populationAt[states[i]!]! });
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const { at } = pairOf(states[i]!, states[j]!)!;
      places.push({ i, j, imaginary: false, at }, { i, j, imaginary: true, at: at + 1 });
    }
  }
  const size = places.length;
  const values = new Float64Array(size * size);
  const re = new Float64Array(d * d);
  const im = new Float64Array(d * d);
  places.forEach((unit, column) => {
    re.fill(0);
    im.fill(0);
    // Columns i and j of K for the unit vector of this unknown: σ = K ρ, and then σ + σ†.
    const put = (i: number, j: number, x: number, y: number): void => {
      for (let r = 0; r < d; r++) {
        const [p, q] = [kRe[r * d + i]!, kIm[r * d + i]!];
        re[r * d + j]! += p * x - q * y;
        im[r * d + j]! += p * y + q * x;
      }
    };
    if (unit.i === unit.j) put(unit.i, unit.j, 1, 0);
    else if (unit.imaginary) {
      put(unit.i, unit.j, 0, 1);
      put(unit.j, unit.i, 0, -1);
    } else {
      put(unit.i, unit.j, 1, 0);
      put(unit.j, unit.i, 1, 0);
    }
    places.forEach(({ i, j, imaginary }, row) => {
      values[row * size + column] = imaginary ? im[i * d + j]! - im[j * d + i]! : re[i * d + j]! + re[j * d + i]!;
    });
  });
  return { at: Int32Array.from(places, (p) => p.at), values };
}
