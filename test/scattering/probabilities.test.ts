import { describe, expect, test } from 'vitest';
import { channelAt, energySolver, floquetSystem, sMatrix, scatteringBy } from '../../src/scattering/index.js';
import { probabilities } from '../../src/scattering/probabilities.js';
import { centre, mixed, toy } from '../floquet/models.js';

describe.each([
  ['on the line', toy(), 0.93],
  ['on the line, two scatterers', mixed(2, 2), 1.9],
  ['at a centre', centre(), 3.1],
] as const)('%s', (_, model, energy) => {
  const solver = energySolver(floquetSystem(model), 3);
  const { channels, directions } = solver;
  const found = probabilities(solver, energy);

  test('are |S − 1|² of every process, summed over directions, up to one factor', () => {
    const { s, rows } = sMatrix(scatteringBy(solver, floquetSystem(model), energy), model.mass);
    const wanted = new Map<string, number>();
    rows.forEach((r, i) =>
      rows.forEach((c, k) => {
        const p = i * s.cols + k;
        const key = `${r % channels.count} ${c % channels.count}`;
        wanted.set(key, (wanted.get(key) ?? 0) + (s.re[p]! - (i === k ? 1 : 0)) ** 2 + s.im[p]! ** 2);
      }),
    );
    // |S − 1|² = m²/(KK') |T|² on the line and (m/π)² KK' |T|² at a centre, with KK' = 2m √(EE').
    const m = model.mass;
    const factor = directions === 2 ? m / 2 : (m / Math.PI) ** 2 * 2 * m;
    let [compared, largest] = [0, 0];
    for (let level = 0; level < channels.levels; level++) {
      const from = channelAt(channels, { level, quanta: 0 })!;
      for (let c = 0; c < channels.count; c++) {
        const value = found.values[c * channels.levels + level]!;
        const share = wanted.get(`${c} ${from}`) ?? 0;
        expect(Math.abs(value * factor - share)).toBeLessThan(1e-12);
        if (share > 0) compared += 1;
        if (c !== from) largest = Math.max(largest, share);
      }
    }
    expect(compared).toBeGreaterThan(6);
    expect(Math.abs(found.largest * factor - largest)).toBeLessThan(1e-12);
  });

  test('the weight of an open channel is its largest probability relative to the largest inelastic one', () => {
    channels.energy.forEach((e, c) => {
      if (e >= energy) return;
      const most = Math.max(
        ...Array.from({ length: channels.levels }, (__, j) => found.values[c * channels.levels + j]!),
      );
      expect(Math.abs(found.weights[c]! * found.largest - most)).toBeLessThan(1e-12);
    });
    expect(found.weights.some((w, c) => w > 0 && channels.energy[c]! > energy)).toBe(true);
  });
});
