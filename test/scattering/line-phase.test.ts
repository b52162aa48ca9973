import { expect, test } from 'vitest';
import { complex, type ComplexMatrix } from '../../src/numeric/index.js';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import { channelAt, energySolver, floquetSystem, sMatrix, scatteringBy } from '../../src/scattering/index.js';
import { centre, mixed, toy } from '../floquet/models.js';

/** arg det of a matrix, by elimination with the largest pivot. */
function argumentOf(a: ComplexMatrix): number {
  const n = a.rows;
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => [a.re[i * n + j]!, a.im[i * n + j]!] as [number, number]),
  );
  let argument = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < n; i++) if (Math.hypot(...rows[i]![k]!) > Math.hypot(...rows[best]![k]!)) best = i;
    if (best !== k) {
      [rows[k], rows[best]] = [rows[best]!, rows[k]!];
      argument += Math.PI;
    }
    const [p, q] = rows[k]![k]!;
    argument += Math.atan2(q, p);
    for (let i = k + 1; i < n; i++) {
      const [u, v] = rows[i]![k]!;
      const [x, y] = [(u * p + v * q) / (p * p + q * q), (v * p - u * q) / (p * p + q * q)];
      for (let j = k; j < n; j++) {
        const [r, s] = rows[k]![j]!;
        rows[i]![j]![0] -= x * r - y * s;
        rows[i]![j]![1] -= x * s + y * r;
      }
    }
  }
  return argument;
}

/** Two levels and scatterers so far apart that waves turn several times between them. */
const wide = (positions: readonly number[]): GasModel => ({
  ...mixed(2, 1),
  scatterers: gasModel({
    levels: 2,
    frequency: 1.3,
    hamiltonian: new Map(),
    scatterers: positions.map((position, k) => ({
      position,
      coupling: new Map([[0, complex(2, 2, [0.9, 0.3 + k, 0.3 + k, -0.8], [0, 0.4, -0.4, 0])]]),
    })),
  }).scatterers,
});

// The determinant of S is conj(D)/D with the Jost determinant D = det(1 − W G⁰) (Krein's formula), because closed
// channels only make D real.
test.each([
  ['one scatterer', toy()],
  ['three scatterers, one of them moving', mixed(2, 3)],
  ['two scatterers far apart', wide([0, 7])],
  ['three scatterers far apart', wide([-2, 3, 11.5])],
  ['at a centre', centre()],
] as const)('%s: det S = e^{−2iδ} with the phase δ of the Jost determinant', (_, model) => {
  const system = floquetSystem(model);
  const solver = energySolver(system, 2);
  for (const energy of [0.11, 0.83, 1.9, 3.3, 7.7]) {
    const { s } = sMatrix(scatteringBy(solver, system, energy), model.mass);
    const phase = solver.jostPhase(solver.channels.energy.map((e) => energy - e));
    const difference = argumentOf(s) + 2 * phase;
    expect(Math.abs(difference - 2 * Math.PI * Math.round(difference / (2 * Math.PI)))).toBeLessThan(1e-9);
  }
});

test('the phase of a solution counts sectors that no incoming wave enters, because a bound state may turn there', () => {
  const diagonal = (a: number, b: number): ComplexMatrix => complex(2, 2, [a, 0, 0, b]);
  const model = gasModel({
    levels: 2,
    frequency: 1.3,
    hamiltonian: new Map([
      [0, diagonal(0, 0.6)],
      [1, diagonal(0.2, -0.3)],
    ]),
    scatterers: [0, 2.1].map((position) => ({ position, coupling: new Map([[0, diagonal(-1.1, -0.7)]]) })),
  });
  const system = floquetSystem(model);
  const solver = energySolver(system, 2);
  const { energy } = solver.channels;
  for (const level of [0, 1]) {
    const lowest = channelAt(solver.channels, { level, quanta: 0 })!;
    for (const above of [0.05, 0.4, 2.3]) {
      const kinetic = energy.map((e) => energy[lowest]! + above - e);
      const difference = solver.solve(kinetic, [lowest]).phase - solver.jostPhase(kinetic);
      expect(Math.abs(difference - 2 * Math.PI * Math.round(difference / (2 * Math.PI)))).toBeLessThan(1e-9);
    }
  }
});
