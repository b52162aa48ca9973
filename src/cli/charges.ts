import { type Charge, conservedCharges, findModel, models } from '../charges/index.js';
import { coefficientText } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { describe, expressCoefficient, expressOperator } from '../meaning/index.js';
import { type Operator, isHermitian, lettersOf, substituteOperator, sumOverChain } from '../spin/index.js';
import { type Outcome, termDocuments } from '../session/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, refuse } from '../text/index.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, fail, worse } from './output.js';

export interface ChargesOptions extends CommonOptions {
  readonly model?: string;
  readonly field?: boolean;
  readonly upto: string;
  readonly words?: boolean;
  readonly maxWords?: string;
}

interface Given {
  readonly hamiltonian: Operator;
  readonly text: string;
  /** 1 where a claim before the Hamiltonian fails */
  readonly failed: ExitCode;
}

interface ChargeDocument {
  index: number;
  range: number;
  terms: number;
  norm2: string;
  commutes: boolean;
  seconds: number;
  words?: { string: string; coefficient: string }[];
  residual?: ReturnType<typeof termDocuments>;
}

export function chargesCommand(operands: readonly string[], options: ChargesOptions, output: Output): ExitCode {
  const upto = wholeNumber('--upto', options.upto, 2);
  const maxWords = options.maxWords === undefined ? undefined : wholeNumber('--max-words', options.maxWords, 1);
  const given = options.model === undefined ? fromExpression(operands, options, output) : fromModel(operands, options, output);
  if ('kind' in given) return fail(output, given);
  if (!isHermitian(given.hamiltonian)) output.note('the Hamiltonian is not Hermitian');
  const { split, charges } = conservedCharges(given.hamiltonian, { upto, ...(maxWords !== undefined && { maxWords }) });
  if (split.spectatorIs !== '') {
    output.note(`the ${split.spectatorIs} ${writeText(expressOperator(split.spectator, { free: false }))} commutes with the rest: it is left out of the boost and kept in every check`);
  }
  const documents: ChargeDocument[] = [];
  let reached: Diagnostic | undefined;
  let complete = true;
  if (!output.json) output.line('charge   range   terms  commutes  norm² per site');
  try {
    let start = performance.now();
    let before = 0;
    for (const charge of charges) {
      const document = describeCharge(charge, options, (performance.now() - start) / 1000);
      documents.push(document);
      complete &&= charge.commutes;
      if (!output.json) writeCharge(charge, document, output);
      if (charge.index < upto) output.progress(`C_${charge.index + 1} of C_${upto}${estimate(document.seconds, before)}`);
      before = document.seconds;
      start = performance.now();
    }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    reached = error.diagnostic;
  }
  if (output.json) {
    output.document({
      hamiltonian: given.text,
      charges: documents,
      ...(reached && { error: errorDocument(reached) }),
    });
  } else if (reached) {
    output.diagnostic(reached);
  }
  const code = complete ? given.failed : 1;
  return reached ? worse(code, exitCodeOf(reached)) : code;
}

/** The next charge takes as much longer than this one as this one took longer than the last. */
function estimate(seconds: number, before: number): string {
  const next = before > 0 ? (seconds * seconds) / before : 0;
  return next > 1 ? `, about ${Math.round(next)} s` : '';
}

function describeCharge(charge: Charge, options: ChargesOptions, seconds: number): ChargeDocument {
  return {
    index: charge.index,
    range: charge.range,
    terms: charge.words,
    norm2: coefficientText(charge.squaredNorm()),
    commutes: charge.commutes,
    seconds,
    ...(options.words && {
      words: charge.operator().terms.map((t) => ({ string: lettersOf(t.word), coefficient: coefficientText(t.coefficient) })),
    }),
    ...(charge.residual && { residual: termDocuments(charge.residual) }),
  };
}

function writeCharge(charge: Charge, document: ChargeDocument, output: Output): void {
  const cells = [
    `C_${charge.index}`.padEnd(6),
    String(charge.range).padStart(7),
    String(charge.words).padStart(8),
    (charge.commutes ? 'proved' : 'NO').padStart(9),
  ];
  output.line(`${cells.join('')}  ${writeText(expressCoefficient(charge.squaredNorm()))}`);
  for (const { string, coefficient } of document.words ?? []) output.line(`         ${string.padEnd(charge.range)}  ${coefficient}`);
  if (charge.residual) {
    const text = writeText(expressOperator(charge.residual, { free: false }));
    const shown = text.length > 1000 ? `${[...text].slice(0, 1000).join('')}… (${charge.residual.terms.length} Pauli strings; --json lists them)` : text;
    output.line(`[H, C_${charge.index}] = ${shown}`);
    output.line(`The boost recursion ends here: C_${charge.index} is not conserved, so it gives no C_${charge.index + 1}. That the recursion fails does not prove that the chain is not integrable.`);
  }
}

function fromModel(operands: readonly string[], options: ChargesOptions, output: Output): Given {
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

function fromExpression(operands: readonly string[], options: ChargesOptions, output: Output): Given | Diagnostic {
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

export function wholeNumber(option: string, text: string, least: number): number {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < least) {
    refuse('option-value', `${option} takes a whole number from ${least}, not "${text}"`, { hint: `as in ${option} 8` });
  }
  return value;
}

