/** Weakly driven chains for ε → 0: golden-rule rates, forces, ensembles and steady states. */
export { actingParts } from './acting-parts.js';
export type { EnergyBalance } from './balance.js';
export { bathFunction, checkPhonons, type Phonons } from './bath.js';
export { bathShift } from './bath-shift.js';
export { rateBytes } from './block-couplings.js';
export { type Channel, transitionChannels } from './channel.js';
export { thermalLagrange } from './charges.js';
export { withReason } from './conservation.js';
export { type EnsembleState, TruncatedEnsemble } from './ensemble.js';
export { type EnsembleCharge, forcesIn, forcesOn, type StateForces, sumForces } from './forces.js';
export type { EnclosedState } from './enclosed-state.js';
export type { Effort } from './effort.js';
export { KeptFactors } from './kept-factors.js';
export type { LossBlock } from './loss-blocks.js';
export { type ElementOptions, type KeptElements, visitElements } from './matrix-elements.js';
export { memoryLimit, memoryText } from './memory.js';
export { type Bath, coherentDrives, type Drive, type DrivenChain, type Jump, type ChainPerturbation } from './model.js';
export { expectation, observableOf } from './observable.js';
export { bathMember, perturbationFamily, symmetryOf } from './perturbation-family.js';
export type { RateValues } from './population-rates.js';
export type { GainBlock } from './rate-pieces.js';
export { type RateSuperoperator, rateSuperoperatorOf } from './rate-superoperator.js';
export type { RateOptions, RateSharing } from './rate-task.js';
export { refuseNotUnique } from './refusals.js';
export type { SteadyOptions, ChainState } from './state.js';
export { diagonalAlgebra, type Exponential, levelAlgebra, type StateAlgebra } from './state-algebra.js';
export { isSteady, steadyEnsemble } from './steady-ensemble.js';
export { solveSteadyState } from './steady-state.js';
export { ChainStudy } from './study.js';
export type {
  ChainRelaxation,
  Ensemble,
  EnsembleOptions,
  ExactOptions,
  ExactState,
  Member,
  NumberCache,
  RelaxationPart,
  StudyOptions,
} from './study-types.js';
export { applySuperoperators, largestOutflow, type WeightedSuperoperator } from './superoperator-product.js';
export {
  type ChargeBlock,
  type CoherenceOptions,
  type CoherencePair,
  type MomentumBlock,
  type Unknowns,
  unknownsOf,
} from './unknowns.js';
export type { Flows } from './superoperator-product.js';
