import fc from 'fast-check';
import type { Notebook, SheetCell } from '../../src/notebook/sheet.js';

/** Lines that could be confused with what the formats add. */
const line = fc.oneof(
  fc.constantFrom(
    '# %%',
    '## %% [markdown]',
    '# %% [markdown]',
    '%%',
    '\\%%',
    ':charges upto 4',
    '# :note',
    '## ? why',
    '?charge',
    '#',
    '# ',
    '',
    '  ',
    '</script><b>"&\'',
    'H = Δ sum_j S_j·S_<j+1>',
    '\u202e',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const text = fc
  .array(line, { maxLength: 5 })
  .map((lines) => lines.join('\n').replaceAll(/\r\n?|[\u2028\u2029]/gu, ' '));
const kind = fc.constantFrom('code' as const, 'prose' as const);

/** A notebook whose cells have the ids c0, c1, … */
export const anyNotebook: fc.Arbitrary<Notebook> = fc
  .array(fc.record({ kind, text }), { minLength: 1, maxLength: 6 })
  .map((cells) => ({ title: 'Any', cells: cells.map((cell, k) => ({ id: `c${k}`, ...cell })) }));

/** The cells without their ids. */
export function bodies(cells: readonly SheetCell[]): [string, string][] {
  return cells.map((cell) => [cell.kind, cell.text]);
}
