export { type ChainProgram, chainOperator, drudeWeight, drudeWeightOf } from './chain.js';
export { type ExceptionDocument, type PerturbationDocument, perturbationDocument } from './perturbation.js';
export { perturbationScript, scriptHead } from './perturbation-script.js';
export { perturbationLines } from './perturbation-text.js';
export { type ChargeVerdict, type Verdict, overallVerdict, severalStatesBecause, verdictOn } from './verdicts.js';
export { type ModelDeclaration } from './model.js';
export { ratesLines } from './rates.js';
export { gasModelOf } from './gas.js';
export {
  type Named,
  type NamedPerturbation,
  type Said,
  hamiltonianBeside,
  hamiltonianOf,
  hamiltonianOfDriven,
  hamiltonianText,
  perturbationOf,
  rolesBeside,
  saidBy,
  usesNamesOf,
} from './hamiltonian.js';
export {
  type GasAnswer,
  type GasDocument,
  type GasQuestion,
  checkFinite,
  gasAnswer,
  resonanceNotes,
} from './gas-answer.js';
export { gasLines } from './gas-text.js';
export { type Outcome, Session } from './session.js';
export {
  conditionText,
  parametersIn,
  type ClaimDocument,
  type ValueDocument,
  citationText,
  claimDocument,
  evidenceDocument,
  refutationDocument,
  valueDocument,
} from './json.js';
export { type TermDocument, termDocuments } from './terms.js';
