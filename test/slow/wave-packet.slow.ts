// The third method: a wave packet moves in time under the Hamiltonian of gas (S63), on a lattice, with a drive that commutes
// with neither levels nor coupling.
// Nothing of Floquet, channels or Green functions goes into the motion; modes are used to prepare and to read out.
import { expect, test } from 'vitest';
import { type GasModel, floquetModes } from '../../src/floquet/index.js';
import { floquetSystem, sMatrix, scattering } from '../../src/scattering/index.js';
import { rabi } from '../floquet/models.js';
import { matrixAt } from '../scattering/wave-matching.js';

const start = -45;
const momentum = 2;
const spread = 0.1;
const duration = 60;
const reach = 190;

/** Mode j at time t. */
function mode(model: GasModel, j: number, t: number): { re: number; im: number }[] {
  const { fourier, harmonics, levels: n } = floquetModes(model);
  return Array.from({ length: n }, (_, i) => {
    let [re, im] = [0, 0];
    for (let k = -harmonics; k <= harmonics; k++) {
      const p = ((k + harmonics) * n + i) * n + j;
      const [c, s] = [Math.cos(k * model.frequency * t), Math.sin(k * model.frequency * t)];
      re += c * fourier.re[p]! - s * fourier.im[p]!;
      im += c * fourier.im[p]! + s * fourier.re[p]!;
    }
    return { re, im };
  });
}

/**
 * Probabilities by mode, on the left and on the right, after a packet in mode 0 has met the scatterer on a lattice of
 * spacing a.
 */
function travelled(model: GasModel, a: number): number[][] {
  const n = model.levels;
  const half = Math.round(reach / a);
  const sites = 2 * half + 1;
  const size = sites * n;
  const hop = 1 / (2 * model.mass * a * a);
  let re = new Float64Array(size);
  let im = new Float64Array(size);
  const first = mode(model, 0, 0);
  for (let s = 0; s < sites; s++) {
    const x = (s - half) * a;
    const envelope = Math.exp(-((x - start) ** 2) * spread ** 2) * Math.sqrt(spread * Math.sqrt(2 / Math.PI) * a);
    const [c, w] = [Math.cos(momentum * x), Math.sin(momentum * x)];
    for (let i = 0; i < n; i++) {
      re[s * n + i] = envelope * (c * first[i]!.re - w * first[i]!.im);
      im[s * n + i] = envelope * (c * first[i]!.im + w * first[i]!.re);
    }
  }
  const coupling = matrixAt(model.scatterers[0]!.coupling, n, model.frequency, 0);
  const slope = (t: number, x: Float64Array, y: Float64Array, dx: Float64Array, dy: Float64Array): void => {
    const h = matrixAt(model.hamiltonian, n, model.frequency, t);
    const [r, q] = [h.flatMap((row) => row.map((z) => z.re)), h.flatMap((row) => row.map((z) => z.im))];
    for (let s = 0; s < sites; s++) {
      for (let i = 0; i < n; i++) {
        const p = s * n + i;
        let u = 2 * hop * x[p]!;
        let v = 2 * hop * y[p]!;
        if (s > 0) {
          u -= hop * x[p - n]!;
          v -= hop * y[p - n]!;
        }
        if (s < sites - 1) {
          u -= hop * x[p + n]!;
          v -= hop * y[p + n]!;
        }
        for (let j = 0; j < n; j++) {
          let [f, g] = [r[i * n + j]!, q[i * n + j]!];
          if (s === half) {
            f += coupling[i]![j]!.re / a;
            g += coupling[i]![j]!.im / a;
          }
          u += f * x[s * n + j]! - g * y[s * n + j]!;
          v += f * y[s * n + j]! + g * x[s * n + j]!;
        }
        // ψ' = −iHψ
        dx[p] = v;
        dy[p] = -u;
      }
    }
  };
  const steps = Math.ceil(duration / (0.35 * a * a * model.mass));
  const dt = duration / steps;
  const stage = Array.from({ length: 4 }, () => [new Float64Array(size), new Float64Array(size)] as const);
  const [tx, ty] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < steps; k++) {
    const t = k * dt;
    for (const [m, [shift, weight]] of (
      [
        [0, 0],
        [0.5, 0.5],
        [0.5, 0.5],
        [1, 1],
      ] as const
    ).entries()) {
      if (m === 0) slope(t, re, im, stage[0]![0], stage[0]![1]);
      else {
        const [px, py] = stage[m - 1]!;
        for (let p = 0; p < size; p++) {
          tx[p] = re[p]! + weight * dt * px[p]!;
          ty[p] = im[p]! + weight * dt * py[p]!;
        }
        slope(t + shift * dt, tx, ty, stage[m]![0], stage[m]![1]);
      }
    }
    for (let p = 0; p < size; p++) {
      re[p]! += (dt / 6) * (stage[0]![0][p]! + 2 * stage[1]![0][p]! + 2 * stage[2]![0][p]! + stage[3]![0][p]!);
      im[p]! += (dt / 6) * (stage[0]![1][p]! + 2 * stage[1]![1][p]! + 2 * stage[2]![1][p]! + stage[3]![1][p]!);
    }
  }
  return Array.from({ length: n }, (_, j) => {
    const f = mode(model, j, duration);
    let [left, right] = [0, 0];
    for (let s = 0; s < sites; s++) {
      let [u, v] = [0, 0];
      for (let i = 0; i < n; i++) {
        u += f[i]!.re * re[s * n + i]! + f[i]!.im * im[s * n + i]!;
        v += f[i]!.re * im[s * n + i]! - f[i]!.im * re[s * n + i]!;
      }
      if (s < half) left += u * u + v * v;
      else right += u * u + v * v;
    }
    return [left, right];
  });
}

/** The same from the S-matrix, averaged over the momenta of the packet. */
function scattered(model: GasModel): number[][] {
  const system = floquetSystem(model);
  const n = model.levels;
  const sidebands = 10;
  const out = Array.from({ length: n }, () => [0, 0]);
  const points = 200;
  let norm = 0;
  for (let p = 0; p <= points; p++) {
    const k = momentum + spread * 5 * ((2 * p) / points - 1);
    const weight = Math.exp(-((k - momentum) ** 2) / (2 * spread ** 2));
    norm += weight;
    const energy = system.modes.quasienergies[0]! + k ** 2 / (2 * model.mass);
    const found = scattering(system, energy, sidebands);
    const { count } = found.channels;
    const { s, rows } = sMatrix(found, model.mass);
    const column = rows.indexOf(sidebands * n);
    for (const [i, row] of rows.entries()) {
      const probability = s.re[i * rows.length + column]! ** 2 + s.im[i * rows.length + column]! ** 2;
      out[(row % count) % n]![row < count ? 1 : 0]! += weight * probability;
    }
  }
  return out.map((sides) => sides.map((x) => x / norm));
}

test('a packet on a lattice is scattered as T says, up to the square of the spacing', () => {
  const model = rabi();
  const wanted = scattered(model);
  const [coarse, fine] = [travelled(model, 0.2), travelled(model, 0.1)];
  const total = fine.flat().reduce((a, b) => a + b, 0);
  expect(Math.abs(total - 1)).toBeLessThan(1e-6);
  // Enough happens to be compared: reflection, transmission and transitions.
  for (const sides of wanted) for (const p of sides) expect(p).toBeGreaterThan(0.005);
  let [far, near, extrapolated] = [0, 0, 0];
  for (const [j, sides] of wanted.entries()) {
    for (const [side, p] of sides.entries()) {
      far = Math.max(far, Math.abs(coarse[j]![side]! - p));
      near = Math.max(near, Math.abs(fine[j]![side]! - p));
      extrapolated = Math.max(extrapolated, Math.abs((4 * fine[j]![side]! - coarse[j]![side]!) / 3 - p));
    }
  }
  expect(near).toBeLessThan(far / 3);
  expect(extrapolated).toBeLessThan(1e-3);
}, 600_000);
