import type { Law } from '../law/index.js';
import { refuse } from '../text/index.js';
import { boostOrigin } from './charges/boost-origin.js';
import { commuting } from './charges/commuting.js';
import { conserved } from './charges/conserved.js';
import { energyGrade } from './charges/energy-grade.js';
import { excludedLengths } from './charges/excluded-lengths.js';
import { heatCurrent } from './charges/heat-current.js';
import { heatCurrentConserved } from './charges/heat-current-conserved.js';
import { heatCurrentInAField } from './charges/heat-current-in-a-field.js';
import { hermitianCharges } from './charges/hermiticity.js';
import { isotropicLimit } from './charges/isotropic-limit.js';
import { rangeOfCharges } from './charges/range.js';
import { reflectionOfCharges } from './charges/reflection.js';
import { ringSizes } from './charges/ring-sizes.js';
import { translationOfCharges } from './charges/translation.js';
import { transferMatrix } from './charges/transfer-matrix.js';
import { bathSpectrum } from './chain/bath-function.js';
import { conservedSpinCurrent } from './chain/conserved-part.js';
import { count7969, parityOfCount } from './chain/counts.js';
import { detailedBalanceOfPhonons } from './chain/detailed-balance.js';
import { driveReversal } from './chain/drive-reversal.js';
import { fieldReversal } from './chain/field-reversal.js';
import { forces } from './chain/forces.js';
import { harmonic } from './chain/harmonic.js';
import { heatCurrentOfStates } from './chain/heat-current.js';
import { largestCurrents } from './chain/largest-currents.js';
import { noField } from './chain/no-field.js';
import { projectedInverse, projector, secondTerm } from './chain/projector.js';
import { densityMatrix } from './chain/density-matrix.js';
import { strength } from './chain/strength.js';
import { strongDrive, strongDriveOfThePaper } from './chain/strong-drive.js';
import { superoperators } from './chain/superoperators.js';
import { thermalEnsembles } from './chain/thermal.js';
import { adjointErrors } from './ensembles/adjoint.js';
import { closure } from './ensembles/closure.js';
import { conservedWord } from './ensembles/conserved-word.js';
import { discoveredCharges } from './ensembles/discovered.js';
import { matchedFalls, relativeEntropies } from './ensembles/entropy.js';
import { fixedPoint } from './ensembles/fixed-point.js';
import { scaleOfStrengths } from './ensembles/scale.js';
import { localTransferCharges } from './ensembles/local-charges.js';
import { spinFlipOdd } from './ensembles/spin-flip-odd.js';
import { transferCommutes } from './ensembles/transfer-commutes.js';
import { conjugation } from './exact/conjugation.js';
import { distributive } from './exact/distributive.js';
import { evaluation } from './exact/evaluation.js';
import { brillouinShift } from './gas/brillouin-shift.js';
import { converged } from './gas/converged.js';
import { detailedBalanceLaw, detailedBalanceWithFlux } from './gas/detailed-balance.js';
import { feshbach } from './gas/feshbach.js';
import { gibbs } from './gas/gibbs.js';
import {
  bornSymmetry,
  boltzmannToFirstOrder,
  flowsAtHighTemperature,
  hotPopulations,
  powerLaw,
  quantaAtHighTemperature,
} from './gas/high-temperature.js';
import { zeroTemperatureRates } from './gas/low-temperature.js';
import { opticalTheorem } from './gas/optical-theorem.js';
import { probabilitySums } from './gas/probability-sums.js';
import { rotatingFrame } from './gas/rotating-frame.js';
import { secondLawOfTheGas } from './gas/second-law.js';
import { sumRuleOfRates } from './gas/sum-rule.js';
import { superindex } from './gas/superindex.js';
import { thermalizationLaw, staticThermalization } from './gas/thermalization.js';
import { reciprocity, transmission } from './gas/transmission.js';
import { unitarity } from './gas/unitarity.js';
import { nearest } from './cases/nearest.js';
import { ratesOfThePaper } from './perturbation/rates-of-the-paper.js';
import { hermiticity } from './spin/hermiticity.js';
import { invariance } from './spin/invariance.js';
import { jacobi } from './spin/jacobi.js';
import { leibniz } from './spin/leibniz.js';
import { reflection } from './spin/reflection.js';
import { openChain } from './spin/open-chain.js';
import { ring } from './spin/ring.js';
import { translation } from './spin/translation.js';

/** The catalogue, room by room. */
export const laws: readonly Law<unknown>[] = [
  distributive,
  conjugation,
  evaluation,
  jacobi,
  leibniz,
  hermiticity,
  invariance,
  translation,
  reflection,
  ring,
  openChain,
  conserved,
  commuting,
  heatCurrent,
  heatCurrentInAField,
  heatCurrentConserved,
  rangeOfCharges,
  hermitianCharges,
  reflectionOfCharges,
  translationOfCharges,
  energyGrade,
  boostOrigin,
  isotropicLimit,
  transferMatrix,
  ringSizes,
  excludedLengths,
  harmonic,
  bathSpectrum,
  detailedBalanceOfPhonons,
  thermalEnsembles,
  strength,
  densityMatrix,
  superoperators,
  fieldReversal,
  driveReversal,
  noField,
  largestCurrents,
  heatCurrentOfStates,
  conservedSpinCurrent,
  forces,
  projector,
  projectedInverse,
  secondTerm,
  strongDrive,
  strongDriveOfThePaper,
  parityOfCount,
  count7969,
  relativeEntropies,
  matchedFalls,
  closure,
  fixedPoint,
  discoveredCharges,
  adjointErrors,
  scaleOfStrengths,
  transferCommutes,
  localTransferCharges,
  spinFlipOdd,
  conservedWord,
  ...ratesOfThePaper,
  unitarity,
  transmission,
  reciprocity,
  opticalTheorem,
  probabilitySums,
  brillouinShift,
  feshbach,
  rotatingFrame,
  thermalizationLaw,
  staticThermalization,
  superindex,
  sumRuleOfRates,
  converged,
  gibbs,
  secondLawOfTheGas,
  detailedBalanceLaw,
  detailedBalanceWithFlux,
  flowsAtHighTemperature,
  quantaAtHighTemperature,
  bornSymmetry,
  hotPopulations,
  boltzmannToFirstOrder,
  powerLaw,
  zeroTemperatureRates,
];

/** The law with an id; undefined where there is none. */
export function findLaw(id: string): Law<unknown> | undefined {
  return laws.find((l) => l.id === id);
}

/**
 * The law with an id.
 *
 * @param id  `room.claim`, such as `charges.heat-current`
 * @diagnostic `unknown-law`, with the closest id
 */
export function lawNamed(id: string): Law<unknown> {
  return findLaw(id) ?? refuseLaw(id);
}

/** Refuses an unknown name or pattern of laws, and proposes the closest law, or those of the room. */
export function refuseLaw(id: string): never {
  const ids = laws.map((l) => l.id);
  const near = nearest(id, ids);
  const rooms = [...new Set(ids.map((known) => known.split('.')[0]!))];
  const inRoom = ids.filter((known) => known.startsWith(`${id.split('.')[0]!}.`));
  const others =
    inRoom.length > 0
      ? `there are ${inRoom.join(', ')}`
      : `as in charges.* or charges.heat-current; the rooms are ${rooms.join(', ')}`;
  return refuse('unknown-law', `there is no law "${id}"`, {
    hint: near === undefined ? others : `did you mean ${near}?`,
  });
}

export { type CoefficientOptions, type CouplingOptions, coefficientDomain, couplingDomain } from './cases/couplings.js';
export { type OperatorOptions, operatorDomain, wordDomain } from './cases/operators.js';
export { readOperatorAt, scalarOf, scalarText, textOf } from './language.js';
export { type LawRoom, claimsAsTex, lawsByRoom, strengthText } from './manual.js';
export { nearest } from './cases/nearest.js';
export { type HamiltonianDomainOptions, hamiltonianDomain } from './cases/chains.js';
export { type BathOptions, type DriveOptions, bathDomain, driveDomain } from './cases/drives.js';
export { type SystemOptions, levelSystemDomain } from './cases/gas-systems.js';
export { type ChainCase, type ChainEngine, chainEngine } from './engines/chain.js';
export { type GasEngine, gasEngine } from './engines/gas.js';
export { lawsOfRates } from './perturbation/perturbed-rates.js';
export type { PerturbedRing, RingRates } from './engines/ring-rates.js';
export type { ChainValues } from './cases/chain-models.js';
