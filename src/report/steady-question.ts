import { checkRingSize } from '../ring/index.js';
import { type DiagnosticCode, locate, refuse } from '../text/index.js';
import type { DiscoveryKind } from '../ensembles/index.js';
import { comparedTexts, type EnsembleText, ensembleText } from './ensemble-list.js';
import { decimal, numberList, type OptionPart, optionSpan } from './option-values.js';
import { type Scan, scanOf } from './scan.js';
import type { SteadyCommandOptions } from './steady-options.js';
import { threadsFrom } from './thread-option.js';

/** A question about the steady state of a chain, independent of its parameters, as plain data. */
export interface SteadyQuestion {
  readonly sites: number;
  /** the conserved quantities of a truncated ensemble */
  readonly ensemble: 'exact' | EnsembleText;
  /** ensembles that are compared with each other and with the exact state */
  readonly compare?: readonly EnsembleText[];
  /** whether to say what the discovered charges consist of */
  readonly anatomy?: boolean;
  /** candidates for one more charge */
  readonly rank?: EnsembleText;
  /** a discovered charge that moves the state by less is the last */
  readonly until?: number;
  /** how charges are discovered, by a step of Φ by default */
  readonly discovery?: DiscoveryKind;
  /** sites of a second ring, to tell a finite size from physics */
  readonly beside?: number;
  readonly populations: boolean;
  /** whether to enclose the exact state */
  readonly rigorous?: boolean;
  readonly set: readonly string[];
  readonly observe?: string;
  /** Lagrange parameters by name */
  readonly at?: string;
  /** times after a quench, in 1/ε_ph², ascending */
  readonly times?: readonly number[];
  /** strengths of the whole Liouvillian */
  readonly strengths?: readonly number[];
  readonly scan?: Scan;
  /** number of threads that share the work; 1 by default */
  readonly threads?: number;
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
  if (options.at !== undefined && ensemble === 'exact')
    refuse('at-without-ensemble', '--at goes with a truncated ensemble', {
      hint: 'as in --ensemble gge:C1,C2 --at C1=0.1,C2=1',
    });
  const scan = options.scan === undefined ? undefined : scanOf(options.scan);
  if (scan && options.at !== undefined) refuse('scan-at', '--scan and --at do not go together');
  if (
    options.rigorous === true &&
    (ensemble !== 'exact' || scan || options.finite !== undefined || isCompared(options))
  )
    refuse('rigorous-elsewhere', '--rigorous is about the exact state at one set of parameters', {
      hint: 'leave out --ensemble, --compare, --scan and --finite',
    });
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
    ...(options.rigorous === true && { rigorous: true }),
    ...(times && { times }),
    ...(strengths && { strengths }),
    ...(scan && { scan }),
    ...threadsFrom(options),
    ...listOptions(options, {
      sites,
      ensemble,
      isElsewhere: scan !== undefined || options.at !== undefined || strengths !== undefined,
    }),
  };
}

function isCompared({ compare = [], anatomy, rank }: SteadyCommandOptions): boolean {
  return compare.length > 0 || anatomy === true || rank !== undefined;
}

/** @diagnostic `missing-ring`, `bad-sites`, `ring-size` */
export function ringOption({ ring }: { readonly ring?: string }, option = '--ring'): number {
  if (ring === undefined) refuse('missing-ring', 'the number of sites is missing', { hint: 'as in --ring 8' });
  if (!/^[0-9]+$/u.test(ring))
    refuse('bad-sites', `"${ring}" is not a number of sites`, {
      span: optionSpan(option, ring),
      hint: `as in ${option} 8`,
    });
  locate(optionSpan(option, ring), () => checkRingSize(Number(ring)));
  return Number(ring);
}

/** `exact`, or the names of a truncated ensemble. */
function ensembleOf({ ensemble = 'exact' }: SteadyCommandOptions): 'exact' | EnsembleText {
  return ensemble.trim() === 'exact' ? 'exact' : ensembleText('--ensemble', ensemble);
}

/** The options about lists of charges. */
function listOptions(
  options: SteadyCommandOptions,
  {
    sites,
    ensemble,
    isElsewhere,
  }: { readonly sites: number; readonly ensemble: 'exact' | EnsembleText; readonly isElsewhere: boolean },
): Pick<SteadyQuestion, 'compare' | 'anatomy' | 'rank' | 'until' | 'discovery' | 'beside'> {
  const { compare = [], anatomy, rank, until, flow, beside } = options;
  const asks = isCompared(options);
  if (asks && isElsewhere)
    refuse('compare-elsewhere', '--compare, --anatomy and --rank go with none of --at, --evolve, --finite and --scan', {
      hint: 'they are about the steady state at one set of parameters',
    });
  if (compare.length > 0 && ensemble !== 'exact')
    refuse('compare-elsewhere', '--compare takes lists of its own, and --ensemble has no meaning beside it', {
      hint: 'put all lists after --compare',
    });
  if ((anatomy === true || rank !== undefined) && ensemble === 'exact' && compare.length === 0)
    refuse('anatomy-of-what', `${anatomy === true ? '--anatomy' : '--rank'} is about a truncated ensemble`, {
      hint: 'as in --ensemble gge:C1,C2+1 --anatomy',
    });
  if (beside !== undefined && !asks)
    refuse('beside-what', '--beside compares two rings, with --compare, --anatomy or --rank', {
      hint: 'as in --compare gge:C1,C2 gge:C1,C2+1 --beside 10',
    });
  const second = beside === undefined ? undefined : ringOption({ ring: beside }, '--beside');
  if (second === sites)
    refuse('beside-what', `both rings have ${sites} sites`, { hint: `as in --beside ${sites + 2}` });
  const lists = compare.length > 0 ? comparedTexts(compare) : ensemble === 'exact' ? [] : [ensemble];
  const ranking = rank === undefined ? undefined : candidatesOf(rank);
  const least = until === undefined ? undefined : decimal(until.trim());
  if (until !== undefined && !(least !== undefined && least > 0))
    refuse('option-value', '--until takes a positive number', {
      span: optionSpan('--until', until),
      hint: 'as in gge:C1,C2+20 --until 1e-4',
    });
  checkDiscovers(options, lists);
  return {
    ...(compare.length > 0 && { compare: lists }),
    ...(anatomy === true && { anatomy }),
    ...(ranking && { rank: ranking }),
    ...(least !== undefined && { until: least }),
    ...(flow === true && { discovery: 'flow' as const }),
    ...(second !== undefined && { beside: second }),
  };
}

/**
 * Candidates are added one by one, and nothing is discovered after them.
 *
 * @diagnostic `option-value`
 */
function candidatesOf(rank: string): EnsembleText {
  const found = ensembleText('--rank', rank);
  if (found.discovered === 0) return found;
  return refuse('option-value', '--rank adds each candidate alone, and discovers no charges', {
    span: optionSpan('--rank', rank, rank.lastIndexOf('+')),
    hint: `leave out +${found.discovered}; charges are discovered after a list, as in --ensemble gge:C1,C2+2`,
  });
}

/**
 * `--until` and `--flow` are about discovered charges: of a list with +n, or the one that `--anatomy` takes apart.
 *
 * @diagnostic `nothing-discovered`
 */
function checkDiscovers({ until, flow, anatomy }: SteadyCommandOptions, lists: readonly EnsembleText[]): void {
  const isFlow = flow === true && anatomy !== true;
  if ((until === undefined && !isFlow) || lists.some((l) => l.discovered > 0)) return;
  const option = until === undefined ? '--flow' : '--until';
  const more = until === undefined ? '' : ` ${until.trim()}`;
  const list = lists.at(-1);
  const span = list?.parts.at(-1)?.span;
  refuse(
    'nothing-discovered',
    `${option} is about discovered charges, and ${list ? 'no list ends in +n' : 'the exact state has none'}`,
    {
      ...(span ? { span } : until !== undefined && { span: optionSpan('--until', until) }),
      hint: `as in --ensemble ${list?.text ?? 'gge:C1,C2'}+${until === undefined ? 2 : 20} ${option}${more}`,
    },
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
