import { describe, expect, test } from 'vitest';
import { type ComplexMatrix, complex } from '../../src/numeric/index.js';
import {
  type FourierMatrix,
  type GasModel,
  gasModel,
  propagatorDefect,
  propagatorFits,
} from '../../src/floquet/index.js';
import {
  coldLimit,
  highTemperature,
  rates,
  relaxationModes,
  steadyPopulations,
  thermalization,
  transitionTable,
} from '../../src/gas/index.js';
import { energyChecks, floquetSystem, scattering } from '../../src/scattering/index.js';
import { centre, mixed, rabi, toy } from '../floquet/models.js';

/**
 * The same physics in other units: energies times s, lengths times l. With ħ = 1 times go as 1/s, masses as 1/(s l²), δ
 * couplings as s l, inverse scattering lengths as 1/l and densities as 1/l or 1/l³.
 */
function rescaled(model: GasModel, s: number, l: number): GasModel {
  const times = (a: FourierMatrix, by: number): FourierMatrix =>
    new Map(
      [...a].map(([k, m]): [number, ComplexMatrix] => [
        k,
        complex(
          m.rows,
          m.cols,
          m.re.map((x) => x * by),
          m.im.map((x) => x * by),
        ),
      ]),
    );
  const coupling = model.dimension === 1 ? s * l : 1 / l;
  return gasModel({
    ...model,
    frequency: model.frequency * s,
    mass: model.mass / (s * l * l),
    density: model.density / l ** model.dimension,
    hamiltonian: times(model.hamiltonian, s),
    scatterers: model.scatterers.map((x) => ({ position: x.position * l, coupling: times(x.coupling, coupling) })),
  });
}

/** Everything that is computed, each number in units of s. */
function answers(model: GasModel, s: number): Record<string, number[]> {
  const betas = [0.05, 1, 30].map((b) => b / s);
  const system = floquetSystem(model);
  const table = transitionTable(system, { betas });
  const { modes } = system;
  const out: Record<string, number[]> = {
    quasienergies: [...modes.quasienergies].map((e) => e / s),
    table: [table.sidebands, table.evaluations, table.quadratureError, table.unitarity, modes.gap / s],
    resonances: table.resonances.flatMap((r) => [r.energy / s, r.width / s, r.states]),
    cold: [...coldLimit(system, table.sidebands).populations],
    checks: Object.values(energyChecks(system, table.sidebands, [2.3 * s])),
    amplitudes: [...scattering(system, 1.7 * s, table.sidebands).open],
    propagator: propagatorFits(model) ? [propagatorDefect(model, modes)] : [],
  };
  for (const [k, beta] of betas.entries()) {
    const r = rates(table, beta);
    const { populations, power, heat } = steadyPopulations(r);
    // Squares of amplitudes of 1e-60 leave the range of doubles in some units.
    out[`rates ${k}`] = [...r.rate].map((x) => (x / s > 1e-120 ? x / s : 0));
    out[`state ${k}`] = [...populations, power / s / s, heat / s / s, thermalization(r)];
    out[`relaxation ${k}`] = relaxationModes(r).flatMap((m) => [m.decay / s, m.oscillation / s]);
  }
  const hot = highTemperature(rates(table, betas[0]!));
  out['hot'] = [...hot.slope].map((x) => x / s).concat(hot.criterion, hot.quantaBalance);
  return out;
}

const well = gasModel({
  levels: 2,
  frequency: 1.3,
  hamiltonian: new Map([
    [0, complex(2, 2, [0, 0, 0, 1])],
    [1, complex(2, 2, [0, 0.02, 0.02, 0])],
  ]),
  scatterers: [{ position: 0.4, coupling: new Map([[0, complex(2, 2, [-0.4, 0.01, 0.01, 1.1])]]) }],
});

describe.each<[string, GasModel]>([
  ['toy', toy()],
  ['toy without a drive', toy(0)],
  ['two levels', rabi()],
  ['two scatterers, one of them moving', mixed(2, 2)],
  ['a bound state', well],
  ['three dimensions', centre()],
])('other units: %s', (_, model) => {
  const here = answers(model, 1);

  test.each([
    [4 ** -20, 1],
    [4 ** 20, 2 ** -7],
    [1, 2 ** 30],
  ])('powers of two change no bit: energies × %s, lengths × %s', (s, l) => {
    expect(answers(rescaled(model, s, l), s)).toEqual(here);
  });

  test.each([
    [1e-12, 1],
    [3e-5, 1e6],
    [1e9, 1e-3],
    [1e12, 1],
  ])('energies × %s, lengths × %s change nothing but rounding', (s, l) => {
    const there = answers(rescaled(model, s, l), s);
    for (const name of Object.keys(here).filter((n) => /^(?:quasi|rates|state|relax|cold|hot)/u.test(n))) {
      const size = Math.max(...here[name]!.map(Math.abs));
      for (const [k, x] of there[name]!.entries())
        expect(Math.abs(x - here[name]![k]!), `${name} ${k}`).toBeLessThan(1e-9 * size);
    }
  });
});

test('without a drive the frequency changes no bit', () => {
  const still = (frequency: number): GasModel => gasModel({ ...toy(0), frequency });
  for (const frequency of [1e-9, 0.3, 1e7]) expect(answers(still(frequency), 1)).toEqual({ ...answers(still(1.1), 1) });
});
