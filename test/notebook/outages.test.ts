import { describe, expect, test } from 'vitest';
import { staticFiles } from '../../src/notebook/index.js';
import { browserPath, idle, inBrowser, unhurried, plainServer, openBrowser, runCell, visit } from './browser.js';

describe.skipIf(!browserPath)(`the notebook where something is missing${inBrowser}`, unhurried, () => {
  test('says that the part that computes cannot be loaded, asks for it a few times only, and works when it is back', async () => {
    const files = new Map(staticFiles());
    const worker = files.get('engine-worker.js')!;
    files.delete('engine-worker.js');
    const { server, asked } = await plainServer(files);
    const browser = await openBrowser();
    try {
      const { page } = browser;
      await page.goto(server.url);
      await page.waitForSelector('html[data-state="ready"]');
      await page.locator('.status', { hasText: 'could not be loaded' }).waitFor();
      const cell = await runCell(browser, 'X_0 X_1');
      expect(await cell.locator('pre.error').textContent()).toMatch(/computes could not be loaded.*reload the page/su);
      await idle(browser);
      await page.waitForTimeout(1500);
      const times = asked.filter((path) => path === 'engine-worker.js').length;
      expect(times).toBeGreaterThan(1);
      expect(times).toBeLessThan(7);
      // Text can be edited meanwhile, and the page is not busy.
      await page.keyboard.type(' ');
      files.set('engine-worker.js', worker);
      await page.keyboard.press('Control+Enter');
      await cell.locator('.formula').waitFor();
      expect(await cell.locator('pre.error').count()).toBe(0);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  test('computes and copies at an address without https, where pages have no clipboard', async () => {
    const visited = await visit({ insecure: true });
    try {
      const { page, problems } = visited;
      await page.waitForSelector('html[data-state="complete"]');
      expect(await page.evaluate('isSecureContext')).toBe(false);
      const cell = await runCell(visited, '2 X_0');
      await cell.locator('.copy > button').click();
      await cell.locator('.copy [popover] button', { hasText: 'LaTeX' }).click();
      await page.locator('dialog[open] textarea').waitFor();
      expect(await page.locator('dialog textarea').inputValue()).toBe('4 S^{x}_{0}');
      expect(await page.evaluate('getSelection().toString()')).toBe('4 S^{x}_{0}');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await page.click('#copy-link');
      expect(await page.locator('dialog textarea').inputValue()).toMatch(/^http:\/\/spinlaw\.test:\d+\/#1\./u);
      await page.click('dialog button');
      expect(problems).toEqual([]);
    } finally {
      await visited.close();
    }
  });

  test('copies a result in its turn while something else is computed', async () => {
    const visited = await visit();
    try {
      const { page } = visited;
      await page.waitForSelector('html[data-state="complete"]');
      const cell = await runCell(visited, '2 X_0');
      await page.click('#add-code');
      await page.keyboard.insertText('charge(sum_j (X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>), 12)\nY_0');
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('html[data-busy="true"]');
      const running = page.locator('.cell').last();
      await cell.locator('.copy > button').click();
      await cell.locator('.copy [popover] button', { hasText: 'Text' }).click();
      await cell.locator('.copy .status', { hasText: 'is in the clipboard' }).waitFor({ timeout: 50_000 });
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe('4 Sx_0');
      // The run was not disturbed: both of its values are there.
      expect(await running.locator('.value').count()).toBe(2);
      expect(await running.locator('.number').last().textContent()).toBe('%3');
      expect(visited.problems).toEqual([]);
    } finally {
      await visited.close();
    }
  });

  test('a cell that is deleted while it runs leaves the page as it should be', async () => {
    const visited = await visit();
    try {
      const { page } = visited;
      await page.waitForSelector('html[data-state="complete"]');
      await runCell(visited, ':slider d 0..1 at 1');
      await page.click('#add-code');
      await page.keyboard.insertText('charge(sum_j (X_j X_<j+1> + 2 Y_j Y_<j+1> + d Z_j Z_<j+1>), 11)');
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('html[data-busy="true"]');
      await page.keyboard.press('Shift+Tab');
      await page.locator('.cell').last().focus();
      await page.keyboard.press('Delete');
      await page.locator('.cell').nth(1).focus();
      await page.keyboard.press('Delete');
      const cell = await runCell(visited, 'd Z_0');
      await idle(visited);
      expect(await cell.locator('annotation').textContent()).toBe('2 d S^{z}_{0}');
      expect(visited.problems).toEqual([]);
    } finally {
      await visited.close();
    }
  });
});
