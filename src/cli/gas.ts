import { type GasModel, isDriven } from '../floquet/index.js';
import { readGasModel, scalarFields } from '../gas/index.js';
import type { OnProgress } from '../scattering/index.js';
import { type Session } from '../session/index.js';
import {
  type GasQuestion,
  type Scan,
  decimal,
  gasAnswer,
  gasLines,
  numberList,
  optionSpan,
  progressBar,
  scanOf,
  wholeNumber,
} from '../report/index.js';
import { type ModelDeclaration, gasModelOf, realNumber } from '../meaning/index.js';
import { canonicalName } from '../language/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, locate, refuse } from '../text/index.js';
import { gasDigits } from './gas-digits.js';
import { gasScan, refuseIdle } from './gas-scan.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';

export interface GasOptions extends CommonOptions {
  readonly beta?: string;
  readonly temperature?: string;
  readonly components?: string;
  readonly seconds?: string;
  readonly energies?: string;
  readonly sidebands?: string;
  readonly nodes?: string;
  readonly times?: string;
  readonly initial?: string;
  readonly digits?: string;
  readonly limits?: boolean;
  readonly scan?: string;
  readonly out?: string;
}

export function gasCommand(
  operands: readonly string[],
  options: GasOptions,
  output: Output,
): ExitCode | Promise<ExitCode> {
  const source = onlyInput(operands, 'the model');
  const energies = options.energies === undefined ? [] : numberList('--energies', options.energies);
  const betas = temperaturesOf(options) ?? (energies.length > 0 ? [] : [1]);
  const sidebands =
    options.sidebands === undefined ? undefined : wholeNumber('--sidebands', options.sidebands, { example: 12 });
  const nodes = options.nodes === undefined ? undefined : wholeNumber('--nodes', options.nodes, { example: 24 });
  const components =
    options.components === undefined ? undefined : wholeNumber('--components', options.components, { example: 20 });
  const seconds = options.seconds === undefined ? undefined : positive('--seconds', options.seconds, '600');
  const times = options.times === undefined ? undefined : numberList('--times', options.times, '0,1,10');
  const initial = options.initial === undefined ? undefined : numberList('--initial', options.initial, '1,0,0');
  if (initial && !times)
    refuse('option-alone', '--initial goes with --times', { hint: 'as in --initial 1,0,0 --times 0,1,10' });
  const question: GasQuestion = {
    betas,
    energies,
    onProgress: progressOf(output),
    ...(sidebands !== undefined && { sidebands }),
    ...(nodes !== undefined && { nodes }),
    ...(components !== undefined && { components }),
    ...(seconds !== undefined && { seconds }),
    ...(times && { times }),
    ...(initial && { initial }),
    ...(options.limits === true && { limits: true }),
  };
  if (options.out !== undefined && options.scan === undefined)
    refuse('option-alone', '--out goes with --scan', { hint: 'as in --scan lambda=0:2:0.1 --out scan' });
  if (options.scan !== undefined) {
    const scan = scanOf(options.scan);
    if (options.digits !== undefined)
      refuse('scan-digits', '--scan and --digits do not go together', { hint: 'leave out one of them' });
    const modelAt = (value: string, first: boolean): { model: GasModel; code: ExitCode } => {
      const set = [...options.set, `${scan.name}=${value}`];
      const shown = first ? output : { ...output, note: () => {}, line: () => {}, remark: () => {} };
      const found = modelOf(source, { ...options, set }, shown, scan);
      if (Array.isArray(found)) throw new DiagnosticError(found[0]!);
      return found;
    };
    return gasScan(scan, { ...question, betas: betas.length > 0 ? betas : [1] }, modelAt, options.out, output);
  }
  const given = modelOf(source, options, output);
  if (Array.isArray(given)) {
    if (output.json) output.document({ error: errorDocument(given[0]!), errors: given.map(errorDocument) });
    else for (const diagnostic of given) output.diagnostic(diagnostic);
    return given.map(exitCodeOf).reduce(worse, 0);
  }
  const { model } = given;
  if (options.digits !== undefined) {
    const digits = wholeNumber('--digits', options.digits, { example: 30 });
    if (sidebands === 0 && isDriven(model))
      refuse('sidebands-out-of-range', 'a driven system needs sidebands', {
        hint: 'leave out --sidebands: they are chosen until the rates have converged',
      });
    return worse(
      given.code,
      gasDigits(
        model,
        {
          digits,
          betas,
          energies,
          ...(sidebands !== undefined && { sidebands }),
          ...(nodes !== undefined && { nodes }),
        },
        output,
      ),
    );
  }
  const answer = gasAnswer(model, question);
  for (const note of answer.document.notes) output.note(note);
  if (output.json) output.document(answer.document);
  else for (const line of gasLines(model, answer)) output.line(line);
  if (answer.broken.length > 0) output.remark(`violated: ${answer.broken.join(', ')}`);
  return worse(given.code, answer.broken.length > 0 ? 1 : 0);
}

function progressOf(output: Output): OnProgress {
  const bar = progressBar();
  return (what, fraction) => {
    const text = bar(what, fraction);
    if (text !== undefined) output.progress(text);
  };
}

type Given = { model: GasModel; code: ExitCode } | Diagnostic[];

/** The model of a script or of JSON; with a scan, a parameter that is not there is refused. */
function modelOf(source: Parameters<Session['run']>[0], options: GasOptions, output: Output, scan?: Scan): Given {
  return isJson(source.name, source.text)
    ? { model: fromJson(source, options, output, scan), code: 0 }
    : fromScript(source, options, output, scan);
}

/** Inverse temperatures of --beta or --temperature. */
function temperaturesOf({ beta, temperature }: GasOptions): number[] | undefined {
  if (temperature === undefined) return beta === undefined ? undefined : numberList('--beta', beta);
  if (beta !== undefined)
    refuse('two-temperatures', '--beta and --temperature exclude each other', {
      hint: `leave out --beta ${beta}: a temperature T stands for beta = 1/T`,
    });
  return numberList('--temperature', temperature, '0.2,1,20').map((t) => {
    if (t > 0) return 1 / t;
    return refuse('option-value', `a temperature is a positive number, not ${t}`, {
      span: optionSpan('--temperature', temperature),
      hint: t === 0 ? '--limits gives the limit of zero temperature' : 'as in --temperature 0.2,1,20',
    });
  });
}

function positive(option: string, text: string, example: string): number {
  const value = decimal(text.trim());
  if (value !== undefined && value > 0) return value;
  return refuse('option-value', `${option} takes a positive number, not "${text}"`, {
    span: optionSpan(option, text),
    hint: `as in ${option} ${example}`,
  });
}

function isJson(name: string, text: string): boolean {
  return name.endsWith('.json') || /^\s*\{\s*"/u.test(text);
}

function fromJson(source: { name: string; text: string }, options: GasOptions, output: Output, scan?: Scan): GasModel {
  const session = newSession(options);
  const overrides: Partial<Record<(typeof scalarFields)[number], number>> = {};
  for (const name of scalarFields) {
    const value = session.environment.lookup(name);
    if (value?.kind === 'scalar') overrides[name] = realNumber(value.scalar, `--set ${name}`);
  }
  if (scan) refuseIdle(scan, session.environment.idleOverrides(), scalarFields);
  writeIdleSettings(session, output);
  return readGasModel(source, overrides);
}

function fromScript(source: Parameters<Session['run']>[0], options: GasOptions, output: Output, scan?: Scan): Given {
  const session = newSession(options);
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  let gas: { model: Extract<ModelDeclaration, { role: 'gas' }>; statement: Parameters<typeof locate>[0] } | undefined;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') errors.push(outcome.diagnostic);
    if (outcome.kind === 'claim') code = worse(code, writeClaim(outcome.claim, output));
    if (outcome.kind !== 'model' || outcome.model.role !== 'gas') continue;
    if (gas)
      errors.push({
        kind: 'input',
        code: 'two-models',
        message: 'a second gas statement',
        span: outcome.statement.span,
        hint: 'one model is computed at a time',
      });
    gas = { model: outcome.model, statement: outcome.statement.span };
  }
  if (errors.length > 0) return errors;
  if (!gas)
    refuse('no-model', 'there is no gas statement in the script', {
      hint: 'as in gas H, V with mass = 1, density = 1',
    });
  const { model, statement } = gas;
  if (scan)
    refuseIdle(
      { ...scan, name: canonicalName(scan.name) },
      session.environment.idleOverrides(),
      session.environment.parameterNames(),
    );
  const numeric = locate(statement, () => gasModelOf(model));
  writeIdleSettings(session, output);
  return { model: numeric, code };
}
