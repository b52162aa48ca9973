import {
  type DecimalMatrix,
  type GasModel,
  decimalModel,
  decimalModes,
  floquetModes,
  modeStarts,
  phaseReach,
  reducedModes,
  withoutCommonDrive,
} from '../floquet/index.js';
import { decimalField } from '../numeric/index.js';
import { type DecimalSystem, decimalCouplings } from './decimal-scattering.js';

/**
 * Number of harmonics above which a phase that all levels share is left out of the modes; no other result depends on
 * it.
 */
const longPhase = 20;

/**
 * The modes and couplings of a model to `digits` digits: what unitarity at an energy (`decimalScattering`) and rates
 * (`decimalRates`) need.
 *
 * @param digits  from 1 to 1000; 40 digits take seconds
 * @diagnostic `digits-out-of-range`, those of `floquetModes`, `degenerate-quasienergies`
 */
export function decimalSystem(model: GasModel, digits: number): DecimalSystem {
  const field = decimalField(digits);
  const whole = decimalModel(field, model);
  const { common } = withoutCommonDrive(model.hamiltonian, model.levels);
  // A phase with few harmonics costs nothing, and the modes are then those of H(t) itself.
  if (phaseReach(common, model.frequency) < longPhase)
    return decimalCouplings(field, whole, decimalModes(field, whole, modeStarts(floquetModes(model))));
  const rest = new Map<number, DecimalMatrix>();
  for (const [k, matrix] of whole.hamiltonian) {
    const c = common.get(k);
    // Exactly the part is subtracted that is subtracted in double precision.
    const shift = c ? field.complex(String(c.re), String(c.im)) : field.zero;
    const left = matrix.map((row, i) => row.map((x, j) => (i === j ? field.subtract(x, shift) : x)));
    if (k === 0 || left.some((row) => row.some(({ re, im }) => !re.isZero() || !im.isZero()))) rest.set(k, left);
  }
  const decimal = { ...whole, hamiltonian: rest };
  return decimalCouplings(field, decimal, decimalModes(field, decimal, modeStarts(reducedModes(model))));
}
