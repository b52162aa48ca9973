export {
  type IntegrabilityAnswer,
  type IntegrabilityQuestion,
  genericNote,
  integrabilityAnswer,
} from './answer.js';
export { type CellChain, type CellHamiltonian, type CellOperator } from './cell-algebra.js';
export { type Commuting } from './commuting.js';
export { type StringAxis, type FreeFermions } from './free-fermions.js';
export { type ExceptionalCouplings, type Exceptions, exceptionalCouplings } from './exceptional.js';
export {
  type ExclusionMinors,
  type ListMinor,
  type Minor,
  type StringsByCell,
  exclusionMinors,
  listMinor,
} from './minors.js';
export { siteLettersText, spinOneChain } from './spin-one-chain.js';
export type { ChainAlgebra } from './chain-algebra.js';
export { type Pencil } from './pencil.js';
export { type TheoremA, type TheoremSteps, theoremSteps } from './theorem-a.js';
export { hypothesesOf, kindText, verdictFields, verdictText } from './words.js';
export { type Arrangement, type FinitePiece, type InfinitePiece, type OrderedChain } from './pieces.js';
export {
  type ChainInPieces,
  type Construction,
  type IntegrabilityVerdict,
  type Judged,
  type JudgedPiece,
  type TowerCharge,
} from './kinds.js';
export {
  type Integrability,
  type IntegrabilityOptions,
  type TheoremVerdict,
  algebraOf,
  integrabilityOf,
  theoremVerdict,
  verdictAndTheorem,
} from './verdict.js';
