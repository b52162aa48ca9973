import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';

import { scanOf } from '../../src/report/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { readCommand } from '../../src/workbench/commands.js';
import type { Item, PlotItem, Request } from '../../src/workbench/messages.js';
import { type PlotCurve, plotText, ticks } from '../../src/workbench/plot-text.js';
import { richOutput } from '../../src/workbench/rich-output.js';
import { plotOf } from '../../src/workbench/scan-plot.js';
import { Workbench } from '../../src/workbench/workbench.js';

const curve = (label: string, points: PlotCurve['points'], panel = label): PlotCurve => ({ label, panel, points });
const plot = (...curves: PlotCurve[]): string => plotText({ title: 't', abscissa: 'B', curves }, 60);

/** The rows of a panel between its head and its axis, without labels. */
const rowsOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => line.match(/[│┤](?<row>.*)$/u)?.groups?.row ?? []);

describe('a plot in the terminal', () => {
  test('a straight line goes from one corner to the other', () => {
    const rows = rowsOf(
      plot(
        curve(
          'y',
          [0, 1, 2].map((x) => [x, x] as const),
        ),
      ),
    );
    expect(rows).toHaveLength(12);
    const first = rows.map((row) => row.search(/\S/u));
    // From the top to the bottom the dots move to the left, from the last column to the first.
    expect(first).toEqual([...first].sort((a, b) => b - a));
    expect([first.at(-1), rows[0]!.length]).toEqual([0, Math.max(...rows.map((row) => row.length))]);
  });

  test('curves of one panel are told apart by letters', () => {
    const text = plot(
      curve(
        'up',
        [0, 1, 2].map((x) => [x, x] as const),
        'p',
      ),
      curve(
        'down',
        [0, 1, 2].map((x) => [x, 2 - x] as const),
        'p',
      ),
    );
    expect(text).toContain('a up   b down');
    const rows = rowsOf(text);
    expect([rows[0]!.trimEnd().at(0), rows[0]!.trimEnd().at(-1)]).toEqual(['b', 'a']);
    // Both are at 1 for x = 1.
    expect(rows.join('')).toContain('*');
  });

  test('a point without a value is a gap', () => {
    const whole = rowsOf(
      plot(
        curve(
          'y',
          [0, 1, 2, 3].map((x) => [x, 1] as const),
        ),
      ),
    ).join('');
    const gap = rowsOf(
      plot(
        curve('y', [
          [0, 1],
          [1, 1],
          [2, null],
          [3, 1],
        ]),
      ),
    ).join('');
    const dots = (text: string): number => text.replaceAll(/\s/gu, '').length;
    expect(dots(gap)).toBeLessThan(dots(whole) / 2);
    expect(plot(curve('y', [[0, null]]))).toBe('y: no value');
  });

  test('panels stand one under the other, each with the name of the parameter', () => {
    expect(
      plot(
        curve('y', [
          [0, 1],
          [1, 2],
        ]),
        curve('z', [
          [0, 1],
          [1, 2],
        ]),
      ).match(/^ +B$/gmu),
    ).toHaveLength(2);
  });

  test('ticks are round numbers within the range', () => {
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(ticks(-3, 7, 4)).toEqual([0, 5]);
    expect(ticks(130, 180, 5)).toEqual([130, 140, 150, 160, 170, 180]);
  });
});

test('a scan by its ends and the number of its values', () => {
  expect(scanOf('B=0..1:11').values).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1']);
  expect(scanOf('eps_d = -1.5..-0.5:3')).toMatchObject({ name: 'eps_d', values: ['-1.5', '-1', '-0.5'] });
  for (const bad of ['B=0..1:1', 'B=0..1:x', 'B=0..:3', 'B=..1:3', 'B=0..1:2.5'])
    expect(() => scanOf(bad)).toThrow(DiagnosticError);
});

test('failed points of a scan have no value', () => {
  const document = {
    scan: 'eps_d',
    points: [
      { eps_d: 0, observables: { JH: 1 } },
      { eps_d: 1, error: {} },
    ],
  };
  expect(plotOf(document)).toEqual({
    title: 'Steady state over ε_d',
    abscissa: 'ε_d',
    curves: [
      {
        label: '⟨J_H⟩/N',
        panel: '⟨J_H⟩/N',
        points: [
          [0, 1],
          [1, null],
        ],
      },
    ],
  });
  expect(plotOf({ observables: {} })).toBeUndefined();
});

/** The items after the last of these lines. */
async function last(lines: readonly string[], options: { rich?: boolean } = {}): Promise<Item[]> {
  let items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item), options);
  for (const line of lines) {
    items = [];
    await workbench.answer(
      line.startsWith(':')
        ? (readCommand(line) as unknown as Request)
        : { kind: 'run', source: { name: '<repl>', text: line }, whole: true },
    );
  }
  return items;
}

const isPlot = (item: Item): item is Item & PlotItem => item.kind === 'plot';

describe(':plot', () => {
  const chain = readFileSync('examples/driven-chain.spin', 'utf8');
  const gas = readFileSync('examples/driven-gas.spin', 'utf8');
  const scan = '4 --scan eps_d=0.5..1.5:3 --observe H0,JH';

  test('of a chain: the numbers of the scan, and a picture where a file is named', async () => {
    const [bare, filed] = [
      await last([chain, `:plot steady ${scan}`]),
      await last([chain, `:plot steady ${scan} --to a.svg`]),
    ];
    const shown = bare.find(isPlot)!;
    expect(shown.plot.curves.map((c) => c.label)).toEqual(['⟨H_0⟩/N', '⟨J_H⟩/N']);
    expect(shown.rich).toBeUndefined();
    const rows = (await last([chain, `:steady ${scan} --json`])).find((item) => item.kind === 'document') as {
      text: string;
    };
    const { points } = JSON.parse(rows.text) as { points: { eps_d: number; observables: { H0: number } }[] };
    expect(shown.plot.curves[0]!.points).toEqual(points.map((p) => [p.eps_d, p.observables.H0]));
    const picture = filed.find(isPlot)!;
    expect(picture.to).toBe('a.svg');
    expect(
      parseHTML(`<html><body>${picture.rich!.svg!}</body></html>`).document.querySelectorAll('circle'),
    ).toHaveLength(6);
    expect(bare.at(-1)).toEqual({ kind: 'ended', code: 0 });
  });

  test('scans of a rich workbench come with their curves', async () => {
    const items = await last([gas, ':gas 1 --scan λ=0.5..1:2'], { rich: true });
    const shown = items.find(isPlot)!;
    expect(shown.plot.curves.map((c) => c.panel)).toEqual([
      'population',
      'population',
      'population',
      'power of the drive',
    ]);
    // Populations add up to one.
    const [p0, p1, p2] = shown.plot.curves.map((c) => c.points[0]![1]!);
    expect(p0! + p1! + p2!).toBeCloseTo(1, 10);
    expect(richOutput(shown).svg).toContain('<svg');
    expect(richOutput(shown).text).toContain('a mode 0   b mode 1   c mode 2');
  });

  test('says what is missing', async () => {
    const code = async (...lines: string[]): Promise<string | undefined> =>
      (await last(lines)).flatMap((item) => (item.kind === 'error' ? [item.diagnostic.code] : []))[0];
    expect(await code(chain, ':plot steady 4')).toBe('missing-option');
    expect(await code(':plot charges')).toBe('command-usage');
    expect(readCommand(':plot')).toMatchObject({ kind: 'misused' });
    expect(await code(':figures')).toBe('unknown-command');
  });
});
