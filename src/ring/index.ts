/** Spin rings: basis, symmetry sectors, operators as matrices, spectra, levels and conserved operators. */
export { magnetisationOf, RingBasis, type Sector } from './basis.js';
export { between, SectorOperator, type SparseBlock } from './blocks.js';
export { conservedPart, type ConservedPart, diagonalOf } from './conserved-part.js';
export { covariant, isHermitianOn } from './covariant.js';
export { splitField } from './field.js';
export {
  countConserved,
  degeneracyTolerance,
  type Level,
  type LevelIndex,
  type LevelOptions,
  levelsOf,
  runsOf,
} from './levels.js';
export { nullity } from './null-space.js';
export {
  addNumeric,
  adjointNumeric,
  inUnitsOf,
  numericOperator,
  type NumericOperator,
  type NumericTerm,
  scaleNumeric,
  largestCoefficient,
} from './operator.js';
export {
  energiesByParity,
  paritiesOf,
  type ParityEnergies,
  type ParitySector,
  paritySectors,
  partBlock,
  type PartElements,
  partElements,
} from './parity.js';
export { realBlock, type RealBlock, realRowsTimes, type RealStates, realStatesOf } from './real-states.js';
export { resolve, resolveBy } from './resolution.js';
export {
  checkFitsRing,
  checkRingSize,
  fitsRing,
  maxRing,
  type ProductState,
  RingOperator,
  type RingWord,
} from './ring-operator.js';
export { movedSector, type SectorMotion, sectorMotions, signUnder } from './sector-motion.js';
export { hermitianPart, sharedMatrix } from './sector-eigen.js';
export { eigenSeconds, type SharingOptions, sectorTask } from './sector-task.js';
export {
  sharedSpectrum,
  type SharedSpectrum,
  spectrumFrom,
  spectrumInSharedMemory,
} from './shared-spectrum.js';
export {
  type SectorSpectrum,
  shiftedSpectrum,
  type Spectrum,
  spectrumOf,
  type StateIndex,
} from './spectrum.js';
export { type SolvedSector, type SolvedSectors, solvedSectorNumbers, solvedSectors } from './solved-sectors.js';
export { commonSymmetry, extensive, type RingSymmetry } from './symmetry.js';
