/**
 * Superoperators of small rings: steady states at finite strength, projectors, Drude weights. They check the results of
 * `chain` by an independent method.
 */
export { type ConservedOperator, type DrudeWeight, drudeWeightIn, type MazurShare } from './drude.js';
export { type FloquetState, traceDistance } from './floquet-state.js';
export { Liouvillian } from './liouvillian.js';
export { type ProjectedInverse, TangentProjector } from './projector.js';
export type { LiouvillianOptions } from './settings.js';
export type { FloquetSuperoperator } from './superoperator.js';
export type { Dissipator } from './dissipator.js';
export type { Window } from './window.js';
export type { BlockOptions } from './superoperator.js';
