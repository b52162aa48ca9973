import { type Split, findModel, models } from '../charges/index.js';
import { writeText } from '../language/index.js';
import { describe, expressOperator } from '../meaning/index.js';
import { type Outcome } from '../session/index.js';
import { type Operator, substituteOperator, sumOverChain } from '../spin/index.js';
import { type Diagnostic, refuse } from '../text/index.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, worse } from './output.js';

export interface HamiltonianOptions extends CommonOptions {
  readonly model?: string;
  readonly field?: boolean;
}

/** The Hamiltonian, and how it came. */
export interface Given {
  readonly hamiltonian: Operator;
  readonly text: string;
  /** 1 where a claim before the Hamiltonian fails */
  readonly failed: ExitCode;
}

/** The Hamiltonian of `--model`, or the last expression. */
export function givenHamiltonian(operands: readonly string[], options: HamiltonianOptions, output: Output): Given | Diagnostic {
  return options.model === undefined ? fromExpression(operands, options, output) : fromModel(operands, options, output);
}

/** What was left out of the boost. */
export function noteSplit(split: Split, output: Output): void {
  if (split.spectatorIs === '') return;
  output.note(`the ${split.spectatorIs} ${writeText(expressOperator(split.spectator, { free: false }))} commutes with the rest: it is left out of the boost and kept in every check`);
}

function fromModel(operands: readonly string[], options: HamiltonianOptions, output: Output): Given {
  const model = findModel(options.model!);
  if (!model) {
    refuse('unknown-model', `there is no model "${options.model}"`, { hint: `the models are ${models.map((m) => m.name).join(', ')}` });
  }
  if (operands.length > 0) refuse('model-and-expression', 'a model and an expression are given', { hint: 'give one of them' });
  const session = newSession(options);
  const { environment } = session;
  const values = new Map(model.parameters.flatMap((name) => {
    const value = environment.lookup(name);
    return value?.kind === 'scalar' ? [[name, value.scalar] as const] : [];
  }));
  writeIdleSettings(session, output);
  const hamiltonian = substituteOperator(model.hamiltonian(options.field ?? false), values);
  return { hamiltonian, text: writeText(expressOperator(hamiltonian, { free: false })), failed: 0 };
}

function fromExpression(operands: readonly string[], options: HamiltonianOptions, output: Output): Given | Diagnostic {
  if (options.field) refuse('field-without-model', '--field goes with --model', { hint: 'write the field into the expression: … - B Sz_j' });
  const source = onlyInput(operands, 'the Hamiltonian');
  const session = newSession(options);
  let last: Extract<Outcome, { kind: 'value' }> | undefined;
  let failed: ExitCode = 0;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') return outcome.diagnostic;
    if (outcome.kind === 'value') last = outcome;
    if (outcome.kind === 'claim') failed = worse(failed, writeClaim(outcome.claim, output));
  }
  writeIdleSettings(session, output);
  if (!last) {
    return { kind: 'input', code: 'no-expression', message: 'there is no Hamiltonian in the input', hint: 'the last expression is the Hamiltonian' };
  }
  const { value } = last;
  const operator = value.kind === 'operator' ? value.operator : undefined;
  if (!operator) {
    return { kind: 'input', code: 'not-an-operator', message: `the Hamiltonian is ${describe(value)}`, span: last.statement.span, hint: 'a Hamiltonian is a chain sum: sum_j …' };
  }
  const text = writeText(expressOperator(operator, { free: false }));
  if (value.kind === 'operator' && value.free && !value.fixed && operator.terms.every((t) => t.place === 'local')) {
    output.note('the expression is a density with a free j; it is summed over the chain');
    const summed = sumOverChain(operator);
    return { hamiltonian: summed, text: writeText(expressOperator(summed, { free: false })), failed };
  }
  return { hamiltonian: operator, text, failed };
}
