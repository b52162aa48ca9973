import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { figures } from '../../src/document/index.js';
import { answerFigures } from '../../src/repl/figures.js';
import { DiagnosticError } from '../../src/text/index.js';
import type { Item } from '../../src/workbench/index.js';

async function shown(text: string): Promise<Item[]> {
  const items: Item[] = [];
  await answerFigures(text, (item) => items.push(item));
  return items.filter((item) => item.kind !== 'progress');
}

test('without a folder figures are listed', async () => {
  const [list] = await shown('');
  expect((list as { text: string }).text.split('\n')).toHaveLength(figures.length);
  expect((await shown('gas-2')).map((item) => (item as { text: string }).text)).toEqual([
    expect.stringMatching(/^gas-2 {2}/u),
  ]);
});

test('with a folder they are written, with what was set', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'spinlaw-')), 'figures');
  const [done] = await shown(`gas-boltzmann --quick --out ${out}`);
  expect((done as { text: string }).text).toContain('gas-boltzmann.svg');
  expect(readFileSync(join(out, 'gas-boltzmann.svg'), 'utf8')).toBe(done!.rich!.svg);
  expect(existsSync(join(out, 'gas-boltzmann.csv'))).toBe(true);
});

test('names and parameters that do not exist are refused', async () => {
  await expect(answerFigures('gas-9', () => {})).rejects.toThrow(DiagnosticError);
  await expect(answerFigures('gas-2 --set nothing=1', () => {})).rejects.toThrow(DiagnosticError);
});
