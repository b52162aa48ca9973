import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, test } from 'vitest';
import { curveStyle, drawCurves, scanFigure, symbolText, symbolWidth, table } from '../../src/drawing/index.js';
import { refinedRows } from '../../src/document/figures/adaptive.js';
import { scanOf } from '../../src/report/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { spinlaw } from '../cli/run.js';

const svg = (text: string): any => parseHTML(`<html><body><svg>${text}</svg></body></html>`).document;

describe('labels of figures', () => {
  test('subscripts and superscripts are moved and come back to the line', () => {
    for (const [label, pieces] of [
      ['⟨J_H⟩/N', ['H']],
      ['ε_d/ε_ph', ['d', 'ph']],
      ['|W^q|²', ['q']],
      ['e^{−βH}', ['−βH']],
      ['plain', []],
    ] as const) {
      const document = svg(`<text>${symbolText(label)}</text>`);
      expect(document.querySelector('text').textContent).toBe(label.replaceAll(/[_^]|\{|\}/gu, ''));
      const spans = [...document.querySelectorAll('tspan')];
      expect(spans.filter((s: any) => s.getAttribute('font-size')).map((s: any) => s.textContent)).toEqual(pieces);
      // The moves, in units of the letters on the line, add up to nothing where the label goes on.
      let at = 0;
      for (const s of spans as any[]) {
        at += parseFloat(s.getAttribute('dy') ?? '0') * (s.getAttribute('font-size') ? 0.75 : 1);
        if (!s.getAttribute('font-size')) expect(at).toBeCloseTo(0, 2);
      }
    }
  });

  test('text in a label stays text, and lowered letters are narrower', () => {
    const document = svg(`<text>${symbolText('<b onclick=x>_<i>^{<img src=x>}')}</text>`);
    expect(document.querySelectorAll('b, i, img')).toHaveLength(0);
    expect(symbolWidth('J_H')).toBeLessThan(symbolWidth('J__'));
  });
});

describe('curves', () => {
  const styles = Array.from({ length: 14 }, (_, k) => curveStyle(k));

  test('two curves differ without their colours', () => {
    for (const [a, one] of styles.entries())
      for (const other of styles.slice(a + 1)) expect([one.dash, one.marker]).not.toEqual([other.dash, other.marker]);
    const seven = styles.slice(0, 7);
    expect(new Set(seven.map((s) => s.dash)).size).toBe(7);
    expect(new Set(seven.map((s) => s.marker)).size).toBe(7);
  });

  test('labels at the ends of curves that end together do not overlap', () => {
    const ends = [0.5, 0.501, 0.502, 0.9, 0];
    const { text } = drawCurves(
      { width: 400, height: 300, marginRight: 80 },
      ends.map((y, k) => ({
        label: `curve ${k}`,
        style: curveStyle(k),
        points: [
          { x: 0, y: 0.2 },
          { x: 1, y },
        ],
      })),
    );
    const shift = (transform: string | null): number =>
      Number(/,\s*(?<y>-?[\d.]+)\)/u.exec(transform ?? '')?.groups!.y ?? 0);
    const places = [...svg(text).querySelectorAll('g[aria-label=text]')].map(
      (g: any) => shift(g.getAttribute('transform')) + shift(g.querySelector('text').getAttribute('transform')),
    );
    expect(places).toHaveLength(5);
    const sorted = [...places].sort((a, b) => a - b);
    for (const [k, y] of sorted.slice(1).entries()) expect(y - sorted[k]!).toBeGreaterThan(12.4);
    expect(sorted.at(-1)!).toBeLessThan(300);
  });

  test('a row without a value is a gap, and every panel has its curves', () => {
    const columns = ['x', 'a', 'b'].map((name) => ({ name, unit: '1', about: '' }));
    const drawn = scanFigure(
      'scan',
      table('scan', columns, [
        [0, 1, 2],
        [1, null, 3],
        [2, 2, 5],
      ]),
      [
        { column: 'a', label: 'a', panel: 'p' },
        { column: 'b', label: 'b', panel: 'q' },
      ],
    );
    const lines = [...svg(drawn).querySelectorAll('[aria-label=line] path')].map((path: any) => path.getAttribute('d'));
    // The line of the first curve begins anew after its gap.
    expect(lines.map((d) => d.split('M').length - 1)).toEqual([2, 1]);
    const dots = [...svg(drawn).querySelectorAll('[aria-label=dot]')].map((g: any) => g.children.length);
    expect(dots).toEqual([2, 3]);
  });
});

describe('points where curves turn', () => {
  const even = Array.from({ length: 9 }, (_, k) => k / 8);
  const added = (f: (x: number) => number | null, further = 6): number[] =>
    refinedRows(even, (x) => [x, f(x)], { columns: [1], further, axis: 'linear' })
      .map((row) => Number(row[0]))
      .filter((x) => !even.includes(x));

  test('a kink is surrounded by points, a straight line has none', () => {
    const points = added((x) => Math.abs(x - 0.3));
    expect(points.length).toBeGreaterThan(2);
    for (const x of points) expect(Math.abs(x - 0.3)).toBeLessThan(0.15);
    expect(added((x) => 3 * x - 1)).toEqual([]);
    expect(added(() => 7)).toEqual([]);
  });

  test('the places ascend, a missing value does no harm, and the number is limited', () => {
    const rows = refinedRows(even, (x) => [x, x === 0.5 ? null : Math.tanh(40 * (x - 0.4))], {
      columns: [1],
      further: 4,
      axis: 'linear',
    });
    expect(rows).toHaveLength(13);
    for (const [k, row] of rows.slice(1).entries()) expect(Number(row[0])).toBeGreaterThan(Number(rows[k]![0]));
  });

  test('on a logarithmic axis a point is the geometric mean of its neighbours', () => {
    const rows = refinedRows([1, 4, 16], (x) => [x, x < 10 ? 0 : 1], { columns: [1], further: 1, axis: 'logarithmic' });
    const [x] = rows.map((row) => Number(row[0])).filter((v) => ![1, 4, 16].includes(v));
    expect([2, 8].some((mean) => Math.abs(x! - mean) < 1e-9)).toBe(true);
  });
});

describe('scans by their number of points', () => {
  const codeOf = (text: string): string | undefined => {
    try {
      scanOf(text);
    } catch (error) {
      if (error instanceof DiagnosticError) return error.code;
      throw error;
    }
    return undefined;
  };

  test('both ends belong to it', () => {
    expect(scanOf('B=-1..1:5').values).toEqual(['-1', '-0.5', '0', '0.5', '1']);
    expect(scanOf('eps_d=0.2..4:20').values.length).toBe(20);
    for (const bad of [
      'B=-1..1',
      'B=-1..1:1',
      'B=..1:3',
      'B=1..1:3',
      'B=1..2:x',
      'B=1..2:3:4',
      'B=1..2:99999',
      'B=a..2:3',
    ])
      expect([bad, codeOf(bad)]).toEqual([bad, 'bad-scan']);
  });
});

describe('figures --script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-scan-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a scan of a driven chain is a picture with its numbers beside it', () => {
    const asked = ['--script', 'examples/driven-chain.spin', '--scan', 'eps_d=0.5..1.5:3', '--ring', '6'];
    const { code, json } = spinlaw(['figures', ...asked, '--observe', 'H0,JH', '--out', folder, '--json']);
    expect(code).toBe(0);
    const [picture, numbers] = ['svg', 'csv'].map((ending) =>
      readFileSync(join(folder, `driven-chain-scan.${ending}`), 'utf8'),
    );
    const rows = numbers!
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['eps_d', 'H0', 'JH']);
    // The same numbers as the answer, which `steady --scan` gives.
    expect(rows.slice(1).map((row) => row.map(Number))).toEqual(
      json.points.map((p: any) => [p.eps_d, p.observables.H0, p.observables.JH]),
    );
    expect(json.files.map((name: string) => name.split('.').at(-1))).toEqual(['svg', 'csv', 'json']);
    expect(parseHTML(picture!).document.querySelectorAll('svg svg').length).toBe(2);
  });

  test('options of the other engine, and of figures of papers, are refused with a line that works', () => {
    for (const [args, code] of [
      [['--script', 'examples/driven-chain.spin', '--out', folder], 'missing-option'],
      [
        ['--script', 'examples/driven-chain.spin', '--scan', 'B=0..1:2', '--beta', '1', '--out', folder],
        'option-alone',
      ],
      [
        ['--script', 'examples/driven-gas.spin', '--scan', 'lambda=0..1:2', '--ring', '6', '--out', folder],
        'option-alone',
      ],
      [['chain-4', '--scan', 'B=0..1:2', '--out', folder], 'option-alone'],
      [['chain-4', '--script', 'examples/driven-chain.spin', '--out', folder], 'option-alone'],
      [['--script', 'examples/driven-chain.spin', '--scan', 'B=0..1:2', '--of', 'x', '--out', folder], 'option-value'],
    ] as const) {
      const { code: exit, json } = spinlaw(['figures', ...args, '--json']);
      expect([args, exit, json.error.code]).toEqual([args, 2, code]);
    }
  });
});
