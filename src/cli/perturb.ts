import { closeSync, existsSync, openSync, statSync, writeFileSync } from 'node:fs';
import { checkLaws } from '../law/index.js';
import { lawsOfRates } from '../laws/index.js';
import { type Assumptions, checkOnePeriod } from '../meaning/index.js';
import { perturb } from '../perturbation/index.js';
import {
  type NamedPerturbation,
  type Session,
  hamiltonianBeside,
  perturbationOf,
  rolesBeside,
  usesNamesOf,
} from '../session/index.js';
import {
  lawDocument,
  mostSeed,
  perturbationDocument,
  perturbationLines,
  perturbationScript,
  progressBar,
  ratesLines,
  scriptHead,
  wholeNumber,
} from '../report/index.js';
import { breakLines } from '../repl/paper.js';
import type { Operator } from '../spin/index.js';
import { type Diagnostic, type Source, refuse } from '../text/index.js';
import { newSession, onlyInput, writeIdleSettings } from './eval.js';
import {
  type HamiltonianOptions,
  hamiltonianFrom,
  hamiltonianOfModel,
  modelNamed,
  refuseIdleField,
} from './hamiltonian.js';
import { readFile, readInput } from './input.js';
import { type ExitCode, type Output, fail, worse } from './output.js';
import { type Ran, runProgram } from './program.js';

/** Most cases a law is tried with. */
const mostCases = 1_000_000;

export interface PerturbOptions extends HamiltonianOptions {
  readonly hamiltonian?: string;
  readonly upto: string;
  readonly range?: string;
  readonly seed: string;
  readonly cases?: string;
  readonly script?: string;
}

export function perturbCommand(operands: readonly string[], options: PerturbOptions, output: Output): ExitCode {
  const upto = wholeNumber('--upto', options.upto, { least: 2, example: 5 });
  const range =
    options.range === undefined ? undefined : wholeNumber('--range', options.range, { least: 1, example: 5 });
  const seed = wholeNumber('--seed', options.seed, { most: mostSeed, example: 7 });
  const cases =
    options.cases === undefined
      ? undefined
      : wholeNumber('--cases', options.cases, { least: 1, most: mostCases, example: 50 });
  const { script } = options;
  if (script !== undefined) checkScriptFile(script);
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
  const write = (lines: readonly string[]): void => {
    if (!output.json) for (const line of lines.flatMap((text) => breakLines(text, pageWidth()))) output.line(line);
  };
  write(perturbationLines(found, given.assumptions));
  if (script !== undefined) {
    writeFileSync(script, perturbationScript(found));
    output.note(`${script} is written: spinlaw prove ${script} proves it`);
  }
  const progress = progressBar();
  const checks = checkLaws(lawsOfRates(found), {
    seed,
    ...(cases !== undefined && { cases }),
    onCase: ({ law, done, wanted }) => {
      const text = progress(`${law}  ${done}/${wanted}`, done / wanted);
      if (text !== undefined) output.progress(text);
    },
  });
  write(['', ...ratesLines(checks, found, seed)]);
  if (output.json)
    output.document({
      ...perturbationDocument(found, given.assumptions),
      checks: checks.map(lawDocument),
      ...(script !== undefined && { script }),
    });
  // A law whose precondition V does not meet, as detailed balance without a bath, says nothing.
  return checks.reduce<ExitCode>(
    (code, { green, verdict }) => (green || verdict.kind === 'undecided' ? code : worse(code, 1)),
    given.code,
  );
}

/** Columns of a page that is no terminal. */
const plainPage = 100;

function pageWidth(): number {
  return process.stdout.isTTY ? Math.max(40, process.stdout.columns ?? plainPage) : plainPage;
}

/**
 * Can the script be written? A file of another kind stays as it is.
 *
 * @diagnostic `file-exists`, `unwritable`
 */
function checkScriptFile(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory())
      refuse('unwritable', `${path} is a folder`, { hint: 'as in --script perturbed.spin' });
    if (!readFile(path).startsWith(scriptHead)) {
      refuse('file-exists', `${path} exists, and it was not written by perturb --script`, {
        hint: 'take another name, as in --script perturbed.spin',
      });
    }
  }
  try {
    closeSync(openSync(path, 'a'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    refuse('unwritable', `${path} cannot be written (${code})`);
  }
}

interface Given {
  readonly perturbation: Operator;
  readonly jumps: readonly Operator[];
  readonly hamiltonian: Operator;
  /** what the values of both take for granted */
  readonly assumptions: readonly Assumptions[];
  /** 1 where a claim on the way fails */
  readonly code: ExitCode;
}

/**
 * V from the program of the operand; H0 from `--model`, from the program of `--hamiltonian`, or from that of V. Both
 * programs are of one session: names that one defines the other may use.
 */
function inputs(session: Session, source: Source, options: PerturbOptions, output: Output): Given | Diagnostic {
  const { model, hamiltonian, field } = options;
  if (model !== undefined && hamiltonian !== undefined) {
    refuse('two-hamiltonians', 'the Hamiltonian is given by --model and by --hamiltonian', {
      hint: 'leave one of them out',
    });
  }
  if (model !== undefined) {
    // Before the program of V: its definitions do not change the model, only --set does.
    const h = hamiltonianOfModel(modelNamed(model), session, field ?? false);
    const ran = runProgram(session, source, output);
    return 'kind' in ran ? ran : given(perturbationIn(ran, output, h), { operator: h }, ran.code);
  }
  refuseIdleField(options);
  if (hamiltonian !== undefined) {
    const other = readInput(hamiltonian);
    // H0 may be a name of the program of V; otherwise V may use the names of the program of H0.
    const first = usesNamesOf(other, source) ? runProgram(session, source, output) : undefined;
    if (first && 'kind' in first) return first;
    const h = hamiltonianFrom(session, other, output);
    if ('kind' in h) return h;
    const beside = rolesBeside(h.ran.said);
    if (beside.length > 0)
      output.note(
        `${beside.map((role) => `the ${role}`).join(' and ')} of the program of H0 ${beside.length > 1 ? 'are' : 'is'} not part of V`,
      );
    const ran = first ?? runProgram(session, source, output);
    if ('kind' in ran) return ran;
    const { hamiltonian: operator, assumptions } = h;
    return given(perturbationIn(ran, output, operator), { operator, assumptions }, worse(ran.code, h.ran.code));
  }
  const ran = runProgram(session, source, output);
  if ('kind' in ran) return ran;
  const v = perturbationIn(ran, output);
  const h = hamiltonianBeside(ran.said, v.operator);
  if (!h) {
    refuse('missing-hamiltonian', 'the Hamiltonian that is perturbed is missing', {
      hint: 'as in --hamiltonian "sum_j S_j·S_<j+1>" or --model xxx; in a script: hamiltonian H0',
    });
  }
  for (const note of h.notes) output.note(note);
  return given(v, h, ran.code);
}

const given = (
  v: NamedPerturbation,
  { operator, assumptions }: { readonly operator: Operator; readonly assumptions?: Assumptions },
  code: ExitCode,
): Given => ({
  perturbation: v.operator,
  jumps: v.jumps,
  hamiltonian: operator,
  assumptions: assumptions ? [v.assumptions, assumptions] : [v.assumptions],
  code,
});

function perturbationIn({ said }: Ran, output: Output, hamiltonian?: Operator): NamedPerturbation {
  const models = said.models.filter((m) => m.role !== 'gas');
  checkOnePeriod(models);
  const found = perturbationOf(said, hamiltonian);
  for (const note of found.notes) output.note(note);
  return found;
}
