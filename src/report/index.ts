export { type ValueDocument, parametersIn, valueDocument } from './value.js';
export {
  type ClaimDocument,
  citationText,
  claimDocument,
  evidenceDocument,
  refutationDocument,
} from './value.js';
export { type ProofCondition, allValuesText, conditionOf, conditionText } from './conditions.js';
export { type TermDocument, termDocuments } from './terms.js';
export { claimLine } from './claim-line.js';
export { evidenceText, refutationText } from './evidence.js';
export {
  type LawDocument,
  checkLine,
  checkRates,
  chooseLaws,
  lawDocument,
  lawLines,
  readBinding,
  restricted,
} from './laws.js';
export { ratesLines } from './rates.js';
export { type ExceptionDocument, type PerturbationDocument, perturbationDocument } from './perturbation.js';
export { perturbationScript, scriptHead } from './perturbation-script.js';
export { perturbationLines } from './perturbation-text.js';
export { type ChargeVerdict, type Verdict, overallVerdict, severalStatesBecause, verdictOn } from './verdicts.js';
export { type GasAnswer, type GasDocument, type GasQuestion, checkFinite, gasAnswer, resonanceNotes } from './gas.js';
export { gasLines } from './gas-text.js';
export { type ChainProgram, chainOperator, drudeWeight, drudeWeightOf } from './drude.js';
export { type Observable, numberText, values } from './observed.js';
export { progressBar } from './progress.js';
export { type Scan, scanOf } from './scan.js';
export { type Part, decimal, mostSeed, numberList, optionSpan, partsOf, wholeNumber } from './option-values.js';
export type { EvidenceDocument } from './value.js';
export type { RefutationDocument } from './value.js';
export type { LevelDocument } from './value.js';
