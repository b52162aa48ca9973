import { type ComplexMatrix, complex, identity } from '../numeric/index.js';
import { checkInterrupt } from '../text/index.js';
import { type GasModel, isDriven } from './model.js';
import type { FloquetModes } from './mode-set.js';
import { withoutSharedEnergy } from './shared-energy.js';

/**
 * Order of the Taylor series of one step, which is used for (‖H‖ + largest harmonic) · step ≤ 1: the remainder is about
 * 1/24! = 2e-24.
 */
const order = 24;
const reach = 1;

/**
 * The propagator U(t, 0) of the driven levels, i∂_t U = H(t) U.   gas (S53)
 *
 * It is computed by a Taylor series in every step, whose terms follow from those of H: (n + 1) U_{n+1} = −i Σ_m H_m
 * U_{n−m}. This does not use the extended space and so checks the Floquet modes.
 *
 * @cost steps · 24² N³, one step for each unit of t (‖H‖ + largest harmonic)
 */
export function propagator(model: GasModel, time: number): ComplexMatrix {
  const { levels: n } = model;
  const steps = propagatorSteps(model, time);
  const h = time / steps;
  let u = identity(n);
  for (let s = 0; s < steps; s++) {
    if (s % 256 === 0) checkInterrupt();
    u = step(model, u, s * h, h);
  }
  return u;
}

/** The steps of `propagator` up to a time. */
export function propagatorSteps({ hamiltonian, levels: n, frequency }: GasModel, time: number): number {
  let size = 0;
  for (const [k, h] of hamiltonian) {
    let norm = 0;
    for (let p = 0; p < n * n; p++) norm = Math.hypot(norm, h.re[p]!, h.im[p]!);
    size += norm;
    size = Math.max(size, 2 * Math.abs(k) * frequency);
  }
  return Math.max(1, Math.ceil((size * Math.abs(time)) / reach));
}

function step({ hamiltonian, levels: n, frequency }: GasModel, u: ComplexMatrix, at: number, h: number): ComplexMatrix {
  // Taylor coefficients of H(at + s) in s/h, times h.
  const series: ComplexMatrix[] = [];
  for (let m = 0; m < order; m++) series.push(complex(n, n));
  for (const [k, matrix] of hamiltonian) {
    const phase = k * frequency * at;
    let [re, im] = [h * Math.cos(phase), h * Math.sin(phase)];
    for (const [m, into] of series.entries()) {
      for (let p = 0; p < n * n; p++) {
        into.re[p]! += matrix.re[p]! * re - matrix.im[p]! * im;
        into.im[p]! += matrix.re[p]! * im + matrix.im[p]! * re;
      }
      if (k === 0) break;
      const turn = (k * frequency * h) / (m + 1);
      [re, im] = [-im * turn, re * turn];
    }
  }
  const terms = [u];
  const sum = complex(n, n, u.re.slice(), u.im.slice());
  for (let m = 0; m + 1 < order; m++) {
    const next = complex(n, n);
    for (let l = 0; l <= m; l++) {
      const [a, b] = [series[l]!, terms[m - l]!];
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          const x = a.re[i * n + k]!;
          const y = a.im[i * n + k]!;
          if (x === 0 && y === 0) continue;
          for (let j = 0; j < n; j++) {
            // −i H U
            next.re[i * n + j]! += x * b.im[k * n + j]! + y * b.re[k * n + j]!;
            next.im[i * n + j]! += y * b.im[k * n + j]! - x * b.re[k * n + j]!;
          }
        }
      }
    }
    for (let p = 0; p < n * n; p++) {
      next.re[p]! /= m + 1;
      next.im[p]! /= m + 1;
      sum.re[p]! += next.re[p]!;
      sum.im[p]! += next.im[p]!;
    }
    terms.push(next);
  }
  return sum;
}

/**
 * Largest number of multiplications in the steps of `propagatorDefect`, a few seconds of work, and the overhead of a
 * step in multiplications.
 */
const mostSteps = 2e9;
const besides = 100;

/** A period of the drive; without a drive, a period of the fastest level, since there is no other time scale. */
function comparedTime(model: GasModel): number {
  if (isDriven(model)) return (2 * Math.PI) / model.frequency;
  const size = largest(model.hamiltonian.get(0));
  return size === 0 ? 0 : (2 * Math.PI) / size;
}

function largest(a: ComplexMatrix | undefined): number {
  return a ? a.re.reduce((m, x, p) => Math.max(m, Math.hypot(x, a.im[p]!)), 0) : 0;
}

/**
 * Can the modes be compared with the propagator within seconds? It takes about ‖H‖ T steps, which are many where the
 * levels are far above ω.
 */
export function propagatorFits(given: GasModel): boolean {
  const { model } = withoutSharedEnergy(given);
  return (
    propagatorSteps(model, comparedTime(model)) * ((order * order) / 2) * (model.levels ** 3 + besides) <= mostSteps
  );
}

/**
 * Largest ‖U(T) φ_j(0) − e^{−iε_jT} φ_j(0)‖: it compares Floquet modes with a propagator that was computed in another
 * way. A phase that all levels share has the same value at both times, so it does not matter whether the modes have
 * it.   gas (S55)
 */
export function propagatorDefect(given: GasModel, modes: FloquetModes): number {
  const { model, energy } = withoutSharedEnergy(given);
  const n = model.levels;
  const period = comparedTime(model);
  const u = propagator(model, period);
  let worst = 0;
  for (let j = 0; j < n; j++) {
    const re = new Float64Array(n);
    const im = new Float64Array(n);
    for (let p = 0; p < modes.fourier.rows; p++) {
      re[p % n]! += modes.fourier.re[p * n + j]!;
      im[p % n]! += modes.fourier.im[p * n + j]!;
    }
    const angle = -(modes.quasienergies[j]! - energy) * period;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let x = s * im[i]! - c * re[i]!;
      let y = -s * re[i]! - c * im[i]!;
      for (let k = 0; k < n; k++) {
        x += u.re[i * n + k]! * re[k]! - u.im[i * n + k]! * im[k]!;
        y += u.re[i * n + k]! * im[k]! + u.im[i * n + k]! * re[k]!;
      }
      sum += x * x + y * y;
    }
    worst = Math.max(worst, Math.sqrt(sum));
  }
  return worst;
}
