import { type ComplexMatrix, complex, eigen, isComplex, real } from '../numeric/index.js';
import { limit, refuse } from '../text/index.js';
import { type FourierMatrix, type GasModel, bandwidth } from './model.js';

/**
 * The N Floquet modes, φ_j(t) = Σ_k e^{ikωt} f_j^k, (H(t) − i∂_t) φ_j = ε_j φ_j.   gas (S1)
 *
 * Of the Brillouin copies e^{inωt}φ_j the representative has mean index Σ_k k |f_j^k|² in [−1/2, 1/2); modes are in the order of
 * their mean energy.
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
  /** Σ |f|² on the outermost harmonics of the space the modes were computed in: what truncation lost */
  readonly edgeWeight: number;
  /** largest ‖(H − i∂_t − ε) φ‖ of a mode, in the truncated space */
  readonly residual: number;
  /** smallest distance of two quasi-energies modulo ω; Infinity for one level */
  readonly gap: number;
}

export interface ModeOptions {
  /** harmonics −harmonics … harmonics of the extended space; default: doubled until the edge weight is below 1e-28 */
  readonly harmonics?: number;
}

/** Weight on the edge that is rounding already. Amplitudes of 1e-14 change quasi-energies in the order 1e-28. */
const edgeTolerance = 1e-28;

/** Largest matrix handed to the eigensolver, about half a minute. */
const largestBlock = 3000;

/** Mean indices of −1/2 that rounding has moved are still −1/2. */
const indexTolerance = 1e-9;

/**
 * Floquet modes of H(t) from the Hermitian eigenproblem in the extended space of periodic functions,
 *
 *   Σ_k' H_{k−k'} f^k' + kω f^k = ε f^k.   gas (S1), gas (S51)
 *
 * Vectors are orthogonal by construction, near degeneracies as well. The space falls apart where no drive connects states
 * |i⟩e^{ikωt}; each part is solved by itself, so levels that cross without touching do not mix. Quasi-energies that agree to
 * rounding within a part are told apart by their mean index.
 *
 * @diagnostic `too-many-harmonics`, `modes-incomplete`
 * @cost (N (2 harmonics + 1))³
 */
export function floquetModes(model: GasModel, options: ModeOptions = {}): FloquetModes {
  const { hamiltonian, frequency, levels } = model;
  const width = bandwidth(hamiltonian);
  if (options.harmonics !== undefined) {
    if (!Number.isInteger(options.harmonics) || options.harmonics < width) {
      refuse('harmonics-out-of-range', `the harmonics must be a whole number from ${width}, not ${options.harmonics}`);
    }
    return solveModes(hamiltonian, levels, frequency, options.harmonics, width);
  }
  if (width === 0) return solveModes(hamiltonian, levels, frequency, 0, 0);
  // Sidebands of index λ/ω reach a little beyond it, and a level's own harmonics reach over the span of the levels.
  let reach = width;
  for (const [k, h] of hamiltonian) if (k > 0) reach += (k * 2 * norm(h)) / (k * frequency);
  for (let harmonics = Math.ceil(1.2 * reach) + 12; ; harmonics = Math.ceil(1.5 * harmonics)) {
    const modes = solveModes(hamiltonian, levels, frequency, harmonics, width);
    if (modes.edgeWeight < edgeTolerance) return trimmed(modes);
  }
}

/** Largest row sum of moduli: a bound of the norm. */
function norm(a: ComplexMatrix): number {
  let largest = 0;
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.cols; j++) sum += Math.hypot(a.re[i * a.cols + j]!, a.im[i * a.cols + j]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}

interface Mode {
  readonly energy: number;
  readonly index: number;
  /** place in the extended space → amplitude */
  readonly places: readonly number[];
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function solveModes(hamiltonian: FourierMatrix, levels: number, frequency: number, harmonics: number, width: number): FloquetModes {
  const chosen: Mode[] = [];
  for (const places of parts(hamiltonian, levels, harmonics)) chosen.push(...modesOf(places, hamiltonian, levels, frequency, harmonics));
  if (chosen.length !== levels) {
    limit('modes-incomplete', `${chosen.length} modes were told apart where ${levels} are wanted: quasi-energies differ by less than double precision resolves`, {
      hint: 'change a parameter a little: at a degeneracy the populations are not defined without coherences',
    });
  }
  chosen.sort((a, b) => {
    const [p, q] = [a.energy - frequency * a.index, b.energy - frequency * b.index];
    return Math.abs(p - q) > 1e-12 * (Math.abs(p) + Math.abs(q) + frequency) ? p - q : a.energy - b.energy;
  });
  const size = levels * (2 * harmonics + 1);
  const fourier = complex(size, levels);
  let edgeWeight = 0;
  for (const [j, mode] of chosen.entries()) {
    // The largest amplitude is made real: a gauge.
    let top = 0;
    for (let p = 1; p < mode.re.length; p++) if (Math.hypot(mode.re[p]!, mode.im[p]!) > Math.hypot(mode.re[top]!, mode.im[top]!) * (1 + 1e-9)) top = p;
    const length = Math.hypot(mode.re[top]!, mode.im[top]!);
    const [c, s] = [mode.re[top]! / length, mode.im[top]! / length];
    for (const [p, place] of mode.places.entries()) {
      const [x, y] = [mode.re[p]!, mode.im[p]!];
      fourier.re[place * levels + j] = x * c + y * s;
      fourier.im[place * levels + j] = y * c - x * s;
      const k = Math.floor(place / levels) - harmonics;
      if (width > 0 && Math.abs(k) > harmonics - width) edgeWeight += x * x + y * y;
    }
  }
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
    residual: modeResidual(fourier, quasienergies, hamiltonian, levels, frequency, harmonics),
    gap: width === 0 ? staticGap(quasienergies) : gap,
  };
}

function staticGap(energies: Float64Array): number {
  let gap = Infinity;
  for (let a = 0; a < energies.length; a++) for (let b = 0; b < a; b++) gap = Math.min(gap, Math.abs(energies[a]! - energies[b]!));
  return gap;
}

/** Beyond this the extended space is not even searched for parts. */
const largestSpace = 1e6;

function tooManyHarmonics(n: number): never {
  return limit('too-many-harmonics', `the Floquet modes need a matrix of dimension ${n}; the limit is ${largestBlock}`, {
    hint: 'the drive is very strong or slow compared with its frequency',
  });
}

/** The parts the extended space falls into: places k, i that the Hamiltonian connects. */
function parts(hamiltonian: FourierMatrix, levels: number, harmonics: number): number[][] {
  const count = levels * (2 * harmonics + 1);
  if (!(count <= largestSpace)) tooManyHarmonics(count);
  const parent = Int32Array.from({ length: count }, (_, p) => p);
  const root = (p: number): number => {
    let r = p;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  for (const [shift, { re, im }] of hamiltonian) {
    if (shift < 0) continue;
    for (let i = 0; i < levels; i++) {
      for (let j = 0; j < levels; j++) {
        if (re[i * levels + j] === 0 && im[i * levels + j] === 0) continue;
        for (let k = 0; k + shift <= 2 * harmonics; k++) parent[root((k + shift) * levels + i)] = root(k * levels + j);
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (let p = 0; p < count; p++) {
    const r = root(p);
    const group = groups.get(r) ?? [];
    if (group.length === 0) groups.set(r, group);
    group.push(p);
  }
  return [...groups.values()];
}

/** The modes of one part whose mean index is the representative's. */
function modesOf(places: readonly number[], hamiltonian: FourierMatrix, levels: number, frequency: number, harmonics: number): Mode[] {
  const n = places.length;
  if (n > largestBlock) tooManyHarmonics(n);
  const a = complex(n, n);
  for (const [p, place] of places.entries()) {
    const [k, i] = [Math.floor(place / levels), place % levels];
    for (const [q, other] of places.entries()) {
      const h = hamiltonian.get(k - Math.floor(other / levels));
      if (!h) continue;
      a.re[p * n + q] = h.re[i * levels + (other % levels)]!;
      a.im[p * n + q] = h.im[i * levels + (other % levels)]!;
    }
    a.re[p * n + p]! += (k - harmonics) * frequency;
  }
  const matrix = a.im.every((x) => x === 0) ? real(n, n, a.re) : a;
  const { value } = eigen(matrix);
  const re = value.vectors.re;
  const im = isComplex(value.vectors) ? value.vectors.im : new Float64Array(n * n);
  const { values } = value;
  const harmonic = (p: number): number => Math.floor(places[p]! / levels) - harmonics;
  untangle(values, re, im, n, harmonic);
  const found: Mode[] = [];
  for (let j = 0; j < n; j++) {
    let index = 0;
    for (let p = 0; p < n; p++) index += harmonic(p) * (re[p * n + j]! ** 2 + im[p * n + j]! ** 2);
    if (index < -0.5 - indexTolerance || index >= 0.5 - indexTolerance) continue;
    found.push({
      energy: values[j]!,
      index,
      places,
      re: Float64Array.from({ length: n }, (_, p) => re[p * n + j]!),
      im: Float64Array.from({ length: n }, (_, p) => im[p * n + j]!),
    });
  }
  return found;
}

/** Within quasi-energies equal to rounding, the combinations of definite mean index. */
function untangle(values: Float64Array, re: Float64Array, im: Float64Array, n: number, harmonic: (p: number) => number): void {
  const scale = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && values[to]! - values[to - 1]! <= 1e-13 * scale) to++;
    const m = to - from;
    if (m > 1) {
      const k = complex(m, m);
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) {
          for (let p = 0; p < n; p++) {
            const [u, v, x, y] = [re[p * n + from + a]!, im[p * n + from + a]!, re[p * n + from + b]!, im[p * n + from + b]!];
            k.re[a * m + b]! += harmonic(p) * (u * x + v * y);
            k.im[a * m + b]! += harmonic(p) * (u * y - v * x);
          }
        }
      }
      const { vectors } = eigen(k).value;
      const row = complex(1, m);
      for (let p = 0; p < n; p++) {
        row.re.fill(0);
        row.im.fill(0);
        for (let a = 0; a < m; a++) {
          const [u, v] = [re[p * n + from + a]!, im[p * n + from + a]!];
          for (let b = 0; b < m; b++) {
            row.re[b]! += u * vectors.re[a * m + b]! - v * vectors.im[a * m + b]!;
            row.im[b]! += u * vectors.im[a * m + b]! + v * vectors.re[a * m + b]!;
          }
        }
        re.set(row.re, p * n + from);
        im.set(row.im, p * n + from);
      }
    }
    from = to;
  }
}

function modeResidual(f: ComplexMatrix, energies: Float64Array, hamiltonian: FourierMatrix, levels: number, frequency: number, harmonics: number): number {
  const size = f.rows;
  let worst = 0;
  for (let j = 0; j < levels; j++) {
    let sum = 0;
    for (let p = 0; p < size; p++) {
      const [k, i] = [Math.floor(p / levels), p % levels];
      const shift = (k - harmonics) * frequency - energies[j]!;
      let x = shift * f.re[p * levels + j]!;
      let y = shift * f.im[p * levels + j]!;
      for (const [s, h] of hamiltonian) {
        const from = k - s;
        if (from < 0 || from > 2 * harmonics) continue;
        for (let l = 0; l < levels; l++) {
          const [a, b] = [h.re[i * levels + l]!, h.im[i * levels + l]!];
          const [u, v] = [f.re[(from * levels + l) * levels + j]!, f.im[(from * levels + l) * levels + j]!];
          x += a * u - b * v;
          y += a * v + b * u;
        }
      }
      sum += x * x + y * y;
    }
    worst = Math.max(worst, Math.sqrt(sum));
  }
  return worst;
}

/** Without the outer harmonics that carry nothing but rounding. */
function trimmed(modes: FloquetModes): FloquetModes {
  const { levels, harmonics, fourier } = modes;
  const row = levels * levels;
  let keep = 0;
  for (let k = -harmonics; k <= harmonics; k++) {
    const at = (k + harmonics) * row;
    for (let p = at; p < at + row; p++) if (Math.hypot(fourier.re[p]!, fourier.im[p]!) > 1e-17) keep = Math.max(keep, Math.abs(k));
  }
  const from = (harmonics - keep) * row;
  const to = (harmonics + keep + 1) * row;
  return { ...modes, harmonics: keep, fourier: complex(levels * (2 * keep + 1), levels, fourier.re.slice(from, to), fourier.im.slice(from, to)) };
}
