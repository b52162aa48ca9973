import { type ComplexMatrix, complex, eigen, SeriesTransform } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { closeDistance, indexTolerance } from './close-modes.js';
import type { ExtendedMode } from './extended-part.js';
import type { GasModel } from './model.js';

/** Largest ‖H‖ · step of the first propagator, and the largest term of an exponential that is left out. */
const largestStep = 2;
const leastTerm = 1e-7;

/**
 * The highest harmonic of modes with so many times in a period, and of their corrections. There are more harmonics, which
 * copies e^{imωt} φ need.
 */
export function topHarmonic(times: number): number {
  return Math.floor((3 * times) / 8);
}

/** Corrections below this leave errors of their square, which is below rounding. */
const lastCorrection = 1e-11;

/** Largest first correction, and number of corrections, of modes that were close enough. */
const largestCorrection = 0.3;
const mostCorrections = 8;

/** The modes as N × N matrices φ at equal times of a period: column j of matrix m is φ_j(t_m). */
interface Sampled {
  readonly levels: number;
  readonly times: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

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
  const h = hamiltonianAt(model, times);
  const first = propagated(model, times);
  const { modes, energies } = firstModes(first, frequency);
  if (!first || !areApart(energies, frequency)) return undefined;
  const work = new Corrections(model, h, modes);
  for (let step = 0; ; step++) {
    checkInterrupt();
    const size = work.correct(energies);
    if (!(size < largestCorrection) || step === mostCorrections || !areApart(energies, frequency)) return undefined;
    if (size < lastCorrection) break;
  }
  work.energies(energies);
  return representatives(n, frequency, work.harmonics(), energies, topHarmonic(times));
}

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

/** Adds e^{i angle} times a matrix. */
function addTurned(re: Float64Array, im: Float64Array, at: number, matrix: ComplexMatrix, angle: number): void {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let p = 0; p < matrix.re.length; p++) {
    re[at + p]! += c * matrix.re[p]! - s * matrix.im[p]!;
    im[at + p]! += c * matrix.im[p]! + s * matrix.re[p]!;
  }
}

/**
 * U(t_m), and U(T) as the last one, by Magnus's expansion of fourth order: e^{−iK} with
 *
 *   K = (h/2) (H_1 + H_2) + i (√3/12) h² [H_1, H_2],   H_{1,2} = H(t + (1/2 ∓ √3/6) h).
 */
function propagated(model: GasModel, times: number): Sampled {
  const { levels: n, frequency } = model;
  const norm = frobeniusNorm(model);
  const span = (2 * Math.PI) / (frequency * times);
  const substeps = Math.max(1, Math.ceil((norm * span) / largestStep));
  const dt = span / substeps;
  const re = new Float64Array((times + 1) * n * n);
  const im = new Float64Array((times + 1) * n * n);
  for (let i = 0; i < n; i++) re[i * n + i] = 1;
  const u = complex(n, n, re.slice(0, n * n), im.slice(0, n * n));
  const [k, scratch] = [complex(n, n), [complex(n, n), complex(n, n)] as const];
  for (let m = 0; m < times; m++) {
    checkInterrupt();
    for (let s = 0; s < substeps; s++) {
      magnusExponent(k, model, m * span + s * dt, dt, scratch);
      applyExponential(u, k, norm * dt, scratch);
    }
    // Modes are periodic as far as U is unitary, and what is not periodic has many harmonics.
    orthonormalise({ levels: n, times: 1, re: u.re, im: u.im }, scratch[0]);
    re.set(u.re, (m + 1) * n * n);
    im.set(u.im, (m + 1) * n * n);
  }
  return { levels: n, times, re, im };
}

/** Σ_k of the Frobenius norms of H_k, which bounds ‖H(t)‖. */
function frobeniusNorm({ hamiltonian }: GasModel): number {
  let norm = 0;
  for (const { re, im } of hamiltonian.values())
    norm += Math.sqrt(re.reduce((sum, x, p) => sum + x * x + im[p]! ** 2, 0));
  return norm;
}

/** Sets K of a step. */
function magnusExponent(
  into: ComplexMatrix,
  { hamiltonian, frequency }: GasModel,
  time: number,
  h: number,
  [first, second]: readonly [ComplexMatrix, ComplexMatrix],
): void {
  const n = into.rows;
  for (const [matrix, node] of [
    [first, 0.5 - Math.sqrt(3) / 6],
    [second, 0.5 + Math.sqrt(3) / 6],
  ] as const) {
    matrix.re.fill(0);
    matrix.im.fill(0);
    for (const [k, part] of hamiltonian) addTurned(matrix.re, matrix.im, 0, part, k * frequency * (time + node * h));
  }
  // P = −i H_1 H_2; i [H_1, H_2] = −(P + P†), since i H_1 H_2 = −P.
  into.re.fill(0);
  into.im.fill(0);
  addProduct(into, first, second, (Math.sqrt(3) / 12) * h * h);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [p, q] = [i * n + j, j * n + i];
      const x = -(into.re[p]! + into.re[q]!) + (h / 2) * (first.re[p]! + second.re[p]!);
      const y = -(into.im[p]! - into.im[q]!) + (h / 2) * (first.im[p]! + second.im[p]!);
      [into.re[p], into.im[p]] = [x, y];
      [into.re[q], into.im[q]] = [x, -y];
    }
  }
}

/** Replaces U by e^{−iK} U, with the terms of the series as long as they matter. */
function applyExponential(
  u: ComplexMatrix,
  k: ComplexMatrix,
  norm: number,
  scratch: readonly [ComplexMatrix, ComplexMatrix],
): void {
  let [term, next] = scratch;
  term.re.set(u.re);
  term.im.set(u.im);
  let size = 1;
  for (let order = 1; size > leastTerm; order++) {
    size *= norm / order;
    next.re.fill(0);
    next.im.fill(0);
    addProduct(next, k, term, 1 / order);
    [term, next] = [next, term];
    for (let p = 0; p < u.re.length; p++) {
      u.re[p]! += term.re[p]!;
      u.im[p]! += term.im[p]!;
    }
  }
}

/** Adds −i · factor · A B. */
function addProduct(into: ComplexMatrix, a: ComplexMatrix, b: ComplexMatrix, factor: number): void {
  const n = a.rows;
  const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im];
  const { re, im } = into;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = factor * aim[i * n + k]!;
      const y = -factor * are[i * n + k]!;
      const to = i * n;
      const from = k * n;
      for (let j = 0; j < n; j++) {
        const u = bre[from + j]!;
        const v = bim[from + j]!;
        re[to + j]! += x * u - y * v;
        im[to + j]! += x * v + y * u;
      }
    }
  }
}

/** Replaces φ by φ (3 − φ†φ)/2 at every time. */
function orthonormalise({ levels: n, times, re, im }: Sampled, overlap: ComplexMatrix): void {
  const row = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let m = 0; m < times; m++) {
    const at = m * n * n;
    overlap.re.fill(0);
    overlap.im.fill(0);
    adjointTimes(overlap, 0, { re, im, at }, { re, im, at }, n);
    for (let i = 0; i < n; i++) {
      row.re.fill(0);
      row.im.fill(0);
      for (let k = 0; k < n; k++) {
        const [u, v] = [re[at + i * n + k]!, im[at + i * n + k]!];
        for (let j = 0; j < n; j++) {
          const x = (k === j ? 1.5 : 0) - overlap.re[k * n + j]! / 2;
          const y = -overlap.im[k * n + j]! / 2;
          row.re[j]! += u * x - v * y;
          row.im[j]! += u * y + v * x;
        }
      }
      re.set(row.re, at + i * n);
      im.set(row.im, at + i * n);
    }
  }
}

interface Block {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly at: number;
}

/** Adds A† B of two N × N blocks. */
function adjointTimes(into: Pick<ComplexMatrix, 're' | 'im'>, place: number, a: Block, b: Block, n: number): void {
  const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const u = are[a.at + i * n + k]!;
      const v = -aim[a.at + i * n + k]!;
      const to = place + k * n;
      const from = b.at + i * n;
      for (let j = 0; j < n; j++) {
        const x = bre[from + j]!;
        const y = bim[from + j]!;
        into.re[to + j]! += u * x - v * y;
        into.im[to + j]! += u * y + v * x;
      }
    }
  }
}

/** φ_j(t) = e^{iε_j t} U(t) v_j with the eigenvectors v_j of U(T), and ε_j = i log λ_j / T. */
function firstModes(u: Sampled, frequency: number): { modes: Sampled; energies: Float64Array } {
  const { levels: n, times } = u;
  const period = (2 * Math.PI) / frequency;
  const last = times * n * n;
  const vectors = eigenvectorsOfUnitary(complex(n, n, u.re.slice(last), u.im.slice(last)));
  const re = new Float64Array(last);
  const im = new Float64Array(last);
  const energies = new Float64Array(n);
  const column = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let j = 0; j < n; j++) {
    for (let m = times; m >= 0; m--) {
      column.re.fill(0);
      column.im.fill(0);
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          const p = m * n * n + i * n + k;
          const [x, y] = [vectors.re[k * n + j]!, vectors.im[k * n + j]!];
          column.re[i]! += u.re[p]! * x - u.im[p]! * y;
          column.im[i]! += u.re[p]! * y + u.im[p]! * x;
        }
      }
      if (m === times) {
        let [x, y] = [0, 0];
        for (let i = 0; i < n; i++) {
          const [a, b] = [vectors.re[i * n + j]!, vectors.im[i * n + j]!];
          x += a * column.re[i]! + b * column.im[i]!;
          y += a * column.im[i]! - b * column.re[i]!;
        }
        energies[j] = -Math.atan2(y, x) / period;
        continue;
      }
      const angle = (energies[j]! * m * period) / times;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let i = 0; i < n; i++) {
        const p = m * n * n + i * n + j;
        re[p] = c * column.re[i]! - s * column.im[i]!;
        im[p] = c * column.im[i]! + s * column.re[i]!;
      }
    }
  }
  return { modes: { levels: n, times, re, im }, energies };
}

/** Eigenvectors of a unitary matrix: those of the Hermitian part of e^{iα}U, with the α of the largest distances. */
function eigenvectorsOfUnitary(u: ComplexMatrix): ComplexMatrix {
  const n = u.rows;
  let best: { gap: number; vectors: ComplexMatrix } | undefined;
  for (const alpha of [0.3, 1.1, 1.9, 2.7]) {
    const [c, s] = [Math.cos(alpha), Math.sin(alpha)];
    const part = complex(n, n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        const [p, q] = [i * n + k, k * n + i];
        part.re[p] = (c * (u.re[p]! + u.re[q]!) - s * (u.im[p]! + u.im[q]!)) / 2;
        part.im[p] = (c * (u.im[p]! - u.im[q]!) + s * (u.re[p]! - u.re[q]!)) / 2;
      }
    }
    const { values, vectors } = eigen(part).value;
    let gap = Infinity;
    for (let j = 1; j < n; j++) gap = Math.min(gap, values[j]! - values[j - 1]!);
    if (!best || gap > best.gap) best = { gap, vectors: vectors as ComplexMatrix };
  }
  return best!.vectors;
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
  private readonly small: ComplexMatrix;

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
    this.small = complex(levels, levels);
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
      const harmonic = k < times / 2 ? k : k - times;
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
    c.re.fill(0);
    c.im.fill(0);
    for (let m = 0; m < times; m++) {
      const at = m * n * n;
      addBlockProduct(slope, { re: h.re, im: h.im, at }, { re: modes.re, im: modes.im, at }, n);
      adjointTimes(c, at, { re: modes.re, im: modes.im, at }, { re: slope.re, im: slope.im, at }, n);
    }
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
      const harmonic = m < times / 2 ? m : m - times;
      for (let k = 0; k < n; k++) {
        for (let j = 0; j < n; j++) {
          const p = (m * n + k) * n + j;
          const isOwn = m === 0 && k === j;
          const by =
            isOwn || Math.abs(harmonic) > top ? 0 : -1 / (times * (energies[k]! + harmonic * frequency - energies[j]!));
          c.re[p]! *= by;
          c.im[p]! *= by;
          size = Math.max(size, Math.hypot(c.re[p]!, c.im[p]!));
        }
      }
    }
    if (!(size < largestCorrection)) return size;
    this.transform.backwards(c.re, c.im);
    slope.re.set(modes.re);
    slope.im.set(modes.im);
    for (let m = 0; m < times; m++) {
      const at = m * n * n;
      addBlockProduct(slope, { re: modes.re, im: modes.im, at }, { re: c.re, im: c.im, at }, n);
    }
    modes.re.set(slope.re);
    modes.im.set(slope.im);
    orthonormalise(modes, this.small);
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

/** Adds A B of two N × N blocks at the place of B. */
function addBlockProduct(into: Sampled, a: Block, b: Block, n: number): void {
  const [are, aim, bre, bim] = [a.re, a.im, b.re, b.im];
  const { re, im } = into;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const u = are[a.at + i * n + k]!;
      const v = aim[a.at + i * n + k]!;
      const to = b.at + i * n;
      const from = b.at + k * n;
      for (let j = 0; j < n; j++) {
        const x = bre[from + j]!;
        const y = bim[from + j]!;
        re[to + j]! += u * x - v * y;
        im[to + j]! += u * y + v * x;
      }
    }
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
