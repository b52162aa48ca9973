import { describe, expect, test } from 'vitest';
import { figureValues, figures, records } from '../../src/document/index.js';
import { type GasModel, floquetSystem, rateIndex, rates, transitionTable } from '../../src/gas/index.js';
import { gasModelOf } from '../../src/session/gas.js';
import { Session } from '../../src/session/index.js';

// The toy of the paper, typed; the figures make theirs from numbers.   gas (13)
const script = `
λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))
gas H, V with mass = 1, density = 1
`;

function typed(): GasModel {
  const session = new Session();
  for (const outcome of session.run({ name: 'toy', text: script })) expect(outcome.kind).not.toBe('error');
  const [model] = session.models;
  if (model?.role !== 'gas') throw new Error('no gas');
  return gasModelOf(model);
}

const betas = [0.5, 2];
const values = (name: string, others: Record<string, number> = {}): Record<string, number> => {
  const figure = figures.find((f) => f.name === name)!;
  const known = figureValues([figure], [], { quick: true }).get(figure)!;
  return Object.fromEntries(Object.entries({ ...known, hottest: betas[0]!, coldest: betas[1]!, points: 2, beta: 1, ...others }).filter(([key]) => key in known));
};
const tablesOf = async (name: string, others?: Record<string, number>) => (await figures.find((f) => f.name === name)!.compute(values(name, others), () => {})).tables.map(records);

describe('the figures of the gas show the toy as it is typed', () => {
  const table = transitionTable(floquetSystem(typed()), { betas: [...betas, 1] });

  test('gas-1: rates between modes, and how they are split among quanta', async () => {
    const [totals, split] = await tablesOf('gas-1');
    for (const beta of betas) {
      const r = rates(table, beta);
      for (const row of totals!.filter((x) => x.beta === beta)) {
        const [from, to] = String(row.process).match(/\d/gu)!.map(Number) as [number, number];
        const each = Array.from({ length: 2 * r.sidebands + 1 }, (_, k) => r.rate[rateIndex(r, from, to, k - r.sidebands)]!);
        const sum = each.reduce((a, b) => a + b);
        expect(Number(row.rate) / sum).toBeCloseTo(1, 7);
        expect(Number(row.largest) / Math.max(...each)).toBeCloseTo(1, 7);
      }
    }
    const at = rates(table, 1);
    let compared = 0;
    for (const row of split!) {
      const [from, to] = String(row.process).match(/\d/gu)!.map(Number) as [number, number];
      const q = Number(row.quanta);
      if (Math.abs(q) > 2) continue;
      expect(Number(row.rate) / at.rate[rateIndex(at, from, to, q)]!).toBeCloseTo(1, 6);
      compared += 1;
    }
    expect(compared).toBeGreaterThanOrEqual(15);
    // Upward and downward quanta differ: a sign of q would be seen.
    const [a, b] = [1, -1].map((q) => Number(split!.find((x) => x.quanta === q)!.rate));
    expect(Math.abs(a! / b! - 1)).toBeGreaterThan(0.01);
  });

  test('gas-2: populations are stationary under those rates; the drive works, and the gas takes it up as heat', async () => {
    const [rows] = await tablesOf('gas-2');
    expect(rows).toHaveLength(2);
    for (const row of rows!) {
      const r = rates(table, Number(row.beta));
      const p = [0, 1, 2].map((j) => Number(row[`p${j}`]));
      const total = (from: number, to: number): number =>
        Array.from({ length: 2 * r.sidebands + 1 }, (_, k) => r.rate[rateIndex(r, from, to, k - r.sidebands)]!).reduce((a, b) => a + b);
      for (const j of [0, 1, 2]) {
        const others = [0, 1, 2].filter((k) => k !== j);
        const into = others.reduce((s, k) => s + p[k]! * total(k, j), 0);
        const out = others.reduce((s, k) => s + p[j]! * total(j, k), 0);
        expect(into / out).toBeCloseTo(1, 6);
      }
      expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect([0, 1, 2].reduce((s, j) => s + Number(row[`boltzmann${j}`]), 0)).toBeCloseTo(1, 12);
      expect(Number(row.boltzmann0)).toBeGreaterThan(Number(row.boltzmann1));
      expect(Number(row.power)).toBeGreaterThan(0);
      expect(Number(row.heat) / Number(row.power)).toBeCloseTo(1, 6);
      expect(Number(row.residual)).toBeLessThan(1e-6);
    }
  });

  test('gas-s1: a process over its reverse, which lowers the Floquet index by as much', async () => {
    const [rows] = await tablesOf('gas-s1');
    expect(rows!.length).toBeGreaterThan(2);
    let unequal = 0;
    for (const row of rows!) {
      const r = rates(table, Number(row.beta));
      const [from, to, q] = [Number(row.from), Number(row.to), Number(row.quanta)];
      const ratio = r.rate[rateIndex(r, from, to, q)]! / r.rate[rateIndex(r, to, from, -q)]!;
      expect(Number(row.ratio) / ratio).toBeCloseTo(1, 5);
      if (Math.abs(Math.log(ratio)) > 0.1) unequal += 1;
    }
    expect(unequal).toBeGreaterThan(0);
  });

  test('gas-floquet-elements: Σ q² J_q(a)² = a²/2, with a = (d_j’ − d_j) λ/ω', async () => {
    const [rows] = await tablesOf('gas-floquet-elements', { lambda: 1.3, omega: 1.1, sidebands: 20 });
    const weights = [1, 0.25, -0.8];
    const pairs = [...new Set(rows!.map((r) => String(r.pair)))];
    expect(pairs).toHaveLength(3);
    for (const pair of pairs) {
      const [from, to] = pair.match(/\d/gu)!.map(Number) as [number, number];
      const own = rows!.filter((r) => r.pair === pair);
      const a = ((weights[to]! - weights[from]!) * 1.3) / 1.1;
      for (const row of own) expect(Number(row.argument)).toBeCloseTo(a, 12);
      expect(own.reduce((s, r) => s + Number(r.share), 0)).toBeCloseTo(1, 12);
      expect(own.reduce((s, r) => s + Number(r.quanta) ** 2 * Number(r.share), 0)).toBeCloseTo((a * a) / 2, 10);
    }
  });
});
