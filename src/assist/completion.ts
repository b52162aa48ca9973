import {
  type FunctionWord,
  callForm,
  functionWords,
  greekSymbol,
  keywords,
  roles,
  siteInside,
} from '../language/index.js';
import { type Described, functionDescription, nameDescription, topicDescription } from './hover.js';
import { shownName } from './names.js';
import type { TextRange } from './range.js';
import { type Study, type AssistOptions, studyOf } from './study.js';
import { tokensOf } from './tokens.js';
import { topicOf } from './topics.js';

/** A word that can be typed at a place. */
export interface Proposal {
  /** the word as it is shown and looked for: `Δ`, `charge`, `h_<j,j+1>` */
  readonly label: string;
  /** the text that takes the place of the range */
  readonly insert: string;
  /** a few words about it */
  readonly detail: string;
  readonly kind: 'operator' | 'parameter' | 'function' | 'keyword' | 'sign' | 'site' | 'setting';
  /** the canonical name of the user that it stands for */
  readonly name?: string;
}

/** The proposals for the text in a range. */
export interface Proposals extends TextRange {
  readonly options: readonly Proposal[];
}

/** LaTeX commands that become a sign other than a Greek letter. */
const signs: readonly (readonly [command: string, sign: string])[] = [
  ['\\sum', 'sum_j '],
  ['\\cdot', '·'],
  ['\\times', '×'],
  ['\\dagger', '†'],
  ['\\sqrt', 'sqrt('],
  ['\\epsilon', 'ε'],
  ['\\varepsilon', 'ε'],
  ['\\varphi', 'φ'],
  ['\\vartheta', 'θ'],
];

/** Settings of the model statements. */
const settings: Readonly<Record<string, readonly string[]>> = {
  drive: ['width'],
  bath: ['temperature', 'frequency', 'width'],
  gas: ['mass', 'density', 'dimension', 'frequency'],
};

/**
 * The words that can be typed at an offset: names that are defined before it, functions, keywords where a statement begins, sites
 * after "_", and signs for LaTeX commands, such as `Δ` for `\Delta`.
 */
export function completionsAt(text: string, offset: number, options: AssistOptions = {}): Proposals {
  const none = { from: offset, to: offset, options: [] };
  const token = tokensOf(text).find(({ from, to }) => from < offset && offset <= to);
  if (token && (token.kind === 'comment' || token.kind === 'citation' || token.kind === 'title')) return none;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const latex = /\\[A-Za-z]*$/u.exec(line)?.[0];
  if (latex !== undefined) return { from: offset - latex.length, to: offset, options: latexLike(latex) };
  const site = /(?:(?:S'{0,2}|σ|sigma)(?:\^?[xyz+-])?|[XYZ]|c†?|a†?)_(?<typed><?[j0-9+-]*)$/u.exec(line)?.groups;
  if (site) return { from: offset - site.typed!.length, to: offset, options: sitesLike(site.typed!) };
  const word = /[A-Za-zΑ-ω][A-Za-zΑ-ω0-9]*(?:_[A-Za-zΑ-ω0-9]*)?$|%[0-9]*$/u.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length);
  // A site or a component is not a word of its own: S_<j, S^z.
  if (/[\^<_\\]$/u.test(before)) return none;
  // Names are wanted here, and no values.
  const study = studyOf(text, { ...options, seconds: 0 });
  return { from: offset - word.length, to: offset, options: wordsLike(word, before, study, offset) };
}

/** More about a proposal than fits into a list. */
export function proposalDescription(
  proposal: Pick<Proposal, 'kind' | 'label' | 'name'>,
  text: string,
  offset: number,
  options: AssistOptions = {},
): Described | undefined {
  if (proposal.name !== undefined) return nameDescription(studyOf(text, options), proposal.name, offset, options);
  if (proposal.kind === 'function') return functionDescription(proposal.label);
  const topic = topicOf(proposal.kind === 'keyword' ? 'keyword' : 'sign', proposal.label);
  return topic && topicDescription(topic);
}

function latexLike(typed: string): Proposal[] {
  const table = new Map<string, string>(signs);
  for (const [name, symbol] of greekSymbol) if (name !== 'eps') table.set(`\\${name}`, symbol);
  return [...table]
    .filter(([command]) => command.startsWith(typed))
    .sort(([a], [b]) => (a === typed ? -1 : b === typed ? 1 : a < b ? -1 : 1))
    .map(([label, insert]) => ({ label, insert, detail: insert.trim().replace(/\($/u, ''), kind: 'sign' as const }));
}

function sitesLike(typed: string): Proposal[] {
  const sites = [
    ['j', 'the site that is summed over'],
    ['<j+1>', 'the next site'],
    ['<j+2>', 'the second next site'],
    ['<j-1>', 'the site before'],
    ['0', 'the site 0'],
  ] as const;
  return sites
    .filter(([site]) => site.startsWith(typed))
    .map(([site, detail]) => ({ label: site, insert: site, detail, kind: 'site' }));
}

function wordsLike(word: string, before: string, study: Study, offset: number): Proposal[] {
  const found = new Map<string, Proposal>();
  const typed = spelled(word);
  const offer = (proposal: Proposal): void => {
    if (proposal.label.startsWith(word) || spelled(proposal.label).startsWith(typed))
      found.set(proposal.label, found.get(proposal.label) ?? proposal);
  };
  const statement = before.slice(before.lastIndexOf(';') + 1);
  const role = /^\s*(?<role>drive|bath|gas)\s.*\bwith\s(?:[^=]*=[^,=]*,)*\s*$/u.exec(statement)?.groups?.role;
  if (role !== undefined) {
    for (const setting of settings[role]!)
      offer({ label: setting, insert: `${setting} = `, detail: `a setting of the ${role}`, kind: 'setting' });
    return [...found.values()];
  }
  const declared = /^\s*param\s/u.test(statement);
  if (declared) for (const domain of ['real', 'complex', 'phase']) offer(keyword(domain, 'the kind of a parameter'));
  if (/\bon\s+$/u.test(statement))
    for (const chain of ['ring', 'open'])
      offer({ label: chain, insert: `${chain}(`, detail: `a chain of N sites, ${chain}`, kind: 'keyword' });
  for (const proposal of namesLike(study, offset)) offer(proposal);
  if (declared) return [...found.values()];
  for (const one of functionWords as readonly FunctionWord[])
    offer({ label: one.name, insert: `${one.name}(`, detail: callForm(one), kind: 'function' });
  if (statement.trim() === '' || /:\s*$/u.test(statement))
    for (const name of keywords) if (name !== 'for') offer(keyword(name, keywordDetail(name)));
  if (/^\s*solve\s.*=/u.test(statement)) offer(keyword('for', 'the unknowns of an equation'));
  if (/^\s*(?:drive|bath|gas)\s+\S/u.test(statement)) offer(keyword('with', 'the settings of the model'));
  offer({ label: 'sum_j', insert: 'sum_j ', detail: 'sum over all sites of the chain', kind: 'keyword' });
  return [...found.values()];
}

const keyword = (label: string, detail: string): Proposal => ({ label, insert: `${label} `, detail, kind: 'keyword' });

function keywordDetail(name: string): string {
  if ((roles as readonly string[]).includes(name)) return 'a part of a model';
  return (
    {
      param: 'declares parameters',
      legs: 'cells of several spins',
      species: 'cells of named spins',
      spin: 'the spin of every site',
      prove: 'an exact claim',
      refute: 'claims that an identity is false',
      solve: 'solves for unknowns',
      with: 'a substitution',
      on: 'a ring or an open chain',
    }[name] ?? ''
  );
}

/** Names with their values, those that are defined before an offset; and parameters that the text uses. */
function namesLike(study: Study, offset: number): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const { statement, names, outcome } of [...study.earlier, ...study.statements]) {
    const isBefore = statement.span.source !== study.source || statement.span.end < offset;
    if (!isBefore) continue;
    if (statement.kind === 'definition') {
      const isScalar = outcome?.kind === 'definition' && outcome.value.kind === 'scalar';
      const label = shownName(statement.name);
      const detail = isScalar ? 'a scalar' : 'defined above';
      found.set(statement.name, proposalOf(statement.name, label, detail, isScalar ? 'parameter' : 'operator'));
    } else if (statement.kind === 'density-definition') {
      const label = `${shownName(statement.name)}_<${statement.sites.map(siteInside).join(',')}>`;
      found.set(statement.name, proposalOf(statement.name, label, 'a density', 'operator'));
    } else if (statement.kind === 'parameter') {
      for (const { name } of statement.names)
        found.set(name, proposalOf(name, shownName(name), `a ${statement.domain} parameter`, 'parameter'));
    }
    for (const { name, role } of names)
      if (role === 'use' && !found.has(name))
        found.set(name, proposalOf(name, shownName(name), 'a parameter', 'parameter'));
  }
  const { environment } = study;
  for (const name of environment.names()) {
    if (found.has(name) || study.statements.some(({ names }) => names.some((use) => use.name === name))) continue;
    const density = environment.density(name);
    const label = density ? `${shownName(name)}_<${density.sites.map(siteInside).join(',')}>` : shownName(name);
    const isNumber = environment.isScalar(name);
    found.set(name, proposalOf(name, label, density ? 'a density' : 'defined', isNumber ? 'parameter' : 'operator'));
  }
  return [...found.values()];
}

const proposalOf = (name: string, label: string, detail: string, kind: 'operator' | 'parameter'): Proposal => ({
  label,
  insert: label,
  detail,
  kind,
  name,
});

const greekNames: ReadonlyMap<string, string> = new Map([...greekSymbol].map(([name, symbol]) => [symbol, name]));

/** A word with Greek letters by their names, as one may type them. */
const spelled = (word: string): string => [...word].map((letter) => greekNames.get(letter) ?? letter).join('');
