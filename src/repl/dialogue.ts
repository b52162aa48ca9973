import type { Interface } from 'node:readline';

import { DiagnosticError } from '../text/index.js';
import {
  type Command,
  type Item,
  type Journal,
  type Request,
  type Style,
  duration,
  isCommand,
  readCommand,
  refusalOf,
  requestOf,
} from '../workbench/front.js';
import type { DialogueScreen } from './dialogue-screen.js';
import type { Engine } from './engine.js';
import { readScript, writeScript } from './script-file.js';

export const prompt = 'spin> ';
export const continuation = '....> ';

/** A terminal at which a dialogue is typed. */
export interface Typing {
  readonly reader: Interface;
  /** called with the lines of each statement and command */
  readonly entered: (lines: readonly string[]) => void;
}

/** Takes the lines of one dialogue, in order, and shows their results. */
export class Dialogue {
  left = false;
  private unfinished: string[] = [];
  /** lines read so far, for the places of errors in piped input */
  private count = 0;
  /** number of lines before the statement that runs */
  private first = 0;
  private timed = false;
  private readonly terminal: Interface | undefined;
  /** whether the prompt is on the screen */
  isPrompted = false;
  /** whether the next Ctrl-C leaves the dialogue */
  private leaving = false;

  constructor(
    private readonly engine: Engine,
    private readonly journal: Journal,
    private readonly screen: DialogueScreen,
    private readonly style: Style,
    private readonly typing: Typing | undefined,
  ) {
    this.terminal = typing?.reader;
  }

  get isUnfinished(): boolean {
    return this.unfinished.length > 0;
  }

  /** Takes a line; `next` is the line that has arrived after it, if any. True if `next` was used as well. */
  async take(line: string, next: string | undefined): Promise<void> {
    this.leaving = false;
    this.isPrompted = false;
    this.count += line.split('\n').length;
    if (!this.isUnfinished) {
      if (isCommand(line)) {
        this.typing?.entered([line]);
        return this.command(readCommand(line));
      }
      if (line.trim() === '') return;
      // The words by which other dialogues are left, unless they have been defined in this one.
      const { word, behind, inside } =
        /^\s*(?<word>quit|exit|help)(?:\(\)|[ \t]+(?<behind>\S+)|\((?<inside>[^()\s]+)\))?\s*;?\s*$/u.exec(line)
          ?.groups ?? {};
      const topic = behind ?? inside;
      const isMeant = word === 'help' || (word !== undefined && topic === undefined);
      if (isMeant && !this.engine.vocabulary.names.includes(word)) {
        this.typing?.entered([line]);
        return this.command(readCommand(`:${word} ${topic ?? ''}`.trim()));
      }
    } else if (line.trim() === '') {
      if (!this.style.terminal) return this.finish();
      this.typing?.entered(this.unfinished);
      this.unfinished = [];
      return this.screen.remark('abandoned');
    }
    this.unfinished.push(line);
    // A pasted line that is indented belongs to the line before (language rule 18).
    if (next !== undefined && /^[ \t]+\S/u.test(next)) return;
    const { needsMore } = await import('../language/index.js');
    if (!needsMore(this.unfinished.join('\n'))) await this.finish();
  }

  /** Runs the statement typed so far, whether it is complete or not. */
  async finish(): Promise<void> {
    if (!this.isUnfinished) return;
    this.typing?.entered(this.unfinished);
    const text = this.unfinished.join('\n');
    this.unfinished = [];
    this.first = this.count - text.split('\n').length;
    await this.ask({ kind: 'run', source: { name: '<repl>', text }, whole: !this.style.terminal });
  }

  /** Ctrl-C */
  interrupt(): void {
    if (this.engine.busy) {
      this.engine.interrupt();
      return;
    }
    const { terminal } = this;
    const typed = terminal ? terminal.line : '';
    this.screen.endLine();
    if (this.isUnfinished || typed !== '') {
      if (this.isUnfinished) this.typing?.entered(this.unfinished);
      this.unfinished = [];
      this.leaving = false;
    } else if (this.leaving) {
      this.left = true;
      terminal?.close();
      return;
    } else {
      this.leaving = true;
      this.screen.remark('Ctrl-C again, Ctrl-D or :quit leaves');
    }
    if (terminal) {
      // There is no public way to empty the line; this is the key that does it.
      terminal.write(null, { ctrl: true, name: 'e' });
      terminal.write(null, { ctrl: true, name: 'u' });
    }
    this.ready();
  }

  /** Shows the prompt. */
  ready(): void {
    if (!this.terminal) return;
    this.terminal.setPrompt(this.isUnfinished ? continuation : prompt);
    this.terminal.prompt(true);
    this.isPrompted = true;
  }

  /** A line that was typed or pasted during a computation is shown when its turn comes. */
  echo(line: string): void {
    if (this.terminal) this.screen.print(`${this.isUnfinished ? continuation : prompt}${line}`);
  }

  private async command(command: Command): Promise<void> {
    try {
      await this.obey(command);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.screen.fail(error.diagnostic);
    }
  }

  private async obey(command: Command): Promise<void> {
    const refusal = refusalOf(command);
    if (refusal) return this.screen.fail(refusal);
    switch (command.kind) {
      case 'quit':
        this.left = true;
        return;
      case 'clear':
        this.journal.clear();
        await this.ask({ kind: 'clear' });
        return this.screen.remark('everything is forgotten');
      case 'more':
        return this.screen.turnPage();
      case 'form':
        this.journal.form = command.form;
        return this.ask(command);
      case 'time':
        this.timed = command.on ?? !this.timed;
        return this.screen.remark(`times are ${this.timed ? 'shown' : 'not shown'}`);
      case 'save': {
        const { file } = command;
        const { saved } = this.screen;
        writeScript(file, this.journal.script(), { over: command.over || saved.has(file) });
        saved.add(file);
        const count = this.journal.entries().length;
        return this.screen.remark(`${count} statement${count === 1 ? '' : 's'} written to ${file}`);
      }
      case 'load':
        return this.ask({ kind: 'run', source: readScript(command.file), whole: !this.style.terminal });
      default:
        return this.ask(requestOf(command)!);
    }
  }

  private async ask(request: Request): Promise<void> {
    const { screen } = this;
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    screen.beginWork();
    const beat = setInterval(() => screen.beat(seconds()), 1000);
    try {
      await this.engine.ask(request, (item) => {
        if ('entry' in item) this.journal.add(item.entry);
        screen.show(this.inInput(item));
      });
    } finally {
      clearInterval(beat);
    }
    screen.endProgress();
    if (this.timed && request.kind !== 'help') screen.remark(duration(seconds()));
  }

  /**
   * A mistake in piped input, with its place in the whole input, since for the session every statement is a text of its
   * own.
   */
  private inInput(item: Item): Item {
    if (item.kind !== 'error' || this.style.terminal) return item;
    const { span } = item.diagnostic;
    if (span?.source.name !== '<repl>') return item;
    const source = { name: '<stdin>', text: '\n'.repeat(this.first) + span.source.text };
    const moved = { source, start: span.start + this.first, end: span.end + this.first };
    return { ...item, diagnostic: { ...item.diagnostic, span: moved } };
  }
}
