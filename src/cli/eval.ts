import { type Source, errorDocument, placeOf, refuse } from '../text/index.js';
import { type Outcome, Session, valueDocument } from '../session/index.js';
import { readInput } from './input.js';
import type { CommonOptions } from './main.js';
import { type ExitCode, type Output, exitCodeOf, fail, worse } from './output.js';

export interface EvalOptions extends CommonOptions {
  readonly latex?: boolean;
}

/** The one input of a command; several words are an expression typed without quotes. */
export function onlyInput(operands: readonly string[], what: string): Source {
  if (operands.length === 0) {
    refuse('missing-input', `${what} is missing`, { hint: 'give an expression in quotes, a file, or - for standard input' });
  }
  if (operands.length > 1) {
    refuse('too-many-inputs', `${operands.length} inputs where one is taken`, {
      hint: `put the expression into double quotes: "${operands.join(' ')}"`,
    });
  }
  return readInput(operands[0]!);
}

export function newSession(options: CommonOptions): Session {
  const session = new Session();
  for (const setting of options.set) session.set(setting);
  return session;
}

/** Remarks of an evaluation, each with its place. */
export function writeNotes(outcome: Outcome, output: Output): void {
  const notes = outcome.kind === 'value' || outcome.kind === 'definition' ? outcome.notes : outcome.kind === 'claim' ? outcome.claim.notes : [];
  for (const { message, span } of notes) {
    const { line, column } = placeOf(span);
    output.note(`${message} (${span.source.name}:${line}:${column})`);
  }
}

export function evalCommand(operands: readonly string[], options: EvalOptions, output: Output): ExitCode {
  const session = newSession(options);
  const source = onlyInput(operands, 'the expression');
  let last: Extract<Outcome, { kind: 'value' }> | undefined;
  let code: ExitCode = 0;
  const errors = [];
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') {
      code = worse(code, exitCodeOf(outcome.diagnostic));
      errors.push(outcome.diagnostic);
    }
    if (outcome.kind === 'value') last = outcome;
    if (outcome.kind === 'claim' && !outcome.claim.holds) code = worse(code, 1);
  }
  if (errors.length > 0) {
    if (output.json) output.document({ error: errorDocument(errors[0]!), errors: errors.map(errorDocument) });
    else for (const diagnostic of errors) output.diagnostic(diagnostic);
    return code;
  }
  if (!last) {
    return fail(output, {
      kind: 'input',
      code: 'no-expression',
      message: 'there is no expression to evaluate',
      hint: 'the last expression is the answer; a definition or a claim alone gives none (spinlaw run runs scripts)',
    });
  }
  const document = valueDocument(last.value);
  if (output.json) output.document(document);
  else output.line(options.latex ? document.latex : document.text);
  return code;
}
