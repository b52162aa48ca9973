import { type Matrix, eigen, eigenvalues, isComplex } from '../numeric/index.js';
import { type ParitySector, RingOperator, SectorOperator, degeneracyTolerance, partElements } from '../ring/index.js';
import { type FiniteChain, type Operator, isHermitian } from '../spin/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import { finiteSectors, hermitianBlock } from './sectors.js';
import { type ParameterValues, normBound, numbersOn } from './words.js';

/**
 * A state that an operator H has on a finite chain: the thermal state exp(−βH)/Tr exp(−βH), the ground state, or the
 * eigenstate number n in the order of the energies, from 0 on.
 */
export type EnergyState =
  | { readonly kind: 'thermal'; readonly hamiltonian: Operator; readonly beta: number }
  | { readonly kind: 'groundstate'; readonly hamiltonian: Operator }
  | { readonly kind: 'eigenstate'; readonly hamiltonian: Operator; readonly index: number };

/** The expectation value Tr ρA of an operator in a state ρ. */
export interface Expectation {
  readonly re: number;
  readonly im: number;
  /** estimated error */
  readonly error: number;
  /** states of the ground level, over which the ground state is the mean */
  readonly degeneracy?: number;
}

/** Weights of the eigenstates of a part, and how much an error of H in units of its own changes the state. */
interface Weights {
  readonly of: (part: number, state: number) => number;
  readonly parts: ReadonlySet<number>;
  readonly sensitivity: number;
  readonly degeneracy?: number;
}

/**
 * Tr ρA, where A need not have the symmetries of H: only its elements within the sectors of H count.
 *
 * The error follows from the backward errors δ of the eigenproblems: the thermal state changes by 2|β|δ at most, and an
 * eigenstate by 2δ over the gap to the next level of its sector.
 *
 * @param at  values of the parameters
 * @diagnostic `not-hermitian` if H is not, `not-finite` for a β that is not finite, `no-such-eigenstate`,
 *   `degenerate-eigenstate`, those of `numbersOn`, `sector-too-large`
 * @cost eigenvectors of every sector of H for a thermal state; otherwise eigenvalues, and eigenvectors where they are needed
 */
export function expectationIn(a: Operator, state: EnergyState, chain: FiniteChain, at: ParameterValues): Expectation {
  if (!isHermitian(state.hamiltonian))
    refuse('not-hermitian', 'the Hamiltonian of the state is not Hermitian', { hint: 'perhaps "+ h.c." is missing' });
  if (state.kind === 'thermal' && !Number.isFinite(state.beta)) refuse('not-finite', 'β is not a finite number');
  const numeric = numbersOn(state.hamiltonian, chain, at);
  const observable = numbersOn(a, chain, at);
  const norm = normBound(numeric);
  const sectors = finiteSectors(numeric, chain);
  const within = new SectorOperator(sectors.basis, RingOperator.of(observable, chain.sites), 'local');
  const blocks = (k: number): Matrix => hermitianBlock(sectors.operator, sectors.parts[k]!, norm).matrix;
  let rounding = 0;
  const energies = sectors.parts.map((part, k) => {
    checkInterrupt();
    const { value, residual, scale } = eigenvalues(blocks(k));
    rounding = Math.max(rounding, residual + 4 * Number.EPSILON * (norm + Math.sqrt(part.size) * scale));
    return value;
  });
  const weights = weightsOf(state, energies);
  let [re, im, total] = [0, 0, 0];
  sectors.parts.forEach((part, k) => {
    if (!weights.parts.has(k)) return;
    checkInterrupt();
    const { vectors } = eigen(blocks(k)).value;
    const diagonal = diagonalIn(vectors, within, part);
    for (let n = 0; n < part.size; n++) {
      const w = weights.of(k, n);
      total += w;
      re += w * diagonal.re[n]!;
      im += w * diagonal.im[n]!;
    }
  });
  const size = normBound(observable);
  const largest = Math.sqrt(sectors.parts.reduce((most, { size: n }) => Math.max(most, n), 1));
  return {
    re: re / total,
    im: im / total,
    error: size * (2 * weights.sensitivity * rounding + 8 * Number.EPSILON * largest),
    ...(weights.degeneracy !== undefined && { degeneracy: weights.degeneracy }),
  };
}

/** ⟨n|A|n⟩ of the columns n of a matrix. */
function diagonalIn(
  vectors: Matrix,
  observable: SectorOperator,
  part: ParitySector,
): { readonly re: Float64Array; readonly im: Float64Array } {
  const n = part.size;
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  const elements = partElements(observable, part, part);
  const u = vectors.re;
  const v = isComplex(vectors) ? vectors.im : undefined;
  for (let e = 0; e < elements.row.length; e++) {
    const [r, c] = [elements.row[e]! * n, elements.column[e]! * n];
    const [x, y] = [elements.re[e]!, elements.im[e]!];
    for (let k = 0; k < n; k++) {
      // conj(u_r) · u_c
      const p = v ? u[r + k]! * u[c + k]! + v[r + k]! * v[c + k]! : u[r + k]! * u[c + k]!;
      const q = v ? u[r + k]! * v[c + k]! - v[r + k]! * u[c + k]! : 0;
      re[k]! += x * p - y * q;
      im[k]! += x * q + y * p;
    }
  }
  return { re, im };
}

/** @diagnostic `no-such-eigenstate`, `degenerate-eigenstate` */
function weightsOf(state: EnergyState, energies: readonly Float64Array[]): Weights {
  const all = energies
    .flatMap((list, part) => [...list].map((energy, index) => ({ energy, part, index })))
    .sort((p, q) => p.energy - q.energy);
  const everyPart = new Set(energies.keys());
  if (state.kind === 'thermal') {
    const { beta } = state;
    // The largest weight is 1, so that no exponential overflows.
    const reference = beta >= 0 ? all[0]!.energy : all.at(-1)!.energy;
    return {
      of: (part, n) => Math.exp(-beta * (energies[part]![n]! - reference)),
      parts: everyPart,
      sensitivity: Math.abs(beta),
    };
  }
  const index = state.kind === 'groundstate' ? 0 : state.index;
  if (!(Number.isInteger(index) && index >= 0 && index < all.length)) {
    refuse('no-such-eigenstate', `there is no eigenstate ${index}: they are numbered from 0 to ${all.length - 1}`, {
      hint: `the lowest one is eigenstate(H, 0), the highest one eigenstate(H, ${all.length - 1})`,
    });
  }
  const scale = Math.max(Math.abs(all[0]!.energy), Math.abs(all.at(-1)!.energy));
  const tolerance = degeneracyTolerance * scale;
  let [first, last] = [index, index];
  while (first > 0 && all[first]!.energy - all[first - 1]!.energy <= tolerance) first -= 1;
  while (last + 1 < all.length && all[last + 1]!.energy - all[last]!.energy <= tolerance) last += 1;
  if (state.kind === 'eigenstate' && first !== last) {
    refuse(
      'degenerate-eigenstate',
      `the eigenstates ${first} … ${last} have one energy, so that none of them is a state by itself`,
      { hint: 'break the degeneracy by a small term; groundstate(H) and thermal(H, β) are means' },
    );
  }
  const level = all.slice(first, last + 1);
  const chosen = new Set(level.map(({ part, index: n }) => `${part} ${n}`));
  // The distance from the level to the other energies of its sectors.
  let gap = Number.POSITIVE_INFINITY;
  for (const { energy, part } of level) {
    energies[part]!.forEach((other, n) => {
      if (!chosen.has(`${part} ${n}`)) gap = Math.min(gap, Math.abs(other - energy));
    });
  }
  return {
    of: (part, n) => (chosen.has(`${part} ${n}`) ? 1 : 0),
    parts: new Set(level.map(({ part }) => part)),
    sensitivity: 2 / gap,
    ...(state.kind === 'groundstate' && { degeneracy: level.length }),
  };
}
