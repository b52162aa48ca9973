/** Scattering of a particle at driven levels: channels, amplitudes on the line and at a centre, resonances. */
export { type EnergyScale, largestElement } from './scale.js';
export { type FloquetSystem, floquetSystem } from './system.js';
export { type ChannelIndex, type Channels, channelAt, channelIndex, channelIndices, channelsOf } from './channels.js';
export { type Amplitudes, type EnergySolver } from './amplitudes.js';
export { energySolver } from './energy-solver.js';
export { solveLine } from './line.js';
export { solveZeroRange } from './zero-range.js';
export { type Scattering, sMatrix, scattering, scatteringBy } from './scattering.js';
export { type Entrance, type Exit, entrances } from './transmission.js';
export { type PhaseSample, type PhaseStep, phaseSteps } from './phase-steps.js';
export { type ConvergedChannels, type SearchOptions, channelWeights, reachedChannels } from './probing.js';
export { probingTask } from './probing-task.js';
export { convergedSidebands } from './converged-channels.js';
export { type OnProgress, checkWork, plannedEnergies, secondsAt, usualSeconds } from './work.js';
export { type EnergyChecks, energyChecks, unitarityDefect } from './checks.js';
export {
  type EnclosedLaws,
  type EnclosedScattering,
  enclosedLaws,
  enclosedScattering,
} from './enclosed-scattering.js';
export { decimalSystem } from './decimal-system.js';
export {
  type DecimalChannel,
  type DecimalScattering,
  type DecimalSystem,
  decimalAmplitudes,
  decimalChannels,
  decimalMomenta,
  decimalScattering,
} from './decimal-scattering.js';
