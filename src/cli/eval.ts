import type { Coefficient } from '../exact/index.js';
import { type CoefficientParser, type Format, formatOf, formats } from '../exchange/index.js';
import { parseExpression } from '../language/index.js';
import {
  type Value,
  asOperator,
  describe,
  evaluateNode,
  newReport,
  operatorValue,
  topScope,
} from '../meaning/index.js';
import { type Source, type Span, errorDocument, placeOf, refuse, visibleOnOneLine } from '../text/index.js';
import { type Outcome, Session } from '../session/index.js';
import { claimLine, optionSpan, parametersIn, valueDocument } from '../report/index.js';
import type { ClaimResult } from '../proof/index.js';
import { foreignText } from './foreign.js';
import { readInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, fail, worse } from './output.js';

export interface EvalOptions extends CommonOptions {
  readonly latex?: boolean;
  readonly to?: string;
  readonly from?: string;
  readonly sites?: string;
  readonly open?: boolean;
}

/** The one input of a command; several words are an expression typed without quotes. */
export function onlyInput(
  operands: readonly string[],
  what: string,
  language: 'spinlaw' | 'other' = 'spinlaw',
): Source {
  if (operands.length === 0) {
    refuse('missing-input', `${what} is missing`, {
      hint: 'give an expression in quotes, a file, or - for standard input',
    });
  }
  if (operands.length > 1) {
    refuse('too-many-inputs', `${operands.length} inputs where one is taken`, {
      hint: `put the expression into double quotes: "${operands.join(' ')}"`,
    });
  }
  return readInput(operands[0]!, language);
}

export function newSession(options: CommonOptions, how: ConstructorParameters<typeof Session>[0] = {}): Session {
  const session = new Session(how);
  for (const setting of options.set) session.set(setting);
  return session;
}

/** Remarks of an evaluation, each with its place. */
export function writeNotes(outcome: Outcome, output: Output): void {
  const notes = outcome.kind === 'claim' ? outcome.claim.notes : 'notes' in outcome ? outcome.notes : [];
  for (const { message, span } of notes) writeNote(message, span, output);
}

function writeNote(message: string, span: Span, output: Output): void {
  const { line, column } = placeOf(span);
  output.note(`${message} (${visibleOnOneLine(span.source.name)}:${line}:${column})`);
}

/** A claim on the way to an answer: one that fails is shown, beside the answer, and counts in the exit code. */
export function writeClaim(claim: ClaimResult, output: Output): ExitCode {
  if (claim.holds) return 0;
  output.remark(claimLine(claim));
  return 1;
}

/** A value that was set and never asked for is probably a slip. */
export function writeIdleSettings(session: Session, output: Output): void {
  for (const name of session.environment.idleOverrides())
    output.note(`--set ${name} is not used: nothing here asks for ${name}`);
}

export function evalCommand(operands: readonly string[], options: EvalOptions, output: Output): ExitCode {
  const session = newSession(options);
  const from = options.from === undefined ? undefined : readableFormat(options.from);
  const source = onlyInput(operands, 'the expression', from ? 'other' : 'spinlaw');
  if (options.to === undefined && (options.sites !== undefined || options.open)) {
    refuse('option-alone', `${options.open ? '--open' : '--sites'} says how --to makes a chain finite`, {
      hint: 'as in --to qiskit --sites 6',
    });
  }
  if (options.to !== undefined && options.latex)
    refuse('two-formats', '--latex and --to exclude each other', { hint: 'leave one of them out' });
  if (from) return answer(readOperator(source, from, session, output), undefined, options, output, 0);
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
    if (outcome.kind === 'claim') code = worse(code, writeClaim(outcome.claim, output));
  }
  writeIdleSettings(session, output);
  if (errors.length > 0) {
    const foreign = foreignText(source);
    if (foreign) return fail(output, foreign);
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
  return answer(last.value, last.parameters, options, output, code);
}

/** Writes the answer: as the language has it, or for another library. */
function answer(
  value: Value,
  parameters: readonly string[] | undefined,
  options: EvalOptions,
  output: Output,
  code: ExitCode,
): ExitCode {
  if (options.to !== undefined) {
    writeFor(options.to, value, options, output);
    return code;
  }
  const document = valueDocument(value);
  if (output.json) output.document({ ...document, parameters: parameters ?? parametersIn(value) });
  else output.line(options.latex ? document.latex : document.text);
  return code;
}

function writeFor(id: string, value: Value, options: EvalOptions, output: Output): void {
  const format = formatOf(id);
  const operator = asOperator(value);
  if (!operator)
    refuse(
      'not-an-operator',
      `${describe(value)} is no operator, and ${format.title} takes one`,
      value.kind === 'vector' ? { hint: 'take a component: (A)^z' } : {},
    );
  if (options.sites !== undefined && !/^[0-9]+$/u.test(options.sites)) {
    refuse('bad-sites', `"${options.sites}" is not a number of sites`, {
      span: optionSpan('--sites', options.sites),
      hint: 'as in --sites 6',
    });
  }
  const sites = options.sites === undefined ? undefined : Number(options.sites);
  const written = format.write(operator, { sites, open: options.open });
  const isText = typeof written === 'string';
  if (output.json) {
    output.document({
      format: format.id,
      extension: format.extension,
      ...(isText ? { text: written } : { base64: Buffer.from(written).toString('base64') }),
    });
    return;
  }
  if (!isText && process.stdout.isTTY) {
    refuse('binary-on-terminal', `${format.title} is no text to show on a terminal`, {
      hint: `send it to a file: > operator.${format.extension}`,
    });
  }
  process.stdout.write(written);
}

type ReadableFormat = Format & Required<Pick<Format, 'read'>>;

function readableFormat(id: string): ReadableFormat {
  const format = formatOf(id);
  if (format.read) return format as ReadableFormat;
  return refuse('write-only-format', `${format.title} is written, not read`, {
    expected: formats.filter((f) => f.read).map((f) => f.id),
  });
}

function readOperator(source: Source, format: ReadableFormat, session: Session, output: Output): Value {
  const operator = format.read(source, coefficientParser(session), (message, span) => writeNote(message, span, output));
  return operatorValue(operator, {
    free: false,
    fixed: operator.terms.some((t) => t.place === 'local'),
    weighted: false,
  });
}

/** Reads coefficients as the language does: `--set` acts on their parameters. */
function coefficientParser({ environment }: Session): CoefficientParser {
  const known = new Map<string, Coefficient>();
  return (text, parameters) => {
    const before = known.get(text.text);
    if (before) return before;
    const node = parseExpression(text);
    for (const [name, domain] of parameters)
      if (!environment.isDeclared(name)) environment.declare(name, domain, node.span);
    const value = evaluateNode(node, topScope(environment, newReport()));
    if (value.kind !== 'scalar') refuse('not-a-scalar', `${describe(value)} is no coefficient`, { span: node.span });
    known.set(text.text, value.scalar);
    return value.scalar;
  };
}
