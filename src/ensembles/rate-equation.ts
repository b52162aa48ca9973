import { largestOutflow } from '../chain/index.js';
import { exponentialAction, integrateInTime } from '../numeric/index.js';
import { matrixOfGenerator, maxDense } from './generator-matrix.js';
import type { Relaxation } from './relaxation.js';

/** Error of a step of products with the rates, which is absolute. */
const stepTolerance = 1e-12;

/** ‖Lρ‖/‖L‖‖ρ‖ below which such steps see their own errors only. */
const steadyResidual = 1e-12;

/** ‖Lρ‖ divided by ‖L‖‖ρ‖, where norms are largest elements. */
export function stateResidual(relaxation: Relaxation, rho: Float64Array): number {
  const scale = largestOutflow(relaxation.chain.parts);
  return scale === 0 ? 0 : largest(relaxation.flow(rho)) / (scale * largest(rho));
}

const largest = (x: Float64Array): number => x.reduce((m, v) => Math.max(m, Math.abs(v)), 0);

/**
 * The solution of the rate equation dρ/dt = Lρ at ascending times, ρ(t) = e^{Lt} ρ(0).
 *
 * Up to `maxDense` unknowns the exponential is that of the matrix, for times of any length. Larger problems are followed by
 * products with the rates until the state is steady within their errors.
 *
 * @param times  in the inverse of the unit of strengths
 * @param done   called with the state at each time, for callers that need the states before an error
 * @diagnostic `stiff` where a large problem takes too many steps
 */
export function rateEquation(
  relaxation: Relaxation,
  rho: Float64Array,
  times: readonly number[],
  done: (rho: Float64Array) => void = () => {},
): Float64Array[] {
  const last = times.at(-1) ?? 0;
  const scale = largestOutflow(relaxation.chain.parts);
  const { identity } = relaxation.algebra;
  // Short times take fewer products with a vector.
  if (rho.length <= maxDense && last * scale > rho.length) {
    const kept = { row: identity, column: rho };
    const states = exponentialAction(matrixOfGenerator(relaxation), rho, times, { kept });
    states.forEach(done);
    return states;
  }
  return integrateInTime((x) => relaxation.flow(x), rho, times, {
    tolerance: stepTolerance,
    done,
    isSteady: (x, flow) => largest(flow) <= steadyResidual * scale * largest(x),
  });
}
