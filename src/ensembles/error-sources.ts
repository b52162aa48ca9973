import { largestOutflow } from '../chain/index.js';
import { type Factors, factor, type RealMatrix, real, solve } from '../numeric/index.js';
import { matrixOfGenerator, maxDense } from './generator-matrix.js';
import type { Relaxation } from './relaxation.js';
import { solvedOrNot } from './steady.js';

/** Largest deviation of a sum of sources from the error, relative to the largest of both. */
const sumTolerance = 1e-6;

/** Where the error of an observable comes from. Both lists add up to ⟨O⟩_exact − ⟨O⟩. */
export interface ErrorSource {
  /** Tr(z L_p ρ) of each perturbation */
  readonly perturbations: readonly number[];
  /** the terms of Tr(z Lρ), one for each element of the state */
  readonly elements: Float64Array;
}

/**
 * Errors of observables as sums over perturbations and states, by the adjoint of the generator: with
 * L†z = −(O − ⟨O⟩_exact) and Tr(z ρ_exact) = 0,
 *
 *   ⟨O⟩_exact − ⟨O⟩ = Tr(z Lρ)   for every state ρ.
 *
 * z is the excess ∫₀^∞ (⟨O⟩_t − ⟨O⟩_exact) dt that a state has before it is forgotten.
 */
export class ErrorSources {
  private readonly factors: Factors<RealMatrix>;

  /** Is the problem small enough? */
  static isFeasible({ algebra }: Relaxation): boolean {
    return algebra.size <= maxDense;
  }

  /**
   * The sources of errors of a problem; undefined where it is too large for a matrix, or has no unique steady state.
   *
   * @param exact  the steady state
   */
  static find(relaxation: Relaxation, exact: Float64Array): ErrorSources | undefined {
    return ErrorSources.isFeasible(relaxation) ? solvedOrNot(() => new ErrorSources(relaxation, exact)) : undefined;
  }

  /**
   * @param exact  the steady state
   * @diagnostic `singular` where the steady state is not unique
   */
  constructor(
    private readonly relaxation: Relaxation,
    private readonly exact: Float64Array,
  ) {
    const { identity, size } = relaxation.algebra;
    const generator = matrixOfGenerator(relaxation);
    const adjoint = real(size, size);
    // The trace spans the kernel of the adjoint; a term of the size of the rates takes its place.
    const weight = largestOutflow(relaxation.chain.parts) / size;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        adjoint.re[i * size + j] = generator.re[j * size + i]! + weight * identity[i]! * identity[j]!;
    this.factors = factor(adjoint).value;
  }

  /** z of an observable with its elements, with the metric: Tr(z A) is its product with the elements of A. */
  excess(operator: Float64Array): Float64Array {
    const { metric, identity, size } = this.relaxation.algebra;
    const mean = this.relaxation.trace(operator, this.exact);
    const right = real(size, 1);
    for (let m = 0; m < size; m++) right.re[m] = -metric[m]! * (operator[m]! - mean * identity[m]!);
    const z = Float64Array.from(solve(this.factors, right).value.re);
    const shift = z.reduce((sum, x, m) => sum + x * this.exact[m]!, 0);
    return z.map((x, m) => x - shift * metric[m]! * identity[m]!);
  }

  /**
   * The sources of the error of an observable in a state; undefined where they do not add up to it, because the rates
   * are too far apart for double precision.
   *
   * @param operator  the observable by its elements
   * @param excess    its z
   */
  confirmed(operator: Float64Array, excess: Float64Array, rho: Float64Array): ErrorSource | undefined {
    const found = this.of(excess, rho);
    const error = this.relaxation.trace(operator, this.exact) - this.relaxation.trace(operator, rho);
    const largest = found.perturbations.reduce((most, x) => Math.max(most, Math.abs(x)), Math.abs(error));
    const isError = (terms: ArrayLike<number>): boolean => {
      let sum = 0;
      for (let k = 0; k < terms.length; k++) sum += terms[k]!;
      return Math.abs(sum - error) <= sumTolerance * largest;
    };
    return isError(found.perturbations) && isError(found.elements) ? found : undefined;
  }

  /** The sources of the error of an observable in a state, as they come out. */
  of(excess: Float64Array, rho: Float64Array): ErrorSource {
    const flows = this.relaxation.flows(rho);
    const elements = new Float64Array(rho.length);
    const perturbations = flows.map((flow) => {
      let sum = 0;
      for (let m = 0; m < flow.length; m++) {
        elements[m]! += excess[m]! * flow[m]!;
        sum += excess[m]! * flow[m]!;
      }
      return sum;
    });
    return { perturbations, elements };
  }
}
