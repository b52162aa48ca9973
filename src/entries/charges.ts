/**
 * Conserved charges of a chain by the boost recursion, each with the proof that it commutes with the Hamiltonian.
 *
 * The entries have a folder of their own, because a file src/charges.ts next to the folder src/charges/ would look like
 * a part of that room, whereas an entry is a door to several rooms.
 *
 * @module
 */
export type * from './operator-types.js';
export {
  type Answer,
  type FindChargesOptions,
  type OnAnswerProgress,
  type Parameters,
  findCharges,
  findOpenCharges,
  type FindOpenChargesOptions,
} from '../library/index.js';
export type {
  ChargeDocument,
  ChargesDocument,
  OpenChargeDocument,
  OpenChargesDocument,
  UnitCellDocument,
  TermDocument,
} from '../report/index.js';
export type { DiagnosticCode, ErrorDocument, diagnosticCodes } from '../text/index.js';
export {
  type Charge,
  type ChargeOptions,
  type ChargeSequence,
  type ChargeStream,
  type CellBoost,
  type ChargesOfCells,
  type UnitCell,
  type FieldOption,
  type LocalCharge,
  type LocalCharges,
  type LocalChargesOptions,
  type Model,
  type ModularCharge,
  type ModularCommutator,
  type ModularEvidence,
  type ModularMode,
  type ModularOptions,
  type ModularSequence,
  type Nothing,
  type OpenCharge,
  type OpenChargesOptions,
  openCharges,
  type Refutation,
  type Split,
  boostOperator,
  chargesOneByOne,
  conservedCharges,
  findModel,
  localCharges,
  models,
  modularCharges,
  modularCommutator,
} from '../charges/index.js';
export {
  type Arrangement,
  type CellChain,
  type ChainInPieces,
  type FinitePiece,
  type InfinitePiece,
  type Judged,
  type JudgedPiece,
  type OrderedChain,
  type CellOperator,
  type Commuting,
  type Construction,
  type FreeFermions,
  type StringAxis,
  type Integrability,
  type IntegrabilityOptions,
  type IntegrabilityVerdict,
  type TowerCharge,
  type Pencil,
  type TheoremA,
  integrabilityOf,
  verdictText,
} from '../integrability/index.js';
