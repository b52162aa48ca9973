import { type ComplexMatrix, complex } from '../numeric/index.js';
import { refuse } from '../text/index.js';
import type { EnergySolver } from './amplitudes.js';
import { type Channels, channelIndices, momenta } from './channels.js';
import { energySolver } from './energy-solver.js';
import type { FloquetSystem } from './system.js';

/** Scattering at one total energy E, in all channels with |n| ≤ sidebands. */
export interface Scattering {
  readonly energy: number;
  readonly channels: Channels;
  /** 1 where the channel is open */
  readonly open: Uint8Array;
  /** |K_c|; the momentum is K_c where open, i|K_c| where closed */
  readonly momentum: Float64Array;
  /** 2 in one dimension (σ = +, −), 1 in three */
  readonly directions: 1 | 2;
  /**
   * T^{σ'σ}_{c'c}, the amplitude for unit plane waves: row (σ', c') = σ' · count + c', column (σ, c), with σ = 0 for +,
   * 1 for −.
   *   gas (S92)
   */
  readonly t: ComplexMatrix;
  /** relative residual of the linear system */
  readonly residual: number;
}

/**
 * The T-matrix at energy E between all channels of the truncated set.
 *
 *   𝐓 = (1 − W G⁰)⁻¹ W   gas (S81), gas (S83), gas (S90), gas (S92)
 *
 * For a closed incoming channel the wave e^{iσKx} decays in the direction σ; these columns complete the operator.
 *
 * @param energy     total energy E, in the unit of the model
 * @param sidebands  the channels (j, n) have |n| ≤ sidebands
 * @param places     those of the channels to use, ascending; by default all
 * @diagnostic `energy-not-finite`, `too-many-channels`, `sidebands-out-of-range`, `singular` where E is a bound state
 */
export function scattering(
  system: FloquetSystem,
  energy: number,
  sidebands: number,
  places?: ArrayLike<number>,
): Scattering {
  return scatteringBy(energySolver(system, sidebands, places), system, energy);
}

const atThreshold = 16 * Number.EPSILON;

/** As `scattering`, with an existing solver. */
export function scatteringBy(solver: EnergySolver, { model }: FloquetSystem, energy: number): Scattering {
  if (!Number.isFinite(energy)) refuse('energy-not-finite', `the energy must be a finite number, not ${energy}`);
  const { channels, directions } = solver;
  // Energies within rounding of a threshold count as at the threshold, since half a unit in the last place of E would
  // change T by 1e-8.
  const kinetic = channels.energy.map((e) =>
    Math.abs(energy - e) <= atThreshold * (Math.abs(energy) + Math.abs(e)) ? 0 : energy - e,
  );
  const { t, residual } = solver.solve(kinetic, channelIndices(channels));
  return {
    energy,
    channels,
    open: Uint8Array.from(kinetic, (e) => (e > 0 ? 1 : 0)),
    momentum: momenta(kinetic, model.mass),
    directions,
    t,
    residual,
  };
}

/**
 * The unitary S-matrix on the open channels, directions included:
 *
 *   S = 1 − im K^{−1/2} T K^{−1/2}   in one dimension,   S = 1 − (im/π) K^{1/2} T K^{1/2} of the s-wave in three.
 *   gas (S2), gas (S4)
 *
 * @returns S, with the rows (σ, c) of `t` that belong to open channels, in order
 * @implements gas (4)
 * @implements gas (S4)
 */
export function sMatrix(
  { t, open, momentum, directions, channels: { count } }: Scattering,
  mass: number,
): { readonly s: ComplexMatrix; readonly rows: Int32Array } {
  const rows = Int32Array.from({ length: count * directions }, (_, r) => r).filter((r) => open[r % count] === 1);
  const s = complex(rows.length, rows.length);
  for (const [i, r] of rows.entries()) {
    for (const [j, c] of rows.entries()) {
      const k = momentum[r % count]! * momentum[c % count]!;
      const f = directions === 2 ? mass / Math.sqrt(k) : (mass / Math.PI) * Math.sqrt(k);
      const p = r * t.cols + c;
      s.re[i * rows.length + j] = (i === j ? 1 : 0) + f * t.im[p]!;
      s.im[i * rows.length + j] = -f * t.re[p]!;
    }
  }
  return { s, rows };
}
