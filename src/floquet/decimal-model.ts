import type { ComplexMatrix, DecimalField } from '../numeric/index.js';
import type { DecimalMatrix, DecimalModel, ModeStart } from './decimal-modes.js';
import type { FloquetModes } from './mode-set.js';
import type { FourierMatrix, GasModel } from './model.js';

/**
 * A model in decimal digits. A double is taken for the shortest decimal that is read as this double: 0.7 is seven
 * tenths, as it was typed.
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

/** Modes in double precision, from which the refinement of each mode starts. */
export function modeStarts({ levels, harmonics, quasienergies, fourier }: FloquetModes): ModeStart[] {
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
