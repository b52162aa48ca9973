export { editDistance } from '../language/index.js';
export {
  type Assumptions,
  assumptionTexts,
  assumptionsIn,
  include,
  noAssumptions,
  assumedParameters,
} from './assumptions.js';
export { refuseForSpinOne } from './spin-one.js';
export { type Density, Environment, cellText, spinText } from './environment.js';
export { refuseSelfReference, refuseUnknownOperator, refuseUnknownSides } from './names.js';
export { evaluateNode, finiteChainWithin, settingsOf, substitutionOf } from './evaluate.js';
export {
  type Report,
  type Scope,
  type Substitution,
  conjugating,
  newReport,
  noteIdle,
  settle,
  substituting,
  topScope,
  unprotect,
} from './scope.js';
export {
  type Notation,
  expressCoefficient,
  expressIn,
  expressOperator,
  nestedTensor,
  type Diagonal,
  type OperatorForm,
  expressValue,
  plainNotation,
  withoutConstant,
} from './express/index.js';
export { notationIn } from './notation.js';

export { noteFermionNames } from './fermions.js';
export { isOdd, refuseOdd } from './parity.js';
export { joinOrigins } from './value.js';
export { chainSumOf, summedNote } from './chain-sum.js';
export { degreeOf } from './grade.js';
export {
  type LevelsValue,
  type ListValue,
  type OperatorValue,
  type ScalarValue,
  type EigenvaluesValue,
  type MatrixValue,
  type ExpectationValue,
  type StateValue,
  isSaying,
  type Value,
  type VectorValue,
  asOperator,
  describe,
  mapParameters,
  mapValue,
  operatorValue,
  originOf,
  scalarValue,
} from './value.js';
export { checkOneFrequency, refuseInexactValue } from './time.js';
export { type ReadOperator, type ScalarLike, operator, readOperator, readScalar } from './read-operator.js';
export { type ModelDeclaration, modelOf } from './model.js';
export type { NamedSites } from './mixed-sites.js';
