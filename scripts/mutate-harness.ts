// What the tests of a mutant import instead of vitest: the same expectations, without a server and workers around them,
// so that a mutant costs little more than the tests that look at it. It stops at the first test that fails.
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend, chai } from '@vitest/expect';
import fastCheck from 'fast-check';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

// The same random cases for every mutant, and no search for smaller ones.
fastCheck.configureGlobal({ seed: 1, endOnFailure: true });

/** The body of a test, or of a group of tests, with the values of a case. */
type Body = (...values: any[]) => unknown;

const names: string[] = [];
let tests: { readonly name: string; readonly body: () => unknown }[] = [];

export const fc = fastCheck;
const extensible = chai.expect as typeof chai.expect & { extend(expect: unknown, matchers: object): void };
export const expect: Chai.ExpectStatic = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  { extend: (matchers: object) => extensible.extend(expect, matchers) },
);

const rows = (cases: readonly unknown[]): readonly (readonly unknown[])[] =>
  cases.map((c) => (Array.isArray(c) ? c : [c]));

export function describe(name: string, body: Body): void {
  names.push(name);
  body();
  names.pop();
}
describe.each = (cases: readonly unknown[]) => (name: string, body: Body) => {
  for (const row of rows(cases)) describe(`${name} ${String(row[0])}`, () => body(...row));
};

export function test(name: string, body: Body): void {
  tests.push({ name: [...names, name].join(' > '), body });
}
test.each = (cases: readonly unknown[]) => (name: string, body: Body) => {
  for (const row of rows(cases)) test(`${name} ${String(row[0])}`, () => body(...row));
};
test.prop =
  (
    arbitraries: fastCheck.Arbitrary<unknown>[] | Record<string, fastCheck.Arbitrary<unknown>>,
    parameters?: fastCheck.Parameters<any>,
  ) =>
  (name: string, body: Body) => {
    const holds = async (...values: unknown[]): Promise<boolean | void> =>
      ((await body(...values)) as boolean | undefined) ?? undefined;
    test(name, () =>
      Array.isArray(arbitraries)
        ? fastCheck.assert(
            fastCheck.asyncProperty(fastCheck.tuple(...arbitraries), (values) => holds(...values)),
            {
              ...parameters,
            },
          )
        : fastCheck.assert(fastCheck.asyncProperty(fastCheck.record(arbitraries), holds), parameters),
    );
  };

/** Runs what a file has registered; the process ends at the first failure. */
export async function run(file: string): Promise<number> {
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
export function fail(name: string, error: unknown): never {
  console.log(`FAIL ${name.replaceAll('\n', ' ')}\n${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
}
