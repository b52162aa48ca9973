export { type Charge, type ChargeOptions, type ChargeSequence, conservedCharges } from './charges.js';
export { type Split, boostOperator, checkHamiltonian, parametersOf, splittings } from './density.js';
export { type Model, findModel, models } from './models.js';
export { BoostRecursion, type Moments, defaultMaxEntries, maxChargeRange } from './recursion.js';
export { type Packed, type Parity } from './packed.js';
