import { type FieldOption, type Model, type Split, findModel, models } from '../charges/index.js';
import { refuseConstants } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { type Assumptions, type Notation, expressIn, plainNotation } from '../meaning/index.js';
import {
  type ProgramRun,
  type Said,
  type Session,
  type SessionOptions,
  hamiltonianOf,
  hamiltonianText,
  noteIdleSettings,
  runWithoutErrors,
  sessionWith,
} from '../session/index.js';
import { type Operator, substituteOperator } from '../spin/index.js';
import { type ExitCode, type Source, refuse } from '../text/index.js';
import { type Listener, hearing } from './report.js';

/** A Hamiltonian and its origin. */
export interface GivenHamiltonian {
  readonly hamiltonian: Operator;
  /** the Hamiltonian as a line of the language */
  readonly text: string;
  /** assumptions about its parameters, besides those that it shows */
  readonly assumptions: readonly Assumptions[];
  /** how its program writes operators */
  readonly notation?: Notation;
  /** 1 if a claim before the Hamiltonian fails */
  readonly code: ExitCode;
}

/** A built-in model with the values that settings give its parameters. */
export function hamiltonianFromModel(
  name: string,
  { set, ...options }: FieldOption & { readonly set: readonly string[] },
  listener: Listener,
): GivenHamiltonian {
  const session = sessionWith(set);
  const hamiltonian = hamiltonianOfModel(modelNamed(name), session, options);
  noteIdleSettings(session, listener);
  return { hamiltonian, text: hamiltonianText(hamiltonian), assumptions: [], code: 0 };
}

/** The spin of the sites of a program. */
export const spinOfSites = (notation: Notation | undefined): '1/2' | '1' => (notation?.spinOne ? '1' : '1/2');

/** The Hamiltonian of a program; `spins` says whether the answer is known for spins 1. */
export function hamiltonianFromProgram(
  source: Source,
  set: readonly string[],
  listener: Listener,
  options: Pick<SessionOptions, 'spins'> = {},
): GivenHamiltonian {
  const session = sessionWith(set, options);
  const { hamiltonian, assumptions, run } = hamiltonianIn(session, source, listener);
  noteIdleSettings(session, listener);
  const { notation } = session.environment;
  const text = hamiltonianText(hamiltonian, notation);
  return { hamiltonian, text, assumptions: [assumptions], notation, code: run.claimsHold ? 0 : 1 };
}

/**
 * Runs a program in a session and finds its Hamiltonian.
 *
 * @diagnostic the first error of the program, `inexact-constant`, those of `hamiltonianOf`
 */
export function hamiltonianIn(
  session: Session,
  source: Source,
  listener: Listener,
): { readonly hamiltonian: Operator; readonly assumptions: Assumptions; readonly run: ProgramRun } {
  const run = runWithoutErrors(session, source, hearing(listener));
  const { operator, notes, assumptions } = hamiltonianOf(run.said);
  for (const note of notes) listener.note(note);
  return { hamiltonian: decidable(operator), assumptions, run };
}

/**
 * The Hamiltonian of a program that has run.
 *
 * @diagnostic `inexact-constant`, those of `hamiltonianOf`
 */
export function givenHamiltonian(said: Said, notation: Notation, listener: Listener): GivenHamiltonian {
  const { operator, notes, assumptions } = hamiltonianOf(said);
  for (const note of notes) listener.note(note);
  const hamiltonian = decidable(operator);
  return { hamiltonian, text: hamiltonianText(hamiltonian, notation), assumptions: [assumptions], notation, code: 0 };
}

/** @diagnostic `unknown-model` */
export function modelNamed(name: string): Model {
  return (
    findModel(name) ??
    refuse('unknown-model', `there is no model "${name}"`, {
      hint: `the models are ${models.map((m) => m.name).join(', ')}`,
    })
  );
}

/** A built-in model with the values that a session gives its parameters. */
export function hamiltonianOfModel(model: Model, { environment }: Session, options: FieldOption): Operator {
  const values = new Map(
    model.parameters.flatMap((name) => {
      const value = environment.lookup(name);
      return value?.kind === 'scalar' ? [[name, value.scalar] as const] : [];
    }),
  );
  return decidable(substituteOperator(model.hamiltonian(options), values));
}

/** @diagnostic `inexact-constant` */
function decidable(hamiltonian: Operator): Operator {
  for (const { coefficient } of hamiltonian.terms) refuseConstants(coefficient, 'what this Hamiltonian conserves');
  return hamiltonian;
}

/** A remark on the part that is left out of the boost, if there is one. */
export function splitNotes({ spectator, spectatorIs }: Split, notation: Notation = plainNotation): string[] {
  if (spectatorIs === '') return [];
  const text = writeText(expressIn(spectator, notation));
  return [`the ${spectatorIs} ${text} commutes with the rest: it is left out of the boost and kept in every check`];
}

/**
 * Refuses chains of spins 1 where a certificate is asked for.
 *
 * @diagnostic `not-certifiable`
 */
export function refuseSpinsOne({ notation }: GivenHamiltonian): void {
  if (notation?.spinOne)
    refuse('not-certifiable', 'there are certificates for spins 1/2 only, and the sites hold spins 1');
}
