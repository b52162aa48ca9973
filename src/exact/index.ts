export * from './coefficient.js';
export { asGaussian, constantsOf, gradesOf, isUndecided, refuseConstants, symbolsOf } from './coefficient-content.js';
export { baseFrequencies, fourierComponents, modeCoefficient, rootOfUnity } from './coefficient-modes.js';
export { rootCoefficient } from './coefficient-root.js';
export { substituteCoefficient } from './coefficient-substitution.js';
export { evaluateCoefficient } from './coefficient-value.js';
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
} from './monomial.js';
export { type Rational, parseDecimal, rational, rationalText, multiplyRational, negateRational } from './rational.js';
export { type WrittenTerm, coefficientText, writtenTerms } from './write.js';
