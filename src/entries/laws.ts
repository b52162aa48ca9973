/**
 * The laws that hold spinlaw to its papers: the catalogue, a law of your own, and how a law is checked. This entry does
 * not need vitest; `spinlaw/testing` adds matchers for it.
 *
 * @module
 */
export {
  Budget,
  type Clock,
  type CaseSpace,
  type Domain,
  type Evidence,
  type Finding,
  type Law,
  type LawRecord,
  type LawReport,
  type ManyOptions,
  type Mutant,
  type Point,
  type Progress,
  Random,
  type RealOptions,
  type Residual,
  type RunOptions,
  type Strength,
  type Verdict,
  type WholeOptions,
  type Witness,
  caseSpace,
  checkLaw,
  checkLaws,
  choices,
  fixed,
  isExpected,
  law,
  notices,
  pointAt,
  reals,
  replay,
  restrict,
  simplerPoints,
  wholes,
  writePoint,
} from '../law/index.js';
export { findLaw, lawNamed, laws } from '../laws/index.js';
export type { Diagnostic, DiagnosticCode, diagnosticCodes, Source, Span } from '../text/index.js';
export { type CheckOptions, type LawDocument, type VerdictDocument, check } from '../library/index.js';
export type { ErrorDocument } from '../text/index.js';
