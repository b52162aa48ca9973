import { expect, test } from 'vitest';
import { DiagnosticError, exitCodeOf, fault, limit, refuse, renderDiagnostic } from '../../src/text/index.js';

/** The diagnostic that a function throws. */
function thrown(body: () => never) {
  try {
    return body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
}

test('mistakes of the input end with 2, limits with 3, contradictions inside spinlaw with 70', () => {
  expect(exitCodeOf(thrown(() => refuse('not-hermitian', 'it is not Hermitian')))).toBe(2);
  expect(exitCodeOf(thrown(() => limit('interrupted', 'interrupted')))).toBe(3);
  const contradiction = thrown(() => fault('branches-disagree', 'two branches disagree'));
  expect(exitCodeOf(contradiction)).toBe(70);
  expect(renderDiagnostic(contradiction)).toMatch(/^fault of spinlaw: two branches disagree/u);
});
