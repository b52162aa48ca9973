import { expect, test } from 'vitest';
import { caseMaker, checkCase } from '../../scripts/fuzz.js';
import * as exact from '../../src/exact/index.js';
import grammar from '../../src/language/grammar.generated.js';
import * as language from '../../src/language/index.js';
import * as meaning from '../../src/meaning/index.js';
import * as report from '../../src/report/index.js';
import * as session from '../../src/session/index.js';
import * as spin from '../../src/spin/index.js';
import * as text from '../../src/text/index.js';

// The same cases as `npm run fuzz`, three thousand of them. FUZZ_SEED=… runs those of a failure again.
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const cases = 3000;

test(`${cases} sentences, damaged ones and noise: no crash, one parse, what is printed reads back (seed ${seed})`, {
  timeout: 600_000,
}, () => {
  console.log(`fuzz: seed ${seed}`);
  const api = { exact, language, meaning, report, session, spin, text };
  const make = caseMaker(grammar);
  const total = { values: 0, errors: 0 };
  for (let k = 0; k < cases; k++) {
    const { text: typed } = make(seed, k);
    let seen;
    try {
      seen = checkCase(api, typed);
    } catch (error) {
      throw new Error(`case ${k} of seed ${seed}:\n${typed}`, { cause: error });
    }
    total.values += seen.values;
    total.errors += seen.errors;
  }
  // A generator that yields nothing, or nothing wrong, tests nothing: of six kinds of sentence most run, of damaged
  // ones most fail.
  expect(total.values).toBeGreaterThan(cases / 2);
  expect(total.errors).toBeGreaterThan(cases / 2);
});

test('a value that would not read back is noticed', () => {
  const broken = { ...language, writeText: () => 'X_0 + Z_1' };
  expect(() => checkCase({ exact, language: broken, meaning, report, session, spin, text }, 'X_0')).toThrow(
    'what is printed is another value',
  );
  const crashing = {
    ...report,
    valueDocument: () => {
      throw new TypeError('no document');
    },
  };
  expect(() => checkCase({ exact, language, meaning, report: crashing, session, spin, text }, 'X_0')).toThrow(
    'no document',
  );
});

test('a case of a seed is the same text every time, and cases differ', () => {
  const make = caseMaker(grammar);
  const texts = Array.from({ length: 200 }, (_, k) => make(7, k).text);
  expect(texts).toEqual(Array.from({ length: 200 }, (_, k) => make(7, k).text));
  expect(new Set(texts).size).toBeGreaterThan(150);
});
