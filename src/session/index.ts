export { type PerturbationDocument, perturbationDocument, perturbationLines } from './perturbation.js';
export { type ModelDeclaration } from './model.js';
export { gasModelOf } from './gas.js';
export {
  type Named,
  type NamedPerturbation,
  type Said,
  hamiltonianBeside,
  hamiltonianOf,
  hamiltonianText,
  perturbationOf,
  rolesBeside,
  saidBy,
  usesNamesOf,
} from './hamiltonian.js';
export { type GasAnswer, type GasDocument, type GasQuestion, checkFinite, gasAnswer, resonanceNotes } from './gas-answer.js';
export { gasLines } from './gas-text.js';
export { type Outcome, Session } from './session.js';
export {
  assumptionsText,
  type ClaimDocument,
  type ValueDocument,
  citationText,
  claimDocument,
  evidenceDocument,
  refutationDocument,
  valueDocument,
} from './json.js';
export { type TermDocument, termDocuments } from './terms.js';
