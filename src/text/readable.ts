import { DiagnosticError } from './diagnostic.js';
import { renderDiagnostic } from './render.js';

/**
 * A diagnostic whose message shows all it knows, the caret and the hint too: programs and test runners show no more
 * than the message.
 */
class ReadableError extends DiagnosticError {
  constructor(error: DiagnosticError) {
    super(error.diagnostic);
    this.message = renderDiagnostic(error.diagnostic);
    this.cause = error;
  }
}

/** Runs `body`; diagnostics that leave it have readable messages. */
export function readable<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof DiagnosticError && !(error instanceof ReadableError)) throw new ReadableError(error);
    throw error;
  }
}

/** The same for what is computed later. */
export async function readableAsync<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    return readable(() => {
      throw error;
    });
  }
}
