import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import {
  type BalanceEquations,
  integrateBalance,
  newton,
  type NewtonReport,
  real,
  type RealMatrix,
  solveSmall,
} from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import type { EnsembleCharge, StateForces } from './forces.js';
import { dependentCharge, refuseDependent } from './independence.js';
import { diagonalAlgebra, type Exponential, type StateAlgebra } from './state-algebra.js';

/**
 * A truncated ensemble at given Lagrange parameters. All values are of the whole ring; divide by N for those per site.
 */
export interface EnsembleState {
  readonly lagrange: Float64Array;
  /** elements of ρ in the algebra of the ensemble; without coherences the populations of all states */
  readonly values: Float64Array;
  /** ⟨C_i⟩ */
  readonly means: Float64Array;
  readonly exponential: Exponential;
}

/** The ensemble ρ_0 = exp(−Σ λ_i C_i)/Z with a list of C_i: chain (1). */
export class TruncatedEnsemble {
  private readonly algebra: StateAlgebra;

  /**
   * @param charges  elements in the common eigenbasis, or in the levels of the algebra
   * @param stateForces   for each charge the elements of L†C_i, summed over all perturbations with their strengths, with
   *   the metric of the algebra, so that Tr(ρ L†C_i) is their product with the elements of ρ
   * @param algebra  diagonal matrices by default
   */
  constructor(
    readonly charges: readonly EnsembleCharge[],
    readonly stateForces: StateForces,
    algebra?: StateAlgebra,
  ) {
    this.algebra = algebra ?? diagonalAlgebra(charges[0]!.values.length);
  }

  /**
   * The state at λ; exponents are shifted by the largest, so nothing overflows.
   *
   * @implements chain (1)
   */
  at(lagrange: ArrayLike<number>): EnsembleState {
    const exponent = new Float64Array(this.algebra.size);
    this.charges.forEach(({ values }, i) => {
      const l = lagrange[i]!;
      for (let m = 0; m < exponent.length; m++) exponent[m]! -= l * values[m]!;
    });
    const exponential = this.algebra.exponential(exponent);
    const { values } = exponential;
    const means = Float64Array.from(this.charges, (charge) => this.trace(charge.values, values));
    return { lagrange: Float64Array.from(lagrange), values, means, exponential };
  }

  /** Tr(AB) */
  private trace(a: Float64Array, b: Float64Array): number {
    const { metric } = this.algebra;
    let sum = 0;
    for (let m = 0; m < a.length; m++) sum += metric[m]! * a[m]! * b[m]!;
    return sum;
  }

  /** −∂ρ/∂λ_i for each charge. */
  private slopesOfState({ means, exponential }: EnsembleState): Float64Array[] {
    const { identity } = this.algebra;
    return this.charges.map(({ values }, i) => {
      const mean = means[i]!;
      return exponential.derivative(values.map((v, m) => v - mean * identity[m]!));
    });
  }

  /**
   * f_i = d⟨C_i⟩/dt = Tr(ρ L†C_i), which is −(χF)_i.   chain (10)
   *
   * @implements chain (3)
   */
  rates({ values }: EnsembleState): Float64Array {
    return Float64Array.from(this.stateForces, (g) => dot(values, g));
  }

  /** ∂f_i/∂λ_j = Tr(L†C_i ∂ρ/∂λ_j) */
  slopes(state: EnsembleState, changes = this.slopesOfState(state)): RealMatrix {
    const n = this.charges.length;
    const out = real(n, n);
    changes.forEach((change, j) => {
      this.stateForces.forEach((g, i) => (out.re[i * n + j] = -dot(change, g)));
    });
    return out;
  }

  /** χ_ij = ⟨C_i C_j⟩ − ⟨C_i⟩⟨C_j⟩, from deviations; for charges that do not commute −∂⟨C_i⟩/∂λ_j. chain (4) */
  susceptibility(state: EnsembleState, changes = this.slopesOfState(state)): RealMatrix {
    const n = this.charges.length;
    const out = real(n, n);
    const { identity } = this.algebra;
    for (let i = 0; i < n; i++) {
      const mean = state.means[i]!;
      const deviation = this.charges[i]!.values.map((v, m) => v - mean * identity[m]!);
      for (let j = 0; j <= i; j++) out.re[i * n + j] = out.re[j * n + i] = this.trace(deviation, changes[j]!);
    }
    return out;
  }

  /**
   * Generalised forces F = dλ/dt = −χ⁻¹ f. chain (10)
   *
   * @diagnostic `susceptibility-singular`, with the dependent charge's name; `ensemble-frozen`
   * @implements chain (10)
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
   * The projector (4) on the tangent space of the ensemble, P̂X = −Σ_ij ∂ρ_0/∂λ_i (χ⁻¹)_ij Tr(C_j X), of a matrix X in the
   * algebra. chain (4)
   *
   * @implements chain (4) for charges that commute
   */
  project(state: EnsembleState, x: Float64Array): Float64Array {
    const chi = this.susceptibility(state);
    this.checkIndependent(chi);
    const c = solveSmall(
      chi,
      this.charges.map(({ values }) => this.trace(values, x)),
    ).value;
    const out = new Float64Array(x.length);
    this.slopesOfState(state).forEach((change, i) => {
      for (let m = 0; m < out.length; m++) out[m]! += c[i]! * change[m]!;
    });
    return out;
  }

  /** Charges that depend on each other in every state are named as such; otherwise the state is the cause. */
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

  /** ‖f‖ divided by the sum of the sizes of its terms, the largest ratio over all charges. */
  residual({ values }: EnsembleState): number {
    let worst = 0;
    const bounds = this.algebra.bounds(values);
    for (const g of this.stateForces) {
      let sum = 0;
      let size = 0;
      for (let m = 0; m < g.length; m++) {
        sum += values[m]! * g[m]!;
        size += bounds[m]! * Math.abs(g[m]!);
      }
      if (size > 0) worst = Math.max(worst, Math.abs(sum) / size);
    }
    return worst;
  }

  /**
   * Rates of return to a fixed point: eigenvalues of ∂F/∂λ = −χ⁻¹ ∂f/∂λ there, it is stable if all real parts are
   * negative.
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
   * Time evolution after a quench, dλ/dt = F(λ), in the form d⟨C_i⟩/dt = f_i by an implicit method, so that times may be
   * as long as wanted: after relaxation the state is the steady ensemble.
   *
   * @param times      ascending, from the initial time 0 on; in the inverse unit of the rates
   * @param tolerance  error of a step relative to 1 + |λ|
   * @param done       called with each state, for callers that need the states before an error
   * @diagnostic `susceptibility-singular`, `ensemble-frozen`, `stiff` where the steps become too small
   */
  evolve(
    start: ArrayLike<number>,
    times: readonly number[],
    tolerance = 1e-10,
    done: (state: EnsembleState) => void = () => {},
  ): EnsembleState[] {
    const checked = (x: Float64Array): EnsembleState => {
      const state = this.at(x);
      this.checkIndependent(this.susceptibility(state));
      return state;
    };
    checked(Float64Array.from(start));
    const balanceIn = (state: EnsembleState): ReturnType<BalanceEquations['at']> => ({
      quantities: state.means,
      rates: this.rates(state),
    });
    const equations: BalanceEquations = {
      at: (x) => balanceIn(this.at(x)),
      linearised: (x) => {
        const state = this.at(x);
        const changes = this.slopesOfState(state);
        const { cols, re, rows } = this.susceptibility(state, changes);
        const quantities = real(
          rows,
          cols,
          re.map((v) => -v),
        );
        return { ...balanceIn(state), slopes: { quantities, rates: this.slopes(state, changes) } };
      },
    };
    const states: EnsembleState[] = [];
    integrateBalance(equations, start, times, {
      tolerance,
      done: (x) => {
        states.push(checked(x));
        done(states.at(-1)!);
      },
    });
    return states;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let m = 0; m < a.length; m++) sum += a[m]! * b[m]!;
  return sum;
}
