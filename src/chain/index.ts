/** Weakly driven chains on rings: sectors, spectra, rates, ensembles and steady states. */
export {
  checkRingSize,
  type NumericOperator,
  type NumericTerm,
  RingOperator,
  addNumeric,
  adjointNumeric,
  largestRing,
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
  degenerate,
  diagonalOf,
  levelsOf,
  resolve,
  resolveBy,
  runsOf,
  shifted,
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
  isHermitian as isHermitianOn,
  symmetryOf,
} from './channel.js';
export {
  type Class,
  type CoherenceOptions,
  type Elements,
  type GainBlock,
  type Generator,
  type LossBlock,
  type Pair,
  type SweepOptions,
  type Unknowns,
  generatorBytes,
  generatorOf,
  memoryLimit,
  memoryText,
  sweepChannels,
  unknownsOf,
} from './generator.js';
export {
  KeptFactors,
  type SteadyOptions,
  type SteadyState,
  type WeightedGenerator,
  applyGenerator,
  steadyState,
} from './steady.js';
export {
  type Charge,
  type EnsembleState,
  type Growth,
  TruncatedEnsemble,
  addGrowth,
  growthIn,
  growthOf,
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
  thermal,
} from './study.js';
export { type ParityEnergies, type ParitySector, energiesByParity, paritiesOf, paritySectors } from './parity.js';
export type { EnergyBalance } from './balance.js';
export type { RingWord } from './operator.js';
export type { Stretch } from './generator.js';
