export {
  type Charge,
  type ChargeOptions,
  type Nothing,
  type UnitCell,
  chargeName,
  nothingText,
  searchText,
  unitCellText,
} from './charge.js';
export { type ChargeSequence, type ChargeStream, chargesOneByOne, conservedCharges } from './charges.js';
export { type OpenCharge, type OpenChargesOptions, openCharges } from './open-charges.js';
export { boostOperatorOf, boostOperator } from './boost-operator.js';
export { type Split, checkHamiltonian, parametersOf, splittings } from './density.js';
export { type FieldOption, type Model, findModel, models } from './models.js';
export { BoostRecursion, type Moments, defaultMaxEntries, maxChargeRange } from './recursion.js';
export {
  type ModularCharge,
  type ModularCommutator,
  type ModularEvidence,
  type ModularMode,
  type ModularOptions,
  type ModularSequence,
  type Refutation,
  ModularPair,
  hasModularCommutator,
  modularCharges,
  modularCommutator,
} from './modular.js';
export { evaluationsFor, pointsFor, primesFor } from './certified-points.js';
export { type Packed, type Parity } from './packed.js';
export { type Current, type CurrentOptions, currentOfCharge, currentsOf, partsOfSpin, sitesText } from './currents.js';
export { type LocalCharge, type LocalCharges, type LocalChargesOptions, localCharges } from './local-charges.js';
export {
  type TripletBoost,
  findTripletBoost,
  tripletBoost,
  tripletCharges,
  tripletChargesOneByOne,
  tripletEntries,
  tripletSplit,
} from './triplet-charges.js';
export { tripletLocalCharges } from './triplet-local.js';
export { type CellBoost, findCellBoost, solveCombination } from './cell-boost.js';
export { type ChargesOfCells, chargesOfCells, mostCellStrings } from './cell-search.js';
export { chainSymmetries } from './cell-symmetries.js';
export {
  type IndependentTerm,
  type PeriodicString,
  byIndependentStrings,
  cellSize,
  firstMoment,
  fromPeriodicStrings,
  independentTerms,
  operatorPeriod,
  periodOfCells,
  periodicStrings,
} from './unit-cell.js';
