import { DiagnosticError } from './diagnostic.js';
import { renderDiagnostic } from './render.js';

/**
 * A diagnostic whose message includes the caret and the hint, because programs and test runners show only the message.
 */
class ReadableError extends DiagnosticError {
  constructor(error: DiagnosticError) {
    super(error.diagnostic);
    this.message = renderDiagnostic(error.diagnostic);
    this.cause = error;
  }
}

/** Runs `body` and turns diagnostics that it throws into errors with readable messages. */
export function readable<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof DiagnosticError && !(error instanceof ReadableError)) throw new ReadableError(error);
    throw error;
  }
}

/** The asynchronous form of `readable`. */
export async function readableAsync<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    return readable(() => {
      throw error;
    });
  }
}
