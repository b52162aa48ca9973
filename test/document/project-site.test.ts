import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { models } from '../../src/charges/index.js';
import { siteFolder } from '../../src/document/site/index.js';
import { laws } from '../../src/laws/index.js';
import { deadLinks } from '../../scripts/links.mjs';
import { projectPages } from '../../scripts/site.js';

/** The project's own pages as `npm run docs` makes them, without TypeDoc and with little time for the laws. */
describe('the pages of the project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-project-'));
  let files: Map<string, string | Uint8Array>;
  let wrong: string[];
  beforeAll(async () => {
    ({ files, wrong } = await projectPages({ budget: 1, upto: 3 }));
    siteFolder(folder).write(files);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('nothing is wrong, and every link leads somewhere', () => {
    expect(wrong).toEqual([]);
    // The gallery of figures and the pages of TypeDoc are not made here.
    const elsewhere = ['figures/index.html', 'api/index.html'];
    expect(deadLinks(folder, { allowNet: true }).filter(({ link }) => !elsewhere.includes(link))).toEqual([]);
  });

  test('every law, every page of docs/, every model and every command has its page', () => {
    for (const { id } of laws) expect(files.get(`laws/${id}.html`)).toContain(`<h1>${id}</h1>`);
    for (const section of ['start', 'guides', 'reference', 'background']) {
      const pages = readdirSync(`docs/${section}`).filter((name) => name !== 'laws.md');
      expect(pages.length).toBeGreaterThan(0);
      for (const name of pages) expect(files.has(`docs/${section}/${name.replace('.md', '.html')}`)).toBe(true);
    }
    for (const { name } of models)
      for (const place of [name, `${name}-field`]) expect(files.has(`models/${place}/C2.html`)).toBe(true);
    expect(files.get('docs/reference/command-line-help.html')).toContain('id="docs"');
  });

  test('the first page says what it is, shows answers and leads through three doors', () => {
    const { document } = parseHTML(files.get('index.html') as string) as any;
    expect(document.querySelector('h1').textContent).toBe('spinlaw');
    const cells = [...document.querySelectorAll('.cell')];
    expect(cells.length).toBeGreaterThan(2);
    // Each cell has what was typed, and its answer: a formula or a verdict.
    for (const cell of cells) {
      expect(cell.querySelector('code').textContent.trim()).not.toBe('');
      expect(cell.querySelector('.katex, .good'), cell.outerHTML).not.toBeNull();
      expect(cell.querySelector('.bad')).toBeNull();
    }
    expect([...document.querySelectorAll('.doors > li > h3')].map((h: any) => h.textContent)).toEqual([
      'Dialogue',
      'Testing',
      'Documentation',
    ]);
  });

  test('every essay is typeset: no dollars of formulas are left, and no TeX that KaTeX refuses', () => {
    for (const [place, content] of files) {
      if (!place.startsWith('docs/') || !place.endsWith('.html')) continue;
      const text = (content as string).replaceAll(/<(?:pre|code|annotation)\b[^]*?<\/(?:pre|code|annotation)>/gu, '');
      expect(text, place).not.toContain('class="tex"');
      expect(text.match(/\$[^$<]{0,60}\$/gu) ?? [], place).toEqual([]);
    }
  });

  test('a law’s page shows its verdict and every mistake it must notice', () => {
    for (const { id, mutants, expected } of laws) {
      const page = files.get(`laws/${id}.html`) as string;
      expect(page).toMatch(/(?:holds|fails, as expected|undecided)<\/span>: \d+ cases? with seed 1/u);
      expect(page.split('<li>').length - 1).toBe(mutants.length);
      if (expected === 'fails') expect(page).toContain('to fail: the statement is false');
    }
  });
});
