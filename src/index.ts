/**
 * Operators of spin chains, typed as on paper and exact: constructors, arithmetic, printing, exchange with other
 * libraries, and proofs.
 *
 * @module
 */
export {
  type Diagnostic,
  type DiagnosticCode,
  type diagnosticCodes,
  DiagnosticError,
  type Palette,
  type Source,
  type Span,
  renderDiagnostic,
} from './text/index.js';
export type * from './entries/operator-types.js';
export { type ScalarLike, operator, readScalar } from './meaning/index.js';
export { coefficientText, equalCoefficients, evaluateCoefficient, isZeroCoefficient } from './exact/index.js';
export {
  type CancellationTally,
  adjoint,
  anticommutator,
  commutator,
  equalOperators as equal,
  isHermitian,
  isZeroOperator as isZero,
  lettersOf,
  onOpenChain,
  onRing,
  operatorRange,
  overlap,
  pauli,
  reflect,
  spin,
  squaredNorm,
  translate,
} from './spin/index.js';
export { parametersOf } from './charges/index.js';
export { type Format, type CoefficientParser, type Remark, type WriteOptions, formats } from './exchange/index.js';
export {
  type FiniteOptions,
  type OperatorDocument,
  type Proof,
  type Solutions,
  add,
  chainSum,
  expectationValue,
  exportOperator,
  importOperator,
  isOperator,
  multiply,
  operatorEigenvalues as eigenvalues,
  operatorMatrix as matrix,
  operatorMatrixBySectors as matrixBySectors,
  operatorTrace as trace,
  prove,
  solveEquations,
  scale,
  substitute,
  subtract,
  toJson,
  toTex,
  toText,
} from './library/index.js';
export type {
  BlochVector,
  EnergyState,
  Expectation,
  FiniteSpectrum,
  ProductOfSpins,
  QuantumNumbers,
  SectorEigenvalues,
  SectorMatrix,
  SpectrumLevel,
} from './finite/index.js';
export type { ComplexMatrix, RealMatrix } from './numeric/index.js';
export type { FiniteChain } from './spin/index.js';
export type { ClaimMode, ClaimVerdict } from './proof/index.js';
export type {
  ClaimDocument,
  EvidenceDocument,
  RefutationDocument,
  SolutionDocument,
  SolveDocument,
  TermDocument,
} from './report/index.js';
export { type CertificateVerdict, checkCertificate } from './kernel/index.js';
