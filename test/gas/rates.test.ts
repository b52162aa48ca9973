import { describe, expect, test } from 'vitest';
import { complex } from '../../src/numeric/index.js';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import { type Rates, flows, rates, steadyPopulations, transitionTable } from '../../src/gas/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { centre, mixed, rabi, toy } from '../floquet/models.js';

const betas = [0.05, 1, 20];

const measured = (model: GasModel, options = {}): Rates[] => {
  const table = transitionTable(floquetSystem(model), { betas, ...options });
  return betas.map((beta) => rates(table, beta));
};

/** max_j |left − right| of gas (5) over the inelastic outflow. */
function thermalization(r: Rates): number {
  let worst = 0;
  for (let j = 0; j < r.levels; j++) {
    let [left, right] = [0, 0];
    for (let q = -r.sidebands; q <= r.sidebands; q++) {
      for (let i = 0; i < r.levels; i++) {
        if (i === j && q === 0) continue;
        const [here, there] = [r.quasienergies[j]!, r.quasienergies[i]!];
        left +=
          r.scaled.at({ initial: j, final: i, quanta: q }) *
          Math.exp(-r.beta * Math.max(0, there + q * r.frequency - here));
        right +=
          r.scaled.at({ initial: i, final: j, quanta: q }) *
          Math.exp(-r.beta * Math.max(0, there - q * r.frequency - here));
      }
    }
    worst = Math.max(worst, Math.abs(left - right) / left);
  }
  return worst;
}

describe.each([
  ['toy', toy()],
  ['two levels', rabi()],
  ['two scatterers, one of them moving', mixed(2, 2)],
  ['three dimensions', centre()],
])('rates: %s', (_, model) => {
  const all = measured(model);
  test('thermalization conditions: gas (5)', () => {
    for (const r of all) expect(thermalization(r)).toBeLessThan(1e-11);
  });

  test('first and second law in the steady state', () => {
    for (const r of all) {
      const { power, heat, populations } = steadyPopulations(r);
      expect(populations.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14);
      expect(power).toBeGreaterThan(0);
      expect(Math.abs(power - heat)).toBeLessThan(1e-13 * flows(r, populations).scale);
    }
  });
});

test('the canonical toy: populations of the theory page', () => {
  const [hot, mild] = measured(toy()).map(steadyPopulations);
  [0.3451, 0.3339, 0.321].forEach((p, j) => expect(hot!.populations[j]).toBeCloseTo(p, 4));
  [0.4998, 0.2955, 0.2047].forEach((p, j) => expect(mild!.populations[j]).toBeCloseTo(p, 4));
  [0.5888, 0.2924, 0.1189].forEach((p, j) => expect(mild!.boltzmann[j]).toBeCloseTo(p, 4));
});

test('without a drive Gibbs is stationary, though detailed balance is broken by the flux: gas (6)', () => {
  for (const r of measured(toy(0))) {
    const { populations, boltzmann, power } = steadyPopulations(r);
    populations.forEach((p, j) => expect(Math.abs(p - boltzmann[j]!)).toBeLessThan(1e-13));
    expect(power).toBe(0);
    // With two open channels unitarity alone makes |S| symmetric: it takes the third, which the cold gas does not
    // reach.
    const [a, b] = [
      r.rate.at({ initial: 0, final: 1, quanta: 0 }),
      r.rate.at({ initial: 1, final: 0, quanta: 0 }) * Math.exp(-r.beta * 0.7),
    ];
    if (r.beta <= 1) expect(Math.abs(b / a - 1)).toBeGreaterThan(0.1);
  }
});

test('more nodes and more sidebands change nothing', () => {
  const model = mixed(2, 2);
  const first = measured(model);
  const second = measured(model, { nodes: 40, sidebands: first[0]!.sidebands + 3 });
  for (const [k, r] of first.entries()) {
    const s = second[k]!;
    const largest = Math.max(...r.rate);
    for (let q = -r.sidebands; q <= r.sidebands; q++) {
      for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 2; j++) {
          const [x, y] = [
            r.rate.at({ initial: j, final: i, quanta: q }),
            s.rate.at({ initial: j, final: i, quanta: q }),
          ];
          if (x > 1e-6 * largest) expect(Math.abs(x / y - 1)).toBeLessThan(1e-9);
        }
      }
    }
  }
});

describe('extreme models', () => {
  const two = (scale: number, dimension: 1 | 3, drive = 0.4): GasModel =>
    gasModel({
      levels: 2,
      frequency: 1.3,
      dimension,
      hamiltonian: new Map([
        [0, complex(2, 2, [0.5, 0, 0, -0.5])],
        [1, complex(2, 2, [0, drive, drive, 0])],
      ]),
      scatterers: [
        {
          position: 0,
          coupling: new Map([
            [
              0,
              complex(
                2,
                2,
                [-1.1, 0.3, 0.3, -0.8].map((x) => x * scale),
                [0, 0.4 * scale, -0.4 * scale, 0],
              ),
            ],
          ]),
        },
      ],
    });

  test.each([
    ['a coupling so weak that total reflection hides next to the thresholds', two(-1e-6, 1)],
    ['a very strong coupling', two(-1e4, 1)],
    ['a scattering length of 1e4', two(1e-4, 3)],
    ['a strong drive', two(-1, 1, 3)],
    ['bound states', two(1, 1)],
    ['bound states in three dimensions', two(-1, 3)],
  ])('%s: the conditions (5) hold all the same', (_, model) => {
    const table = transitionTable(floquetSystem(model), { betas: [0.3, 8] });
    for (const beta of [0.3, 8]) {
      const r = rates(table, beta);
      expect(thermalization(r)).toBeLessThan(1e-10);
      expect(steadyPopulations(r).power).toBeGreaterThan(0);
    }
    expect(table.resonances).toEqual([]);
  });

  test('a temperature out of range and a table that does not serve it are refused', () => {
    const system = floquetSystem(toy(0));
    for (const beta of [0, -1, Infinity, Number.NaN])
      expect(() => transitionTable(system, { betas: [beta] })).toThrow(/inverse temperature/u);
    expect(() => rates(transitionTable(system, { betas: [1, 2] }), 3)).toThrow(/serves/u);
    expect(() => transitionTable(system, { betas: [1], nodes: 2 })).toThrow(/nodes/u);
  });

  test('what would take too long says so', () => {
    expect(() => transitionTable(floquetSystem(mixed(5, 3)), { betas: [1], sidebands: 90 })).toThrow(
      /would take about/u,
    );
  });
});
