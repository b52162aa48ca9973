import {
  type Diagnostic,
  type ExitCode,
  errorDocument,
  exitCodeOf,
  paletteOf,
  progressBar,
  renderDiagnostic,
  visible,
  visibleJson,
  visibleOnOneLine,
} from '../text/index.js';
import type { Listener, CommandReport } from '../report/index.js';

/**
 * Where a command writes: results to standard output, everything else to standard error. Both may quote the input, so
 * characters that a terminal would obey are made visible here.
 */
export interface Output {
  readonly json: boolean;
  line(text: string): void;
  note(text: string): void;
  /** lines that accompany the result */
  remark(text: string): void;
  document(value: unknown): void;
  /** written to standard error; with --json the caller puts it into its document */
  diagnostic(diagnostic: Diagnostic): void;
  /** the current step of the work, on one line that the next output replaces; on a terminal only */
  progress(text: string): void;
}

export function makeOutput(json: boolean): Output {
  const palette = paletteOf(process.stderr, process.env);
  const live = process.stderr.isTTY && process.env.TERM !== 'dumb';
  let showing = false;
  const clear = (): void => {
    if (showing) process.stderr.write('\r\u001b[K');
    showing = false;
  };
  const writer = (stream: NodeJS.WriteStream) => (text: string) => {
    clear();
    stream.write(`${text}\n`);
  };
  const [out, err] = [writer(process.stdout), writer(process.stderr)];
  return {
    json,
    line: (text) => out(visible(text)),
    note: (text) => err(palette.dim(`note: ${visible(text)}`)),
    remark: (text) => err(visible(text)),
    document: (value) => out(visibleJson(JSON.stringify(value))),
    diagnostic: (diagnostic) => err(renderDiagnostic(diagnostic, palette)),
    progress: (text) => {
      if (!live) return;
      clear();
      process.stderr.write(palette.dim(visibleOnOneLine(text)));
      showing = true;
    },
  };
}

/** Reports a diagnostic that ends a command, with further ones of the same input. */
export function fail(output: Output, diagnostic: Diagnostic, further: readonly Diagnostic[] = []): ExitCode {
  if (output.json)
    output.document({
      error: errorDocument(diagnostic),
      ...(further.length > 0 && { further: further.map(errorDocument) }),
    });
  else for (const one of [diagnostic, ...further]) output.diagnostic(one);
  return exitCodeOf(diagnostic);
}

/** Shows the lines and errors of a report while it is being computed; with --json they are in its document instead. */
export function listenerOf(output: Output): Listener {
  const bar = progressBar();
  return {
    line: (text) => {
      if (!output.json) output.line(text);
    },
    note: (text) => output.note(text),
    remark: (text) => output.remark(text),
    error: (diagnostic) => {
      if (!output.json) output.diagnostic(diagnostic);
    },
    progress: (what, fraction) => {
      const text = fraction === undefined ? what : bar(what, fraction);
      if (text !== undefined) output.progress(text);
    },
  };
}

/** Ends a command with its answer. */
export function finish({ document, code }: CommandReport, output: Output): ExitCode {
  if (output.json) output.document(document);
  return code;
}
