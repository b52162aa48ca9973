/** Periodically driven levels: the model, Floquet modes, their propagator and the couplings between them. */
export {
  type FourierMatrix,
  type GasDescription,
  type GasModel,
  type Scatterer,
  gasModel,
  isDriven,
  mostLevels,
  sumUp,
} from './model.js';
export { type CommonDrive, phaseReach, withoutCommonDrive } from './common-drive.js';
export { withCommonPhase } from './common-phase.js';
export { type FloquetModes } from './mode-set.js';
export { type ModeOptions, floquetModes, reducedModes } from './modes.js';
export { type FloquetCoupling, floquetCoupling } from './coupling.js';
export { propagator, propagatorDefect, propagatorFits } from './propagator.js';
export {
  type DecimalElements,
  type DecimalMatrix,
  type DecimalMode,
  type DecimalModel,
  type DecimalModes,
  type ModeStart,
  decimalElements,
  decimalModes,
} from './decimal-modes.js';
export { decimalModel, modeStarts } from './decimal-model.js';
