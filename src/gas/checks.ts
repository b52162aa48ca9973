import { type ComplexMatrix, multiplyMatrices } from '../numeric/index.js';
import { energySolver } from './amplitudes.js';
import { type Channels, channelAt } from './channels.js';
import type { FloquetSystem } from './coupling.js';
import { type Rates, rateIndex } from './rates.js';
import { type Scattering, sMatrix, scatteringBy } from './scattering.js';
import { type SteadyState, flows } from './steady.js';

/** Relative residuals of the laws at fixed energies, in the truncated set of channels. */
export interface EnergyChecks {
  /** largest element of S†S − 1 and SS† − 1.   gas (S5), gas (S11) */
  readonly unitarity: number;
  /** −2 Im T_cc against the sums of |T_c'c|² and of |T_cc'|².   gas (S10), gas (S14) */
  readonly opticalTheorem: number;
  /** Σ_c' |T_c'c|² = Σ_c' |T_cc'|², each with its flux.   gas (S15) */
  readonly sums: number;
  /** |T(E + ω)| between shifted channels against |T(E)|: the one of these that sidebands truncate.   gas (S91) */
  readonly brillouin: number;
}

/**
 * The laws of scattering at given energies.
 *
 * The first three are exact in every truncated set of channels; the Brillouin shift holds as far as the sidebands
 * reach.
 */
export function energyChecks(
  system: FloquetSystem,
  sidebands: number,
  energies: readonly number[],
  places?: ArrayLike<number>,
): EnergyChecks {
  const solver = energySolver(system, sidebands, places);
  const shift = sidebands > 0 ? commonShift(solver.channels) : 0;
  // Channels that were chosen as seen from (j, 0) are joined by those as seen from (j, s).
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

/** Largest element of S†S − 1 and SS† − 1. */
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
 * The shift of n, above zero, under which most of the channels are mapped to channels of the set: 1 where all
 * |n| ≤ sidebands take part, and the harmonic of a drive where only combinations of harmonics do.
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

/** Places of the channels and of those that the shift makes of them, among `sidebands + shift` sidebands. */
function joined({ place, levels }: Channels, shift: number): Int32Array {
  // The first place is that of n = −sidebands − shift.
  const all = new Set<number>();
  for (const p of place) for (const s of [shift, 2 * shift]) all.add(p + s * levels);
  return Int32Array.from(all).sort();
}

/** Largest | |T|² − |T'|² | over the largest |T|² from the channels (j, 0) at E and (j, s) at E + sω. */
function shiftDefect(a: Scattering, b: Scattering, shift: number): number {
  const { channels, directions, t } = a;
  const { count, levels, level, quanta } = channels;
  let [worst, largest] = [0, 0];
  for (let from = 0; from < levels; from++) {
    const [here, there] = [channelAt(channels, from, 0), channelAt(channels, from, shift)];
    if (here < 0 || there < 0 || a.open[here] === 0) continue;
    for (let to = 0; to < count; to++) {
      if (a.open[to] === 0) continue;
      const moved = channelAt(channels, level[to]!, quanta[to]! + shift);
      if (moved < 0) continue;
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

/**
 * max_j of the Floquet thermalization conditions, over the inelastic outflow:
 *
 *   Σ Γ^q_{j→j'} e^{−βε_j} = Σ Γ^q_{j'→j} e^{−β(ε_j' − qω)}   gas (5); gas (6), gas (S22) without a drive
 *
 * A one-sided test: quadrature errors that repeat with ω, a wrong Hermitian Toeplitz coupling and too few sidebands can
 * pass it.
 */
export function thermalization(r: Rates): number {
  let worst = 0;
  for (let j = 0; j < r.levels; j++) {
    let [left, right] = [0, 0];
    each(r, (q, i) => {
      if (i === j && q === 0) return;
      const [here, there] = [r.quasienergies[j]!, r.quasienergies[i]!];
      // Both sides times e^{βε_j}, from rates without their exponents: nothing underflows.
      left += r.scaled[rateIndex(r, j, i, q)]! * Math.exp(-r.beta * Math.max(0, there + q * r.frequency - here));
      right += r.scaled[rateIndex(r, i, j, q)]! * Math.exp(-r.beta * Math.max(0, there - q * r.frequency - here));
    });
    worst = Math.max(worst, relative(Math.abs(left - right), left));
  }
  return worst;
}

function each({ levels, sidebands }: Rates, visit: (q: number, i: number) => void): void {
  for (let q = -sidebands; q <= sidebands; q++) for (let i = 0; i < levels; i++) visit(q, i);
}

function relative(x: number, scale: number): number {
  return x === 0 ? 0 : x / scale;
}

/** Share of the largest a below which detailed balance is not looked at. */
const seen = 1e-3;

/**
 * max |a − b|/(a + b) over the inelastic processes, a = e^{−βε_j} Γ^q_{j→j'}, b = e^{−β(ε_j' + qω)} Γ^{−q}_{j'→j} its
 * reverse, where a is above 1e-3 of the largest. Zero where the coupling is real, and in Born's approximation; a flux
 * breaks it.
 */
export function detailedBalance(r: Rates): number {
  const least = Math.min(...r.quasienergies);
  let largest = 0;
  const pairs: [number, number][] = [];
  for (let j = 0; j < r.levels; j++) {
    each(r, (q, i) => {
      if (i === j && q === 0) return;
      // e^{−β max(ε_j, ε_j' + qω)} is common to both.
      const weight = Math.exp(-r.beta * (Math.max(r.quasienergies[j]!, r.quasienergies[i]! + q * r.frequency) - least));
      const a = weight * r.scaled[rateIndex(r, j, i, q)]!;
      const b = weight * r.scaled[rateIndex(r, i, j, -q)]!;
      largest = Math.max(largest, a);
      pairs.push([a, b]);
    });
  }
  let worst = 0;
  for (const [a, b] of pairs) if (a > seen * largest) worst = Math.max(worst, Math.abs(a - b) / (a + b));
  return worst;
}

/**
 * |Σ Γ^q_{j→j'} (1 − e^{−β(ε_j − ε_j' − qω)})| over Σ |…|: zero exactly, at every temperature; to first order in β it
 * is (S30).
 */
export function sumRule(r: Rates): number {
  let [sum, scale] = [0, 0];
  for (let j = 0; j < r.levels; j++) {
    each(r, (q, i) => {
      if (i === j && q === 0) return;
      const gain = r.quasienergies[i]! + q * r.frequency - r.quasienergies[j]!;
      const g = r.scaled[rateIndex(r, j, i, q)]!;
      // Γ = g e^{−β max(0, gain)}
      const term = gain > 0 ? g * Math.expm1(-r.beta * gain) : -g * Math.expm1(r.beta * gain);
      sum += term;
      scale += g;
    });
  }
  return relative(Math.abs(sum), scale);
}

/** |J − P| over the sizes of their terms: algebra of (3), a check of the bookkeeping alone. */
export function firstLaw(r: Rates, { populations }: SteadyState): number {
  const { power, heat, scale } = flows(r, populations);
  return relative(Math.abs(power - heat), scale);
}

/** How far P is below zero, over the sizes of its terms. */
export function secondLaw(r: Rates, { populations }: SteadyState): number {
  const { power, scale } = flows(r, populations);
  return power >= 0 ? 0 : -power / scale;
}

/** What a residual of a law must not exceed; `because` says why it is no larger. */
export const lawTolerances = {
  unitarity: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  opticalTheorem: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  sums: { tolerance: 1e-11, because: 'exact in every truncated set of channels' },
  brillouin: { tolerance: 1e-8, because: 'holds as far as the sidebands reach' },
  thermalization: { tolerance: 1e-8, because: 'holds as far as sidebands and nodes reach' },
  sumRule: { tolerance: 1e-8, because: 'holds as far as sidebands and nodes reach' },
  firstLaw: { tolerance: 1e-11, because: 'algebra of the steady state' },
  secondLaw: { tolerance: 1e-10, because: 'P ≥ 0 up to rounding' },
} as const;
