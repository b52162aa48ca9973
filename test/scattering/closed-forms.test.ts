import { describe, expect, test } from 'vitest';
import { besselJOne, complex } from '../../src/numeric/index.js';
import { type GasModel, floquetModes, gasModel } from '../../src/floquet/index.js';
import { floquetSystem, sMatrix, scattering } from '../../src/scattering/index.js';

/** Two levels 0 and gap, one scatterer; below the gap the upper one is a closed channel that can bind. */
function feshbach(g: number, upper: number, mixing: readonly [number, number], gap: number, mass = 1): GasModel {
  const [x, y] = mixing;
  return gasModel({
    levels: 2,
    frequency: 1,
    mass,
    hamiltonian: new Map([[0, complex(2, 2, [0, 0, 0, gap])]]),
    scatterers: [{ position: 0.4, coupling: new Map([[0, complex(2, 2, [g, x, x, upper], [0, -y, y, 0])]]) }],
  });
}

function transmission(model: GasModel, energy: number): number {
  const { s, rows } = sMatrix(scattering(floquetSystem(model), energy, 0), model.mass);
  expect(rows).toHaveLength(2);
  return s.re[0]! ** 2 + s.im[0]! ** 2;
}

describe('a Feshbach pair', () => {
  const [g, upper, mixing, gap, mass] = [0.8, -0.9, [0.5, 0.3], 1.4, 1.2] as const;
  const model = feshbach(g, upper, mixing, gap, mass);
  const square = mixing[0] ** 2 + mixing[1] ** 2;
  // With the closed channel eliminated, g(E) = g − m|w|²/(κ + m w₂₂), κ = √(2m(gap − E)).
  const energyOf = (kappa: number): number => gap - kappa ** 2 / (2 * mass);

  test('reflects totally where the bound state of the closed channel stands: the Fano zero', () => {
    const energy = energyOf(-mass * upper);
    expect(energy).toBeGreaterThan(0);
    expect(transmission(model, energy)).toBeLessThan(1e-20);
    expect(transmission(model, energy + 0.05)).toBeGreaterThan(1e-3);
  });

  test('transmits fully where direct and resonant paths cancel', () => {
    const energy = energyOf((mass * square) / g - mass * upper);
    expect(energy).toBeGreaterThan(0);
    expect(Math.abs(transmission(model, energy) - 1)).toBeLessThan(1e-13);
  });

  test('transmits 1/(1 + (m g(E)/k)²) everywhere between, with momenta of open and closed channels: gas (S9)', () => {
    for (const energy of [0.05, 0.31, 0.77, 1.2, 1.39]) {
      const kappa = Math.sqrt(2 * mass * (gap - energy));
      const effective = g - (mass * square) / (kappa + mass * upper);
      const k = Math.sqrt(2 * mass * energy);
      expect(Math.abs(transmission(model, energy) - 1 / (1 + ((mass * effective) / k) ** 2))).toBeLessThan(1e-12);
    }
  });
});

/** H = ½ splitting σ_x + ½ bias σ_z + A cos ωt σ_z/2 */
function tunnelling(splitting: number, amplitude: number, omega: number): GasModel {
  return gasModel({
    levels: 2,
    frequency: omega,
    hamiltonian: new Map([
      [0, complex(2, 2, [0, splitting / 2, splitting / 2, 0])],
      [1, complex(2, 2, [amplitude / 4, 0, 0, -amplitude / 4])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0, 0, 1])]]) }],
  });
}

/** The distance of the two quasienergies modulo ω. */
function gapOf(model: GasModel): number {
  const [a, b] = floquetModes(model).quasienergies;
  const d = Math.abs(a! - b!);
  return Math.abs(d - model.frequency * Math.round(d / model.frequency));
}

describe('coherent destruction of tunnelling', () => {
  test('the splitting is Δ |J_0(A/ω)|, up to Δ (Δ/ω)²', () => {
    for (const omega of [20, 80]) {
      for (const ratio of [0.5, 1.7, 2.404825557695773, 4]) {
        const wanted = Math.abs(besselJOne(0, ratio).value);
        expect(Math.abs(gapOf(tunnelling(1, ratio * omega, omega)) - wanted)).toBeLessThan(2 / omega ** 2);
      }
    }
  });

  test('at the first zero of J_0 it is gone; the next order falls as (Δ/ω)²', () => {
    const at = (omega: number): number => gapOf(tunnelling(1, 2.404825557695773 * omega, omega));
    expect(at(20)).toBeLessThan(2e-3);
    expect(Math.abs(at(20) / at(40) - 4)).toBeLessThan(0.1);
  });
});

test('the Bloch–Siegert shift: resonance at ω = ω₀ + b²/ω₀ + b⁴/4ω₀³ + O(b⁶), with 2b cos ωt between the levels', () => {
  // At resonance the modes are half in each level on average: Σ_k ⟨f^k|σ_z|f^k⟩ = 0.
  const mean = (b: number, omega: number): number => {
    const model = gasModel({
      levels: 2,
      frequency: omega,
      hamiltonian: new Map([
        [0, complex(2, 2, [-0.5, 0, 0, 0.5])],
        [1, complex(2, 2, [0, b, b, 0])],
      ]),
      scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1, 0, 0, 1])]]) }],
    });
    const { fourier, harmonics } = floquetModes(model);
    let low = 0;
    for (let k = 0; k <= 2 * harmonics; k++) {
      const at = k * 4;
      low += fourier.re[at]! ** 2 + fourier.im[at]! ** 2 - fourier.re[at + 2]! ** 2 - fourier.im[at + 2]! ** 2;
    }
    return low;
  };
  const resonance = (b: number): number => {
    let [from, to] = [1, 1 + 2 * b * b + 0.01];
    const sign = Math.sign(mean(b, from));
    expect(Math.sign(mean(b, to))).toBe(-sign);
    for (let k = 0; k < 50; k++) {
      const middle = (from + to) / 2;
      if (Math.sign(mean(b, middle)) === sign) from = middle;
      else to = middle;
    }
    return (from + to) / 2;
  };
  const left = (b: number): number => Math.abs(resonance(b) - (1 + b ** 2 + b ** 4 / 4));
  expect(left(0.1)).toBeLessThan(3e-6);
  expect(left(0.2)).toBeLessThan(3e-4);
  // What is left is of sixth order.
  expect(Math.abs(Math.log2(left(0.2) / left(0.1)) - 6)).toBeLessThan(0.5);
});
