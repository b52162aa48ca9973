import {
  type CaseSpace,
  type Law,
  type LawReport,
  type Verdict,
  checkLaws,
  isExpected,
  replay,
  restrict,
} from '../law/index.js';
import { canonicalName, nameText } from '../language/index.js';
import { laws, lawsOfRates, refuseLaw } from '../laws/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type ErrorDocument, type ExitCode, errorDocument, globOf, refuse, worse } from '../text/index.js';
import type { Listener, CommandReport } from './report.js';

/**
 * The laws that patterns name, in the order of the catalogue: `charges.*`, `charges.heat-current`, `*`. Without
 * patterns, all laws.
 *
 * @diagnostic `unknown-law`
 */
export function chooseLaws(patterns: readonly string[]): Law<unknown>[] {
  if (patterns.length === 0) return [...laws];
  const chosen = new Set<Law<unknown>>();
  for (const pattern of patterns) {
    const accepts = globOf(pattern);
    const found = laws.filter(({ id }) => accepts(id));
    if (found.length === 0) refuseLaw(pattern);
    for (const law of found) chosen.add(law);
  }
  return laws.filter((law) => chosen.has(law));
}

/** `Delta = 1/2` or `Δ=1/2` as a name and a text. */
export function readBinding(binding: string): readonly [name: string, value: string] {
  const at = binding.indexOf('=');
  if (at < 0) refuse('bad-setting', `"${binding}" is not name = value`, { hint: 'as in Delta = 1/2' });
  return [bindingName(binding.slice(0, at).trim()), binding.slice(at + 1).trim()];
}

/** The canonical name of a parameter that has a value: `Δ` is Delta. */
export function bindingName(name: string): string {
  // Names of parameters of a ring or a bath, which are not couplings, have a hyphen: ring-sites, bath-temperature.
  return /^[a-z]+(?:-[a-z]+)+$/u.test(name) ? name : canonicalName(name);
}

/**
 * The case spaces of laws with these values of parameters; a law without such a parameter keeps all its cases.
 *
 * @diagnostic `unknown-parameter` where none of the laws has it, `bad-value`
 */
export function restricted(
  chosen: readonly Law<unknown>[],
  values: ReadonlyMap<string, string>,
): Map<Law<unknown>, CaseSpace<unknown>> {
  for (const name of values.keys()) {
    if (chosen.some((law) => name in law.cases.parameters)) continue;
    const known = [...new Set(chosen.flatMap((law) => Object.keys(law.cases.parameters)))];
    refuse(
      'unknown-parameter',
      `${chosen.length === 1 ? `the law ${chosen[0]!.id} has` : 'these laws have'} no parameter ${nameText(name)}`,
      {
        hint: `there are ${known.map(nameText).join(', ')}`,
      },
    );
  }
  return new Map(
    chosen.map((law) => [
      law,
      restrict(law.cases, Object.fromEntries([...values].filter(([name]) => name in law.cases.parameters))),
    ]),
  );
}

/** A law and its verdict in the document of `check --json`. */
export interface LawDocument {
  id: string;
  title: string;
  source: string;
  expected: 'holds' | 'fails';
  verdict: VerdictDocument;
  cases: number;
  seed: number;
  seconds: number;
}

/** A verdict in the document of `check --json`. */
export type VerdictDocument = Exclude<Verdict, { kind: 'undecided' }> | { kind: 'undecided'; because: ErrorDocument };

export function lawDocument({ law, verdict, cases, seed, seconds }: LawReport): LawDocument {
  const { id, title, source, expected } = law;
  return {
    id,
    title,
    source,
    expected,
    verdict: verdict.kind === 'undecided' ? { kind: 'undecided', because: errorDocument(verdict.because) } : verdict,
    cases,
    seed,
    seconds,
  };
}

const longestText = 400;
const cut = (text: string): string =>
  text.length <= longestText ? text : `${[...text].slice(0, longestText).join('')}…`;

/** One line for a law; a law that fails shows its smallest case on the next lines. */
export function lawLines(report: LawReport): string[] {
  const { law, verdict, cases, green, seconds } = report;
  const word = { holds: green ? 'holds' : 'HOLDS', fails: green ? 'fails' : 'FAILS', undecided: 'undecided' }[
    verdict.kind
  ];
  const counted = `${String(cases).padStart(4)} ${cases === 1 ? 'case ' : 'cases'}`;
  const lines = [`${word.padEnd(10)} ${law.id.padEnd(42)} ${counted}  ${law.title}, ${(1000 * seconds).toFixed(1)} ms`];
  if (verdict.kind === 'undecided') lines.push(`           ${verdict.because.message}`);
  if (verdict.kind === 'holds' && !green) lines.push('           it was expected to fail');
  if (verdict.kind === 'fails') {
    const { where = {}, line, seed, path } = verdict.witness;
    const values = Object.entries(where).map(([name, value]) => `${nameText(name)} = ${value}`);
    if (values.length > 0) lines.push(`           ${green ? 'as expected, ' : ''}at ${cut(values.join(', '))}`);
    lines.push(`           ${line}`, `           residual ${cut(verdict.residual.text)}`);
    if (!green && path !== undefined) lines.push(`           again with --seed ${seed} --path ${path}`);
  }
  return lines;
}

/** The question of `check`, on the command line and in the dialogue. */
export interface LawsQuestion {
  readonly laws: readonly Law<unknown>[];
  /** values of parameters, by their names; see `readBinding` */
  readonly values: ReadonlyMap<string, string>;
  /** determines the cases that are tried */
  readonly seed: number;
  /** time in milliseconds; a law that is not finished by then is undecided */
  readonly budget?: number;
}

/**
 * The answer of `check`: checks laws one by one.
 *
 * @diagnostic `unknown-parameter`, `bad-value`
 */
export function lawsReport({ laws: chosen, values, seed, budget }: LawsQuestion, listener: Listener): CommandReport {
  const spaces = restricted(chosen, values);
  let decided = 0;
  const reports = checkLaws(chosen, {
    seed,
    spaceOf: (law) => spaces.get(law)!,
    ...(budget !== undefined && { budget }),
    onCase: ({ law, done, wanted }) =>
      listener.progress(`${law}  ${done}/${wanted}`, (decided + done / wanted) / chosen.length),
    onReport: (report) => {
      decided += 1;
      for (const line of lawLines(report)) listener.line(line);
    },
  });
  return answer(reports, listener);
}

/**
 * One case of one law, by the path of a counterexample.
 *
 * @diagnostic `path-of-one-law`, those of `restricted` and of `replay`
 */
export function replayReport(
  { laws: chosen, values, seed }: LawsQuestion,
  path: string,
  listener: Listener,
): CommandReport {
  const spaces = restricted(chosen, values);
  const [law] = chosen;
  if (!law || chosen.length > 1)
    refuse('path-of-one-law', '--path leads to a case of one law', {
      hint: 'as in spinlaw check charges.range --seed 1 --path 7:0',
    });
  const start = performance.now();
  const verdict = replay(law, path, { seed, space: spaces.get(law)! });
  const seconds = (performance.now() - start) / 1000;
  const report = { law, verdict, cases: 1, seed, seconds, green: isExpected(law, verdict) };
  for (const line of lawLines(report)) listener.line(line);
  return answer([report], listener);
}

function answer(reports: readonly LawReport[], listener: Listener): CommandReport {
  listener.line(summaryOf(reports));
  return { document: { laws: reports.map(lawDocument) }, code: reports.map(lawCode).reduce(worse, 0) };
}

/** 0 for the expected verdict, 3 for an undecided law, otherwise 1. */
export function lawCode({ green, verdict }: LawReport): ExitCode {
  return green ? 0 : verdict.kind === 'undecided' ? 3 : 1;
}

function summaryOf(reports: readonly LawReport[]): string {
  const count = (accept: (r: LawReport) => boolean): number => reports.filter(accept).length;
  const undecided = count((r) => r.verdict.kind === 'undecided');
  return (
    `${count((r) => r.green)} of ${reports.length} laws are as expected` +
    `${undecided > 0 ? `; ${undecided} undecided` : ''}`
  );
}

/** Checks the laws that a line of the dialogue names: `charges.heat-current where Delta = 1/2`. */
export function* checkLine(pattern: string, where: string): Generator<LawReport, void, undefined> {
  const chosen = chooseLaws([pattern]);
  const bindings = where.trim() === '' ? [] : where.split(/,(?![^(<[{]*[)>\]}])/u).map(readBinding);
  const spaces = restricted(chosen, new Map(bindings));
  for (const law of chosen) yield* checkLaws([law], { spaceOf: (l) => spaces.get(l)! });
}

/** Checks the laws that the rates of a perturbation obey, one by one. */
export function* checkRates(perturbation: Perturbation, seed: number): Generator<LawReport, void, undefined> {
  for (const law of lawsOfRates(perturbation)) yield* checkLaws([law], { seed });
}
