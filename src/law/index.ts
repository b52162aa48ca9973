export { Budget, type Clock, budgetSpent } from './budget.js';
export {
  type CaseSpace,
  type Point,
  caseSpace,
  cornerCount,
  pointAt,
  restrict,
  simplerPoints,
  writePoint,
} from './case-space.js';
export { type Domain, type RealOptions, type WholeOptions, choices, fixed, lazily, reals, wholes } from './domain.js';
export {
  type Evidence,
  type Finding,
  type Law,
  type LawRecord,
  type Mutant,
  type Residual,
  type Strength,
  type Verdict,
  type Witness,
  isExpected,
  law,
} from './law.js';
export { Random } from './random.js';
export {
  type LawReport,
  type ManyOptions,
  type Progress,
  type RunOptions,
  checkLaw,
  checkLaws,
  notices,
  replay,
} from './run.js';
