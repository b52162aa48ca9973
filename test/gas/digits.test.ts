import { describe, expect, test } from 'vitest';
import { decimalRates, rates, transitionTable } from '../../src/gas/index.js';
import { decimalScattering, decimalSystem, floquetSystem, scattering } from '../../src/scattering/index.js';
import { centre, mixed, moving, rabi, toy } from '../floquet/models.js';
import { lazily } from '../../src/law/index.js';
import { codeOf } from '../numeric/matrices.js';

describe('forty digits', () => {
  test('eigenvectors of the Floquet Hamiltonian of gas (S50) are Bessel functions for the driven toy: gas (S62)', () => {
    const { field, modes } = decimalSystem(toy(), 40);
    const bessel = field.besselJ(6, field.real('1.3').div('1.1'));
    const [first] = modes.modes;
    expect(first!.quasienergy.abs().toNumber()).toBeLessThan(1e-45);
    for (let k = -6; k <= 6; k++) {
      const found = field.abs(first!.fourier[k + modes.harmonics]![0]!);
      expect(found.minus(bessel[Math.abs(k)]!.abs()).abs().toNumber()).toBeLessThan(1e-45);
    }
    expect(modes.residual.toNumber()).toBeLessThan(1e-44);
  });

  test('the S-matrix of the driven toy is unitary both ways: gas (S5), (S11)', () => {
    const system = decimalSystem(toy(), 40);
    const { unitarity, open } = decimalScattering(system, system.field.real('0.93'), 4);
    expect(open.length).toBeGreaterThan(10);
    for (const u of unitarity) expect(u.toNumber()).toBeLessThan(1e-40);
  });

  test('Gibbs is stationary for the undriven toy: gas (6)', () => {
    const system = decimalSystem(toy(0), 40);
    const { thermalization, error, rates: found } = decimalRates(system, system.field.real(8));
    expect(found).toHaveLength(6);
    expect(error.toNumber()).toBeLessThan(1e-40);
    expect(thermalization.toNumber()).toBeLessThan(1e-40);
  });
});

const digits = 11;
const driven = lazily(() => {
  const system = decimalSystem(moving(), digits);
  return { system, found: decimalRates(system, system.field.real(8)) };
});

test('one driven level obeys gas (5) to the digits that are asked for', () => {
  const { system, found } = driven();
  const beta = system.field.real(8);
  const { thermalization, error, sidebands } = found;
  expect(thermalization.toNumber()).toBeLessThan(10 ** -digits);
  expect(error.toNumber()).toBeLessThan(10 ** -digits);
  // Too few sidebands, and too few nodes, are seen.
  expect(decimalRates(system, beta, { sidebands: Math.ceil(sidebands / 4) }).thermalization.toNumber()).toBeGreaterThan(
    10 ** -digits,
  );
  expect(decimalRates(system, beta, { sidebands, nodes: 8, halvings: 0 }).thermalization.toNumber()).toBeGreaterThan(
    10 ** -digits,
  );
}, 300_000);

describe('double precision agrees', () => {
  test.each([
    ['two levels', rabi(), [0.31, 2.2]],
    ['two scatterers, one moving', mixed(2, 2), [0.4]],
    ['three dimensions', centre(), [0.7]],
  ] as const)('amplitudes: %s', (_, model, energies) => {
    const system = decimalSystem(model, 18);
    for (const energy of energies) {
      const many = decimalScattering(system, system.field.real(String(energy)), 3);
      const few = scattering(floquetSystem(model), energy, 3);
      const { t, channels, momentum, directions } = few;
      const states = many.open.flatMap((c) =>
        (directions === 2 ? [0, 1] : [0]).map((d) => ({ c, row: d * channels.count + c })),
      );
      for (const [j, from] of states.entries()) {
        for (const [i, to] of states.entries()) {
          const p = to.row * t.cols + from.row;
          const k = momentum[to.c]! * momentum[from.c]!;
          const factor = directions === 2 ? model.mass / Math.sqrt(k) : (model.mass / Math.PI) * Math.sqrt(k);
          // |S − 1|² does not depend on the phases of the modes.
          const wanted = (t.re[p]! ** 2 + t.im[p]! ** 2) * factor ** 2;
          const s = many.matrix[i]![j]!;
          const found = (s.re.toNumber() - (i === j ? 1 : 0)) ** 2 + s.im.toNumber() ** 2;
          expect(Math.abs(found - wanted)).toBeLessThan(1e-11);
        }
      }
      for (const u of many.unitarity) expect(u.toNumber()).toBeLessThan(1e-18);
    }
  });

  test('rates of one driven level and of the undriven toy', () => {
    const still = decimalSystem(toy(0), 9);
    for (const [model, many] of [
      [moving(), driven().found],
      [toy(0), decimalRates(still, still.field.real(8))],
    ] as const) {
      const few = rates(transitionTable(floquetSystem(model), { betas: [8] }), 8);
      const largest = Math.max(...many.rates.map((r) => r.rate.toNumber()));
      let compared = 0;
      for (const { from, to, quanta, rate } of many.rates) {
        if (rate.toNumber() < 1e-6 * largest) continue;
        expect(Math.abs(few.rate.at({ initial: from, final: to, quanta }) / rate.toNumber() - 1)).toBeLessThan(1e-9);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(3);
    }
  }, 300_000);
});

test('what cannot be done is refused', () => {
  const system = decimalSystem(toy(0), 12);
  const { field } = system;
  expect(codeOf(() => decimalScattering(system, field.real('0.7'), 0))).toBe('energy-at-threshold');
  expect(codeOf(() => decimalScattering(system, field.real(-1), 0))).toBe('no-open-channel');
  expect(codeOf(() => decimalRates(system, field.real(0)))).toBe('beta-out-of-range');
  expect(codeOf(() => decimalSystem(toy(0), 0))).toBe('digits-out-of-range');
});
