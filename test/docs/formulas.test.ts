import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { formula } from '../../src/document/site/index.js';
import { formulasOf } from '../../scripts/essay.js';

// Formulas of docs/ are TeX between dollars. GitHub, where the same pages are read, takes their text after Markdown: a
// formula that Markdown would change is written as a code span between dollars, or in a fence of the language `math`.

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !name.startsWith('api/'))
  .map((name) => join('docs', name));

/** The texts of a page as Markdown without formulas reads them; where something is not text, a bell. */
function plainTexts(text: string): string {
  const parts: string[] = [];
  for (const token of new MarkdownIt({ html: true }).parse(text, {})) {
    if (token.type === 'fence' && token.info.trim() === 'math') parts.push(token.content);
    for (const child of token.children ?? [])
      parts.push(
        child.type === 'text' ? child.content : child.type === 'code_inline' ? `\`${child.content}\`` : '\u0007',
      );
    parts.push('\u0007');
  }
  return parts.join('');
}

describe('formulas of docs/', () => {
  test('there are formulas', () => {
    expect(formulasOf(readFileSync('docs/background/chain.md', 'utf8')).length).toBeGreaterThan(50);
  });

  test.each(pages)('%s: KaTeX typesets every formula, and Markdown leaves it as it is', (page) => {
    const text = readFileSync(page, 'utf8');
    const plain = plainTexts(text);
    const formulas = formulasOf(text);
    expect(formulas.filter((tex) => formula(tex).text.includes('class="tex"'))).toEqual([]);
    const changed = formulas.filter(
      (tex) => !plain.includes(`$${tex}$`) && !plain.includes(`$\`${tex}\`$`) && !plain.includes(`\u0007${tex}\n`),
    );
    expect(changed).toEqual([]);
  });

  test('a dollar of a price, of a shell and of a name is not a formula', () => {
    expect(formulasOf('costs 5$ and 6$, a$b$c, $ x $, `$x$`, \\$x$')).toEqual([]);
    expect(formulasOf('so $x_1$, $`\\{y\\}`$ and\n\n```math\n\\sum_j z\n```\n')).toEqual([
      'x_1',
      '\\{y\\}',
      '\\sum_j z',
    ]);
  });
});
