import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePermalink } from '../../src/notebook/permalink.js';
import { type Visit, browserPath, idle, inBrowser, unhurried, runCell, violations, visit, watch } from './browser.js';

describe.skipIf(!browserPath)(`the notebook, used${inBrowser}`, unhurried, () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit();
    await visited.page.waitForSelector('html[data-state="complete"]');
  }, unhurried.timeout);
  afterAll(() => visited.close(), unhurried.timeout);

  test('underlines an error while one types, and says what to write instead', async () => {
    const { page } = visited;
    await page.click('#add-code');
    await page.keyboard.type('[H, sum_j Sz_j');
    const cell = page.locator('.cell').last();
    await page.keyboard.press('Delete');
    await cell.locator('.problem').first().waitFor();
    await cell.locator('.at-caret.error').waitFor();
    expect(await cell.locator('.cm-content').getAttribute('aria-invalid')).toBe('true');
  });

  test('completes a command of LaTeX to its letter', async () => {
    const { page } = visited;
    await page.click('#add-code');
    await page.keyboard.type('\\Delt');
    await page.locator('.cm-tooltip-autocomplete [aria-selected]').waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    expect(await page.locator('.cell').last().locator('.cm-content').textContent()).toBe('Δ');
  });

  test('explains the word at the caret in a tooltip with its formula, which Esc closes', async () => {
    const { page } = visited;
    await page.click('#add-code');
    const cell = page.locator('.cell').last();
    await page.keyboard.insertText('E3 = charge(sum_j J S_j·S_<j+1>, 3)');
    await page.keyboard.press('Control+i');
    // The caret is behind the last bracket, about which there is nothing to say.
    await cell.locator('.at-caret', { hasText: 'nothing is known about this place' }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+i');
    const tooltip = page.locator('.cm-tooltip .hover');
    await tooltip.locator('.formula .katex').waitFor();
    expect(await tooltip.locator('.formula annotation').textContent()).toMatch(/^E_\{3\} = .*\\mathbf\{S\}/u);
    const facts = (await tooltip.locator('p').textContent())!;
    expect(facts).toMatch(/range 3 · Hermitian · dimension: /u);
    expect(await tooltip.locator('p annotation').textContent()).toBe('\\mathrm{energy}^{2}');
    expect(await page.locator('#announcements').textContent()).toContain('dimension: energy^2');
    await page.keyboard.press('Escape');
    await tooltip.waitFor({ state: 'detached' });
    expect(await cell.locator('.cm-content').evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true);
    await cell.locator('.cm-line span', { hasText: 'charge' }).hover();
    await tooltip.getByText('the conserved charge C_n').waitFor();
  });

  test('runs again what depends on a slider, and leaves the rest', async () => {
    const { page } = visited;
    const slider = await runCell(visited, ':slider g 0..2 step 0.5 at 1');
    const other = await runCell(visited, 'K = sum_j Z_j Z_<j+1>\nK');
    const cell = await runCell(visited, 'g X_0 + Z_0');
    await cell.locator('annotation').first().waitFor({ state: 'attached' });
    const before = await other.locator('.formula').last().elementHandle();
    await slider.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await cell.locator('annotation').filter({ hasText: '3 S^{x}_{0}' }).first().waitFor({ state: 'attached' });
    await idle(visited);
    // (3/2) X = 3 S^x.
    expect(await cell.locator('annotation').last().textContent()).toContain('3 S^{x}_{0}');
    expect(await slider.locator('input[type=number]').inputValue()).toBe('1.5');
    expect(await before!.evaluate((node) => node.isConnected)).toBe(true);
  });

  test('stops a long computation at once, and knows the earlier definitions afterwards', async () => {
    const { page } = visited;
    await runCell(visited, 'L = sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>');
    await page.click('#add-code');
    await page.keyboard.insertText('charge(L, 30)');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('html[data-busy="true"]');
    await page.waitForTimeout(500);
    await page.click('#stop');
    await page.locator('.cell').last().getByText('stopped after').waitFor();
    const cell = await runCell(visited, 'prove [L, charge(L, 3)] = 0');
    expect(await cell.locator('.verdict.holds').count()).toBe(1);
  });

  test('draws the rates of a gas, with their numbers', async () => {
    const model = readFileSync('examples/driven-gas.spin', 'utf8');
    const cell = await runCell(visited, `${model}\n:gas 1`);
    await cell.locator('svg.chart').waitFor();
    expect(await cell.locator('svg.chart').getAttribute('aria-label')).toMatch(/^\d+ rates; the largest is \d → \d/u);
    expect(await cell.locator('tbody tr').count()).toBeGreaterThan(3);
  });

  test('needs no server after it has loaded, not even to be opened again', async () => {
    const { page, context, loaded } = visited;
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const before = loaded.size;
    await context.setOffline(true);
    const cell = await runCell(visited, 'charge(sum_j S_j·S_<j+1>, 3)');
    await cell.locator('.katex').first().waitFor();
    expect([...loaded.keys()].slice(before)).toEqual([]);
    await visited.server.close();
    await page.reload();
    await page.waitForSelector('html[data-state="ready"], html[data-state="complete"]');
    expect(await page.locator('.cell').count()).toBeGreaterThan(5);
    await context.setOffline(false);
  });

  test('has no serious violation of accessibility, and reports no error', async () => {
    expect(await violations(visited.page)).toEqual([]);
    expect(visited.problems.filter((text) => !/ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED)/u.test(text))).toEqual(
      [],
    );
  });
});

describe.skipIf(!browserPath)(`the notebook by keyboard, dark and narrow${inBrowser}`, unhurried, () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit({ width: 390, height: 800, dark: true });
  }, unhurried.timeout);
  afterAll(() => visited.close(), unhurried.timeout);

  test('is used without a mouse: cells are run, inserted, moved, deleted and brought back', async () => {
    const { page } = visited;
    const texts = () => page.locator('.cell .cm-content').allTextContents();
    await page.keyboard.press('Enter');
    await page.keyboard.type('a = 1');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('b = 2');
    await page.keyboard.press('Control+Enter');
    await page.locator('.cell').last().locator('.output:not(.running) .part > *').first().waitFor();
    await idle(visited);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await texts()).toEqual(['b = 2', 'a = 1']);
    await page.keyboard.press('Delete');
    expect(await texts()).toEqual(['a = 1']);
    await page.locator('#undo').focus();
    await page.keyboard.press('Enter');
    expect(await texts()).toEqual(['b = 2', 'a = 1']);
    await page.keyboard.press('Tab');
    expect(await page.locator('#announcements').textContent()).toContain('taken back');
  });

  test('breaks a long formula over lines', async () => {
    const cell = await runCell(visited, 'charge(sum_j J S_j·S_<j+1>, 5)');
    const formula = cell.locator('.formula');
    await formula.locator('.katex').waitFor();
    const { wide, high, room } = await formula.evaluate((node) => ({
      wide: node.scrollWidth,
      high: node.querySelector('.katex-html')!.clientHeight,
      room: node.clientWidth,
    }));
    expect(wide).toBeLessThanOrEqual(room);
    expect(high).toBeGreaterThan(100);
  });

  test('moves nothing when the focus moves', async () => {
    const { page } = visited;
    await runCell(visited, 'charge(sum_j J S_j·S_<j+1>, 3)');
    await page.click('#add-code');
    const places = () =>
      page
        .locator('.cell, .output:not([hidden])')
        .evaluateAll((nodes) =>
          nodes.map((node) => Math.round(node.getBoundingClientRect().top + node.ownerDocument.defaultView!.scrollY)),
        );
    const before = await places();
    const cells = page.locator('.cell.code');
    for (const cell of await cells.all()) {
      await cell.focus();
      expect(await places()).toEqual(before);
      await cell.locator('.cm-content').focus();
      expect(await places()).toEqual(before);
    }
    // The sentence on the call around the caret is longer than the line.
    await cells.nth(-2).locator('.cm-content').focus();
    await page.keyboard.press('Home');
    for (let k = 0; k < 7; k += 1) await page.keyboard.press('ArrowRight');
    await cells.nth(-2).locator('.at-caret', { hasText: 'charge(A, n)' }).waitFor();
    expect(await places()).toEqual(before);
  });

  test('fits into 390 pixels in the dark, without a serious violation', async () => {
    const { page } = visited;
    await page.click('#add-prose');
    await page.keyboard.insertText('x'.repeat(300));
    await page.keyboard.press('Control+Enter');
    await page.locator('.cell').last().locator('.prose p').waitFor();
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    // #10151b
    expect(paper).toBe('rgb(16, 21, 27)');
    expect(await violations(visited.page)).toEqual([]);
    expect(visited.problems).toEqual([]);
  });
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '\\href{javascript:alert(1)}{x}',
  '\\htmlData{a=b}{x}',
  '"><script>alert(1)</script>',
  '[x](javascript:alert(1)) ![y](https://example.org/z.png) <b>bold</b>',
];

describe.skipIf(!browserPath)(`a link to the notebook${inBrowser}`, unhurried, () => {
  test('is only text until the reader runs it, whatever it says', async () => {
    const link = await writePermalink({
      title: '<img src=x onerror=alert(1)>',
      cells: [
        { id: 'a', kind: 'code', text: 'H = X_0\nH' },
        ...hostile.flatMap((text, k) => [
          { id: `p${k}`, kind: 'prose' as const, text: `${text} $\\href{javascript:alert(1)}{x}$` },
          { id: `c${k}`, kind: 'code' as const, text },
        ]),
        { id: 'z', kind: 'code', text: `# ${hostile[0]!}\nprove <script>: X_0 = 1` },
      ],
    });
    const visited = await visit({ at: link });
    try {
      const { page } = visited;
      await page.waitForSelector('html[data-state="complete"]');
      expect(await page.locator('.output:not([hidden])').count()).toBe(0);
      expect(await page.locator('#title').inputValue()).toBe('<img src=x onerror=alert(1)>');
      expect(new URL(page.url()).hash).toBe('');
      for (const cell of await page.locator('.cell.code').all()) {
        await cell.focus();
        await page.keyboard.press('Control+Enter');
      }
      await page.waitForTimeout(500);
      await idle(visited);
      expect(
        await page.locator('main img[src="x"], main script, main b, main [onerror], main [src^="https"]').count(),
      ).toBe(0);
      expect(await page.locator('main a[href^="javascript"], main [data-a]').count()).toBe(0);
      expect(visited.problems).toEqual([]);
    } finally {
      await visited.close();
    }
  });
});

describe.skipIf(!browserPath)(`two tabs with one notebook${inBrowser}`, unhurried, () => {
  test('have the changes of both', async () => {
    const visited = await visit();
    try {
      const { page, context, server } = visited;
      await page.click('.cm-content');
      await page.keyboard.type('a = 1');
      await page.locator('html[data-saved="saved"]').waitFor();
      const other = await context.newPage();
      watch(other, [], new Map());
      await other.goto(server.url);
      await other.locator('.cm-content').getByText('a = 1').waitFor();
      await other.click('#add-code');
      await other.keyboard.type('b = 2');
      await page.locator('.cm-content').getByText('b = 2').waitFor();
      await page.locator('.cm-content').first().click();
      await page.keyboard.press('End');
      await page.keyboard.type('0');
      await other.locator('.cm-content').getByText('a = 10').waitFor();
    } finally {
      await visited.close();
    }
  });
});
