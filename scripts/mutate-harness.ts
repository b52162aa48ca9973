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

/** What a case is called: rows of a table may be objects without a text of their own. */
const label = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

export function describe(name: string, body: Body): void {
  names.push(name);
  body();
  names.pop();
}
describe.each = (cases: readonly unknown[]) => (name: string, body: Body) => {
  for (const row of rows(cases)) describe(`${name} ${label(row[0])}`, () => body(...row));
};

/** The body of a test, which vitest takes before or after the options and the time limit. */
const bodyOf = (rest: readonly unknown[]): Body => rest.find((part) => typeof part === 'function') as Body;

export function test(name: string, ...rest: readonly unknown[]): void {
  const body = bodyOf(rest);
  tests.push({ name: [...names, name].join(' > '), body: () => body() });
}
test.each =
  (cases: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]) => {
    for (const row of rows(cases)) test(`${name} ${label(row[0])}`, () => bodyOf(rest)(...row));
  };
test.runIf = (condition: boolean) => (condition ? test : () => undefined);
export const it = test;
test.prop =
  (
    arbitraries: fastCheck.Arbitrary<unknown>[] | Record<string, fastCheck.Arbitrary<unknown>>,
    parameters?: fastCheck.Parameters<any>,
  ) =>
  (name: string, ...rest: readonly unknown[]) => {
    const body = bodyOf(rest);
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

let hooks: { readonly when: 'before' | 'after'; readonly body: () => unknown }[] = [];
export const beforeAll = (body: () => unknown): number => hooks.push({ when: 'before', body });
export const afterAll = (body: () => unknown): number => hooks.push({ when: 'after', body });

/** Runs what a file has registered; the process ends at the first failure. */
export async function run(file: string): Promise<number> {
  const count = tests.length;
  const runHooks = async (when: 'before' | 'after'): Promise<void> => {
    for (const hook of hooks) if (hook.when === when) await hook.body();
  };
  await runHooks('before').catch((error: unknown) => fail(file, error));
  for (const { name, body } of tests) {
    try {
      await body();
    } catch (error) {
      fail(`${file} > ${name}`, error);
    }
  }
  await runHooks('after');
  tests = [];
  hooks = [];
  return count;
}

/** The name on one line, for the report. */
export function fail(name: string, error: unknown): never {
  console.log(`FAIL ${name.replaceAll('\n', ' ')}\n${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
}
