import { largestOutflow } from '../chain/index.js';
import { exponentialAction, integrateInTime, type RealMatrix, real } from '../numeric/index.js';
import type { Relaxation } from './relaxation.js';

/** Largest number of unknowns (rings of ten sites as populations) whose exponential is computed as a matrix. */
const maxDense = 1100;

/** Error of a step of products with the rates, which is absolute. */
const stepTolerance = 1e-12;

/** ‖Lρ‖/‖L‖‖ρ‖ below which such steps see their own errors only. */
const steadyResidual = 1e-12;

/** The matrix of L on the elements of a state, by rows. */
function generatorMatrix({ chain, algebra }: Relaxation): RealMatrix {
  const n = algebra.size;
  const out = real(n, n);
  const { populationAt } = chain.unknowns;
  for (const { superoperator, strength } of chain.parts) {
    for (const { row, rows, column, columns, values } of superoperator.gains)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) out.re[(row + i) * n + column + j]! += strength * values[i * columns + j]!;
    populationAt.forEach((at, m) => (out.re[at * (n + 1)]! -= strength * superoperator.loss[m]!));
    for (const { at, values } of superoperator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) out.re[at[i]! * n + at[j]!]! += strength * values[i * d + j]!;
    }
  }
  return out;
}

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
    const states = exponentialAction(generatorMatrix(relaxation), rho, times, { kept });
    states.forEach(done);
    return states;
  }
  return integrateInTime((x) => relaxation.flow(x), rho, times, {
    tolerance: stepTolerance,
    done,
    isSteady: (x, flow) => largest(flow) <= steadyResidual * scale * largest(x),
  });
}
