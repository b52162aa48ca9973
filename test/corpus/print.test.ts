import { describe, expect, test } from 'vitest';
import { type Value } from '../../src/meaning/index.js';
import { valueDocument } from '../../src/report/index.js';
import { error, value } from '../meaning/program.js';
import { type Printed, printedFormulas, unreadable } from './print.js';
import { printedFiles } from './printed.js';

const formulas = [...printedFormulas, ...printedFiles];

/**
 * What a formula says, without the way it was written: the strings of an operator, or of the components of a vector.
 */
function content(found: Value): unknown {
  const document = valueDocument(found);
  if (document.kind === 'operator') return document.terms;
  return document.kind === 'vector' ? document.components : document.text;
}

const meaning = ({ program }: Printed, text: string): unknown =>
  content(value(program === undefined ? text : `${program}\n${text}`));

describe.each(formulas.map((f) => [f.what, f] as const))('%s', (_, formula) => {
  test.each(formula.printed)('%s', (text) => {
    expect(meaning(formula, text)).toEqual(meaning(formula, formula.ascii));
  });
});

describe.each(unreadable.map((u) => [u.what, u] as const))('%s is refused by name', (_, { printed, code }) => {
  test.each(printed)('%s', (text) => {
    const found = error(text);
    expect(found.code).toBe(code);
    expect(found.hint).toBeTruthy();
    expect(found.message).not.toMatch(/has no meaning here/u);
  });
});

test('there are enough of them', () => {
  expect(formulas.length).toBeGreaterThan(311);
  expect(formulas.flatMap(({ printed }) => printed).length).toBeGreaterThan(715);
});

test('formulas differ from one another', () => {
  const seen = new Map<string, string>();
  for (const formula of formulas) {
    const key = JSON.stringify(meaning(formula, formula.ascii));
    // the same operator is printed in several traditions
    if (!seen.has(key)) seen.set(key, formula.what);
  }
  expect(seen.size).toBeGreaterThan(formulas.length * 0.85);
});
