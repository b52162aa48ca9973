import { SeriesTransform } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { closeDistance, indexTolerance } from './close-modes.js';
import type { ExtendedMode } from './extended-part.js';
import { firstModes } from './first-modes.js';
import type { GasModel } from './model.js';
import { addTurned, orthonormalise, setAdjointProduct, setProduct, type Block, type Sampled } from './sampled.js';

/**
 * The highest harmonic of modes with so many times in a period, and of their corrections. There are more harmonics, which
 * copies e^{imωt} φ need.
 */
export function topHarmonic(times: number): number {
  return Math.floor((3 * times) / 8);
}

/**
 * Corrections below this leave errors of their square, times about as much as the square of the one before was multiplied
 * to give them: below rounding.
 */
const lastCorrection = 1e-11;
const expectedError = 1e-17;

/** Largest first correction, and number of corrections, of modes that were close enough. */
const largestCorrection = 0.3;
const mostCorrections = 8;

/**
 * Floquet modes from one period, where all quasienergies are well apart modulo ω; undefined elsewhere.
 *
 * A propagator of moderate accuracy gives φ_j(t) and ε_j. Each correction is a step of Newton in the space of periodic
 * functions, where the modes and their copies e^{imωt} φ_k are a basis:
 *
 *   δφ_j = −Σ_{(k, m) ≠ (j, 0)} c^m_kj / (ε_k + mω − ε_j) e^{imωt} φ_k,   c_kj(t) = φ_k†(t) (H − i∂_t) φ_j(t)
 *
 * It squares the error, and every step is a product of N × N matrices at each time and a Fourier transform.
 *
 * @param times  number of times in a period, a power of two
 * @returns      modes with their mean indices in [−1/2, 1/2) and harmonics up to `topHarmonic(times)`
 * @cost times · N³ for each of about five corrections
 * @implements gas (S1) from one period
 */
export function modesFromPeriod(model: GasModel, times: number): ExtendedMode[] | undefined {
  const { levels: n, frequency } = model;
  const { modes, energies } = firstModes(model, times);
  if (!areApart(energies, frequency)) return undefined;
  const work = new Corrections(model, hamiltonianAt(model, times), modes);
  let previous = Number.NaN;
  for (let step = 0; ; step++) {
    checkInterrupt();
    const size = work.correct(energies);
    if (!(size < largestCorrection) || step === mostCorrections || !areApart(energies, frequency)) return undefined;
    const isLast = size < lastCorrection || size ** 3 / previous ** 2 < expectedError;
    if (isLast) break;
    previous = size;
  }
  work.energies(energies);
  return representatives(n, frequency, work.harmonics(), energies, topHarmonic(times));
}

/** The harmonic at a place of a Fourier transform. */
const harmonicAt = (k: number, times: number): number => (k < times / 2 ? k : k - times);

/** H(t) at equal times, matrix by matrix. */
function hamiltonianAt({ hamiltonian, levels: n }: GasModel, times: number): Sampled {
  const re = new Float64Array(times * n * n);
  const im = new Float64Array(times * n * n);
  for (const [k, matrix] of hamiltonian) {
    for (let m = 0; m < times; m++) {
      const angle = (2 * Math.PI * ((k * m) % times)) / times;
      addTurned(re, im, m * n * n, matrix, angle);
    }
  }
  return { levels: n, times, re, im };
}

/** Are all quasienergies further apart modulo ω than those that need more care? */
function areApart(energies: Float64Array, frequency: number): boolean {
  for (let a = 0; a < energies.length; a++) {
    for (let b = 0; b < a; b++) {
      const d = energies[a]! - energies[b]!;
      if (!(Math.abs(d - frequency * Math.round(d / frequency)) > closeDistance * frequency)) return false;
    }
  }
  return true;
}

/** The modes, and the arrays in which they are corrected. */
class Corrections {
  private readonly n: number;
  private readonly times: number;
  private readonly frequency: number;
  private readonly transform: SeriesTransform;
  private readonly slope: Sampled;
  private readonly c: Sampled;

  constructor(
    { levels, frequency }: GasModel,
    private readonly h: Sampled,
    private readonly modes: Sampled,
  ) {
    const { times } = modes;
    this.n = levels;
    this.times = times;
    this.frequency = frequency;
    const size = times * levels * levels;
    const empty = (): Sampled => ({ levels, times, re: new Float64Array(size), im: new Float64Array(size) });
    this.transform = new SeriesTransform(times, levels * levels);
    this.slope = empty();
    this.c = empty();
  }

  /** Fourier components f^k at the place k mod `times`. */
  harmonics(): Sampled {
    const { modes, times } = this;
    const [re, im] = [modes.re.slice(), modes.im.slice()];
    this.transform.forwards(re, im);
    for (let p = 0; p < re.length; p++) {
      re[p]! /= times;
      im[p]! /= times;
    }
    return { ...modes, re, im };
  }

  /** c_kj(t) in `c`, for the modes without their highest harmonics. */
  private project(): void {
    const { n, times, frequency, h, modes, slope, c } = this;
    const top = topHarmonic(times);
    this.transform.forwards(modes.re, modes.im);
    for (let k = 0; k < times; k++) {
      const harmonic = harmonicAt(k, times);
      const by = Math.abs(harmonic) > top ? 0 : 1 / times;
      for (let p = k * n * n; p < (k + 1) * n * n; p++) {
        modes.re[p]! *= by;
        modes.im[p]! *= by;
        // −i∂_t φ
        slope.re[p] = harmonic * frequency * modes.re[p]!;
        slope.im[p] = harmonic * frequency * modes.im[p]!;
      }
    }
    this.transform.backwards(modes.re, modes.im);
    this.transform.backwards(slope.re, slope.im);
    for (let m = 0; m < times; m++) setProduct(c, m * n * n, blockOf(h, m), blockOf(modes, m), n);
    addTo(slope, c);
    for (let m = 0; m < times; m++) setAdjointProduct(c, m * n * n, blockOf(modes, m), blockOf(slope, m), n);
  }

  /** Corrects the modes, and sets their energies. @returns the size of the correction */
  correct(energies: Float64Array): number {
    const { n, times, frequency, modes, slope, c } = this;
    const top = topHarmonic(times);
    this.project();
    this.transform.forwards(c.re, c.im);
    for (let j = 0; j < n; j++) energies[j] = c.re[j * n + j]! / times;
    let size = 0;
    for (let m = 0; m < times; m++) {
      const harmonic = harmonicAt(m, times);
      const isOut = Math.abs(harmonic) > top;
      for (let k = 0; k < n; k++) {
        const energy = energies[k]! + harmonic * frequency;
        for (let j = 0; j < n; j++) {
          const p = (m * n + k) * n + j;
          const by = isOut || (m === 0 && k === j) ? 0 : -1 / (times * (energy - energies[j]!));
          const x = by * c.re[p]!;
          const y = by * c.im[p]!;
          c.re[p] = x;
          c.im[p] = y;
          // So that a NaN is noticed, too.
          if (!(x * x + y * y <= size)) size = x * x + y * y;
        }
      }
    }
    size = Math.sqrt(size);
    if (!(size < largestCorrection)) return size;
    this.transform.backwards(c.re, c.im);
    for (let m = 0; m < times; m++) setProduct(slope, m * n * n, blockOf(modes, m), blockOf(c, m), n);
    addTo(modes, slope);
    orthonormalise(modes);
    return size;
  }

  /** Sets the energies, whose errors are the square of those of the modes. */
  energies(energies: Float64Array): void {
    const { n, times, c } = this;
    this.project();
    energies.fill(0);
    for (let m = 0; m < times; m++) for (let j = 0; j < n; j++) energies[j]! += c.re[(m * n + j) * n + j]! / times;
  }
}

const blockOf = ({ levels, re, im }: Sampled, m: number): Block => ({ re, im, at: m * levels * levels });

function addTo(sum: Sampled, { re, im }: Sampled): void {
  for (let p = 0; p < re.length; p++) {
    sum.re[p]! += re[p]!;
    sum.im[p]! += im[p]!;
  }
}

/** The copies of the modes whose mean indices are in [−1/2, 1/2), with the harmonics up to `top`. */
function representatives(
  n: number,
  frequency: number,
  { re: fre, im: fim, times }: Sampled,
  energies: Float64Array,
  top: number,
): ExtendedMode[] {
  const places = Array.from({ length: n * (2 * top + 1) }, (_, p) => p);
  return Array.from(energies, (energy, j): ExtendedMode => {
    const at = (k: number, i: number): number => (((k + times) % times) * n + i) * n + j;
    let index = 0;
    for (let k = -top; k <= top; k++)
      for (let i = 0; i < n; i++) index += k * (fre[at(k, i)]! ** 2 + fim[at(k, i)]! ** 2);
    const shift = Math.floor(index + 0.5 + indexTolerance);
    const [re, im] = [new Float64Array(places.length), new Float64Array(places.length)];
    for (let k = -top; k <= top; k++) {
      const from = k + shift;
      if (Math.abs(from) > top) continue;
      for (let i = 0; i < n; i++) {
        re[(k + top) * n + i] = fre[at(from, i)]!;
        im[(k + top) * n + i] = fim[at(from, i)]!;
      }
    }
    return { energy: energy - shift * frequency, index: index - shift, places, re, im, turn: 0, chosen: false };
  });
}
