import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { minimalResidual, real } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { refuseNothingActs } from './refusals.js';
import { sectorWeights } from './sector-balance.js';
import { type ChainState, settledResidual, type SteadyOptions, steadyStateFrom } from './state.js';
import { pseudoRandom } from './uniqueness.js';
import { sharedProduct } from './shared-product.js';
import { dotAt, largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';

/** Number of vectors of one Krylov space; on a ring of 16 sites each takes half a megabyte. */
export const maxKrylovVectors = 160;

/** Number of spaces, each of which starts from the state that the one before has found. */
const maxKrylovSpaces = 12;

/** Relative change of the weight of a sector by a balance of the fluxes that counts as none. */
const settledWeight = 1e-11;

/** Largest relative difference of two searches, sector by sector, that counts as agreement. */
const sameStateDistance = 1e-8;

/** Number of steps of gain over loss, with the balance of the sectors, before the first space. */
const firstSteps = 6;

/** Root mean square of the relative imbalance of gain and loss that ends a search. */
const settledImbalance = 1e-13;

/** Slowest mode, in units of the loss of a state, up to which a settled imbalance means a settled state. */
const slowMode = 1e-5;

/**
 * The null vector of the rates between populations, by products with the rates alone. With a positive state ρ_0 as
 * reference and ρ = ρ_0 (1 + φ), the equations in units of gain and loss are
 *
 *   A (1 + φ) = 0,   A_km = −W_km ρ_0,m / (Γ_k ρ_0,k)     for the populations: chain (11)
 *
 * so that A has a unit diagonal except for rates from a state to itself. GMRES solves A φ = −A 1, whose Krylov space
 * does not contain the null vector. The state is unique where every level is reached from every other one, which
 * `supportOf` has found out before.
 *
 * @diagnostic `no-convergence`
 * @cost about 60 products with the rates
 */
export function byProducts(parts: readonly WeightedSuperoperator[], options: SteadyOptions): ChainState {
  const { near = [], unique = true, sharing, onProgress } = options;
  const active = parts.filter((p) => p.strength !== 0);
  const scale = largestOutflow(active);
  if (scale === 0) refuseNothingActs();
  const product = sharedProduct(active, sharing);
  const equations: Equations = { active, loss: lossOf(active), product: product.times };
  const last = near.at(-1)?.values;
  let found: Search;
  try {
    found = searched(equations, last?.every((x) => x > 0) ? last : firstState(equations), onProgress);
    if (unique && isDoubtful(active, found)) checkAgain(equations, found);
  } finally {
    product.end();
  }
  const state = steadyStateFrom(active, found.rho, scale, found.products);
  if (found.isSettled && state.residual <= settledResidual) return state;
  return limit(
    'no-convergence',
    `after ${found.products} products with the rates, gain and loss still differ by ${state.residual.toExponential(1)} of the largest rate`,
    { hint: 'is there a conservation law that no perturbation breaks, or next to none?' },
  );
}

/** The equations of the populations: the parts that act, the rate out of every population, and the product with L. */
interface Equations {
  readonly active: readonly WeightedSuperoperator[];
  readonly loss: Float64Array;
  readonly product: (x: Float64Array) => Float64Array;
}

/** A state with the numbers that show how well it is determined. */
interface Search {
  readonly rho: Float64Array;
  readonly products: number;
  readonly isSettled: boolean;
  /** the smallest modulus of a Ritz value of A: the slowest mode, in units of the loss */
  readonly slowest: number;
  /** largest relative change of the weight of a sector after the first space */
  readonly shift: number;
}

/**
 * Spaces one after the other, each from the state of the one before. Between them the weights of the sectors are balanced
 * (aggregation and disaggregation), since rates between sectors may be too small beside those inside for one space.
 */
function searched(equations: Equations, start: Float64Array, onProgress?: SteadyOptions['onProgress']): Search {
  let rho = start;
  let products = 0;
  let slowest = Infinity;
  let shift = 0;
  for (let space = 0; space < maxKrylovSpaces; space++) {
    const found = correctedState(equations, rho, onProgress);
    products += found.products;
    slowest = Math.min(slowest, found.slowest);
    const positive = found.rho.every((x) => x > 0);
    rho = normalised(positive ? found.rho : gainOverLoss(equations, found.rho.map(Math.abs)));
    const { state, change } = balanced(equations.active, rho);
    rho = normalised(state);
    if (space === 0) shift = change;
    if (positive && found.imbalance <= settledImbalance && change <= settledWeight)
      return { rho, products, isSettled: true, slowest, shift };
  }
  return { rho, products, isSettled: false, slowest, shift };
}

/** Could there be a mode so slow that a settled state still contains it? */
function isDoubtful(active: readonly WeightedSuperoperator[], { slowest, shift }: Search): boolean {
  const strengths = active.map((p) => p.strength);
  return slowest < slowMode || shift > slowMode || Math.min(...strengths) < slowMode * Math.max(...strengths);
}

/**
 * Another search from a start in which every population is changed by up to a half. It excites every mode, and what is left
 * of it shows modes that are too slow to be resolved.
 *
 * @diagnostic `no-convergence`
 */
function checkAgain(equations: Equations, { rho, slowest }: Search): void {
  const other = searched(equations, normalised(rho.map((x, i) => x * (1 + pseudoRandom(i) / 2))));
  const { classes } = equations.active[0]!.superoperator.unknowns;
  const apart = classes.reduce((most, { start, end }) => {
    let change = 0;
    let weight = 0;
    for (let i = start; i < end; i++) {
      change += Math.abs(rho[i]! - other.rho[i]!);
      weight += rho[i]!;
    }
    return Math.max(most, change / weight);
  }, 0);
  if (apart <= sameStateDistance) return;
  limit(
    'no-convergence',
    `some mode relaxes ${(1 / Math.min(slowest, other.slowest)).toExponential(0)} times more slowly than others, or even more, and products with the rates do not resolve it`,
    { hint: 'a smaller ring is solved by elimination' },
  );
}

/** Γ: the rate out of every population. */
function lossOf(active: readonly WeightedSuperoperator[]): Float64Array {
  const { populationAt, size } = active[0]!.superoperator.unknowns;
  const loss = new Float64Array(size);
  for (const { superoperator, strength } of active)
    for (let n = 0; n < populationAt.length; n++) loss[populationAt[n]!]! += strength * superoperator.loss[n]!;
  return loss;
}

/** ρ + Lρ/Γ, which is positive where ρ is. */
function gainOverLoss({ loss, product }: Equations, rho: Float64Array): Float64Array {
  const flow = product(rho);
  return rho.map((x, i) => Math.max(x * 1e-3, x + flow[i]! / loss[i]!));
}

function normalised(rho: Float64Array): Float64Array {
  const sum = rho.reduce((s, x) => s + x, 0);
  return rho.map((x) => x / sum);
}

/** A state near the steady one: a few steps from infinite temperature, each with the weights of the sectors balanced. */
function firstState(equations: Equations): Float64Array {
  const { active, loss } = equations;
  let rho: Float64Array = new Float64Array(loss.length).fill(1 / loss.length);
  for (let step = 0; step < firstSteps; step++) {
    checkInterrupt();
    rho = normalised(gainOverLoss(equations, balanced(active, rho).state));
  }
  return rho;
}

/** The state with weights of the sectors for which the flux into each equals that out of it, and their largest change. */
function balanced(
  active: readonly WeightedSuperoperator[],
  rho: Float64Array,
): { readonly state: Float64Array; readonly change: number } {
  const { classes } = active[0]!.superoperator.unknowns;
  const unchanged = { state: rho, change: 0 };
  if (classes.length === 1) return unchanged;
  const classOf = new Int32Array(rho.length);
  classes.forEach(({ start, end }, c) => classOf.fill(c, start, end));
  const flux = real(classes.length, classes.length);
  for (const { superoperator, strength } of active) {
    for (const { row, rows, column, columns, values } of superoperator.gains) {
      const [to, from] = [classOf[row]!, classOf[column]!];
      if (to === from) continue;
      for (let i = 0; i < rows; i++)
        flux.re[to * classes.length + from]! += strength * dotAt(values, i * columns, rho, column, columns);
    }
  }
  const factors = sectorWeights(flux);
  if (!factors?.every((f) => f > 0)) return unchanged;
  // As factors they are one on average where nothing changes.
  const weight = rho.reduce((sum, x, i) => sum + x * factors[classOf[i]!]!, 0);
  const change = factors.reduce((m, f) => Math.max(m, Math.abs(f / weight - 1)), 0);
  return { state: rho.map((x, i) => (x * factors[classOf[i]!]!) / weight), change };
}

interface KrylovResult {
  readonly rho: Float64Array;
  readonly products: number;
  /** root mean square of the relative difference of gain and loss */
  readonly imbalance: number;
  /** the smallest modulus of a Ritz value of A */
  readonly slowest: number;
}

/** Minimal residuals for A φ = −A 1. */
function correctedState(
  { loss, product }: Equations,
  reference: Float64Array,
  onProgress: SteadyOptions['onProgress'],
): KrylovResult {
  const n = reference.length;
  const apply = (v: Float64Array): Float64Array => {
    const flow = product(v.map((x, i) => x * reference[i]!));
    return flow.map((f, i) => -f / (loss[i]! * reference[i]!));
  };
  const root = Math.sqrt(n);
  const { x, residual, products, hessenberg } = minimalResidual(apply, apply(new Float64Array(n).fill(-1)), {
    most: maxKrylovVectors,
    tolerance: settledImbalance * root,
    onProgress: (r) => onProgress?.(r / root),
  });
  if (products === 0) return { rho: reference, products: 1, imbalance: 0, slowest: 1 };
  return {
    rho: reference.map((p, i) => p * (1 + x[i]!)),
    products: products + 1,
    imbalance: residual / root,
    slowest: smallestRitzValue(hessenberg),
  };
}

/** The smallest modulus of an eigenvalue of the square Hessenberg matrix: the slowest mode that the start has excited. */
function smallestRitzValue(columns: readonly Float64Array[]): number {
  const m = columns.length;
  const h = Matrix.zeros(m, m);
  columns.forEach((column, k) => column.forEach((x, i) => (i < m ? h.set(i, k, x) : undefined)));
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(h, { assumeSymmetric: false });
  return realEigenvalues.reduce((least, x, i) => Math.min(least, Math.hypot(x, imaginaryEigenvalues[i]!)), Infinity);
}
