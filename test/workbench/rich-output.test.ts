import katex from 'katex';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';

import type { Item } from '../../src/workbench/messages.js';
import { richOutput } from '../../src/workbench/rich-output.js';
import { Workbench } from '../../src/workbench/workbench.js';

function items(text: string, { form }: { form?: 'vectors' | 'pauli' | 'ladder' } = {}): Item[] {
  const shown: Item[] = [];
  const workbench = new Workbench((item) => shown.push(item), { rich: true });
  if (form) void workbench.answer({ kind: 'form', form });
  void workbench.answer({ kind: 'run', source: { name: '<repl>', text }, whole: true });
  return shown;
}

const latexOf = (text: string, form?: 'vectors' | 'pauli' | 'ladder'): string | undefined =>
  richOutput(items(text, form ? { form } : {}).at(-1)!).latex;

test('a formula is in the form that was asked for', () => {
  const text = 'sum_j (S_j×S_<j+1>)^z';
  expect(latexOf(text)).toBe('\\sum_{j} \\left(\\mathbf{S}_{j}\\times \\mathbf{S}_{j+1}\\right)^{z}');
  // (S×S)^z = S^x S^y − S^y S^x = (XY − YX)/4
  expect(latexOf(text, 'pauli')).toBe(
    '\\frac{1}{4} \\sum_{j} \\left(\\sigma^{x}_{j} \\sigma^{y}_{j+1} - \\sigma^{y}_{j} \\sigma^{x}_{j+1}\\right)',
  );
  // S^x S^y − S^y S^x = (i/2)(S^+ S^- − S^- S^+)
  expect(latexOf(text, 'ladder')).toBe(
    '\\frac{1}{2} i \\sum_{j} \\left(S^{+}_{j} S^{-}_{j+1} - \\mathrm{h.c.}\\right)',
  );
});

test('values, definitions and residuals have formulas that KaTeX reads', () => {
  const program = `H = sum_j J S_j·S_<j+1>\nh_<j,j+1> = S_j·S_<j+1>\n[H, sum_j j Sz_j]\nprove H = 0\n|1><2| + h.c.\neigenvalues(on ring(4): with J = 1: H)`;
  const formulas = items(program).flatMap((item) => richOutput(item).latex ?? []);
  expect(formulas).toHaveLength(6);
  expect(formulas[0]).toMatch(/^H = /u);
  expect(formulas[1]).toMatch(/^h_\{j,j\+1\} = /u);
  for (const formula of formulas)
    expect(katex.renderToString(formula, { throwOnError: true, strict: 'error' })).toContain('katex');
});

test('an operator of several words has a picture with a row for each', () => {
  const item = items('sum_j X_j X_<j+1> + Y_j Z_<j+2>').at(-1)!;
  const { svg } = richOutput(item);
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  expect([...document.querySelectorAll('text.t')].map((t) => t.textContent).join('')).toBe('XXYZ');
  expect(richOutput(items('3').at(-1)!).svg).toBeUndefined();
});

test('without being asked a workbench makes neither', () => {
  const shown: Item[] = [];
  const workbench = new Workbench((item) => shown.push(item));
  void workbench.answer({ kind: 'run', source: { name: '<repl>', text: 'sum_j X_j X_<j+1> + Z_j' }, whole: true });
  expect(richOutput(shown.at(-1)!)).toEqual({
    text: 'sum_j 2 Sz_j + 4 Sx_j Sx_<j+1>',
  });
});

test('errors and notes are text alone', () => {
  const { text, ...rest } = richOutput(items('[H').at(-1)!);
  expect(text).toMatch(/^error/u);
  expect(rest).toEqual({});
});

test('names cannot bring commands of TeX into a formula', () => {
  const hostile = [
    'J_{\\input{x}}',
    'J_{}$',
    'h_{a}b}',
    'J_{\\href{x}{y}}',
    'x_{<script>}',
    '\\def\\a{b}',
    'J_a_b',
    "J'",
  ];
  const allowed =
    /^(?:\\(?:sum|left|right|mathbf|mathrm|frac|cdot|times|sigma|prime|Delta|parallel|perp|sqrt|varepsilon)\b|[^\\$#%~]|\\[,{}])*$/u;
  for (const name of hostile)
    for (const item of items(`${name} Sz_0 + 2 Sx_1`)) {
      const { latex } = richOutput(item);
      if (latex !== undefined) expect(latex).toMatch(allowed);
    }
});
