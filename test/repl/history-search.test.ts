import { expect, test } from 'vitest';

import { HistorySearch } from '../../src/repl/history-search.js';
import { joinEntries } from '../../src/repl/repl.js';

function search(history: readonly string[]) {
  const shown: string[] = [];
  const ended: (string | undefined)[] = [];
  const mode = new HistorySearch({ history, show: (line) => shown.push(line), end: (line) => ended.push(line) });
  const type = (text: string): void => {
    for (const letter of text) mode.take(letter, { name: letter });
  };
  const key = (name: string, ctrl = false): boolean => mode.take(undefined, { name, ctrl });
  return { mode, type, key, ended, last: () => shown.at(-1) };
}

const history = ['prove A = B', 'A = 2', 'charge(H, 4)', 'A = 2', 'charge(H, 3)'];

test('letters narrow the search, Ctrl-R goes to older entries and Ctrl-S back', () => {
  const { type, key, last, ended } = search(history);
  type('cha');
  expect(last()).toBe('search: cha → charge(H, 4)');
  key('r', true);
  expect(last()).toBe('search: cha → charge(H, 3)');
  key('r', true);
  expect(last()).toBe('search: cha → charge(H, 3)');
  key('s', true);
  expect(last()).toBe('search: cha → charge(H, 4)');
  key('return');
  expect(ended).toEqual(['charge(H, 4)']);
});

test('the same entry is not offered twice in a row', () => {
  const { type, key, last } = search(['X', 'X', 'XY']);
  type('X');
  key('r', true);
  expect(last()).toBe('search: X → XY');
});

test('an entry that does not exist leaves the line as it was', () => {
  const { type, key, last, ended, mode } = search(history);
  type('zzz');
  expect(last()).toBe('search: zzz (not found)');
  key('backspace');
  expect(last()).toBe('search: zz (not found)');
  key('return');
  expect([ended, mode.isOver]).toEqual([[undefined], true]);
});

test('Escape, Ctrl-G and Ctrl-C give up; another key takes the entry and is passed on', () => {
  for (const [name, ctrl] of [
    ['escape', false],
    ['g', true],
    ['c', true],
  ] as const) {
    const { type, key, ended } = search(history);
    type('A');
    expect(key(name, ctrl)).toBe(true);
    expect(ended).toEqual([undefined]);
  }
  const { type, key, ended } = search(history);
  type('prove');
  expect(key('left')).toBe(false);
  expect(ended).toEqual(['prove A = B']);
});

test('the lines of a statement become one entry', () => {
  const entries = ['2)', '(1 +', '7', '2)'];
  joinEntries(entries, ['(1 +', '2)']);
  expect(entries).toEqual(['(1 +\n2)', '7', '2)']);
  joinEntries(entries, ['7']);
  expect(entries).toHaveLength(3);
});
