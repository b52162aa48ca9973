import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { parseProgram } from '../../src/language/index.js';
import { errorDocument, renderDiagnostic } from '../../src/text/index.js';
import { show } from './show.js';

const folder = new URL('../../grammar/cases/', import.meta.url);

/** Trees and errors of a text, as the case files write them. */
function outcome(text: string): string {
  const { statements, diagnostics } = parseProgram({ name: 'case', text });
  const errors = diagnostics.map(errorDocument).map((e) => `error ${e.code} at ${e.line}:${e.column}: ${e.message}`);
  return [...statements.map(show), ...errors].join(' ; ');
}

for (const file of readdirSync(folder)) {
  if (file === 'README.txt' || file.endsWith('error-pages.txt')) continue;
  describe(file, () => {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const cut = line.lastIndexOf(' ==>');
      if (cut < 0) continue;
      const wanted = line.slice(cut + 4).trim();
      for (const spelling of line.slice(0, cut).split(' ~~ ')) {
        it(spelling, () => {
          expect(outcome(spelling.replaceAll('⏎', '\n'))).toBe(wanted);
        });
      }
    }
  });
}

describe('error-pages.txt', () => {
  const pages = readFileSync(new URL('error-pages.txt', folder), 'utf8').replace(/^#.*\n/u, '');
  for (const page of pages.split(/^-{10,}\n/mu)) {
    const [input, wanted] = page.split('\n==>\n') as [string, string];
    it(input, () => {
      const { diagnostics } = parseProgram({ name: 'case', text: input });
      expect(renderDiagnostic(diagnostics[0]!)).toBe(wanted.trimEnd());
      expect(diagnostics).toHaveLength(1);
    });
  }
});
