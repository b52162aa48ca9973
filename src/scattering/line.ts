import { type ComplexMatrix, accretivePhase, complex, solveWithPhase } from '../numeric/index.js';
import type { EnergySolver } from './amplitudes.js';
import type { Channels } from './channels.js';
import { couplingMatrix } from './coupling-matrix.js';
import { linePhase } from './line-phase.js';
import type { FloquetSystem } from './system.js';

/**
 * One dimension, any number of point scatterers. With t_a = W_a ψ(x_a) equation (S90) reads
 *
 *   t_a − Σ_b W_a G⁰_ab t_b = W_a e^{iσKx_a},   G⁰_ab(c) = −(im/K_c) e^{iK_c|x_a − x_b|},   gas (S88), gas (S90)
 *
 * and T^{σ'σ}_{c'c} = Σ_a e^{−iσ'K'x_a} t_a without a subtraction.   gas (S92), gas (S95)
 *
 * The unknowns are y_1 = (1 + κ/|K|) Σ_a t_a with a momentum κ of the model, and y_b = t_b: the Green functions that
 * multiply them, G⁰_a1 |K|/(|K| + κ) and G⁰_ab − G⁰_a1, stay finite for K → 0, so no precision is lost near a threshold
 * or at it.
 *
 * @implements gas (S87)
 * @implements gas (S90)
 * @implements gas (S92)
 * @implements gas (S95)
 */
export function solveLine({ model, couplings, scale }: FloquetSystem, channels: Channels): EnergySolver {
  const { mass: m } = model;
  const unit = scale.momentum;
  const n = channels.count;
  const sites = couplings.length;
  const size = n * sites;
  const w = couplings.map((c) => couplingMatrix(c, channels));
  const x = couplings.map((c) => c.position);
  const matrix = complex(size, size);
  let binds: boolean | undefined;
  // Green functions by a, b, c.
  const gr = new Float64Array(sites * sites * n);
  const gi = new Float64Array(sites * sites * n);
  return {
    channels,
    directions: 2,
    get binds() {
      return (binds ??= sites > 1 || accretivePhase(w[0]!) > 1);
    },
    jostPhase: (kinetic) => linePhase(w, x, m, kinetic),
    solve(kinetic, incoming) {
      for (let c = 0; c < n; c++) {
        const open = kinetic[c]! >= 0;
        const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
        for (let a = 0; a < sites; a++) {
          const near = Math.abs(x[a]! - x[0]!);
          const first = a * sites * n + c;
          // −im/K · |K|/(|K| + κ) e^{iKd}
          if (open) {
            gr[first] = (m / (k + unit)) * Math.sin(k * near);
            gi[first] = -(m / (k + unit)) * Math.cos(k * near);
          } else {
            gr[first] = -(m / (k + unit)) * Math.exp(-k * near);
            gi[first] = 0;
          }
          for (let b = 1; b < sites; b++) {
            const far = Math.abs(x[a]! - x[b]!);
            const p = (a * sites + b) * n + c;
            const half = (far - near) / 2;
            if (open) {
              // −(im/K)(e^{iKd} − e^{iKd₁}) = (2m/K) e^{iK(d + d₁)/2} sin(K(d − d₁)/2)
              const strength = k * Math.abs(half) < 1e-150 ? 2 * m * half : (2 * m * Math.sin(k * half)) / k;
              gr[p] = strength * Math.cos((k * (far + near)) / 2);
              gi[p] = strength * Math.sin((k * (far + near)) / 2);
            } else {
              const least = Math.min(far, near);
              const more = Math.abs(far - near);
              const drop = k * more < 1e-150 ? -more : Math.expm1(-k * more) / k;
              gr[p] = -m * Math.exp(-k * least) * drop * (far >= near ? 1 : -1);
              gi[p] = 0;
            }
          }
        }
      }
      const { re } = matrix;
      for (let a = 0; a < sites; a++) {
        for (let b = 0; b < sites; b++)
          setProduct(matrix, a * n * size + b * n, w[a]!, { re: gr, im: gi, at: (a * sites + b) * n });
        for (let c = 0; c < n; c++) {
          const row = (a * n + c) * size;
          const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
          if (a === 0) {
            re[row + c]! += k / (k + unit);
            for (let b = 1; b < sites; b++) re[row + b * n + c]! -= 1;
          } else re[row + a * n + c]! += 1;
        }
      }
      const columns = incoming.length;
      // A single scatterer depends only on the wave function at its place, whatever the direction.
      const sources = sites === 1 ? columns : 2 * columns;
      const right = complex(size, sources);
      for (let s = 0; s < sources; s++) {
        const c0 = incoming[s % columns]!;
        const sign = s < columns ? 1 : -1;
        for (let a = 0; a < sites; a++) {
          const [pr, pi] = sites === 1 ? [1, 0] : wave(kinetic[c0]!, m, sign * x[a]!);
          for (let c = 0; c < n; c++) {
            const u = w[a]!.re[c * n + c0]!;
            const v = w[a]!.im[c * n + c0]!;
            const p = (a * n + c) * sources + s;
            right.re[p] = u * pr - v * pi;
            right.im[p] = u * pi + v * pr;
          }
        }
      }
      const solution = solveWithPhase(matrix, right);
      const y = solution.value.x;
      // y → t
      for (let c = 0; c < n; c++) {
        const k = Math.sqrt(2 * m * Math.abs(kinetic[c]!));
        for (let s = 0; s < sources; s++) {
          let u = (y.re[c * sources + s]! * k) / (k + unit);
          let v = (y.im[c * sources + s]! * k) / (k + unit);
          for (let b = 1; b < sites; b++) {
            u -= y.re[(b * n + c) * sources + s]!;
            v -= y.im[(b * n + c) * sources + s]!;
          }
          y.re[c * sources + s] = u;
          y.im[c * sources + s] = v;
        }
      }
      const t = complex(2 * n, 2 * columns);
      for (let a = 0; a < sites; a++) {
        for (let c = 0; c < n; c++) {
          for (let out = 0; out < 2; out++) {
            const [pr, pi] = wave(kinetic[c]!, m, out === 0 ? -x[a]! : x[a]!);
            const from = (a * n + c) * sources;
            const into = (out * n + c) * 2 * columns;
            for (let s = 0; s < 2 * columns; s++) {
              const u = y.re[from + (s % sources)]!;
              const v = y.im[from + (s % sources)]!;
              t.re[into + s]! += pr * u - pi * v;
              t.im[into + s]! += pr * v + pi * u;
            }
          }
        }
      }
      // For a single scatterer the solution does not contain the phase of the incoming wave.
      if (sites === 1 && x[0] !== 0) {
        for (let s = 0; s < 2 * columns; s++) {
          const [pr, pi] = wave(kinetic[incoming[s % columns]!]!, m, s < columns ? x[0]! : -x[0]!);
          for (let r = 0; r < 2 * n; r++) {
            const p = r * 2 * columns + s;
            const u = t.re[p]!;
            const v = t.im[p]!;
            t.re[p] = u * pr - v * pi;
            t.im[p] = u * pi + v * pr;
          }
        }
      }
      return {
        t,
        phase: solution.value.phase,
        residual: solution.scale === 0 ? 0 : solution.residual / solution.scale,
      };
    },
  };
}

/** Sets a block of a matrix to −W G, for a square W and a diagonal G, which is a part of longer arrays. */
function setProduct(
  { re, im, cols }: ComplexMatrix,
  place: number,
  { re: wr, im: wi, rows: n }: ComplexMatrix,
  { re: gr, im: gi, at }: { readonly re: Float64Array; readonly im: Float64Array; readonly at: number },
): void {
  for (let c = 0; c < n; c++) {
    const out = place + c * cols;
    const from = c * n;
    for (let d = 0; d < n; d++) {
      const u = wr[from + d]!;
      const v = wi[from + d]!;
      const p = gr[at + d]!;
      const q = gi[at + d]!;
      re[out + d] = v * q - u * p;
      im[out + d] = -(u * q + v * p);
    }
  }
}

/** e^{iKx}: a phase where the channel is open, e^{−|K|x} where it is closed. */
function wave(kinetic: number, m: number, x: number): readonly [number, number] {
  if (x === 0) return [1, 0];
  const k = Math.sqrt(2 * m * Math.abs(kinetic));
  // An exponentially growing wave of a closed channel is cut off at the largest double.
  return kinetic >= 0 ? [Math.cos(k * x), Math.sin(k * x)] : [Math.exp(Math.min(700, -k * x)), 0];
}
