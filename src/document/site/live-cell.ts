import { parseProgram } from '../../language/index.js';
import { notationIn } from '../../meaning/index.js';
import { valueDocument } from '../../report/index.js';
import { type Session, sessionWith } from '../../session/index.js';
import { equalOperators } from '../../spin/index.js';
import { type Insert, type Markup, dataBlock, html } from './markup.js';
import { formula } from './mathematics.js';
import type { ScriptOperator, Survey } from './survey.js';

/** A text that can be changed and run on a page, and its answer from when the page was made. */
export interface LiveText {
  readonly text: string;
  /** statements before it that the page does not show */
  readonly before: string;
  /** as for `--set` */
  readonly settings: readonly string[];
  readonly answer: Insert;
}

/** Further texts for the cell, by what they show. */
export type LiveExamples = readonly (readonly [shows: string, text: string])[];

/** The folder of a site that has the page of the notebook, with the parts that compute. */
export const notebookFolder = 'notebook';

/**
 * The last answer to statements of a session, in spin vectors as the dialogue writes it; undefined where they have an
 * error, or give nothing to show.
 */
export function answered(session: Session, text: string): Insert | undefined {
  const outcomes = [...session.run({ name: 'cell', text })];
  if (outcomes.some(({ kind }) => kind === 'error')) return undefined;
  const outcome = outcomes.at(-1);
  if (outcome?.kind === 'claim') {
    const { holds, cancelled } = outcome.claim;
    return html`<p><span class="${holds ? 'good' : 'bad'}">${holds ? 'proved' : 'not true'}</span> for all values of the couplings: ${cancelled} words cancel.</p>`;
  }
  if (outcome?.kind !== 'value') return undefined;
  const { value, assumptions } = outcome;
  const { latex } = valueDocument(value, assumptions, notationIn(session.environment, 'vectors'));
  return html`<div class="formula">${formula(latex)}</div>`;
}

/** The first of some texts that has an answer. */
export function liveText(
  texts: readonly string[],
  { before = '', settings = [] }: { readonly before?: string; readonly settings?: readonly string[] } = {},
): LiveText | undefined {
  for (const text of texts) {
    const session = sessionWith(settings, { spins: 'any' });
    // Generators run as far as they are read.
    Array.from(session.run({ name: 'page', text: before }));
    const answer = answered(session, text);
    if (answer !== undefined) return { text, before, settings, answer };
  }
  return undefined;
}

/**
 * A cell that a reader can change and run. Its script and the part that computes are loaded when it is first used; until
 * then, and where a page cannot compute, it shows the answer from when the page was made.
 *
 * @param root  the way from the page to the root of the site
 */
export function liveCell(
  { text, before, settings, answer }: LiveText,
  {
    root,
    title,
    about,
    examples,
  }: {
    readonly root: string;
    /** the title of a notebook that is opened from the cell */
    readonly title: string;
    readonly about: Insert;
    readonly examples: LiveExamples;
  },
): Markup {
  const lines = Math.max(2, text.split('\n').length);
  return html`<form class="live" data-live="${root}${notebookFolder}/" data-title="${title}">
<label for="live-text">${about}</label>
<textarea id="live-text" rows="${lines}" readonly spellcheck="false" autocomplete="off" autocapitalize="off">${text}</textarea>
<p class="live-row"><button type="submit" hidden>Run</button> <button type="button" data-stop hidden disabled>Stop</button> <span role="status" class="quiet" data-live-status></span></p>
<div class="answer" data-answer role="group" aria-label="answer">${answer}</div>
<p class="live-row" data-examples hidden>${examples.map(([shows, example]) => html`<button type="button" data-example="${example}">${shows}</button> `)}<a href="${root}${notebookFolder}/index.html" data-notebook>open in the notebook</a></p>
</form>
${dataBlock('live-session', { before, settings })}
<script defer src="${root}assets/live.js"></script>`;
}

/** Kinds of statements that give names their meaning. */
const defining: ReadonlySet<string> = new Set([
  'definition',
  'density-definition',
  'parameter',
  'cell',
  'spin-declaration',
]);

/** The statements of a script that give names their meaning. */
function definitionsOf(script: string): string {
  const { statements } = parseProgram({ name: 'script', text: script });
  return statements
    .filter(({ kind }) => defining.has(kind))
    .map(({ span }) => script.slice(span.start, span.end).replaceAll(/\n(?=\S)/gu, '\n  '))
    .join('\n');
}

/** The cell of a site of chains: its first chain, with the names of its script. */
export function surveyLiveText({ subject }: Survey, settings: readonly string[]): LiveText | undefined {
  const { script, operators = [], typed } = subject;
  if (!script) return liveText([`H = ${typed}\ncharge(H, 3)`, `H = ${typed}\n[H, sum_j Sz_j]`, typed], { settings });
  // The Hamiltonian is the operator whose charges and commutators are asked for.
  const isHamiltonian = ({ operator }: ScriptOperator): boolean => equalOperators(operator, subject.hamiltonian);
  const ordered = [...operators.filter(isHamiltonian), ...operators.filter((one) => !isHamiltonian(one))];
  const names = ordered.map(({ name }) => name);
  const [first, second] = names;
  return liveText(
    [
      ...(first !== undefined && second !== undefined ? [`[${first}, ${second}]`] : []),
      ...(first !== undefined ? [`charge(${first}, 3)`, first] : []),
      typed,
    ],
    { before: definitionsOf(script.text), settings },
  );
}
