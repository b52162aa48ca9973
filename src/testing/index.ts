/**
 * For your own test suites with vitest and fast-check: arbitraries of operators, and matchers whose failures are lines
 * of the language. Importing this module adds the matchers to vitest's `expect`.
 *
 * @module
 */
import { expect } from 'vitest';
import type { ChargeMatchOptions, NearlyOptions } from './matched.js';
import { type ChargeLike, type ObeyOptions, type OperatorLike, matchers } from './matchers.js';
import type { Law } from '../law/index.js';

expect.extend(matchers);

interface OperatorMatchers<R> {
  /** Are the operators equal, for all values of the parameters? */
  toEqualOperator(expected: OperatorLike): R;
  /** [A, B] = 0, for all values of the parameters */
  toCommuteWith(other: OperatorLike): R;
  /** [H, A] = 0, for all values of the parameters */
  toBeConservedBy(hamiltonian: OperatorLike): R;
  /**
   * `expect(V).toConserve(C)`: [V, C] = 0, for all values of the parameters. V is a Hamiltonian or a perturbation,
   * static, driven or coupled to a bath, or the result of `perturb(V, H0)`, whose jump operators must then commute with
   * C too.
   *
   * C is an operator, or a charge given by its number, as in `expect(V).toConserve('C_3', { of: H0 })`: C_1 is Σ S^z,
   * C_2 is H0 without a field that commutes with everything, and the others follow by the boost. With `of`, [H0, C] = 0
   * is checked first.
   */
  toConserve(charge: ChargeLike, options?: ChargeMatchOptions): R;
  /**
   * `expect(V).toBreak('C_3', { of: H0 })`: C is a conserved charge of H0, and [V, C] ≠ 0. The opposite of
   * `toConserve`: a charge that is broken may still be nearly conserved.
   */
  toBreak(charge: ChargeLike, options?: ChargeMatchOptions): R;
  /**
   * `expect(V).toNearlyConserve('C_3', { of: H0, range: 4 })`: there is a correction C′ of at most `range` sites with
   * [H0 + ε V, C + ε C′] = O(ε²), where a drive adds a term with ∂_t C′; C′ = 0 where V conserves C. The absence of a
   * correction is proved for generic couplings. Where the question is not decided, as with baths and jumps, the matcher
   * fails with and without `.not`.
   */
  toNearlyConserve(charge: ChargeLike, options?: NearlyOptions): R;
  /**
   * Checks a law on a subject, or on an implementation: a function that receives every subject of the law's cases and
   * returns it with parts replaced. `expect(perturb(V, H0)).toObey('perturb.positivity')` checks the rates of V;
   * `expect(undefined)` checks the law on its own cases.
   *
   * The matcher passes if the verdict is the expected one. A law that is expected to fail therefore passes when it
   * fails, so that a loop over all laws is green when each verdict is as expected. An undecided law fails the test,
   * with and without `.not`.
   */
  toObey(law: Law<unknown> | string, options?: ObeyOptions): R;
}

declare module 'vitest' {
  interface Matchers<T = any> extends OperatorMatchers<T> {}
}

export {
  baths,
  coefficients,
  couplings,
  drives,
  hamiltonians,
  levelSystems,
  operators,
  perturbations,
  pointsOf,
  subjectsOf,
  words,
} from './arbitraries.js';
export type { ChargeMatchOptions, Matched, NearlyOptions } from './matched.js';
export { type Asked, type ChargeLike, type ObeyOptions, type OperatorLike, matchers } from './matchers.js';
export { operator } from '../meaning/index.js';
export {
  type Budget,
  type Domain,
  type Law,
  type LawReport,
  type Mutant,
  type Verdict,
  caseSpace,
  checkLaw,
  choices,
  isExpected,
  law,
  notices,
  replay,
  wholes,
} from '../law/index.js';
export {
  type ChainCase,
  type ChainEngine,
  type GasEngine,
  chainEngine,
  findLaw,
  gasEngine,
  laws,
  lawsOfRates,
} from '../laws/index.js';
export type {
  BathOptions,
  CoefficientOptions,
  CouplingOptions,
  DriveOptions,
  HamiltonianDomainOptions,
  OperatorOptions,
  PerturbedRing,
  SystemOptions,
} from '../laws/index.js';
export type { Bath, Channel, Drive, DrivenChain, Jump, ChainPerturbation, Phonons } from '../chain/index.js';
export type {
  NumericOperator,
  NumericTerm,
  ProductState,
  RingBasis,
  RingOperator,
  RingWord,
  Sector,
  SectorOperator,
  SparseBlock,
  RingSymmetry,
} from '../ring/index.js';
export type {
  Coefficient,
  CoefficientTerm,
  Factor,
  Gaussian,
  Integer,
  Mode,
  Monomial,
  MonomialProduct,
  Rational,
  ScalarSymbol,
} from '../exact/index.js';
export type { Channels, EnergyScale, FloquetSystem, Scattering } from '../scattering/index.js';
export type {
  CommonDrive,
  FloquetCoupling,
  FloquetModes,
  FourierMatrix,
  GasModel,
  Scatterer,
} from '../floquet/index.js';
export type { GasProcess, RateTable, Rates } from '../gas/index.js';
export type {
  CaseSpace,
  Clock,
  Evidence,
  Finding,
  LawRecord,
  Point,
  Progress,
  Random,
  Residual,
  RunOptions,
  Strength,
  WholeOptions,
  Witness,
} from '../law/index.js';
export type { ChainValues, RingRates } from '../laws/index.js';
export type { ScalarLike } from '../meaning/index.js';
export type { ComplexMatrix, RealMatrix } from '../numeric/index.js';
export type {
  ChainPlace,
  LocalPlace,
  Operator,
  SummandPlace,
  Term,
  TermPlace,
  ResidueClass,
  Weight,
  Word,
} from '../spin/index.js';
export type { Diagnostic, DiagnosticCode, Source, Span, diagnosticCodes } from '../text/index.js';
export type { Perturbation } from '../perturbation/index.js';
export type {
  FirstOrder,
  Parts,
  PerturbedCharge,
  Pumping,
  Reversal,
  Selection,
  Symmetries,
} from '../perturbation/index.js';
export type { Current } from '../charges/index.js';
export type { CellBoost, ChargesOfCells, Nothing, UnitCell } from '../charges/index.js';
export type {
  ConservedSpin,
  Correction,
  Harmonic,
  KeptMotion,
  Motion,
  SiteMap,
  SpinAxis,
} from '../perturbation/index.js';
export type { Exception, Turn } from '../perturbation/index.js';
export type { Coupling } from '../perturbation/index.js';
