import { Matrix, EigenvalueDecomposition } from 'ml-matrix';
import { type NewtonReport, type RealMatrix, newton, real, solveSmall } from '../numeric/index.js';
import { DiagnosticError, checkInterrupt, limit, refuse } from '../text/index.js';
import type { Channel } from './channel.js';
import { type RateSuperoperator, type ElementOptions, visitElements } from './generator.js';
import type { Spectrum } from './spectrum.js';

/** A conserved quantity by its eigenvalues on every state of the basis. */
export interface Charge {
  readonly name: string;
  readonly values: Float64Array;
}

/** G_i(m) = Σ_k W_km (C_i(k) − C_i(m)): how fast charge i grows out of state m. One list for each perturbation. */
export type StateForces = readonly Float64Array[];

/**
 * The growth of charges out of every state by golden-rule transitions; it does not depend on the Lagrange parameters,
 * so the rate work is done once. chain (20), (21)
 *
 * Only differences C_i(k) − C_i(m) enter: for C_1 these vanish exactly inside a sector, so that rates of 1e-40 between
 * sectors are not lost beside those inside.
 */
export function forcesOn(
  spectrum: Spectrum,
  channels: readonly Channel[],
  charges: readonly Charge[],
  options: ElementOptions = {},
): StateForces {
  const { energies, basis } = spectrum;
  const growth = charges.map(() => new Float64Array(basis.dimension));
  visitElements(
    spectrum,
    channels,
    ({ channel, blocks }) => {
      const { multiplicity, rates } = channel;
      for (const { from, to, matrix } of blocks) {
        const { rows, cols, re, im } = matrix;
        const w = rates(
          energies.subarray(from.offset, from.offset + cols),
          energies.subarray(to.offset, to.offset + rows),
        );
        for (let e = 0; e < w.length; e++) w[e]! *= multiplicity * (re[e]! * re[e]! + im[e]! * im[e]!);
        charges.forEach(({ values }, c) => {
          const g = growth[c]!;
          for (let i = 0; i < rows; i++) {
            const ck = values[to.offset + i]!;
            for (let j = 0; j < cols; j++) g[from.offset + j]! += w[i * cols + j]! * (ck - values[from.offset + j]!);
          }
        });
      }
    },
    options,
  );
  return growth;
}

/** The same from a generator that is there already. */
export function forcesIn({ unknowns, gains }: RateSuperoperator, charges: readonly Charge[]): StateForces {
  const stateAt = new Int32Array(unknowns.size).fill(-1);
  unknowns.populationAt.forEach((at, n) => (stateAt[at] = n));
  return charges.map(({ values }) => {
    const growth = new Float64Array(unknowns.populationAt.length);
    for (const { row, rows, column, columns, values: w } of gains) {
      for (let i = 0; i < rows; i++) {
        const k = stateAt[row + i]!;
        if (k < 0) continue;
        const ck = values[k]!;
        for (let j = 0; j < columns; j++) {
          const m = stateAt[column + j]!;
          if (m >= 0) growth[m]! += w[i * columns + j]! * (ck - values[m]!);
        }
      }
    }
    return growth;
  });
}

/**
 * A truncated ensemble at given Lagrange parameters. All values are of the whole ring; divide by N for those per site.
 */
export interface EnsembleState {
  readonly lagrange: Float64Array;
  /** populations of all states */
  readonly populations: Float64Array;
  /** ⟨C_i⟩ */
  readonly means: Float64Array;
}

/** ρ_0 = exp(−Σ λ_i C_i)/Z with C_i of a list: chain (1). */
export class TruncatedEnsemble {
  /**
   * @param charges  eigenvalues on the common eigenbasis
   * @param stateForces   of each charge, all perturbations summed with their strengths
   */
  constructor(
    readonly charges: readonly Charge[],
    readonly stateForces: StateForces,
  ) {}

  /** The state at λ; exponents are shifted by the largest, so nothing overflows. */
  at(lagrange: ArrayLike<number>): EnsembleState {
    const n = this.charges[0]!.values.length;
    const p = new Float64Array(n);
    this.charges.forEach(({ values }, i) => {
      const l = lagrange[i]!;
      for (let m = 0; m < n; m++) p[m]! -= l * values[m]!;
    });
    let top = -Infinity;
    for (const e of p) top = Math.max(top, e);
    let z = 0;
    for (let m = 0; m < n; m++) z += p[m] = Math.exp(p[m]! - top);
    for (let m = 0; m < n; m++) p[m]! /= z;
    const means = Float64Array.from(this.charges, ({ values }) => dot(p, values));
    return { lagrange: Float64Array.from(lagrange), populations: p, means };
  }

  /** f_i = d⟨C_i⟩/dt = Σ_m ρ_m G_i(m): (χF)_i up to sign. chain (10) */
  rates({ populations }: EnsembleState): Float64Array {
    return Float64Array.from(this.stateForces, (g) => dot(populations, g));
  }

  /** ∂f_i/∂λ_j = −Σ_m ρ_m G_i(m) (C_j(m) − ⟨C_j⟩) */
  slopes({ populations, means }: EnsembleState): RealMatrix {
    const n = this.charges.length;
    const out = real(n, n);
    this.stateForces.forEach((g, i) => {
      this.charges.forEach(({ values }, j) => {
        let sum = 0;
        for (let m = 0; m < values.length; m++) sum -= populations[m]! * g[m]! * (values[m]! - means[j]!);
        out.re[i * n + j] = sum;
      });
    });
    return out;
  }

  /** χ_ij = ⟨C_i C_j⟩ − ⟨C_i⟩⟨C_j⟩, from deviations. chain (4) */
  susceptibility({ populations, means }: EnsembleState): RealMatrix {
    const n = this.charges.length;
    const out = real(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const [a, b] = [this.charges[i]!.values, this.charges[j]!.values];
        let sum = 0;
        for (let m = 0; m < a.length; m++) sum += populations[m]! * (a[m]! - means[i]!) * (b[m]! - means[j]!);
        out.re[i * n + j] = out.re[j * n + i] = sum;
      }
    }
    return out;
  }

  /**
   * Generalised forces F = dλ/dt = −χ⁻¹ f. chain (10)
   *
   * @diagnostic `susceptibility-singular`, with the dependent charge's name; `ensemble-frozen`
   */
  forces(state: EnsembleState): Float64Array {
    const chi = this.susceptibility(state);
    this.checkIndependent(chi);
    return solveSmall(
      chi,
      this.rates(state).map((x) => -x),
    ).value;
  }

  /**
   * The projector (4) on the tangent space of the ensemble, P̂X = −Σ_ij ∂ρ_0/∂λ_i (χ⁻¹)_ij Tr(C_j X), of a diagonal X.
   * chain (4)
   */
  project(state: EnsembleState, x: Float64Array): Float64Array {
    const chi = this.susceptibility(state);
    this.checkIndependent(chi);
    const c = solveSmall(
      chi,
      this.charges.map(({ values }) => dot(values, x)),
    ).value;
    const out = new Float64Array(x.length);
    this.charges.forEach(({ values }, i) => {
      for (let m = 0; m < out.length; m++) out[m]! += c[i]! * state.populations[m]! * (values[m]! - state.means[i]!);
    });
    return out;
  }

  /** Charges that depend on each other in every state are named as such; else it is the state that is to blame. */
  private checkIndependent(chi: RealMatrix): void {
    const frozen = dependentCharge(chi);
    if (frozen === undefined) return;
    const always = dependentCharge(this.susceptibility(this.at(new Float64Array(chi.cols))));
    if (always !== undefined) refuseDependent(this.charges[always]!.name, always);
    refuse(
      'ensemble-frozen',
      `at these Lagrange parameters ${this.charges[frozen]!.name} hardly fluctuates by itself: the ensemble is a single state, or nearly, and its parameters are not determined in double precision`,
      {
        hint: 'take a higher temperature or smaller Lagrange parameters; --ensemble exact needs none',
      },
    );
  }

  /**
   * The steady ensemble, f(λ) = 0, by Newton's method with its exact Jacobian.
   *
   * @diagnostic `susceptibility-singular`
   */
  solve(start: ArrayLike<number>): EnsembleState & { readonly report: NewtonReport } {
    checkInterrupt();
    this.checkIndependent(this.susceptibility(this.at(start)));
    let last: { key: Float64Array; state: EnsembleState } | undefined;
    const at = (x: Float64Array): EnsembleState => {
      if (last && last.key.every((v, i) => v === x[i])) return last.state;
      const state = this.at(x);
      last = { key: x.slice(), state };
      return state;
    };
    const report = newton((x) => this.rates(at(x)), start, { jacobian: (x) => this.slopes(at(x)) });
    return { ...this.at(report.value), report };
  }

  /** ‖f‖ over the sum of the sizes of its terms, the largest over charges. */
  residual({ populations }: EnsembleState): number {
    let worst = 0;
    for (const g of this.stateForces) {
      let sum = 0;
      let size = 0;
      for (let m = 0; m < g.length; m++) {
        sum += populations[m]! * g[m]!;
        size += Math.abs(populations[m]! * g[m]!);
      }
      if (size > 0) worst = Math.max(worst, Math.abs(sum) / size);
    }
    return worst;
  }

  /**
   * Rates of return to a fixed point: eigenvalues of ∂F/∂λ = −χ⁻¹ ∂f/∂λ there, stable when all real parts are negative.
   */
  stability(state: EnsembleState): { readonly re: number; readonly im: number }[] {
    const n = this.charges.length;
    const chi = this.susceptibility(state);
    this.checkIndependent(chi);
    const slopes = this.slopes(state);
    const a = Matrix.zeros(n, n);
    for (let j = 0; j < n; j++) {
      const column = solveSmall(
        chi,
        Float64Array.from({ length: n }, (_, i) => -slopes.re[i * n + j]!),
      ).value;
      column.forEach((v, i) => a.set(i, j, v));
    }
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(a, { assumeSymmetric: false });
    return realEigenvalues.map((re, i) => ({ re, im: imaginaryEigenvalues[i]! })).sort((p, q) => q.re - p.re);
  }

  /**
   * Time evolution after a quench, dλ/dt = F(λ), by the embedded Runge-Kutta pair of Dormand and Prince.
   *
   * @param times      ascending, from the initial time 0 on; in units of one over the rates
   * @param tolerance  error of a step relative to 1 + |λ|
   * @param done       called with each state, for those who want what there is before an error
   * @diagnostic `susceptibility-singular`, `stiff` when the steps become too small
   */
  evolve(
    start: ArrayLike<number>,
    times: readonly number[],
    tolerance = 1e-9,
    done: (state: EnsembleState) => void = () => {},
  ): EnsembleState[] {
    let t = 0;
    let x = Float64Array.from(start);
    let force = this.forces(this.at(x));
    let h = 0.01 / Math.max(1e-300, ...force.map(Math.abs));
    let steps = 0;
    return times.map((end) => {
      while (t < end) {
        checkInterrupt();
        if (++steps > maxSteps)
          limit('stiff', `the evolution takes more than ${maxSteps} steps up to t = ${end}`, {
            hint: 'take shorter times',
          });
        const step = Math.min(h, end - t);
        const k = [force];
        for (let s = 1; s < 7; s++)
          k.push(
            this.forces(
              this.at(x.map((v, i) => v + step * dormandPrince[s - 1]!.reduce((sum, c, r) => sum + c * k[r]![i]!, 0))),
            ),
          );
        const next = x.map((v, i) => v + step * dormandPrince[5]!.reduce((sum, c, r) => sum + c * k[r]![i]!, 0));
        const error =
          Math.max(
            ...x.map(
              (v, i) => Math.abs(step * embeddedError.reduce((sum, c, r) => sum + c * k[r]![i]!, 0)) / (1 + Math.abs(v)),
            ),
          ) / tolerance;
        if (error <= 1) {
          t = step < h ? end : t + step;
          x = next;
          force = k[6]!;
        }
        h = step * Math.min(5, Math.max(0.2, 0.9 * (error || 1e-10) ** -0.2));
        if (t < end && t + h === t)
          limit('stiff', 'the steps of the evolution have become too small', { hint: 'take shorter times' });
      }
      const state = this.at(x);
      done(state);
      return state;
    });
  }
}

/** Most steps of one evolution. */
const maxSteps = 100_000;

/** Dormand and Prince 1980, order 5; the last row is also the step (first same as last). */
const dormandPrince: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Difference between orders 5 and 4. */
const embeddedError: readonly number[] = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let m = 0; m < a.length; m++) sum += a[m]! * b[m]!;
  return sum;
}

/** Growth of several perturbations with their strengths. */
export function sumForces(parts: readonly { readonly growth: StateForces; readonly strength: number }[]): StateForces {
  const first = parts[0];
  if (!first) return [];
  return first.growth.map((g, i) => {
    const sum = new Float64Array(g.length);
    for (const { growth, strength } of parts) for (let m = 0; m < sum.length; m++) sum[m]! += strength * growth[i]![m]!;
    return sum;
  });
}

/** The first charge whose fluctuations follow from those before it: Gram-Schmidt in the order of the list. */
function dependentCharge(chi: RealMatrix): number | undefined {
  const n = chi.cols;
  const left = chi.re.slice();
  for (let k = 0; k < n; k++) {
    const pivot = left[k * n + k]!;
    if (!(pivot > 1e-12 * chi.re[k * n + k]!)) return k;
    for (let i = k + 1; i < n; i++) {
      const f = left[i * n + k]! / pivot;
      for (let j = k; j < n; j++) left[i * n + j]! -= f * left[k * n + j]!;
    }
  }
  return undefined;
}

function refuseDependent(name: string, place: number): never {
  const why = place === 0 ? 'is a multiple of the identity on this ring' : 'is a combination of the charges before it';
  return refuse('susceptibility-singular', `${name} ${why}, so the Lagrange parameters are not determined`, {
    hint: `leave ${name} out of the ensemble`,
  });
}

/**
 * Refuses charges that depend on each other.
 *
 * @param gram  Σ_m C_i(m) C_j(m) of deviations from the mean
 * @diagnostic `susceptibility-singular`, with the dependent charge's name
 */
export function checkIndependent(gram: RealMatrix, charges: readonly Charge[]): void {
  const found = dependentCharge(gram);
  if (found !== undefined) refuseDependent(charges[found]!.name, found);
}

/**
 * A steady ensemble by continuation: the perturbations marked `turnedOn` are raised from nothing, from a state that
 * solves the problem without them (thermal, with a bath alone), in steps that are halved where Newton's method fails.
 *
 * @param parts  growth of each perturbation, its strength, and whether it is turned on step by step
 * @param start  λ of the thermal state
 * @diagnostic `no-convergence`, `susceptibility-singular`
 */
export function steadyEnsemble(
  charges: readonly Charge[],
  parts: readonly { readonly growth: StateForces; readonly strength: number; readonly turnedOn: boolean }[],
  start: ArrayLike<number>,
): {
  readonly ensemble: TruncatedEnsemble;
  readonly state: EnsembleState;
  readonly residual: number;
  readonly iterations: number;
} {
  const at = (s: number): TruncatedEnsemble =>
    new TruncatedEnsemble(
      charges,
      sumForces(parts.map((p) => ({ growth: p.growth, strength: p.turnedOn ? s * p.strength : p.strength }))),
    );
  let here: Float64Array = Float64Array.from(start);
  let reached = 0;
  let goal = 1;
  let iterations = 0;
  for (let trials = 0; trials < 200; trials++) {
    checkInterrupt();
    const ensemble = at(goal);
    let solved: ReturnType<TruncatedEnsemble['solve']> | undefined;
    try {
      solved = ensemble.solve(here);
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'not-finite') throw error;
    }
    iterations += solved?.report.history.length ?? 0;
    const residual = solved ? ensemble.residual(solved) : Infinity;
    if (solved && (solved.report.converged || residual < 1e-11)) {
      if (goal === 1) return { ensemble, state: solved, residual, iterations };
      here = solved.report.value;
      reached = goal;
      goal = Math.min(1, 4 * reached);
    } else {
      goal = reached === 0 ? goal / 8 : (reached + goal) / 2;
      if (goal - reached < 1e-6 * goal || goal < 1e-12) break;
    }
  }
  return limit('no-convergence', 'no steady ensemble was found from the thermal state on', {
    hint: 'is one of the charges conserved by every perturbation? Then its Lagrange parameter is not determined: leave it out',
  });
}
