import { type Coefficient, refuseUnset } from '../exact/index.js';
import {
  type EnergyState,
  type Expectation,
  type FiniteSpectrum,
  type ParameterValues,
  type ProductOfSpins,
  expectationIn,
  expectationInProductOf,
  finiteMatrix,
  finiteSpectrum,
  type SectorMatrix,
  sectorMatrices,
} from '../finite/index.js';
import { canonicalName } from '../language/index.js';
import type { ComplexMatrix } from '../numeric/index.js';
import { type FiniteChain, type Operator, trace } from '../spin/index.js';
import { readable } from '../text/index.js';
import { expectOperator } from './operand.js';

/** The finite chain of a number, and the values of the parameters. */
export interface FiniteOptions {
  /** number of sites N of the chain 0 … N − 1 */
  readonly sites: number;
  /** whether the chain has open ends; by default it is a ring */
  readonly open?: boolean;
  /** values of the parameters, by their names; `Delta` and `Δ` are the same name */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** The chain of the options. */
export function chainOfOptions({ sites, open = false }: Pick<FiniteOptions, 'sites' | 'open'>): FiniteChain {
  return { kind: open ? 'open' : 'ring', sites };
}

/** The parameters of the options; a missing one is refused. */
export function valuesOfOptions({ parameters = {} }: Pick<FiniteOptions, 'parameters'>): ParameterValues {
  const known = new Map(Object.entries(parameters).map(([name, value]) => [canonicalName(name), value]));
  return (name) => known.get(name) ?? refuseUnset(name);
}

/**
 * All 2^N eigenvalues of an operator on a ring or an open chain of up to 16 sites, by sectors of S^z, momentum,
 * reflection and spin flip, as far as the operator conserves them.
 *
 *   eigenvalues(H, { sites: 12, open: true }).levels[0]      { re: −5.142…, im: 0, degeneracy: 1 }
 *
 * `re` and `im` are in ascending order, `levels` count equal ones, `sectors` have those of each sector with its quantum
 * numbers, and `error` is an estimate of the largest error. Eigenvalues of operators that are not Hermitian are complex,
 * and their sectors are limited to 700 states each.
 *
 * @group Numbers
 * @throws DiagnosticError `not-an-operator`, `unset-parameter`, `too-many-sites`, `sector-too-large`,
 *   `matrix-too-large`, `time-dependent`, `displacement`, and those of `onRing` and `onOpenChain`
 * @cost   Σ n³ over the sectors of n states: two seconds for a Heisenberg chain of 14 sites
 */
export function operatorEigenvalues(a: Operator, options: FiniteOptions): FiniteSpectrum {
  return readable(() =>
    finiteSpectrum(expectOperator(a, 'eigenvalues'), chainOfOptions(options), valuesOfOptions(options)),
  );
}

/**
 * The matrix of an operator on a ring or an open chain of up to 10 sites, 2^N × 2^N, in the order of Kronecker products:
 * state number Σ_j s_j 2^{N−1−j} has spin up (s_j = 0) or down (s_j = 1) at site j.
 *
 *   const { rows, re, im } = matrix(H, { sites: 4 })        ⟨r|A|c⟩ = re[r·rows + c] + i im[r·rows + c]
 *
 * @group Numbers
 * @throws DiagnosticError `not-an-operator`, `unset-parameter`, `matrix-too-large`, `time-dependent`, `displacement`,
 *   and those of `onRing` and `onOpenChain`
 */
export function operatorMatrix(a: Operator, options: FiniteOptions): ComplexMatrix {
  return readable(() => finiteMatrix(expectOperator(a, 'matrix'), chainOfOptions(options), valuesOfOptions(options)));
}

/**
 * The matrix of an operator on a ring or an open chain of up to 16 sites in blocks, by S^z and on a ring by momentum, as
 * far as the operator conserves them. Each block has its quantum numbers, its basis states and its elements that are not
 * zero.
 *
 *   matrixBySectors(H, { sites: 14 }).find(({ numbers }) => numbers.sz === 0 && numbers.momentum === 0)
 *
 * @group Numbers
 * @throws DiagnosticError `not-an-operator`, `unset-parameter`, `too-many-sites`, `matrix-too-large`, `time-dependent`,
 *   `displacement`, and those of `onRing` and `onOpenChain`
 */
export function operatorMatrixBySectors(a: Operator, options: FiniteOptions): SectorMatrix[] {
  return readable(() =>
    sectorMatrices(expectOperator(a, 'matrixBySectors'), chainOfOptions(options), valuesOfOptions(options)),
  );
}

/**
 * The trace of an operator, exactly. On a ring or an open chain of N sites it is 2^N times the coefficient of the
 * identity. Without options the chain is infinite, and the trace is divided by the dimension: the coefficient of the
 * identity itself, for a chain sum that of each site.
 *
 * @group Numbers
 * @param options  number of sites, and whether the chain is open
 * @throws DiagnosticError `not-an-operator`, `position-weight`, `mixed-operator`, `displacement-norm`, and those of
 *   `onRing` and `onOpenChain`
 */
export function operatorTrace(a: Operator, options?: Pick<FiniteOptions, 'sites' | 'open'>): Coefficient {
  return readable(() => trace(expectOperator(a, 'trace'), options && chainOfOptions(options)));
}

/**
 * The expectation value Tr ρA of an operator in a thermal state, a ground state or an eigenstate of a Hamiltonian, or in
 * a product state, on a ring or an open chain.
 *
 *   expectationValue(A, { kind: 'thermal', hamiltonian: H, beta: 2 }, { sites: 8 })       ρ = exp(−βH)/Tr exp(−βH)
 *   expectationValue(A, { kind: 'groundstate', hamiltonian: H }, { sites: 8 })            the mean over a degenerate level
 *   expectationValue(A, { kind: 'eigenstate', hamiltonian: H, index: 3 }, { sites: 8 })   from 0 on, by energy
 *   expectationValue(A, { kind: 'product', spins: 'udud' }, { sites: 4 })                 or a Bloch vector for each site
 *
 * `error` is an estimate that follows from the backward errors of the eigenproblems and, for eigenstates, from the gap.
 * The units of β are those of 1/H.
 *
 * @group Numbers
 * @throws DiagnosticError `not-an-operator`, `unset-parameter`, `not-hermitian` for the Hamiltonian, `not-finite`,
 *   `bloch-vector`, `no-such-eigenstate`, `degenerate-eigenstate`, `too-many-sites`, `sector-too-large`, `time-dependent`,
 *   `displacement`, and those of `onRing` and `onOpenChain`
 * @cost   eigenvectors of every sector for a thermal state
 */
export function expectationValue(
  a: Operator,
  state: EnergyState | ProductOfSpins,
  options: FiniteOptions,
): Expectation {
  return readable(() => {
    const operator = expectOperator(a, 'expectationValue');
    const [chain, at] = [chainOfOptions(options), valuesOfOptions(options)];
    if (state.kind === 'product') return expectationInProductOf(operator, state, chain, at);
    expectOperator(state.hamiltonian, 'expectationValue');
    return expectationIn(operator, state, chain, at);
  });
}
