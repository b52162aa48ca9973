/**
 * Driven levels in a dilute gas: Floquet modes, scattering, rates and steady states.
 *
 * @module
 */
export {
  type DecimalRates,
  type EnclosedGas,
  type GasProcess,
  type RateTable,
  type Rates,
  type GasState,
  decimalRates,
  enclosedGas,
  rates,
  readGasModel,
  steadyPopulations,
  transitionTable,
} from '../gas/index.js';
export {
  type DecimalScattering,
  type DecimalSystem,
  type EnclosedLaws,
  type EnclosedScattering,
  type FloquetSystem,
  decimalScattering,
  decimalSystem,
  enclosedLaws,
  enclosedScattering,
  floquetSystem,
  scattering,
} from '../scattering/index.js';
export { type GasDescription, type GasModel, gasModel } from '../floquet/index.js';
export type {
  ChannelIndex,
  Channels,
  DecimalChannel,
  EnergyScale,
  OnProgress,
  Scattering,
} from '../scattering/index.js';
export {
  type Answer,
  type GasSteadyOptions,
  type GasSubject,
  type OnAnswerProgress,
  type Parameters,
  gasModelFrom,
  gasSteadyState as steadyState,
} from '../library/index.js';
export type {
  CommonDrive,
  DecimalElements,
  DecimalMatrix,
  DecimalMode,
  DecimalModel,
  DecimalModes,
  FloquetCoupling,
  FloquetModes,
  FourierMatrix,
  ModeOptions,
  Scatterer,
} from '../floquet/index.js';
export type {
  DecimalRate,
  DecimalRateOptions,
  NarrowResonance,
  TableOptions,
  TransitionTable,
  scalarFields,
} from '../gas/index.js';
export type {
  BallMatrix,
  Enclosure,
  BackendName,
  ComplexMatrix,
  DecimalComplex,
  DecimalField,
  DecimalLike,
  RealMatrix,
  Result,
} from '../numeric/index.js';
export type { Source, Span } from '../text/index.js';
export type { ResultDocument } from '../report/index.js';
export type { EnergyPanel } from '../gas/index.js';
export type { Cycle, Interval, PanelRule, Secularity } from '../gas/index.js';
export type { HotDocument } from '../report/index.js';
