export * from './coefficient.js';
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
