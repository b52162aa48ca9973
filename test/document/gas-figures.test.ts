import { describe, expect, test } from 'vitest';
import { figureValues, figures } from '../../src/document/index.js';
import { records } from '../../src/drawing/index.js';
import { floquetSystem } from '../../src/scattering/index.js';
import { toy } from '../floquet/models.js';

const find = (name: string) => figures.find((f) => f.name === name)!;
const values = (name: string): Record<string, number> =>
  figureValues([find(name)], [], { quick: true }).get(find(name))!;
const tablesOf = async (name: string, changed: Record<string, number> = {}) =>
  (await find(name).compute({ ...values(name), ...changed }, () => {})).tables.map(records);

test('gas-floquet-elements shows the couplings of the engine between the modes of the driven toy: gas (S62)', async () => {
  const [rows] = await tablesOf('gas-floquet-elements', { lambda: 1.7, omega: 1.1, sidebands: 6 });
  const { modes, couplings } = floquetSystem(toy(1.7));
  const [{ elements, reach }] = couplings as [(typeof couplings)[number]];
  const n = modes.levels;
  const size = (to: number, from: number, q: number): number => {
    const p = ((q + reach) * n + to) * n + from;
    return elements.re[p]! ** 2 + elements.im[p]! ** 2;
  };
  expect(rows).toHaveLength(3 * 13);
  for (const { pair, quanta, share } of rows!) {
    const [from, to] = String(pair).split(' → ').map(Number) as [number, number];
    let whole = 0;
    for (let q = -reach; q <= reach; q++) whole += size(to, from, q);
    expect(Math.abs(Number(share) - size(to, from, Number(quanta)) / whole)).toBeLessThan(1e-12);
  }
});

describe('gas-1', () => {
  test('its quanta run from −n to n and add up to the total rate at the same temperature', async () => {
    const beta = 0.9;
    const [totals, quanta] = await tablesOf('gas-1', { hottest: beta, coldest: 2 * beta, points: 2, beta });
    const most = Math.max(...quanta!.map((r) => Number(r.quanta)));
    expect(Math.min(...quanta!.map((r) => Number(r.quanta)))).toBe(-most);
    for (const { beta: at, process, rate, largest } of totals!) {
      if (at !== beta) continue;
      const own = quanta!.filter((r) => r.process === process);
      expect(own).toHaveLength(2 * most + 1);
      expect(own.reduce((s, r) => s + Number(r.rate), 0) / Number(rate)).toBeCloseTo(1, 10);
      expect(Math.max(...own.map((r) => Number(r.rate)))).toBeCloseTo(Number(largest), 10);
    }
  });

  test('without a drive there are no quanta, and rates up and down are in the ratio of Boltzmann factors', async () => {
    const beta = 1.3;
    const [, quanta] = await tablesOf('gas-1', { lambda: 0, flux: 0, beta });
    const levels = [0, values('gas-1').level2!, values('gas-1').level3!];
    const rate = (process: string) => quanta!.find((r) => r.process === process && r.quanta === 0)!.rate;
    for (const r of quanta!) if (r.quanta !== 0) expect(r.rate).toBe(0);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const ratio = Number(rate(`${a} → ${b}`)) / Number(rate(`${b} → ${a}`));
      expect(ratio / Math.exp(-beta * (levels[b]! - levels[a]!))).toBeCloseTo(1, 9);
    }
  });
});

test('gas-boltzmann: slopes against 1/ln(1/β), where a drive along the levels tends to the Boltzmann slope', async () => {
  const [rows] = await tablesOf('gas-boltzmann');
  const { gap } = values('gas-boltzmann');
  for (const r of rows!) {
    expect(Number(r.inverseLogarithm) * -Math.log(Number(r.beta))).toBeCloseTo(1, 12);
    expect(Number(r.ratio) * Number(r.boltzmann)).toBeCloseTo(Number(r.slope), 12);
    if (r.drive !== 'commuting') continue;
    // −(ε_0 − ε̄)/2 with ε_1 − ε_0 = gap for a drive along the levels: gas (11)
    expect(Number(r.boltzmann)).toBeCloseTo(gap! / 4, 9);
    // The limit is approached as 1/ln(1/β).
    expect(Math.abs(Number(r.ratio) - 1)).toBeLessThan(0.5 * Number(r.inverseLogarithm));
  }
});
