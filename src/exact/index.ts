export * from './coefficient.js';
export { asGaussian, constantsOf, gradesOf, isUndecided, refuseConstants, symbolsOf } from './coefficient-content.js';
export { baseFrequencies, fourierComponents, modeCoefficient, rootOfUnity } from './coefficient-modes.js';
export { rootCoefficient } from './coefficient-root.js';
export { substituteCoefficient } from './coefficient-substitution.js';
export { evaluateCoefficient } from './coefficient-value.js';
export { type Contradiction, contradictionOf } from './contradiction.js';
export { divisorOfCoefficients, contentIn, isFreeOfCouplings, reducedRing } from './divisor.js';
export { type Equation, type LinearSolution, type Ring, eliminate } from './elimination.js';
export { FractionTooLong, coefficientRing, divideExactly, patientRing } from './fractions.js';
export {
  type Gaussian,
  asRational,
  fromRational,
  gaussian,
  gaussianOne,
  isZeroGaussian,
  multiplyGaussian,
  conjugateGaussian,
} from './gaussian.js';
export { type Integer, addIntegers, digits, gcd, integer, multiplyIntegers, powerInteger } from './integer.js';
export { ModularPoint } from './modular-point.js';
export { ModularEchelon, type ModularVector, kernelModulo, pivotsModulo } from './modular-kernel.js';
export {
  type Factor,
  type Mode,
  type Monomial,
  type ParameterDomain,
  type MonomialProduct,
  type ScalarSymbol,
  angleSymbol,
  conjugateSymbol,
  constantSymbol,
  parameterSymbol,
  phaseSymbol,
  primeSymbol,
  sortedFactors,
  symbolPower,
  unit,
  withoutMode,
  conjugateMonomial,
  modeMonomial,
  multiplyMonomials,
  renameMonomial,
} from './monomial.js';
export {
  bigResidue,
  inverseModulo,
  modularPower,
  modularRoot,
  primeLimit,
  primesBelow,
  residue,
} from './prime-field.js';
export { type Rational, parseDecimal, rational, rationalText, multiplyRational, negateRational } from './rational.js';
export { refuseUnset, valueInCells } from './unset-parameter.js';
export { type WrittenTerm, coefficientText, writtenTerms } from './write.js';
