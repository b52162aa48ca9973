import { type Diagnostic, errorDocument, refuse } from '../text/index.js';
import { type Outcome } from '../session/index.js';
import { claimDocument, claimLine, valueDocument } from '../report/index.js';
import { newSession, onlyInput, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';

export function runCommand(operands: readonly string[], options: CommonOptions, output: Output): ExitCode {
  const session = newSession(options);
  const source = onlyInput(operands, 'the script');
  if (source.name === '<argument>' && source.text.trim() === '')
    refuse('no-script', 'there is nothing to run', {
      hint: 'give a script: spinlaw run FILE, or - for standard input',
    });
  const results: unknown[] = [];
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') {
      code = worse(code, exitCodeOf(outcome.diagnostic));
      errors.push(outcome.diagnostic);
      if (!output.json) output.diagnostic(outcome.diagnostic);
      continue;
    }
    if (outcome.kind === 'claim' && !outcome.claim.holds) code = worse(code, 1);
    if (output.json) results.push(resultDocument(outcome));
    else output.line(resultLine(outcome));
  }
  if (output.json) {
    output.document({
      results,
      ...(errors.length > 0 && { error: errorDocument(errors[0]!), errors: errors.map(errorDocument) }),
    });
  }
  return code;
}

type Result = Exclude<Outcome, { kind: 'error' }>;

function resultDocument(outcome: Result): unknown {
  switch (outcome.kind) {
    case 'value':
      return { ...valueDocument(outcome.value), parameters: outcome.parameters };
    case 'definition':
      return { kind: 'definition', name: outcome.name };
    case 'parameter':
      return { kind: 'parameter', names: outcome.names, domain: outcome.domain };
    case 'model':
      return { kind: 'model', role: outcome.model.role };
    case 'claim':
      return { ...claimDocument(outcome.claim), kind: 'claim', verb: outcome.claim.verb };
  }
}

function resultLine(outcome: Result): string {
  switch (outcome.kind) {
    case 'value':
      return valueDocument(outcome.value).text;
    case 'definition':
      return `${outcome.name} = ${valueDocument(outcome.value).text}`;
    case 'parameter':
      return `param ${outcome.names.join(', ')} ${outcome.domain}`;
    case 'model':
      return `${outcome.model.role} taken`;
    case 'claim':
      return claimLine(outcome.claim);
  }
}
