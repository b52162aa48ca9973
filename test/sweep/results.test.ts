import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { sweptCommands } from '../../src/cli/sweep-commands.js';
import {
  type Sweep,
  SweepStore,
  manifestSchema,
  plotResults,
  readManifest,
  resultTable,
  selectedPoint,
  selectedPoints,
  tableFile,
  tableRecords,
} from '../../src/sweep/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { runFake, sweepOf, temporaryFolder } from './kit.js';
import { fits } from './schema.js';

const folder = temporaryFolder();
const sweep: Sweep = sweepOf({
  list: [
    { x: 1.5, label: 'a "quoted", text' },
    { x: 2, label: 'Δ' },
    { x: 3, label: 'c', does: 'refuse' },
    { x: 4, label: 'd', does: 'limit' },
    { x: 5, label: 'e', '--flag': true },
    { x: 6, label: 'not run' },
  ],
});
let store: SweepStore;

beforeAll(async () => {
  store = SweepStore.make(`${folder}/store`);
  await runFake(sweep.points.slice(0, 5), store);
});

describe('a table of results', () => {
  test('has a row for each answer, and says which points have none', () => {
    const table = resultTable(sweep, store);
    expect(table.columns).toEqual(['point', 'x', 'label', 'does', '--flag', 'square', 'list.0.y', 'code', 'error']);
    expect(table.rows).toEqual([
      [1, 1.5, 'a "quoted", text', null, null, 2.25, -1.5, 0, null],
      [2, 2, 'Δ', null, null, 4, -2, 0, null],
      [3, 3, 'c', 'refuse', null, null, null, 2, 'no-hamiltonian at 3'],
      [4, 4, 'd', 'limit', null, null, null, 3, 'out-of-memory at 4'],
      [5, 5, 'e', null, true, 25, -5, 0, null],
    ]);
    expect(table.missing.map((p) => p.index)).toEqual([6]);
    expect(table.failed.map((p) => p.index)).toEqual([4]);
  });

  test('has the columns that patterns choose, in their order', () => {
    expect(resultTable(sweep, store, ['list.*', 'x']).columns).toEqual(['list.0.y', 'x']);
    expect(() => resultTable(sweep, store, ['x', 'nothing.*'])).toThrow(/no result has a column nothing/u);
  });

  test('is the same, read back from CSV, JSON and Parquet', async () => {
    const table = resultTable(sweep, store);
    const records = tableRecords(table);
    expect(JSON.parse(tableFile(table, 'json') as string)).toEqual(records);
    const parquet = tableFile(table, 'parquet') as Uint8Array;
    const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength) as ArrayBuffer;
    const back = await parquetReadObjects({ file });
    expect(
      back.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? null]))),
    ).toEqual(records);
    const [head, ...lines] = parseCsv(tableFile(table, 'csv') as string);
    expect(head).toEqual(table.columns);
    expect(lines).toEqual(table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
  });
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,]*))/gu)].map(
        ({ groups }) => groups!['quoted']?.replaceAll('""', '"') ?? groups!['plain']!,
      ),
    );
}

describe('points are selected', () => {
  test('by what varies, by number and by the beginning of a key', () => {
    expect(selectedPoints(sweep, ['x=15e-1']).map((p) => p.index)).toEqual([1]);
    expect(selectedPoint(sweep, ['#4']).index).toBe(4);
    expect(selectedPoint(sweep, [sweep.points[2]!.key.slice(0, 12)]).index).toBe(3);
    expect(() => selectedPoint(sweep, [])).toThrow(/6 points/u);
    expect(() => selectedPoint(sweep, ['x=7'])).toThrow(/no point/u);
    expect(() => selectedPoint(sweep, ['z=7'])).toThrow(/nothing called z/u);
  });
});

describe('a plot', () => {
  const grid = sweepOf({ grid: { b: [1, 2], x: [1, 2, 3] } });
  test('has a panel for each quantity and a curve for each value of the series', async () => {
    const other = SweepStore.make(`${folder}/grid`);
    await runFake(grid.points, other);
    const table = resultTable(grid, other);
    const svg = plotResults('title', table, { x: 'x', y: ['square', 'list.0.y'], series: 'b' });
    expect(svg.startsWith('<svg')).toBe(true);
    for (const text of ['b = 1', 'b = 2', 'square', 'list.0.y', 'title']) expect(svg).toContain(text);
    expect(() => plotResults('t', table, { x: 'x', y: ['square'] })).toThrow(/several results/u);
    expect(() => plotResults('t', table, { x: 'x', y: ['nothing'] })).toThrow(/no result has a column nothing/u);
  });
});

describe('the schema of manifests', () => {
  const schema = manifestSchema(sweptCommands);
  const head = { 'spinlaw-sweep': 1, command: 'steady', input: 'hamiltonian sum_j Z_j', options: { '--ring': 4 } };
  const accepted: readonly object[] = [
    { ...head, grid: { B: '-2:2:0.5', T: [1, '1/2'], '--populations': [true, false] } },
    {
      ...head,
      title: 'a title',
      set: { Delta: 1 },
      list: [{ B: 1 }, { B: 2, '--ring-size': undefined, '--observe': 'H0' }],
    },
    {
      ...head,
      sample: {
        count: 3,
        seed: 1,
        ranges: {
          B: [0, 1],
          T: { from: 1, to: 2, scale: 'log' },
          n: { from: 1, to: 2, whole: true },
          c: { of: [1, 'x'] },
        },
      },
    },
    { ...head, options: { '--ring': '4', '--compare': ['gge:C1', 'gge:C1,C2'] }, grid: { B: [1] } },
    { 'spinlaw-sweep': 1, command: 'check', input: ['charges.range'], grid: { '--seed': '1:10:1' } },
    { 'spinlaw-sweep': 1, command: 'charges', options: { '--model': 'xxz' }, grid: { Delta: [1] } },
  ];
  const refused: readonly object[] = [
    { command: 'steady', grid: { B: [1] } },
    { ...head, 'spinlaw-sweep': 2, grid: { B: [1] } },
    { ...head, command: 'eval', grid: { B: [1] } },
    { ...head },
    { ...head, grid: {}, list: [{ B: 1 }] },
    { ...head, grid: {} },
    { ...head, grid: { B: 1 } },
    { ...head, grid: { B: [] } },
    { ...head, grid: { '--scan': ['B=1'] } },
    { ...head, options: { ring: 4 }, grid: { B: [1] } },
    { ...head, options: { '--ring': true }, grid: { B: [1] } },
    { ...head, options: { '--populations': 1 }, grid: { B: [1] } },
    { ...head, grid: { B: [1] }, more: 1 },
    { ...head, set: { B: [1] }, grid: { T: [1] } },
    { ...head, list: [] },
    { ...head, list: [{ B: [1] }] },
    { ...head, sample: { count: 0, seed: 1, ranges: { B: [0, 1] } } },
    { ...head, sample: { count: 1, ranges: { B: [0, 1] } } },
    { ...head, sample: { count: 1, seed: 1, ranges: { B: [0] } } },
    { ...head, sample: { count: 1, seed: 1, ranges: { B: { from: 0, to: 1, scale: 'cubic' } } } },
    { 'spinlaw-sweep': 1, command: 'check', grid: { '--seed': [1] } },
  ];
  const isRead = (fields: object): boolean => {
    try {
      readManifest({ name: 'm.json', text: JSON.stringify(fields) }, '.', sweptCommands);
      return true;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return false;
    }
  };
  const plain = (fields: object): unknown => JSON.parse(JSON.stringify(fields));

  test.each(accepted.map((m) => [JSON.stringify(m), m] as const))('accepts, as the reader does, %s', (_, fields) => {
    expect([isRead(fields), fits(schema, plain(fields))]).toEqual([true, true]);
  });
  test.each(refused.map((m) => [JSON.stringify(m), m] as const))('refuses, as the reader does, %s', (_, fields) => {
    expect([isRead(fields), fits(schema, plain(fields))]).toEqual([false, false]);
  });
});
