export * from './coefficient.js';
export {
  type Gaussian,
  asRational,
  fromRational,
  gaussian,
  gaussianOne,
  isZeroGaussian,
  multiplyGaussian,
} from './gaussian.js';
export { type Integer } from './integer.js';
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
} from './monomial.js';
export { type Rational, parseDecimal, rational, rationalText } from './rational.js';
export { type WrittenTerm, coefficientText, writtenTerms } from './write.js';
