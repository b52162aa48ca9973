/**
 * Weakly driven chains on rings: steady states for vanishing and for finite strengths, ensembles, Drude weights.
 *
 * @module
 */
export type * from './operator-types.js';
export { ChainStudy, type DrivenChain } from '../chain/index.js';
export {
  type DrudeWeight,
  type FloquetState,
  Liouvillian,
  TangentProjector,
  traceDistance,
} from '../lindblad/index.js';
export { type NumericOperator, numericOperator } from '../ring/index.js';
export { drivenChain, resolversOf } from '../models/index.js';
export {
  type Acting,
  type Answer,
  type ChainModel,
  type ChainParts,
  type CompareOptions,
  type ChainSteadyOptions,
  type DrudeOptions,
  type OnAnswerProgress,
  type Parameters,
  chainDrudeWeight as drudeWeight,
  chainSteadyState as steadyState,
  compareEnsembles,
  programText,
} from '../library/index.js';
export type { Balance, StateEnclosures, SteadyDocument, SteadyHead, SteadyPoint } from '../report/index.js';
export type {
  Bath,
  EnsembleCharge,
  ChargeBlock,
  CoherencePair,
  Drive,
  Effort,
  EnclosedState,
  EnergyBalance,
  Ensemble,
  EnsembleState,
  ExactOptions,
  ExactState,
  Jump,
  Member,
  MomentumBlock,
  NumberCache,
  ChainPerturbation,
  Phonons,
  RateValues,
  StateForces,
  ChainState,
  StudyOptions,
  TruncatedEnsemble,
  Unknowns,
} from '../chain/index.js';
export type { FloquetSuperoperator, LiouvillianOptions, MazurShare, ProjectedInverse } from '../lindblad/index.js';
export type {
  Level,
  LevelIndex,
  NumericTerm,
  ProductState,
  RingBasis,
  RingOperator,
  RingWord,
  Sector,
  SectorMotion,
  SectorOperator,
  SectorSpectrum,
  SparseBlock,
  Spectrum,
  StateIndex,
  RingSymmetry,
} from '../ring/index.js';
export type { ChainStatement } from '../models/index.js';
export type {
  BackendName,
  ComplexMatrix,
  Enclosure,
  NewtonReport,
  NewtonStep,
  RealMatrix,
  Result,
} from '../numeric/index.js';
export type { DiagnosticCode, diagnosticCodes, ErrorDocument, Source, Span } from '../text/index.js';
export type { Flows } from '../chain/index.js';
export type { BlockOptions, Dissipator, Window } from '../lindblad/index.js';
export type { RateSuperoperator } from '../chain/index.js';
export type { GainBlock, LossBlock } from '../chain/index.js';
export type { ChainRelaxation, EnsembleOptions, Exponential, RelaxationPart, StateAlgebra } from '../chain/index.js';
export type { WeightedSuperoperator } from '../chain/index.js';
export type {
  AnatomyDocument,
  ComparedEnsemble,
  ComparisonDocument,
  ComparisonOnRing,
  Distance,
  ErrorSourceDocument,
  PerturbationNumber,
  RankedDocument,
  RefusedEnsemble,
  SizeVerdict,
} from '../report/index.js';
