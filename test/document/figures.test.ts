import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { type Figure, chooseFigures, figure, figureValues, figures, renderFigure } from '../../src/document/index.js';
import { csvText, sheet, table } from '../../src/drawing/index.js';
import { spinlaw } from '../cli/run.js';

const quick = (one: Figure): Record<string, number> => figureValues([one], [], { quick: true }).get(one)!;

/** Another value of a parameter, inside its range. */
function another({ from, to, whole }: Figure['parameters'][string], value: number): number {
  if (whole) return value < to ? value + 1 : value - 1;
  const up = value === 0 ? (to - from) / 10 : value * 1.1;
  return up <= to && up >= from ? up : value * 0.9;
}

test('names are file names, once; parameters are in their ranges', () => {
  expect(new Set(figures.map((f) => f.name)).size).toBe(figures.length);
  for (const f of figures) {
    expect(f.name).toMatch(/^(?:gas|chain|ensembles)-[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    expect(f.source).toMatch(/^(?:gas|chain)\b/u);
    for (const [name, { value, from, to, whole }] of Object.entries(f.parameters)) {
      for (const v of [value, f.quick[name] ?? value]) {
        expect(v >= from && v <= to, `${f.name} ${name}`).toBe(true);
        if (whole) expect(Number.isInteger(v)).toBe(true);
      }
      // There are no half sites, points or sidebands.
      if (['ring', 'points', 'sidebands'].includes(name)) expect(whole, `${f.name} ${name}`).toBe(true);
    }
    for (const name of Object.keys(f.quick)) expect(Object.keys(f.parameters)).toContain(name);
  }
});

describe.each(figures.map((f) => [f.name, f] as const))('%s', (_, one) => {
  let made: ReturnType<typeof renderFigure> | undefined;
  const rendered = (): ReturnType<typeof renderFigure> => (made ??= renderFigure(one, quick(one)));

  test('has a picture with its title and axes, and tables with their columns', async () => {
    const made = await rendered();
    const { document } = parseHTML(made.svg.text);
    expect(made.svg.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
    expect(document.querySelectorAll('title')[0]!.textContent).toBe(one.title);
    expect(document.querySelectorAll('[aria-label="x-axis label"]').length).toBeGreaterThan(0);
    expect(document.querySelectorAll('[aria-label="y-axis label"]').length).toBeGreaterThan(0);
    expect(made.svg.text).not.toMatch(/NaN|undefined|Infinity/u);
    const back = JSON.parse(made.json.text);
    expect(back.tables).toEqual(made.data.tables);
    expect(back.tables[0].rows.length).toBeGreaterThan(1);
    expect(made.csv[0]!.text.split('\r\n')).toHaveLength(back.tables[0].rows.length + 2);
  });

  test('its data change with its first parameter', async () => {
    const values = quick(one);
    const [name, parameter] = Object.entries(one.parameters)[0]!;
    const before = (await rendered()).data;
    const after = await one.compute({ ...values, [name]: another(parameter, values[name]!) }, () => {});
    expect(after.tables).not.toEqual(before.tables);
    // The picture is drawn from the data alone.
    expect(one.plot(after, values)).not.toBe(one.plot(before, values));
  });
});

test('a table refuses what no reader could use', () => {
  const columns = [
    { name: 'x', unit: 'E', about: '' },
    { name: 'y', unit: '1', about: '' },
  ];
  expect(() => table('t', columns, [[1, Number.NaN]])).toThrow(/y in the table t is not finite/u);
  expect(() => table('t', columns, [[1]])).toThrow(/1 cells under 2 columns/u);
  expect(
    csvText(
      table('t', columns, [
        [0.1, 'a "b", c'],
        [1e-300, null],
      ]),
    ),
  ).toBe('x [E],y\r\n0.1,"a ""b"", c"\r\n1e-300,\r\n');
});

test('titles are escaped', () => {
  expect(sheet('a < b & c', [[{ width: 1, height: 1, text: '<svg />' }]])).toContain('a &lt; b &amp; c');
});

const toy = figure({
  name: 'gas-toy',
  title: 't',
  source: 'gas',
  caption: '',
  parameters: {
    lambda: { value: 1, unit: '1', about: '', from: 0, to: 2 },
    points: { value: 5, unit: '1', about: '', from: 2, to: 9, whole: true },
  },
  quick: { points: 2 },
  seconds: 1,
  compute: () => ({ tables: [], remarks: [] }),
  plot: () => '',
});

test('settings are numbers or scalars of the language, inside the range', () => {
  const value = (...settings: string[]): Record<string, number> => figureValues([toy], settings).get(toy)!;
  expect(value('λ = 1/4', 'points=9')).toEqual({ lambda: 0.25, points: 9 });
  expect(value('lambda=1e-3').lambda).toBe(1e-3);
  expect(value('lambda=sqrt(2)').lambda).toBe(Math.SQRT2);
  expect(figureValues([toy], ['lambda=2'], { quick: true }).get(toy)).toEqual({ lambda: 2, points: 2 });
  for (const bad of [
    'lambda=3',
    'lambda=x',
    'lambda=',
    'lambda=i',
    'points=2.5',
    'lamda=1',
    'mu=1',
    'lambda',
    'lambda=1/0',
    'toString=1',
  ]) {
    expect(() => value(bad), bad).toThrow(expect.objectContaining({ name: 'DiagnosticError' }));
  }
});

test('patterns choose in the order of the list; an unknown name gets a proposal', () => {
  expect(chooseFigures(figures, ['*'])).toEqual(figures);
  expect(chooseFigures(figures, ['gas-*']).every((f) => f.name.startsWith('gas-'))).toBe(true);
  expect(() => chooseFigures([toy], ['gas-toi'])).toThrow(
    expect.objectContaining({
      diagnostic: expect.objectContaining({ code: 'unknown-figure', hint: 'did you mean gas-toy?' }),
    }),
  );
});

describe('the command', () => {
  test('writes the files it lists', () => {
    const out = mkdtempSync(join(tmpdir(), 'figures-'));
    try {
      const run = spinlaw([
        'figures',
        'gas-floquet-elements',
        '--out',
        join(out, 'new'),
        '--set',
        'lambda=2',
        '--json',
      ]);
      expect(run.code).toBe(0);
      const [one] = run.json.figures;
      expect(one).toMatchObject({ name: 'gas-floquet-elements', parameters: { lambda: 2 } });
      expect(one.files).toEqual([one.svg, one.csv, one.json]);
      for (const file of one.files) expect(existsSync(file)).toBe(true);
      expect(JSON.parse(readFileSync(one.json, 'utf8')).parameters.lambda.value).toBe(2);
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  test('refuses with a code and a mend', () => {
    expect(spinlaw(['figures', '--json']).json.error.code).toBe('missing-option');
    expect(spinlaw(['figures', 'gas-floquet-element', '--out', 'x', '--json']).json.error).toMatchObject({
      code: 'unknown-figure',
      hint: 'did you mean gas-floquet-elements?',
    });
    expect(spinlaw(['figures', 'gas-floquet-elements', '--out', '/dev/null/x', '--json']).json.error.code).toBe(
      'unwritable',
    );
    expect(spinlaw(['figures', '--list']).out.trim().split('\n')).toHaveLength(figures.length);
  });
});
