import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProgram } from '../../src/language/index.js';
import { runnableParts } from '../../src/notebook/parts.js';
import { readCells, writeCells } from '../../src/notebook/script.js';
import { anyNotebook, bodies } from './notebooks.js';

describe('a notebook as a script', () => {
  test('is read back as it was', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(bodies(readCells(writeCells(notebook)))).toEqual(bodies(notebook.cells));
      }),
    );
  });

  test('has commands and prose as comments, so that it runs', () => {
    const text = writeCells({
      title: 'a chain',
      cells: [
        { id: 'a', kind: 'prose', text: '# The chain\n\nand its charges' },
        { id: 'b', kind: 'code', text: 'H = sum_j S_j·S_<j+1>\n:charges H upto 4\n# :note' },
      ],
    });
    expect(text).toBe(
      '# %% [markdown]\n# # The chain\n#\n# and its charges\n\n# %%\nH = sum_j S_j·S_<j+1>\n# :charges H upto 4\n## :note\n',
    );
    expect(parseProgram({ name: '', text }).diagnostics).toEqual([]);
  });

  test('has lines of any kind of ending', () => {
    expect(bodies(readCells('# %%\r\na = 1\r\n\r\n# %%\r\nb = 2\r\n'))).toEqual([
      ['code', 'a = 1'],
      ['code', 'b = 2'],
    ]);
  });
});

/** The statements of a cell, without its commands. */
const languageIn = (text: string): string =>
  runnableParts(text)
    .filter(({ isCommand }) => !isCommand)
    .map((part) => part.text)
    .join('');

describe('a script without cells', () => {
  test('becomes its paragraphs', () => {
    expect(
      bodies(
        readCells(
          '# A chain.\n# Of spins.\n\nJ = 1\n# the chain\nH = sum_j\n  J S_j·S_<j+1>\n\n\nprove [H,\n\n  H] = 0\n',
        ),
      ),
    ).toEqual([
      ['prose', 'A chain.\nOf spins.'],
      ['code', 'J = 1\n# the chain\nH = sum_j\n  J S_j·S_<j+1>'],
      ['code', 'prove [H,\n\n  H] = 0'],
    ]);
  });

  test.each(readdirSync('examples').filter((name) => name.endsWith('.spin')))(
    '%s has the same statements in its cells',
    (name) => {
      const text = readFileSync(`examples/${name}`, 'utf8');
      const whole = parseProgram({ name, text }).statements.map(({ span }) => text.slice(span.start, span.end));
      const cells = readCells(text).filter(({ kind }) => kind === 'code');
      expect(whole.length).toBeGreaterThan(3);
      expect(
        cells.flatMap((cell) => {
          const own = languageIn(cell.text);
          const { statements, diagnostics } = parseProgram({ name, text: own });
          expect(diagnostics).toEqual([]);
          return statements.map(({ span }) => own.slice(span.start, span.end));
        }),
      ).toEqual(whole);
    },
  );
});
