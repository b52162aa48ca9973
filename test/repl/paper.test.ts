import { expect, test } from 'vitest';

import { needsMore, parseProgram, writeText } from '../../src/language/index.js';
import { Pages } from '../../src/repl/paper.js';
import { exampleOutput } from '../../src/workbench/workbench.js';
import { breakLines, cutLines, wrapWords } from '../../src/text/index.js';

const [c5 = ''] = exampleOutput('charge(sum_j J S_j·S_<j+1> + Δ Sz_j Sz_<j+1>, 5)');

test.each([20, 40, 79, 200])('an operator broken at %i columns is the same operator', (width) => {
  const lines = breakLines(c5, width);
  expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(Math.max(width, 24));
  const broken = lines.join('\n');
  expect(needsMore(broken)).toBe(false);
  const [statement, ...more] = parseProgram({ name: 'test', text: broken }).statements;
  expect(more).toEqual([]);
  expect(statement?.kind === 'expression' && writeText(statement.expression)).toBe(c5);
});

test('text for people breaks at spaces, documents anywhere', () => {
  expect(wrapWords('  one two three\nfour', 10)).toEqual(['  one two', '  three', 'four']);
  expect(wrapWords('', 10)).toEqual(['']);
  expect(cutLines('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
});

test('pages', async () => {
  const pages = new Pages(['a', 'b', 'c', 'd'], 80, 2, async () => ' + e + f');
  expect(pages.takeReady(2)).toEqual(['a', 'b']);
  expect(pages.left).toBeUndefined();
  expect(await pages.take(2)).toEqual(['c', 'd', '    + e + f']);
  expect(pages.done).toBe(true);
});

test('a last line is shown rather than announced', () => {
  const pages = new Pages(['a', 'b', 'c'], 80);
  expect(pages.takeReady(2)).toEqual(['a', 'b', 'c']);
});
