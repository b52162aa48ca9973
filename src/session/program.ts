import type { ClaimResult, SolveResult } from '../proof/index.js';
import { type Diagnostic, DiagnosticError, type Source, type Span, placeOf, visibleOnOneLine } from '../text/index.js';
import { type Said, saidBy } from './hamiltonian.js';
import { type Outcome, type SessionOptions, Session } from './session.js';

/** Listens to a program while it runs. Every event is reported before the next statement runs. */
export interface ProgramListener {
  /** every outcome, errors among them */
  outcome?(outcome: Outcome): void;
  /** a remark made during an evaluation, with its place */
  note?(text: string): void;
  /** a claim that does not hold */
  failing?(claim: ClaimResult): void;
  /** an equation without a solution */
  unsolved?(solved: SolveResult): void;
}

/** A program that has run. */
export interface ProgramRun {
  readonly outcomes: readonly Outcome[];
  readonly said: Said;
  readonly errors: readonly Diagnostic[];
  /** whether every claim of the program holds, and every equation has a solution */
  readonly claimsHold: boolean;
  /** the whole program, for errors that do not belong to a single statement */
  readonly span: Span;
}

/** A program that can run again with other settings; it returns the session in which it ran. */
export type RunnableProgram = (
  settings: readonly string[],
  listener?: ProgramListener,
) => { readonly session: Session; readonly run: ProgramRun };

/** The program of a text. */
export const programOf =
  (source: Source): RunnableProgram =>
  (settings, listener) => {
    const session = sessionWith(settings);
    return { session, run: runProgram(session, source, listener) };
  };

/** A session with settings such as `Delta=1/2`. */
export function sessionWith(settings: readonly string[], options: SessionOptions = {}): Session {
  const session = new Session(options);
  for (const setting of settings) session.set(setting);
  return session;
}

/**
 * Runs a program statement by statement and reports each outcome to the listener. Commands, pages, tests and the
 * dialogue share this loop.
 *
 * @param firstErrorEnds  whether the statements after the first error are skipped
 */
export function runProgram(
  session: Session,
  source: Source,
  listener: ProgramListener = {},
  { firstErrorEnds = false }: { readonly firstErrorEnds?: boolean } = {},
): ProgramRun {
  const outcomes: Outcome[] = [];
  for (const outcome of session.run(source)) {
    tell(outcome, listener);
    outcomes.push(outcome);
    if (outcome.kind === 'error' && firstErrorEnds) break;
  }
  return runOf(outcomes, { source, start: 0, end: source.text.length });
}

/** A remark with its place: `… (script.spin:3:7)`. */
export function notePlace(message: string, span: Span): string {
  const { line, column } = placeOf(span);
  return `${message} (${visibleOnOneLine(span.source.name)}:${line}:${column})`;
}

/** Calls the methods of a listener that an outcome concerns. */
export function tell(outcome: Outcome, listener: ProgramListener): void {
  const notes =
    outcome.kind === 'claim'
      ? outcome.claim.notes
      : outcome.kind === 'solve'
        ? outcome.solved.notes
        : 'notes' in outcome
          ? outcome.notes
          : [];
  if (listener.note) {
    for (const { message, span } of notes) listener.note(notePlace(message, span));
  }
  listener.outcome?.(outcome);
  if (outcome.kind === 'claim' && !outcome.claim.holds) listener.failing?.(outcome.claim);
  if (outcome.kind === 'solve' && outcome.solved.solution.kind === 'none') listener.unsolved?.(outcome.solved);
}

/** Makes the record of a run from the outcomes of its statements. */
export function runOf(outcomes: readonly Outcome[], span: Span): ProgramRun {
  return {
    outcomes,
    said: saidBy(outcomes),
    errors: outcomes.flatMap((o) => (o.kind === 'error' ? [o.diagnostic] : [])),
    claimsHold: outcomes.every(
      (o) => (o.kind !== 'claim' || o.claim.holds) && (o.kind !== 'solve' || o.solved.solution.kind === 'solved'),
    ),
    span,
  };
}

/**
 * Runs a program that must be free of errors, and throws its first one.
 *
 * @diagnostic that of the first statement that fails
 */
export function runWithoutErrors(session: Session, source: Source, listener: ProgramListener = {}): ProgramRun {
  const run = runProgram(session, source, listener, { firstErrorEnds: true });
  if (run.errors[0]) throw new DiagnosticError(run.errors[0]);
  return run;
}

/** Receives remarks on settings. */
export interface SettingListener {
  note(text: string): void;
  /** hears of a setting that nothing asks for, by its name; without this function a note says so */
  idleSetting?(name: string): void;
}

/** Reports the settings that the program never used, since each is probably a slip. */
export function noteIdleSettings({ environment }: Session, listener: SettingListener): void {
  for (const name of environment.idleOverrides())
    if (listener.idleSetting) listener.idleSetting(name);
    else listener.note(`--set ${name} is not used: nothing here asks for ${name}`);
}
