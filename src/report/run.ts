import { cellText, spinText } from '../meaning/index.js';
import { type Outcome, runProgram, sessionWith } from '../session/index.js';
import { type Diagnostic, type ExitCode, type Source, exitCodeOf, worse } from '../text/index.js';
import { claimLine } from './claim-line.js';
import { claimDocument } from './claim.js';
import { type Listener, type CommandReport, errorsDocument } from './report.js';
import { solveDocument, solveLines } from './solve.js';
import { valueDocument } from './value.js';

/** The answer of `run`: runs a script and shows the result of each statement. */
export function runReport(source: Source, set: readonly string[], listener: Listener): CommandReport {
  const results: object[] = [];
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  runProgram(sessionWith(set, { spins: 'any' }), source, {
    note: (text) => listener.note(text),
    outcome: (outcome) => {
      if (outcome.kind === 'error') {
        code = worse(code, exitCodeOf(outcome.diagnostic));
        errors.push(outcome.diagnostic);
        listener.error(outcome.diagnostic);
        return;
      }
      if (outcome.kind === 'claim' && !outcome.claim.holds) code = worse(code, 1);
      if (outcome.kind === 'solve' && outcome.solved.solution.kind === 'none') code = worse(code, 1);
      results.push(resultDocument(outcome));
      listener.line(resultLine(outcome));
    },
  });
  return { document: { results, ...errorsDocument(errors) }, code };
}

type Result = Exclude<Outcome, { kind: 'error' }>;

function resultDocument(outcome: Result): object {
  switch (outcome.kind) {
    case 'value':
      return { ...valueDocument(outcome.value, outcome.assumptions, outcome.notation), parameters: outcome.parameters };
    case 'definition':
      return { kind: 'definition', name: outcome.name };
    case 'parameter':
      return { kind: 'parameter', names: outcome.names, domain: outcome.domain };
    case 'cell':
      return { kind: 'cell', spins: outcome.labels };
    case 'spin':
      return { kind: 'spin', spin: spinText(outcome.spin) };
    case 'model':
      return { kind: 'model', role: outcome.model.role };
    case 'claim':
      return { ...claimDocument(outcome.claim), kind: 'claim', verb: outcome.claim.verb };
    case 'solve':
      return { kind: 'solve', ...solveDocument(outcome.solved) };
  }
}

function resultLine(outcome: Result): string {
  switch (outcome.kind) {
    case 'value':
      return valueDocument(outcome.value, outcome.assumptions, outcome.notation).text;
    case 'definition':
      return `${outcome.name} = ${valueDocument(outcome.value, outcome.assumptions, outcome.notation).text}`;
    case 'parameter':
      return `param ${outcome.names.join(', ')} ${outcome.domain}`;
    case 'spin':
      return `every site holds a spin ${spinText(outcome.spin)}`;
    case 'cell':
      return `a cell of the chain holds ${cellText(outcome.labels)}`;
    case 'model':
      return `${outcome.model.role} taken`;
    case 'claim':
      return claimLine(outcome.claim);
    case 'solve':
      return solveLines(outcome.solved).join('\n');
  }
}
