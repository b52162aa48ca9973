import { describe, expect, test } from 'vitest';
import { type GasModel } from '../../src/floquet/index.js';
import { type Scattering, floquetSystem, scattering } from '../../src/scattering/index.js';
import { mixed, rabi, toy } from '../floquet/models.js';

/** The model with all its scatterers moved. */
const moved = (model: GasModel, by: number): GasModel => ({
  ...model,
  scatterers: model.scatterers.map((s) => ({ ...s, position: s.position + by })),
});

const largestOf = ({ t }: Scattering): number => Math.max(...t.re.map(Math.abs), ...t.im.map(Math.abs));

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
      /** iσK: a phase where the channel is open, −σ|K| where it is closed. */
      const exponent = (r: number): readonly [number, number] => {
        const k = (r < n ? 1 : -1) * momentum[r % n]!;
        return open[r % n] === 1 ? [0, k] : [-k, 0];
      };
      let largest = 0;
      for (let row = 0; row < 2 * n; row++) {
        for (let column = 0; column < 2 * n; column++) {
          const [out, into] = [exponent(row), exponent(column)];
          const [growth, angle] = [Math.exp((into[0] - out[0]) * by), (into[1] - out[1]) * by];
          const p = row * t.cols + column;
          const [u, v] = [growth * t.re[p]!, growth * t.im[p]!];
          const wanted = [u * Math.cos(angle) - v * Math.sin(angle), u * Math.sin(angle) + v * Math.cos(angle)];
          const difference = Math.hypot(there!.t.re[p]! - wanted[0]!, there!.t.im[p]! - wanted[1]!);
          expect(difference).toBeLessThan(1e-11 * (1 + growth * largestOf(here!)));
          largest = Math.max(largest, Math.hypot(u, v));
        }
      }
      expect(largest).toBeGreaterThan(0.1);
    }
  });
});
