/*
 * What a kernel needs of a language. The kernel speaks the protocol and knows nothing of spins; the interpreter of
 * spinlaw in `spin-interpreter.ts` knows nothing of messages.
 */

/** One output in several forms, of which a front end shows the richest that it can: `text/latex`, `text/plain` … */
export type MimeBundle = Readonly<Record<string, string>>;

export interface CellError {
  /** the code of the diagnostic */
  readonly name: string;
  readonly message: string;
  /** lines for the reader, with colour escapes */
  readonly traceback: readonly string[];
}

/** Something that a cell shows. */
export type CellOutput =
  | { readonly kind: 'stream'; readonly text: string }
  | { readonly kind: 'display'; readonly data: MimeBundle }
  /** an output that takes the place of the earlier one with the same name within its cell */
  | { readonly kind: 'changing'; readonly name: string; readonly data: MimeBundle }
  /** the value of the cell */
  | { readonly kind: 'result'; readonly data: MimeBundle };

export interface NotebookCell {
  readonly code: string;
  /** the number of the cell, unless it is not to be remembered */
  readonly number: number | undefined;
}

export interface Completions {
  readonly matches: readonly { readonly text: string; readonly kind: string; readonly detail: string }[];
  /** the part of the text that a match replaces, in UTF-16 offsets */
  readonly start: number;
  readonly end: number;
}

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'invalid';
  /** blanks with which the next line begins */
  readonly indent: string;
}

/** Runs the cells of one notebook. Offsets are in UTF-16 units. */
export interface Interpreter {
  /** Runs a cell and shows its outputs as they arrive; the error that ended it, if one did. */
  execute(cell: NotebookCell, show: (output: CellOutput) => void): Promise<CellError | undefined>;
  /** The value of an expression, which is neither shown nor remembered. */
  evaluate(expression: string): Promise<MimeBundle | CellError>;
  complete(code: string, offset: number): Promise<Completions>;
  /** The meaning of the text at a place, or undefined. */
  inspect(code: string, offset: number): Promise<MimeBundle | undefined>;
  completeness(code: string): Promise<Completeness>;
  /** Stops the running cell. */
  interrupt(): void;
  close(): Promise<void>;
}
