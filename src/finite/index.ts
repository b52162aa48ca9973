/** Numbers of operators on rings and open chains: matrices, eigenvalues and expectation values. */
export { type EnergyState, type Expectation, expectationIn } from './expectation.js';
export { finiteMatrix, maxMatrixSites } from './matrix.js';
export { type BlochVector, type ProductOfSpins, expectationInProductOf } from './product-state.js';
export { type SectorMatrix, sectorMatrices } from './sector-matrices.js';
export { type QuantumNumbers } from './sectors.js';
export { finiteSpectrum, type FiniteSpectrum, type SectorEigenvalues, type SpectrumLevel } from './spectrum.js';
export { maxFiniteSites, type ParameterValues } from './words.js';
