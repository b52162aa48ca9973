import { type Outcome, type Said, type Session, saidBy } from '../session/index.js';
import { type Diagnostic, type Source } from '../text/index.js';
import { writeClaim, writeNotes } from './eval.js';
import { type ExitCode, type Output, worse } from './output.js';

/** What a program on the command line has said. */
export interface Ran {
  readonly said: Said;
  readonly outcomes: readonly Outcome[];
  /** 1 where a claim on the way fails */
  readonly code: ExitCode;
}

/**
 * Runs a program for the operators it names; its remarks and the claims that fail are shown. Its first error ends it.
 */
export function runProgram(session: Session, source: Source, output: Output): Ran | Diagnostic {
  const outcomes: Outcome[] = [];
  let code: ExitCode = 0;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') return outcome.diagnostic;
    if (outcome.kind === 'claim') code = worse(code, writeClaim(outcome.claim, output));
    outcomes.push(outcome);
  }
  return { said: saidBy(outcomes), outcomes, code };
}
