/** Ensembles of conserved operators of driven chains, charges that are discovered from the flow, and what they consist of. */
export { type Anatomy, anatomyOf } from './anatomy.js';
export {
  discover,
  discoveredCharge,
  type Discovery,
  type DiscoveryKind,
  type DiscoveryOptions,
  ensembleOf,
  exponentOf,
  isExactWithinRounding,
} from './discovered.js';
export { type ErrorSource, ErrorSources } from './error-sources.js';
export { listedCharges, elementsOf, type EnsembleItem, type ListRemark, productsOf } from './list.js';
export {
  anisotropyAngle,
  applyTransfer,
  highestWeightLax,
  type Lax,
  type LaxElement,
  spinFlippedLax,
  spinLax,
} from './lax.js';
export { localOperators } from './local-operators.js';
export {
  type MatchedEnsemble,
  matchedEnsemble,
  matchedEntropy,
  negativeEntropy,
  relativeEntropy,
  traceDistanceInLevels,
} from './measures.js';
export { type RankedCharge, ranked } from './ranking.js';
export type { ProductVector } from './ring-states.js';
export { rateEquation, stateResidual } from './rate-equation.js';
export { Relaxation } from './relaxation.js';
export { type ChargeElements, emptySpan, exponentIn, extended, inBasis, inMembers, type ChargeSpan } from './span.js';
export { solveEnsemble, type SteadyEnsemble } from './steady.js';
export { type RootOfUnityAngle, rootOfUnityAngle, spinFlipOddCharge } from './spin-flip-odd.js';
export {
  hermitianFlow,
  transferCharge,
  type TransferCharge,
  transferInLevels,
  type TransferLevel,
  type XxzCouplings,
  xxzCouplings,
} from './transfer-matrix.js';
