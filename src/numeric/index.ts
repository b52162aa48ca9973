/** Numbers without physics: every answer has its residual, its scale and the name of the backend that computed it. */
export { type BackendName, type Result, relativeResidual } from './result.js';
export {
  type ComplexMatrix,
  type Eigen,
  type Matrix,
  type RealMatrix,
  adjointMatrix,
  complex,
  identity,
  isComplex,
  real,
} from './matrix.js';
export { inlinedSize, ready } from './engine.js';
export { type LinearMemory, growMemory, instantiate, simdAvailable } from './web-assembly.js';
export { type AlgebraOptions, type Backend } from './backend.js';
export { eigen, eigenvalues } from './eigen.js';
export { type GeneralEigenvalues, generalEigenvalues, maxGeneralSize } from './general-eigenvalues.js';
export { type Factors, type Solution, factor, solve, solveWithPhase } from './linear-system.js';
export { SeriesTransform } from './fourier.js';
export { type ProductOptions, gram, multiplyMatrices, sandwich } from './product.js';
export { accretivePhase } from './phase.js';
export { integrateInTime, type EvolutionOptions, type ExplicitOptions } from './runge-kutta.js';
export { type BalanceEquations, integrateBalance, type LinearisedBalance } from './radau.js';
export { exponentialAction, type ExponentialOptions } from './exponential-action.js';
export { solveSmall } from './small.js';
export {
  type MinimalResidual,
  type MinimalResidualOptions,
  dot,
  minimalResidual,
  subtractScaled,
} from './minimal-residual.js';
export { type NewtonOptions, type NewtonReport, type NewtonStep, newton } from './newton.js';
export {
  type Ends,
  type Integral,
  type Integrand,
  type Panel,
  type QuadratureOptions,
  type Rule,
  gaussLegendre,
  integrate,
  quadraturePanel,
  principalValue,
} from './quadrature.js';
export { besselJ, besselJOne } from './bessel.js';
export { stationary } from './stationary.js';
export { type DecimalComplex, DecimalField, type DecimalLike, decimalField } from './decimal.js';
export {
  type Ball,
  type BallMatrix,
  type ComplexBall,
  type Enclosure,
  type RealBalls,
  absoluteInterval,
  addBalls,
  adjointBalls,
  ballMatrix,
  ballOf,
  complexBall,
  cosBall,
  divideBalls,
  enclosedNullVector,
  enclosedSolution,
  exactMatrix,
  exactly,
  expBall,
  intervalOf,
  largestOf,
  multiplyBallMatrices,
  multiplyBalls,
  multiplyComplexBalls,
  notEnclosed,
  rowSumsAbove,
  sinBall,
  sqrtBall,
  subtractBallMatrices,
  subtractBalls,
  unitRoundoff,
  upward,
} from './enclosure/index.js';
export {
  type RoundOptions,
  SharedWork,
  type ThreadTask,
  type WorkOptions,
  checkThreads,
  coreCount,
  inSharedMemory,
  maxThreads,
  servePool,
  setSharingRules,
  shareOnce,
  sharedDoubles,
  startThreads,
} from './threads/index.js';
