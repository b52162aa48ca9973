import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweptCommands } from '../../src/cli/sweep-commands.js';
import {
  type Sweep,
  canonicalJson,
  checkTasks,
  exactNumber,
  readManifest,
  taskKey,
  taskText,
} from '../../src/sweep/index.js';
import { DiagnosticError, placeOf } from '../../src/text/index.js';
import { sweepOf, temporaryFolder } from './kit.js';

const folder = temporaryFolder();
writeFileSync(
  join(folder, 'chain.spin'),
  'hamiltonian sum_j S_j·S_<j+1> - B sum_j Sz_j\nbath sum_j (Sx_j + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = T, frequency = 1, width = 1\n',
);
writeFileSync(join(folder, 'broken.spin'), 'hamiltonian sum_j (\n');

const read = (text: string): Sweep => readManifest({ name: 'm.json', text }, folder, sweptCommands);

interface Mistake {
  readonly code: string;
  readonly at: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The codes, the lines, the marked texts and the messages of all that is refused. */
function mistakes(body: () => unknown): Mistake[] {
  try {
    body();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return [error.diagnostic, ...error.further].map(({ code, message, span, hint }) => ({
      code,
      message,
      hint,
      at: span ? `${placeOf(span).line}: ${span.source.text.slice(span.start, span.end)}` : '',
    }));
  }
  return [];
}

const refusal = (body: () => unknown): Mistake | undefined => mistakes(body)[0];

const head = '{"spinlaw-sweep": 1, "command": "steady", "input": "chain.spin", "options": {"--ring": 4},\n';

describe('a manifest is refused at the place of its mistake', () => {
  test.each([
    ['{"command": "steady"}', 'bad-manifest', '1: {"command": "steady"}', '"spinlaw-sweep" is missing'],
    ['{"spinlaw-sweep": 2}', 'bad-manifest', '1: 2', 'version 1, not 2'],
    ['{"spinlaw-sweep": 1}', 'bad-manifest', '1: {"spinlaw-sweep": 1}', '"command" is missing'],
    ['{"spinlaw-sweep": 1,\n"command": "eval"}', 'bad-manifest', '2: "eval"', 'cannot run "eval"'],
    ['{"spinlaw-sweep": 1,\n"comand": "steady"}', 'bad-manifest', '2: "comand"', 'no field "comand"'],
    ['{"spinlaw-sweep": 1,', 'json-syntax', '', 'the text is no JSON'],
    [`${head}"grid": {"B": [0, 1]}, "grid": {}}`, 'json-twice', '2: "grid"', '"grid"'],
    [`${head}"grid": {"B": [0, 1]}, "list": []}`, 'bad-manifest', '2: []', 'exclude each other'],
    [`${head}"set": {"B": 1}}`, 'bad-manifest', undefined, 'nothing says which points'],
    [`${head}"grid": {}}`, 'bad-manifest', '2: {}', 'no points'],
    [`${head}"grid": {"B": []}}`, 'bad-manifest', '2: []', 'empty'],
    [`${head}"grid": {"B": 1}}`, 'bad-manifest', '2: 1', 'a list or a text'],
    [`${head}"grid": {"B": "0:1:0"}}`, 'bad-manifest', '2: "0:1:0"', 'step of 0'],
    [`${head}"grid": {"B": "0:1e9:1"}}`, 'sweep-too-large', '2: "0:1e9:1"', '1000000001'],
    [`${head}"grid": {"B": "1:1000:1", "T": "1:1000:1"}}`, 'sweep-too-large', undefined, '1000000 points'],
    [`${head}"grid": {"B": [0.1, 1, 1e-1]}}`, 'task-twice', '2: [0.1, 1, 1e-1]', '0.1 twice'],
    [`${head}"list": [{"B": 1}, {"B": "1.0"}]}`, 'task-twice', undefined, 'points 1 and 2'],
    [`${head}"grid": {"Delta": [1], "Δ": [2]}}`, 'bad-manifest', '2: "Δ"', 'same parameter as Delta'],
    [`${head}"set": {"B": 1}, "grid": {"B": [2]}}`, 'bad-manifest', '2: [2]', 'fixed value'],
    [`${head}"grid": {"--ring": [4, 6]}}`, 'bad-manifest', '2: [4, 6]', 'fixed value'],
    [`${head}"grid": {"--rin": [4, 6]}}`, 'unknown-option', '2: "--rin"', 'no option --rin'],
    [`${head}"grid": {"--scan": ["B=0,1"]}}`, 'unknown-option', '2: "--scan"', 'no meaning in a sweep'],
    [`${head}"grid": {"--populations": ["x"]}}`, 'bad-manifest', '2: "x"', 'takes no value'],
    [`${head}"sample": {"count": 3, "seed": 1}}`, 'bad-manifest', undefined, '"ranges" is missing'],
    [
      `${head}"sample": {"count": 0, "seed": 1, "ranges": {"B": [0, 1]}}}`,
      'bad-manifest',
      '2: 0',
      'whole number from 1',
    ],
    [`${head}"sample": {"count": 1e9, "seed": 1, "ranges": {"B": [0, 1]}}}`, 'sweep-too-large', '2: 1e9', '1e9 points'],
    [`${head}"sample": {"count": 3, "seed": 1, "ranges": {"B": [1, 0]}}}`, 'bad-manifest', '2: [1, 0]', 'ends before'],
    [
      `${head}"sample": {"count": 3, "seed": 1, "ranges": {"B": {"from": 0, "to": 1, "scale": "log"}}}}`,
      'bad-manifest',
      '2: 0',
      'positive',
    ],
    ['{"spinlaw-sweep": 1, "command": "steady",\n"input": "none.spin"}', 'no-such-file', '2: "none.spin"', 'no file'],
    [
      '{"spinlaw-sweep": 1, "command": "check",\n"input": "charges.nothing"}',
      'unknown-law',
      '2: "charges.nothing"',
      'charges.nothing',
    ],
  ])('%s', (text, code, at, message) => {
    const found = refusal(() => read(text));
    expect(found?.code).toBe(code);
    if (at !== undefined && at !== '') expect(found?.at).toBe(at);
    expect(found?.message).toContain(message);
  });

  test.each([
    ['a parameter that the script does not have', `${head}"grid": {"Q": [0, 1]}}`, 'unknown-parameter', 'parameter Q'],
    [
      'a script that does not parse',
      `${head.replace('chain.spin', 'broken.spin')}"grid": {"B": [0, 1]}}`,
      'unclosed-bracket',
      'point 1',
    ],
    ['a value of an option', `${head.replace('4', '"four"')}"grid": {"B": [0, 1]}}`, 'bad-sites', 'four'],
    [
      'a value of one set of options',
      '{"spinlaw-sweep": 1, "command": "gas", "input": "x",\n"grid": {"--beta": ["1", "warm"]}}',
      'option-value',
      'warm',
    ],
    [
      'a law without the parameter',
      '{"spinlaw-sweep": 1, "command": "check", "input": "charges.range", "grid": {"temperature": [1]}}',
      'unknown-parameter',
      'temperature',
    ],
  ])('%s, before anything runs', (_, text, code, message) => {
    const found = refusal(() => checkTasks(read(text)));
    expect(found?.code).toBe(code);
    expect(found?.message).toContain(message);
  });

  test('a field or a command with a slip of the hand is proposed', () => {
    expect(refusal(() => read('{"spinlaw-sweep": 1, "titel": "x"}'))?.hint).toBe('did you mean title?');
    expect(refusal(() => read('{"spinlaw-sweep": 1, "command": "steadi"}'))?.hint).toBe('did you mean steady?');
  });

  test('all mistakes are reported together, each at its place', () => {
    const text = `{"spinlaw-sweep": 1, "command": "steady", "titel": "x", "input": "none.spin",
"options": {"--rin": 4, "--populations": "x"},
"set": {"a b": 1, "Delta": [], "Δ": 2},
"grid": {"B": [0, {}, 0.5], "T": "0:1:0", "Delta": [1]}}`;
    const found = mistakes(() => read(text));
    expect(found.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'bad-manifest 1: "titel"',
      'no-such-file 1: "none.spin"',
      'unknown-option 2: "--rin"',
      'bad-manifest 2: "x"',
      'bad-manifest 3: "a b"',
      'bad-manifest 3: []',
      'bad-manifest 4: {}',
      'bad-manifest 4: "0:1:0"',
      'bad-manifest 4: [1]',
    ]);
    // What is wrong with one name does not hide what is wrong with the others of a list or a sample.
    const list = mistakes(() => read(`${head}"list": [{"B": {}}, {"T": null}, 3]}`));
    expect(list.map(({ at }) => at)).toEqual(['2: {}', '2: null', '2: 3']);
    const sample = mistakes(() =>
      read(`${head}"sample": {"count": 0, "seed": -1, "ranges": {"B": [1, 0], "--rin": {"of": [4]}}}}`),
    );
    expect(sample.map(({ at }) => at)).toEqual(['2: 0', '2: -1', '2: [1, 0]', '2: "--rin"']);
  });

  test('a value that is twice in a very long list is found', () => {
    const values = Array.from({ length: 20_000 }, (_, k) => k);
    expect(refusal(() => sweepOf({ grid: { x: [...values, '1.0e1'] } }))?.message).toContain('the value 10 twice');
    expect(sweepOf({ grid: { x: values } }).points).toHaveLength(20_000);
  });

  test('an error that only some points have is theirs', () => {
    expect(
      refusal(() => checkTasks(read(`${head}"set": {"B": 0}, "grid": {"T": [1, 2, -1, "1/0"]}}`))),
    ).toBeUndefined();
  });
});

describe('the points of a manifest', () => {
  test('a grid has the product of its values, the last name first', () => {
    const { points, names } = sweepOf({ grid: { a: '0:1:0.5', b: [1, '2/6'], '--power': ['2', 3] } });
    expect(names).toEqual(['a', 'b', '--power']);
    expect(points.map((p) => Object.values(p.varied).join(' '))).toEqual(
      ['0', '0.5', '1'].flatMap((a) => ['1', '1/3'].flatMap((b) => ['2', '3'].map((n) => `${a} ${b} ${n}`))),
    );
    expect(points.map((p) => p.index)).toEqual(points.map((_, k) => k + 1));
  });

  test('a list may vary different names at each point', () => {
    const { points } = sweepOf({ list: [{ a: 1 }, { b: 'sqrt(2)', '--flag': true }], set: { c: 3 } });
    expect(points.map((p) => p.task.set)).toEqual([
      { a: '1', c: '3' },
      { b: 'sqrt(2)', c: '3' },
    ]);
    expect(points.map((p) => p.task.options)).toEqual([{}, { '--flag': true }]);
  });

  test('a flag is varied by true and false', () => {
    expect(sweepOf({ grid: { '--flag': [false, true] } }).points.map((p) => p.task.options)).toEqual([
      {},
      { '--flag': true },
    ]);
  });

  test('several inputs multiply the points', () => {
    const { points } = sweepOf({ input: ['x', 'y'], grid: { a: [1, 2] } });
    expect(points.map((p) => [p.task.operands[0], p.varied['a'], p.varied['input']])).toEqual([
      ['x', '1', 'x'],
      ['x', '2', 'x'],
      ['y', '1', 'y'],
      ['y', '2', 'y'],
    ]);
  });

  test('a pattern of laws is a task for each law', () => {
    const { points } = read(
      '{"spinlaw-sweep": 1, "command": "check", "input": "charges.*", "grid": {"--seed": "1:3:1"}}',
    );
    const laws = new Set(points.map((p) => p.task.operands[0]));
    expect(laws.size).toBeGreaterThan(3);
    expect(points).toHaveLength(3 * laws.size);
  });

  test('a sample depends on the seed, the name and the index alone', () => {
    const ranges = {
      a: [-1, 1],
      b: { from: 0.01, to: 100, scale: 'log', digits: 4 },
      n: { from: 1, to: 6, whole: true },
      c: { of: ['1/2', 1] },
    };
    const sample = (fields: object): Sweep => sweepOf({ sample: { count: 400, seed: 7, ranges, ...fields } });
    const values = (sweep: Sweep, name: string): string[] => sweep.points.map((p) => p.task.set[name]!);
    const all = sample({});
    expect(values(sample({ count: 40 }), 'a')).toEqual(values(all, 'a').slice(0, 40));
    expect(values(sample({ ranges: { a: ranges.a } }), 'a')).toEqual(values(all, 'a'));
    expect(values(sample({ seed: 8 }), 'a')).not.toEqual(values(all, 'a'));
    const numbers = (name: string): number[] => values(all, name).map(Number);
    expect(numbers('a').every((x) => x >= -1 && x <= 1)).toBe(true);
    expect(new Set(numbers('n'))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(new Set(values(all, 'c'))).toEqual(new Set(['0.5', '1']));
    // Half of a logarithmic range lies below its geometric mean: 200 ± 4 standard deviations of 10.
    const below = numbers('b').filter((x) => x < 1).length;
    expect(Math.abs(below - 200)).toBeLessThan(40);
    expect(values(all, 'b').every((text) => text.replaceAll(/^0\.0*|\./gu, '').length <= 4)).toBe(true);
    // Mulberry32 and the rounding, worked out by hand for one point, hold the values on every platform.
    expect(values(all, 'a').slice(0, 1)).toEqual([worked(7, 'a', 0)]);
  });
});

/** The first value of a name in [-1, 1], by the recurrence of mulberry32 in arithmetic of big integers. */
function worked(seed: number, name: string, index: number): string {
  const mask = 0xffffffffn;
  const multiply = (a: bigint, b: bigint): bigint => (a * b) & mask;
  // The first 32 bits of SHA-256("a").
  const stream = { a: 0xca978112n }[name]!;
  let state = (multiply((BigInt(seed) ^ stream) & mask, 0x9e3779b1n) ^ multiply(BigInt(index + 1), 0x85ebca6bn)) & mask;
  const next = (): bigint => {
    state = (state + 0x6d2b79f5n) & mask;
    let t = multiply(state ^ (state >> 15n), state | 1n);
    t ^= (t + multiply(t ^ (t >> 7n), t | 61n)) & mask;
    return (t ^ (t >> 14n)) & mask;
  };
  for (let k = 0; k < 4; k++) next();
  const bits = (next() >> 5n) * 2n ** 26n + (next() >> 6n);
  return String(Number((-1 + 2 * (Number(bits) / 2 ** 53)).toPrecision(12)));
}

describe('keys', () => {
  test('a number is its exact value', () => {
    for (const [text, wanted] of [
      ['0.1', '0.1'],
      ['1e-1', '0.1'],
      ['.10', '0.1'],
      ['1/10', '0.1'],
      ['+2', '2'],
      ['-0', '0'],
      ['2/6', '1/3'],
      ['-4/8', '-0.5'],
      ['1e30', '1e30'],
      ['1000', '1000'],
      ['1.50e2', '150'],
      ['1e-30', '1e-30'],
      ['0/7', '0'],
    ] as const)
      expect(exactNumber(text), text).toBe(wanted);
    for (const text of ['', '.', 'e5', '1/0', 'x', '1e', '0x10', '1 2', 'sqrt(2)'])
      expect(exactNumber(text), text).toBeUndefined();
  });

  test('equal decimals have one text, and different ones two', () => {
    const decimals = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: -30, max: 30 }));
    fc.assert(
      fc.property(decimals, decimals, fc.nat(5), ([m, e], [n, f], shift) => {
        const one = exactNumber(`${m}e${e}`)!;
        expect(exactNumber(`${m * 10n ** BigInt(shift)}e${e - shift}`)).toBe(one);
        expect(exactNumber(one)).toBe(one);
        const value = (x: bigint, power: number): bigint => x * 10n ** BigInt(power + 60);
        expect(exactNumber(`${n}e${f}`) === one).toBe(value(m, e) === value(n, f));
      }),
    );
  });

  test('the key depends on everything a task has, and on nothing else', () => {
    const task = {
      command: 'steady',
      engine: '1',
      operands: ['x'],
      options: { '--ring': '4' },
      set: { B: '1', T: '2' },
    };
    const key = taskKey(task);
    expect(taskKey({ ...task, set: { T: '2', B: '1' } })).toBe(key);
    for (const other of [
      { ...task, command: 'gas' },
      { ...task, engine: '2' },
      { ...task, operands: ['y'] },
      { ...task, options: {} },
      { ...task, options: { '--ring': ['4'] } },
      { ...task, set: { B: '1' } },
      { ...task, set: { B: '2', T: '1' } },
    ])
      expect(taskKey(other)).not.toBe(key);
  });

  test('canonical JSON has one text for equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = JSON.parse(JSON.stringify(value), (_, v: unknown) =>
          v !== null && typeof v === 'object' && !Array.isArray(v)
            ? Object.fromEntries(Object.entries(v).toReversed())
            : v,
        ) as unknown;
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('a task is shown as a command with paths that are found from the current folder', () => {
    const task = {
      command: 'steady',
      engine: '',
      operands: ['programs/ab.spin'],
      options: { '--ring': '6' },
      set: { B: '1' },
    };
    expect(taskText(task)).toBe('steady --ring=6 --set=B=1 programs/ab.spin');
    expect(taskText(task, 'runs/a.sweep')).toBe('steady --ring=6 --set=B=1 runs/a.sweep/programs/ab.spin');
  });

  test('a value of an option has one key, however the points were given', () => {
    const [byGrid, bySample] = [
      sweepOf({ grid: { '--lists': ['a'], '--power': [3], x: [1] } }),
      sweepOf({
        sample: { count: 1, seed: 1, ranges: { '--lists': { of: ['a'] }, '--power': { of: ['3.0'] }, x: { of: [1] } } },
      }),
    ];
    expect(bySample.points.map((p) => p.task)).toEqual(byGrid.points.map((p) => p.task));
    const byRange = sweepOf({
      sample: { count: 1, seed: 1, ranges: { '--lists': { from: 1, to: 2, whole: true }, x: { of: [1] } } },
    });
    expect(byRange.points[0]!.task.options).toEqual({ '--lists': [expect.stringMatching(/^[12]$/u)] });
  });

  test('a program that an option of a sample names is copied into the store', () => {
    const { points, programs, storedText } = read(
      '{"spinlaw-sweep": 1, "command": "perturb", "input": "sum_j Z_j",\n"sample": {"count": 1, "seed": 1, "ranges": {"--hamiltonian": {"of": ["chain.spin"]}}}}',
    );
    const [stored] = [...programs.keys()];
    expect(stored).toMatch(/^programs\/[0-9a-f]{64}\.spin$/u);
    expect(points[0]!.task.options).toEqual({ '--hamiltonian': stored });
    expect(storedText).toContain(`"of": ["${stored}"]`);
  });

  test('a task is shown with words that a shell reads back', () => {
    const operands = ["sum_j S_j·S_<j+1> - $B 'x'"];
    const text = taskText({ command: 'eval', engine: '', operands, options: {}, set: {} });
    expect(spawnSync('sh', ['-c', `set -- ${text}; printf %s "$2"`], { encoding: 'utf8' }).stdout).toBe(operands[0]);
  });

  test('an option with its default value is the same task as none', () => {
    const keys = sweepOf({ options: { '--power': 2 }, grid: { x: [1] } }).points[0]!.key;
    expect(sweepOf({ grid: { x: [1] } }).points[0]!.key).toBe(keys);
    expect(sweepOf({ options: { '--power': 3 }, grid: { x: [1] } }).points[0]!.key).not.toBe(keys);
  });
});
