// The making and showing of reports.
export { type AnswerPart, type AnswerTable, partLines } from './answer-parts.js';
export {
  type GrowingRow,
  type Listener,
  type CommandReport,
  errorsDocument,
  hearing,
  refusal,
  silent,
} from './report.js';
export { type OptionSpec, isRepeatable, optionKey, optionName, takesValue } from './option-list.js';
export {
  type OptionPart,
  decimal,
  mostSeed,
  numberList,
  milliseconds,
  optionSpan,
  optionParts,
  wholeNumber,
} from './option-values.js';
export { type Scan, scanOf } from './scan.js';
// Values and claims.
export { type LevelDocument, type ValueDocument, parametersIn, valueDocument } from './value.js';
export { type TermDocument, termDocuments } from './terms.js';
export {
  type ClaimDocument,
  type EvidenceDocument,
  type RefutationDocument,
  citationText,
  claimDocument,
  evidenceDocument,
  refutationDocument,
} from './claim.js';
export { type ProofCondition, allValuesText, conditionOf, conditionText } from './conditions.js';
export { claimLine } from './claim-line.js';
export { type ProgramValue, evaluateProgram, evaluationDocument } from './evaluation.js';
export { type ForeignOptions, type ForeignText, readForeign, readableFormat, writeForeign } from './exchange.js';
export type { UnitCellDocument } from './unit-cell.js';
export { runReport } from './run.js';
export { type SolutionDocument, type SolveDocument, solveDocument, solveLines, solveParts } from './solve.js';
export { type ProofQuestion, proofReport } from './proof.js';
// Charges and perturbations.
export {
  type GivenHamiltonian,
  givenHamiltonian,
  hamiltonianFromModel,
  hamiltonianFromProgram,
  hamiltonianIn,
  modelNamed,
  spinOfSites,
  splitNotes,
} from './hamiltonian.js';
export {
  type ChargeDocument,
  type ChargesDocument,
  type ChargesQuestion,
  type ChargeInWords,
  chargeColumns,
  chargeSentences,
  chargesReport,
  hermiticityNotes,
} from './charges.js';
export {
  type LocalChargeDocument,
  type LocalChargesDocument,
  type LocalChargesQuestion,
  localChargesReport,
} from './local-charges.js';
export { modularChargesReport } from './charges-modulo.js';
export {
  type GivenPerturbation,
  type HamiltonianChoice,
  givenPerturbation,
  perturbationOfSaid,
} from './perturbation-input.js';
export { type PerturbationQuestion, perturbationReport } from './perturbation-report.js';
export { type ExceptionDocument, type PerturbationDocument, perturbationDocument } from './perturbation.js';
export { perturbationScript, scriptHead } from './perturbation-script.js';
export { perturbationLines } from './perturbation-text.js';
export {
  type ChargeVerdict,
  type PerturbationVerdict,
  overallVerdict,
  severalStatesBecause,
  verdictOn,
} from './verdicts.js';
export { ratesLines } from './rates.js';
// Laws.
export {
  type LawDocument,
  type VerdictDocument,
  type LawsQuestion,
  checkLine,
  checkRates,
  chooseLaws,
  lawCode,
  lawDocument,
  lawLines,
  lawsReport,
  bindingName,
  readBinding,
  replayReport,
  restricted,
} from './laws.js';
// Driven chains.
export { type SteadyCommandOptions, steadyOptions } from './steady-options.js';
export type { Distance } from './ensemble-study.js';
export type {
  AnatomyDocument,
  ComparedEnsemble,
  ComparisonDocument,
  ComparisonOnRing,
  ErrorSourceDocument,
  RankedDocument,
  RefusedEnsemble,
  SizeVerdict,
} from './comparison.js';
export { type SteadyQuestion, ringOption, steadyQuestion } from './steady-question.js';
export { type SteadyHead, steadyHead } from './steady-head.js';
export { type SteadyDocument, steadyReport } from './steady.js';
export { type StateEnclosures, type SteadyPoint } from './steady-point.js';
export { type Balance } from './steady-balance.js';
export type { PerturbationNumber } from './perturbation-numbers.js';
export { type ScanDocument, type ScanPoint, scanDocument, steadyScan, steadyScanOf } from './steady-scan.js';
export { type ScanAnswer, errorOfAnswer } from './scan-report.js';
export { type ChainProgram, type DrudeQuestion, drudeReport, drudeWeight } from './drude.js';
// Driven gases.
export { type GasOptions, gasOptions } from './gas-options.js';
export { type ThreadsOption, onAllCores, threadsFrom, threadsOption } from './thread-option.js';
export { type GasRequest, gasRequest } from './gas-request.js';
export { type GasSource, gasSourceOf, scriptSource } from './gas-source.js';
export { gasReport } from './gas-report.js';
export { type GasScanPoint, type GasScanReport, gasScan, gasScanOf } from './gas-scan.js';
export type { GasQuestion } from './gas-question.js';
export type { ResultDocument } from './gas-result.js';
export { type GasAnswer, type GasDocument, checkFinite, gasAnswer } from './gas.js';
export { gasParts } from './gas-text.js';
export type { HotDocument } from './gas-limits.js';
export {
  type OpenChargeDocument,
  type OpenChargesDocument,
  type OpenChargesQuestion,
  openChargesReport,
} from './open-charges.js';

export { type IntegrableDocument, exceptionalIn, integrabilityWriting } from './integrability.js';
export { integrableReport } from './integrable.js';
export {
  type IntegrableOptions,
  type ModularChoice,
  type PerturbationOptions,
  integrableOptions,
  integrableQuestion,
  modeOf,
  modularOptions,
  perturbationOptions,
  perturbationQuestion,
  perturbedOptions,
  proofModes,
} from './exact-options.js';
export { type VerdictCertificate, verdictCertificate } from './verdict-certificate.js';
