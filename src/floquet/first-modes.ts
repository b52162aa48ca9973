import { type ComplexMatrix, complex, eigen } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import type { GasModel } from './model.js';
import { addTurned, orthonormalise, type Sampled } from './sampled.js';

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
