import { type Item, duration, richOutput } from '../../workbench/front.js';
import { runnableParts } from '../parts.js';
import { writePermalink } from '../permalink.js';
import { requestFor } from '../requests.js';
import { newCell } from '../sheet.js';
import { element } from './dom.js';
import { NotebookEngine } from './engine.js';
import { typeset } from './formula.js';

/*
 * The cell on a page of a site, which is loaded when the reader first uses it. It shares the worker that computes with
 * the notebook, in whose folder it is.
 */

/** The state in which the text of a live cell is run. */
export interface LiveSession {
  /** statements that the page names, without claims */
  readonly before: string;
  /** as for `--set` */
  readonly settings: readonly string[];
}

/** The elements of a live cell on its page. */
export interface LiveView {
  readonly text: HTMLTextAreaElement;
  readonly answer: HTMLElement;
  /** how far a long computation is */
  progress(sentence: string): void;
}

/** Runs the text of a live cell, in a session of its own each time. */
export class LiveCell {
  private readonly engine = new NotebookEngine(
    { entries: () => [], results: () => 0 },
    () => new URL('engine-worker.js', import.meta.url).href,
  );

  constructor(
    private readonly view: LiveView,
    private readonly session: LiveSession,
  ) {}

  stop(): void {
    if (this.engine.busy) this.engine.stop();
  }

  /** Runs the text; how it has ended, in a sentence. */
  async run(): Promise<string> {
    const start = performance.now();
    const { answer, text } = this.view;
    const parts = runnableParts(text.value);
    answer.replaceChildren();
    let failed = false;
    const show = (item: Item): void => {
      failed ||= item.kind === 'error' || item.kind === 'internal';
      if (item.kind === 'progress') this.view.progress(item.text);
      else answer.append(...shown(item));
    };
    let ended = await this.engine.begin(this.session.settings, show);
    if (ended === 'done' && this.session.before !== '')
      ended = await this.engine.ask(
        { kind: 'run', source: { name: 'page', text: this.session.before }, whole: true },
        () => {},
      );
    for (const { text: part, isCommand } of parts) {
      if (failed || ended === 'stopped') break;
      const request = isCommand
        ? requestFor(part)
        : ({ kind: 'run', source: { name: 'cell', text: part }, whole: true } as const);
      if (typeof request === 'string') show({ kind: 'remark', text: request });
      else ended = await this.engine.ask(request, show);
    }
    const time = duration((performance.now() - start) / 1000);
    if (ended === 'stopped' && !failed) return `stopped after ${time}`;
    return failed ? 'this cannot be computed as it is' : `computed in ${time}, on your machine`;
  }

  /** The fragment of the address at which the notebook opens the text. */
  link(title: string): Promise<string> {
    const { before } = this.session;
    const cells = [...(before === '' ? [] : [before]), this.view.text.value];
    return writePermalink({ title, cells: cells.map((text) => newCell('code', text)) });
  }
}

/** An item on the page; what only accompanies others is left out. */
function shown(item: Item): HTMLElement[] {
  const rich = richOutput(item);
  const notes = 'notes' in item ? item.notes : [];
  const remarks = notes.map(({ message, about }) => element('p', { class: 'quiet' }, `note: ${message}: ${about}`));
  switch (item.kind) {
    case 'value':
      return [...remarks, formulaOf(rich.latex, item.text)];
    case 'definition':
    case 'again':
      return [...remarks, formulaOf(rich.latex, rich.text)];
    case 'claim':
      return [
        element('p', {}, element('span', { class: item.holds ? 'good' : 'bad' }, rich.text.split('\n')[0]!)),
        ...(rich.latex === undefined ? [] : [formulaOf(rich.latex, rich.text)]),
      ];
    case 'remark':
    case 'forgotten':
      return [element('p', { class: 'quiet' }, rich.text)];
    case 'ended':
    case 'part':
      return [];
    default:
      return rich.text === '' ? [] : [element('pre', { tabindex: 0 }, rich.text)];
  }
}

function formulaOf(latex: string | undefined, text: string): HTMLElement {
  const formula = element('div', { class: 'formula', tabindex: 0 }, element('code', {}, text));
  if (latex !== undefined) void typeset(formula, latex, 'inline');
  return formula;
}
