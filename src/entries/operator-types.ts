/**
 * The types an operator is made of. Every entry that takes or returns operators exports all of them, so that a program
 * can name the type of any value it receives without a second import.
 */
export type {
  Coefficient,
  CoefficientTerm,
  Factor,
  Gaussian,
  Integer,
  Mode,
  Monomial,
  MonomialProduct,
  ParameterDomain,
  Rational,
  ScalarSymbol,
} from '../exact/index.js';
export type {
  ChainPlace,
  Component,
  Letter,
  LocalPlace,
  Operator,
  SummandPlace,
  Term,
  TermPlace,
  ResidueClass,
  Weight,
  Word,
} from '../spin/index.js';
