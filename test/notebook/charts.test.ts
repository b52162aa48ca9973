import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { chartSentence, chartsOf, chartsOfPlot } from '../../src/notebook/charts.js';
import { pythonText } from '../../src/notebook/python-text.js';
import { type Item, Workbench } from '../../src/workbench/index.js';
import { plotOf } from '../../src/workbench/scan-plot.js';

describe('the charts of an answer', () => {
  test('show each observable of a scan, with gaps where there is no state, and its name as in print', () => {
    const plot = plotOf({
      scan: 'Delta',
      points: [
        { Delta: -1, observables: { JH: 0.5, C1: 2 } },
        { Delta: 0, error: { code: 'x' } },
        { Delta: 1, observables: { JH: -0.5, C1: 2 } },
      ],
    });
    const charts = chartsOfPlot(plot!);
    const points = (...values: readonly (number | null)[]) => values.map((y, k) => [k - 1, y]);
    const chart = (label: string, ...values: readonly (number | null)[]) => ({
      kind: 'curves',
      x: 'Δ',
      y: label,
      curves: [{ label, points: points(...values) }],
    });
    expect(charts).toEqual([chart('⟨J_H⟩/N', 0.5, null, -0.5), chart('⟨C_1⟩/N', 2, null, 2)]);
    expect(chartSentence(charts[0]!)).toBe('⟨J_H⟩/N over Δ: from −0.5 to 0.5');
  });

  test('show the rates of a gas, the largest first, and no rate of a level to itself', () => {
    const rates = [
      { from: 0, to: 1, quanta: -1, rate: 0.1 },
      { from: 1, to: 0, quanta: 2, rate: 0.3 },
      { from: 1, to: 1, quanta: 1, rate: 9 },
      { from: 0, to: 1, quanta: 0, rate: 0 },
    ];
    expect(chartsOf({ results: [{ beta: 1, rates }] })).toEqual([
      {
        kind: 'rates',
        x: 'rate Γ',
        y: 'transition',
        rows: [
          { label: '1 → 0, q = +2', value: 0.3 },
          { label: '0 → 1, q = −1', value: 0.1 },
        ],
      },
    ]);
  });

  test('show populations, power and heat over the temperature', () => {
    const at = (p: number) => ({ populations: [p, 1 - p], power: p, heat: p });
    const [populations, power] = chartsOf({
      results: [
        { beta: 1, ...at(0.25) },
        { beta: 2, ...at(0.5) },
      ],
    });
    const points = (first: number, second: number) => [
      [1, first],
      [2, second],
    ];
    expect(populations).toMatchObject({
      x: 'β',
      curves: [
        { label: 'p_0', points: points(0.25, 0.5) },
        { label: 'p_1', points: points(0.75, 0.5) },
      ],
    });
    expect(power).toMatchObject({ curves: [{ label: 'power' }, { label: 'heat' }] });
  });

  test('show populations of a scan of a gas in one chart, and the power in another', () => {
    const at = (p: number) => [{ beta: 1, populations: [p, 1 - p], power: p, heat: p }];
    const document = {
      scan: 'lambda',
      points: [
        { lambda: 1, results: at(0.25) },
        { lambda: 2, results: at(0.5) },
      ],
    };
    expect(chartsOf(document)).toEqual([]);
    expect(chartsOfPlot(plotOf(document)!)).toMatchObject([
      { x: 'λ', y: 'population', curves: [{ label: 'mode 0' }, { label: 'mode 1' }] },
      { x: 'λ', y: 'power of the drive', curves: [{ label: 'power' }] },
    ]);
  });

  test.each([undefined, 3, [], {}, { scan: 'B' }, { results: [{}] }, { scan: 1, points: [] }])(
    'are none for %j',
    (document) => {
      expect(chartsOf(document)).toEqual([]);
    },
  );
});

/** The document that a request shows. */
async function documentOf(statement: string, request: Parameters<Workbench['answer']>[0]): Promise<string> {
  const items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item));
  await workbench.answer({ kind: 'run', source: { name: 'cell', text: statement }, whole: true });
  await workbench.answer(request);
  const last = items.findLast((item) => item.kind === 'document' || item.kind === 'error');
  return last?.kind === 'document' ? last.text : `error: ${last?.kind === 'error' ? last.diagnostic.code : 'none'}`;
}

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.log('SKIPPED: operators in Python, for there is no python3');

describe('a result for other programs', () => {
  test.skipIf(!python)(`has no reserved word of Python as a parameter${python ? '' : ' (SKIPPED: no python3)'}`, () => {
    const listed = spawnSync('python3', ['-c', 'import keyword; print(*keyword.kwlist)'], { encoding: 'utf8' });
    const words = listed.stdout.trim().split(' ');
    expect(words).toContain('yield');
    const coefficient = [...words, 'match', 'type', 'case', 'complex'].join('*');
    const text = pythonText(
      JSON.stringify({ kind: 'operator', terms: [{ string: 'X', site: 0, weight: 'local', coefficient }] }),
    );
    const { stdout, stderr } = spawnSync('python3', ['-c', `${text}\nprint(terms(*[2] * ${words.length + 4}))`], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe(`[('X', 0, ${2 ** (words.length + 4)})]`);
  });

  test.skipIf(!python)(
    `is a function of its parameters in Python${python ? '' : ' (SKIPPED: no python3)'}`,
    async () => {
      const json = await documentOf('sum_j (-1)^j sqrt(2) λ J^(1/2) X_j Z_<j+1> + 3/4 i Y_j', {
        kind: 'write',
        form: 'json',
        expression: '%1',
      });
      const text = `${pythonText(json)}
for letters, site, c in terms(j=3, J=4, lambda_=1.5):
    print(letters, site, complex(c).real, complex(c).imag)
`;
      const { stdout, stderr } = spawnSync('python3', ['-c', text], { encoding: 'utf8' });
      expect(stderr).toBe('');
      const found = new Map(
        stdout
          .trim()
          .split('\n')
          .map((line) => [line.split(' ')[0]!, line.split(' ').slice(1).map(Number)]),
      );
      // At j = 3: −√2 · 3/2 · √4, and 3i/4.
      expect(found.get('XZ')![0]).toBe(3);
      expect(found.get('XZ')![1]).toBeCloseTo(-Math.SQRT2 * 3, 12);
      expect(found.get('Y')).toEqual([3, 0, 0.75]);
    },
  );

  test('is exported on a ring, or refused with the reason', async () => {
    const ask = { kind: 'export', format: 'qiskit', expression: '%1', sites: 2 } as const;
    // On a ring of two sites each bond is there twice: 2 · 1/4.
    expect(await documentOf('sum_j Sz_j Sz_<j+1>', ask)).toContain('("ZZ", 0.5)');
    expect(await documentOf('sum_j J Sz_j Sz_<j+1>', ask)).toMatch(/^error: /u);
    expect(await documentOf('sum_j Sz_j', { ...ask, format: 'nothing' })).toBe('error: unknown-format');
  });
});
