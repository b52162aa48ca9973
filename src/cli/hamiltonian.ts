import { type Model, type Split, findModel, models } from '../charges/index.js';
import { refuseConstants } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { type Assumptions, expressOperator } from '../meaning/index.js';
import { type Session, hamiltonianOf, hamiltonianText } from '../session/index.js';
import { type Operator, substituteOperator } from '../spin/index.js';
import { type Diagnostic, type Source, refuse } from '../text/index.js';
import { newSession, onlyInput, writeIdleSettings } from './eval.js';
import type { CommonOptions } from './options.js';
import type { ExitCode, Output } from './output.js';
import { type Ran, runProgram } from './program.js';

export interface HamiltonianOptions extends CommonOptions {
  readonly model?: string;
  readonly field?: boolean;
}

/** The Hamiltonian, and how it came. */
export interface Given {
  readonly hamiltonian: Operator;
  readonly text: string;
  /** what is taken for granted about its parameters, beside what it shows */
  readonly assumptions: readonly Assumptions[];
  /** 1 where a claim before the Hamiltonian fails */
  readonly failed: ExitCode;
}

/** The Hamiltonian of `--model`, or of the program that is the operand. */
export function givenHamiltonian(
  operands: readonly string[],
  options: HamiltonianOptions,
  output: Output,
): Given | Diagnostic {
  const session = newSession(options);
  if (options.model !== undefined) {
    const model = modelNamed(options.model);
    if (operands.length > 0)
      refuse('model-and-expression', 'a model and an expression are given', { hint: 'give one of them' });
    const hamiltonian = hamiltonianOfModel(model, session, options.field ?? false);
    writeIdleSettings(session, output);
    return { hamiltonian, text: hamiltonianText(hamiltonian), assumptions: [], failed: 0 };
  }
  refuseIdleField(options);
  const found = hamiltonianFrom(session, onlyInput(operands, 'the Hamiltonian'), output);
  if ('kind' in found) return found;
  writeIdleSettings(session, output);
  const { hamiltonian, assumptions, ran } = found;
  return { hamiltonian, text: hamiltonianText(hamiltonian), assumptions: [assumptions], failed: ran.code };
}

/** `--field` belongs to a model. */
export function refuseIdleField({ field }: Pick<HamiltonianOptions, 'field'>): void {
  if (field)
    refuse('field-without-model', '--field goes with --model', {
      hint: 'write the field into the expression: … - B Sz_j',
    });
}

/** Runs a program and finds its Hamiltonian, with the remarks that takes. */
export function hamiltonianFrom(
  session: Session,
  source: Source,
  output: Output,
): { readonly hamiltonian: Operator; readonly assumptions: Assumptions; readonly ran: Ran } | Diagnostic {
  const ran = runProgram(session, source, output);
  if ('kind' in ran) return ran;
  const { operator, notes, assumptions } = hamiltonianOf(ran.said);
  for (const note of notes) output.note(note);
  return { hamiltonian: decidable(operator), assumptions, ran };
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

/** A built-in model with the values that `--set` gives its parameters. */
export function hamiltonianOfModel(model: Model, { environment }: Session, field: boolean): Operator {
  const values = new Map(
    model.parameters.flatMap((name) => {
      const value = environment.lookup(name);
      return value?.kind === 'scalar' ? [[name, value.scalar] as const] : [];
    }),
  );
  return decidable(substituteOperator(model.hamiltonian(field), values));
}

/** @diagnostic `inexact-constant` */
function decidable(hamiltonian: Operator): Operator {
  for (const { coefficient } of hamiltonian.terms) refuseConstants(coefficient, 'what this Hamiltonian conserves');
  return hamiltonian;
}

/** What was left out of the boost. */
export function noteSplit(split: Split, output: Output): void {
  if (split.spectatorIs === '') return;
  output.note(
    `the ${split.spectatorIs} ${writeText(expressOperator(split.spectator, { free: false }))} commutes with the rest: it is left out of the boost and kept in every check`,
  );
}
