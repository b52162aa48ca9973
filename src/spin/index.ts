export {
  type Letter,
  type Word,
  countBits,
  countY,
  identityWord,
  isIdentity,
  letterAt,
  lettersOf,
  maxRange,
  rangeOf,
  weightOf,
  wordFrom,
} from './word.js';
export {
  Accumulator,
  type CancellationTally,
  type Operator,
  type Term,
  equalOperators,
  identityOperator,
  isZeroOperator,
  localWord,
  maxSite,
  operatorRange,
  termLabel,
  weightText,
  zeroOperator,
  compareTerms,
} from './operator.js';
export {
  addOperators,
  anticommutator,
  atSite,
  commutator,
  mapCoefficients,
  multiplyOperators,
  negateOperator,
  powerOperator,
  scaleOperator,
  shiftBody,
  subtractOperators,
  sumOperators,
  sumOverChain,
} from './algebra.js';
export { adjoint, isHermitian, reflect, substituteOperator, translate } from './transform.js';
export { overlap, squaredNorm } from './inner.js';
export { type Component, pauli, spin } from './pauli.js';
export {
  type LevelEntry,
  type LevelOperator,
  adjointLevels,
  isHermitianLevels,
  mapLevels,
  maxLevel,
  multiplyLevels,
  scaleLevels,
  sumLevels,
} from './levels.js';
export { checkRing, onRing, rangeOnRing } from './ring.js';
export {
  type Symmetry,
  reflectBond,
  spinFlip,
  symmetries,
  symmetriesOf,
  symmetryNamed,
  timeReverse,
} from './symmetry.js';
export { maxPower, weightAt } from './weight.js';
