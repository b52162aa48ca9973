import { nullVector } from './elimination.js';
import { Extrapolation, dot, subtract } from './extrapolation.js';
import {
  type Factors,
  type RealMatrix,
  complex,
  eigenvalues,
  factor,
  real,
  solve,
  stationary,
} from '../numeric/index.js';
import { DiagnosticError, checkInterrupt, limit, refuse } from '../text/index.js';
import { type LevelGraph, closedClasses, levelGraph } from './closed-classes.js';
import { type GainBlock, type RateSuperoperator, type Unknowns, leastRate } from './generator.js';
import { nullity } from './null-space.js';
import { degeneracyTolerance } from './spectrum.js';

/** A part of the generator with its strength: the drive's with (ε_d/ε_ph)², say. */
export interface WeightedSuperoperator {
  readonly superoperator: RateSuperoperator;
  readonly strength: number;
}

/** By generator, which it does not keep alive. */
type Flows = Pick<WeakMap<RateSuperoperator, Float64Array>, 'has' | 'get'>;

/** A state that H_0 leaves alone, in the real unknowns of `Unknowns`, with trace 1. */
export interface SteadyState {
  readonly unknowns: Unknowns;
  readonly values: Float64Array;
  /** ‖Lρ‖ over ‖L‖‖ρ‖: largest elements */
  readonly residual: number;
  readonly iterations: number;
  /** smallest eigenvalue of ρ: not below zero but for rounding */
  readonly smallest: number;
  /** Lρ of each generator alone, at strength one */
  readonly flows: Flows;
}

export interface SteadyOptions {
  /** states of the same generators at other strengths, the nearest last: where to start */
  readonly near?: readonly SteadyState[];
  /** factors from other strengths, and where to keep those that are made */
  readonly kept?: KeptFactors;
  /**
   * wanted change of the state between sweeps, relative to each class; default 1e-12: a sweep leaves about a tenth of
   * the error
   */
  readonly tolerance?: number;
  /** default 1000 */
  readonly sweeps?: number;
  /** whether to make sure that there is no other steady state: as much work again as the sweeps. Default true */
  readonly unique?: boolean;
  /**
   * one elimination of all unknowns (2/3 n³ multiplications), or sweeps over the sectors; chosen by their number unless
   * told
   */
  readonly method?: 'elimination' | 'sweeps';
  readonly onProgress?: (change: number) => void;
}

/**
 * Σ_j a[at + j] x[from + j] in four strands: one alone waits for each addition before the next. Destructured from an
 * array they would be boxed, and three times as slow.
 */
function dotAt(a: Float64Array, at: number, x: Float64Array, from: number, n: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let j = 0;
  for (; j + 3 < n; j += 4) {
    p += a[at + j]! * x[from + j]!;
    q += a[at + j + 1]! * x[from + j + 1]!;
    r += a[at + j + 2]! * x[from + j + 2]!;
    s += a[at + j + 3]! * x[from + j + 3]!;
  }
  for (; j < n; j++) p += a[at + j]! * x[from + j]!;
  return p + q + (r + s);
}

/** y += s · (gains of the generator) x */
function addGainsTo(generator: RateSuperoperator, s: number, x: Float64Array, y: Float64Array): void {
  for (const { row, rows, column, columns, values } of generator.gains) {
    for (let i = 0; i < rows; i++) y[row + i]! += s * dotAt(values, i * columns, x, column, columns);
  }
}

/** L ρ in the real unknowns. */
export function applySuperoperators(parts: readonly WeightedSuperoperator[], x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  for (const { superoperator: generator, strength } of parts) {
    if (strength === 0) continue;
    addGainsTo(generator, strength, x, y);
    const { populationAt } = generator.unknowns;
    for (let n = 0; n < populationAt.length; n++)
      y[populationAt[n]!]! -= strength * generator.loss[n]! * x[populationAt[n]!]!;
    for (const { at, values } of generator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += values[i * d + j]! * x[at[j]!]!;
        y[at[i]!]! += strength * sum;
      }
    }
  }
  return y;
}

/** Gains into one class out of another, or inside. */
interface StrengthenedGain {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: Float64Array;
  readonly strength: number;
}

/** Strengths at which a class was factored still serve where none is further from its own than by this factor. */
const maxStrengthRatio = 2.2;

/**
 * The factors of all classes at some strengths. At others near by sweeps with them still lead to the state, in a few
 * more steps than with factors of its own, which take longer than all of these steps.
 */
export class KeptFactors {
  private strengths = new Map<RateSuperoperator, number>();
  private classes: readonly Pick<SectorBlock, 'factors' | 'share'>[] = [];

  /**
   * The same parts, all of them stronger by one factor, as near to what is kept as they get; nothing where that is not
   * near.
   */
  near(parts: readonly WeightedSuperoperator[]): readonly WeightedSuperoperator[] | undefined {
    if (parts.length !== this.strengths.size) return undefined;
    const numbers = ({ gains }: RateSuperoperator): number => gains.reduce((sum, { values }) => sum + values.length, 0);
    const most = parts.reduce((a, b) => (numbers(b.superoperator) > numbers(a.superoperator) ? b : a));
    const unit = (this.strengths.get(most.superoperator) ?? 0) / most.strength;
    const same = parts.map(({ superoperator: generator, strength }) => ({
      superoperator: generator,
      strength: generator === most.superoperator ? this.strengths.get(generator)! : strength * unit,
    }));
    return same.every(
      ({ superoperator: generator, strength }) =>
        Math.abs(Math.log(strength / (this.strengths.get(generator) ?? 0))) <= Math.log(maxStrengthRatio),
    )
      ? same
      : undefined;
  }

  /** What is left of a strength beside that of the factors. */
  rest({ superoperator: generator, strength }: WeightedSuperoperator): number {
    return strength - this.strengths.get(generator)!;
  }

  of(lump: number): Pick<SectorBlock, 'factors' | 'share'> {
    return this.classes[lump]!;
  }

  keep(parts: readonly WeightedSuperoperator[], lumps: readonly SectorBlock[]): void {
    this.strengths = new Map(parts.map(({ superoperator: generator, strength }) => [generator, strength]));
    this.classes = lumps.map(({ factors, share }) => ({ factors, share }));
  }

  /** Before others are made: on large rings two sets of them are too much. */
  clear(): void {
    this.strengths = new Map();
    this.classes = [];
  }
}

/** LU factors without the matrix they came from: on large rings that would be as much memory again. */
type SectorFactors = Pick<Factors<RealMatrix>, 'n' | 'lu' | 'pivots'>;

/** An element of a matrix. */
interface MatrixElement {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** One class with what acts inside it, factored, and what reaches it from other classes. */
interface SectorBlock {
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly populations: boolean;
  /** 1 on populations: the trace */
  readonly trace: Float64Array;
  readonly factors: SectorFactors;
  /** what the factors leave out, of strengths that have changed since */
  readonly rest: readonly StrengthenedGain[];
  readonly restOfLosses: readonly MatrixElement[];
  /** rank-one term −scale · p tr, which makes the inside regular; zero for classes of coherences */
  readonly share: Float64Array;
  readonly from: { readonly lump: number; readonly coupling: StrengthenedGain }[];
  /** by lump: how much of each of its unknowns arrives here as population */
  readonly arrives: ReadonlyMap<number, Float64Array>;
  /** losses that lead from another class into this one */
  readonly cross: readonly (MatrixElement & { readonly lump: number })[];
}

/**
 * The null vector of the generator, chain (11): the state at ε → 0.
 *
 * Rates between sectors of different S^z may be forty orders of magnitude smaller than those inside (a large field),
 * and then a null vector of the whole matrix is lost in rounding. So the state is built in two steps that repeat: the
 * weight of each sector from the balance of what flows up and down, by an elimination that never subtracts, and the
 * state inside a sector from its own equations with that inflow (aggregation and disaggregation; Gauss-Seidel over the
 * sectors).
 *
 * Levels that are left for good have no weight; where the rest is one closed class of levels, the state is that of the
 * class.
 *
 * @diagnostic `steady-not-unique`, `no-rates`, `no-convergence`, `not-resolved`
 */
export function steadyState(parts: readonly WeightedSuperoperator[], options: SteadyOptions = {}): SteadyState {
  const active = parts.filter((p) => p.strength !== 0);
  if (active.length === 0 || largestOutflow(active) === 0) refuseNothingActs();
  try {
    return checkState(stateWithin(active, supportOf(active), options));
  } catch (error) {
    if (
      active.length === parts.length ||
      !(error instanceof DiagnosticError) ||
      error.diagnostic.code !== 'steady-not-unique'
    )
      throw error;
    // What is left out may be what makes the state unique.
    return limit(
      'not-resolved',
      'the strengths of the perturbations lie so far apart that the squares of some vanish beside the others: doubles cannot weigh them against each other',
      {
        hint: 'take strengths that lie within a factor of 1e145',
      },
    );
  }
}

function stateWithin(
  active: readonly WeightedSuperoperator[],
  support: Support | undefined,
  options: SteadyOptions,
): SteadyState {
  const size = support?.unknowns.length ?? active[0]!.superoperator.unknowns.size;
  // Sweeps know sectors that are all populated.
  const { method = size <= maxDirectUnknowns || (support && size <= maxFallbackUnknowns) ? 'elimination' : 'sweeps' } = options;
  if (method === 'elimination') return byElimination(active, support, options);
  if (options.method === 'sweeps' || size > maxFallbackUnknowns) return bySweeps(active, options);
  try {
    const state = bySweeps(active, options);
    if (state.residual <= settledResidual) return state;
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !['steady-not-unique', 'no-convergence'].includes(error.diagnostic.code))
      throw error;
  }
  // Some rate inside a sector is as small as those between sectors, or smaller: no sweep sees it.
  return byElimination(active, support, options);
}

/**
 * Up to so many unknowns (rings of ten sites) one elimination of all of them takes no longer than sweeps, and needs no
 * luck.
 */
const maxDirectUnknowns = 2500;
/** Up to so many it is there for what sweeps do not settle: it needs 0.6 GB and a minute. */
const maxFallbackUnknowns = 8500;
/** ‖Lρ‖ over ‖L‖‖ρ‖ that is left where sweeps have settled. */
const settledResidual = 1e-12;

/**
 * Bytes that `steadyState` takes beside the generators: one matrix of all unknowns, or the factors of every class and
 * room for one more.
 */
export function steadyBytes({ size, classes }: Unknowns): number {
  if (size <= maxDirectUnknowns) return 8 * size ** 2;
  const sizes = classes.map((c) => c.end - c.start);
  return 8 * (sizes.reduce((s, n) => s + n * n, 0) + 3 * Math.max(...sizes) ** 2);
}

/** Where the state can have weight, seen from the rates between levels. */
interface Support {
  readonly graph: LevelGraph;
  /** 1 at the nodes of the closed class */
  readonly closed: Uint8Array;
  /**
   * the unknowns of the class; all of them where levels with coherences lie outside, which may hold dark states in
   * spite of their rates
   */
  readonly unknowns: Int32Array;
}

/**
 * The closed class of levels in which every state ends.
 *
 * @returns nothing where that is all levels
 * @diagnostic `steady-not-unique` where there are several; `not-resolved` where rates that underflow decide
 */
function supportOf(active: readonly WeightedSuperoperator[]): Support | undefined {
  const generators = active.map((p) => p.superoperator);
  const { unknowns } = generators[0]!;
  const graph = levelGraph(unknowns);
  const { classOf, count } = closedClasses(graph, generators);
  if (count > 1)
    refuseNotUnique(
      `the perturbations lead into ${count} closed classes of levels, and each holds a steady state of its own`,
    );
  let found = classOf;
  if (generators.some((g) => g.underflows)) {
    const resolved = closedClasses(graph, generators, true);
    if (resolved.count > 1) {
      const common = Array.from(resolved.classOf, (c, node) => (c >= 0 && classOf[node] === 0 ? c : -1));
      // Of the classes that are closed but for such rates only those count that are never left for good.
      if (new Set(common.filter((c) => c >= 0)).size > 1) {
        limit(
          'not-resolved',
          `${resolved.count} classes of levels are joined only by rates below ${leastRate.toExponential(0)} of the others: doubles cannot weigh them against each other`,
          {
            hint: 'is a temperature, or the width of a bath, too small beside the energies?',
          },
        );
      }
      found = Int32Array.from(common);
    } else found = resolved.classOf;
  }
  if (found.every((c) => c >= 0)) return undefined;
  const closed = Uint8Array.from(found, (c) => Number(c >= 0));
  const outside = unknowns.pairs.some(({ at }) => closed[graph.nodeOf[at]!] === 0);
  return {
    graph,
    closed,
    unknowns: Int32Array.from(graph.nodeOf.keys()).filter((u) => outside || closed[graph.nodeOf[u]!] === 1),
  };
}

/** The null vector by one elimination without cancellation: rates may be as different as they like. */
function byElimination(
  parts: readonly WeightedSuperoperator[],
  support: Support | undefined,
  { onProgress }: SteadyOptions,
): SteadyState {
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = parts[0]!.superoperator;
  const scale = largestOutflow(active);
  if (scale === 0) refuseNothingActs();
  const inside = support?.unknowns ?? Int32Array.from({ length: unknowns.size }, (_, i) => i);
  const { nodeOf, nodes } = support?.graph ?? levelGraph(unknowns);
  const isClosed = (node: number): boolean => !support || support.closed[node] === 1;
  const trace = traceRow(unknowns);
  const within = Float64Array.from(inside, (u) => trace[u]!);
  const bySize = (): Float64Array => bySingularValues(denseSuperoperator(active, inside), within, weakest);
  const weakest =
    active.reduce((m, p) => Math.min(m, p.strength), Infinity) / active.reduce((m, p) => Math.max(m, p.strength), 0);
  const progress = (done: number, total: number) => onProgress?.(10 ** ((-13 * done) / total));
  /** @returns nothing where no order of the levels gets through */
  const eliminated = (backwards: boolean): { value: Float64Array; doubtful: boolean } | undefined => {
    // A level that cannot be taken out (a dark state, a rate lost beside others) is tried as the one in which
    // everything ends.
    const last: number[] = [];
    for (;;) {
      const rank = (node: number): number =>
        last.includes(node)
          ? last.indexOf(node) - last.length
          : (backwards ? nodes - 1 - node : node) + (isClosed(node) ? 0 : nodes);
      const found = nullVector(
        { matrix: denseSuperoperator(active, inside), trace: within, level: Int32Array.from(inside, (u) => rank(nodeOf[u]!)) },
        progress,
      );
      if (found.stuck === undefined) return found;
      const place = found.stuck % nodes;
      const node = found.stuck < 0 ? last[found.stuck + last.length]! : backwards ? nodes - 1 - place : place;
      if (last.includes(node) || last.length >= maxLastLevels) return undefined;
      last.unshift(node);
    }
  };
  const stateFrom = (weights: Float64Array): SteadyState => {
    const all = new Float64Array(unknowns.size);
    inside.forEach((u, i) => (all[u] = isClosed(nodeOf[u]!) ? weights[i]! : 0));
    return steadyStateFrom(active, all, scale, 1);
  };
  const found = eliminated(false);
  if (!found) return stateFrom(bySize());
  const state = stateFrom(found.value);
  // Rates alone are sums of terms of one sign, however small they become.
  if (!(found.doubtful && unknowns.pairs.length > 0) && state.residual <= settledResidual) return state;
  // Rounding may have chosen among several null vectors: in another order it chooses another one.
  const other = eliminated(true);
  const apart = other ? found.value.reduce((sum, x, i) => sum + Math.abs(x - other.value[i]!), 0) : Infinity;
  return apart <= sameStateDistance && state.residual <= settledResidual ? state : stateFrom(bySize());
}

/** Difference up to which two eliminations of one generator have found one state. */
const sameStateDistance = 1e-7;
/** Levels that are tried as the last of an elimination. */
const maxLastLevels = 4;
/** Strengths below this part of the largest may make rates that singular values cannot tell from rounding. */
const minComparableStrength = 1e-8;
/** Largest system whose singular values are computed: twice as many eigenvalues, a few seconds. */
const maxSingularValues = 700;

/**
 * The null vector of a generator that no elimination gets through, its uniqueness from singular values.
 *
 * @param weakest  the smallest strength over the largest
 * @diagnostic `steady-not-unique`, `not-resolved`
 */
function bySingularValues(matrix: RealMatrix, trace: Float64Array, weakest: number): Float64Array {
  const n = matrix.cols;
  if (n > maxSingularValues) refuseNotUnique('some coherences or dark states of the levels never decay');
  // Columns of one size: a slow level counts like a fast one.
  const size = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) size[j] = Math.max(size[j]!, Math.abs(matrix.re[i * n + j]!));
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (size[j]! > 0) matrix.re[i * n + j]! /= size[j]!;
  const { dimension, isClear } = nullity(matrix);
  if (!isClear || (dimension > 1 && weakest < minComparableStrength)) {
    limit(
      'not-resolved',
      'some combination of populations and coherences decays so much more slowly than others that doubles cannot tell it from a steady one',
      { hint: 'take strengths that lie closer together' },
    );
  }
  if (dimension !== 1) refuseNotUnique(`${dimension} independent combinations of populations and coherences are steady`);
  const first = trace.indexOf(1);
  for (let j = 0; j < n; j++) matrix.re[first * n + j] = size[j]! > 0 ? trace[j]! / size[j]! : trace[j]!;
  const right = real(n, 1);
  right.re[first] = 1;
  return solve(matrix, right).value.re.map((x, j) => (size[j]! > 0 ? x / size[j]! : x));
}

/** 1 on populations. */
function traceRow({ size, populationAt }: Unknowns): Float64Array {
  const trace = new Float64Array(size);
  for (const p of populationAt) trace[p] = 1;
  return trace;
}

/** The generator between some of the unknowns. */
function denseSuperoperator(active: readonly WeightedSuperoperator[], inside: Int32Array): RealMatrix {
  const n = inside.length;
  const matrix = real(n, n);
  const { size, populationAt } = active[0]!.superoperator.unknowns;
  const place = new Int32Array(size).fill(-1);
  inside.forEach((u, i) => (place[u] = i));
  const add = (row: number, column: number, value: number): void => {
    const [i, j] = [place[row]!, place[column]!];
    if (i >= 0 && j >= 0) matrix.re[i * n + j]! += value;
  };
  for (const { superoperator: generator, strength } of active) {
    for (const { row, rows, column, columns, values } of generator.gains) {
      for (let i = 0; i < rows; i++) {
        if (place[row + i]! < 0) continue;
        for (let j = 0; j < columns; j++) add(row + i, column + j, strength * values[i * columns + j]!);
      }
    }
    populationAt.forEach((p, state) => add(p, p, -strength * generator.loss[state]!));
    for (const { at, values } of generator.losses) {
      for (let i = 0; i < at.length; i++)
        for (let j = 0; j < at.length; j++) add(at[i]!, at[j]!, strength * values[i * at.length + j]!);
    }
  }
  return matrix;
}

/**
 * e^{−H_0/T}/Z beside what generators make of it: at no temperature a difference of large numbers.
 *
 * @param parts  of baths at the temperature T ≥ 0
 * @diagnostic `not-resolved` where the generators do not leave it alone
 */
export function thermalState(parts: readonly WeightedSuperoperator[], temperature: number): SteadyState {
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = active[0]!.superoperator;
  const { energies, scale } = unknowns.spectrum;
  // Levels that differ by rounding share one energy, however small T is beside it.
  const order = Int32Array.from(energies.keys()).sort((a, b) => energies[a]! - energies[b]!);
  const values = new Float64Array(unknowns.size);
  const least = energies[order[0]!]!;
  let level = least;
  let before = least;
  let whole = 0;
  for (const n of order) {
    if (energies[n]! - before > degeneracyTolerance * scale) level = energies[n]!;
    before = energies[n]!;
    whole += values[unknowns.populationAt[n]!] =
      temperature > 0 ? Math.exp((least - level) / temperature) : Number(level === least);
  }
  return checkState(
    steadyStateFrom(
      active,
      values.map((v) => v / whole),
      largestOutflow(active),
      0,
    ),
  );
}

function refuseNothingActs(): never {
  return refuse(
    'no-rates',
    'nothing perturbs the chain: without a bath, a drive or a jump that acts, every state that commutes with the Hamiltonian is steady',
  );
}

/** The eigenvalues of ρ, level by level: its probabilities. */
export function probabilitiesOf({ unknowns, values }: Pick<SteadyState, 'unknowns' | 'values'>): number[] {
  const { populationAt, pairs, pairOf, levels, spectrum } = unknowns;
  const { dimension } = spectrum.basis;
  const coherent = new Set(pairs.map((p) => p.level));
  return levels.flatMap(({ states }, level) => {
    const own = states.map((n) => values[populationAt[n]!]!);
    if (!coherent.has(level) || !own.every(Number.isFinite)) return own;
    const d = states.length;
    const block = complex(d, d);
    states.forEach((n, i) => {
      block.re[i * d + i] = own[i]!;
      states.forEach((m, j) => {
        const pair = j > i ? pairOf.get(n * dimension + m) : undefined;
        if (!pair) return;
        block.re[i * d + j] = block.re[j * d + i] = values[pair.at]!;
        block.im[i * d + j] = values[pair.at + 1]!;
        block.im[j * d + i] = -values[pair.at + 1]!;
      });
    });
    if (block.re.every((x, k) => k % (d + 1) === 0 || x === 0) && block.im.every((x) => x === 0)) return own;
    if (d > 2) return [...eigenvalues(block).value];
    const middle = (own[0]! + own[1]!) / 2;
    const half = Math.hypot((own[0]! - own[1]!) / 2, block.re[1]!, block.im[1]!);
    const more = middle + half;
    // Their product is the determinant: a difference of the two would lose the smaller one.
    return [
      half === 0 || !(more > 0) ? middle - half : (own[0]! * own[1]! - block.re[1]! ** 2 - block.im[1]! ** 2) / more,
      more,
    ];
  });
}

/** What rounding may leave of ‖Lρ‖ over ‖L‖‖ρ‖, of an eigenvalue below zero and of the trace. */
const stateTolerances = { residual: 1e-9, eigenvalue: 1e-9, trace: 1e-9 };

/**
 * The last check of every state: finite numbers, trace one, no eigenvalue below zero and Lρ = 0, each within rounding.
 *
 * @diagnostic `not-resolved`
 */
export function checkState(state: SteadyState): SteadyState {
  const { unknowns, values, residual, smallest } = state;
  const trace = unknowns.populationAt.reduce((sum, p) => sum + values[p]!, 0);
  const wrong = !values.every(Number.isFinite)
    ? 'some weights are not finite numbers'
    : !(Math.abs(trace - 1) <= stateTolerances.trace)
      ? `the trace is ${trace}`
      : !(smallest >= -stateTolerances.eigenvalue)
        ? `a probability is ${smallest.toExponential(1)}`
        : !(residual <= stateTolerances.residual)
          ? `the equations are left with a residual of ${residual.toExponential(1)}`
          : undefined;
  if (wrong !== undefined)
    limit('not-resolved', `double precision does not resolve the steady state: ${wrong}`, {
      hint: 'some rates are too small beside others: is a strength, a temperature or a width extreme?',
    });
  return state;
}

function steadyStateFrom(
  active: readonly WeightedSuperoperator[],
  values: Float64Array,
  scale: number,
  iterations: number,
): SteadyState {
  const flows = new WeakMap(
    active.map(({ superoperator: generator }) => [generator, applySuperoperators([{ superoperator: generator, strength: 1 }], values)]),
  );
  const { unknowns } = active[0]!.superoperator;
  return {
    unknowns,
    values,
    residual: largestEntry(totalFlow(active, flows)) / (scale * largestEntry(values)),
    iterations,
    smallest: probabilitiesOf({ unknowns, values }).reduce((m, p) => Math.min(m, p), Infinity),
    flows,
  };
}

/** Σ strength · Lρ */
function totalFlow(parts: readonly WeightedSuperoperator[], flows: Flows): Float64Array {
  const sum = new Float64Array(parts[0]!.superoperator.unknowns.size);
  for (const { superoperator: generator, strength } of parts) subtract(sum, -strength, flows.get(generator)!);
  return sum;
}

function largestEntry(x: Float64Array): number {
  return x.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
}

/** The combination of states at other strengths that L changes least. */
function startingState(
  lumps: readonly SectorBlock[],
  parts: readonly WeightedSuperoperator[],
  near: readonly SteadyState[],
  unknowns: Unknowns,
): Float64Array {
  const known = near.filter(({ flows }) => parts.every(({ superoperator: generator }) => flows.has(generator)));
  const last = known.at(-1) ?? near.at(-1);
  if (!last) return uniformState(unknowns);
  const past = new Extrapolation();
  for (const { values, flows } of known) past.add(values, inSectorUnits(lumps, totalFlow(parts, flows), last.values));
  const best = known.length > 0 ? past.next() : last.values;
  return hasPositiveSectors(lumps, best) ? best : last.values;
}

function bySweeps(parts: readonly WeightedSuperoperator[], options: SteadyOptions): SteadyState {
  const { near = [], kept, tolerance = 1e-12, sweeps = 1000, unique = true, onProgress } = options;
  const active = parts.filter((p) => p.strength !== 0);
  const { unknowns } = parts[0]!.superoperator;
  const scale = largestOutflow(active);
  if (scale === 0) refuseNothingActs();
  // That there is one state only is known once, from factors of its own.
  const led = unique ? undefined : kept?.near(active);
  if (led) {
    const unit = largestOutflow(led);
    const lumps = sectorBlocksOf(led, unknowns, unit, kept);
    const { values, sweeps: made } = sweepUntilSettled(
      lumps,
      startingState(lumps, led, near, unknowns),
      tolerance,
      maxSweepsWithOldFactors,
      onProgress,
    );
    const state = steadyStateFrom(led, values, unit, made);
    if (state.residual <= settledResidual) return state;
  }
  kept?.clear();
  const lumps = sectorBlocksOf(active, unknowns, scale);
  kept?.keep(active, lumps);
  checkConnected(lumps, uniformState(unknowns));
  const found = checkConverged(sweepUntilSettled(lumps, startingState(lumps, active, near, unknowns), tolerance, sweeps, onProgress));
  const x = unique ? checkUnique(lumps, active, found, scale, sweeps).values : found.values;
  return steadyStateFrom(active, x, scale, found.sweeps);
}

interface SweepResult {
  readonly values: Float64Array;
  readonly sweeps: number;
  readonly change: number;
}

/** An extrapolation is given up where the change is so many times the smallest so far, */
const divergenceRatio = 3;
/** or has not fallen by a tenth in so many sweeps; */
const maxStalledSweeps = 4;
/** then so many sweeps are made without. */
const plainSweeps = 3;

/** Sweeps after which factors of other strengths are given up. */
const maxSweepsWithOldFactors = 60;

/**
 * The fixed point of one sweep over the sectors with the balance of their weights, by Anderson's extrapolation: among
 * the combinations of the last states it goes on from the one that a sweep would change least. Changes are measured in
 * each sector against its own weight.
 */
function sweepUntilSettled(
  lumps: readonly SectorBlock[],
  start: Float64Array,
  tolerance: number,
  sweeps: number,
  onProgress?: (change: number) => void,
): SweepResult {
  let x: Float64Array = start.slice();
  const past = new Extrapolation();
  let best = Infinity;
  let since = 0;
  // The first sweeps bring the weights of the sectors into place, over orders of magnitude.
  let plain = plainSweeps;
  let change = Infinity;
  let sweep = 0;
  while (sweep < sweeps) {
    checkInterrupt();
    sweep += 1;
    const after = x.slice();
    for (const lump of lumps) relaxSector(lump, after);
    balanceSectors(lumps, after);
    change = largestSectorChange(lumps, x, after);
    onProgress?.(change);
    if (change <= tolerance) return { values: after, sweeps: sweep, change };
    // Rounding keeps the change from falling for ever: some sweeps without progress below 1e-10 are its end.
    if (change < best * 0.9) {
      best = change;
      since = 0;
    } else if (++since >= 8 && best < 1e-10) return { values: after, sweeps: sweep, change };
    past.add(
      after,
      inSectorUnits(
        lumps,
        after.map((v, i) => v - x[i]!),
        after,
      ),
    );
    if (change > divergenceRatio * best || since === maxStalledSweeps) {
      // From far away an extrapolation may lead nowhere. Sweeps alone lead on, if slowly: positive rates keep states
      // positive.
      past.clear();
      plain = sweep + plainSweeps;
    }
    const next = sweep < plain ? after : past.next();
    x = hasPositiveSectors(lumps, next) ? next : after;
  }
  return { values: x, sweeps: sweep, change };
}

/** @diagnostic `no-convergence` */
function checkConverged(found: SweepResult): SweepResult {
  const { sweeps, change } = found;
  if (!(change < 1e-8)) {
    limit(
      'no-convergence',
      `the sectors do not come into balance: after ${sweeps} sweeps they still change by ${change.toExponential(1)}`,
      { hint: 'is there a conservation law that no perturbation breaks, or next to none?' },
    );
  }
  return found;
}

/** A change of a state, each lump in units of its weight there. */
function inSectorUnits(lumps: readonly SectorBlock[], change: Float64Array, state: Float64Array): Float64Array {
  const out = change.slice();
  for (const { start, size, populations } of lumps) {
    let weight = 0;
    if (populations) for (let i = start; i < start + size; i++) weight += Math.abs(state[i]!);
    if (weight > 0) for (let i = start; i < start + size; i++) out[i]! /= weight;
  }
  return out;
}

function hasPositiveSectors(lumps: readonly SectorBlock[], x: Float64Array): boolean {
  return lumps.every(({ populations, start, size, trace }) => {
    if (!populations) return true;
    let weight = 0;
    for (let i = 0; i < size; i++) weight += trace[i]! * x[start + i]!;
    return weight > 0;
  });
}

/** A difference that relaxes at this part of the fastest rate is no slow mode: sweeps shrink it like the rest. */
const ordinaryRate = 1e-5;

/**
 * Growth of a solve that only a second null vector explains: relaxation slower than this times the fastest rate is
 * none.
 */
const nullVectorGrowth = 1e13;

/**
 * Two states that both stand still to 1e-12, and differ, differ by a mode that is slower than this times the fastest
 * rate: by a conserved one.
 */
const conservedRate = 1e-10;

/**
 * Is there another steady state? Inside a sector, a second null vector makes the solution of its equations grow beyond
 * bounds; among sectors, an iteration from elsewhere ends elsewhere.
 *
 * @diagnostic `steady-not-unique`
 */
function checkUnique(
  lumps: readonly SectorBlock[],
  parts: readonly WeightedSuperoperator[],
  found: SweepResult,
  scale: number,
  sweeps: number,
): SweepResult {
  for (const { factors, size } of lumps) {
    const y = backSubstitute(
      factors,
      Float64Array.from({ length: size }, (_, i) => pseudoRandom(i)),
    );
    let largest = 0;
    for (const v of y) largest = Math.max(largest, Math.abs(v));
    if (!(largest * scale < nullVectorGrowth)) refuseNotUnique('inside a sector of S^z more than one state is at rest');
  }
  if (lumps.length === 1) return found;
  // Every population changed by up to a half: what a second state would hold fast, no sweep takes back.
  const start = found.values.map((v, i) => v * (1 + pseudoRandom(i) / 2));
  const other = checkConverged(sweepUntilSettled(lumps, start, 1e-12, sweeps));
  if (largestSectorChange(lumps, found.values, other.values) <= 1e-9) return found;
  // A slow mode stands between the two: how slow, and where along it is the state at rest?
  const difference = other.values.map((v, i) => v - found.values[i]!);
  const rate = applySuperoperators(parts, difference);
  const squared = dot(rate, rate);
  // What relaxes like anything else is no other steady state, only what the sweeps have left.
  if (Math.sqrt(squared) > ordinaryRate * scale * Math.sqrt(dot(difference, difference))) {
    return residualOf(parts, other.values, scale) < residualOf(parts, found.values, scale) ? other : found;
  }
  if (!(Math.sqrt(squared) > conservedRate * scale * Math.sqrt(dot(difference, difference))))
    refuseNotUnique('another start leads to another state');
  return limit(
    'no-convergence',
    `a mode relaxes ${(scale / Math.sqrt(squared / dot(difference, difference))).toExponential(0)} times more slowly than others, and sweeps do not settle it`,
    {
      hint: 'a smaller ring is solved by elimination',
    },
  );
}

/** Numbers in (−1, 1) that no model knows. */
function pseudoRandom(i: number): number {
  return Math.imul(Math.imul(i + 1, 0x9e3779b1) ^ 0x5bd1e995, 0x85ebca6b) / 2 ** 31;
}

function uniformState({ size, populationAt }: Unknowns): Float64Array {
  const x = new Float64Array(size);
  for (const p of populationAt) x[p] = 1 / populationAt.length;
  return x;
}

/** The largest rate out of a state. */
function largestOutflow(parts: readonly WeightedSuperoperator[]): number {
  let m = 0;
  const { length } = parts[0]?.superoperator.outflow ?? [];
  for (let n = 0; n < length; n++) {
    let sum = 0;
    for (const { superoperator: generator, strength } of parts) sum += strength * generator.outflow[n]!;
    m = Math.max(m, sum);
  }
  return m;
}

function residualOf(parts: readonly WeightedSuperoperator[], x: Float64Array, scale: number): number {
  return largestEntry(applySuperoperators(parts, x)) / (scale * largestEntry(x));
}

/** @param kept  factors of other strengths, to be used in place of new ones */
function sectorBlocksOf(parts: readonly WeightedSuperoperator[], unknowns: Unknowns, scale: number, kept?: KeptFactors): SectorBlock[] {
  const { classes, populationAt, size } = unknowns;
  const classOf = new Int32Array(size);
  classes.forEach((c, i) => classOf.fill(i, c.start, c.end));
  const isPopulation = new Uint8Array(size);
  for (const p of populationAt) isPopulation[p] = 1;
  const from: SectorBlock['from'][] = classes.map(() => []);
  const cross: (MatrixElement & { lump: number })[][] = classes.map(() => []);
  const arrives = classes.map(() => new Map<number, Float64Array>());
  const inside: StrengthenedGain[][] = classes.map(() => []);
  const losses: MatrixElement[][] = classes.map(() => []);
  for (const part of parts) {
    const { superoperator: generator, strength } = part;
    const within = kept ? kept.rest(part) : strength;
    for (const g of generator.gains) {
      const [to, origin] = [classOf[g.row]!, classOf[g.column]!];
      if (to === origin) {
        if (within !== 0) inside[to]!.push({ ...g, strength: within });
      } else {
        from[to]!.push({ lump: origin, coupling: { ...g, strength } });
        const { start, end } = classes[origin]!;
        let sums = arrives[to]!.get(origin);
        if (!sums) arrives[to]!.set(origin, (sums = new Float64Array(end - start)));
        const own = trappedArrivals(g, isPopulation);
        for (let j = 0; j < own.length; j++) sums[g.column - start + j]! += strength * own[j]!;
      }
    }
    for (let n = 0; n < populationAt.length; n++) {
      const p = populationAt[n]!;
      if (generator.loss[n]! !== 0)
        losses[classOf[p]!]!.push({ row: p, column: p, value: -within * generator.loss[n]! });
    }
    for (const { at, values } of generator.losses) {
      const d = at.length;
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          const value = values[i * d + j]!;
          if (value === 0) continue;
          const [row, column] = [at[i]!, at[j]!];
          if (classOf[row] === classOf[column]) losses[classOf[row]!]!.push({ row, column, value: within * value });
          else cross[classOf[row]!]!.push({ lump: classOf[column]!, row, column, value: strength * value });
        }
      }
    }
  }
  return classes.map(({ charges, start, end }, index): SectorBlock => {
    checkInterrupt();
    const populations = charges[0] === charges[1];
    const trace = Float64Array.from({ length: end - start }, (_, i) => isPopulation[start + i]!);
    const known = {
      index,
      start,
      size: end - start,
      populations,
      trace,
      from: from[index]!,
      arrives: arrives[index]!,
      cross: cross[index]!,
    };
    const [own, lost] = [inside[index]!, losses[index]!];
    if (kept) return { ...known, ...kept.of(index), rest: own, restOfLosses: lost.filter((l) => l.value !== 0) };
    const count = trace.reduce((s, t) => s + t, 0);
    // The inside conserves the trace but for what leaves, so it is singular to rounding; −scale · p tr with p > 0 lifts
    // that.
    const share = trace.map((t) => (populations ? (-scale * t) / count : 0));
    return { ...known, factors: factorSector(sectorMatrix(start, trace, share, own, lost)), share, rest: [], restOfLosses: [] };
  });
}

/** What acts inside a class, with its share. */
function sectorMatrix(
  start: number,
  trace: Float64Array,
  share: Float64Array,
  own: readonly StrengthenedGain[],
  losses: readonly MatrixElement[],
): RealMatrix {
  const n = trace.length;
  const matrix = real(n, n);
  for (const { row, rows, column, columns, values, strength } of own) {
    for (let i = 0; i < rows; i++) {
      const at = (row - start + i) * n + column - start;
      for (let j = 0; j < columns; j++) matrix.re[at + j]! += strength * values[i * columns + j]!;
    }
  }
  for (const { row, column, value } of losses) matrix.re[(row - start) * n + column - start]! += value;
  for (let i = 0; i < n; i++)
    if (share[i] !== 0) for (let j = 0; j < n; j++) matrix.re[i * n + j]! += share[i]! * trace[j]!;
  return matrix;
}

const knownArrivals = new WeakMap<Float64Array, Float64Array>();

/** Column sums over populations; they do not depend on strengths, so they are kept with the block. */
function trappedArrivals({ row, rows, columns, values }: GainBlock, isPopulation: Uint8Array): Float64Array {
  const known = knownArrivals.get(values);
  if (known) return known;
  const sums = new Float64Array(columns);
  knownArrivals.set(values, sums);
  for (let i = 0; i < rows; i++)
    if (isPopulation[row + i] === 1) for (let j = 0; j < columns; j++) sums[j]! += values[i * columns + j]!;
  return sums;
}

function factorSector(matrix: RealMatrix): SectorFactors {
  try {
    const { n, lu, pivots } = factor(matrix).value;
    return { n, lu, pivots };
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'singular') throw error;
    return refuseNotUnique('inside a sector of S^z more than one state is at rest');
  }
}

/** @param why  the reason, as far as the generator knows it */
export function refuseNotUnique(why: string): never {
  return refuse('steady-not-unique', `the steady state is not unique: ${why}`, {
    hint: 'add a perturbation that joins what is separate, as in jump 1/10 S-_j',
  });
}

/** What reaches a lump from the others, and what its factors leave out. */
function inflowTo(lump: SectorBlock, x: Float64Array): Float64Array {
  const y = new Float64Array(lump.size);
  for (const { coupling } of lump.from) addGainTo(coupling, x, y, lump.start);
  for (const coupling of lump.rest) addGainTo(coupling, x, y, lump.start);
  for (const { row, column, value } of lump.cross) y[row - lump.start]! += value * x[column]!;
  for (const { row, column, value } of lump.restOfLosses) y[row - lump.start]! += value * x[column]!;
  return y;
}

function addGainTo(
  { row, rows, column, columns, values, strength }: StrengthenedGain,
  x: Float64Array,
  y: Float64Array,
  start: number,
): void {
  for (let i = 0; i < rows; i++) y[row - start + i]! += strength * dotAt(values, i * columns, x, column, columns);
}

/** Solves a lump's own equations with the inflow from the others; its trace stays. */
function relaxSector(lump: SectorBlock, x: Float64Array): void {
  const b = inflowTo(lump, x);
  const { start, size, trace, share } = lump;
  let weight = 0;
  for (let i = 0; i < size; i++) weight += trace[i]! * x[start + i]!;
  for (let i = 0; i < size; i++) b[i] = -b[i]! + share[i]! * weight;
  const v = backSubstitute(lump.factors, b);
  let after = 0;
  for (let i = 0; i < size; i++) after += trace[i]! * v[i]!;
  const factor = lump.populations && after !== 0 ? weight / after : 1;
  for (let i = 0; i < size; i++) x[start + i] = v[i]! * factor;
}

/** A P = L U: x = P U⁻¹ L⁻¹ b. */
function backSubstitute({ n, lu, pivots }: SectorFactors, b: Float64Array): Float64Array {
  const a = lu.re;
  const y = b;
  for (let i = 0; i < n; i++) {
    y[i] = (y[i]! - dotAt(a, i * n, y, 0, i)) / a[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    y[i]! -= dotAt(a, i * n + i + 1, y, i + 1, n - i - 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    const r = pivots[i]!;
    [y[i], y[r]] = [y[r]!, y[i]!];
  }
  return y;
}

/**
 * Fluxes between the sectors, F_ab from b to a, in a state.
 */
function sectorFluxes(lumps: readonly SectorBlock[], sectors: readonly SectorBlock[], x: Float64Array): RealMatrix {
  const m = sectors.length;
  const place = new Map(sectors.map((l, i) => [l.index, i]));
  const flux = real(m, m);
  // Flux into each sector out of each class of coherences.
  const coherent = new Map<number, Float64Array>();
  const add = (to: number, lump: number, value: number): void => {
    const from = place.get(lump);
    if (from !== undefined) flux.re[to * m + from]! += value;
    else {
      let into = coherent.get(lump);
      if (!into) coherent.set(lump, (into = new Float64Array(m)));
      into[to]! += value;
    }
  };
  for (const to of sectors) {
    const i = place.get(to.index)!;
    for (const [lump, arrives] of to.arrives) add(i, lump, dotAt(arrives, 0, x, lumps[lump]!.start, arrives.length));
    for (const { lump, row, column, value } of to.cross)
      if (to.trace[row - to.start] !== 0) add(i, lump, value * x[column]!);
  }
  for (const into of coherent.values()) addCoherentFlux(flux, into);
  // A flux below zero belongs to a state that is not positive yet, or is rounding of one that vanishes.
  for (let i = 0; i < flux.re.length; i++) flux.re[i] = Math.max(0, flux.re[i]!);
  return flux;
}

/**
 * Every sector is populated at infinite temperature, so what does not flow then never does.
 * @diagnostic `steady-not-unique`
 */
function checkConnected(lumps: readonly SectorBlock[], infinite: Float64Array): void {
  const sectors = lumps.filter((l) => l.populations);
  if (sectors.length > 1 && sectorWeights(sectorFluxes(lumps, sectors, infinite)) === undefined)
    refuseNotUnique('nothing joins some of the sectors of S^z');
}

/** Gives the sectors the weights at which what flows into each leaves it again. */
function balanceSectors(lumps: readonly SectorBlock[], x: Float64Array): void {
  const sectors = lumps.filter((l) => l.populations);
  const traceOf = ({ start, size, trace }: SectorBlock): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += trace[i]! * x[start + i]!;
    return sum;
  };
  const scaleBy = ({ start, size }: SectorBlock, f: number): void => {
    for (let i = start; i < start + size; i++) x[i]! *= f;
  };
  const factors = sectors.length > 1 ? sectorWeights(sectorFluxes(lumps, sectors, x)) : undefined;
  // A sector that nothing seems to reach: its inflow was below zero, in a state that is not positive yet. The next
  // sweep mends that.
  if (factors?.every((f) => f > 0)) {
    // The weights of `stationary` add up to one; as factors they are to be one where nothing changes.
    const before = sectors.reduce((sum, l) => sum + traceOf(l), 0);
    const after = sectors.reduce((sum, l, i) => sum + factors[i]! * traceOf(l), 0);
    sectors.forEach((l, i) => scaleBy(l, (factors[i]! * before) / after));
  }
  const total = sectors.reduce((sum, l) => sum + traceOf(l), 0);
  for (const lump of lumps) scaleBy(lump, 1 / total);
}

/**
 * Coherences between sectors carry trace from sectors that lose by them to sectors that gain: counted as flux between
 * these, which leaves the balance as it is and every flux positive.
 */
function addCoherentFlux(flux: RealMatrix, into: Float64Array): void {
  const m = flux.cols;
  let gained = 0;
  for (const s of into) if (s > 0) gained += s;
  if (gained === 0) return;
  for (let b = 0; b < m; b++) {
    if (into[b]! >= 0) continue;
    for (let a = 0; a < m; a++) if (into[a]! > 0) flux.re[a * m + b]! -= (into[b]! * into[a]!) / gained;
  }
}

/**
 * Factors z with Σ_c F_ac z_c = z_a Σ_c F_ca, by elimination without subtraction; undefined where the sectors fall
 * apart.
 */
function sectorWeights(flux: RealMatrix): Float64Array | undefined {
  try {
    return stationary(flux).value;
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'stationary-not-unique') return undefined;
    throw error;
  }
}

/** The largest change of a lump relative to its own weight; coherences between sectors count against the whole. */
function largestSectorChange(lumps: readonly SectorBlock[], before: Float64Array, after: Float64Array): number {
  let m = 0;
  for (const { start, size, populations } of lumps) {
    let change = 0;
    let weight = 0;
    for (let i = start; i < start + size; i++) {
      change += Math.abs(after[i]! - before[i]!);
      weight += Math.abs(after[i]!);
    }
    m = Math.max(m, populations ? (weight === 0 ? 0 : change / weight) : change);
  }
  return m;
}
