import { describe, expect, test } from 'vitest';
import { complex, multiplyMatrices } from '../../src/numeric/index.js';
import { gasModel } from '../../src/floquet/index.js';
import { type Scattering, channelAt, floquetSystem, sMatrix, scattering } from '../../src/scattering/index.js';
import { centre, mixed, rabi, toy } from '../floquet/models.js';

const modulus = ({ t }: Scattering, row: number, column: number): number =>
  Math.hypot(t.re[row * t.cols + column]!, t.im[row * t.cols + column]!);

describe.each([
  ['toy', toy(), [0.31, 0.9, 5.3]],
  ['two levels', rabi(), [0.1, 2.2]],
  ['three scatterers, one of them moving', mixed(3, 3), [0.4, 1.9, 7]],
  ['three dimensions', centre(), [0.2, 3.1]],
])('scattering: %s', (_, model, energies) => {
  const system = floquetSystem(model);

  test('S is unitary both ways on the open channels, at any number of sidebands: gas (4), (S5), (S11)', () => {
    for (const energy of energies) {
      for (const sidebands of [1, 4, 9]) {
        const { s } = sMatrix(scattering(system, energy, sidebands), model.mass);
        for (const side of [{ adjointLeft: true }, { adjointRight: true }]) {
          const u = multiplyMatrices(s, s, side).value;
          for (let i = 0; i < u.rows; i++)
            for (let j = 0; j < u.cols; j++)
              expect(Math.hypot(u.re[i * u.cols + j]! - (i === j ? 1 : 0), u.im[i * u.cols + j]!)).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('Brillouin shift: T at E + ω between (j, n + 1) is T at E between (j, n): gas (S91)', () => {
    const sidebands = 14;
    for (const energy of energies) {
      const a = scattering(system, energy, sidebands);
      const b = scattering(system, energy + model.frequency, sidebands);
      const n = model.levels;
      const { count } = a.channels;
      for (let from = 0; from < n; from++) {
        for (let to = 0; to < n; to++) {
          for (const q of [-1, 0, 2]) {
            for (let d = 0; d < a.directions ** 2; d++) {
              const [o, i] = [(d >> 1) * count, (d & 1) * count];
              const left = modulus(
                a,
                o + channelAt(a.channels, { level: to, quanta: q })!,
                i + channelAt(a.channels, { level: from, quanta: 0 })!,
              );
              const right = modulus(
                b,
                o + channelAt(b.channels, { level: to, quanta: q + 1 })!,
                i + channelAt(b.channels, { level: from, quanta: 1 })!,
              );
              expect(Math.abs(left - right)).toBeLessThan(1e-10 * (1 + left));
            }
          }
        }
      }
    }
  });
});

test('one static δ: transmission 1/(1 + (mg/k)²), wherever it stands: gas (S4), (S95)', () => {
  for (const [g, position] of [
    [0.7, 0],
    [-1.3, 2.5],
    [40, -1],
  ] as const) {
    const model = gasModel({
      levels: 1,
      frequency: 1,
      mass: 1.7,
      hamiltonian: new Map(),
      scatterers: [{ position, coupling: new Map([[0, complex(1, 1, [g])]]) }],
    });
    const system = floquetSystem(model);
    for (const energy of [1e-8, 0.3, 20]) {
      const { s } = sMatrix(scattering(system, energy, 0), model.mass);
      const k = Math.sqrt(2 * model.mass * energy);
      const wanted = 1 / (1 + ((model.mass * g) / k) ** 2);
      expect(Math.abs(s.re[0]! ** 2 + s.im[0]! ** 2 - wanted)).toBeLessThan(1e-12);
    }
  }
});

test('two static δ: the transmission of the textbook, also next to a threshold', () => {
  const [g, d] = [0.9, 1.6];
  const coupling = new Map([[0, complex(1, 1, [g])]]);
  const model = gasModel({
    levels: 1,
    frequency: 1,
    hamiltonian: new Map(),
    scatterers: [
      { position: 0.3, coupling },
      { position: 0.3 + d, coupling },
    ],
  });
  const system = floquetSystem(model);
  for (const energy of [1e-12, 1e-4, 0.4, 3]) {
    const { s } = sMatrix(scattering(system, energy, 0), 1);
    const k = Math.sqrt(2 * energy);
    const b = g / k;
    // 1/|1 + 2ib + b²(e^{2ikd} − 1)|², from matching the waves at both
    const [re, im] = [1 + b * b * (Math.cos(2 * k * d) - 1), 2 * b + b * b * Math.sin(2 * k * d)];
    expect(Math.abs((s.re[0]! ** 2 + s.im[0]! ** 2) * (re * re + im * im) - 1)).toBeLessThan(1e-9);
  }
});

test('at a threshold the channel that opens reflects totally and nothing is infinite', () => {
  const model = toy(0);
  const at = scattering(floquetSystem(model), 0.7, 0);
  expect([...at.open]).toEqual([1, 0, 0]);
  expect(modulus(at, 1, 0)).toBe(0);
  const near = scattering(floquetSystem(model), 0.7 + 1e-13, 0);
  expect(Math.abs(modulus(at, 2, 0) - modulus(near, 2, 0))).toBeLessThan(1e-6);
});
