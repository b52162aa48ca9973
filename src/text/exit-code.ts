import type { Diagnostic } from './diagnostic.js';

/**
 * The exit code that an answer asks for: 0 done and all claims hold, 1 a claim fails, 2 the input is wrong, 3 a limit
 * was reached, 70 a fault of spinlaw itself (EX_SOFTWARE of sysexits).
 *
 * No answer asks for 74 (EX_IOERR): `cli/main.ts` ends the process with it where standard output cannot be written.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** The code that counts where outcomes differ: 70 takes precedence over 2, 2 over 1, and 1 over 3. */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  for (const code of [70, 2, 1, 3] as const) if (a === code || b === code) return code;
  return 0;
}

export function exitCodeOf(diagnostic: Diagnostic): ExitCode {
  return ({ input: 2, limit: 3, fault: 70 } as const)[diagnostic.kind];
}
