export {
  type Charge,
  type ChargeOptions,
  type ChargeSequence,
  type ChargeStream,
  type Nothing,
  chargesOneByOne,
  conservedCharges,
  nothingText,
} from './charges.js';
export { type Split, boostOperator, checkHamiltonian, parametersOf, splittings } from './density.js';
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
export { type Current, currentsOf } from './currents.js';
export { type LocalCharge, type LocalCharges, type LocalChargesOptions, localCharges } from './local-charges.js';
