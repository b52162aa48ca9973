import { limit, refuse } from '../text/index.js';
import { anisotropyAngle, spinFlippedLax, highestWeightLax } from './lax.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, normOf } from './span.js';
import {
  elementsOfLevels,
  type LevelElement,
  type TransferLevel,
  transferInLevels,
  type XxzCouplings,
} from './transfer-matrix.js';

/** γ = πl/m in lowest terms, 0 < l < m. */
export interface RootOfUnityAngle {
  readonly turns: number;
  readonly size: number;
}

/** Largest difference of Δ/J from cos(πl/m): parameters are typed with ten digits or more. */
const rootTolerance = 1e-10;

/** The largest m that is looked for; on an even ring Z vanishes for m > N/2. */
const largestRoot = 16;

/** γ = πl/m with Δ/J = cos γ and m ≤ 16; undefined for another anisotropy. */
export function rootOfUnityAngle(ratio: number): RootOfUnityAngle | undefined {
  if (Math.abs(ratio) >= 1) return undefined;
  for (let size = 2; size <= largestRoot; size++) {
    const turns = Math.round((anisotropyAngle(ratio) * size) / Math.PI);
    if (turns > 0 && turns < size && Math.abs(ratio - Math.cos((Math.PI * turns) / size)) <= rootTolerance)
      return { turns, size };
  }
  return undefined;
}

/** The size of the odd part relative to Z below which it vanishes but for rounding. */
const vanishing = 1e-9;

/**
 * Z(μ) = (i/2)(Z − F Z F) with Z = ∂_s T_s(u)/sin^N u at s = 0, u = π/2 + iμ, in the highest-weight module of m states at
 * Δ/J = cos(πl/m); F turns all spins over. Conserved on every ring, Hermitian and odd under spin flip, as J_S is, where the local
 * charges are even. Z(−μ) = −Z(μ)*.
 *
 * On even rings of fewer than 2m sites Z is even under spin flip, so nothing is left.
 *
 * @diagnostic `not-root-of-unity`, `vanishes-on-ring`
 * @cost twice that of `transferInLevels` with m auxiliary states
 */
export function spinFlipOddCharge(
  relaxation: Relaxation,
  { exchange, anisotropy }: XxzCouplings,
  mu: number,
): ChargeElements {
  const name = `Z(${mu})`;
  const { turns, size } = rootOfUnityAngle(anisotropy / exchange) ?? refuseAngle(name, anisotropy / exchange);
  const lax = highestWeightLax(turns, size, mu);
  const levels = transferInLevels(relaxation, lax);
  const values = oddPart(relaxation, levels, transferInLevels(relaxation, spinFlippedLax(lax)));
  const { sites } = relaxation.chain;
  if (normOf(relaxation, values) <= vanishing * normOfSlopes(levels)) refuseVanishing(name, size, sites);
  return { name, values };
}

/** i (∂T − F ∂T F)/2 of a transfer matrix and the one with all spins turned over; it is Hermitian at s = 0. */
function oddPart(
  relaxation: Relaxation,
  levels: readonly TransferLevel[],
  turned: readonly TransferLevel[],
): Float64Array {
  return elementsOfLevels(
    relaxation,
    levels.map(({ states, slope }, l) => {
      const other = turned[l]!.slope;
      const d = states.length;
      const odd = (i: number, j: number): LevelElement => ({
        re: (slope.re[i * d + j]! - other.re[i * d + j]!) / 2,
        im: (slope.im[i * d + j]! - other.im[i * d + j]!) / 2,
      });
      return {
        states,
        at: (i, j) => {
          const [x, y] = [odd(i, j), odd(j, i)];
          return { re: -(x.im + y.im) / 2, im: (x.re - y.re) / 2 };
        },
      };
    }),
  );
}

/** √(Tr Z†Z/2^N) */
function normOfSlopes(levels: readonly TransferLevel[]): number {
  let squares = 0;
  let states = 0;
  for (const { slope } of levels) {
    states += slope.rows;
    for (let k = 0; k < slope.re.length; k++) squares += slope.re[k]! ** 2 + slope.im[k]! ** 2;
  }
  return Math.sqrt(squares / states);
}

function refuseAngle(name: string, ratio: number): never {
  return refuse(
    'not-root-of-unity',
    `${name} exists for Δ/J = cos(πl/m) with m ≤ ${largestRoot}, and Δ/J is ${ratio}`,
    {
      hint: 'take Δ/J = 0.5 (m = 3) or 0.7071067811865476 (m = 4); at any Δ conserved(sum_j Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) is odd under spin flip',
    },
  );
}

function refuseVanishing(name: string, size: number, sites: number): never {
  return limit('vanishes-on-ring', `${name} with m = ${size} vanishes on a ring of ${sites} sites`, {
    hint: `it takes 2m sites on an even ring: --ring ${2 * size}`,
  });
}
