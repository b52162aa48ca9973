/**
 * The functions of the package that no other room needs: constructors, arithmetic, printing, and one verb for each
 * question.
 */
export { expectOperator, isOperator, valueInWords } from './operand.js';
export { add, chainSum, multiply, scale, substitute, subtract } from './operators.js';
export { type OperatorDocument, toJson, toTex, toText } from './writing.js';
export { exportOperator, importOperator } from './exchanged.js';
export { type Proof, prove } from './claims.js';
export { type Solutions, solveEquations } from './solutions.js';
export { type Answer, type OnAnswerProgress, type Parameters } from './answer.js';
export { type Acting, type ChainModel, type ChainParts, programText } from './program.js';
export {
  type ChainSteadyOptions,
  type CompareOptions,
  type DrudeOptions,
  chainDrudeWeight,
  chainSteadyState,
  compareEnsembles,
} from './chain.js';
export { type GasSteadyOptions, type GasSubject, gasModelFrom, gasSteadyState } from './gas.js';
export { type FindChargesOptions, findCharges, findOpenCharges, type FindOpenChargesOptions } from './charges.js';
export { type CheckOptions, type LawDocument, type VerdictDocument, check } from './laws.js';
export {
  type FiniteOptions,
  expectationValue,
  operatorEigenvalues,
  operatorMatrix,
  operatorMatrixBySectors,
  operatorTrace,
} from './numbers.js';
