import { describe, expect, test } from 'vitest';
import { type ComplexMatrix, besselJOne, complex, eigen, multiplyMatrices } from '../../src/numeric/index.js';
import {
  type GasModel,
  floquetCoupling,
  floquetModes,
  reducedModes,
  gasModel,
  propagator,
  propagatorDefect,
} from '../../src/floquet/index.js';
import { rates, steadyPopulations, transitionTable } from '../../src/gas/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { centre, hermitian, mixed, numbers, rabi, toy } from './models.js';

/** The modes at time t as columns, by their Fourier series. */
function modesAt(model: GasModel, t: number, modes = floquetModes(model)): { re: Float64Array; im: Float64Array } {
  const { harmonics, fourier, levels } = modes;
  const out = { re: new Float64Array(levels * levels), im: new Float64Array(levels * levels) };
  for (let k = -harmonics; k <= harmonics; k++) {
    const [c, s] = [Math.cos(k * model.frequency * t), Math.sin(k * model.frequency * t)];
    for (let p = 0; p < levels * levels; p++) {
      const at = (k + harmonics) * levels * levels + p;
      out.re[p]! += c * fourier.re[at]! - s * fourier.im[at]!;
      out.im[p]! += c * fourier.im[at]! + s * fourier.re[at]!;
    }
  }
  return out;
}

describe.each([
  ['toy', toy()],
  ['two levels', rabi()],
  ['four levels, two harmonics', mixed(4, 1)],
  ['three dimensions', centre()],
])('Floquet modes: %s', (_, model) => {
  test('are orthonormal at every time', () => {
    const n = model.levels;
    for (const t of [0, 0.37, 2.9]) {
      const { re, im } = modesAt(model, t);
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < n; b++) {
          let [x, y] = [0, 0];
          for (let i = 0; i < n; i++) {
            x += re[i * n + a]! * re[i * n + b]! + im[i * n + a]! * im[i * n + b]!;
            y += re[i * n + a]! * im[i * n + b]! - im[i * n + a]! * re[i * n + b]!;
          }
          expect(Math.hypot(x - (a === b ? 1 : 0), y)).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('solve gas (S1) in a space that is large enough; mean energies ascend', () => {
    const modes = floquetModes(model);
    expect(modes.residual).toBeLessThan(1e-12);
    expect(modes.edgeWeight).toBeLessThan(1e-24);
    expect([...modes.meanEnergies]).toEqual([...modes.meanEnergies].sort((a, b) => a - b));
    for (const [j, e] of modes.quasienergies.entries()) {
      const index = (e - modes.meanEnergies[j]!) / model.frequency;
      expect(index).toBeGreaterThanOrEqual(-0.5 - 1e-9);
      expect(index).toBeLessThan(0.5);
    }
  });
});

test('a propagator by Taylor series, which knows nothing of the extended space, finds the same modes: gas (S1)', () => {
  for (const model of [toy(), rabi(), rabi(9, 0.4), mixed(4, 1), centre()])
    expect(propagatorDefect(model, floquetModes(model))).toBeLessThan(1e-12);
  // It is unitary, and composes.
  const model = mixed(3, 1);
  const u = propagator(model, 2.3);
  const v = multiplyMatrices(u, u, { adjointLeft: true }).value;
  for (let p = 0; p < 9; p++) expect(Math.hypot(v.re[p]! - (p % 4 === 0 ? 1 : 0), v.im[p]!)).toBeLessThan(1e-13);
  // Modes of another drive do not pass.
  expect(propagatorDefect(rabi(), floquetModes(rabi(0.81)))).toBeGreaterThan(1e-3);
});

test('modes have the phase of a drive that all levels share: φ(t) = e^{iεt} U(t) φ(0) between the ends of a period, gas (S54)', () => {
  const shared = gasModel({
    ...rabi(),
    hamiltonian: new Map([
      [0, complex(2, 2, [0.5, 0, 0, -0.5])],
      [1, complex(2, 2, [1.1, 0.4, 0.4, 1.1], [0.7, 0, 0, 0.7])],
      [3, complex(2, 2, [0.3, 0, 0, 0.5], [-2, 0, 0, -2])],
    ]),
  });
  for (const model of [shared, toy(), mixed(3, 1)]) {
    const n = model.levels;
    const modes = floquetModes(model);
    expect(modes.common.size).toBe(0);
    expect(floquetSystem(model).modes.common.size).toBeGreaterThan(0);
    const [start, t] = [modesAt(model, 0, modes), 0.37 * ((2 * Math.PI) / model.frequency)];
    const later = modesAt(model, t, modes);
    const u = propagator(model, t);
    for (let j = 0; j < n; j++) {
      const [c, s] = [Math.cos(modes.quasienergies[j]! * t), Math.sin(modes.quasienergies[j]! * t)];
      for (let i = 0; i < n; i++) {
        let [x, y] = [0, 0];
        for (let k = 0; k < n; k++) {
          x += u.re[i * n + k]! * start.re[k * n + j]! - u.im[i * n + k]! * start.im[k * n + j]!;
          y += u.re[i * n + k]! * start.im[k * n + j]! + u.im[i * n + k]! * start.re[k * n + j]!;
        }
        expect(Math.hypot(c * x - s * y - later.re[i * n + j]!, c * y + s * x - later.im[i * n + j]!)).toBeLessThan(
          1e-11,
        );
      }
    }
  }
});

// The zeros of J_0, where (d_1 − d_2) λ/ω is within 1e-3 … 1e-9 of one: what is left of an element is small beside its
// terms, and is no rounding.
const zeros = [2.404825557695773, 5.520078110286311].flatMap((zero) =>
  [1e-3, 1e-6, -1e-9].map((off) => ((zero + off) * 1.1) / 0.75),
);

test.each([1.3, ...zeros])(
  'a diagonal drive gives Bessel functions, λ = %s: gas (S58), (S59), (S60), (S61), (S62)',
  (lambda) => {
    const { quasienergies } = floquetModes(toy(lambda));
    [0, 0.7, 1.6].forEach((e, j) => expect(Math.abs(quasienergies[j]! - e)).toBeLessThan(1e-13));
    const model = toy(lambda);
    const { couplings } = floquetSystem(model);
    const { elements, reach } = couplings[0]!;
    const d = [1, 0.25, -0.8];
    const w = model.scatterers[0]!.coupling.get(0)!;
    for (let q = -6; q <= 6; q++) {
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) {
          // W_{(j',n'),(j,n)} = W_j'j J_{n'−n}((d_j' − d_j) λ/ω), up to the phases of the modes
          const bessel = besselJOne(q, ((d[a]! - d[b]!) * lambda) / 1.1).value;
          const p = (q + reach) * 9 + a * 3 + b;
          expect(
            Math.abs(
              Math.hypot(elements.re[p]!, elements.im[p]!) -
                Math.hypot(w.re[a * 3 + b]!, w.im[a * 3 + b]!) * Math.abs(bessel),
            ),
          ).toBeLessThan(1e-14);
        }
      }
    }
  },
);

test("Rabi's circular drive: ε = (ω ± Ω)/2 modulo ω", () => {
  const [gap, omega, strength] = [1, 0.7, 0.6];
  const model = gasModel({
    levels: 2,
    frequency: omega,
    // ω₀/2 σ_z + V (σ⁺ e^{−iωt} + h.c.)
    hamiltonian: new Map([
      [0, complex(2, 2, [gap / 2, 0, 0, -gap / 2])],
      [1, complex(2, 2, [0, 0, strength, 0])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0, 0, 1])]]) }],
  });
  const rabiFrequency = Math.hypot(gap - omega, 2 * strength);
  const { quasienergies } = floquetModes(model);
  const found = [...quasienergies].map((e) => ((e % omega) + omega) % omega).sort((a, b) => a - b);
  const wanted = [(omega + rabiFrequency) / 2, (omega - rabiFrequency) / 2]
    .map((e) => ((e % omega) + omega) % omega)
    .sort((a, b) => a - b);
  found.forEach((e, k) => expect(Math.abs(e - wanted[k]!)).toBeLessThan(1e-13));
});

test('couplings between modes are the time integrals of gas (S76), also when the coupling moves', () => {
  const model = mixed(3, 2);
  const modes = floquetModes(model);
  const { coupling } = model.scatterers[1]!;
  const { elements, reach } = floquetCoupling(modes, coupling);
  const n = 3;
  const points = 128;
  for (const q of [-2, 0, 1, 3]) {
    const sum = complex(n, n);
    for (let s = 0; s < points; s++) {
      const t = ((2 * Math.PI) / model.frequency) * (s / points);
      const phi = modesAt(model, t, modes);
      const w = complex(n, n);
      for (const [k, c] of coupling) {
        const [x, y] = [Math.cos(k * model.frequency * t), Math.sin(k * model.frequency * t)];
        for (let p = 0; p < n * n; p++) {
          w.re[p]! += c.re[p]! * x - c.im[p]! * y;
          w.im[p]! += c.re[p]! * y + c.im[p]! * x;
        }
      }
      // e^{−iqωt}: the sign of the kernel
      const [x, y] = [Math.cos(q * model.frequency * t) / points, -Math.sin(q * model.frequency * t) / points];
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < n; b++) {
          for (let i = 0; i < n; i++) {
            for (let j = 0; j < n; j++) {
              const [ar, ai] = [phi.re[i * n + a]!, -phi.im[i * n + a]!];
              const [br, bi] = [phi.re[j * n + b]!, phi.im[j * n + b]!];
              const [wr, wi] = [w.re[i * n + j]!, w.im[i * n + j]!];
              const [ur, ui] = [wr * br - wi * bi, wr * bi + wi * br];
              const [vr, vi] = [ar * ur - ai * ui, ar * ui + ai * ur];
              sum.re[a * n + b]! += x * vr - y * vi;
              sum.im[a * n + b]! += x * vi + y * vr;
            }
          }
        }
      }
    }
    for (let p = 0; p < n * n; p++) {
      const at = (q + reach) * n * n + p;
      expect(Math.hypot(elements.re[at]! - sum.re[p]!, elements.im[at]! - sum.im[p]!)).toBeLessThan(1e-13);
    }
  }
});

describe('degeneracies', () => {
  const two = (gap: number, omega: number, v: number): GasModel =>
    gasModel({
      levels: 2,
      frequency: omega,
      hamiltonian: new Map([
        [0, complex(2, 2, [gap / 2, 0, 0, -gap / 2])],
        [1, complex(2, 2, [v, 0, 0, -v])],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0.2, 0.2, 1])]]) }],
    });

  test('levels a quantum apart that the drive does not connect stay themselves', () => {
    const modes = floquetModes(two(1, 1, 0.4));
    expect(modes.gap).toBeLessThan(1e-12);
    [-0.5, 0.5].forEach((e, j) => expect(Math.abs(modes.quasienergies[j]! - e)).toBeLessThan(1e-13));
    for (let p = 0; p < modes.fourier.rows; p++)
      expect(
        Math.hypot(modes.fourier.re[p * 2 + (p % 2 === 0 ? 0 : 1)]!, modes.fourier.im[p * 2 + (p % 2 === 0 ? 0 : 1)]!),
      ).toBe(0);
  });

  test('crossings inside one part are told apart by the mean index', () => {
    // A product of two systems, so that quasienergies of connected states cross exactly.
    const h0 = complex(4, 4);
    const h1 = complex(4, 4);
    for (let a = 0; a < 2; a++) {
      for (let b = 0; b < 2; b++) {
        h0.re[(a * 2 + b) * 5] = (a === 0 ? 0.5 : -0.5) + (b === 0 ? 0.5 : -0.5);
        // A cos ωt (σ_x ⊗ 1 + 1 ⊗ σ_x)
        h1.re[(a * 2 + b) * 4 + ((1 - a) * 2 + b)] = 0.3;
        h1.re[(a * 2 + b) * 4 + (a * 2 + 1 - b)] = 0.3;
      }
    }
    const model = gasModel({
      levels: 4,
      frequency: 1.3,
      hamiltonian: new Map([
        [0, h0],
        [1, h1],
      ]),
      scatterers: [
        { position: 0, coupling: new Map([[0, complex(4, 4, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])]]) },
      ],
    });
    const modes = floquetModes(model);
    expect(modes.gap).toBeLessThan(1e-12);
    expect(modes.residual).toBeLessThan(1e-12);
    expect(propagatorDefect(model, modes)).toBeLessThan(1e-11);
    const [a, b] = floquetModes(rabi(0.6)).quasienergies;
    const wanted = [2 * a!, a! + b!, a! + b!, 2 * b!].map((e) => e - 1.3 * Math.round(e / 1.3)).sort((x, y) => x - y);
    const found = [...modes.quasienergies].map((e) => e - 1.3 * Math.round(e / 1.3)).sort((x, y) => x - y);
    found.forEach((e, k) => expect(Math.abs(e - wanted[k]!)).toBeLessThan(1e-12));
  });

  test('a resonant circular drive: mean indices of exactly −1/2 are kept', () => {
    const model = gasModel({
      levels: 2,
      frequency: 1,
      hamiltonian: new Map([
        [0, complex(2, 2, [0.5, 0, 0, -0.5])],
        [1, complex(2, 2, [0, 0, 0.2, 0])],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0, 0, 1])]]) }],
    });
    const modes = floquetModes(model);
    expect(modes.quasienergies).toHaveLength(2);
    modes.quasienergies.forEach((e, j) => expect(Math.abs(e - modes.meanEnergies[j]! + 0.5)).toBeLessThan(1e-9));
  });
});

describe('close quasienergies', () => {
  /** H(t + T/2) = σ_x H(t) σ_x: modes are even or odd, |f_1^k| = |f_2^k|, and an even and an odd one may cross. */
  const tunnelling = (amplitude: number): GasModel =>
    gasModel({
      levels: 2,
      frequency: 1.3,
      hamiltonian: new Map([
        [0, complex(2, 2, [0, 0.35, 0.35, 0])],
        [1, complex(2, 2, [amplitude / 2, 0, 0, -amplitude / 2])],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1.1, 0.3, 0.3, 0.7], [0, 0.4, -0.4, 0])]]) }],
    });
  // Where they cross the gap is smallest, by golden section.
  let [low, high] = [1.4, 1.6];
  for (let i = 0; i < 70; i++) {
    const [a, b] = [0.382, 0.618].map((x) => low + (high - low) * x) as [number, number];
    if (floquetModes(tunnelling(a)).gap < floquetModes(tunnelling(b)).gap) high = b;
    else low = a;
  }
  const crossing = (low + high) / 2;

  test('that cross: modes keep their symmetry however near, on both sides and at the crossing', () => {
    expect(floquetModes(tunnelling(crossing)).gap).toBeLessThan(1e-13);
    for (const off of [0, 1e-3, 1e-5, 1e-7, -1e-8, 1e-9, -1e-10, 1e-11, 1e-12, -1e-13, 1e-14]) {
      const { fourier, harmonics, chosen, turn } = floquetModes(tunnelling(crossing + off));
      for (let j = 0; j < 2; j++) {
        for (let k = 0; k <= 2 * harmonics; k++) {
          const [p, q] = [(k * 2 + 0) * 2 + j, (k * 2 + 1) * 2 + j];
          expect(
            Math.abs(Math.hypot(fourier.re[p]!, fourier.im[p]!) - Math.hypot(fourier.re[q]!, fourier.im[q]!)),
          ).toBeLessThan(1e-11);
        }
      }
      expect(chosen).toBe(false);
      expect(turn).toBe(0);
    }
  });

  test('that cross: populations pass it smoothly', () => {
    const population = (off: number): number =>
      steadyPopulations(rates(transitionTable(floquetSystem(tunnelling(crossing + off)), { betas: [1] }), 1))
        .populations[0]!;
    const at = population(0);
    const slope = (population(1e-3) - population(-1e-3)) / 2e-3;
    for (const off of [1e-6, -1e-7, 1e-8, 1e-9, -1e-10, 1e-11, -1e-12])
      expect(Math.abs(population(off) - at - slope * off)).toBeLessThan(1e-9);
  });

  test('that an avoided crossing parts by 1e-6 are known to rounding over it, and say so', () => {
    // A static splitting σ_z of 1e-6 in a rotated basis beside a third level: the modes are those of σ_z.
    const u = eigen(hermitian(3, numbers(5), 1)).value.vectors as ComplexMatrix;
    const split = (gap: number) =>
      floquetModes(
        gasModel({
          levels: 3,
          frequency: 1,
          hamiltonian: new Map([
            [
              0,
              multiplyMatrices(multiplyMatrices(u, complex(3, 3, [0.3, 0, 0, 0, 0.3 + gap, 0, 0, 0, 1])).value, u, {
                adjointRight: true,
              }).value as ComplexMatrix,
            ],
          ]),
          scatterers: [{ position: 0, coupling: new Map([[0, hermitian(3, numbers(8), 0.2, 1)]]) }],
        }),
      );
    for (const gap of [1e-2, 1e-5, 1e-7, 1e-9]) {
      const { fourier, turn } = split(gap);
      for (let j = 0; j < 3; j++) {
        let [x, y] = [0, 0];
        for (let i = 0; i < 3; i++) {
          x += u.re[i * 3 + j]! * fourier.re[i * 3 + j]! + u.im[i * 3 + j]! * fourier.im[i * 3 + j]!;
          y += u.re[i * 3 + j]! * fourier.im[i * 3 + j]! - u.im[i * 3 + j]! * fourier.re[i * 3 + j]!;
        }
        expect(1 - Math.hypot(x, y)).toBeLessThan(1e-13 + turn ** 2);
      }
      expect(turn).toBeLessThan(1e-13 / gap);
      if (gap < 1e-5) expect(turn).toBeGreaterThan(1e-17 / gap);
    }
  });

  test('that agree: nothing depends on the basis the levels are typed in', () => {
    const energies = complex(3, 3, [0, 0, 0, 0, 0.8, 0, 0, 0, 0.8]);
    const w = hermitian(3, numbers(9), 0.4, 1.2);
    const typed = (seed: number): ReturnType<typeof steadyPopulations>['populations'] => {
      const u = eigen(hermitian(3, numbers(seed), 1)).value.vectors as ComplexMatrix;
      const turned = (a: ComplexMatrix): ComplexMatrix =>
        multiplyMatrices(multiplyMatrices(u, a).value, u, { adjointRight: true }).value as ComplexMatrix;
      const model = gasModel({
        levels: 3,
        frequency: 1,
        hamiltonian: new Map([[0, turned(energies)]]),
        scatterers: [{ position: 0, coupling: new Map([[0, turned(w)]]) }],
      });
      expect(floquetModes(model).chosen).toBe(true);
      const r = rates(transitionTable(floquetSystem(model), { betas: [1] }), 1);
      return Float64Array.from([...steadyPopulations(r).populations, ...r.rate]);
    };
    const one = typed(1);
    for (const other of [typed(2), typed(3)])
      for (const [k, x] of other.entries()) expect(Math.abs(x - one[k]!)).toBeLessThan(1e-9);
  });
});

test.each([1e3, -1e6, 1e9])(
  'an energy of %s that all levels share is added to the quasienergies, and to nothing else',
  (energy) => {
    const model = rabi(1.3, 0.4);
    const shifted = new Map(model.hamiltonian);
    const still = model.hamiltonian.get(0)!;
    const re = still.re.slice();
    for (let i = 0; i < model.levels; i++) re[i * (model.levels + 1)]! += energy;
    shifted.set(0, complex(model.levels, model.levels, re, still.im.slice()));
    const there = floquetModes({ ...model, hamiltonian: shifted });
    const here = floquetModes(model);
    // The sum is known to its last bit only.
    const bit = 4 * Number.EPSILON * Math.abs(energy);
    for (const [j, e] of here.quasienergies.entries())
      expect(Math.abs(there.quasienergies[j]! - energy - e)).toBeLessThan(bit);
    expect(Math.abs(there.gap - here.gap)).toBeLessThan(bit);
    expect(there.residual).toBeLessThan(1e-12);
    expect(propagatorDefect({ ...model, hamiltonian: shifted }, there)).toBeLessThan(bit);
  },
);

test('the weight at the edge is that of the outermost components, as many as the drive has harmonics', () => {
  // Two harmonics, and phases that are not real.
  for (const harmonics of [3, 4, 6]) {
    const { fourier, edgeWeight, levels } = reducedModes(mixed(3, 1), { harmonics });
    let weight = 0;
    for (const k of [0, 1, 2 * harmonics - 1, 2 * harmonics])
      for (let p = k * levels * levels; p < (k + 1) * levels * levels; p++)
        weight += fourier.re[p]! ** 2 + fourier.im[p]! ** 2;
    expect(edgeWeight / weight).toBeCloseTo(1, 9);
  }
});
