import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { CommonDrive } from './common-drive.js';

/**
 * The N Floquet modes, φ_j(t) = Σ_k e^{ikωt} f_j^k, (H(t) − i∂_t) φ_j = ε_j φ_j.   gas (S1)
 *
 * Of the Brillouin copies e^{inωt}φ_j the representative has mean index Σ_k k |f_j^k|² in [−1/2, 1/2); modes are sorted
 * by mean energy.
 */
export interface FloquetModes {
  readonly levels: number;
  readonly frequency: number;
  /** ε_j */
  readonly quasienergies: Float64Array;
  /** h̄_j = (1/T) ∫ ⟨φ_j|H|φ_j⟩ dt = ε_j − ω Σ_k k |f_j^k|², ascending */
  readonly meanEnergies: Float64Array;
  /** f runs over −harmonics … harmonics */
  readonly harmonics: number;
  /** f_j^k, component i, at ((k + harmonics) N + i) N + j: one column for each mode */
  readonly fourier: ComplexMatrix;
  /**
   * Σ |f|² on the outermost harmonics of the space in which the modes were computed, which estimates the truncation
   * error
   */
  readonly edgeWeight: number;
  /** largest ‖(H − i∂_t − ε) φ‖ of a mode, in the truncated space */
  readonly residual: number;
  /** smallest distance of two quasienergies modulo ω; Infinity for one level */
  readonly gap: number;
  /** angle by which rounding may rotate two modes with close quasienergies into each other, in radians, at most 1 */
  readonly turn: number;
  /**
   * whether some quasienergies and mean indices agree up to rounding; the modes are then chosen so that Σ_a W_a is
   * diagonal between them
   */
  readonly chosen: boolean;
  /** the drive that all levels share, whose phase is not in `fourier`; empty where it is */
  readonly common: CommonDrive;
}

/** Fixes the phase of a mode: its largest amplitude is made real and positive. */
export function makeLargestReal({ re, im, cols }: ComplexMatrix, mode: number): void {
  let top = mode;
  let largest = 0;
  for (let p = mode; p < re.length; p += cols) {
    const square = re[p]! ** 2 + im[p]! ** 2;
    if (square <= largest * (1 + 2e-9)) continue;
    top = p;
    largest = square;
  }
  const length = Math.hypot(re[top]!, im[top]!);
  const [c, s] = [re[top]! / length, im[top]! / length];
  for (let p = mode; p < re.length; p += cols) {
    const [x, y] = [re[p]!, im[p]!];
    re[p] = x * c + y * s;
    im[p] = y * c - x * s;
  }
}

/** The modes without the outer harmonics, on which all amplitudes are below a rounding error. */
export function withoutOuterHarmonics<M extends Pick<FloquetModes, 'levels' | 'harmonics' | 'fourier'>>(
  modes: M,
  rounding = 1e-17,
): M {
  const { levels, harmonics, fourier } = modes;
  const row = levels * levels;
  let keep = 0;
  for (let k = -harmonics; k <= harmonics; k++) {
    const at = (k + harmonics) * row;
    for (let p = at; p < at + row; p++)
      if (fourier.re[p]! ** 2 + fourier.im[p]! ** 2 > rounding ** 2) keep = Math.max(keep, Math.abs(k));
  }
  const from = (harmonics - keep) * row;
  const to = (harmonics + keep + 1) * row;
  return {
    ...modes,
    harmonics: keep,
    fourier: complex(levels * (2 * keep + 1), levels, fourier.re.slice(from, to), fourier.im.slice(from, to)),
  };
}
