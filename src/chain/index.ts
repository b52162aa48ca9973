/** Weakly driven chains on rings: sectors, spectra, rates, ensembles and steady states. */
export {
  checkRingSize,
  type NumericOperator,
  type NumericTerm,
  RingOperator,
  addNumeric,
  adjointNumeric,
  maxRing,
  numericOperator,
  scaleNumeric,
} from './operator.js';
export { RingBasis, type Sector, type Symmetry } from './basis.js';
export { SectorOperator, type SparseBlock, between, sparseTimes } from './blocks.js';
export {
  type ConservedPart,
  type Level,
  type LevelOptions,
  type SectorSpectrum,
  type Spectrum,
  conservedPart,
  countConserved,
  degeneracyTolerance,
  diagonalOf,
  levelsOf,
  resolve,
  resolveBy,
  runsOf,
  shiftedSpectrum,
  spectrumOf,
} from './spectrum.js';
export { type Phonons, bathFunction, bathShift } from './bath.js';
export {
  type Bath,
  type Channel,
  type Drive,
  type DrivenChain,
  type Jump,
  type Perturbation,
  bathMember,
  channelsOf,
  coherentDrives,
  covariant,
  isHermitianOn as isHermitianOn,
  symmetryOf,
} from './channel.js';
export {
  type ChargeBlock,
  type CoherenceOptions,
  type KeptElements,
  type GainBlock,
  type RateSuperoperator,
  type LossBlock,
  type CoherencePair,
  type ElementOptions,
  type Unknowns,
  rateBytes,
  rateSuperoperatorOf,
  memoryLimit,
  memoryText,
  visitElements,
  unknownsOf,
} from './generator.js';
export {
  KeptFactors,
  type SteadyOptions,
  type SteadyState,
  type WeightedSuperoperator,
  applySuperoperators,
  steadyState,
} from './steady.js';
export {
  type Charge,
  type EnsembleState,
  type StateForces,
  TruncatedEnsemble,
  sumForces,
  forcesIn,
  forcesOn,
  steadyEnsemble,
} from './ensemble.js';
export { expectation, observableOf } from './observable.js';
export { type FloquetState, Liouvillian, type LiouvillianOptions, traceDistance } from './liouvillian.js';
export { type ProjectedInverse, TangentProjector } from './projector.js';
export { type ConservedOperator, type DrudeWeight, type MazurShare, drudeWeightIn } from './drude.js';
export {
  ChainStudy,
  type Ensemble,
  type ExactOptions,
  type ExactState,
  type Member,
  type StudyOptions,
  splitField,
  thermalLagrange,
} from './study.js';
export { type ParityEnergies, type ParitySector, energiesByParity, paritiesOf, paritySectors } from './parity.js';
export type { EnergyBalance } from './balance.js';
export type { RingWord } from './operator.js';
export type { Stretch } from './generator.js';
