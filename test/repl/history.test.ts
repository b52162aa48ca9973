import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { History, historyPath, longestHistory } from '../../src/repl/history.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'spinlaw-'));

test('where it is kept', () => {
  expect(historyPath({ HOME: '/h' })).toBe('/h/.spinlaw_history');
  expect(historyPath({ HOME: '/h', SPINLAW_HISTORY: '/x' })).toBe('/x');
  expect(historyPath({ HOME: '/h', SPINLAW_HISTORY: '' })).toBeUndefined();
});

test('lines come back newest first, and only the user reads them', () => {
  const path = join(folder(), 'history');
  const history = new History(path);
  expect(history.read()).toEqual([]);
  for (const line of ['a', '', '  ', 'Δ + 1']) history.add(line);
  expect(new History(path).read()).toEqual(['Δ + 1', 'a']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a file others could read is closed to them', () => {
  const path = join(folder(), 'history');
  writeFileSync(path, 'old\n', { mode: 0o644 });
  new History(path).add('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe('old\nnew\n');
});

test('a long one is shortened', () => {
  const path = join(folder(), 'history');
  writeFileSync(path, Array.from({ length: longestHistory + 5 }, (_, k) => `line ${k}\n`).join(''));
  const lines = new History(path).read();
  expect(lines).toHaveLength(longestHistory);
  expect(lines[0]).toBe(`line ${longestHistory + 4}`);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(longestHistory + 1);
});

test('what cannot be read or written is done without', () => {
  const path = join(folder(), 'history');
  mkdirSync(path);
  for (const bad of [path, '/no/such/folder/history', '/dev/null', undefined]) {
    const history = new History(bad);
    history.add('a');
    expect(history.read()).toEqual([]);
  }
});
