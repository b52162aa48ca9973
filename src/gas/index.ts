/** The driven gas: rates and steady states of N driven levels in a dilute gas, with heat, power and limiting cases. */
export { readGasModel, scalarFields } from './json.js';
export { type TableOptions, type TransitionTable, transitionTable } from './table.js';
export { type NarrowResonance } from './resonance-steps.js';
export { scaledIntegrals } from './integrals.js';
export { type GasProcess, RateTable, type Rates, inelasticProcesses, isInelastic, rates, totalRates } from './rates.js';
export { type EnclosedGas, enclosedGas } from './enclosed-laws.js';
export { type Secularity, secularity } from './secular.js';
export { type GasState, boltzmann, checkedPopulations, flows, steadyPopulations } from './steady.js';
export { type DecimalRate, type DecimalRateOptions, type DecimalRates, decimalRates } from './decimal-rates.js';
export { detailedBalance, firstLaw, lawTolerances, secondLaw, sumRule, thermalization } from './checks.js';
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
export type { EnergyPanel } from './panels.js';
export type { Interval } from './intervals.js';
export type { PanelRule } from './panels.js';
