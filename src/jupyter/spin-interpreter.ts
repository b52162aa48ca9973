import { needsMore, parseProgram } from '../language/index.js';
import { Engine, readScript, writeScript } from '../repl/index.js';
import { DiagnosticError, type Source, refuse, visible } from '../text/index.js';
import { type Command, Journal, type Request, duration, refusalOf, requestOf } from '../workbench/index.js';
import { completionsInCell, inspectionInCell } from './assistance.js';
import { cellError, interruption } from './cell-error.js';
import type {
  NotebookCell,
  CellError,
  CellOutput,
  Completeness,
  Completions,
  Interpreter,
  MimeBundle,
} from './interpreter.js';
import { ItemScreen, cutText } from './item-screen.js';
import { type Step, stepsOf } from './steps.js';

/** The rest of the last long value. */
interface LongValue {
  rest: string;
  /** the number of the next part that the workbench has */
  next: number;
  readonly parts: number;
}

/** The interpreter of spinlaw, which computes in a worker and can therefore be interrupted. */
export class SpinInterpreter implements Interpreter {
  private readonly journal: Journal;
  private readonly engine: Engine;
  /** whether the running cell has been told to stop */
  private isStopped = false;
  private isTimed = false;
  private long: LongValue | undefined;

  /**
   * @param worker    the built worker of the dialogue
   * @param settings  `name=scalar` settings of `--set`
   */
  constructor(worker: URL, settings: readonly string[] = []) {
    this.journal = new Journal(settings);
    this.engine = new Engine(worker, this.journal, undefined, { rich: true, cells: 'jupyter' });
  }

  /**
   * Starts the worker and applies the settings.
   *
   * @diagnostic those of a wrong setting
   */
  async start(): Promise<void> {
    await this.engine.begin();
    this.engine.start();
  }

  async execute({ code, number }: NotebookCell, show: (output: CellOutput) => void): Promise<CellError | undefined> {
    this.isStopped = false;
    const start = performance.now();
    const screen = new ItemScreen(show, ({ parts }, rest) => {
      this.long = { rest, next: 1, parts };
    });
    const error = await this.takeAll(stepsOf(code, number === undefined ? 'cell' : `In [${number}]`), screen, number);
    const seconds = (performance.now() - start) / 1000;
    if (this.isTimed) screen.say(duration(seconds));
    screen.end(error ? 'display' : 'result');
    // A worker that did not respond was replaced, and reports no error of its own.
    return this.isStopped || error?.name === 'interrupted' ? interruption(seconds) : error;
  }

  private async takeAll(
    steps: readonly Step[],
    screen: ItemScreen,
    number: number | undefined,
  ): Promise<CellError | undefined> {
    for (const step of steps) {
      const error = await this.take(step, screen, number);
      if (error) return error;
      if (this.isStopped) break;
    }
    return undefined;
  }

  private async take(step: Step, screen: ItemScreen, number: number | undefined): Promise<CellError | undefined> {
    if (step.kind === 'statements') return this.ask(runOf(step.source, number), screen);
    try {
      return await this.obey(step.command, screen, number);
    } catch (error) {
      if (error instanceof DiagnosticError) return cellError(error.diagnostic);
      throw error;
    }
  }

  private async obey(command: Command, screen: ItemScreen, number: number | undefined): Promise<CellError | undefined> {
    const refusal = refusalOf(command);
    if (refusal) return cellError(refusal);
    const request = requestOf(command);
    if (request) {
      if (request.kind === 'clear') {
        this.journal.clear();
        this.long = undefined;
      }
      // A new worker, after an interruption, writes operators in the same form.
      if (request.kind === 'form') this.journal.form = request.form;
      return this.ask(request, screen);
    }
    switch (command.kind) {
      case 'load':
        return this.ask(runOf(readScript(command.file), number), screen);
      case 'save': {
        writeScript(command.file, this.journal.script(), { over: command.over });
        const count = this.journal.entries().length;
        screen.say(`${count} statement${count === 1 ? '' : 's'} written to ${visible(command.file)}`);
        return undefined;
      }
      case 'time':
        this.isTimed = command.on ?? !this.isTimed;
        return undefined;
      case 'more':
        screen.say(await this.more());
        return undefined;
      default:
        return refuse('unknown-command', 'this command is for the dialogue in a terminal', {
          hint: 'the menu "Kernel" of the notebook stops and restarts the kernel',
        });
    }
  }

  private async ask(request: Request, screen: ItemScreen): Promise<CellError | undefined> {
    let error: CellError | undefined;
    await this.engine.ask(request, (item) => {
      if ('entry' in item) this.journal.add(item.entry);
      error ??= screen.take(item);
    });
    return error;
  }

  /** The next page of the last long value. */
  private async more(): Promise<string> {
    const { long } = this;
    if (!long) return 'there is nothing more to show';
    if (long.rest === '') {
      await this.engine.ask({ kind: 'part', index: long.next }, (item) => {
        if (item.kind === 'part') long.rest = visible(item.text);
      });
      long.next += 1;
    }
    const { head, rest } = cutText(long.rest);
    long.rest = rest;
    if (rest !== '' || long.next < long.parts) return `${head}\n… :more shows what follows`;
    this.long = undefined;
    return head;
  }

  async evaluate(expression: string): Promise<MimeBundle | CellError> {
    let text = '';
    let error: CellError | undefined;
    await this.engine.ask({ kind: 'write', form: 'text', expression }, (item) => {
      if (item.kind === 'document') text = visible(item.text);
      else if (item.kind === 'error') error = cellError(item.diagnostic);
    });
    return error ?? { 'text/plain': text };
  }

  async complete(code: string, offset: number): Promise<Completions> {
    return completionsInCell(code, offset, this.before(), this.engine.vocabulary.options);
  }

  async inspect(code: string, offset: number): Promise<MimeBundle | undefined> {
    return inspectionInCell(code, offset, this.before());
  }

  /** The program of the cells that have run. */
  private before(): string {
    return this.journal.script();
  }

  async completeness(code: string): Promise<Completeness> {
    const steps = stepsOf(code, 'cell');
    const last = steps.at(-1);
    if (last?.kind === 'statements' && needsMore(last.source.text)) return { status: 'incomplete', indent: '  ' };
    const isRead = (step: Step): boolean =>
      step.kind === 'command' ? !refusalOf(step.command) : parseProgram(step.source).diagnostics.length === 0;
    return { status: steps.every(isRead) ? 'complete' : 'invalid', indent: '' };
  }

  interrupt(): void {
    this.isStopped = true;
    this.engine.interrupt();
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

function runOf(source: Source, number: number | undefined): Request {
  return { kind: 'run', source, whole: false, firstErrorEnds: true, ...(number !== undefined && { number }) };
}
