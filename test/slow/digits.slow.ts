// What takes minutes: the three questions of docs/background/gas-checks.md, at 40 digits.
import { expect, test } from 'vitest';
import { decimalRates } from '../../src/gas/index.js';
import { decimalScattering, decimalSystem } from '../../src/scattering/index.js';
import { moving, toy } from '../floquet/models.js';

test('driven toy: S is unitary both ways to 40 digits', () => {
  const system = decimalSystem(toy(), 40);
  for (const energy of ['0.31', '2.5']) {
    const { unitarity } = decimalScattering(system, system.field.real(energy), 12);
    for (const u of unitarity) expect(u.toNumber()).toBeLessThan(1e-40);
  }
}, 600_000);

test('undriven toy: gas (6) to 40 digits', () => {
  const system = decimalSystem(toy(0), 40);
  for (const beta of ['0.2', '5'])
    expect(decimalRates(system, system.field.real(beta)).thermalization.toNumber()).toBeLessThan(1e-40);
}, 600_000);

test('one driven level: gas (5) to 40 digits', () => {
  const system = decimalSystem(moving(), 40);
  const { thermalization, error } = decimalRates(system, system.field.real(2));
  expect(thermalization.toNumber()).toBeLessThan(1e-40);
  expect(error.toNumber()).toBeLessThan(1e-40);
}, 600_000);
