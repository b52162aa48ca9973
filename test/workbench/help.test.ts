import { describe, expect, test } from 'vitest';

import { functionNames, keywords } from '../../src/language/index.js';
import { functionEntries, helpPage } from '../../src/workbench/help-page.js';
import { helpEntries } from '../../src/language/help.js';
import { exampleOutput } from '../../src/workbench/workbench.js';
import { type CellDoor, DiagnosticError } from '../../src/text/index.js';

const page = (topic: string): string => helpPage(topic, { run: exampleOutput });

describe('every example runs', () => {
  for (const { topics, example } of [...helpEntries, ...functionEntries()]) {
    if (example === undefined) continue;
    test(topics[0]!, () => {
      const output = exampleOutput(example);
      expect(output.filter((line) => line.startsWith('error') || line.startsWith('not '))).toEqual([]);
      expect(output.length).toBeGreaterThan(0);
    });
  }
});

test('everything that can be typed has help', () => {
  for (const word of [...keywords, ...functionNames]) expect(page(word)).toContain(word);
  for (const form of [
    'dot',
    'cross',
    'S',
    'sum_j',
    'h.c.',
    'with',
    'prove',
    "S'",
    '×',
    '[A, B]',
    '(-1)^j',
    'j',
    '†',
    '%1',
    'ans',
  ]) {
    expect(page(form).split('\n').length).toBeGreaterThan(1);
  }
});

test('the equations of the papers', () => {
  for (const number of ['(7)', '(16)', '(17)', '(18)']) expect(page(`chain ${number}`)).toContain(`chain ${number}`);
  expect(page('C3')).toContain("C_3 = J² Σ_j (S'_j × S''_{j+1}) · S'_{j+2}   chain (16)");
  expect(page('charge')).toContain('[O_b, C_i] = C_{i+1}');
});

test('no topic stands for two entries', () => {
  const topics = helpEntries.flatMap((entry) => entry.topics);
  expect(topics.filter((topic, k) => topics.indexOf(topic) !== k)).toEqual([]);
});

test('a topic nearly right', () => {
  const hint = (topic: string): string | undefined => {
    try {
      page(topic);
    } catch (error) {
      if (error instanceof DiagnosticError) return error.diagnostic.hint;
    }
    return undefined;
  };
  expect(hint('hermitan')).toBe('did you mean ?hermitian');
  expect(hint('qwertz')).toContain('? lists the topics');
});

test('a name that is defined shows what it is', () => {
  expect(helpPage('D', { known: 'D: 6 terms, range 3', run: exampleOutput })).toBe('D: 6 terms, range 3');
  expect(helpPage('C3', { known: 'C3: 1 term, range 1', run: exampleOutput })).toMatch(
    /^C3: 1 term, range 1\n\nchain \(16\)/u,
  );
});

test('the keys of :help are those of the place where one types', () => {
  const keys = (cells?: CellDoor) => helpPage('', { run: exampleOutput, cells });
  const [terminal, cells, notebook] = [keys(), keys('jupyter'), keys('notebook')];
  for (const text of ['Ctrl-C', 'Ctrl-D', 'Ctrl-L', ':quit', 'arrow keys']) {
    expect(terminal).toContain(text);
    expect(cells).not.toContain(text);
  }
  for (const text of ['Shift-Enter', 'Shift-TAB', 'Kernel']) {
    expect(cells).toContain(text);
    expect(terminal).not.toContain(text);
  }
  for (const text of [':steady N', ':clear', 'Keywords: '])
    for (const shown of [terminal, cells, notebook]) expect(shown).toContain(text);
  for (const shown of [terminal, cells]) expect(shown).toContain(':more');
  for (const text of ['Ctrl-Enter', 'Ctrl-I', 'Esc', ':slider NAME']) expect(notebook).toContain(text);
  for (const text of ['Ctrl-C', 'Ctrl-L', 'Kernel', ':quit', ':more', ':load', ':save', ':figures', '--to FILE'])
    expect(notebook).not.toContain(text);
});
