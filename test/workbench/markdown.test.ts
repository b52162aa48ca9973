import { fc, test as property } from '@fast-check/vitest';
import { parseHTML } from 'linkedom';
import Markdown from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { codeSpan, fenced } from '../../src/text/index.js';
import { readCommand } from '../../src/workbench/commands.js';
import { markdownOf, tableOf } from '../../src/workbench/markdown.js';
import type { Item, Request } from '../../src/workbench/messages.js';
import { richOutput } from '../../src/workbench/rich-output.js';
import { Workbench } from '../../src/workbench/workbench.js';

/** A reader of Markdown that takes HTML as HTML, as a front end without care would. */
const reader = new Markdown({ html: true });
const page = (markdown: string) => parseHTML(`<html><body>${reader.render(markdown)}</body></html>`).document;

/** The tables of a page, as rows of cells. */
const tablesOf = (markdown: string): string[][][] =>
  [...page(markdown).querySelectorAll('table')].map((table: any) =>
    [...table.querySelectorAll('tr')].map((row: any) => [...row.children].map((cell: any) => cell.textContent)),
  );

/** The item with a table that a line of a dialogue shows, and its text. */
async function shown(...lines: readonly string[]): Promise<{ text: string; markdown: string; tables: string[][][] }> {
  let items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item), { rich: true });
  for (const line of lines) {
    items = [];
    await workbench.answer(
      line.startsWith(':')
        ? (readCommand(line) as unknown as Request)
        : { kind: 'run', source: { name: '<repl>', text: line }, whole: true },
    );
  }
  for (const item of items) if (item.kind === 'error') throw new Error(item.diagnostic.message);
  const outputs = items.map(richOutput).filter(({ markdown }) => markdown !== undefined);
  expect(outputs).toHaveLength(1);
  const { text, markdown } = outputs[0]!;
  return { text, markdown: markdown!, tables: tablesOf(markdown!) };
}

const chain = [
  'H = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 0.8 Sz_j Sz_<j+1>',
  'M = sum_j Sz_j',
  'hamiltonian H + M',
  'ω = 1.6',
  'drive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t)) with width = 0.1',
  'bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4',
];
/** Every cell of the tables is in the text, and every line of the text in the page. */
function expectSame({ text, markdown, tables }: { text: string; markdown: string; tables: string[][][] }): void {
  for (const cell of tables.flatMap((rows) => rows.slice(1)).flat()) expect(text).toContain(cell);
  const words = page(markdown).body.textContent;
  for (const word of text.split(/[\s,;:]+/u)) expect(words).toContain(word);
}

describe('results that are tables', () => {
  test('a steady state: observables, and the balance of energy', async () => {
    const found = await shown(...chain, ':steady 4 --observe H,M');
    const [observables, balance] = found.tables;
    expect(observables!.map(([name]) => name)).toEqual(['observable', 'H', 'M']);
    for (const [, value] of observables!.slice(1)) expect(value).toMatch(/^-?\d\.\d+$/u);
    expect(balance!.map(([name]) => name).slice(0, 3)).toEqual([
      'quantity',
      'power of the drive',
      'heat into the bath',
    ]);
    expectSame(found);
  });

  test('an ensemble: observables and Lagrange parameters', async () => {
    const { tables } = await shown(...chain, ':steady 4 --observe H --ensemble gge:H,M');
    expect(tables[0]!.map(([name]) => name)).toEqual(['observable', 'H', 'λ H', 'λ M']);
  });

  test('a comparison, in which a list that is refused has the reason beside its name', async () => {
    const found = await shown(...chain, ':steady 4 --observe H --compare gge:H gge:H,M gge:X(2,0) --rank gge:M');
    const [[head, ...rows], ...rankings] = found.tables as [string[][], ...string[][][]];
    expect(head).toEqual(['ensemble', 'charges', 'S', 'S matched', 'distance', 'H']);
    expect(rows.map(([name]) => name)).toEqual(['exact', 'gge:H', 'gge:H,M', 'gge:X(2,0)']);
    expect(rows[3]![1]).toMatch(/^[a-z-]+: /u);
    for (const [first] of rankings) expect(first).toEqual(['candidate', 'moved', 'change of H']);
    expect(rankings.length).toBe(2);
    expectSame(found);
  });

  test('charges, with their proofs', async () => {
    const found = await shown(chain[0]!, ':charges H upto 4');
    expect(found.tables).toHaveLength(1);
    // The numbers of words of C_2, C_3 and C_4 of the XXZ chain, with their ranges.
    expect(found.tables[0]!.map((row) => row.slice(0, 4))).toEqual([
      ['charge', 'terms', 'range', 'commutes with H'],
      ['C_2', '3', '2', 'proved'],
      ['C_3', '6', '3', 'proved'],
      ['C_4', '18', '4', 'proved'],
    ]);
    expect(found.text.split('\n')).toHaveLength(3);
  });

  test('charges that end: the residual is below the table', async () => {
    const { tables, markdown } = await shown(
      'A = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Sz_j Sz_<j+1> + Sz_j Sz_<j+2>',
      ':charges A upto 5',
    );
    expect(tables[0]!.at(-1)!.slice(0, 4)).toEqual(['C_3', expect.any(String), '4', 'no']);
    expect(page(markdown).querySelector('pre')!.textContent).toMatch(/^\[H, C_3\] = /u);
  });

  test('a gas: modes, populations, rates and laws', async () => {
    const found = await shown(
      'H = 1/2 (|1><1| - |2><2|) + 0.3 cos(2 t) (|1><2| + |2><1|)',
      'V = 1/2 (|1><2| + |2><1|)',
      'gas H + delta(x) V',
      ':gas 1',
    );
    const heads = found.tables.map(([head]) => head);
    expect(heads).toEqual([
      ['mode', 'quasienergy', 'mean energy'],
      ['mode', 'population', 'Boltzmann'],
      ['from → to', 'q', 'rate'],
      ['law', 'residual', 'verdict'],
    ]);
    const populations = found.tables[1]!.slice(1).map(([, p]) => Number(p));
    expect(populations[0]! + populations[1]!).toBeCloseTo(1, 9);
    expectSame(found);
  });

  test('a scan: a row for each value, and its error beside a value without a state', async () => {
    const found = await shown(...chain, ':steady 4 --observe H,M --scan ω=1.6,0');
    expect(found.tables).toHaveLength(1);
    const [head, first, second] = found.tables[0]!;
    expect(head).toEqual(['ω', 'H', 'M']);
    expect(first![0]).toBe('1.6');
    expect(Number(first![1])).not.toBeNaN();
    expect(second![0]).toBe('0');
    expect(second![1]).toMatch(/^[a-z-]+: /u);
    expectSame(found);
  });

  test('forces at a point, with the susceptibility, which is symmetric', async () => {
    const found = await shown(...chain, ':steady 4 --ensemble gge:H,M --at H=0.1,M=0.2');
    const [forces, susceptibility] = found.tables;
    expect(forces!.map(([name]) => name)).toEqual(['charge', 'H', 'M']);
    expect(forces![0]).toEqual(['charge', 'λ', 'd⟨C⟩/dt', 'F = dλ/dt']);
    expect([forces![1]![1], forces![2]![1]].map(Number)).toEqual([0.1, 0.2]);
    expect(susceptibility![0]).toEqual(['charge', 'H', 'M']);
    expect(Number(susceptibility![1]![2])).toBeCloseTo(Number(susceptibility![2]![1]), 12);
    expectSame(found);
  });

  test('an evolution: a row for each time', async () => {
    const found = await shown(...chain, ':steady 4 --observe H --ensemble gge:H,M --at H=0.1,M=0.2 --evolve 0,1,10');
    expect(found.tables).toHaveLength(1);
    const [head, ...rows] = found.tables[0]!;
    expect(head).toEqual(['time', 'λ H', 'λ M', 'H', 'H, rates', 'S(rates‖ensemble)']);
    expect(rows.map(([time]) => time)).toEqual(['0', '1', '10']);
    // At time 0 both are the state from which they start.
    expect(Number(rows[0]![3])).toBeCloseTo(Number(rows[0]![4]), 9);
    expectSame(found);
  });

  test('finite strengths: a row for each, and the limit in the last', async () => {
    const found = await shown(...chain, ':steady 4 --observe H --finite 0.1,0.01');
    const [head, ...rows] = found.tables[0]!;
    expect(head).toEqual(['s', 'distance', 'min eigenvalue', 'H']);
    expect(rows.map(([s]) => s)).toEqual(['0.1', '0.01', '0']);
    expectSame(found);
  });

  test('a gas: times, limits of temperature, scattering, and a scan', async () => {
    const model = ['H = 1/2 (|1><1| - |2><2|) + 0.3 cos(2 t) (|1><2| + |2><1|)', 'V = 1/2 (|1><2| + |2><1|)'];
    const gas = [...model, 'gas H + delta(x) V'];
    const found = await shown(...gas, ':gas 1 --times 0,5 --limits --energies 2');
    const heads = found.tables.map(([head]) => head!.join(' | '));
    for (const head of [
      'time | population 0 | population 1',
      ' | mode 0 | mode 1',
      'from → to | q | limit of β Γ',
      'from | T | R | T + R',
      'from | to | T | R | T + R',
      'from → to | directions | |T|² | channel',
    ])
      expect(heads).toContain(head);
    const times = found.tables[heads.indexOf('time | population 0 | population 1')]!;
    expect(times.slice(1).map(([time]) => time)).toEqual(['0', '5']);
    // Transmission and reflection add up to one.
    for (const row of found.tables[heads.indexOf('from | T | R | T + R')]!.slice(1))
      expect(Number(row[3])).toBeCloseTo(1, 8);
    const parameter = ['param w real', ...model.map((line) => line.replace('0.3', 'w')), 'gas H + delta(x) V'];
    const scan = await shown(...parameter, ':gas 1 --scan w=0.1,0.3');
    expect(scan.tables[0]!.map((row) => row[0])).toEqual(['w', '0.1', '0.3']);
    expectSame(scan);
  });

  test('JSON, and a workbench that was not asked have text alone', async () => {
    for (const [options, line] of [
      [{ rich: true }, ':steady 4 --observe H --json'],
      [{}, ':steady 4 --observe H'],
      [{}, ':charges H upto 3'],
    ] as const) {
      const items: Item[] = [];
      const workbench = new Workbench((item) => items.push(item), options);
      for (const text of chain) await workbench.answer({ kind: 'run', source: { name: '<repl>', text }, whole: true });
      items.length = 0;
      await workbench.answer(readCommand(line) as unknown as Request);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) expect(richOutput(item).markdown).toBeUndefined();
    }
  });
});

describe('Markdown', () => {
  test('shows what was typed as it is', () => {
    expect(fenced('a ``` b', 'text')).toBe('````text\na ``` b\n````');
    expect(codeSpan('a|b`c')).toBe('`` a\\|b`c ``');
    expect(tableOf(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | ---: |\n| 1 | 2 |');
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .array(
        fc.constantFrom(
          '<script>alert(1)</script>',
          '<img src=x onerror=alert(1)>',
          '|',
          '\\',
          '\\|',
          '`',
          '``',
          '```',
          '\n',
          '\n\n',
          '\r',
          '[a](javascript:alert(1))',
          '![a](x)',
          'www.example.com',
          'https://example.com',
          '&lt;',
          '$x$',
          '*',
          '# ',
          ' ',
          '~~~',
          '-->',
          '--- | ---',
          '\u001b[2J',
          'a',
          '1',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  property.prop([fc.array(hostile, { minLength: 1, maxLength: 4 }), hostile, hostile], { numRuns: 500 })(
    'has no other elements than tables and code, whatever is in it',
    (cells, before, after) => {
      const table = {
        columns: cells,
        rows: [cells, [...cells].reverse()],
        lines: [cells.join(' ')],
      };
      const { body } = page(markdownOf([before, table, after]));
      const names = new Set([...body.querySelectorAll('*')].map((e: any) => e.localName as string));
      for (const name of names) expect(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'pre']).toContain(name);
      expect(body.querySelectorAll('table')).toHaveLength(1);
      const rows = [...body.querySelectorAll('tr')];
      expect(rows).toHaveLength(3);
      // eslint-disable-next-line no-control-regex -- the escape is what is looked for
      expect(body.textContent).not.toMatch(/\u001b/u);
    },
  );
});
