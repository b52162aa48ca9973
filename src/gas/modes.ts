import { type ComplexMatrix, complex, eigen, isComplex, real } from '../numeric/index.js';
import { limit, refuse } from '../text/index.js';
import { type CommonDrive, phaseComponents, phaseReach, withoutCommonDrive } from './common-drive.js';
import { type FourierMatrix, type GasModel, bandwidth, isDriven } from './model.js';

/**
 * The N Floquet modes, φ_j(t) = Σ_k e^{ikωt} f_j^k, (H(t) − i∂_t) φ_j = ε_j φ_j.   gas (S1)
 *
 * Of the Brillouin copies e^{inωt}φ_j the representative has mean index Σ_k k |f_j^k|² in [−1/2, 1/2); modes are in the
 * order of their mean energy.
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
  /** radians by which rounding may turn two modes with close quasi-energies into each other, at most 1 */
  readonly turn: number;
  /**
   * quasi-energies and mean indices agree to rounding: of the modes that do, those are taken between which Σ_a W_a is
   * diagonal
   */
  readonly chosen: boolean;
  /** the drive that all levels share, whose phase is not in `fourier`; empty where it is */
  readonly common: CommonDrive;
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
 * Vectors are orthogonal by construction, near degeneracies as well. The space falls apart where no drive connects
 * states
 * |i⟩e^{ikωt}; each part is solved by itself, so levels that cross without touching do not mix. Close quasi-energies
 * within a part are solved again among themselves, beginning with the combinations of definite mean index, in which a
 * crossing has no element to rounding.
 *
 * @diagnostic `too-many-harmonics`, `modes-incomplete`
 * @cost (N (2 harmonics + 1))³
 */
export function floquetModes(model: GasModel, options: ModeOptions = {}): FloquetModes {
  return withCommonPhase(reducedModes(model, options)) ?? tooManyHarmonics(Infinity);
}

/**
 * The modes of H(t) without the drive that all levels share: quasi-energies, mean energies, couplings and rates are the
 * same, and the harmonics are only those that differ between levels.
 *
 * @diagnostic as `floquetModes`
 */
export function reducedModes(model: GasModel, options: ModeOptions = {}): FloquetModes {
  const { rest, common } = withoutCommonDrive(model.hamiltonian, model.levels);
  const reduced = { ...model, hamiltonian: rest };
  return { ...modesOfDrive(reduced, options), common };
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
  // Sidebands of index λ/ω reach a little beyond it, and a level's own harmonics reach over the span of the levels.
  let reach = width;
  for (const [k, h] of hamiltonian) if (k > 0) reach += (k * 2 * norm(h)) / (k * frequency);
  let first = Math.ceil(1.2 * reach) + 12;
  if (width > manyHarmonics) {
    first = Math.max(first, harmonicsOfMany(model, width));
    checkMatrices(model, first, width);
  }
  for (let harmonics = first; ; harmonics = Math.ceil(1.5 * harmonics)) {
    const modes = solveModes(model, harmonics, width);
    if (modes.edgeWeight < edgeTolerance) return trimmed(modes);
  }
}

/** Most harmonics that a common phase may need: beyond them the modes are given without it. */
const mostPhaseHarmonics = 3000;

/**
 * The modes with the phase e^{−iΦ(t)} of the common drive in their Fourier components; undefined where it has too many.
 *   gas (S58)
 */
export function withCommonPhase(modes: FloquetModes): FloquetModes | undefined {
  const { common, frequency, levels, harmonics, fourier } = modes;
  if (common.size === 0) return modes;
  const bound = phaseReach(common, frequency);
  if (!(bound <= mostPhaseHarmonics)) return undefined;
  const reach = Math.ceil(1.2 * bound) + 30;
  const phase = phaseComponents(common, frequency, reach);
  const wide = harmonics + reach;
  const row = levels * levels;
  const out = complex(levels * (2 * wide + 1), levels);
  for (let l = -reach; l <= reach; l++) {
    const [c, s] = [phase.re[l + reach]!, phase.im[l + reach]!];
    if (Math.hypot(c, s) < 1e-20) continue;
    const shift = (l + reach) * row;
    for (let p = 0; p < fourier.re.length; p++) {
      const [x, y] = [fourier.re[p]!, fourier.im[p]!];
      out.re[shift + p]! += c * x - s * y;
      out.im[shift + p]! += c * y + s * x;
    }
  }
  for (let j = 0; j < levels; j++) makeLargestReal(out, j);
  const { common: _, ...rest } = trimmed({ ...modes, harmonics: wide, fourier: out });
  return { ...rest, common: new Map() };
}

/** The largest amplitude of a mode is made real and positive: a gauge. */
function makeLargestReal({ re, im, cols }: ComplexMatrix, mode: number): void {
  let top = mode;
  for (let p = mode; p < re.length; p += cols)
    if (Math.hypot(re[p]!, im[p]!) > Math.hypot(re[top]!, im[top]!) * (1 + 1e-9)) top = p;
  const length = Math.hypot(re[top]!, im[top]!);
  const [c, s] = [re[top]! / length, im[top]! / length];
  for (let p = mode; p < re.length; p += cols) {
    const [x, y] = [re[p]!, im[p]!];
    re[p] = x * c + y * s;
    im[p] = y * c - x * s;
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
  /** of this mode, as in `FloquetModes` */
  readonly turn: number;
  readonly chosen: boolean;
}

function solveModes(model: GasModel, harmonics: number, width: number): Omit<FloquetModes, 'common'> {
  const { hamiltonian, levels, frequency } = model;
  // Without a drive the frequency has no effect, not even on what counts as close.
  const unit = width === 0 ? 0 : frequency;
  const chosen: Mode[] = [];
  for (const places of parts(hamiltonian, levels, harmonics)) chosen.push(...modesOf(places, model, harmonics));
  if (chosen.length !== levels) {
    limit(
      'modes-incomplete',
      `${chosen.length} modes were told apart where ${levels} are wanted: quasi-energies differ by less than double precision resolves`,
      {
        hint: 'change a parameter a little: at a degeneracy the populations are not defined without coherences',
      },
    );
  }
  chosen.sort((a, b) => {
    const [p, q] = [a.energy - frequency * a.index, b.energy - frequency * b.index];
    if (Math.abs(p - q) > 1e-12 * (Math.abs(p) + Math.abs(q) + unit)) return p - q;
    // What rounding alone tells apart stays in order.
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
    residual: modeResidual(fourier, quasienergies, hamiltonian, levels, frequency, harmonics),
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

/** Beyond this the extended space is not even searched for parts. */
const largestSpace = 1e6;

function tooManyHarmonics(n: number, { width = 0, count = 1 } = {}): never {
  const many = width > manyHarmonics;
  const what = count === 1 ? `a matrix of dimension ${n}` : `${count} matrices of up to dimension ${n}`;
  return limit(
    'too-many-harmonics',
    `the Floquet modes need ${what}${many ? `, because the drive has harmonics up to ${width}` : ''}; the limit is one of ${largestBlock}`,
    {
      hint: many
        ? 'fewer harmonics or levels need smaller ones'
        : 'the drive is very strong or slow compared with its frequency',
    },
  );
}

/** From here on the number of harmonics is the reason for large matrices. */
const manyHarmonics = 20;

/** An amplitude that the edge of the extended space must not have: its square is `edgeTolerance`. */
const edgeAmplitude = 1e-14;

/**
 * Harmonics that a drive of many weak ones needs: its phases e^{−iΦ} have components of about exp(Σ_k |H_k|/(kω) z^k),
 * and what is not rounding must stay off the edge, which is as wide as the drive.   gas (S55)
 */
function harmonicsOfMany({ hamiltonian, frequency }: GasModel, width: number): number {
  const phase = new Float64Array(width + 1);
  for (const [k, h] of hamiltonian) if (k > 0) phase[k] = norm(h) / (k * frequency);
  const most = Math.ceil(largestBlock / 2);
  const component = new Float64Array(most + 1);
  component[0] = 1;
  let needed = width;
  for (let n = 1; n <= most; n++) {
    // n g_n = Σ k a_k g_{n−k}
    let sum = 0;
    for (let k = 1; k <= Math.min(n, width); k++) sum += k * phase[k]! * component[n - k]!;
    component[n] = sum / n;
    if (component[n]! > edgeAmplitude) needed = width + n;
  }
  return needed;
}

/** Refuses a drive of many harmonics before the work, where its modes take longer than the largest matrix. */
function checkMatrices({ hamiltonian, levels }: GasModel, harmonics: number, width: number): void {
  if (!(levels * (2 * harmonics + 1) > largestBlock / 2)) return;
  const sizes = parts(hamiltonian, levels, harmonics).map((part) => part.length);
  const work = sizes.reduce((sum, n) => sum + n ** 3, 0);
  if (work > largestBlock ** 3) tooManyHarmonics(Math.max(...sizes), { width, count: sizes.length });
}

/** The parts the extended space falls into: places k, i that the Hamiltonian connects. */
function parts(hamiltonian: FourierMatrix, levels: number, harmonics: number): number[][] {
  const count = levels * (2 * harmonics + 1);
  if (!(count <= largestSpace)) tooManyHarmonics(count, { width: bandwidth(hamiltonian) });
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
function modesOf(places: readonly number[], model: GasModel, harmonics: number): Mode[] {
  const { hamiltonian, levels, frequency } = model;
  const n = places.length;
  if (n > largestBlock) tooManyHarmonics(n, { width: bandwidth(hamiltonian) });
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
  const { value } = eigen(a.im.every((x) => x === 0) ? real(n, n, a.re) : a);
  const re = value.vectors.re;
  const im = isComplex(value.vectors) ? value.vectors.im : new Float64Array(n * n);
  const { values } = value;
  const space: Space = {
    n,
    a,
    re,
    im,
    values,
    harmonic: Float64Array.from(places, (place) => Math.floor(place / levels) - harmonics),
    turn: new Float64Array(n),
    chosen: new Uint8Array(n),
  };
  const mean = meanCoupling(model, places);
  const scale = bandwidth(hamiltonian) === 0 ? values.at(-1)! - values[0]! : frequency;
  for (const [from, to] of clusters(values, near * scale)) solveAgain(space, from, to, mean);
  const found: Mode[] = [];
  for (let j = 0; j < n; j++) {
    let index = 0;
    for (let p = 0; p < n; p++) index += space.harmonic[p]! * (re[p * n + j]! ** 2 + im[p * n + j]! ** 2);
    if (index < -0.5 - indexTolerance || index >= 0.5 - indexTolerance) continue;
    found.push({
      energy: values[j]!,
      index,
      places,
      re: Float64Array.from({ length: n }, (_, p) => re[p * n + j]!),
      im: Float64Array.from({ length: n }, (_, p) => im[p * n + j]!),
      turn: space.turn[j]!,
      chosen: space.chosen[j] === 1,
    });
  }
  return found;
}

/** One part of the extended space with its eigenvectors in columns. */
interface Space {
  readonly n: number;
  readonly a: ComplexMatrix;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly values: Float64Array;
  readonly harmonic: Float64Array;
  readonly turn: Float64Array;
  readonly chosen: Uint8Array;
}

/**
 * Quasi-energies closer than this, in units of ω (of the span of the levels without a drive), are solved again:
 * rounding turned their modes by 1e-15 over it, or more.
 */
const near = 1e-4;
/** Most that are solved again together. */
const largestCluster = 12;

/** Runs of values no further apart than the distance, which is halved where too many run together. */
function clusters(values: Float64Array, distance: number): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  const pending: (readonly [number, number, number])[] = [[0, values.length, distance]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [first, end, width] = range;
    for (let from = first; from < end; ) {
      let to = from + 1;
      while (to < end && values[to]! - values[to - 1]! <= width) to++;
      if (to - from > largestCluster && width > 1e-14 * distance) pending.push([from, to, width / 4]);
      else if (to - from > 1) out.push([from, to]);
      from = to;
    }
  }
  return out;
}

/** (1/T) ∫ Σ_a W_a dt between states |i⟩e^{ikωt}. */
function meanCoupling(
  { scatterers, levels }: GasModel,
  places: readonly number[],
): (p: number, q: number) => readonly [number, number] {
  const sum = complex(levels, levels);
  for (const { coupling } of scatterers) {
    const w = coupling.get(0);
    if (!w) continue;
    for (let i = 0; i < levels * levels; i++) {
      sum.re[i]! += w.re[i]!;
      sum.im[i]! += w.im[i]!;
    }
  }
  return (p, q) => {
    const [a, b] = [places[p]!, places[q]!];
    const at = (a % levels) * levels + (b % levels);
    return Math.floor(a / levels) === Math.floor(b / levels) ? [sum.re[at]!, sum.im[at]!] : [0, 0];
  };
}

/**
 * Columns from … to − 1 in the combinations of definite mean index, where those agree of definite coupling; then the
 * Hamiltonian between them is diagonalised. Its elements are known to rounding of what the modes weigh, not of the
 * whole extended space: at a crossing they are zero to rounding, and taken for zero.
 */
function solveAgain(
  space: Space,
  from: number,
  to: number,
  mean: (p: number, q: number) => readonly [number, number],
): void {
  const { n, a, re, im, values, harmonic, turn, chosen } = space;
  const m = to - from;
  const index = between(space, from, m, (p, j) => [harmonic[p]! * re[p * n + j]!, harmonic[p]! * im[p * n + j]!]);
  const first = eigen(index).value;
  // Only representatives are wanted.
  if (first.values[0]! > 1 || first.values[m - 1]! < -1) return;
  rotate(space, from, m, first.vectors as ComplexMatrix);
  // Which of those combinations a column is.
  const order = Array.from({ length: m }, (_, i) => i);
  const alike = (i: number, j: number): boolean =>
    Math.abs(first.values[order[i]!]! - first.values[order[j]!]!) < indexTolerance;
  const applied = (elements: (p: number, q: number) => readonly [number, number]) => {
    const out = complex(n, m);
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++) {
        const [u, v] = elements(p, q);
        if (u === 0 && v === 0) continue;
        for (let j = 0; j < m; j++) {
          const [x, y] = [re[q * n + from + j]!, im[q * n + from + j]!];
          out.re[p * m + j]! += u * x - v * y;
          out.im[p * m + j]! += u * y + v * x;
        }
      }
    }
    return (p: number, j: number) => [out.re[p * m + j - from]!, out.im[p * m + j - from]!] as const;
  };
  const hamiltonian = applied((p, q) => [a.re[p * n + q]!, a.im[p * n + q]!]);
  // What is added up to an element of the Hamiltonian: harmonics and matrix elements, as the modes weigh them.
  let size = 0;
  for (let p = 0; p < n; p++) {
    let row = 0;
    for (let q = 0; q < n; q++) row += Math.abs(a.re[p * n + q]!) + Math.abs(a.im[p * n + q]!);
    for (let j = from; j < to; j++) size = Math.max(size, row * Math.hypot(re[p * n + j]!, im[p * n + j]!));
  }
  const noise = 16 * Number.EPSILON * size;
  let h = between(space, from, m, hamiltonian);
  const distance = (i: number, j: number): number => Math.abs(h.re[i * m + i]! - h.re[j * m + j]!);
  const zero = (x: ComplexMatrix, i: number, j: number): boolean =>
    Math.hypot(x.re[i * m + j]!, x.im[i * m + j]!) <= noise;
  const equal = (i: number, j: number): boolean => alike(i, j) && zero(h, i, j) && distance(i, j) <= noise;
  const pairs = Array.from({ length: m }, (_, i) => Array.from({ length: i }, (__, j) => [i, j] as const)).flat();
  if (pairs.some(([i, j]) => equal(i, j))) {
    const w = between(space, from, m, applied(mean));
    const group = order.map((i) => Math.min(i, ...pairs.filter(([k, j]) => k === i && equal(k, j)).map(([, j]) => j)));
    let span = 0;
    for (const [i, j] of pairs)
      if (group[i] !== group[j]) for (const p of [i * m + j, j * m + i]) w.re[p] = w.im[p] = 0;
    for (let p = 0; p < m * m; p++) span += Math.hypot(w.re[p]!, w.im[p]!);
    // Groups stay apart, in their order.
    for (const i of order) w.re[i * m + i]! += 4 * (span || 1) * group[i]!;
    rotate(space, from, m, eigen(w).value.vectors as ComplexMatrix);
    order.sort((i, j) => group[i]! - group[j]! || i - j);
    for (const [c, i] of order.entries()) chosen[from + c] = group.filter((g) => g === group[i]).length > 1 ? 1 : 0;
    h = between(
      space,
      from,
      m,
      applied((p, q) => [a.re[p * n + q]!, a.im[p * n + q]!]),
    );
  }
  const together = (i: number, j: number): boolean =>
    chosen[from + i] === 1 && chosen[from + j] === 1 && alike(i, j) && distance(i, j) <= noise;
  let worst = 0;
  for (const [i, j] of pairs) {
    const crosses = zero(h, i, j);
    if (together(i, j)) h.re[i * m + i] = h.re[j * m + j]!;
    else if (!crosses || alike(i, j))
      worst = Math.max(
        worst,
        Math.min(1, noise / Math.max(distance(i, j), Math.hypot(h.re[i * m + j]!, h.im[i * m + j]!))),
      );
    if (crosses) for (const p of [i * m + j, j * m + i]) h.re[p] = h.im[p] = 0;
  }
  const last = eigen(h).value;
  rotate(space, from, m, last.vectors as ComplexMatrix);
  for (let j = 0; j < m; j++) values[from + j] = last.values[j]!;
  // The last step has put them in order of energy: what one of the cluster suffers counts for all.
  for (let j = from; j < to; j++) turn[j] = worst;
  if (chosen.subarray(from, to).some((x) => x === 1)) chosen.fill(1, from, to);
}

/** The Hermitian matrix of an operator between columns, from what it makes of each. */
function between(
  { n, re, im }: Space,
  from: number,
  m: number,
  image: (p: number, column: number) => readonly [number, number],
): ComplexMatrix {
  const k = complex(m, m);
  for (let b = 0; b < m; b++) {
    for (let p = 0; p < n; p++) {
      const [x, y] = image(p, from + b);
      for (let a = 0; a <= b; a++) {
        const [u, v] = [re[p * n + from + a]!, im[p * n + from + a]!];
        k.re[a * m + b]! += u * x + v * y;
        k.im[a * m + b]! += u * y - v * x;
      }
    }
    for (let a = 0; a < b; a++) {
      k.re[b * m + a] = k.re[a * m + b]!;
      k.im[b * m + a] = -k.im[a * m + b]!;
    }
    k.im[b * m + b] = 0;
  }
  return k;
}

/** Columns times a small unitary matrix. */
function rotate({ n, re, im }: Space, from: number, m: number, by: ComplexMatrix): void {
  const row = complex(1, m);
  for (let p = 0; p < n; p++) {
    row.re.fill(0);
    row.im.fill(0);
    for (let a = 0; a < m; a++) {
      const [u, v] = [re[p * n + from + a]!, im[p * n + from + a]!];
      for (let b = 0; b < m; b++) {
        row.re[b]! += u * by.re[a * m + b]! - v * by.im[a * m + b]!;
        row.im[b]! += u * by.im[a * m + b]! + v * by.re[a * m + b]!;
      }
    }
    re.set(row.re, p * n + from);
    im.set(row.im, p * n + from);
  }
}

function modeResidual(
  f: ComplexMatrix,
  energies: Float64Array,
  hamiltonian: FourierMatrix,
  levels: number,
  frequency: number,
  harmonics: number,
): number {
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
function trimmed<M extends Omit<FloquetModes, 'common'>>(modes: M): M {
  const { levels, harmonics, fourier } = modes;
  const row = levels * levels;
  let keep = 0;
  for (let k = -harmonics; k <= harmonics; k++) {
    const at = (k + harmonics) * row;
    for (let p = at; p < at + row; p++)
      if (Math.hypot(fourier.re[p]!, fourier.im[p]!) > 1e-17) keep = Math.max(keep, Math.abs(k));
  }
  const from = (harmonics - keep) * row;
  const to = (harmonics + keep + 1) * row;
  return {
    ...modes,
    harmonics: keep,
    fourier: complex(levels * (2 * keep + 1), levels, fourier.re.slice(from, to), fourier.im.slice(from, to)),
  };
}
