import { describe, expect, test } from 'vitest';
import { type GasModel, gasModel } from '../../src/floquet/index.js';
import {
  type Scattering,
  channelAt,
  channelsOf,
  energySolver,
  convergedSidebands,
  energyChecks,
  floquetSystem,
  scattering,
} from '../../src/scattering/index.js';
import { complex } from '../../src/numeric/index.js';

/** Three levels, 1 ↔ 3 and 2 ↔ 3 driven at two harmonics. */
function lambda(strength: number, [a, b]: readonly [number, number], frequency: number): GasModel {
  const drive = (i: number, j: number) => {
    const m = complex(3, 3);
    m.re[i * 3 + j] = m.re[j * 3 + i] = strength / 2;
    return m;
  };
  return gasModel({
    levels: 3,
    frequency,
    hamiltonian: new Map([
      [0, complex(3, 3, [0, 0, 0, 0, 0.3, 0, 0, 0, 1.3])],
      [a, drive(0, 2)],
      [b, drive(1, 2)],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(3, 3, [1, 0.4, 0, 0.4, 1, 0.4, 0, 0.4, 1])]]) }],
  });
}

describe('channels chosen one by one', () => {
  const system = floquetSystem(lambda(0.04, [13, 10], 0.1));
  const low = Math.min(...system.modes.quasienergies);
  const { sidebands, places, sparse } = convergedSidebands(system);

  test('are few of those up to the largest quanta', () => {
    expect(sparse).toBe(true);
    expect(places.length).toBeLessThan(0.65 * 3 * (2 * sidebands + 1));
  });

  test('have numbers of their own, which are not their places among all', () => {
    const channels = channelsOf(system.modes, sidebands, places);
    for (const [c, place] of places.entries()) {
      const [level, quanta] = [channels.level[c]!, channels.quanta[c]!];
      expect(place).toBe((quanta + sidebands) * 3 + level);
      expect(channelAt(channels, { level, quanta })).toBe(c);
    }
    const all = channelsOf(system.modes, sidebands);
    const missing = all.place.findIndex((place) => !places.includes(place));
    const left = { level: all.level[missing]!, quanta: all.quanta[missing]! };
    expect(channelAt(channels, left)).toBeUndefined();
    expect(channelAt(all, left)).toBe(missing);
    expect(channelAt(all, { level: 0, quanta: sidebands + 1 })).toBeUndefined();
    const solver = energySolver(system, sidebands, places);
    // @ts-expect-error a number may be a place; a channel comes from the set itself
    const ofPlace = (place: number) => solver.solve(new Float64Array(channels.count), [place]);
    expect(ofPlace).toBeTypeOf('function');
  });

  test('give the amplitudes of all channels', () => {
    const flux = (s: Scattering, c: number, from: number): number => 1 / (s.momentum[c]! * s.momentum[from]!);
    let compared = 0;
    for (const x of [0.07, 0.93, 2.31, 6.2]) {
      const [few, all] = [places, undefined].map((p) => scattering(system, low + x, sidebands, p));
      for (let j = 0; j < 3; j++) {
        const [here, there] = [few!, all!].map((s) => channelAt(s.channels, { level: j, quanta: 0 })!);
        if (few!.open[here!] === 0) continue;
        let largest = 0;
        const pairs: [number, number][] = [];
        for (let c = 0; c < few!.channels.count; c++) {
          if (few!.open[c] === 0) continue;
          const d = channelAt(all!.channels, { level: few!.channels.level[c]!, quanta: few!.channels.quanta[c]! })!;
          const p = here! + c * few!.t.cols;
          const q = there! + d * all!.t.cols;
          const a = (few!.t.re[p]! ** 2 + few!.t.im[p]! ** 2) * flux(few!, c, here!);
          const b = (all!.t.re[q]! ** 2 + all!.t.im[q]! ** 2) * flux(all!, d, there!);
          pairs.push([a, b]);
          largest = Math.max(largest, b);
        }
        // 1e-8 of what is above 1e-5 of the largest is what the choice of channels allows.
        for (const [a, b] of pairs) {
          expect(Math.abs(a - b)).toBeLessThan(1e-8 * (b + 1e-5 * largest));
          if (b > 1e-6 * largest) compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(30);
  });

  test('obey the shift by a harmonic, which truncation breaks', () => {
    const energies = [low + 0.9, low + 2.3];
    const checks = energyChecks(system, sidebands, energies, places);
    expect(checks.unitarity).toBeLessThan(1e-12);
    expect(checks.brillouin).toBeLessThan(1e-8);
    expect(checks.brillouin).toBeGreaterThan(0);
    // Without those of more than one or two quanta of the drives it is broken.
    const strong = places.filter((p) => Math.abs(Math.floor(p / 3) - sidebands) <= 23);
    const broken = energyChecks(system, sidebands, energies, strong);
    expect(broken.unitarity).toBeLessThan(1e-12);
    expect(broken.brillouin).toBeGreaterThan(1e-8);
  });
});
