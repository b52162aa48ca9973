import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { writePermalink } from '../../src/notebook/permalink.js';
import { type Item, Workbench, readCommand, requestOf, richOutput } from '../../src/workbench/index.js';
import { browserPath, inBrowser, visit } from '../notebook/browser.js';

/** Statements with the results of exact algebra, of linear algebra and of an answer in numbers. */
const corpus = [
  ...['xxz-charges', 'find-coefficients', 'hubbard-ladder'].map((name) =>
    readFileSync(`examples/${name}.spin`, 'utf8'),
  ),
  "(S'_j×S''_<j+1>)·S'_<j+2>\non ring(6): eigenvalues(sum_j S_j·S_<j+1>)",
  `${readFileSync('examples/driven-chain.spin', 'utf8')}\n:steady 6 --observe H0,JH,JS`,
  `${readFileSync('examples/driven-gas.spin', 'utf8')}\n:gas 1`,
];

/** Without times and residuals, which differ from run to run, and with six digits of every number. */
function comparable(text: string): string {
  return text
    .replaceAll(/[0-9.]+ m?s\b/gu, 'TIME')
    .replaceAll(/[0-9]\.[0-9]+e-(?:0?9|1[0-9])|0\.0e\+0/gu, 'SMALL')
    .replaceAll(/-?[0-9]+\.[0-9]+(?:e[+-]?[0-9]+)?/gu, (x) => String(Number(Number(x).toPrecision(6))))
    .replaceAll(/<repl>|cell \d+/gu, 'PLACE');
}

/** What a cell shows in Node. */
async function inNode(text: string): Promise<string[]> {
  const items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item), { rich: true });
  for (const part of text.split(/\n(?=:)/u)) {
    const request = part.startsWith(':') ? requestOf(readCommand(part)) : undefined;
    await workbench.answer(request ?? { kind: 'run', source: { name: 'cell 1', text: part }, whole: true });
  }
  return items
    .filter(({ kind }) => kind !== 'progress' && kind !== 'ended' && kind !== 'part')
    .map((item) => comparable(richOutput(item).text))
    .filter((shown) => shown !== '');
}

describe.skipIf(!browserPath)(`the corpus has the same results in the page as in Node${inBrowser}`, () => {
  test.each([
    ['with the kernels', ''],
    ['without WebAssembly', '?plain'],
  ])(
    '%s',
    async (_, at) => {
      for (const text of corpus) {
        const opened = await writePermalink({ title: 'corpus', cells: [{ id: 'a', kind: 'code', text }] });
        const visited = await visit({ at: at + opened });
        try {
          const { page } = visited;
          await page.locator('.cell').first().focus();
          await page.keyboard.press('Enter');
          await page.keyboard.press('Control+Enter');
          await page.locator('.output:not([hidden]):not(.running)').waitFor({ timeout: 100_000 });
          const saved = page.waitForEvent('download');
          await page.click('[popovertarget=save-menu]');
          await page.click('#save-ipynb');
          const path = await (await saved).path();
          const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
            cells: { outputs: { data: { 'text/plain': string } }[] }[];
          };
          const shown = cells[0]!.outputs.map(({ data }) => comparable(data['text/plain']));
          expect(shown.length).toBeGreaterThan(1);
          expect(shown).toEqual(await inNode(text));
          expect(visited.problems).toEqual([]);
        } finally {
          await visited.close();
        }
      }
    },
    300_000,
  );
});
