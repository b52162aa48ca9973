import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstView, firstViewBudget, totalBytes } from '../../scripts/first-view.mjs';
import { staticFiles } from '../../src/notebook/index.js';
import { type Visit, browserPath, inBrowser, unhurried, visit } from './browser.js';

test('the first view of the notebook is within its budget of bytes', () => {
  const files = firstView(staticFiles());
  expect(files.map(({ name }) => name)).toContain('main.js');
  expect(totalBytes(files)).toBeLessThanOrEqual(firstViewBudget);
});

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

  test('loads nothing but the first view before one can type', async () => {
    const names = firstView(staticFiles()).map(({ name }) => name);
    const { page } = visited;
    const loaded = (await page.evaluate(
      "performance.getEntriesByType('resource').filter((r) => r.startTime < performance.getEntriesByName('prompt')[0].startTime).map((r) => r.name)",
    )) as string[];
    expect(loaded.length).toBeGreaterThan(1);
    for (const address of loaded) expect(names).toContain(new URL(address).pathname.slice(1));
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
