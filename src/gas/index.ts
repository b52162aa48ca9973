/** The driven gas: Floquet modes, channels, scattering, rates and steady states of N levels in a dilute gas. */
export {
  type FourierMatrix,
  type GasDescription,
  type GasModel,
  type Scatterer,
  gasModel,
  isDriven,
  mostLevels,
} from './model.js';
export { type FloquetModes, type ModeOptions, floquetModes, withCommonPhase } from './modes.js';
export { type FloquetCoupling, type FloquetSystem, floquetCoupling, floquetSystem } from './coupling.js';
export { type EnergyScale } from './scale.js';
export { type CommonDrive } from './common-drive.js';
export { type Channels, channelAt, channelsOf } from './channels.js';
export { type Amplitudes, type EnergySolver, energySolver } from './amplitudes.js';
export { type Scattering, sMatrix, scattering } from './scattering.js';
export { type Entrance, type Exit, entrances } from './transmission.js';
export { type ConvergedChannels, type SearchOptions } from './converged.js';
export { convergedSidebands } from './sidebands.js';
export { type OnProgress, usualSeconds } from './work.js';
export {
  type NarrowResonance,
  type TableOptions,
  type TransitionTable,
  scaledIntegrals,
  transitionTable,
} from './table.js';
export { type Rates, isInelastic, rateIndex, rates, totalRates } from './rates.js';
export { type Secularity, secularity } from './secular.js';
export { type SteadyState, boltzmann, checkedPopulations, flows, steadyState } from './steady.js';
export { decimalModel, decimalSystem } from './decimal-gas.js';
export { type DecimalElements, type DecimalMode, type DecimalModel, type DecimalModes } from './decimal-modes.js';
export {
  type DecimalChannel,
  type DecimalScattering,
  type DecimalSystem,
  decimalScattering,
} from './decimal-scattering.js';
export { type DecimalRate, type DecimalRateOptions, type DecimalRates, decimalRates } from './decimal-rates.js';
export {
  type EnergyChecks,
  detailedBalance,
  energyChecks,
  firstLaw,
  lawTolerances,
  secondLaw,
  sumRule,
  thermalization,
  unitarityDefect,
} from './checks.js';
export { readGasModel, scalarFields } from './json.js';
export {
  type Circulation,
  type Cycle,
  type Evolution,
  type RelaxationMode,
  circulation,
  evolve,
  generator,
  relaxationModes,
} from './relaxation.js';
export { type Departure, type HighTemperature, bornSlope, departure, highTemperature } from './departure.js';
export { type ColdLimit, coldLimit } from './cold.js';
export { propagator, propagatorDefect, propagatorFits } from './propagator.js';
