import { type Diagnostic, DiagnosticError } from '../../src/text/index.js';

/** The diagnostic that `body` ends with. Anything else it throws, and a normal end, fail the test. */
export function refusal(body: () => unknown): Diagnostic {
  try {
    body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  throw new Error('nothing was refused');
}
