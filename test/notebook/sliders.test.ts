import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Visit, browserPath, idle, inBrowser, unhurried, runCell, visit } from './browser.js';

describe.skipIf(!browserPath)(`sliders${inBrowser}`, unhurried, () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit();
    await visited.page.waitForSelector('html[data-state="complete"]');
  }, unhurried.timeout);
  afterAll(() => visited.close(), unhurried.timeout);

  /** The formulas of the values of a cell, in LaTeX. */
  const formulas = (cell: Awaited<ReturnType<typeof runCell>>) => cell.locator('annotation').allTextContents();

  test('below statements of the same cell leave them, and set the parameter for all of them', async () => {
    const { page } = visited;
    const cell = await runCell(visited, 'A = 2 g X_0\nA\n:slider g 0..2 step 0.5 at 1\nA + Z_0');
    const other = await runCell(visited, 'A + A');
    expect(await formulas(other)).toEqual(['8 S^{x}_{0}']);
    await cell.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await other.locator('annotation', { hasText: '12' }).waitFor({ state: 'attached' });
    await idle(visited);
    expect(await formulas(other)).toEqual(['12 S^{x}_{0}']);
    expect(await formulas(cell)).toEqual(expect.arrayContaining(['6 S^{x}_{0}', '6 S^{x}_{0} + 2 S^{z}_{0}']));
    // The handle is the same one, so that dragging and keys go on.
    expect(await page.evaluate('document.activeElement.type + document.activeElement.value')).toBe('range1.5');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await other.locator('annotation', { hasText: '4 S' }).waitFor({ state: 'attached' });
    await idle(visited);
    expect(await formulas(other)).toEqual(['4 S^{x}_{0}']);
  });

  test('that are dragged far have results for their last place', async () => {
    const { page } = visited;
    const cell = await runCell(visited, ':slider q 0..100 step 1');
    const other = await runCell(visited, 'q Y_0\ncharge(sum_j (X_j X_<j+1> + q Z_j Z_<j+1>), 4)');
    const handle = (await cell.locator('input[type=range]').boundingBox())!;
    const y = handle.y + handle.height / 2;
    await page.mouse.move(handle.x + 8, y);
    await page.mouse.down();
    for (let k = 1; k <= 30; k++) await page.mouse.move(handle.x + 8 + (k * (handle.width - 16)) / 60, y);
    await page.mouse.up();
    await page.waitForTimeout(50);
    await idle(visited);
    const value = Number(await cell.locator('input[type=number]').inputValue());
    expect(value).toBeGreaterThan(20);
    expect((await formulas(other))[0]).toBe(`${2 * value} S^{y}_{0}`);
  });

  test('that go take their cells back to the definitions of the text', async () => {
    const { page } = visited;
    await runCell(visited, 'w = 7');
    const cell = await runCell(visited, ':slider w 0..2 at 1');
    const other = await runCell(visited, 'w X_0');
    expect(await formulas(other)).toEqual(['2 S^{x}_{0}']);
    await cell.focus();
    await page.keyboard.press('Delete');
    await other.locator('annotation', { hasText: '14' }).waitFor({ state: 'attached' });
    await idle(visited);
    expect(await formulas(other)).toEqual(['14 S^{x}_{0}']);
  });

  test('follow the order in which cells were run, not that on the page', async () => {
    const { page } = visited;
    const slider = await runCell(visited, ':slider r 1..3 step 1');
    const late = await runCell(visited, 'r X_0');
    const early = await runCell(visited, 'c = r Y_0\nc');
    await late.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('c + r X_0');
    await page.keyboard.press('Control+Enter');
    await late.locator('annotation', { hasText: 'y' }).waitFor({ state: 'attached' });
    await slider.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await late.locator('annotation', { hasText: '4' }).waitFor({ state: 'attached' });
    await idle(visited);
    expect(await formulas(late)).toEqual(['4 \\left(S^{x}_{0} + S^{y}_{0}\\right)']);
    expect(await formulas(early)).toEqual(expect.arrayContaining(['4 S^{y}_{0}']));
    // Numbers of results lead to the same results as before.
    const number = (await late.locator('.number').textContent())!;
    const copy = await runCell(visited, `${number} - c`);
    expect(await formulas(copy)).toEqual(['4 S^{x}_{0}']);
  });

  test.each([
    [':slider S 0..1', /reserved|spin operator/u],
    [':slider zz 3..1', /smaller to a larger/u],
    [':slider zz 0..1\n:slider zz 0..2', /another slider for zz/u],
  ])('%j is refused, and nothing else changes', async (text, message) => {
    const cell = await runCell(visited, text);
    expect(await cell.locator('pre.error').textContent()).toMatch(message);
    expect(await cell.locator('input').count()).toBe(0);
    const other = await runCell(visited, 'zz X_0 + q X_1');
    expect((await formulas(other))[0]).toMatch(/^2 .mathrm.zz. S/u);
  });

  test('stopped while their cells run mark what is old, and move on', async () => {
    const { page } = visited;
    await runCell(visited, 'P = sum_j (X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>)');
    const slider = await runCell(visited, ':slider n 0..2 step 1');
    const before = await runCell(visited, 'n Y_0');
    // It takes long where n is not 0.
    await runCell(visited, 'charge(P, 3 + 20 n)');
    const after = await runCell(visited, 'n Z_0');
    await slider.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await before.locator('annotation', { hasText: '2' }).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await page.click('#stop');
    await after.locator('.old').waitFor();
    await idle(visited);
    const check = await runCell(visited, 'n X_0');
    // The value is that of the handle, although its cells were stopped.
    expect(await formulas(check)).toEqual(['4 S^{x}_{0}']);
    await slider.locator('input[type=range]').focus();
    await page.keyboard.press('Home');
    await check.locator('annotation', { hasText: /^0$/u }).waitFor({ state: 'attached' });
    await idle(visited);
    expect(await formulas(after)).toEqual(['0']);
    expect(await page.locator('.old').count()).toBe(0);
  });

  test('nothing of it was reported as an error', () => {
    expect(visited.problems).toEqual([]);
  });
});
