import { expect, test } from 'vitest';
import { DiagnosticError, checkInterrupt, refuse, withInterrupt, withinSeconds } from '../../src/text/index.js';

/** A computation without an end, which asks regularly whether it is still wanted. */
function endless(): never {
  for (;;) checkInterrupt();
}

test('a computation that is too long has no value, and a short one has its own', () => {
  expect(withinSeconds(0, endless)).toBeUndefined();
  expect(withinSeconds(60, () => 7)).toBe(7);
  // The limit is over afterwards.
  checkInterrupt();
});

test('an inner limit does not end what surrounds it, and an outer one ends both', () => {
  expect(withinSeconds(60, () => [withinSeconds(0, endless), 'went on'])).toEqual([undefined, 'went on']);
  expect(withinSeconds(0, () => withinSeconds(60, endless))).toBeUndefined();
});

test('an interrupt by the user is not taken for the end of the time', () => {
  const code = (body: () => unknown): string | undefined => {
    try {
      body();
      return undefined;
    } catch (error) {
      return (error as DiagnosticError).diagnostic.code;
    }
  };
  expect(
    code(() =>
      withInterrupt(
        () => true,
        () => withinSeconds(60, endless),
      ),
    ),
  ).toBe('interrupted');
  expect(code(() => withinSeconds(60, () => refuse('unknown-name', 'no')))).toBe('unknown-name');
});
