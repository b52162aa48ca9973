import { expect, test } from 'vitest';

import type { ClaimItem, Item } from '../../src/workbench/messages.js';
import { codeOf, duration, outputOf, remarksOf } from '../../src/workbench/present.js';
import { Workbench } from '../../src/workbench/workbench.js';
import { type ExitCode, plain, worse } from '../../src/text/index.js';

const style = { palette: plain, terminal: true };

function items(text: string): Item[] {
  const shown: Item[] = [];
  new Workbench((item) => shown.push(item)).answer({ kind: 'run', source: { name: '<repl>', text }, whole: false });
  return shown;
}
const claim = (text: string): string => outputOf({ ...(items(text).at(-1) as ClaimItem), seconds: 0.0012 }, style)!;

test.each([
  ['prove [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0', 'proved: 2 words cancelled, 1.2 ms'],
  ['prove spin cites chain (7): hermitian(Sz_0)', 'proved spin, chain (7): 0 words cancelled, 1.2 ms'],
  [
    'prove J Sz_0 = Sz_0',
    'not proved: 0 words cancelled, 1.2 ms\n  residual (1 term): (J - 1) Sz_0\n  which does not vanish at J = 4',
  ],
  ['prove hermitian(i Sz_0)', 'not proved: 0 words cancelled, 1.2 ms\n  the claim is false'],
  [
    'refute Sz_0 = Sz_0',
    'not refuted: 1 word cancelled, 1.2 ms\n  both sides are equal, so there is nothing to refute',
  ],
  [
    'refute J Sz_0 = 0',
    'refuted: 0 words cancelled, 1.2 ms\n  residual (1 term): J Sz_0\n  which does not vanish at J = 1',
  ],
])('%s', (text, shown) => {
  expect(claim(text)).toBe(shown);
});

test.each([
  ['C3 = charge(sum_j S_j·S_<j+1>, 3)', 'C3: 6 terms, range 3'],
  ['λ = 1.3', 'λ = 13/10'],
  ['A = S_0×S_1', 'A: vector, 6 terms, range 2'],
  ['n = Sz_0 - Sz_0', 'n = 0'],
  ['yes = hermitian(Sz_0)', 'yes = true'],
  ['m_j = Sz_j', 'm_<j>: density, 1 term, range 1'],
  ['param g, Δ complex', 'g, Δ: complex parameters'],
])('%s', (text, shown) => {
  expect(outputOf(items(text)[0]!, style)).toBe(shown);
});

test('notes say what they are about', () => {
  expect(remarksOf(items('Sz_0 + h.c.')[0]!, style)).toEqual([
    'note: this summand is Hermitian already: + h.c. doubles it: Sz_0',
  ]);
});

test('an interruption is no error message on a terminal', () => {
  const item: Item = {
    kind: 'error',
    seconds: 2.31,
    diagnostic: { kind: 'limit', code: 'interrupted', message: 'interrupted' },
  };
  expect(remarksOf(item, style)).toEqual(['interrupted after 2.3 s; what was defined before is kept']);
  expect(codeOf(item)).toBe(3);
});

test('exit codes: the first present of 2, 1, 3', () => {
  expect(([3, 1] as ExitCode[]).reduce(worse, 0)).toBe(1);
  expect(([3, 1, 2, 0] as ExitCode[]).reduce(worse, 0)).toBe(2);
  expect(([0, 0] as ExitCode[]).reduce(worse, 0)).toBe(0);
  expect(codeOf(items('a b c )')[0]!)).toBe(2);
});

test('durations', () => {
  expect([0.00042, 0.037, 2.14].map(duration)).toEqual(['0.4 ms', '37 ms', '2.1 s']);
});
