// What the tests of a mutant import instead of vitest: the same expectations, without a server and workers around them,
// so that a mutant costs little more than the tests that look at it. It stops at the first test that fails.
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend, chai } from '@vitest/expect';
import fastCheck from 'fast-check';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

// The same random cases for every mutant, and no search for smaller ones.
fastCheck.configureGlobal({ seed: 1, endOnFailure: true });

const names = [];
let tests = [];

export const fc = fastCheck;
export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect, {
  extend: (matchers) => chai.expect.extend(expect, matchers),
});

const rows = (cases) => cases.map((c) => (Array.isArray(c) ? c : [c]));

export function describe(name, body) {
  names.push(name);
  body();
  names.pop();
}
describe.each = (cases) => (name, body) =>
  rows(cases).forEach((row) => describe(`${name} ${row[0]}`, () => body(...row)));

export function test(name, body) {
  tests.push({ name: [...names, name].join(' > '), body });
}
test.each = (cases) => (name, body) => rows(cases).forEach((row) => test(`${name} ${row[0]}`, () => body(...row)));
test.prop = (arbitraries, parameters) => (name, body) =>
  test(name, () =>
    Array.isArray(arbitraries)
      ? fastCheck.assert(
          fastCheck.asyncProperty(...arbitraries, async (...values) => (await body(...values)) ?? undefined),
          parameters,
        )
      : fastCheck.assert(
          fastCheck.asyncProperty(fastCheck.record(arbitraries), async (value) => (await body(value)) ?? undefined),
          parameters,
        ),
  );

/** Runs what a file has registered; the process ends at the first failure. */
export async function run(file) {
  const count = tests.length;
  for (const { name, body } of tests) {
    try {
      await body();
    } catch (error) {
      fail(`${file} > ${name}`, error);
    }
  }
  tests = [];
  return count;
}

/** The name on one line, for the report. */
export function fail(name, error) {
  console.log(`FAIL ${name.replaceAll('\n', ' ')}\n${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
}
