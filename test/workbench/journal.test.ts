import { expect, test } from 'vitest';

import { Journal } from '../../src/workbench/journal.js';
import type { Item } from '../../src/workbench/messages.js';
import { Workbench } from '../../src/workbench/workbench.js';

function journalOf(texts: readonly string[], settings: readonly string[] = []): Journal {
  const journal = new Journal(settings);
  const bench = new Workbench((item: Item) => {
    if ('entry' in item) journal.add(item.entry);
  });
  void bench.answer({ kind: 'set', settings });
  for (const text of texts) void bench.answer({ kind: 'run', source: { name: '<repl>', text }, whole: false });
  return journal;
}

test('results that are used get names', () => {
  const journal = journalOf([
    'H = sum_j S_j·S_<j+1>',
    '[H, Sz_0]',
    '2',
    'ans + 1 # three',
    '%1 + ans Sx_0 + %1',
    'bad(',
    'C = %2; ans',
  ]);
  expect(journal.script()).toBe(
    [
      'H = sum_j S_j·S_<j+1>',
      'result1 = [H, Sz_0]',
      'result2 = 2',
      'result3 = result2 + 1',
      'result4 = result1 + result3 Sx_0 + result1',
      'C = result2',
      'result4',
      '',
    ].join('\n'),
  );
  expect(journal.results()).toBe(5);
});

test('the script runs and gives the same', () => {
  const journal = journalOf(['1 + 1', 'A = ans^3', 'ans = 5', 'ans + A', 'result = 1']);
  expect(journal.script()).toBe('resultR1 = 1 + 1\nA = resultR1^3\nans = 5\nans + A\nresult = 1\n');
  const values: string[] = [];
  new Workbench((item) => {
    if (item.kind === 'value') values.push(item.text);
    expect(item.kind).not.toBe('error');
  }).answer({ kind: 'run', source: { name: 'saved', text: journal.script() }, whole: false });
  expect(values).toEqual(['13']);
});

test('settings become definitions', () => {
  expect(journalOf(['J = 3', 'J + 1'], ['J=2']).script()).toBe('J=2\nJ + 1\n');
});

test('a later Hamiltonian replaces the former, and the saved script has one', () => {
  const journal = journalOf(['hamiltonian sum_j Sz_j', 'jump S-_j', 'hamiltonian sum_j Sx_j']);
  expect(journal.script()).toBe('jump S-_j\nhamiltonian sum_j Sx_j\n');
  journal.add({ kind: 'forget', text: ':forget jump', name: 'jump', uses: [] });
  expect(journal.script()).toBe('hamiltonian sum_j Sx_j\n');
});
