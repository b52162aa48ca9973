import { type ComplexMatrix, complex, eigen } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import type { GasModel } from './model.js';
import { addTurned, orthonormalise, setAdjointProduct, setProduct, type Sampled } from './sampled.js';

/** Largest ‖H‖ · step of the first propagator, and the largest term of an exponential that is left out. */
const largestStep = 2;
const leastTerm = 1e-7;

/**
 * Approximate modes φ_j(t) = e^{iε_j t} U(t) v_j with the eigenvectors v_j of U(T), and ε_j = i log λ_j / T.   gas (S53)
 *
 * @param times  number of times in a period
 */
export function firstModes(model: GasModel, times: number): { modes: Sampled; energies: Float64Array } {
  const { frequency, levels: n } = model;
  const u = propagated(model, times);
  const period = (2 * Math.PI) / frequency;
  const last = times * n * n;
  const vectors = eigenvectorsOfUnitary(complex(n, n, u.re.slice(last), u.im.slice(last)));
  const moved = { re: new Float64Array(u.re.length), im: new Float64Array(u.im.length) };
  for (let m = 0; m <= times; m++) {
    const at = m * n * n;
    setProduct(moved, at, { re: u.re, im: u.im, at }, { re: vectors.re, im: vectors.im, at: 0 }, n);
  }
  const energies = Float64Array.from({ length: n }, (_, j) => -phaseBetween(vectors, moved, last, j) / period);
  const re = moved.re.slice(0, last);
  const im = moved.im.slice(0, last);
  for (let m = 0; m < times; m++)
    for (let j = 0; j < n; j++) {
      const angle = (energies[j]! * m * period) / times;
      turnColumn(re, im, m * n * n + j, n, Math.cos(angle), Math.sin(angle));
    }
  return { modes: { levels: n, times, re, im }, energies };
}

/** The phase of ⟨a|b⟩ for column j of a matrix and of a block. */
function phaseBetween(
  { re, im, rows: n }: ComplexMatrix,
  b: Pick<ComplexMatrix, 're' | 'im'>,
  at: number,
  j: number,
): number {
  let x = 0;
  let y = 0;
  for (let p = j; p < n * n; p += n) {
    x += re[p]! * b.re[at + p]! + im[p]! * b.im[at + p]!;
    y += re[p]! * b.im[at + p]! - im[p]! * b.re[at + p]!;
  }
  return Math.atan2(y, x);
}

/** Multiplies a column of a block, which begins at a place, by c + i·s. */
function turnColumn(re: Float64Array, im: Float64Array, place: number, n: number, c: number, s: number): void {
  for (let p = place; p < place + n * n; p += n) {
    const x = re[p]!;
    const y = im[p]!;
    re[p] = c * x - s * y;
    im[p] = c * y + s * x;
  }
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

/**
 * U(t_m), and U(T) as the last one, by Magnus's expansion of fourth order: e^{−iK} with
 *
 *   K = (h/2) (H_1 + H_2) + i (√3/12) h² [H_1, H_2],   H_{1,2} = H(t + (1/2 ∓ √3/6) h).
 */
function propagated(model: GasModel, times: number): Sampled {
  const { levels: n, frequency } = model;
  const norm = normBound(model);
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
    orthonormalise({ levels: n, times: 1, re: u.re, im: u.im });
    re.set(u.re, (m + 1) * n * n);
    im.set(u.im, (m + 1) * n * n);
  }
  return { levels: n, times, re, im };
}

/** Σ_k ‖H_k†H_k‖^{1/2} by Frobenius norms of the products, which bounds ‖H(t)‖ and is at most N^{1/4} Σ_k ‖H_k‖. */
function normBound({ hamiltonian, levels: n }: GasModel): number {
  const product = complex(n, n);
  let norm = 0;
  for (const matrix of hamiltonian.values()) {
    setAdjointProduct(product, 0, { ...matrix, at: 0 }, { ...matrix, at: 0 }, n);
    norm += product.re.reduce((sum, x, p) => sum + x * x + product.im[p]! ** 2, 0) ** (1 / 4);
  }
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
  // i [H_1, H_2] = P + P† for P = i H_1 H_2.
  setProduct(into, 0, { ...first, at: 0 }, { ...second, at: 0 }, n);
  const factor = (Math.sqrt(3) / 12) * h * h;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [p, q] = [i * n + j, j * n + i];
      const x = -factor * (into.im[p]! + into.im[q]!) + (h / 2) * (first.re[p]! + second.re[p]!);
      const y = factor * (into.re[p]! - into.re[q]!) + (h / 2) * (first.im[p]! + second.im[p]!);
      into.re[p] = x;
      into.im[p] = y;
      into.re[q] = x;
      into.im[q] = -y;
    }
  }
}

/**
 * Replaces U by e^{−iK} U. All steps of a period take the same number of terms: U is a smooth function of time, whose high
 * harmonics are small.
 *
 * @param norm  a bound of ‖K‖ for all of them
 */
function applyExponential(
  u: ComplexMatrix,
  k: ComplexMatrix,
  norm: number,
  scratch: readonly [ComplexMatrix, ComplexMatrix],
): void {
  let [term, next] = scratch;
  const { re: ure, im: uim } = u;
  term.re.set(u.re);
  term.im.set(u.im);
  const generator = { ...k, at: 0 };
  let size = 1;
  for (let order = 1; size > leastTerm; order++) {
    size *= norm / order;
    setProduct(next, 0, generator, { ...term, at: 0 }, k.rows);
    [term, next] = [next, term];
    const { re: tre, im: tim } = term;
    const share = 1 / order;
    for (let p = 0; p < ure.length; p++) {
      const x = share * tim[p]!;
      const y = -share * tre[p]!;
      tre[p] = x;
      tim[p] = y;
      ure[p]! += x;
      uim[p]! += y;
    }
  }
}
