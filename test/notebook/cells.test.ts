import { describe, expect, test } from 'vitest';
import { parseProgram } from '../../src/language/index.js';
import { affectedRuns } from '../../src/notebook/affected.js';
import { RunHistory } from '../../src/notebook/history.js';
import { runnableParts } from '../../src/notebook/parts.js';
import { cellCommands, requestFor } from '../../src/notebook/requests.js';
import { withoutCommands } from '../../src/notebook/script.js';
import { isSliderLine, readSlider, snapped } from '../../src/notebook/slider.js';
import { fileNameOf, plainTitle } from '../../src/notebook/sheet.js';
import { type Entry, Workbench } from '../../src/workbench/index.js';

describe('the parts of a cell', () => {
  test('are statements and commands in their order, each with its place', () => {
    const text = 'H = 1\n# a remark\nK = 2\n:charges H\n\n?charge\nprove H = H\n';
    const parts = runnableParts(text);
    expect(parts.map(({ text, isCommand }) => [text, isCommand])).toEqual([
      ['H = 1\n# a remark\nK = 2\n', false],
      [':charges H\n', true],
      ['?charge\n', true],
      ['prove H = H\n', false],
    ]);
    for (const part of parts) expect(text.slice(part.start)).toMatch(part.text.split('\n')[0]!);
  });

  test('become comments where only statements are read, and every place stays where it is', () => {
    const text = 'H = 1\n:charges H\n?charge\n: not one\n:Upper\n :inside\n#:x';
    const plain = withoutCommands(text);
    expect(plain.length).toBe(text.length);
    expect(plain).toBe('H = 1\n#charges H\n#charge\n: not one\n:Upper\n :inside\n#:x');
    // The same lines are parts of their own.
    expect(runnableParts(text).filter(({ isCommand }) => isCommand)).toHaveLength(2);
  });

  test('leave out what has no statement', () => {
    expect(runnableParts('\n  \n# only a remark\n')).toEqual([]);
  });
});

describe('a slider', () => {
  test.each([
    [':slider eps_d 0..1', { name: 'eps_d', from: 0, to: 1, step: 0.05, value: 0 }],
    [':slider Δ -2 .. 2 step 0.5 at 1', { name: 'Δ', from: -2, to: 2, step: 0.5, value: 1 }],
    [':slider \\Delta 0.5..1.5 at 1e0', { name: '\\Delta', from: 0.5, to: 1.5, step: 0.05, value: 1 }],
  ])('%s', (line, spec) => {
    expect(readSlider(line)).toEqual(spec);
  });

  test.each([
    ':slider',
    ':slider J',
    ':slider J 1..0',
    ':slider J 0..1 step 0',
    ':slider J 0..1 step 2',
    ':slider J 0..1 at 2',
    ':slider J 0..1e9 step 1',
    ':slider <b> 0..1',
    ':slider J 0..1e999',
  ])('%s is refused with a sentence', (line) => {
    expect(readSlider(line)).toMatch(/^(?:write|a slider|a step|the value) /u);
  });

  test('is a command of its own', () => {
    expect([':slider', ':slider J 0..1', ':sliders', ':slide', 'slider'].map(isSliderLine)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('has values without the digits of binary fractions', () => {
    const spec = { name: 'J', from: 0, to: 1, step: 0.1, value: 0 };
    expect([0.3000000004, 0.96, 2, -1].map((x) => snapped(spec, x))).toEqual([0.3, 1, 1, 0]);
  });
});

describe('a run gives another result when a parameter changes', () => {
  /** A run whose statements all succeed; values have the numbers that they get one after another. */
  const runsOf = (...texts: string[]) => {
    let count = 0;
    return texts.map((text) => ({
      text,
      entries: parseProgram({ name: 'cell', text: withoutCommands(text) }).statements.map(({ kind, span }) => ({
        text: span.source.text.slice(span.start, span.end),
        ...(kind === 'expression' && { number: ++count }),
      })),
    }));
  };
  const marked = (changed: string, ...texts: string[]) => affectedRuns(runsOf(...texts), [changed]);

  test('where it mentions it, directly or by a name that depends on it', () => {
    expect(
      marked(
        'eps_d',
        'J = 1',
        'H = sum_j \\epsilon_d S_j·S_<j+1> + J',
        'prove J = 1',
        'C = [H, Sz_0]',
        'C + 1',
        '%1 + 1',
        'J',
        'ans',
      ),
    ).toEqual([false, true, false, true, true, true, false, false]);
    expect(affectedRuns(runsOf('J = 1', 'J'), [])).toEqual([false, false]);
  });

  test.each([
    ['C3', 'C_3 X_0'],
    ['C_3', 'C3 X_0'],
    ['eps_ph', 'ε_{ph} X_0'],
    ['eps_ph', '\\varepsilon_{\\mathrm{ph}} X_0'],
    ['φ', '\\varphi X_0'],
    ['Θ', '\\Theta X_0'],
    ['Theta', 'Θ X_0'],
    ['\\Delta', 'Δ X_0'],
  ])('%s is changed by a slider where %s is typed', (name, text) => {
    expect(marked(name, text)).toEqual([true]);
  });

  test.each([
    ['C3', 'C_30 X_0'],
    ['J', 'J_H X_0'],
    ['eps', 'eps_d X_0'],
    ['J', 'X_0 # J'],
    ['theta', 'Θ X_0'],
  ])('%s has no effect where %s is typed', (name, text) => {
    expect(marked(name, text)).toEqual([false]);
  });

  test('not where a later definition replaces the name, and for a density', () => {
    expect(marked('g', 'a = g', 'a = 2', 'a', 'h_<j,j+1> = g X_j X_<j+1>', 'sum_j h_<j,j+1>', 'g = 3', 'g')).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  test('where a command asks about something that depends on it', () => {
    const model = ['hamiltonian g sum_j Z_j', ':steady 6'];
    expect(marked('g', ...model)).toEqual([true, true]);
    expect(marked('J', ...model)).toEqual([false, false]);
    expect(marked('g', 'H = g X_0', ':charges H', ':charges K', ':latex', '?H', '?charge')).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(marked('g', 'H = g X_0', ':perturb --upto 3', ':perturb X_0 --hamiltonian H', ':perturb X_0')).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(marked('b', 'a = 1', ':help', ':pauli', ':slider b 0..1', ':check *', ':names')).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  test('whatever the names are called', () => {
    expect(marked('__proto__', 'constructor X_0', 'toString = 2')).toEqual([false, false]);
    expect(marked('constructor', 'constructor X_0', 'toString = constructor')).toEqual([true, true]);
  });
});

describe('the history of runs', () => {
  const entry = (text: string, more: Partial<Entry> = {}): Entry => ({
    kind: 'definition',
    text,
    uses: [],
    ...more,
  });

  test('is the order in which cells were run, with the definitions of former runs', () => {
    const history = new RunHistory();
    const first = history.begin('a', 'x = 1\nx');
    history.note(first, [entry('x = 1', { name: 'x' }), entry('x', { kind: 'value', number: 1 })]);
    const second = history.begin('b', 'y = %1\nprove y = x');
    history.note(second, [
      entry('y = %1', { name: 'y', uses: [{ start: 4, end: 6, number: 1 }] }),
      entry('prove y = x', { kind: 'claim' }),
    ]);
    const third = history.begin('a', 'x = 2\nx');
    history.note(third, [entry('x = 2', { name: 'x' }), entry('x', { kind: 'value', number: 2 })]);
    expect(history.entries().map(({ text }) => text)).toEqual(['x = 1', 'x', 'y = %1', 'prove y = x', 'x = 2', 'x']);
    history.leave('b');
    expect(history.entries().map(({ text }) => text)).toEqual(['x = 1', 'x', 'y = %1', 'x = 2', 'x']);
    expect(history.resultsBefore(third)).toBe(1);
    expect(history.lastResult()).toBe(2);
    history.keep(third, [{ 'text/plain': '2' }]);
    history.keep(first, [{ 'text/plain': '1' }]);
    expect([...history.results]).toEqual([['a', { count: third, bundles: [{ 'text/plain': '2' }] }]]);
  });

  test('forgets values that nothing uses when their cell runs anew, and everything after :clear', () => {
    const history = new RunHistory();
    const first = history.begin('a', 'x');
    history.note(first, [entry('x', { kind: 'value', number: 1 }), entry('y', { kind: 'value', number: 2 })]);
    const second = history.begin('a', 'z = 1');
    history.note(second, [entry('z = 1', { name: 'z' })]);
    // The last result has the name ans.
    expect(history.entries().map(({ text }) => text)).toEqual(['y', 'z = 1']);
    const third = history.begin('b', ':clear');
    history.clear(third);
    expect(history.entries()).toEqual([]);
  });

  test('a worker that runs it has the state of one that ran the cells', async () => {
    const texts = ['v = 2\nv X_0', 'u = v + 1\n%1 + u Z_0', 'v = 5\n%2 + v Y_0'];
    const cells = ['b', 'a', 'b'];
    const history = new RunHistory();
    let entries: Entry[] = [];
    const first = new Workbench((item) => 'entry' in item && entries.push(item.entry));
    for (const [k, text] of texts.entries()) {
      entries = [];
      await first.answer({ kind: 'run', source: { name: 'cell', text }, whole: true });
      history.note(history.begin(cells[k]!, text), entries);
    }
    const valueOf = async (workbench: Workbench, seen: string[], expression: string) => {
      seen.length = 0;
      await workbench.answer({ kind: 'write', form: 'text', expression });
      return seen.at(-1);
    };
    const seen: string[][] = [[], []];
    const [before, after] = seen.map(
      (list) => new Workbench((item) => list.push(item.kind === 'document' ? item.text : item.kind)),
    );
    for (const text of texts) await before!.answer({ kind: 'run', source: { name: 'cell', text }, whole: true });
    await after!.answer({ kind: 'restore', entries: history.entries(), results: history.lastResult() });
    for (const name of ['u', 'v', '%2', '%3', 'ans'])
      expect([name, await valueOf(after!, seen[1]!, name)]).toEqual([name, await valueOf(before!, seen[0]!, name)]);
  });
});

describe('a command of a cell', () => {
  test('is a request or a sentence', () => {
    expect(requestFor(':charges H upto 4')).toEqual({ kind: 'charges', expression: 'H', upto: 4 });
    expect(requestFor('?charge')).toEqual({ kind: 'help', topic: 'charge' });
    expect(requestFor(':save x')).toMatch(/Save menu/u);
    expect(requestFor(':chargse')).toMatch(/no command :chargse/u);
  });

  test('that the notebook lists is one of its own', () => {
    expect(cellCommands.length).toBeGreaterThan(8);
    for (const { name } of cellCommands)
      if (name !== ':slider') expect(String(requestFor(name)), name).not.toMatch(/no command/u);
  });
});

test('titles are one line, and names of files have no signs', () => {
  expect(plainTitle('  a\nb\u202e<i>\u0000 ')).toBe('a b <i>');
  expect(plainTitle('\n')).toBe('Untitled');
  expect(fileNameOf('../../Pumping: XXZ, Δ = 1/2!')).toBe('Pumping-XXZ-Δ-1-2');
  expect(fileNameOf('…')).toBe('notebook');
});
