import { type CaseSpace, type Law, type LawReport, type Verdict, checkLaws, restrict } from '../law/index.js';
import { canonicalName, nameText } from '../language/index.js';
import { laws, lawsOfRates, refuseLaw } from '../laws/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type ErrorDocument, errorDocument, globOf, refuse } from '../text/index.js';

/**
 * The laws that patterns name, in the order of the catalogue: `charges.*`, `charges.heat-current`, `*`. All without
 * any.
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
  const name = binding.slice(0, at).trim();
  // Parameters of a ring or a bath, which are not couplings: ring-sites, bath-temperature.
  return [/^[a-z]+(?:-[a-z]+)+$/u.test(name) ? name : canonicalName(name), binding.slice(at + 1).trim()];
}

/**
 * The case spaces of laws in which parameters have these values; a law that has no such parameter keeps all its cases.
 *
 * @diagnostic `unknown-parameter` where none of the laws has one, `bad-value`
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

/** A law and its verdict, as `check --json` gives them. */
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

/** One line for a law; what fails shows its smallest case on the next ones. */
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
