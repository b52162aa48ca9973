import { describe, expect, test } from 'vitest';
import { type GasModel } from '../../src/floquet/index.js';
import { floquetSystem, scattering } from '../../src/scattering/index.js';
import { mixed, rabi, toy } from '../floquet/models.js';

/** The model with all its scatterers moved. */
const moved = (model: GasModel, by: number): GasModel => ({
  ...model,
  scatterers: model.scatterers.map((s) => ({ ...s, position: s.position + by })),
});

describe.each([
  ['one scatterer, three levels', toy(), [0.31, 0.9, 5.3]],
  ['one scatterer, two levels', rabi(), [0.1, 2.2]],
  ['one scatterer away from the origin', mixed(3, 1), [0.4, 1.9]],
  ['two scatterers', mixed(2, 2), [0.4, 1.9]],
] as const)('%s', (_, model, energies) => {
  test.each([-1.7, 1])('moved by %d: T gets the phase e^{i(σK − σʹKʹ)a} of the waves, gas (S92)', (by) => {
    for (const energy of energies) {
      const [here, there] = [model, moved(model, by)].map((m) => scattering(floquetSystem(m), energy, 3));
      const { t, open, momentum, channels } = here!;
      const n = channels.count;
      let largest = 0;
      for (let row = 0; row < 2 * n; row++) {
        for (let column = 0; column < 2 * n; column++) {
          if (open[row % n] === 0 || open[column % n] === 0) continue;
          const signed = (r: number): number => (r < n ? 1 : -1) * momentum[r % n]!;
          const angle = (signed(column) - signed(row)) * by;
          const p = row * t.cols + column;
          const [u, v] = [t.re[p]!, t.im[p]!];
          const wanted = [u * Math.cos(angle) - v * Math.sin(angle), u * Math.sin(angle) + v * Math.cos(angle)];
          expect(Math.hypot(there!.t.re[p]! - wanted[0]!, there!.t.im[p]! - wanted[1]!)).toBeLessThan(1e-12);
          largest = Math.max(largest, Math.hypot(u, v));
        }
      }
      expect(largest).toBeGreaterThan(0.1);
    }
  });
});
