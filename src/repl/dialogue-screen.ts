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
  type Item,
  type Style,
  type ValueItem,
  codeOf,
  outputOf,
  plotText,
  remarksOf,
  visibleItem,
} from '../workbench/front.js';
import type { Engine } from './engine.js';
import { Pages } from './paper.js';
import { writeScript } from './script-file.js';

/** Number of lines of a result beyond which a summary stands before it. */
const longLines = 4;

/** The output of a dialogue. */
export interface Screen {
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  readonly error: NodeJS.WritableStream;
  /** whether the cursor cannot be moved */
  readonly isDumb?: boolean;
}

/** Shows what comes of a dialogue: results in pages, remarks, errors, and the progress of a computation. */
export class DialogueScreen {
  /** the worst outcome shown so far */
  code: ExitCode = 0;
  /** the files written in this dialogue, which may be written over */
  readonly saved = new Set<string>();
  private pages: Pages | undefined;
  /** whether a line of progress is on the screen */
  private progressing = false;
  /** the last step of the work that was reported */
  private step = '';

  constructor(
    private readonly engine: Engine,
    private readonly screen: Screen,
    private readonly style: Style,
    private readonly terminal: Interface | undefined,
  ) {}

  /** Forgets the progress of the work before. */
  beginWork(): void {
    this.step = '';
  }

  /** A sign of life every second. */
  beat(seconds: number): void {
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

  show(shown: Item): void {
    this.code = worse(this.code, codeOf(shown));
    this.endProgress();
    if (shown.kind === 'progress') {
      this.step = shown.text;
      this.progress(shown.text);
      return;
    }
    const item = visibleItem(shown);
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

  /** Shows the next page of the last long result. */
  async turnPage(): Promise<void> {
    if (!this.pages || this.pages.done) return this.remark('there is nothing more to show');
    for (const line of await this.pages.take(this.pageLength())) this.print(line);
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

  fail(diagnostic: Diagnostic): void {
    this.code = worse(this.code, exitCodeOf(diagnostic));
    this.screen.error.write(`${this.fresh()}${renderDiagnostic(diagnostic, this.style.palette)}\n`);
  }

  remark(text: string): void {
    // Remarks are shown at a terminal only; a program that reads the output has no use for them.
    if (this.style.terminal) this.screen.error.write(`${this.fresh()}${this.style.palette.dim(visible(text))}\n`);
  }

  /** Leaves the line that is being typed. */
  endLine(): void {
    this.screen.output.write('\n');
  }

  print(text: string): void {
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
