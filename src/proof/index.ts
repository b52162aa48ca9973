export { type Certified, type CertifiedCharge, certifyCharges, certifyCommutator } from './certificate.js';
export { type ClaimMode, type ClaimResult, type ClaimVerdict, checkClaim } from './claim.js';
export { type ExclusionCertificate, certifyExclusion, exclusionFormat } from './exclusion-certificate.js';
export { Derivations } from './derivation.js';
export { type SymmetryCertificate, certifySymmetries } from './symmetry-certificate.js';
export { nonVanishingPoint } from './point.js';
export { type ChangedCharge, type PerturbationCertificate, certifyPerturbation } from './perturbation-certificate.js';
export { type AffineEquation, type AffineSolution, type Fraction, type SpecialAnswer } from './affine-system.js';
export { type SolveResult, solveEquation } from './solve.js';
