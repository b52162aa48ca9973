import { checkLaws } from '../law/index.js';
import { lawsOfRates } from '../laws/index.js';
import { checkOnePeriod, describe } from '../meaning/index.js';
import { perturb } from '../perturbation/index.js';
import { type Outcome, type Session, perturbationDocument, perturbationLines } from '../session/index.js';
import { lawDocument, lawLines } from '../session/laws.js';
import { type Operator, sumOperators, sumOverChain } from '../spin/index.js';
import { type Diagnostic, type Source, refuse } from '../text/index.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import { readInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, fail, worse } from './output.js';
import { progressBar } from './progress.js';
import { mostSeed, wholeNumber } from './values.js';

/** Most cases a law is tried with. */
const mostCases = 1_000_000;

export interface PerturbOptions extends CommonOptions {
  readonly hamiltonian?: string;
  readonly upto: string;
  readonly range?: string;
  readonly seed: string;
  readonly cases?: string;
}

export function perturbCommand(operands: readonly string[], options: PerturbOptions, output: Output): ExitCode {
  const upto = wholeNumber('--upto', options.upto, { least: 2, example: 5 });
  const range = options.range === undefined ? undefined : wholeNumber('--range', options.range, { least: 1, example: 5 });
  const seed = wholeNumber('--seed', options.seed, { most: mostSeed, example: 7 });
  const cases = options.cases === undefined ? undefined : wholeNumber('--cases', options.cases, { least: 1, most: mostCases, example: 50 });
  const session = newSession(options);
  const source = onlyInput(operands, 'the perturbation');
  const given = inputs(session, source, options, output);
  if ('kind' in given) return fail(output, given);
  writeIdleSettings(session, output);
  const found = perturb(given.perturbation, given.hamiltonian, {
    upto,
    jumps: given.jumps,
    ...(range !== undefined && { range }),
    onCharge: (index) => output.progress(`C_${index} of C_${upto}`),
  });
  if (!output.json) {
    for (const line of perturbationLines(found)) output.line(line);
    output.line(`\nrates, tried at random couplings, temperatures and rings (seed ${seed})`);
  }
  const progress = progressBar();
  const checks = checkLaws(lawsOfRates(found), {
    seed,
    ...(cases !== undefined && { cases }),
    onCase: ({ law, done, wanted }) => {
      const text = progress(`${law}  ${done}/${wanted}`, done / wanted);
      if (text !== undefined) output.progress(text);
    },
    onReport: (report) => {
      if (!output.json) for (const line of lawLines(report)) output.line(line);
    },
  });
  if (output.json) output.document({ ...perturbationDocument(found), checks: checks.map(lawDocument) });
  // A law whose precondition V does not meet, as detailed balance without a bath, says nothing.
  return checks.reduce<ExitCode>((code, { green, verdict }) => (green || verdict.kind === 'undecided' ? code : worse(code, 1)), given.code);
}

interface Given {
  readonly perturbation: Operator;
  readonly jumps: readonly Operator[];
  readonly hamiltonian: Operator;
  /** 1 where a claim on the way fails */
  readonly code: ExitCode;
}

/** V from the last expression of the input, or from the drives, baths and jumps of a script; H0 from the option, or from the script. */
function inputs(session: Session, source: Source, { hamiltonian }: PerturbOptions, output: Output): Given | Diagnostic {
  const first = lastOperator(session, source, output);
  if ('kind' in first) return first;
  const ofModel = (roles: readonly string[]): Operator[] => session.models.flatMap((m) => (m.role !== 'gas' && roles.includes(m.role) ? [m.operator] : []));
  checkOnePeriod(session.models.filter((m) => m.role !== 'gas'));
  const jumps = ofModel(['jump']);
  const parts = ofModel(['drive', 'bath']);
  const perturbation = first.operator ?? (parts.length > 0 || jumps.length > 0 ? sumOperators(parts) : undefined);
  if (!perturbation) {
    refuse('no-perturbation', 'there is no perturbation in this input', { hint: 'the last expression is V; a script may name it by drive … and bath … instead' });
  }
  const second = hamiltonian === undefined ? undefined : lastOperator(session, readInput(hamiltonian), output);
  if (second && 'kind' in second) return second;
  const h = second ? second.operator : ofModel(['hamiltonian']).at(-1);
  if (!h) {
    refuse('missing-hamiltonian', 'the Hamiltonian that is perturbed is missing', { hint: 'as in --hamiltonian "sum_j S_j·S_<j+1>", or hamiltonian H0 in the script' });
  }
  return { perturbation, jumps, hamiltonian: h, code: worse(first.code, second?.code ?? 0) };
}

function lastOperator(session: Session, source: Source, output: Output): { readonly operator: Operator | undefined; readonly code: ExitCode } | Diagnostic {
  let last: Extract<Outcome, { kind: 'value' }> | undefined;
  let code: ExitCode = 0;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') return outcome.diagnostic;
    if (outcome.kind === 'value') last = outcome;
    if (outcome.kind === 'claim') code = worse(code, writeClaim(outcome.claim, output));
  }
  if (!last) return { operator: undefined, code };
  const { value, statement } = last;
  const { span } = statement;
  if (value.kind !== 'operator') refuse('not-an-operator', `an operator is wanted here, and this is ${describe(value)}`, { span });
  const isDensity = value.free && !value.fixed && value.operator.terms.every((t) => t.place === 'local');
  if (!isDensity) return { operator: value.operator, code };
  output.note('a density with a free j is summed over the chain');
  return { operator: sumOverChain(value.operator), code };
}
