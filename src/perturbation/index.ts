// The effect of a perturbation on a chain: symmetries, broken charges and their corrections, currents that it may
// drive.
export {
  type FirstOrder,
  type PerturbOptions,
  type Perturbation,
  type PerturbedCharge,
  type Pumping,
  perturb,
} from './perturb.js';
export { type CorrectionOptions, type FrequencyPart, correctionOf, frequencyPartsOf } from './correction.js';
export { type Obstruction, obstructionTo } from './obstruction.js';
export { valuesAt } from './exceptions.js';
export type { Correction, Exception } from './question.js';
export { type Coupling, distinctFactors, factorsOf, sameZeros, zerosOf } from './factors.js';
export { allZerosOf } from './quadratic-zeros.js';
export { type Conserved } from './kept.js';
export { correctionUnder } from './nearly.js';
export { type Selection, selectionOf } from './selection.js';
export { type Turned, keepsSectors, turnedMotions } from './gauge.js';
export { correlationsOf, equivalentBaths } from './correlations.js';
export { type Motion, type Turn, compose, motion, motions, move, motionName, reversesTime } from './motion.js';
export { type Harmonic, type Parts, componentOf, jumpDensity, partsOf } from './parts.js';
export { type Reversal } from './reversal.js';
export type { ConservedSpin } from './conserved-spins.js';
export type { SpinAxis } from './ladder-strings.js';
export type { SiteMap } from './site-maps.js';
export { type KeptMotion, type Symmetries, symmetriesUnder } from './symmetry.js';
