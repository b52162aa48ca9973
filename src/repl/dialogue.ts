import type { Interface } from 'node:readline';

import {
  type Diagnostic,
  DiagnosticError,
  type ExitCode,
  breakLines,
  cutLines,
  exitCodeOf,
  renderDiagnostic,
  visible,
  visibleOnOneLine,
  worse,
  wrapWords,
} from '../text/index.js';
import {
  type AgainItem,
  type Command,
  type Item,
  type Journal,
  type Request,
  type Style,
  type ValueItem,
  codeOf,
  commandNames,
  duration,
  isCommand,
  outputOf,
  plotText,
  readCommand,
  remarksOf,
  requestOf,
  visibleItem,
} from '../workbench/front.js';
import type { Engine } from './engine.js';
import { Pages } from './paper.js';
import { readScript, writeScript } from './script-file.js';

export const prompt = 'spin> ';
export const continuation = '....> ';

/** Number of lines of a result beyond which a summary stands before it. */
const longLines = 4;

/** The output of a dialogue. */
export interface Screen {
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  readonly error: NodeJS.WritableStream;
  /** whether the cursor cannot be moved */
  readonly isDumb?: boolean;
}

/** A terminal at which a dialogue is typed. */
export interface Typing {
  readonly reader: Interface;
  /** called with the lines of each statement and command */
  readonly entered: (lines: readonly string[]) => void;
}

/** Takes the lines of one dialogue, in order, and shows their results. */
export class Dialogue {
  /** the worst outcome so far */
  code: ExitCode = 0;
  left = false;
  private unfinished: string[] = [];
  /** lines read so far, for the places of errors in piped input */
  private count = 0;
  /** number of lines before the statement that runs */
  private first = 0;
  private timed = false;
  /** whether a line of progress is on the screen */
  private progressing = false;
  /** the last step of the work that was reported */
  private step = '';
  private readonly terminal: Interface | undefined;
  private pages: Pages | undefined;
  /** whether the prompt is on the screen */
  isPrompted = false;
  private readonly saved = new Set<string>();
  /** whether the next Ctrl-C leaves the dialogue */
  private leaving = false;

  constructor(
    private readonly engine: Engine,
    private readonly journal: Journal,
    private readonly screen: Screen,
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
      return this.remark('abandoned');
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
    this.screen.output.write('\n');
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
      this.remark('Ctrl-C again, Ctrl-D or :quit leaves');
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
    if (this.terminal) this.print(`${this.isUnfinished ? continuation : prompt}${line}`);
  }

  private async command(command: Command): Promise<void> {
    try {
      await this.obey(command);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.fail(error.diagnostic);
    }
  }

  private async obey(command: Command): Promise<void> {
    switch (command.kind) {
      case 'quit':
        this.left = true;
        return;
      case 'clear':
        this.journal.clear();
        await this.ask({ kind: 'clear' });
        return this.remark('everything is forgotten');
      case 'more':
        if (!this.pages || this.pages.done) return this.remark('there is nothing more to show');
        return this.turn(this.pageLength());
      case 'form':
        this.journal.form = command.form;
        return this.ask(command);
      case 'time':
        this.timed = command.on ?? !this.timed;
        return this.remark(`times are ${this.timed ? 'shown' : 'not shown'}`);
      case 'save': {
        const { file } = command;
        writeScript(file, this.journal.script(), { over: command.over || this.saved.has(file) });
        this.saved.add(file);
        const count = this.journal.entries().length;
        return this.remark(`${count} statement${count === 1 ? '' : 's'} written to ${file}`);
      }
      case 'load':
        return this.ask({ kind: 'run', source: readScript(command.file), whole: !this.style.terminal });
      case 'unknown':
        return this.unknown(command.name);
      case 'misused':
        return this.fail({
          kind: 'input',
          code: 'command-usage',
          message: 'the command is not complete or says too much',
          hint: `write ${command.usage}`,
        });
      default:
        return this.ask(requestOf(command)!);
    }
  }

  private async unknown(name: string): Promise<void> {
    const { editDistance } = await import('../meaning/index.js');
    const near =
      commandNames.find((known) => known.startsWith(name) && name.length > 1) ??
      commandNames.find((known) => editDistance(known, name) <= 2);
    this.fail({
      kind: 'input',
      code: 'unknown-command',
      message: `there is no command ${name}`,
      hint: near ? `did you mean ${near}?` : '? lists the commands',
    });
  }

  private async ask(request: Request): Promise<void> {
    const start = performance.now();
    this.step = '';
    const beat = setInterval(() => this.beat((performance.now() - start) / 1000), 1000);
    try {
      await this.engine.ask(request, (item) => {
        this.code = worse(this.code, codeOf(item));
        if ('entry' in item) this.journal.add(item.entry);
        this.show(item);
      });
    } finally {
      clearInterval(beat);
    }
    this.endProgress();
    if (this.timed && request.kind !== 'help') this.remark(duration((performance.now() - start) / 1000));
  }

  /** A sign of life every second. */
  private beat(seconds: number): void {
    const elapsed = `${Math.round(seconds)} s`;
    // Where the cursor cannot go back, one line has to do.
    if (this.screen.isDumb) {
      if (seconds < 1.5) this.remark('working; Ctrl-C stops');
    } else {
      this.endProgress();
      this.progress(this.step === '' ? `… ${elapsed}; Ctrl-C stops` : `${elapsed}  ${this.step}`);
    }
  }

  private progress(text: string): void {
    // A line that is being typed meanwhile stays readable.
    if (!this.style.terminal || this.screen.isDumb || this.terminal?.line !== '') return;
    this.screen.error.write(this.style.palette.dim(visibleOnOneLine(text).slice(0, this.width())));
    this.progressing = true;
  }

  /** Wipes the line of progress away. */
  endProgress(): void {
    if (this.progressing) this.screen.error.write('\r\u001b[K');
    this.progressing = false;
  }

  private show(shown: Item): void {
    this.endProgress();
    if (shown.kind === 'progress') {
      this.step = shown.text;
      this.progress(shown.text);
      return;
    }
    const item = visibleItem(
      shown.kind === 'error' && !this.style.terminal ? { ...shown, diagnostic: this.inInput(shown.diagnostic) } : shown,
    );
    for (const text of remarksOf(item, this.style)) this.screen.error.write(`${this.fresh()}${text}\n`);
    if (item.kind === 'value' || item.kind === 'again') {
      this.showValue(item);
      return;
    }
    if (item.kind === 'plot') {
      this.showPlot(item);
      return;
    }
    if (item.kind === 'part') {
      this.screen.output.write(item.last ? `${item.text}\n` : item.text);
      return;
    }
    const text = outputOf(item, this.style);
    if (text === undefined) return;
    if (!this.style.terminal) {
      this.print(text);
      return;
    }
    const width = this.width();
    const lines = (item.kind === 'text' ? wrapWords : item.kind === 'document' ? cutLines : breakLines)(text, width);
    this.pages = new Pages(lines, width);
    this.printPage(this.pageLength(), 'lines');
  }

  private showValue(item: ValueItem | AgainItem): void {
    if (!this.style.terminal) {
      this.screen.output.write(item.parts > 1 ? item.text : `${item.text}\n`);
      return;
    }
    const width = this.width();
    const number = item.kind === 'value' ? item.entry.number : item.number;
    const lines = breakLines(`%${number} = ${item.text}`, width);
    if (item.summary !== undefined && (item.parts > 1 || lines.length > longLines))
      this.remark(`%${number}: ${item.summary}`);
    this.pages = new Pages(lines, width, item.parts, (index) => this.part(index));
    this.printPage(
      Math.max(6, Math.floor(this.pageLength() / 2)),
      item.terms === undefined ? 'lines' : `${item.terms} terms in all`,
    );
  }

  private showPlot({ plot, to, rich }: Extract<Item, { readonly kind: 'plot' }>): void {
    this.print(plotText(plot, this.style.terminal ? Math.min(100, this.width()) : 72));
    if (to === undefined || rich?.svg === undefined) return;
    try {
      writeScript(to, rich.svg, { over: this.saved.has(to), hint: 'give another name after --to' });
      this.saved.add(to);
      this.remark(`the picture is written to ${to}`);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.fail(error.diagnostic);
    }
  }

  /** The first page of a result, whose text has already arrived. */
  private printPage(count: number, whole: string): void {
    const pages = this.pages!;
    for (const line of pages.takeReady(count)) this.print(line);
    this.sayRest(whole === 'lines' ? '' : `${whole}; `);
  }

  /** The next page. */
  private async turn(count: number): Promise<void> {
    for (const line of await this.pages!.take(count)) this.print(line);
    this.sayRest('');
  }

  private sayRest(whole: string): void {
    const pages = this.pages!;
    if (pages.done) return;
    const rest = pages.left === undefined ? 'much more' : `${pages.left} more line${pages.left === 1 ? '' : 's'}`;
    this.remark(`… ${whole}${rest}; :more shows ${pages.left === 1 ? 'it' : 'them'}`);
  }

  private async part(index: number): Promise<string> {
    let text = '';
    await this.engine.ask({ kind: 'part', index }, (item) => {
      if (item.kind === 'part') text = visible(item.text);
      else this.show(item);
    });
    return text;
  }

  /**
   * A mistake in piped input, with its place in the whole input, since for the session every statement is a text of its
   * own.
   */
  private inInput(diagnostic: Diagnostic): Diagnostic {
    const { span } = diagnostic;
    if (span?.source.name !== '<repl>') return diagnostic;
    const { text } = span.source;
    const source = { name: '<stdin>', text: '\n'.repeat(this.first) + text };
    return { ...diagnostic, span: { source, start: span.start + this.first, end: span.end + this.first } };
  }

  private fail(diagnostic: Diagnostic): void {
    this.code = worse(this.code, exitCodeOf(diagnostic));
    this.screen.error.write(`${this.fresh()}${renderDiagnostic(diagnostic, this.style.palette)}\n`);
  }

  private remark(text: string): void {
    // Remarks are shown at a terminal only; a program that reads the output has no use for them.
    if (this.style.terminal) this.screen.error.write(`${this.fresh()}${this.style.palette.dim(visible(text))}\n`);
  }

  private print(text: string): void {
    this.screen.output.write(`${this.fresh()}${text}\n`);
  }

  /** Keys typed during a computation are visible on the line; they are wiped away and come back with the prompt. */
  private fresh(): string {
    return this.terminal && this.terminal.line !== '' && !this.screen.isDumb ? '\r\u001b[K' : '';
  }

  private width(): number {
    return Math.max(20, (this.screen.output.columns ?? 80) - 1);
  }

  private pageLength(): number {
    return Math.max(8, (this.screen.output.rows ?? 24) - 3);
  }
}
