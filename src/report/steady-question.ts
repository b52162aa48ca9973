import { checkRingSize } from '../ring/index.js';
import { type DiagnosticCode, locate, refuse } from '../text/index.js';
import { type OptionPart, numberList, optionSpan, optionParts } from './option-values.js';
import { type Scan, scanOf } from './scan.js';
import type { SteadyCommandOptions } from './steady-options.js';

/** A question about the steady state of a chain, independent of its parameters, as plain data. */
export interface SteadyQuestion {
  readonly sites: number;
  /** the conserved quantities of a truncated ensemble */
  readonly ensemble: 'exact' | readonly OptionPart[];
  readonly populations: boolean;
  readonly set: readonly string[];
  readonly observe?: string;
  /** Lagrange parameters by name */
  readonly at?: string;
  /** times after a quench, in 1/ε_ph², ascending */
  readonly times?: readonly number[];
  /** strengths of the whole Liouvillian */
  readonly strengths?: readonly number[];
  readonly scan?: Scan;
}

/**
 * The question given by the options of `steady`.
 *
 * @diagnostic `missing-ring`, `bad-sites`, `ring-size`, `bad-ensemble`, `no-charges`, `charge-twice`, `option-value`,
 *   `bad-scan`, `bad-times`, and one for every pair of options that exclude each other
 */
export function steadyQuestion(options: SteadyCommandOptions): SteadyQuestion {
  const sites = ringOption(options);
  const ensemble = ensembleOf(options);
  const populations = options.populations ?? false;
  if (populations && ensemble !== 'exact')
    refuse('populations-of-ensemble', '--populations goes with the exact state', {
      hint: 'leave out --populations or --ensemble',
    });
  if (options.at !== undefined && ensemble === 'exact')
    refuse('at-without-ensemble', '--at goes with a truncated ensemble', {
      hint: 'as in --ensemble gge:C1,C2 --at C1=0.1,C2=1',
    });
  const scan = options.scan === undefined ? undefined : scanOf(options.scan);
  if (scan && options.at !== undefined) refuse('scan-at', '--scan and --at do not go together');
  const times = options.evolve === undefined ? undefined : timesOf(options.evolve);
  if (times && options.at === undefined)
    refuse('evolve-without-start', '--evolve needs the Lagrange parameters to start from', {
      hint: 'as in --at C1=0,C2=1 --evolve 0,1,10',
    });
  const strengths = options.finite === undefined ? undefined : strengthsOf(options.finite);
  if (strengths && (ensemble !== 'exact' || scan || populations))
    refuse('finite-of-limit', '--finite goes with none of --ensemble, --populations and --scan', {
      span: optionSpan('--finite', options.finite!),
      hint: 'it is the state of the whole Liouvillian, at one set of parameters',
    });
  return {
    sites,
    ensemble,
    populations,
    set: options.set,
    ...(options.observe !== undefined && { observe: options.observe }),
    ...(options.at !== undefined && { at: options.at }),
    ...(times && { times }),
    ...(strengths && { strengths }),
    ...(scan && { scan }),
  };
}

/** @diagnostic `missing-ring`, `bad-sites`, `ring-size` */
export function ringOption({ ring }: { readonly ring?: string }): number {
  if (ring === undefined) refuse('missing-ring', 'the number of sites is missing', { hint: 'as in --ring 8' });
  if (!/^[0-9]+$/u.test(ring))
    refuse('bad-sites', `"${ring}" is not a number of sites`, {
      span: optionSpan('--ring', ring),
      hint: 'as in --ring 8',
    });
  locate(optionSpan('--ring', ring), () => checkRingSize(Number(ring)));
  return Number(ring);
}

/** `exact`, or the names of a truncated ensemble. */
function ensembleOf({ ensemble = 'exact' }: SteadyCommandOptions): 'exact' | readonly OptionPart[] {
  const text = ensemble.trim();
  if (text === 'exact') return 'exact';
  const list = /^gge:(?<list>.*)$/su.exec(text)?.groups?.list;
  if (list === undefined)
    refuse('bad-ensemble', `there is no ensemble "${text}"`, {
      span: optionSpan('--ensemble', ensemble),
      expected: ['exact', 'gge:C1,C2,…'],
    });
  if (list.trim() === '')
    refuse('no-charges', 'the ensemble names no conserved quantity', {
      span: optionSpan('--ensemble', ensemble),
      hint: 'as in --ensemble gge:C1,C2,C3',
    });
  return eachOnce(
    optionParts('--ensemble', ensemble, 'gge:C1,C2,C3', ensemble.indexOf(':') + 1),
    'charge-twice',
    'the ensemble',
  );
}

/** Refuses a name that occurs twice in a list. */
export function eachOnce(parts: readonly OptionPart[], code: DiagnosticCode, where: string): readonly OptionPart[] {
  for (const [k, { text, span }] of parts.entries()) {
    if (parts.findIndex((p) => p.text === text) < k)
      refuse(code, `${text} stands twice in ${where}`, { span, hint: `leave one ${text} out` });
  }
  return parts;
}

/** `0,1,10`: times from 0 on, ascending, in units of 1/ε_ph². */
function timesOf(text: string): number[] {
  const times = numberList('--evolve', text, '0,1,10');
  const wrong = times.findIndex((t, i) => t < (times[i - 1] ?? 0));
  if (wrong >= 0)
    refuse(
      'bad-times',
      `the time ${times[wrong]} comes ${wrong === 0 ? 'before the start' : `after ${times[wrong - 1]}`}`,
      { span: optionSpan('--evolve', text), hint: 'ascending from 0, as in --evolve 0,1,10' },
    );
  return times;
}

/** `1,0.1,0.01`: strengths of the second-order terms. */
function strengthsOf(text: string): number[] {
  const found = numberList('--finite', text, '1,0.1,0.01');
  if (found.some((x) => x <= 0))
    refuse('option-value', 'a strength is a positive number', {
      span: optionSpan('--finite', text),
      hint: 'as in --finite 1,0.1,0.01',
    });
  return found;
}
