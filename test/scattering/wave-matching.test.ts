import { describe, expect, test } from 'vitest';
import type { GasModel } from '../../src/floquet/index.js';
import { channelAt, floquetSystem, scattering } from '../../src/scattering/index.js';
import { mixed, moving, rabi, toy } from '../floquet/models.js';
import { matchedWaves, modesInTime } from './wave-matching.js';

const cases: readonly (readonly [string, GasModel, readonly number[], number])[] = [
  ['toy', toy(), [0.13, 0.9, 4.2], 12],
  ['two levels, non-commuting drive', rabi(), [0.1, 0.55, 3], 10],
  ['one level, coupling that moves', moving(), [0.4, 1.7], 12],
  ['three levels, two harmonics, two scatterers, one of them moving', mixed(3, 2), [0.4, 1.9], 9],
];

describe.each(cases)('waves matched at the scatterers: %s', (_, model, energies, sidebands) => {
  const system = floquetSystem(model);

  test('quasienergies are those of the propagator', () => {
    const found = modesInTime(model, system.modes.quasienergies).quasienergies;
    for (const [j, e] of found.entries()) expect(Math.abs(e - system.modes.quasienergies[j]!)).toBeLessThan(1e-10);
  });

  test('|T|² of every open channel, above and below thresholds', () => {
    for (const energy of energies) {
      const matched = matchedWaves(model, system.modes.quasienergies, energy, sidebands);
      const found = scattering(system, energy, sidebands);
      const { channels, t, open } = found;
      let compared = 0;
      let largest = 0;
      for (const [level, sigmas] of matched.entries())
        for (const outs of sigmas)
          for (const values of outs)
            for (const [c, v] of values.entries())
              if (open[c] && open[channelAt(channels, { level, quanta: 0 })!]) largest = Math.max(largest, v);
      for (const [level, sigmas] of matched.entries()) {
        const from = channelAt(channels, { level, quanta: 0 })!;
        if (!open[from]) continue;
        for (const [sigma, outs] of sigmas.entries()) {
          for (const [out, values] of outs.entries()) {
            for (const [c, wanted] of values.entries()) {
              if (!open[c]) continue;
              const p = (out * channels.count + c) * t.cols + sigma * channels.count + from;
              expect(Math.abs(t.re[p]! ** 2 + t.im[p]! ** 2 - wanted)).toBeLessThan(1e-9 * largest);
              compared += 1;
            }
          }
        }
      }
      expect(compared).toBeGreaterThan(3);
    }
  });
});
