import { expect, test } from 'vitest';

import { type ValueTerms, evaluated, typedFormulas } from '../corpus/evaluated.js';
import { browserPath, inBrowser, runCell, unhurried, visit } from './browser.js';

test.skipIf(!browserPath)(
  `the formulas of the papers have the same terms in the browser as in Node${inBrowser}`,
  unhurried,
  async () => {
    const visited = await visit();
    try {
      await visited.page.waitForSelector('html[data-state="complete"]');
      expect(typedFormulas.length).toBeGreaterThan(20);
      for (const { program, expression } of typedFormulas) {
        const typed = `${program}\n${expression}`;
        const cell = await runCell(visited, `:clear\n${typed}\n:json`);
        expect(await cell.locator('.error').allTextContents(), expression).toEqual([]);
        const document = JSON.parse((await cell.locator('pre.text').last().textContent())!) as ValueTerms;
        expect(document.terms ?? document.entries, expression).toEqual(evaluated(typed).terms);
      }
      expect(visited.problems).toEqual([]);
    } finally {
      await visited.close();
    }
  },
);
