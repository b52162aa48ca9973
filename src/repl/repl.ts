import { type Interface, createInterface } from 'node:readline';

// Only the names are imported, because loading the whole language would delay the prompt.
import { functionNames } from '../language/functions.js';
import { greekSymbol, keywords } from '../language/names.js';
import { packageVersion } from '../text/file.js';
import { type ExitCode, paletteOf, plain } from '../text/index.js';
import { Journal } from '../workbench/front.js';
import { Colouring } from './colouring.js';
import { complete } from './completion.js';
import { DialogueScreen, type Screen } from './dialogue-screen.js';
import { Dialogue, prompt } from './dialogue.js';
import { Engine } from './engine.js';
import { History, historyPath, longestHistory } from './history.js';
import { keysOf } from './keys.js';
import { searchAtPrompt } from './prompt-search.js';

export interface ReplOptions {
  /** `--set name=scalar` settings */
  readonly set?: readonly string[];
  readonly input?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output?: Screen['output'] & { readonly isTTY?: boolean };
  readonly error?: Screen['error'];
  readonly environment?: NodeJS.ProcessEnv;
  /** the built worker, if it is not next to this file */
  readonly worker?: URL;
}

/**
 * The dialogue: reads statements and commands and shows their results, until its input ends or the user leaves it.
 *
 * On a terminal it has a prompt, history, completion and pages; other input is run line by line. The promise gives the
 * exit code: 0 at a terminal; otherwise 2 takes precedence over 1, and 1 over 3.
 *
 * @diagnostic those of wrong settings, before anything is read
 */
export async function startRepl(options: ReplOptions = {}): Promise<ExitCode> {
  const { input = process.stdin, output = process.stdout, error = process.stderr, environment = process.env } = options;
  const isTerminal = input.isTTY === true && output.isTTY === true;
  const journal = new Journal(options.set);
  const engine = new Engine(options.worker ?? new URL('./worker.js', import.meta.url), journal);
  await engine.begin();

  const history = new History(isTerminal ? historyPath(environment) : undefined);
  let entries = history.read();
  const isDumb = environment.TERM === 'dumb';
  let isSearching = false;
  const keys =
    isTerminal && !isDumb
      ? keysOf(input, () => {
          if (!dialogue.isPrompted || isSearching) return undefined;
          isSearching = true;
          return searchAtPrompt(reader, output, { history: entries, ended: () => (isSearching = false) });
        })
      : undefined;
  const reader: Interface = createInterface({
    input: keys ?? input,
    terminal: isTerminal,
    ...(isTerminal && {
      output,
      prompt,
      history: entries,
      historySize: longestHistory,
      removeHistoryDuplicates: true,
      completer: (line: string) => {
        const { names, functions, options } = engine.vocabulary;
        const words = functions.length > 0 ? functions : functionNames;
        return complete(line, { names, functions: words, options, keywords, greek: greekSymbol });
      },
    }),
    crlfDelay: Infinity,
  });
  reader.on('history', (changed: string[]) => (entries = changed));
  const style = { palette: paletteOf(output, environment), terminal: isTerminal };
  const entered = (typed: readonly string[]): void => {
    history.add(typed.join('\n'));
    joinEntries(entries, typed);
  };
  const screen = new DialogueScreen(engine, { output, error, isDumb }, style, isTerminal ? reader : undefined);
  const dialogue: Dialogue = new Dialogue(engine, journal, screen, style, isTerminal ? { reader, entered } : undefined);
  const lines = linesOf(reader);
  // Before readline shows the key.
  keys?.prependListener('keypress', () => screen.endProgress());
  const colouring =
    keys && style.palette !== plain
      ? new Colouring(reader, output, () => dialogue.isPrompted && !isSearching)
      : undefined;
  reader.on('SIGINT', () => dialogue.interrupt());
  if (isTerminal) output.write(`spinlaw ${packageVersion()}   ? for help, Ctrl-D to leave\n`);
  dialogue.ready();
  // The large modules are loaded after the prompt is shown.
  setImmediate(() => {
    engine.start();
    void import('../language/index.js');
    if (keys && colouring) void import('../assist/tokens.js').then(({ tokensOf }) => colouring.begin(keys, tokensOf));
  });

  for (;;) {
    const early = lines.peek() !== undefined;
    const line = await lines.next();
    if (line === undefined) break;
    if (early) dialogue.echo(line);
    await dialogue.take(line, lines.peek());
    if (dialogue.left) break;
    if (!lines.isClosed() && lines.peek() === undefined) {
      dialogue.ready();
      colouring?.soon();
    }
  }
  if (!isTerminal && !dialogue.left) await dialogue.finish();
  else if (isTerminal && !dialogue.left) output.write('\n');
  reader.close();
  keys?.destroy();
  await engine.close();
  return isTerminal ? 0 : screen.code;
}

/** Puts a statement of several lines into the history in place of its lines. */
export function joinEntries(entries: string[], typed: readonly string[]): void {
  if (typed.length < 2) return;
  for (const line of typed) {
    const at = entries.indexOf(line);
    if (at >= 0) entries.splice(at, 1);
  }
  entries.unshift(typed.join('\n'));
}

/** The lines of a reader, one at a time; those that arrive early wait. */
function linesOf(reader: Interface) {
  const waiting: string[] = [];
  let closed = false;
  const isClosed = (): boolean => closed;
  let wake = (): void => {};
  reader.on('line', (line) => {
    waiting.push(line);
    wake();
  });
  reader.on('close', () => {
    closed = true;
    wake();
  });
  return {
    isClosed,
    peek: () => waiting[0],
    async next(): Promise<string | undefined> {
      while (waiting.length === 0 && !isClosed()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift();
    },
  };
}
