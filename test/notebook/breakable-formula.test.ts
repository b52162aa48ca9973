import katex from 'katex';
import { describe, expect, test } from 'vitest';

import { writeTex } from '../../src/language/index.js';
import { expressValue } from '../../src/meaning/index.js';
import { breakableFormula } from '../../src/notebook/breakable-formula.js';
import { value } from '../meaning/program.js';

/** The widest box that KaTeX does not break, in glyphs. */
function widestBox(tex: string): number {
  const html = katex.renderToString(tex, { output: 'html', throwOnError: true, strict: 'error', displayMode: true });
  const boxes = html.split('<span class="katex-base">').slice(1);
  return Math.max(...boxes.map((box) => box.replaceAll(/<[^>]*>/gu, '').length));
}

const xxz = 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\n';

describe('a formula that is broken over lines', () => {
  test.each(['charge(H, 3)', 'charge(H, 4)', 'charge(H, 5)', '(1 + J + J2)^9 X_0', 'with J = 2: charge(H, 6)'])(
    '%s has no box that is wider than a narrow page',
    (text) => {
      const tex = writeTex(expressValue(value(xxz + text)));
      const breakable = breakableFormula(tex);
      expect(widestBox(tex)).toBeGreaterThan(60);
      expect(widestBox(breakable)).toBeLessThan(60);
      expect(
        breakable
          .replaceAll(/\\bigg?(?=[lr](?![a-z]))/gu, '\\')
          .replaceAll(/\\l(?=[([])/gu, '\\left')
          .replaceAll(/\\r(?=[)\]])/gu, '\\right'),
      ).toBe(tex);
    },
  );

  test('a short bracket, a matrix, and what is inside of a root keep brackets that fit', () => {
    const long = Array.from({ length: 60 }, (_, k) => `a_{${k}}`).join(' + ');
    for (const tex of [
      '\\left(a + b\\right) c',
      `\\sqrt{\\left(${long}\\right)}`,
      `\\left(\\begin{matrix} ${long} \\end{matrix}\\right)`,
    ])
      expect(breakableFormula(tex)).toBe(tex);
  });

  test('brackets are as high as what is in them', () => {
    const long = Array.from({ length: 20 }, (_, k) => `a_{${k}}`).join(' + ');
    expect(breakableFormula(`\\left(${long}\\right)`)).toMatch(/^\\bigl\(.*\\bigr\)$/u);
    expect(breakableFormula(`\\left(\\frac{1}{2} ${long}\\right)`)).toMatch(/^\\biggl\(.*\\biggr\)$/u);
  });
});
