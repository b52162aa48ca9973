/**
 * The effect of a perturbation on a chain: the symmetries it keeps and breaks, the charges it breaks and their
 * corrections, and the currents it may drive.
 *
 * @module
 */
export type * from './operator-types.js';
export {
  type Coupling,
  type Correction,
  type CorrectionOptions,
  type Exception,
  type FirstOrder,
  type Harmonic,
  type Parts,
  type PerturbOptions,
  type Perturbation,
  type PerturbedCharge,
  type Pumping,
  type Reversal,
  type Selection,
  type Symmetries,
  correctionOf,
  correctionUnder,
  perturb,
} from '../perturbation/index.js';
export { type ChargeVerdict, type PerturbationVerdict, overallVerdict, verdictOn } from '../report/index.js';
export type { CellBoost, ChargesOfCells, Current, Nothing, UnitCell } from '../charges/index.js';
export type { ConservedSpin, KeptMotion, Motion, SiteMap, SpinAxis, Turn } from '../perturbation/index.js';
