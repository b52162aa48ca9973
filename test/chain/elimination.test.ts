import { describe, expect, test } from 'vitest';
import {
  transitionChannels,
  rateSuperoperatorOf,
  solveSteadyState,
  symmetryOf,
  unknownsOf,
} from '../../src/chain/index.js';
import { RingBasis, RingOperator, spectrumOf } from '../../src/ring/index.js';
import { Elimination } from '../../src/chain/elimination.js';
import { type NullVector, nullVector } from '../../src/chain/null-vector.js';
import { real, stationary } from '../../src/numeric/index.js';
import { driven } from './driven.js';
import { DenseGenerator } from './reference/generator.js';
import { DenseProgram, type Numbers, paperNumbers, paperText } from './reference/model.js';

/** A Markov chain whose rates run over forty orders of magnitude; W_km from m to k. */
function wild(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [k, m] = [Math.floor(at / n), at % n];
    return k === m ? 0 : 10 ** (-20 + 20 * Math.sin(1 + 7 * k * k + 3 * m));
  });
}

function generatorMatrix(rates: Float64Array, n: number) {
  const k = real(n, n, rates.slice());
  for (let m = 0; m < n; m++) for (let i = 0; i < n; i++) if (i !== m) k.re[m * n + m]! -= rates[i * n + m]!;
  return k;
}

function value(found: NullVector): Float64Array {
  if (found.stuck !== undefined) throw new Error(`stuck at level ${found.stuck}`);
  return found.value;
}

describe('elimination without cancellation', () => {
  test('an absorbing level is stuck unless it is taken out last', () => {
    // 0 → 1 → 2, and 2 keeps all.
    const matrix = () => generatorMatrix(Float64Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0), 3);
    const trace = Float64Array.of(1, 1, 1);
    expect(nullVector({ matrix: matrix(), trace, level: Int32Array.of(0, 1, 2) }).stuck).toBe(2);
    expect([...value(nullVector({ matrix: matrix(), trace, level: Int32Array.of(1, 2, 0) }))]).toEqual([0, 0, 1]);
  });

  test('weights beyond the range of doubles: the small ones vanish, the large ones keep their digits', () => {
    // A ladder of twelve rungs, each 1e60 times more likely than the one below: 1e660 in all.
    const n = 12;
    const rates = Float64Array.from({ length: n * n }, (_, at) => {
      const [k, m] = [Math.floor(at / n), at % n];
      return k === m + 1 ? 1 : k === m - 1 ? 1e-60 : 0;
    });
    for (const order of [(i: number) => i, (i: number) => n - 1 - i]) {
      const p = value(
        nullVector({
          matrix: generatorMatrix(rates, n),
          trace: new Float64Array(n).fill(1),
          level: Int32Array.from({ length: n }, (_, i) => order(i)),
        }),
      );
      expect(p[n - 1]).toBe(1);
      expect(p[n - 2]! / 1e-60).toBeCloseTo(1, 12);
      expect(p[n - 4]! / 1e-180).toBeCloseTo(1, 12);
      expect(p[0]).toBe(0);
    }
  });

  test('rates over forty orders of magnitude: every probability as from the method of Grassmann, Taksar and Heyman', () => {
    for (const n of [5, 40, 400]) {
      const rates = wild(n);
      const expected = stationary(real(n, n, rates)).value;
      const trace = new Float64Array(n).fill(1);
      const found = nullVector({
        matrix: generatorMatrix(rates, n),
        trace,
        level: Int32Array.from({ length: n }, (_, i) => (i * 7) % n),
      });
      value(found).forEach((p, i) => expect(Math.abs(p / expected[i]! - 1)).toBeLessThan(1e-9));
    }
  });

  test('a system with a leak: the solution of a chain with one more state', () => {
    const n = 30;
    const rates = wild(n + 1);
    const whole = stationary(real(n + 1, n + 1, rates)).value;
    const inside = real(n, n);
    const k = generatorMatrix(rates, n + 1);
    const leak = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) inside.re[i * n + j] = k.re[i * (n + 1) + j]!;
      leak[i] = rates[n * (n + 1) + i]!;
    }
    const elimination = new Elimination({
      matrix: inside,
      trace: new Float64Array(n).fill(1),
      leak,
      level: Int32Array.from({ length: n }, (_, i) => i),
    });
    const x = elimination.solve(Float64Array.from({ length: n }, (_, i) => -rates[i * (n + 1) + n]! * whole[n]!));
    x.forEach((p, i) => expect(Math.abs(p / whole[i]! - 1)).toBeLessThan(1e-9));
  });

  test('two closed sets are noticed, and so is a coherence that does not decay', () => {
    const two = generatorMatrix(Float64Array.of(0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 0), 4);
    expect(
      nullVector({ matrix: two, trace: Float64Array.of(1, 1, 1, 1), level: Int32Array.of(0, 1, 2, 3) }).stuck,
    ).toBe(2);
    // Populations 0 and 1 exchange; unknown 2 is a coherence of the level of 0.
    const coherent = (decay: number) => ({
      matrix: real(3, 3, [-1, 1, 0, 1, -1, 0, 0, 0, -decay]),
      trace: Float64Array.of(1, 1, 0),
      level: Int32Array.of(0, 1, 0),
    });
    expect(nullVector(coherent(0)).stuck).toBe(0);
    expect([...value(nullVector(coherent(0.1)))].map((x) => x + 0)).toEqual([0.5, 0.5, 0]);
  });
});

describe('the state of a ring', () => {
  const parts = (sites: number, numbers: Numbers, temperature = 1) => {
    const own = new DenseProgram(`${paperText}\nhamiltonian H0 + κ C3`, sites, {
      ...paperNumbers,
      kappa: 0.2,
      ...numbers,
    });
    const settings = { temperature };
    const { chain } = driven(own, settings);
    const basis = new RingBasis(sites, symmetryOf(chain));
    const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, sites));
    const unknowns = unknownsOf(spectrum, { coherences: 'across charges' });
    return {
      own,
      settings,
      unknowns,
      generators: chain.perturbations.map((p) => ({
        superoperator: rateSuperoperatorOf(unknowns, transitionChannels(basis, p, { reach: 2.1 * spectrum.scale })),
        strength: 1,
      })),
    };
  };

  test.each<[number, Numbers, number]>([
    [6, {}, 1],
    [6, { B: 0 }, 0.5],
    [8, { B: -5 }, 1],
  ])('by sweeps and by elimination: %d sites, %o, T = %d', (sites, numbers, temperature) => {
    const { generators } = parts(sites, numbers, temperature);
    const [a, b] = (['sweeps', 'elimination'] as const).map(
      (method) => solveSteadyState(generators, { method }).values,
    );
    a!.forEach((x, i) => expect(Math.abs(x - b![i]!)).toBeLessThan(1e-11));
  });

  test('cold, with a weak drive, where rates inside sectors are as slow as those between them: as in real space with 190 digits', () => {
    for (const [numbers, temperature] of [
      [{ Delta: 1.7, B: 0.6, eps_d: 0.01 }, 0.3],
      [{ Delta: -1.5, B: -1, eps_d: 0.05 }, 0.4],
    ] as const) {
      const { own, settings, unknowns, generators } = parts(4, numbers, temperature);
      const { values } = solveSteadyState(generators);
      const generator = new DenseGenerator(own.model(settings));
      const { matrix } = generator.steadyState(true);
      // States of equal energy share their weight: their sums do not depend on the basis.
      const weights = (energies: ArrayLike<number>, p: (n: number) => number) => {
        const sums = new Map<string, number>();
        for (let n = 0; n < energies.length; n++) {
          const key = (energies[n]! + 10).toFixed(7);
          sums.set(key, (sums.get(key) ?? 0) + p(n));
        }
        return sums;
      };
      const found = weights(unknowns.spectrum.energies, (n) => values[unknowns.populationAt[n]!]!);
      const expected = weights(generator.energies, (n) => matrix.re[n * 17]!);
      expect(found.size).toBe(expected.size);
      for (const [key, p] of expected) expect(found.get(key)).toBeCloseTo(p, 9);
    }
  });
});
