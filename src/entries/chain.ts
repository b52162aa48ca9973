/**
 * Weakly driven chains on rings: steady states for vanishing and for finite strengths, ensembles, Drude weights.
 *
 * @module
 */
export type * from './operator-types.js';
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
} from '../chain/index.js';
export { drivenChain, resolversOf } from '../meaning/index.js';
export { type ChainProgram, drudeWeight } from '../report/index.js';
export type {
  Bath,
  Charge,
  Class,
  Drive,
  EnergyBalance,
  Ensemble,
  EnsembleState,
  ExactState,
  Growth,
  Jump,
  Level,
  LiouvillianOptions,
  MazurShare,
  Member,
  NumericTerm,
  Pair,
  Perturbation,
  Phonons,
  ProjectedInverse,
  RingBasis,
  RingOperator,
  RingWord,
  Sector,
  SectorOperator,
  SectorSpectrum,
  SparseBlock,
  Spectrum,
  SteadyState,
  Stretch,
  StudyOptions,
  Symmetry,
  TruncatedEnsemble,
  Unknowns,
} from '../chain/index.js';
export type { ChainStatement } from '../meaning/index.js';
export type { BackendName, ComplexMatrix, NewtonReport, NewtonStep, RealMatrix, Result } from '../numeric/index.js';
export type { Source, Span } from '../text/index.js';
