import { expect, test } from 'vitest';
import { energySolver, floquetSystem, scatteringBy } from '../../src/scattering/index.js';
import { gasModel } from '../../src/floquet/index.js';
import { complex } from '../../src/numeric/index.js';

// Two levels without a drive: the modes are the levels, and A is its own matrix between them.   gas (S96)
test('at a centre (A + iK) T = 2π/m, one energy after the other on one solver', () => {
  const [x, y, a, d] = [0.35, -0.6, -1.3, -0.8];
  const model = gasModel({
    levels: 2,
    frequency: 1,
    mass: 0.8,
    dimension: 3,
    hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, 0.9])]]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [a, x, x, d], [0, y, -y, 0])]]) }],
  });
  const system = floquetSystem(model);
  const solver = energySolver(system, 0);
  for (const energy of [1.7, 0.3, 4.2, 1.7]) {
    const { t } = scatteringBy(solver, system, energy);
    const k = Math.sqrt(2 * 0.8 * energy);
    const gap = 2 * 0.8 * (energy - 0.9);
    // K is i|K| where the channel is closed.
    const [p, q] = gap > 0 ? [0, Math.sqrt(gap)] : [-Math.sqrt(-gap), 0];
    // det(A + iK) and its adjugate, by hand
    const [dr, di] = [a * (d + p) - k * q - (x * x + y * y), a * q + k * (d + p)];
    const size = dr * dr + di * di;
    const wanted = [
      [d + p, q],
      [-x, -y],
      [-x, y],
      [a, k],
    ].map(([u, v]) => [(u! * dr + v! * di) / size, (v! * dr - u! * di) / size]);
    wanted.forEach(([u, v], i) => {
      const factor = (2 * Math.PI) / 0.8;
      expect(Math.hypot(t.re[i]! - factor * u!, t.im[i]! - factor * v!)).toBeLessThan(1e-12);
    });
  }
});
