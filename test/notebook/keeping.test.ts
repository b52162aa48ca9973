import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Visit, browserPath, inBrowser, unhurried, visit } from './browser.js';

describe.skipIf(!browserPath)(`notebooks that are opened, kept and deleted${inBrowser}`, unhurried, () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit();
  }, unhurried.timeout);
  afterAll(() => visited.close(), unhurried.timeout);

  /** A busy machine may be slow to show what is there already. */
  const patience = { timeout: 60_000 } as const;
  const texts = () => visited.page.locator('.cell .cm-content').allTextContents();
  const openMenu = () => visited.page.click('[popovertarget=notebooks-menu]');
  const kept = () => visited.page.locator('#notebooks .kept');

  test('an example of the menu opens with its cells', async () => {
    const { page } = visited;
    const files = JSON.parse((await page.locator('#examples-menu').getAttribute('data-examples'))!) as {
      file: string;
      title: string;
    }[];
    expect(files.length).toBeGreaterThan(5);
    for (const { file, title } of files) {
      await page.click('[popovertarget=examples-menu-box]');
      await page.locator('#examples-menu button', { hasText: title }).first().click();
      await page.locator('.status', { hasText: `${title}: nothing of it has been run` }).waitFor();
      expect(await page.locator('#examples-menu-box').isVisible()).toBe(false);
      const script = readFileSync(`examples/${file}`, 'utf8');
      const shown = await page.locator('.cell').allTextContents();
      expect(shown.length).toBeGreaterThan(1);
      // A word of the first statement of the script is in a cell.
      const statement = script.split('\n').find((line) => /^[A-Za-z]/u.test(line))!;
      expect(shown.join('\n')).toContain(statement.split(' ')[0]);
    }
  });

  test('text that was typed just before another notebook is opened is kept', async () => {
    const { page } = visited;
    await openMenu();
    await page.click('#new');
    await page.click('.cm-content');
    await page.keyboard.type('first = 1');
    // At once, and by keys: a click waits until the page is stable.
    await page.evaluate("document.getElementById('new').click()");
    await page.waitForFunction("!document.querySelector('.cm-content').textContent.includes('first')");
    await openMenu();
    await kept().first().locator('button').first().click();
    expect(await texts()).toEqual(['first = 1']);
  });

  test('a link to a place of the page changes nothing', async () => {
    const { page } = visited;
    await page.locator('.cm-content').click();
    await page.keyboard.press('End');
    await page.keyboard.type('2');
    await page.evaluate("document.querySelector('.cell').dataset.mark = 'same'");
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction("location.hash === '#cells'");
    await expect.poll(texts, patience).toEqual(['first = 12']);
    expect(await page.locator('.cell[data-mark=same]').count()).toBe(1);
  });

  test('a notebook is deleted from the list, and brought back', async () => {
    const { page } = visited;
    const stored = () => page.evaluate("Object.keys(localStorage).filter((k) => k.includes('notebook')).length");
    await page.locator('html[data-saved="saved"]').waitFor();
    await openMenu();
    await page.click('#new');
    await page.click('.cm-content');
    await page.keyboard.type('second = 2');
    await page.fill('#title', 'The second');
    await page.keyboard.press('Enter');
    await page.locator('html[data-saved="saved"]').waitFor();
    await openMenu();
    await expect.poll(() => kept().count(), patience).toBe(2);
    await page.click('button[aria-label="Delete The second"]');
    // The page does not show what is deleted, and the focus is on the way back.
    await expect.poll(texts, patience).toEqual(['']);
    await expect.poll(() => page.evaluate('document.activeElement.textContent'), patience).toBe('Undo');
    await expect.poll(stored, patience).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(stored, patience).toBe(2);
    await kept().locator('button', { hasText: 'The second' }).first().click();
    await expect.poll(texts, patience).toEqual(['second = 2']);
    await openMenu();
    await page.click('button[aria-label="Delete The second"]');
    await page.keyboard.press('Escape');
    await expect.poll(stored, patience).toBe(1);
    await page.reload();
    await page.waitForSelector('html[data-state="ready"], html[data-state="complete"]');
    await expect.poll(texts, patience).toEqual(['first = 12']);
  });

  test('the kind of a cell that is turned back leaves no result of the other kind', async () => {
    const { page } = visited;
    await page.waitForSelector('html[data-state="complete"]');
    await page.click('.cm-content');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(':slider s 0..1 at 1');
    await page.keyboard.press('Control+Enter');
    await page.locator('input[type=range]').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');
    await page.keyboard.press('m');
    await page.click('#undo');
    await page.click('#undo');
    await page.click('#add-code');
    await page.keyboard.insertText('s X_0');
    await page.keyboard.press('Control+Enter');
    await page.locator('.cell').last().locator('annotation').waitFor({ state: 'attached' });
    // The slider went with its cell, so s is a parameter again.
    expect(await page.locator('.cell').last().locator('annotation').textContent()).toBe('2 s S^{x}_{0}');
  });

  test('nothing of it was reported as an error', () => {
    expect(visited.problems).toEqual([]);
  });
});
