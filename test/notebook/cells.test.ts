import { describe, expect, test } from 'vitest';
import { affectedCells } from '../../src/notebook/affected.js';
import { runnableParts } from '../../src/notebook/parts.js';
import { cellCommands, requestFor } from '../../src/notebook/requests.js';
import { readSlider, snapped } from '../../src/notebook/slider.js';
import { fileNameOf, plainTitle } from '../../src/notebook/sheet.js';

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

  test('has values without the digits of binary fractions', () => {
    const spec = { name: 'J', from: 0, to: 1, step: 0.1, value: 0 };
    expect([0.3000000004, 0.96, 2, -1].map((x) => snapped(spec, x))).toEqual([0.3, 1, 1, 0]);
  });
});

describe('a cell runs again when a parameter changes', () => {
  const run = (text: string, ...names: string[]) => ({
    text,
    entries: names.map((name) => ({ kind: 'definition' as const, name })),
  });

  test('where it mentions it, directly or by a name that depends on it', () => {
    const cells = [
      run('J = 1', 'J'),
      run('H = sum_j \\epsilon_d S_j·S_<j+1> + J', 'H'),
      run('prove J = 1'),
      run('C = [H, Sz_0]', 'C'),
      run('C + 1'),
      run('%1 + 1'),
    ];
    expect(affectedCells(cells, new Set(['eps_d']))).toEqual([false, true, false, true, true, true]);
    expect(affectedCells(cells, new Set())).toEqual(cells.map(() => false));
  });

  test('where it has a command, which may ask about everything', () => {
    expect(affectedCells([run('a = 1', 'a'), run(':steady 6'), run(':slider b 0..1')], new Set(['b']))).toEqual([
      false,
      true,
      true,
    ]);
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
