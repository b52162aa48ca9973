/**
 * The types an operator is made of. Every entry that takes or returns operators exports them all, so that a program
 * can name whatever it gets without a second import.
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
export type { Component, Letter, Operator, Term, Word } from '../spin/index.js';
