import { type ComplexMatrix, type DecimalField, decimalField } from '../numeric/index.js';
import type { FourierMatrix, GasModel } from './model.js';
import { phaseReach, withoutCommonDrive } from './common-drive.js';
import { type FloquetModes, floquetModes, reducedModes } from './modes.js';
import { type DecimalMatrix, type DecimalModel, type ModeStart, decimalModes } from './decimal-modes.js';
import { type DecimalSystem, decimalCouplings } from './decimal-scattering.js';

/**
 * A model in decimal digits. A double stands for the shortest decimal that reads as it: 0.7 is seven tenths, as it was
 * typed.
 */
export function decimalModel(field: DecimalField, model: GasModel): DecimalModel {
  const { levels, frequency, mass, density, dimension } = model;
  const real = (x: number) => field.real(String(x));
  const matrix = ({ cols, re, im }: ComplexMatrix): DecimalMatrix =>
    Array.from({ length: levels }, (_, i) =>
      Array.from({ length: levels }, (_, j) => field.complex(String(re[i * cols + j]!), String(im[i * cols + j]!))),
    );
  const fourier = (a: FourierMatrix): Map<number, DecimalMatrix> => new Map([...a].map(([k, m]) => [k, matrix(m)]));
  return {
    levels,
    frequency: real(frequency),
    mass: real(mass),
    density: real(density),
    dimension,
    hamiltonian: fourier(model.hamiltonian),
    scatterers: model.scatterers.map(({ position, coupling }) => ({
      position: real(position),
      coupling: fourier(coupling),
    })),
  };
}

/** Modes in double precision as starts of the refinement, mode by mode. */
function modeStarts({ levels, harmonics, quasienergies, fourier }: FloquetModes): ModeStart[] {
  return Array.from({ length: levels }, (_, j) => ({
    quasienergy: quasienergies[j]!,
    harmonics,
    fourier: Array.from({ length: 2 * harmonics + 1 }, (_, k) =>
      Array.from({ length: levels }, (_, i) => ({
        re: fourier.re[(k * levels + i) * levels + j]!,
        im: fourier.im[(k * levels + i) * levels + j]!,
      })),
    ),
  }));
}

/** Harmonics from which on a phase that all levels share is left out of the modes: nothing else depends on it. */
const longPhase = 20;

/**
 * The modes and couplings of a model to `digits` digits: what unitarity at an energy (`decimalScattering`) and rates
 * (`decimalRates`) need.
 *
 * @param digits  from 1 to 1000; 40 takes seconds
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
    // The same part is taken out as in double precision, to the last digit.
    const shift = c ? field.complex(String(c.re), String(c.im)) : field.zero;
    const left = matrix.map((row, i) => row.map((x, j) => (i === j ? field.subtract(x, shift) : x)));
    if (k === 0 || left.some((row) => row.some(({ re, im }) => !re.isZero() || !im.isZero()))) rest.set(k, left);
  }
  const decimal = { ...whole, hamiltonian: rest };
  return decimalCouplings(field, decimal, decimalModes(field, decimal, modeStarts(reducedModes(model))));
}
