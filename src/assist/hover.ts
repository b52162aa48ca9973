import { type FunctionWord, callForm, definedTex, functionWords } from '../language/index.js';
import type { Density, Notation, Value } from '../meaning/index.js';
import { fenced } from '../text/index.js';
import { type Fact, type ValueDescription, describeValue } from './describe.js';
import { definitionBefore, useAt } from './places.js';
import type { TextRange } from './range.js';
import { shownName } from './names.js';
import { type Study, type AssistOptions, secondsForOne, studyOf } from './study.js';
import { tokensOf } from './tokens.js';
import { type HelpTopic, topicOf } from './topics.js';

/** An explanation of the word at a place. */
export interface Hover extends TextRange {
  /** one line: `C3`, `charge(A, n)`, `sum_j …   sum over all sites` */
  readonly title: string;
  /** the formula of an operator, as text of the language */
  readonly text?: string;
  /** the same as an equation in LaTeX: `H = …` */
  readonly tex?: string;
  readonly facts: readonly Fact[];
  /** an explanation in a sentence or two */
  readonly help?: string;
  /** statements that can be run as they are */
  readonly example?: string;
}

/** The hover of the word at an offset; undefined where there is nothing to say. */
export function hoverAt(text: string, offset: number, options: AssistOptions = {}): Hover | undefined {
  const study = studyOf(text, options);
  const use = useAt(study, offset);
  if (use) return { from: use.from, to: use.to, ...nameDescription(study, use.name, use.from, options) };
  const token = tokensOf(text).find(({ from, to }) => from <= offset && offset < to);
  if (!token) return undefined;
  const typed = text.slice(token.from, token.to);
  const topic = topicOf(token.kind, token.kind === 'keyword' ? (/^\S+/u.exec(typed)?.[0] ?? typed) : typed);
  return topic && { from: token.from, to: token.to, ...topicDescription(topic) };
}

export type Described = Omit<Hover, 'from' | 'to'>;

export function topicDescription({ title, text, example }: HelpTopic): Described {
  return { title, facts: [], ...(text !== '' && { help: text }), ...(example !== undefined && { example }) };
}

/** The explanation of a function of the language; undefined for another word. */
export function functionDescription(name: string): Described | undefined {
  const word = functionWords.find((one: FunctionWord) => one.name === name);
  return word && { title: callForm(word), facts: [], help: word.help, example: word.example };
}

/**
 * The explanation of a name of the user where it stands at an offset: the last definition before it counts, since a new
 * definition replaces the old one.
 */
export function nameDescription(study: Study, name: string, offset: number, options: AssistOptions): Described {
  const title = shownName(name);
  const described = (value: Value, notation: Notation, sites?: Density['sites']): Described =>
    valueDescription(name, describeValue(value, notation, secondsForOne(options)), sites);
  const definition = definitionBefore(study, name, offset);
  if (definition) {
    const { outcome, statement } = definition.studied;
    if (outcome?.kind === 'definition') {
      const sites = statement.kind === 'density-definition' ? statement.sites : undefined;
      return described(outcome.value, outcome.notation, sites);
    }
    if (outcome?.kind === 'parameter')
      return { title, facts: [{ name: 'kind', text: `a ${outcome.domain} parameter` }] };
    if (outcome?.kind === 'error') return { title, facts: [], help: 'Its definition has an error.' };
    return { title, facts: [], help: 'Its value takes too long to be computed while the text is edited.' };
  }
  const { environment } = study;
  const density = environment.density(name);
  if (density) return described(density.value, environment.notation, density.sites);
  const value = environment.lookup(name);
  if (value) return described(value, environment.notation);
  const domain = environment.freeParameters().get(name);
  return {
    title,
    facts: [{ name: 'kind', text: domain === undefined ? 'a parameter' : `a ${domain} parameter` }],
    help: 'A name that looks like a coupling and is not defined is a real parameter.',
  };
}

function valueDescription(
  name: string,
  { text, tex, facts }: ValueDescription,
  sites: Density['sites'] | undefined,
): Described {
  const said = sites ? facts.map((f) => (f.name === 'kind' ? { ...f, text: 'a density' } : f)) : facts;
  return {
    title: shownName(name),
    ...(text !== undefined && { text }),
    ...(tex !== undefined && { tex: `${definedTex(name, sites)} = ${tex}` }),
    facts: said,
  };
}

/** A hover as Markdown: the formula as code of the language, its properties in a line, help, and an example. */
export function hoverMarkdown({ title, text, facts, help, example }: Described): string {
  const parts = [fenced(text === undefined ? title : `${title} = ${text}`, 'spinlaw')];
  if (facts.length > 0) parts.push(facts.map(factText).join(' · '));
  if (help !== undefined) parts.push(escaped(help));
  if (example !== undefined) parts.push(fenced(example, 'spinlaw'));
  return parts.join('\n\n');
}

/** A property in words. */
export function factText({ name, text }: Fact): string {
  return factSentence(name, text);
}

/** A property in words with its formulas between dollars. */
export function factProse({ name, text, tex }: Fact): string {
  return factSentence(name, tex === undefined ? text : `$${tex}$`);
}

function factSentence(name: Fact['name'], text: string): string {
  switch (name) {
    case 'terms':
      return `${text} ${text === '1' ? 'term' : 'terms'}`;
    case 'range':
      return `range ${text}`;
    case 'dimension':
      return `dimension: ${text}`;
    case 'symmetries':
      return `symmetries: ${text}`;
    default:
      return text;
  }
}

/** Text in which Markdown and HTML find no marks of theirs. */
export const escaped = (plain: string): string => plain.replaceAll(/[\\`*_{}[\]<>#|~&]/gu, (sign) => `\\${sign}`);
