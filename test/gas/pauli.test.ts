import { describe, expect, test } from 'vitest';
import {
  circulation,
  evolve,
  generator,
  rates,
  relaxationModes,
  steadyPopulations,
  transitionTable,
} from '../../src/gas/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { mixed, rabi, toy } from '../floquet/models.js';

const at = (model: ReturnType<typeof toy>, beta: number) =>
  rates(transitionTable(floquetSystem(model), { betas: [beta] }), beta);
const driven = at(toy(), 1);
const still = at(toy(0), 0.7);
const circulating = at(mixed(3, 2), 1);

describe.each([
  ['toy', driven],
  ['toy without a drive', still],
  ['decay that oscillates', circulating],
  ['two levels', at(rabi(), 2)],
])('the Pauli equation: %s', (_, r) => {
  const n = r.levels;
  const start = Array.from({ length: n }, (__, j) => (j === n - 1 ? 1 : 0));

  test('populations stay positive with sum one, obey the equation and end in the steady state', () => {
    // Fifty squarings would amplify the rounding error of the sum to a tenth.
    const times = [0, 0.01, 1, 30, 1e6, 1e15];
    const { populations } = evolve(r, start, times);
    expect([...populations[0]!]).toEqual(start);
    for (const p of populations) {
      expect(p.every((x) => x >= 0)).toBe(true);
      expect(Math.abs(p.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-14);
    }
    const { populations: steady } = steadyPopulations(r);
    for (const late of populations.slice(4))
      late.forEach((p, j) => expect(Math.abs(p - steady[j]!)).toBeLessThan(1e-13));
    // ṗ = L p by a central difference of fourth order
    const h = 0.02;
    const near = evolve(r, start, [1 - 2 * h, 1 - h, 1, 1 + h, 1 + 2 * h]).populations;
    const l = generator(r);
    for (let j = 0; j < n; j++) {
      let slope = 0;
      for (let i = 0; i < n; i++) slope += l.re[j * n + i]! * near[2]![i]!;
      const measured = (near[0]![j]! - 8 * near[1]![j]! + 8 * near[3]![j]! - near[4]![j]!) / (12 * h);
      expect(Math.abs(measured - slope)).toBeLessThan(1e-9);
    }
  });

  test('its rates are summed over the quanta: gas (S25)', () => {
    const l = generator(r);
    for (let i = 0; i < n; i++) {
      let out = 0;
      for (let j = 0; j < n; j++) {
        if (i === j) continue;
        let sum = 0;
        for (let quanta = -r.sidebands; quanta <= r.sidebands; quanta++)
          sum += r.rate.at({ initial: i, final: j, quanta });
        expect(l.re[j * n + i]! / sum).toBeCloseTo(1, 12);
        out += sum;
      }
      expect(-l.re[i * (n + 1)]! / out).toBeCloseTo(1, 12);
    }
  });

  test('relaxation modes: their sum is minus the trace, the slowest is the decay one sees', () => {
    const modes = relaxationModes(r);
    expect(modes).toHaveLength(n - 1);
    const l = generator(r);
    let trace = 0;
    for (let j = 0; j < n; j++) trace += l.re[j * n + j]!;
    expect(Math.abs(modes.reduce((sum, m) => sum + m.decay, 0) + trace)).toBeLessThan(1e-13);
    for (const { residual, decay } of modes) {
      expect(residual).toBeLessThan(1e-12);
      expect(decay).toBeGreaterThan(0);
    }
    const { populations: steady } = steadyPopulations(r);
    const [slow] = modes;
    if (slow!.oscillation !== 0) return;
    const far = n > 2 ? 12 / (modes[1]!.decay - slow!.decay) : 3 / slow!.decay;
    const [a, b] = evolve(r, start, [far, far + 1]).populations;
    const ratio = (b![0]! - steady[0]!) / (a![0]! - steady[0]!);
    expect(Math.abs(Math.log(ratio) + slow!.decay)).toBeLessThan(1e-3 * slow!.decay);
  });

  test('entropy is produced on the way, never destroyed', () => {
    const { entropyProduction } = evolve(
      r,
      Array.from({ length: n }, (__, j) => (j + 1) / ((n * (n + 1)) / 2)),
      [0, 0.3, 3, 30],
    );
    for (const s of entropyProduction) expect(s).toBeGreaterThan(-1e-15);
    // At a corner it is infinite, not a number that is wrong.
    expect(evolve(r, start, [0]).entropyProduction[0]).toBe(Infinity);
  });

  test('stationary flows are cycles', () => {
    const { net, cycles } = circulation(r);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        sum += net.re[i * n + j]!;
        // from the currents of the triangles 0 → a → b → 0
        let built = 0;
        for (const { levels, current } of cycles) {
          for (let k = 0; k < 3; k++) {
            const [from, to] = [levels[k]!, levels[(k + 1) % 3]!];
            if (from === j && to === i) built += current;
            if (from === i && to === j) built -= current;
          }
        }
        expect(Math.abs(built - net.re[i * n + j]!)).toBeLessThan(1e-15);
      }
      expect(Math.abs(sum)).toBeLessThan(1e-15);
    }
  });
});

test('flux in the coupling drives a current around even without a drive; its affinity is that of the rates', () => {
  const { cycles } = circulation(still);
  expect(cycles).toHaveLength(1);
  expect(cycles[0]!.current * cycles[0]!.affinity).toBeGreaterThan(1e-4);
  // Gibbs is stationary all the same, and no heat flows.
  const { populations, boltzmann, heat } = steadyPopulations(still);
  populations.forEach((p, j) => expect(Math.abs(p - boltzmann[j]!)).toBeLessThan(1e-13));
  expect(Math.abs(heat)).toBeLessThan(1e-16);
});

test('a decay may oscillate, and each mode turns in its own sense: L v = −γ v, p(t) = p + Re e^{−γt} v', () => {
  const n = circulating.levels;
  const l = generator(circulating);
  const { populations: steady } = steadyPopulations(circulating);
  const turning = relaxationModes(circulating).filter((m) => Math.abs(m.oscillation) > 1e-3);
  expect(turning.map((m) => Math.sign(m.oscillation)).sort()).toEqual([-1, 1]);
  for (const { decay, oscillation, vector } of turning) {
    expect(Math.max(...vector.re.map((x, j) => Math.hypot(x, vector.im[j]!)))).toBeCloseTo(1, 12);
    for (let i = 0; i < n; i++) {
      let [x, y] = [0, 0];
      for (let j = 0; j < n; j++) {
        x += l.re[i * n + j]! * vector.re[j]!;
        y += l.re[i * n + j]! * vector.im[j]!;
      }
      expect(Math.abs(x + decay * vector.re[i]! - oscillation * vector.im[i]!)).toBeLessThan(1e-13);
      expect(Math.abs(y + decay * vector.im[i]! + oscillation * vector.re[i]!)).toBeLessThan(1e-13);
    }
    // A small deviation along Re v, on its way: Re e^{−γt} v = e^{−decay t} (cos(oscillation t) Re v + sin(oscillation
    // t) Im v).
    const time = 1 / decay;
    const small = 0.1;
    const later = evolve(
      circulating,
      steady.map((p, j) => p + small * vector.re[j]!),
      [time],
    ).populations[0]!;
    const [c, s] = [
      small * Math.exp(-1) * Math.cos(oscillation * time),
      small * Math.exp(-1) * Math.sin(oscillation * time),
    ];
    later.forEach((p, j) =>
      expect(Math.abs(p - steady[j]! - c * vector.re[j]! - s * vector.im[j]!)).toBeLessThan(1e-13),
    );
    expect(Math.abs(s) * Math.max(...vector.im.map(Math.abs))).toBeGreaterThan(1e-4);
  }
});

test('initial populations that are none are refused', () => {
  for (const [p, t] of [
    [[1, 0], 1],
    [[0.5, 0.6, 0], 1],
    [[1.5, -0.5, 0], 1],
    [[1, 0, 0], -1],
    [[1, 0, Number.NaN], 1],
  ] as const) {
    expect(() => evolve(driven, p, [t])).toThrow(/populations|time/u);
  }
});
