import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { greekSymbol, keywords } from '../../src/language/index.js';
import { type Completion, complete } from '../../src/repl/completion.js';

const propose = (line: string): Completion =>
  complete(line, {
    names: ['C2', 'C3', 'Delta1', 'heat', '%1'],
    functions: ['hermitian', 'charge'],
    options: { ':steady': ['--observe', '--ensemble', '--populations'], ':gas': ['--beta'] },
    keywords,
    greek: greekSymbol,
  });

describe('LaTeX names become symbols', () => {
  test.each([
    ['J + \\Delta', 'Δ', '\\Delta'],
    ['cos(\\omega', 'ω', '\\omega'],
    ['\\Del', 'Δ', '\\Del'],
    ['\\epsilon', 'ε', '\\epsilon'],
    ['S_j \\cdot', '·', '\\cdot'],
    ['\\sum', 'sum_j ', '\\sum'],
  ])('%s', (line, symbol, replaced) => {
    expect(propose(line)).toEqual([[symbol], replaced]);
  });

  test('several stay names', () => {
    expect(propose('\\al')[0]).toEqual(['α']);
    expect(propose('\\p')[0]).toEqual(['\\phi', '\\pi', '\\psi']);
  });
});

describe('statements', () => {
  test.each([
    ['sol', ['solve '], 'sol'],
    ['fo', [], 'fo'],
    ['solve a X_0 = Y_0 fo', ['for '], 'fo'],
  ])('%s', (line, proposals, replaced) => {
    expect(propose(line)).toEqual([proposals, replaced]);
  });
});

describe('names', () => {
  test.each([
    ['prove C', ['C2', 'C3'], 'C'],
    ['he', ['heat', 'hermitian('], 'he'],
    ['[C3, cha', ['charge('], 'cha'],
    ['pro', ['prove '], 'pro'],
    ['2 pro', [], 'pro'],
    ['Δ', ['Δ1'], 'Δ'],
    ['su', ['sum_j '], 'su'],
    ['S_<j', [], ''],
    ['S^z', [], ''],
    ['A + ', [], ''],
    ['', [], ''],
  ])('%s', (line, proposals, replaced) => {
    expect(propose(line)).toEqual([proposals, replaced]);
  });
});

describe('commands', () => {
  test.each([
    [':na', [':names'], ':na'],
    [':l', [':ladder', ':latex ', ':load '], ':l'],
    ['?hermi', ['hermitian'], 'hermi'],
    [':forget hea', ['heat'], 'hea'],
    [':latex C', ['C2', 'C3'], 'C'],
  ])('%s', (line, proposals, replaced) => {
    expect(propose(line)).toEqual([proposals, replaced]);
  });
});

test('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-'));
  writeFileSync(join(folder, 'one.spin'), '');
  writeFileSync(join(folder, '.hidden'), '');
  mkdirSync(join(folder, 'only'));
  expect(propose(`:load ${folder}/on`)).toEqual([[`${folder}/one.spin`, `${folder}/only/`], `${folder}/on`]);
  expect(propose(`:save ${folder}/`)[0]).toEqual([`${folder}/one.spin`, `${folder}/only/`]);
  expect(propose(':load /no/such/folder/a')[0]).toEqual([]);
});

test('options of a command', () => {
  expect(propose(':steady 8 --ob')).toEqual([['--observe '], '--ob']);
  expect(propose(':steady 8 --observe H0, JH --')).toEqual([['--observe ', '--ensemble ', '--populations '], '--']);
  expect(propose(':gas --b')).toEqual([['--beta '], '--b']);
  expect(propose(':gas --ob')).toEqual([[], '--ob']);
});
