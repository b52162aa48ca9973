import katex from 'katex';
import { expect, test } from 'vitest';

import { typesetFormula } from '../../src/jupyter/formula.js';
import { writeTex } from '../../src/language/index.js';
import { expressValue } from '../../src/meaning/index.js';
import { value } from '../meaning/program.js';

const texOf = (text: string): string => writeTex(expressValue(value(text)));

/** The formula without what breaks it into lines. */
const joined = (typeset: string): string =>
  typeset
    .replace(/^\$\\displaystyle (?:\\begin\{aligned\} & )?/u, '')
    .replace(/(?: \\end\{aligned\})?\$$/u, '')
    .replaceAll(' \\\\ & \\quad {} ', ' ')
    .replaceAll('\\bigl', '\\left')
    .replaceAll('\\bigr', '\\right');

const xxz = 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\n';

test('a short formula is on one line', () => {
  expect(typesetFormula(texOf('2 X_0'))).toBe('$\\displaystyle 4 S^{x}_{0}$');
});

test.each(['charge(H, 4)', 'charge(H, 5)', 'charge(H, 6)', '(1 + J + J2)^9 X_0', 'with J = 2: charge(H, 6)'])(
  '%s is broken into lines, and is still the same formula, which can be typeset',
  (text) => {
    const tex = texOf(xxz + text);
    const typeset = typesetFormula(tex);
    expect(typeset.split('\\\\ & ').length).toBeGreaterThan(1);
    expect(joined(typeset)).toBe(tex);
    expect(typeset).not.toMatch(/\\left|\\right(?![a-z])/u);
    expect(katex.renderToString(typeset.slice(1, -1), { throwOnError: true, strict: 'error' })).toContain('katex');
  },
);

test('a matrix is not broken', () => {
  const tex = `\\begin{pmatrix} ${Array.from({ length: 60 }, (_, k) => `a + ${k}`).join(' & ')} \\end{pmatrix}`;
  expect(typesetFormula(tex)).toBe(`$\\displaystyle ${tex}$`);
});

test('a sum inside a fraction, a root or an exponent is not broken', () => {
  const inner = Array.from({ length: 60 }, (_, k) => `a_{${k}}`).join(' + ');
  expect(typesetFormula(`\\sqrt{${inner}}`)).toBe(`$\\displaystyle \\sqrt{${inner}}$`);
});
