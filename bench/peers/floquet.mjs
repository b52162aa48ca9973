import { floquetModes, gasModel } from '../../dist/floquet/index.js';
import { complex, ready } from '../../dist/numeric/index.js';

/** Floquet modes of H(t) = A + 2 cos(ωt) B for Hermitian A and B, given as [re, im] by rows. */
export async function prepare({ levels, frequency, a, b }) {
  await ready();
  const matrix = ({ re, im }) => complex(levels, levels, re, im);
  const model = gasModel({
    levels,
    frequency,
    hamiltonian: new Map([
      [0, matrix(a)],
      [1, matrix(b)],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, matrix(a)]]) }],
  });
  return {
    run: () => floquetModes(model),
    result: ({ quasienergies }) => modulo(quasienergies, frequency),
  };
}

/** Quasienergies modulo ω, ascending. */
function modulo(energies, frequency) {
  return [...energies].map((e) => e - frequency * Math.floor(e / frequency)).sort((p, q) => p - q);
}
