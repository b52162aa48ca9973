import { DiagnosticError, type Span, refuse } from '../text/index.js';
import type { GasOptions } from './gas-options.js';
import type { GasQuestion } from './gas-question.js';
import { decimal, numberList, optionSpan, wholeNumber } from './option-values.js';
import { type Scan, scanOf } from './scan.js';
import { threadsFrom } from './thread-option.js';

/** A question about a gas, independent of its parameters. */
export interface GasRequest {
  readonly question: GasQuestion;
  readonly set: readonly string[];
  readonly scan?: Scan;
  readonly digits?: number;
  /** the place of the option value that an error of the engine refers to, by the code of the error */
  readonly origins: ReadonlyMap<string, { readonly span: Span; readonly hint?: string }>;
}

/** The options whose values the engine checks, by the code of its refusal, with a value that it accepts. */
const checkedLater: readonly (readonly [
  code: string,
  option: 'beta' | 'temperature' | 'energies' | 'sidebands' | 'components' | 'nodes' | 'times' | 'initial' | 'digits',
  example?: string,
])[] = [
  ['beta-out-of-range', 'temperature'],
  ['beta-out-of-range', 'beta'],
  ['energy-not-finite', 'energies'],
  ['sidebands-out-of-range', 'sidebands'],
  ['harmonics-out-of-range', 'components'],
  ['nodes-out-of-range', 'nodes', '24'],
  ['time-invalid', 'times', '0,1,10'],
  ['populations-invalid', 'initial'],
  ['digits-out-of-range', 'digits', '30'],
];

/**
 * Runs the engine; a refusal that concerns the value of an option gets the place of that value.
 *
 * @throws DiagnosticError those of the engine
 */
export function askedBy<T>({ origins }: GasRequest, engine: () => T): T {
  try {
    return engine();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.span) throw error;
    const origin = origins.get(error.diagnostic.code);
    throw origin ? new DiagnosticError({ ...origin, ...error.diagnostic }) : error;
  }
}

/**
 * The question given by the options of `gas`.
 *
 * @diagnostic `option-value`, `option-alone`, `bad-scan`, `two-temperatures`, `scan-digits`, `rigorous-elsewhere`
 */
export function gasRequest(options: GasOptions): GasRequest {
  const energies = options.energies === undefined ? [] : numberList('--energies', options.energies);
  const scan = options.scan === undefined ? undefined : scanOf(options.scan);
  const betas = temperaturesOf(options) ?? (energies.length > 0 && !scan ? [] : [1]);
  const whole = (name: 'sidebands' | 'nodes' | 'components', example: number): Pick<GasQuestion, typeof name> => {
    const text = options[name];
    return text === undefined ? {} : { [name]: wholeNumber(`--${name}`, text, { example }) };
  };
  if (options.initial !== undefined && options.times === undefined)
    refuse('option-alone', '--initial goes with --times', { hint: 'as in --initial 1,0,0 --times 0,1,10' });
  if (scan && options.digits !== undefined)
    refuse('scan-digits', '--scan and --digits do not go together', { hint: 'leave out one of them' });
  if (options.rigorous === true && options.digits !== undefined)
    refuse('rigorous-elsewhere', '--rigorous is about double precision, and --digits about decimals', {
      hint: 'leave out one of them',
    });
  return {
    question: {
      betas,
      energies,
      ...whole('sidebands', 12),
      ...whole('nodes', 24),
      ...whole('components', 20),
      ...(options.seconds !== undefined && { seconds: positive('--seconds', options.seconds, '600') }),
      ...(options.times !== undefined && { times: numberList('--times', options.times, '0,1,10') }),
      ...(options.initial !== undefined && { initial: numberList('--initial', options.initial, '1,0,0') }),
      ...(options.limits === true && { limits: true }),
      ...(options.rigorous === true && { rigorous: true }),
      ...threadsFrom(options),
    },
    set: options.set,
    origins: new Map(
      checkedLater.flatMap(([code, option, example]) => {
        const text = options[option];
        const hint = example === undefined ? {} : { hint: `as in --${option} ${example}` };
        return text === undefined ? [] : [[code, { span: optionSpan(`--${option}`, text), ...hint }] as const];
      }),
    ),
    ...(scan && { scan }),
    ...(options.digits !== undefined && { digits: wholeNumber('--digits', options.digits, { example: 30 }) }),
  };
}

/** Inverse temperatures of --beta or --temperature. */
function temperaturesOf({ beta, temperature }: GasOptions): number[] | undefined {
  if (temperature === undefined) return beta === undefined ? undefined : numberList('--beta', beta);
  if (beta !== undefined)
    refuse('two-temperatures', '--beta and --temperature exclude each other', {
      hint: `leave out --beta ${beta}: a temperature T is the same as beta = 1/T`,
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
