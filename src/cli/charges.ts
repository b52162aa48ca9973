import { type Charge, chargesOneByOne, nothingText } from '../charges/index.js';
import { coefficientText } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { expressCoefficient, expressOperator } from '../meaning/index.js';
import { isHermitian, lettersOf } from '../spin/index.js';
import { allValuesText, conditionOf, termDocuments, wholeNumber } from '../report/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, refuse } from '../text/index.js';
import { type HamiltonianOptions, givenHamiltonian, noteSplit } from './hamiltonian.js';
import { chargesModulo } from './modular-charges.js';
import { type ModularChoice, modeOf } from './options.js';
import { type ExitCode, type Output, exitCodeOf, fail, worse } from './output.js';

export interface ChargesOptions extends ModularChoice, HamiltonianOptions {
  readonly upto: string;
  readonly words?: boolean;
  readonly maxWords?: string;
}

interface ChargeDocument {
  index: number;
  range: number;
  terms: number;
  norm2: string;
  commutes: boolean;
  /** zero, or a combination of earlier charges: no further charge, and `commutes` says nothing about the chain */
  nothing?: true;
  combinationOf?: number[];
  seconds: number;
  words?: { string: string; coefficient: string }[];
  residual?: ReturnType<typeof termDocuments>;
}

export function chargesCommand(operands: readonly string[], options: ChargesOptions, output: Output): ExitCode {
  const upto = wholeNumber('--upto', options.upto, { least: 2, example: 8 });
  const maxWords =
    options.maxWords === undefined
      ? undefined
      : wholeNumber('--max-words', options.maxWords, { least: 1, example: 1_000_000 });
  const given = givenHamiltonian(operands, options, output);
  if ('kind' in given) return fail(output, given);
  if (!isHermitian(given.hamiltonian)) output.note('the Hamiltonian is not Hermitian');
  const limits = { upto, ...(maxWords !== undefined && { maxWords }) };
  const mode = modeOf(options);
  if (mode !== 'exact') {
    if (options.words)
      refuse('words-modulo', '--words lists exact coefficients, and modular arithmetic makes none', {
        hint: 'leave --modular and --probabilistic out',
      });
    return chargesModulo(given, { ...limits, mode }, output);
  }
  const condition = conditionOf([given.hamiltonian], given.assumptions);
  const { split, charges } = chargesOneByOne(given.hamiltonian, limits);
  noteSplit(split, output);
  const documents: ChargeDocument[] = [];
  let reached: Diagnostic | undefined;
  let complete = true;
  let nothing: Charge | undefined;
  if (!output.json) output.line('charge   range   terms  commutes  norm² per site');
  try {
    let start = performance.now();
    let before = 0;
    for (const charge of charges) {
      const document = describeCharge(charge, options, (performance.now() - start) / 1000);
      documents.push(document);
      complete &&= charge.commutes;
      if (charge.nothing) nothing ??= charge;
      if (!output.json) writeCharge(charge, document, output);
      if (charge.index < upto)
        output.progress(`C_${charge.index + 1} of C_${upto}${estimate(document.seconds, before)}`);
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
      parameters: [...condition.parameters.keys()],
      assumptions: condition.assumptions,
      charges: documents,
      ...(reached && { error: errorDocument(reached) }),
    });
  } else {
    if (nothing) output.line(nothingText(nothing.index, nothing.nothing!));
    if (condition.assumptions.length > 0) output.line(`for ${allValuesText(condition)}`);
    if (reached) output.diagnostic(reached);
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
    ...(charge.nothing && {
      nothing: true as const,
      ...(charge.nothing.of.length > 0 && { combinationOf: [...charge.nothing.of] }),
    }),
    seconds,
    ...(options.words && {
      words: charge
        .operator()
        .terms.map((t) => ({ string: lettersOf(t.word), coefficient: coefficientText(t.coefficient) })),
    }),
    ...(charge.residual && { residual: termDocuments(charge.residual) }),
  };
}

function writeCharge(charge: Charge, document: ChargeDocument, output: Output): void {
  const cells = [
    `C_${charge.index}`.padEnd(6),
    String(charge.range).padStart(7),
    String(charge.words).padStart(8),
    (charge.nothing ? 'nothing' : charge.commutes ? 'proved' : 'NO').padStart(9),
  ];
  output.line(`${cells.join('')}  ${writeText(expressCoefficient(charge.squaredNorm()))}`);
  for (const { string, coefficient } of document.words ?? [])
    output.line(`         ${string.padEnd(charge.range)}  ${coefficient}`);
  if (charge.residual) {
    const text = writeText(expressOperator(charge.residual, { free: false }));
    const shown =
      text.length > 1000
        ? `${[...text].slice(0, 1000).join('')}… (${charge.residual.terms.length} Pauli strings; --json lists them)`
        : text;
    output.line(`[H, C_${charge.index}] = ${shown}`);
    output.line(
      `The boost recursion ends here: C_${charge.index} is not conserved, so it gives no C_${charge.index + 1}. That the recursion fails does not prove that the chain is not integrable.`,
    );
  }
}
