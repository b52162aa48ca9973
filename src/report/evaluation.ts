import { type Assumptions, type Value, type Notation } from '../meaning/index.js';
import { type Outcome, type SessionOptions, noteIdleSettings, runProgram, sessionWith } from '../session/index.js';
import { type Diagnostic, type ExitCode, type Source, refuse } from '../text/index.js';
import { type Listener, hearing } from './report.js';
import { type ValueDocument, parametersIn, valueDocument } from './value.js';

/** The last expression of a program. */
export interface ProgramValue {
  readonly value: Value;
  /** the parameters from which it was computed, including those that cancel */
  readonly parameters: readonly string[];
  /** its assumptions about them */
  readonly assumptions: Assumptions;
  /** how its program writes operators */
  readonly notation: Notation;
  /** 1 if a claim of the program fails */
  readonly code: ExitCode;
}

/**
 * Runs a program for its last expression.
 *
 * @param options  `spins`: whether the answer is known for spins 1
 *
 * @diagnostic `no-expression`
 */
export function evaluateProgram(
  source: Source,
  set: readonly string[],
  listener: Listener,
  options: Pick<SessionOptions, 'spins'> = { spins: 'any' },
): ProgramValue | { readonly errors: readonly Diagnostic[] } {
  const session = sessionWith(set, options);
  const run = runProgram(session, source, hearing(listener));
  noteIdleSettings(session, listener);
  if (run.errors.length > 0) return { errors: run.errors };
  const last = run.outcomes.findLast((o): o is Extract<Outcome, { kind: 'value' }> => o.kind === 'value');
  if (!last)
    refuse('no-expression', 'there is no expression to evaluate', {
      hint: 'the last expression is the answer; a definition or a claim alone gives none (spinlaw run runs scripts)',
    });
  return {
    value: last.value,
    parameters: last.parameters,
    assumptions: last.assumptions,
    notation: last.notation,
    code: run.claimsHold ? 0 : 1,
  };
}

/** The document of `eval --json`. */
export function evaluationDocument({
  value,
  parameters = parametersIn(value),
  assumptions,
  notation,
}: Pick<ProgramValue, 'value'> & Partial<ProgramValue>): ValueDocument & { parameters: string[] } {
  return { ...valueDocument(value, assumptions, notation), parameters: [...parameters] };
}
