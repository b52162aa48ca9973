/** The functions of the package that no other room needs: constructors, arithmetic, printing, one verb a question. */
export { expectOperator, isOperator, valueInWords } from './operand.js';
export { add, chainSum, multiply, scale, substitute, subtract } from './operators.js';
export { type OperatorDocument, toJson, toTex, toText } from './writing.js';
export { exportOperator } from './exchanged.js';
export { type Proof, prove } from './claims.js';
