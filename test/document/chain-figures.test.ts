import { expect, test } from 'vitest';
import { figureValues, figures } from '../../src/document/index.js';
import { records } from '../../src/drawing/index.js';
import { DenseGenerator } from '../chain/reference/generator.js';
import { DenseProgram, paperNumbers, paperText } from '../chain/reference/model.js';

const find = (name: string) => figures.find((f) => f.name === name)!;
const at = (name: string, values: Record<string, number>) => ({
  ...figureValues([find(name)], [], { quick: true }).get(find(name))!,
  ...values,
});

test('figures 3 and 4 show the state of real space', async () => {
  for (const [name, B] of [
    ['chain-3', -1],
    ['chain-4', 0],
  ] as const) {
    const { tables } = await find(name).compute(at(name, { lowest: 1, highest: 2, points: 2 }), () => {});
    for (const row of records(tables[0]!)) {
      const own = new DenseProgram(paperText, 6, { ...paperNumbers, B, eps_d: Number(row.ratio) });
      const state = new DenseGenerator(own.model()).steadyState();
      for (const x of ['H0', 'JH', 'JS'])
        if (row[x] !== undefined) expect(Number(row[x])).toBeCloseTo(state.expectation(own.operator(x)) / 6, 11);
    }
  }
});

test('figure 2: without a drive the fixed point is thermal, and forces point to it from all sides', async () => {
  const { tables } = await find('chain-2').compute(at('chain-2', {}), () => {});
  const [a, b] = records(tables[1]!);
  expect(Number(a!.beta)).toBeCloseTo(1, 9);
  expect(Number(a!.lambda3)).toBeCloseTo(0, 9);
  expect(Number(a!.rate)).toBeLessThan(0);
  // Driven: hotter.
  expect(Number(b!.beta)).toBeLessThan(0.95);
  for (const r of records(tables[0]!))
    if (r.panel === 'a')
      expect(
        Number(r.force_beta) * (1 - Number(r.beta)) + Number(r.force_lambda3) * (0 - Number(r.lambda3)),
      ).toBeGreaterThan(0);
});

test('figures 5 and 6 are one computation: parities in B', async () => {
  const five = records((await find('chain-5').compute(at('chain-5', {}), () => {})).tables[0]!);
  const six = records((await find('chain-6').compute(at('chain-6', {}), () => {})).tables[0]!);
  for (const [rows, odd, even] of [
    [five, ['JH', 'C3', 'JH_6', 'C3_6'], ['JS', 'JS_6']],
    [six, ['C1', 'C1_6'], ['H0', 'C4', 'H0_6', 'C4_6']],
  ] as const) {
    expect(Number(rows[0]!.B)).toBe(-Number(rows[2]!.B));
    for (const x of odd) expect(Number(rows[0]![x]) + Number(rows[2]![x])).toBeCloseTo(0, 10);
    for (const x of even) expect(Number(rows[0]![x]) - Number(rows[2]![x])).toBeCloseTo(0, 10);
  }
});
