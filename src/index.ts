/**
 * spinlaw: the laws of quantum spin chains, typed as on paper and proved exactly.
 *
 * @module
 */
export { type Diagnostic, DiagnosticError, type Source, renderDiagnostic } from './text/index.js';
export {
  type Coefficient,
  type Gaussian,
  type Rational,
  coefficientText,
  evaluateCoefficient,
  substituteCoefficient,
} from './exact/index.js';
export {
  type Operator,
  type Term,
  type Word,
  adjoint,
  anticommutator,
  commutator,
  equalOperators,
  isHermitian,
  isZeroOperator,
  lettersOf,
  multiplyOperators,
  operatorRange,
  overlap,
  reflect,
  squaredNorm,
  translate,
} from './spin/index.js';
export { type Node, type Statement, parseExpression, parseProgram, writeTex, writeText } from './language/index.js';
export { type Format, type WriteOptions, formatOf, formats } from './exchange/index.js';
export {
  type Charge,
  type ChargeOptions,
  type ChargeSequence,
  type ChargeStream,
  type ModularOptions,
  type ModularSequence,
  type Model,
  boostOperator,
  chargesOneByOne,
  conservedCharges,
  findModel,
  models,
  modularCharges,
  modularCommutator,
} from './charges/index.js';
export { type Correction, type PerturbOptions, type Perturbation, perturb } from './perturbation/index.js';
export { type GasDescription, type GasModel, gasModel } from './floquet/index.js';
export {
  type DecimalRates,
  type Rates,
  type SteadyState,
  decimalRates,
  rates,
  readGasModel,
  steadyState,
  transitionTable,
} from './gas/index.js';
export {
  type DecimalScattering,
  type DecimalSystem,
  type FloquetSystem,
  decimalScattering,
  decimalSystem,
  floquetSystem,
  scattering,
} from './scattering/index.js';
export {
  ChainStudy,
  type DrivenChain,
  type DrudeWeight,
  type FloquetState,
  Liouvillian,
  type NumericOperator,
  TangentProjector,
  numericOperator,
  traceDistance,
} from './chain/index.js';
export { type CertificateVerdict, checkCertificate } from './kernel/index.js';
export {
  type ScalarLike,
  type Value,
  drivenChain,
  expressOperator,
  expressValue,
  operator,
  resolversOf,
} from './meaning/index.js';
export { type ClaimResult } from './proof/index.js';
export { type Law, type Mutant, type Verdict } from './law/index.js';
export { type Outcome, Session } from './session/index.js';
export {
  type ChainProgram,
  type ClaimDocument,
  type TermDocument,
  type ValueDocument,
  claimDocument,
  termDocuments,
  valueDocument,
} from './report/index.js';
/** Driven chains by their programs. */
export * as chain from './chain-programs.js';
