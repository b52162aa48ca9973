import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type GasModel, floquetModes, gasModel, propagatorDefect } from '../../src/floquet/index.js';
import { modesFromPeriod, topHarmonic } from '../../src/floquet/period.js';
import { complex } from '../../src/numeric/index.js';
import { general, hermitian, numbers } from './models.js';

/** Levels with a complex drive of two harmonics, so that no time is special. */
function driven(levels: number, seed: number, { drive = 0.6, second = 0.2, frequency = 1.3 } = {}): GasModel {
  const next = numbers(seed);
  return gasModel({
    levels,
    frequency,
    hamiltonian: new Map([
      [0, hermitian(levels, next, 1)],
      [1, general(levels, next, drive)],
      [2, general(levels, next, second)],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, hermitian(levels, next, 1)]]) }],
  });
}

describe('modes from one period', () => {
  test.prop([fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 1e6 })], { numRuns: 25 })(
    'are those of the extended space',
    (levels, seed) => {
      const model = driven(levels, seed);
      const found = modesFromPeriod(model, 128);
      // Quasienergies that nearly agree are left to the extended space.
      fc.pre(found !== undefined);
      const wanted = floquetModes(model, { harmonics: 60 });
      const energies = found!.map((m) => m.energy).sort((a, b) => a - b);
      const others = [...wanted.quasienergies].sort((a, b) => a - b);
      // A mean index at the edge of its interval may belong to either of two copies.
      fc.pre(found!.every((m) => Math.abs(Math.abs(m.index) - 0.5) > 1e-6));
      for (const [j, e] of energies.entries()) expect(Math.abs(e - others[j]!)).toBeLessThan(1e-12);
      const whole = floquetModes(model);
      expect(whole.residual).toBeLessThan(1e-12);
      expect(propagatorDefect(model, whole)).toBeLessThan(1e-11);
      for (const mode of found!) {
        const j = wanted.quasienergies.findIndex((e) => Math.abs(e - mode.energy) < 1e-9);
        // |⟨mode|column j⟩| = 1, harmonic by harmonic from the middle.
        let [x, y] = [0, 0];
        const top = topHarmonic(128);
        for (let k = -top; k <= top; k++) {
          for (let i = 0; i < levels; i++) {
            const p = (k + top) * levels + i;
            const from = Math.abs(k) > wanted.harmonics ? -1 : ((k + wanted.harmonics) * levels + i) * levels + j;
            if (from < 0) continue;
            x += mode.re[p]! * wanted.fourier.re[from]! + mode.im[p]! * wanted.fourier.im[from]!;
            y += mode.re[p]! * wanted.fourier.im[from]! - mode.im[p]! * wanted.fourier.re[from]!;
          }
        }
        expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(1e-11);
      }
    },
  );

  test('of ten levels have residuals of rounding errors, for weak and strong, fast and slow drives', () => {
    for (const options of [{}, { drive: 0.01 }, { drive: 2, second: 1 }, { frequency: 12 }, { frequency: 0.4 }]) {
      const model = driven(10, 5, options);
      const modes = floquetModes(model);
      expect(modes.residual).toBeLessThan(3e-12);
      expect(propagatorDefect(model, modes)).toBeLessThan(1e-10);
    }
  });

  test('are not made where two quasienergies agree modulo the frequency', () => {
    // The second level is exactly one quantum above the first, and a weak drive couples them.
    const [gap, frequency] = [1.5, 1.5];
    const weak = 1e-6;
    const model = gasModel({
      levels: 2,
      frequency,
      hamiltonian: new Map([
        [0, complex(2, 2, [0, 0, 0, gap])],
        [1, complex(2, 2, [0, weak, weak, 0])],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0.5, 0.5, 2])]]) }],
    });
    expect(modesFromPeriod(model, 64)).toBeUndefined();
    // Rabi's frequency in the rotating wave: the splitting is 2 · weak.
    const { quasienergies } = floquetModes(model);
    const apart = Math.abs(quasienergies[0]! - quasienergies[1]!) % frequency;
    expect(Math.min(apart, frequency - apart)).toBeCloseTo(2 * weak, 9);
  });
});
