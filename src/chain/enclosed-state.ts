import {
  type Ball,
  type BallMatrix,
  type Enclosure,
  type RealBalls,
  addBalls,
  adjointBalls,
  ballMatrix,
  complex,
  eigen,
  enclosedNullVector,
  exactMatrix,
  exactly,
  identity,
  intervalOf,
  multiplyBallMatrices,
  multiplyBalls,
  notEnclosed,
  rowSumsAbove,
  subtractBallMatrices,
  unitRoundoff,
  upward,
} from '../numeric/index.js';
import { limit } from '../text/index.js';
import { type ChainState, traceRow } from './state.js';
import type { WeightedSuperoperator } from './superoperator-product.js';
import { visitEntries } from './superoperator-entries.js';
import type { Unknowns } from './unknowns.js';

/**
 * The steady state of a chain as intervals: rates, matrix elements and weights of observables are taken exactly as they are in
 * double precision, and the null vector of this rate superoperator lies between the two numbers. Its row of the most probable
 * state is, by definition, minus the sum of the rows of the other populations: so the rates conserve the trace exactly, which
 * the rounded sums of the losses do not.
 */
export interface EnclosedState {
  /** the smallest probability: where the first number is positive, ρ is proved to be positive */
  readonly smallest: Enclosure;
  /** the sum of observable weights times unknowns, in the order of the weights */
  readonly expectations: readonly Enclosure[];
}

/** Largest number of unknowns of an enclosure, which takes about a minute; a ring of eight sites has fewer. */
const largestEnclosedState = 1500;

/**
 * Encloses the null vector of Σ strength · L with trace 1, and expectation values in it.
 *
 * @param state    the approximate steady state
 * @param weights  of observables, each of the length of the unknowns
 * @diagnostic `not-enclosed`, `ring-size` beyond the limit
 * @cost five products of matrices of the number of unknowns
 */
export function enclosedState(
  parts: readonly WeightedSuperoperator[],
  { unknowns, values }: Pick<ChainState, 'unknowns' | 'values'>,
  weights: readonly Float64Array[],
): EnclosedState {
  const { size } = unknowns;
  if (size > largestEnclosedState)
    limit('ring-size', `${size} populations and coherences are more than an enclosure has: ${largestEnclosedState}`, {
      hint: 'take a smaller ring, as in --ring 8',
    });
  const mid = new Float64Array(size * size);
  const total = new Float64Array(size * size);
  const terms = new Int32Array(size * size);
  visitEntries(
    parts.filter(({ strength }) => strength !== 0),
    () => true,
    (row, column, value) => {
      const p = row * size + column;
      mid[p]! += value;
      total[p]! += Math.abs(value);
      terms[p]! += 1;
    },
  );
  // Each term is a rounded product, and the sum of k terms is wrong by at most k u Σ|terms|.
  const rad = total.map((sum, p) => (terms[p] === 0 ? 0 : upward((terms[p]! + 2) * unitRoundoff * sum)));
  const generator: RealBalls = { size, mid, rad };
  const x = enclosedNullVector(generator, traceRow(unknowns), sizesOf(unknowns, values));
  return {
    smallest: smallestProbability(unknowns, x),
    expectations: weights.map((w) => intervalOf(sumOf(w, x))),
  };
}

/** The populations, and for a coherence the root of the product of its two. */
function sizesOf({ size, populationAt, pairs }: Unknowns, values: Float64Array): Float64Array {
  const sizes = new Float64Array(size);
  for (const p of populationAt) sizes[p] = Math.max(0, values[p]!);
  for (const { n, m, at } of pairs)
    sizes[at] = sizes[at + 1] = Math.sqrt(sizes[populationAt[n]!]! * sizes[populationAt[m]!]!);
  return sizes;
}

function sumOf(weights: Float64Array, x: readonly Ball[]): Ball {
  return x.reduce((sum, value, i) => addBalls(sum, multiplyBalls(exactly(weights[i]!), value)), exactly(0));
}

/** An interval of the smallest eigenvalue of ρ over all levels. */
function smallestProbability({ levels, populationAt, pairs, pairOf }: Unknowns, x: readonly Ball[]): Enclosure {
  const coherent = new Set<number>(pairs.map(({ level }) => level));
  let [least, most] = [Infinity, Infinity];
  const take = ([low, high]: Enclosure): void => {
    least = Math.min(least, low);
    most = Math.min(most, high);
  };
  levels.forEach(({ states }, level) => {
    if (!coherent.has(level)) {
      for (const n of states) take(intervalOf(x[populationAt[n]!]!));
      return;
    }
    const zero = exactly(0);
    const block = ballMatrix(states.length, states.length, (i, j) => {
      const [n, m] = [states[i]!, states[j]!];
      if (i === j) {
        const { mid, rad } = x[populationAt[n]!]!;
        return { re: mid, im: 0, rad };
      }
      const pair = i < j ? pairOf(n, m) : pairOf(m, n);
      const [re, im] = pair ? [x[pair.at]!, x[pair.at + 1]!] : [zero, zero];
      return { re: re.mid, im: i < j ? im.mid : -im.mid, rad: upward(re.rad + im.rad) };
    });
    take(smallestEigenvalue(block));
  });
  return [least, most];
}

/**
 * An interval of the smallest eigenvalue of a Hermitian matrix B of balls, from approximate vectors V of its midpoint.
 *
 * With C = V† B V and V† V = 1 + E, the Rayleigh quotients of B are y†Cy / y†(1 + E)y. Gershgorin's discs bound the first, and row
 * sums of |E| the second; the diagonal of C is attained by unit vectors y.
 */
function smallestEigenvalue(block: BallMatrix): Enclosure {
  const n = block.mid.rows;
  const { vectors } = eigen(complex(n, n, block.mid.re, block.mid.im)).value;
  const v = exactMatrix(vectors);
  const adjoint = adjointBalls(v);
  const c = multiplyBallMatrices(adjoint, multiplyBallMatrices(block, v));
  const gram = subtractBallMatrices(multiplyBallMatrices(adjoint, v), exactMatrix(identity(n)));
  const discs = rowSumsAbove(
    ballMatrix(n, n, (i, j) => {
      const p = i * n + j;
      // The imaginary part of a diagonal element of a Hermitian matrix is rounding, and only widens its disc.
      return { re: i === j ? 0 : c.mid.re[p]!, im: c.mid.im[p]!, rad: c.rad[p]! };
    }),
  );
  const defect = rowSumsAbove(gram).reduce((most, sum) => Math.max(most, sum), 0);
  let [low, high] = [Infinity, Infinity];
  for (let i = 0; i < n; i++) {
    const attained = c.mid.re[i * n + i]!;
    low = Math.min(low, attained - discs[i]!);
    high = Math.min(high, attained + upward(c.rad[i * n + i]!));
  }
  if (!(defect < 0.25)) notEnclosed('the eigenvectors of a level are not independent');
  // 1/(1 − defect) < 1 + 1.4 defect, and the rest is far more than the roundings of these lines.
  const slack = 2 * defect;
  return [low - Math.abs(low) * slack, high + Math.abs(high) * slack];
}
