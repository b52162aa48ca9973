import { floquetModes, gasModel } from '../../dist/floquet/index.js';
import { rates, steadyPopulations, transitionTable } from '../../dist/gas/index.js';
import { complex, ready } from '../../dist/numeric/index.js';
import { floquetSystem } from '../../dist/scattering/index.js';

/** Diagonal levels with a diagonal drive, and one scatterer: modes, rates and steady states at some temperatures. */
export async function prepare({ frequency, energies, drive, coupling, betas, reported }) {
  await ready();
  const levels = energies.length;
  const diagonal = (values) =>
    complex(
      levels,
      levels,
      Array.from({ length: levels ** 2 }, (_, p) => (p % (levels + 1) === 0 ? values[p % levels] : 0)),
    );
  const model = gasModel({
    levels,
    frequency,
    hamiltonian: new Map([
      [0, diagonal(energies)],
      [1, diagonal(drive.map((d) => d / 2))],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(levels, levels, coupling.re, coupling.im)]]) }],
  });
  return {
    run() {
      const table = transitionTable(floquetSystem(model, floquetModes(model)), { betas });
      return betas.map((beta) => {
        const found = rates(table, beta);
        return { found, state: steadyPopulations(found) };
      });
    },
    result: (answers) =>
      answers.flatMap(({ found, state }) => [
        ...state.populations,
        ...reported.flatMap((quanta) =>
          energies.flatMap((_, final) =>
            energies.flatMap((_, initial) =>
              initial === final && quanta === 0 ? [] : [found.rate.at({ initial, final, quanta })],
            ),
          ),
        ),
      ]),
  };
}
