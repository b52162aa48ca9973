import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SiteFiles, chainSite, siteFolder, siteSubjects, surveyChain } from '../../src/document/site/index.js';
import { staticFiles } from '../../src/notebook/index.js';
import { silent } from '../../src/report/index.js';
import { startPage } from '../../scripts/site-start.js';
import { pages } from '../../scripts/site-kit.js';
import { browserPath, inBrowser, openBrowser, plainServer, unhurried, violations, watch } from '../notebook/browser.js';

const script = `param J, Δ real
# The chain.
H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
Stag = sum_j (-1)^j Sz_j
prove [H, sum_j Sz_j] = 0
hamiltonian H
`;

/** The site of a lecture, as `spinlaw docs lecture.spin --set J=2` writes it. */
function lectureSite(): SiteFiles {
  const source = { name: 'lecture.spin', text: script };
  const request = { sources: [source], models: [], field: false, set: ['J=2'], upto: '3' };
  const surveys = siteSubjects(request, silent).subjects.map((subject) => surveyChain(subject, { upto: 3 }));
  const notebook: SiteFiles = new Map(staticFiles());
  return chainSite(surveys, { title: 'Lecture', made: '', notebook, settings: request.set });
}

/** The first page of the project's own site, with the files that it needs. */
function projectSite(): SiteFiles {
  const page = startPage({ about: 'About.', questions: '', notebook: 'notebook/index.html' });
  const frame = { title: 'spinlaw', made: '', links: [{ to: 'index.html', text: 'spinlaw' }] };
  const notebook = [...staticFiles()].map(([name, content]) => [`notebook/${name}`, content] as const);
  return new Map([['index.html', pages.framed(frame, page)], ...pages.siteAssets(), ...notebook]);
}

describe.skipIf(!browserPath)(`the live cell of a site${inBrowser}`, unhurried, () => {
  const browser = openBrowser();
  const problems: string[] = [];
  const loaded = new Map<string, number>();
  const servers: { close(): Promise<void> }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-live-'));

  /** Opens the first page of a site that a plain web server has in a folder of its own. */
  async function open(files: SiteFiles) {
    const { page } = await browser;
    const { server, asked } = await plainServer(files, 'lectures/week 3/');
    servers.push(server);
    await page.goto(encodeURI(server.url));
    await page.locator('form[data-live] [type=submit]').waitFor();
    return { page, asked };
  }

  beforeAll(async () => watch((await browser).page, problems, loaded), unhurried.timeout);
  afterAll(async () => {
    await (await browser).close();
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }, unhurried.timeout);

  const answer = '[data-answer] annotation';
  const computed = '[data-live-status]:text("computed in")';

  test('has the answer before anything is computed, and computes the same in the browser', async () => {
    const { page, asked } = await open(projectSite());
    const before = await page.locator(answer).textContent();
    expect(before).toContain('\\mathbf{S}^{\\prime');
    await page.waitForTimeout(300);
    // Nothing heavy is loaded before the reader uses the cell.
    expect(asked.filter((path) => path.includes('/notebook/'))).toEqual([]);
    expect(await page.locator('form[data-live] textarea').inputValue()).toBe("(S'_j×S''_<j+1>)·S'_<j+2>");
    await page.click('form[data-live] [type=submit]');
    await page.locator(computed).waitFor();
    await page.locator(answer).waitFor({ state: 'attached' });
    expect(await page.locator(answer).textContent()).toBe(before);
    expect(asked.filter((path) => path.includes('/notebook/')).length).toBeGreaterThan(2);

    for (const example of await page.locator('[data-example]').all()) {
      await example.click();
      await page.locator('[data-live-status]:text("computing")').waitFor({ state: 'detached' });
      await page.locator(computed).waitFor();
      expect(await page.locator('[data-answer] pre').count()).toBe(0);
      expect(await page.locator('[data-answer] > *').count()).toBeGreaterThan(0);
    }
  });

  test('is used by keyboard: runs, shows an error with its place, stops, and opens the notebook', async () => {
    const { page } = await browser;
    const text = page.locator('form[data-live] textarea');
    await text.fill('[X_0, <b>Y</b>');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-answer] pre').waitFor();
    expect(await page.locator('[data-answer] pre').textContent()).toMatch(/<b>Y<\/b>\n.*\^/su);
    expect(await page.locator('[data-answer] b').count()).toBe(0);
    await text.fill('charge(sum_j (X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>), 30)');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-stop]:enabled').waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    await page.locator('[data-live-status]:text("stopped after")').waitFor();
    await text.fill('2 Z_0');
    await page.keyboard.press('Shift+Enter');
    await page.locator(computed).waitFor();
    await page.locator(answer).waitFor({ state: 'attached' });
    expect(await page.locator(answer).textContent()).toBe('4 S^{z}_{0}');
    await page.click('[data-notebook]');
    await page.waitForURL(/notebook\/index\.html/u);
    await page.locator('.cell .cm-content').getByText('2 Z_0').waitFor();
  });

  test('knows the names and settings of a script', async () => {
    const { page } = await open(lectureSite());
    expect(await page.locator('form[data-live] textarea').inputValue()).toBe('[H, Stag]');
    const before = await page.locator(answer).textContent();
    // J is 2 by a setting, so it is not in the answer.
    expect(before).not.toContain('J');
    await page.click('form[data-live] [type=submit]');
    await page.locator(computed).waitFor();
    await page.locator(answer).waitFor({ state: 'attached' });
    expect(await page.locator('[data-answer] pre').count()).toBe(0);
    expect(await page.locator(answer).textContent()).not.toContain('J');
  });

  test('says so where the part that computes was not copied along', async () => {
    const { page } = await open(new Map([...lectureSite()].filter(([name]) => !name.startsWith('notebook/'))));
    await page.click('form[data-live] [type=submit]');
    await page.locator('[data-live-status]:text("could not be loaded")').waitFor();
    expect(await page.locator(answer).count()).toBe(1);
  });

  test('from a folder says how to see it live, and shows the answer of the build', async () => {
    const { page } = await browser;
    siteFolder(join(folder, 'site')).write(lectureSite());
    await page.goto(pathToFileURL(join(folder, 'site/index.html')).href);
    await page.locator('[data-live-status]:text("npx spinlaw notebook")').waitFor();
    expect(await page.locator(answer).count()).toBe(1);
    expect(await page.locator('form[data-live] button:visible').count()).toBe(0);
  });

  test('has no serious violation of accessibility, light, dark and narrow, and reports no error', async () => {
    const { page } = await browser;
    for (const [files, run] of [
      [projectSite(), true],
      [lectureSite(), false],
    ] as const) {
      await open(files);
      for (const [width, colorScheme] of [
        [1100, 'light'],
        [390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        if (run) {
          await page.click('form[data-live] [type=submit]');
          await page.locator(computed).waitFor();
        }
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
    }
    // The missing part of one test is reported by the browser.
    expect(problems.filter((text) => !/404/u.test(text))).toEqual([]);
  });
});
