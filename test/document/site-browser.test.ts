import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainSite, siteFolder, siteSubjects, surveyChain } from '../../src/document/site/index.js';
import { silent } from '../../src/report/index.js';
import { browserPath, inBrowser, unhurried } from '../notebook/browser.js';

// The site of a script, opened from its folder in a browser: without a server and without the network.

const script = `# A lecture about $H$.

param J, Δ real
# The chain. <img src=x onerror=alert(1)>
H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
# A staggered field, $\\href{javascript:alert(1)}{x}$.
Stag = sum_j (-1)^j Sz_j
hamiltonian H
`;

describe.skipIf(!browserPath)(`a site in a browser${inBrowser}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-pages-'));
  const site = join(folder, 'site');
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];
  const outside: string[] = [];

  beforeAll(async () => {
    const request = { sources: [{ name: 'lecture.spin', text: script }], models: [], field: false, set: [], upto: '4' };
    const surveys = siteSubjects(request, silent).subjects.map((subject) => surveyChain(subject, { upto: 4 }));
    siteFolder(site).write(chainSite(surveys, { title: `Lecture "3" <b> ${'x'.repeat(60)}`, made: '' }));
    context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: browserPath!,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    context.setDefaultTimeout(unhurried.timeout / 2);
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => {
      problems.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (sent) => {
      if (!/^(?:file|data):/u.test(sent.url())) outside.push(sent.url());
    });
  }, unhurried.timeout);

  afterAll(async () => {
    await context?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (path: string, { width = 1280, dark = false } = {}): Promise<void> => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    await page.goto(pathToFileURL(join(site, path)).href);
  };

  test.each(['index.html', 'lecture/index.html', 'lecture/operators/Stag.html'])(
    '%s: nothing is wrong for readers with and without eyes, on wide and narrow screens, light and dark',
    async (path) => {
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      for (const view of [{ width: 1280 }, { width: 390, dark: true }]) {
        await open(path, view);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0);
        await page.evaluate(axe);
        const found = await page.evaluate(
          `axe.run(document, { preload: false, resultTypes: ['violations'] }).then(({ violations }) =>
             violations.filter((v) => ['serious', 'critical'].includes(v.impact))
               .map((v) => v.id + ': ' + v.nodes.map((n) => n.html).slice(0, 3).join(' ')))`,
        );
        expect(found).toEqual([]);
      }
    },
    unhurried.timeout,
  );

  test(
    'the search works from a folder, by the keyboard alone',
    async () => {
      await open('lecture/C4.html');
      await page.keyboard.press('/');
      await page.keyboard.type('Stag');
      await page.waitForSelector('[data-results] a');
      expect(await page.locator('[data-results] a').first().textContent()).toContain('Stag');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/operators\/Stag\.html/u);
      expect(await page.locator('.lead').textContent()).toMatch(/^Not conserved\./u);
      await page.keyboard.press('/');
      await page.keyboard.type('zzzz qqqq');
      await page.waitForFunction("document.querySelector('[data-status]').textContent.startsWith('nothing')");
      await page.keyboard.press('Escape');
      expect(await page.locator('[data-results]').isVisible()).toBe(false);
    },
    unhurried.timeout,
  );

  test(
    'formulas are typeset with the fonts of the folder',
    async () => {
      await open('lecture/index.html');
      const families = await page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family))",
      );
      expect(families).toContain('KaTeX_Main');
      const loaded = await page.evaluate("document.querySelector('figure.chain img').naturalWidth");
      expect(loaded).toBeGreaterThan(100);
    },
    unhurried.timeout,
  );

  test('nothing was loaded from elsewhere, no script of the text ran, and the policy was not violated', () => {
    expect(outside).toEqual([]);
    expect(problems).toEqual([]);
  });
});
