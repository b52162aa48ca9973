import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { AssistKind, AssistQuestions, AssistReply, HoverText } from '../questions.js';
import type { RunText } from '../affected.js';
import { withoutCommands } from '../script.js';
import { ownScript } from './dom.js';

type Answers = (reply: AssistReply) => void;

/** Words of the page that the language does not have: the commands of a cell. */
export interface CommandWord {
  readonly name: string;
  readonly about: string;
}

/** Asks the worker that helps while one types, which is started when the page is idle. */
export class Assistant {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Answers>();
  private readonly eager: (() => void)[] = [];
  private count = 0;

  constructor(private readonly commands: readonly CommandWord[]) {}

  /** Loads the worker; until then editors have neither colours nor completion. */
  start(): Promise<void> {
    const worker = new Worker(ownScript('assist-worker.js'), { type: 'module' });
    return new Promise((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<AssistReply>) => {
        this.waiting.get(data.id)?.(data);
        this.waiting.delete(data.id);
      });
      // A question that breaks the worker is not answered, and neither are those after it in its queue.
      worker.addEventListener('error', () => {
        for (const [id, answer] of this.waiting) answer({ id });
        this.waiting.clear();
      });
      this.worker = worker;
      void this.ask('tokens', { text: '' }).then(() => {
        for (const act of this.eager.splice(0)) act();
        resolve();
      });
    });
  }

  whenReady(act: () => void): void {
    if (!this.worker) this.eager.push(act);
  }

  async tokens(text: string): Promise<AssistQuestions['tokens']['answer']> {
    return (await this.ask('tokens', { text: withoutCommands(text) })) ?? [];
  }

  /** The errors of a cell; commands in it are not examined. */
  async problems(text: string, before: string): Promise<AssistQuestions['problems']['answer']> {
    const found = await this.ask('problems', { text: withoutCommands(text), before });
    return (found ?? []).filter(({ severity }) => severity === 'error');
  }

  hover(text: string, at: number, before: string): Promise<HoverText | undefined> {
    return this.ask('hover', { text: withoutCommands(text), at, before });
  }

  /** Which runs of cells depend on parameters; undefined where that is not known. */
  affected(runs: readonly RunText[], changed: readonly string[]): Promise<readonly boolean[] | undefined> {
    return this.ask('affected', { runs, changed });
  }

  signature(text: string, at: number): Promise<string | undefined> {
    return this.ask('signature', { text: withoutCommands(text), at });
  }

  async completions(context: CompletionContext, before: string): Promise<CompletionResult | null> {
    const line = context.state.doc.lineAt(context.pos);
    const command = /^:[a-z]*/u.exec(line.text)?.[0];
    if (command !== undefined && context.pos - line.from <= command.length)
      return { from: line.from, options: this.commands.map(({ name, about }) => ({ label: name, detail: about })) };
    const typed = context.matchBefore(/[\p{L}\p{N}\\%]+$|[_<]$/u);
    if (!typed && !context.explicit) return null;
    const text = context.state.doc.toString();
    const found = await this.ask('completions', { text: withoutCommands(text), at: context.pos, before });
    if (!found || found.options.length === 0 || context.aborted) return null;
    return {
      from: found.from,
      to: found.to,
      filter: false,
      options: found.options.map(
        ({ label, insert, detail, kind }): Completion => ({
          label,
          apply: insert,
          detail: detail === insert ? '' : detail,
          type: kind,
        }),
      ),
    };
  }

  private ask<K extends AssistKind>(
    kind: K,
    ask: AssistQuestions[K]['ask'],
  ): Promise<AssistQuestions[K]['answer'] | undefined> {
    const { worker } = this;
    if (!worker) return Promise.resolve(undefined);
    const id = ++this.count;
    return new Promise((resolve) => {
      this.waiting.set(id, ({ answer }) => resolve(answer as AssistQuestions[K]['answer']));
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage({ id, kind, ask });
    });
  }
}
