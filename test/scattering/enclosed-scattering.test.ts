import { describe, expect, test } from 'vitest';
import {
  decimalScattering,
  decimalSystem,
  enclosedLaws,
  enclosedScattering,
  floquetSystem,
} from '../../src/scattering/index.js';
import { centre, mixed, moving, rabi, toy } from '../floquet/models.js';
import { codeOf } from '../numeric/matrices.js';

const models = [
  ['toy', toy()],
  ['two levels', rabi()],
  ['two scatterers without time reversal, one moving', mixed(2, 2)],
  ['a moving scatterer', moving()],
  ['three dimensions', centre()],
] as const;

describe('an enclosed S-matrix', () => {
  test.each(models)('holds |S|² of decimal arithmetic: %s', (_, model) => {
    const sidebands = 3;
    const energy = 0.93;
    const decimals = decimalSystem(model, 25);
    const exact = decimalScattering(decimals, decimals.field.real(energy), sidebands);
    const { s, channelOf, channels } = enclosedScattering(floquetSystem(model), energy, sidebands);
    const n = s.mid.rows;
    expect(exact.matrix).toHaveLength(n);
    // Rows of the decimals go through the directions first.
    const directions = model.dimension === 1 ? 2 : 1;
    const place = (r: number): number => (r % exact.open.length) * directions + Math.floor(r / exact.open.length);
    expect(channels.count).toBeGreaterThan(exact.open.length);
    for (let r = 0; r < n; r++) {
      expect(channelOf[r]).toBe(exact.open[r % exact.open.length]);
      for (let c = 0; c < n; c++) {
        const { re, im } = exact.matrix[place(r)]![place(c)]!;
        const size = Math.hypot(re.toNumber(), im.toNumber());
        const p = r * n + c;
        // Quasienergies are doubles here, which changes S in the fifteenth digit.
        expect(Math.abs(size - Math.hypot(s.mid.re[p]!, s.mid.im[p]!))).toBeLessThan(s.rad[p]! + 1e-13);
        expect(s.rad[p]!).toBeLessThan(1e-10);
      }
    }
  });

  test.each(models)('has intervals of the laws that hold the exact zeros: %s', (_, model) => {
    const { unitarity, sums, detailedBalance } = enclosedLaws(enclosedScattering(floquetSystem(model), 0.93, 4));
    for (const [least, largest] of [unitarity, sums]) {
      expect(least).toBe(0);
      expect(largest).toBeLessThan(1e-9);
    }
    expect(detailedBalance[1] - detailedBalance[0]).toBeLessThan(1e-8);
  });

  test('proves that a complex coupling breaks detailed balance, and not that a real one does', () => {
    expect(enclosedLaws(enclosedScattering(floquetSystem(toy()), 0.93, 4)).detailedBalance[0]).toBeGreaterThan(0.5);
    // A single moving level scatters into its own sidebands, which time reversal exchanges.
    expect(enclosedLaws(enclosedScattering(floquetSystem(moving()), 0.93, 4)).detailedBalance[0]).toBe(0);
  });

  test('notices an S-matrix that is wrong by a ten millionth', () => {
    const right = enclosedScattering(floquetSystem(toy()), 0.93, 4);
    right.s.mid.re[3]! += 1e-7;
    expect(enclosedLaws(right).unitarity[0]).toBeGreaterThan(1e-8);
  });

  test('has no rows below all thresholds, and is refused at one and with too many channels', () => {
    const system = floquetSystem(toy(0));
    expect(enclosedScattering(system, -1, 0).s.mid.rows).toBe(0);
    expect(codeOf(() => enclosedScattering(system, system.modes.quasienergies[1]!, 0))).toBe('not-enclosed');
    expect(codeOf(() => enclosedScattering(floquetSystem(toy()), 0.9, 400))).toBe('too-many-channels');
  });
});
