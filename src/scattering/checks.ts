import { type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import { type Channels, channelAt } from './channels.js';
import { energySolver } from './energy-solver.js';
import { type Scattering, sMatrix, scatteringBy } from './scattering.js';
import type { FloquetSystem } from './system.js';

/** Relative residuals of the laws of scattering at fixed energies, in the truncated set of channels. */
export interface EnergyChecks {
  /** largest element of S†S − 1 and SS† − 1.   gas (S5), gas (S11) */
  readonly unitarity: number;
  /** −2 Im T_cc compared with the sums of |T_c'c|² and of |T_cc'|².   gas (S10), gas (S14) */
  readonly opticalTheorem: number;
  /** Σ_c' |T_c'c|² = Σ_c' |T_cc'|², each with its flux.   gas (S15) */
  readonly sums: number;
  /**
   * |T(E + ω)| between shifted channels compared with |T(E)|, the only one of these laws that the truncation of
   * sidebands affects.   gas (S91)
   */
  readonly brillouin: number;
}

/**
 * The laws of scattering at given energies.
 *
 * The first three are exact in every truncated set of channels; the Brillouin shift holds as far as the sidebands
 * reach.
 *
 * @implements gas (S10)
 * @implements gas (S14)
 * @implements gas (S15)
 * @implements gas (S91)
 */
export function energyChecks(
  system: FloquetSystem,
  sidebands: number,
  energies: readonly number[],
  places?: ArrayLike<number>,
): EnergyChecks {
  const solver = energySolver(system, sidebands, places);
  const shift = sidebands > 0 ? commonShift(solver.channels) : 0;
  // To channels chosen as seen from (j, 0), those seen from (j, s) are added.
  const wider =
    places === undefined ? undefined : energySolver(system, sidebands + shift, joined(solver.channels, shift));
  const { mass, frequency } = system.model;
  let [unitarity, opticalTheorem, sums, brillouin] = [0, 0, 0, 0];
  for (const energy of energies) {
    const here = scatteringBy(solver, system, energy);
    const { s } = sMatrix(here, mass);
    unitarity = Math.max(unitarity, unitarityDefect(s));
    const n = s.rows;
    for (let c = 0; c < n; c++) {
      let [into, out] = [0, 0];
      for (let d = 0; d < n; d++) {
        const one = c === d ? 1 : 0;
        into += (s.re[d * n + c]! - one) ** 2 + s.im[d * n + c]! ** 2;
        out += (s.re[c * n + d]! - one) ** 2 + s.im[c * n + d]! ** 2;
      }
      // S − 1 = −if T: −2f Im T_cc = −2 Re (S − 1)_cc
      const optical = 2 * (1 - s.re[c * n + c]!);
      opticalTheorem = Math.max(opticalTheorem, Math.abs(optical - into), Math.abs(optical - out));
      sums = Math.max(sums, Math.abs(into - out));
    }
    if (shift > 0)
      brillouin = Math.max(
        brillouin,
        shiftDefect(
          wider ? scatteringBy(wider, system, energy) : here,
          scatteringBy(wider ?? solver, system, energy + shift * frequency),
          shift,
        ),
      );
  }
  return { unitarity, opticalTheorem, sums, brillouin };
}

/**
 * Largest element of S†S − 1 and SS† − 1.
 *
 * @implements gas (S5)
 * @implements gas (S11)
 */
export function unitarityDefect(s: ComplexMatrix): number {
  let worst = 0;
  if (s.rows === 0) return worst;
  for (const side of [{ adjointLeft: true }, { adjointRight: true }]) {
    const { re, im, rows } = multiplyMatrices(s, s, { ...side, hermitian: true }).value;
    for (let p = 0; p < rows * rows; p++)
      worst = Math.max(worst, Math.hypot(re[p]! - (p % (rows + 1) === 0 ? 1 : 0), im[p]!));
  }
  return worst;
}

/**
 * The positive shift of n that maps the largest number of channels to channels of the set: 1 where all |n| ≤ sidebands
 * take part, and the harmonic of a drive where only combinations of harmonics do.
 */
function commonShift({ quanta, place, levels }: Channels): number {
  const known = new Set(place);
  let [best, most] = [0, 0];
  for (const s of new Set(quanta)) {
    if (s <= 0) continue;
    let mapped = 0;
    for (const p of place) if (known.has(p + s * levels)) mapped += 1;
    if (mapped > most || (mapped === most && s < best)) [best, most] = [s, mapped];
  }
  return best;
}

/** Places of the channels and of their images under the shift, among `sidebands + shift` sidebands. */
function joined({ place, levels }: Channels, shift: number): Int32Array {
  // The first place belongs to n = −sidebands − shift.
  const all = new Set<number>();
  for (const p of place) for (const s of [shift, 2 * shift]) all.add(p + s * levels);
  return Int32Array.from(all).sort();
}

/** Largest | |T|² − |T'|² |, divided by the largest |T|², for incoming channels (j, 0) at E and (j, s) at E + sω. */
function shiftDefect(a: Scattering, b: Scattering, shift: number): number {
  const { channels, directions, t } = a;
  const { count, levels, level, quanta } = channels;
  let [worst, largest] = [0, 0];
  for (let from = 0; from < levels; from++) {
    const here = channelAt(channels, { level: from, quanta: 0 });
    const there = channelAt(channels, { level: from, quanta: shift });
    if (here === undefined || there === undefined || a.open[here] === 0) continue;
    for (let to = 0; to < count; to++) {
      if (a.open[to] === 0) continue;
      const moved = channelAt(channels, { level: level[to]!, quanta: quanta[to]! + shift });
      if (moved === undefined) continue;
      for (let d = 0; d < directions * directions; d++) {
        const row = (d % directions) * count;
        const column = Math.floor(d / directions) * count;
        const p = (row + to) * t.cols + column + here;
        const r = (row + moved) * t.cols + column + there;
        const [x, y] = [t.re[p]! ** 2 + t.im[p]! ** 2, b.t.re[r]! ** 2 + b.t.im[r]! ** 2];
        largest = Math.max(largest, x);
        worst = Math.max(worst, Math.abs(x - y));
      }
    }
  }
  return largest === 0 ? 0 : worst / largest;
}
