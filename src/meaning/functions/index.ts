import { boostFunction } from './boost.js';
import { chargeFunction } from './charge.js';
import { conjFunction } from './conj.js';
import { cosFunction } from './cos.js';
import { degreeFunction, dimensionFunction } from './degree.js';
import { densityFunction } from './density.js';
import { eigenvaluesFunction } from './eigenvalues.js';
import { expFunction } from './exp.js';
import { expectFunction } from './expect.js';
import { fourierFunction } from './fourier.js';
import type { LanguageFunction } from './function.js';
import { hermitianFunction } from './hermitian.js';
import { integrableFunction } from './integrable.js';
import { latexFunction } from './latex.js';
import { matrixFunction } from './matrix.js';
import { norm2Function } from './norm2.js';
import { overlapFunction } from './overlap.js';
import { perturbFunction } from './perturb.js';
import { rangeFunction } from './range.js';
import { reflectFunction } from './reflect.js';
import { sinFunction } from './sin.js';
import { spinflipFunction } from './spinflip.js';
import { sqrtFunction } from './sqrt.js';
import { eigenstateFunction, groundstateFunction, productFunction, thermalFunction } from './states.js';
import { supportFunction } from './support.js';
import { symmetriesFunction } from './symmetries.js';
import { termsFunction } from './terms.js';
import { timereverseFunction } from './timereverse.js';
import { traceFunction } from './trace.js';
import { translateFunction } from './translate.js';
import { truncateFunction } from './truncate.js';
import { twistFunction } from './twist.js';
import { vectorFunction } from './vector.js';

/** Every function that has a value, by its name; a missing name does not compile. */
export const languageFunctions: { readonly [N in LanguageFunction['name']]: LanguageFunction } = {
  sqrt: sqrtFunction,
  sin: sinFunction,
  cos: cosFunction,
  exp: expFunction,
  conj: conjFunction,
  vector: vectorFunction,
  hermitian: hermitianFunction,
  range: rangeFunction,
  terms: termsFunction,
  support: supportFunction,
  symmetries: symmetriesFunction,
  norm2: norm2Function,
  overlap: overlapFunction,
  degree: degreeFunction,
  dimension: dimensionFunction,
  latex: latexFunction,
  density: densityFunction,
  reflect: reflectFunction,
  translate: translateFunction,
  truncate: truncateFunction,
  twist: twistFunction,
  spinflip: spinflipFunction,
  timereverse: timereverseFunction,
  fourier: fourierFunction,
  boost: boostFunction,
  charge: chargeFunction,
  perturb: perturbFunction,
  integrable: integrableFunction,
  trace: traceFunction,
  eigenvalues: eigenvaluesFunction,
  matrix: matrixFunction,
  expect: expectFunction,
  thermal: thermalFunction,
  groundstate: groundstateFunction,
  eigenstate: eigenstateFunction,
  product: productFunction,
};
