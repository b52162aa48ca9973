import { describe, expect, test } from 'vitest';
import { writeText } from '../../src/language/index.js';
import { expressValue } from '../../src/meaning/index.js';
import { type ValueDocument, valueDocument } from '../../src/report/index.js';
import { error, value } from '../meaning/program.js';
import { chainBeyond, chainFormulas, chainOther } from './chain.js';
import { type Formula, levelKey, termKey } from './formula.js';
import { gasBeyond, gasFormulas } from './gas.js';

/** Strings or matrix elements with their coefficients. */
function content(document: ValueDocument): Record<string, string> {
  if (document.kind === 'operator') return Object.fromEntries(document.terms.map((t) => [termKey(t), t.coefficient]));
  if (document.kind === 'levels') return Object.fromEntries(document.entries.map((e) => [levelKey(e), e.coefficient]));
  throw new Error(`${document.text} is ${document.kind}`);
}

const sorted = (found: Readonly<Record<string, string>>): [string, string][] =>
  // A coefficient is a sum; the order of its summands is not what a formula says.
  Object.entries(found)
    .map(([k, c]): [string, string] => [k, summands(c)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
const summands = (c: string): string => c.replace(/ - /gu, ' + -').split(' + ').sort().join(' + ');

const meaning = (formula: Formula, text: string): [string, string][] =>
  sorted(content(valueDocument(value(formula.program === undefined ? text : `${formula.program}\n${text}`))));

describe.each([...chainFormulas, ...gasFormulas].map((f) => [`${f.equation}: ${f.what}`, f] as const))(
  '%s',
  (_, formula) => {
    const expected = sorted(formula.expected);

    test.each([formula.ascii, ...formula.printed])('%s', (text) => {
      expect(meaning(formula, text)).toEqual(expected);
    });

    test('what spinlaw prints for it is the same again', () => {
      const printed = writeText(
        expressValue(value(formula.program === undefined ? formula.ascii : `${formula.program}\n${formula.ascii}`)),
      );
      expect(meaning({ ...formula, program: undefined } as unknown as Formula, printed)).toEqual(expected);
    });
  },
);

describe('what the papers display and the language cannot say', () => {
  test.each([...chainBeyond, ...gasBeyond].map((b) => [b.equation, b.because, b] as const))(
    '%s: %s',
    (_, __, { tried, code }) => {
      expect(error(tried).code).toBe(code);
    },
  );
});

test('every numbered equation of the driven chain is a formula here, or is said to hold no operator', () => {
  const numbers = new Set(
    [...chainFormulas, ...chainBeyond].flatMap((f) =>
      [...f.equation.matchAll(/(?:\(|eq\. )(\d+)/gu)].map((m) => m[1]!),
    ),
  );
  for (const number of Object.keys(chainOther)) {
    expect(numbers).not.toContain(number);
    numbers.add(number);
  }
  expect([...numbers].map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, k) => k + 1));
});
