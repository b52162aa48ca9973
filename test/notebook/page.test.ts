import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticFiles } from '../../src/notebook/index.js';
import { type Visit, browserPath, inBrowser, unhurried, visit } from './browser.js';

/** Bytes of the first view, compressed, in its specification. */
const firstView = 150_000;

describe.skipIf(!browserPath)(`the notebook in a browser${inBrowser}`, unhurried, () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit();
  }, unhurried.timeout);
  afterAll(() => visited.close(), unhurried.timeout);

  /** Types into a new last cell and runs it; the cell. */
  async function run(text: string) {
    const { page } = visited;
    await page.click('#add-code');
    const cell = page.locator('.cell').last();
    await page.keyboard.insertText(text);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('html[data-busy="false"]');
    await cell.locator('.output:not(.running)').waitFor({ state: 'attached' });
    return cell;
  }

  test('loads less than 150 kB before one can type, and nothing later', async () => {
    const { page } = visited;
    const files = staticFiles();
    const html = new TextDecoder().decode(files.get('index.html'));
    // All that the page names itself is loaded at once; the rest is asked for by its first script.
    const named = [...html.matchAll(/(?:href|src)="\.\/(?<file>[^"]+)"/gu)].map((m) => m.groups!.file!);
    expect(named).toContain('main.js');
    const bytes = ['index.html', ...named].reduce((sum, file) => sum + gzipSync(files.get(file)!).length, 0);
    console.log(`notebook: ${bytes} bytes, compressed, before one can type`);
    expect(bytes).toBeLessThan(firstView);
    await page.waitForSelector('html[data-state="complete"]');
  });

  test('typesets the example, with its number and its free parameters', async () => {
    const cell = await run("(S'_j×S''_<j+1>)·S'_<j+2>");
    await cell.locator('.katex').first().waitFor();
    expect(await cell.locator('.remark').textContent()).toBe('Δ, J: free real parameters');
    // The formula of chain (16), as it was typed: it is its own shortest form in vectors.
    expect(await cell.locator('annotation').textContent()).toContain('\\mathbf{S}^{\\prime}_{j+2}');
    expect(await cell.locator('.number').textContent()).toBe('%1');
  });

  test('proves, and shows what is not true', async () => {
    const cell = await run('H = sum_j J S_j·S_<j+1>\nprove [H, sum_j Sz_j] = 0\nprove [H, sum_j j Sz_j] = 0');
    expect(await cell.locator('.verdict.holds').textContent()).toMatch(/^proved: \d+ words cancelled/u);
    expect(await cell.locator('.verdict.fails').textContent()).toMatch(/^not proved[^]*residual/u);
  });

  test('reports no error and no violation of its policy', () => {
    expect(visited.problems).toEqual([]);
  });
});
