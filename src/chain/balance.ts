import { degeneracyTolerance, magnetisationOf } from '../ring/index.js';
import type { ChainPerturbation } from './model.js';
import type { RateSuperoperator } from './rate-superoperator.js';
import { probabilitiesOf, type ChainState } from './state.js';
import type { Unknowns } from './unknowns.js';

/** Energy flows and moments of a state. */
export interface EnergyBalance {
  /**
   * energy that each perturbation gives to the chain per unit of time, Tr(H_0 L_p ρ), on the whole ring; their sum is
   * zero. Undefined where they are smaller than the rounding errors of the transitions that contribute
   */
  readonly powers: readonly number[] | undefined;
  /** for each perturbation, whether it acts, that is, whether its operator does not vanish */
  readonly acting: readonly boolean[];
  /** the entropy −Tr ρ ln ρ of the whole ring */
  readonly entropy: number;
  /** ⟨H_0²⟩ − ⟨H_0⟩² of the whole ring, and the same of Σ S^z where H_0 conserves it */
  readonly fluctuations: { readonly energy: number; readonly magnetisation: number | undefined };
}

/** A perturbation that acts: its rate superoperator, and the factor of its rates. */
export interface ActingPart {
  readonly perturbation: ChainPerturbation;
  readonly superoperator: RateSuperoperator;
  readonly strength: number;
}

/** Relative accuracy of populations. */
const populationRounding = 1e-13;

/** Are all acting perturbations baths of the same temperature? Then the state is thermal, and nothing flows. */
export function oneTemperature(acting: readonly ChainPerturbation[]): number | undefined {
  const [first] = acting;
  if (first?.kind !== 'bath') return undefined;
  const { temperature } = first.phonons;
  return acting.every((p) => p.kind === 'bath' && p.phonons.temperature === temperature) ? temperature : undefined;
}

/** @param parts  parts by perturbation of the chain; undefined for those that do not act */
export function balanceOf(state: ChainState, parts: readonly (ActingPart | undefined)[]): EnergyBalance {
  const { unknowns } = state;
  const { basis } = unknowns.spectrum;
  const spins = basis.sectors.map((sector) => magnetisationOf(basis, sector));
  const spinOf = new Float64Array(basis.dimension);
  for (const { index, offset, orbits } of basis.sectors) spinOf.fill(spins[index] ?? 0, offset, offset + orbits.length);
  return {
    powers: powersOf(state, parts),
    acting: parts.map((p) => p !== undefined),
    entropy: entropyOf(probabilitiesOf(state)),
    fluctuations: {
      energy: varianceOf(levelEnergies(unknowns), state),
      magnetisation: spins.includes(undefined) ? undefined : varianceOf(spinOf, state),
    },
  };
}

/**
 * −Σ p ln p. For a p close to 1, the difference 1 − p is computed as the sum of the others, since the subtraction would
 * lose it.
 */
function entropyOf(probabilities: readonly number[]): number {
  const most = probabilities.reduce((best, p, i) => (p > probabilities[best]! ? i : best), 0);
  let rest = 0;
  let entropy = 0;
  probabilities.forEach((p, i) => {
    if (i === most || !(p > 0)) return;
    rest += p;
    entropy -= p * Math.log(p);
  });
  const p = probabilities[most]!;
  return entropy - p * (rest < 0.5 ? Math.log1p(-rest) : Math.log(p));
}

/** ⟨X²⟩ − ⟨X⟩² of a diagonal X. Terms with negative probabilities show the size of the rounding error. */
function varianceOf(of: Float64Array, { unknowns: { populationAt }, values }: ChainState): number {
  let most = 0;
  for (let n = 0; n < of.length; n++) if (values[populationAt[n]!]! > values[populationAt[most]!]!) most = n;
  // Deviations are taken from the likeliest value, so that in a pure state there are none, whatever the rounding of its
  // energy.
  const origin = of[most]!;
  const mean = of.reduce((sum, x, n) => sum + (x - origin) * values[populationAt[n]!]!, 0);
  let variance = 0;
  let doubt = 0;
  of.forEach((x, n) => {
    const p = values[populationAt[n]!]!;
    const part = (x - origin - mean) ** 2 * p;
    variance += part;
    if (p < 0) doubt -= part;
  });
  return variance <= 10 * doubt ? 0 : variance;
}

/** The energy of the level of each state; levels that differ by rounding share one. */
function levelEnergies({ spectrum: { energies, scale } }: Unknowns): Float64Array {
  const order = Int32Array.from(energies.keys()).sort((a, b) => energies[a]! - energies[b]!);
  const out = new Float64Array(energies.length);
  let level = energies[order[0]!]!;
  let before = level;
  for (const n of order) {
    if (energies[n]! - before > degeneracyTolerance * scale) level = energies[n]!;
    before = energies[n]!;
    out[n] = level;
  }
  return out;
}

/**
 * Tr(H_0 Lρ) as a sum over transitions, each with its change of energy. A sum over populations would contain the rates
 * between states of the same level, which contribute nothing but may be larger by many orders of magnitude.
 *
 * @returns the sum, and the sum of the moduli of its terms
 */
function energyFlow(
  { gains }: RateSuperoperator,
  energyOf: Float64Array,
  isPopulation: Uint8Array,
  x: Float64Array,
): { value: number; size: number } {
  let value = 0;
  let size = 0;
  for (const { row, rows, column, columns, values } of gains) {
    for (let i = 0; i < rows; i++) {
      if (isPopulation[row + i] !== 1) continue;
      const energy = energyOf[row + i]!;
      for (let j = 0; j < columns; j++) {
        const gap = energy - energyOf[column + j]!;
        if (gap === 0) continue;
        const term = gap * (values[i * columns + j]! * x[column + j]!);
        value += term;
        size += Math.abs(term);
      }
    }
  }
  return { value, size };
}

function powersOf(
  { unknowns, values, flows }: ChainState,
  parts: readonly (ActingPart | undefined)[],
): readonly number[] | undefined {
  // Nothing is known about a perturbation whose strength is negligible compared with the others.
  const acting = parts.filter((p) => p !== undefined && flows.has(p.superoperator)) as ActingPart[];
  const nothing = parts.map(() => 0);
  // A single perturbation does not change the energy of its steady state.
  if (acting.length < 2 || oneTemperature(acting.map((p) => p.perturbation)) !== undefined) return nothing;
  const { populationAt, pairs, levels, spectrum } = unknowns;
  const energies = levelEnergies(unknowns);
  const energyOf = new Float64Array(unknowns.size);
  const isPopulation = new Uint8Array(unknowns.size);
  for (let n = 0; n < spectrum.energies.length; n++) {
    energyOf[populationAt[n]!] = energies[n]!;
    isPopulation[populationAt[n]!] = 1;
  }
  for (const { at, level } of pairs) energyOf.fill(energies[levels[level]!.states[0]!]!, at, at + 2);
  const found = parts.map((part) => {
    if (!part || !acting.includes(part)) return { value: 0, noise: 0, isKnown: true };
    const { value, size } = energyFlow(part.superoperator, energyOf, isPopulation, values);
    const noise = part.strength * (populationRounding * size);
    return { value: part.strength * value, noise, isKnown: size === 0 || Math.abs(value) > populationRounding * size };
  });
  const lost = found.filter((f) => !f.isKnown);
  const noise = found.reduce((sum, f) => sum + f.noise, 0);
  if (lost.length > 1)
    return acting.some((p) => p.perturbation.kind === 'bath') || lost.length < acting.length ? undefined : nothing;
  const rest = found.reduce((sum, f) => (f.isKnown ? sum + f.value : sum), 0);
  const most = found.reduce((m, f) => Math.max(m, Math.abs(f.value)), 0);
  // The energies add up to zero, so one that is lost in rounding follows from the others.
  if (Math.abs(rest) > 10 * noise + (lost.length === 0 ? 1e-9 * most : 0)) return undefined;
  const powers = found.map((f) => (f.isKnown ? f.value : 0 - rest));
  const produced = powers.reduce((sum, power, p) => {
    const perturbation = parts[p]?.perturbation;
    return perturbation?.kind === 'bath' && perturbation.phonons.temperature > 0
      ? sum - power / perturbation.phonons.temperature
      : sum;
  }, 0);
  const hasJump = acting.some((p) => p.perturbation.kind === 'jump');
  return produced < 0 &&
    !hasJump &&
    acting.every((p) => p.perturbation.kind !== 'bath' || p.perturbation.phonons.temperature > 0)
    ? undefined
    : powers;
}
