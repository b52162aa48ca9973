/**
 * For other people's test suites, on vitest and fast-check: arbitraries of operators, and matchers whose failures are lines
 * of the language. Importing this module adds the matchers to vitest's `expect`.
 *
 * @module
 */
import { expect } from 'vitest';
import { type ObeyOptions, type OperatorLike, matchers } from './matchers.js';
import type { Law } from '../law/index.js';

expect.extend(matchers);

interface OperatorMatchers<R> {
  /** Are the operators equal, for all values of the parameters? */
  toEqualOperator(expected: OperatorLike): R;
  /** [A, B] = 0, for all values of the parameters */
  toCommuteWith(other: OperatorLike): R;
  /** [H, A] = 0, for all values of the parameters */
  toBeConservedBy(hamiltonian: OperatorLike): R;
  /** A subject of a law, or a function that replaces parts of its subjects, against the law in all its cases. */
  toObey(law: Law<unknown> | string, options?: ObeyOptions): R;
}

declare module 'vitest' {
  interface Matchers<T = any> extends OperatorMatchers<T> {}
}

export { baths, coefficients, couplings, drives, hamiltonians, levelSystems, operators, perturbations, pointsOf, subjectsOf, words } from './arbitraries.js';
export { type Matched, type ObeyOptions, type OperatorLike, matchers } from './matchers.js';
export { type Budget, type Domain, type Law, type LawReport, type Mutant, type Verdict, caseSpace, checkLaw, choices, law, notices, replay, wholes } from '../law/index.js';
export { type ChainCase, type ChainEngine, type GasEngine, chainEngine, findLaw, gasEngine, laws, lawsOfRates, operatorOf } from '../laws/index.js';
export type { BathOptions, CoefficientOptions, CouplingOptions, DriveOptions, HamiltonianOptions, OperatorOptions, PerturbedRing, SystemOptions } from '../laws/index.js';
