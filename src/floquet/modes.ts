import { type ComplexMatrix, complex } from '../numeric/index.js';
import { limit, refuse } from '../text/index.js';
import { withoutCommonDrive } from './common-drive.js';
import { type ExtendedMode, modesOfPart } from './extended-part.js';
import { extendedParts } from './extended-space.js';
import { checkMatrices, harmonicsOfMany, largestBlock, manyHarmonics, tooManyHarmonics } from './harmonics.js';
import { type FloquetModes, makeLargestReal, withoutOuterHarmonics } from './mode-set.js';
import { modesFromPeriod, topHarmonic } from './period.js';
import { withCommonPhase } from './common-phase.js';
import { withoutSharedEnergy } from './shared-energy.js';
import { type FourierMatrix, type GasModel, bandwidth, isDriven, rowSumNorm } from './model.js';

/** Options for the number of harmonics of the modes. */
export interface ModeOptions {
  /**
   * the extended space has the harmonics −harmonics … harmonics; by default the number is doubled until the edge weight
   * is below 1e-28
   */
  readonly harmonics?: number;
}

/** Largest weight on the edge, which is below rounding: amplitudes of 1e-14 change quasienergies by about 1e-28. */
const largestEdgeWeight = 1e-28;

/**
 * Floquet modes of H(t) from the Hermitian eigenproblem in the extended space of periodic functions,
 *
 *   Σ_k' H_{k−k'} f^k' + kω f^k = ε f^k.   gas (S1), gas (S51)
 *
 * Vectors are orthogonal by construction, even near degeneracies. The space decomposes where the drive does not connect
 * states
 * |i⟩e^{ikωt}; each part is solved separately, so levels that cross without coupling do not mix. Modes of close
 * quasienergies within a part are computed again among themselves, starting from the combinations of definite mean
 * index, between which the matrix element at a crossing vanishes up to rounding.
 *
 * @diagnostic `too-many-harmonics`, `modes-incomplete`
 * @cost (N (2 harmonics + 1))³, or harmonics · N³ by `modesFromPeriod` where all quasienergies are well apart
 * @implements gas (S1)
 */
export function floquetModes(model: GasModel, options: ModeOptions = {}): FloquetModes {
  return withCommonPhase(reducedModes(model, options)) ?? tooManyHarmonics(Infinity);
}

/**
 * The modes of H(t) without the drive that all levels share, and computed without an energy that they share: quasienergies, mean energies, couplings and rates are the
 * same, and the harmonics are only those that differ between levels.
 *
 * @diagnostic as `floquetModes`
 */
export function reducedModes(model: GasModel, options: ModeOptions = {}): FloquetModes {
  const { rest, common } = withoutCommonDrive(model.hamiltonian, model.levels);
  const { model: reduced, energy } = withoutSharedEnergy({ ...model, hamiltonian: rest });
  const modes = modesOfDrive(reduced, options);
  if (energy === 0) return { ...modes, common };
  return {
    ...modes,
    quasienergies: modes.quasienergies.map((e) => e + energy),
    meanEnergies: modes.meanEnergies.map((e) => e + energy),
    common,
  };
}

function modesOfDrive(model: GasModel, options: ModeOptions): Omit<FloquetModes, 'common'> {
  const { hamiltonian, frequency } = model;
  const width = bandwidth(hamiltonian);
  if (options.harmonics !== undefined) {
    if (!Number.isInteger(options.harmonics) || options.harmonics < width) {
      refuse('harmonics-out-of-range', `the harmonics must be a whole number from ${width}, not ${options.harmonics}`);
    }
    return solveModes(model, options.harmonics, width);
  }
  if (width === 0) return solveModes(model, 0, 0);
  // Sidebands reach a little beyond the modulation index λ/ω, and the harmonics of a level reach over the span of the
  // levels.
  let reach = width;
  for (const [k, h] of hamiltonian) if (k > 0) reach += (k * 2 * rowSumNorm(h)) / (k * frequency);
  let first = Math.ceil(1.2 * reach) + 12;
  if (width > manyHarmonics) {
    first = Math.max(first, harmonicsOfMany(model, width));
    if (model.levels * (2 * first + 1) > largestBlock / 2)
      checkMatrices(
        extendedParts(hamiltonian, model.levels, first).map((part) => part.length),
        width,
      );
  }
  const found = quickModes(model, first, width);
  if (found) return found;
  for (let harmonics = first; ; harmonics = Math.ceil(1.5 * harmonics)) {
    const modes = solveModes(model, harmonics, width);
    if (modes.edgeWeight < largestEdgeWeight) return withoutOuterHarmonics(modes);
  }
}

/** Largest number of times in a period. */
const mostTimes = 4096;

/** Amplitudes that are only the rounding errors of Fourier transforms. */
const smallestAmplitude = 4e-16;

/** Smallest size of the eigenproblem in the extended space that takes longer than a period. */
const largeSpace = 60;

/**
 * The modes from one period, where their quasienergies are well apart and the drive connects all states; undefined
 * elsewhere, and where they are not as accurate as those of the extended space.
 */
function quickModes(model: GasModel, harmonics: number, width: number): Omit<FloquetModes, 'common'> | undefined {
  const { hamiltonian, levels, frequency } = model;
  if (levels * (2 * harmonics + 1) < largeSpace || extendedParts(hamiltonian, levels, harmonics).length > 1)
    return undefined;
  const norm = [...hamiltonian.values()].reduce((sum, h) => sum + rowSumNorm(h), 0);
  for (let times = 2 ** Math.ceil(Math.log2((8 / 3) * harmonics)); times <= mostTimes; times *= 2) {
    const chosen = modesFromPeriod(model, times);
    if (!chosen) return undefined;
    const modes = finished(model, chosen, topHarmonic(times), width);
    if (modes.edgeWeight > largestEdgeWeight) continue;
    const { fourier, harmonics: kept } = withoutOuterHarmonics(modes, smallestAmplitude);
    const residual = modeResidual(fourier, modes.quasienergies, hamiltonian, levels, frequency, kept);
    const isAccurate = residual < 16 * Number.EPSILON * (norm + frequency * kept);
    return isAccurate ? { ...modes, fourier, harmonics: kept, residual } : undefined;
  }
  return undefined;
}

function solveModes(model: GasModel, harmonics: number, width: number): Omit<FloquetModes, 'common'> {
  const { hamiltonian, levels } = model;
  const chosen: ExtendedMode[] = [];
  for (const places of extendedParts(hamiltonian, levels, harmonics))
    chosen.push(...modesOfPart(places, model, harmonics));
  if (chosen.length !== levels) {
    limit(
      'modes-incomplete',
      `${chosen.length} modes were told apart where ${levels} are wanted: quasienergies differ by less than double precision resolves`,
      {
        hint: 'change a parameter a little: at a degeneracy the populations are not defined without coherences',
      },
    );
  }
  const modes = finished(model, chosen, harmonics, width);
  return {
    ...modes,
    residual: modeResidual(modes.fourier, modes.quasienergies, hamiltonian, levels, model.frequency, harmonics),
  };
}

/** The set of some modes in their order, with what is said about them, except for their residual. */
function finished(
  model: GasModel,
  chosen: ExtendedMode[],
  harmonics: number,
  width: number,
): Omit<FloquetModes, 'common' | 'residual'> {
  const { levels, frequency } = model;
  // Without a drive the frequency has no effect, not even on which modes count as close.
  const unit = width === 0 ? 0 : frequency;
  chosen.sort((a, b) => {
    const [p, q] = [a.energy - frequency * a.index, b.energy - frequency * b.index];
    if (Math.abs(p - q) > 1e-12 * (Math.abs(p) + Math.abs(q) + unit)) return p - q;
    // Modes that differ only by rounding keep their order.
    return Math.abs(a.energy - b.energy) > 1e-12 * (Math.abs(a.energy) + unit) ? a.energy - b.energy : 0;
  });
  const size = levels * (2 * harmonics + 1);
  const fourier = complex(size, levels);
  let edgeWeight = 0;
  for (const [j, mode] of chosen.entries()) {
    for (const [p, place] of mode.places.entries()) {
      const [x, y] = [mode.re[p]!, mode.im[p]!];
      fourier.re[place * levels + j] = x;
      fourier.im[place * levels + j] = y;
      const k = Math.floor(place / levels) - harmonics;
      if (width > 0 && Math.abs(k) > harmonics - width) edgeWeight += x * x + y * y;
    }
  }
  for (let j = 0; j < levels; j++) makeLargestReal(fourier, j);
  const quasienergies = Float64Array.from(chosen, (m) => m.energy);
  let gap = Infinity;
  for (let a = 0; a < levels; a++) {
    for (let b = 0; b < a; b++) {
      const d = quasienergies[a]! - quasienergies[b]!;
      gap = Math.min(gap, Math.abs(d - frequency * Math.round(d / frequency)));
    }
  }
  return {
    levels,
    frequency,
    quasienergies,
    meanEnergies: Float64Array.from(chosen, (m) => m.energy - frequency * m.index),
    harmonics,
    fourier,
    edgeWeight,
    gap: isDriven(model) ? gap : staticGap(quasienergies),
    turn: Math.max(...chosen.map((m) => m.turn)),
    chosen: chosen.some((m) => m.chosen),
  };
}

function staticGap(energies: Float64Array): number {
  let gap = Infinity;
  for (let a = 0; a < energies.length; a++)
    for (let b = 0; b < a; b++) gap = Math.min(gap, Math.abs(energies[a]! - energies[b]!));
  return gap;
}

/** The largest ‖(H − i∂_t − ε) φ‖ of a mode, in the truncated space. */
function modeResidual(
  { re: fre, im: fim }: ComplexMatrix,
  energies: Float64Array,
  hamiltonian: FourierMatrix,
  levels: number,
  frequency: number,
  harmonics: number,
): number {
  const re = new Float64Array(fre.length);
  const im = new Float64Array(fre.length);
  const row = levels * levels;
  for (let p = 0; p < fre.length; p++) {
    const shift = (Math.floor(p / row) - harmonics) * frequency - energies[p % levels]!;
    re[p] = shift * fre[p]!;
    im[p] = shift * fim[p]!;
  }
  for (const [s, h] of hamiltonian) {
    for (let k = Math.max(0, s); k <= 2 * harmonics + Math.min(0, s); k++) {
      for (let i = 0; i < levels; i++) {
        for (let l = 0; l < levels; l++) {
          const a = h.re[i * levels + l]!;
          const b = h.im[i * levels + l]!;
          const to = k * row + i * levels;
          const from = (k - s) * row + l * levels;
          for (let j = 0; j < levels; j++) {
            const u = fre[from + j]!;
            const v = fim[from + j]!;
            re[to + j]! += a * u - b * v;
            im[to + j]! += a * v + b * u;
          }
        }
      }
    }
  }
  const squares = new Float64Array(levels);
  for (let p = 0; p < re.length; p++) squares[p % levels]! += re[p]! ** 2 + im[p]! ** 2;
  return Math.sqrt(squares.reduce((worst, x) => Math.max(worst, x), 0));
}
