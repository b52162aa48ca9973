export { type ClaimResult, checkClaim } from './claim.js';
export { nonVanishingPoint } from './point.js';
