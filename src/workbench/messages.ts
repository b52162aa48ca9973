import type { OperatorForm } from '../meaning/index.js';
import type { PlotData } from './plot-text.js';
import type { Diagnostic, ExitCode, Source } from '../text/index.js';

/*
 * The messages between the dialogue and its worker, as plain data. Operators stay in the worker; only texts to be shown
 * are sent.
 */

export type Request =
  /** `--set name=scalar` settings, before anything else */
  | { readonly kind: 'set'; readonly settings: readonly string[] }
  | RunRequest
  /** statements that had succeeded in a worker that was terminated */
  | { readonly kind: 'restore'; readonly entries: readonly Entry[]; readonly results: number }
  | { readonly kind: 'write'; readonly form: 'latex' | 'json' | 'text'; readonly expression: string }
  /** an operator in the format of another library, a chain sum on a ring of so many sites */
  | { readonly kind: 'export'; readonly format: string; readonly expression: string; readonly sites: number }
  | { readonly kind: 'charges'; readonly expression: string; readonly upto: number }
  /** `text` is the operand and the options typed after the name of the command */
  | {
      readonly kind: 'prove' | 'perturb' | 'integrable' | 'steady' | 'gas' | 'plot' | 'figures';
      readonly text: string;
    }
  | { readonly kind: 'model' }
  | { readonly kind: 'check'; readonly pattern: string; readonly where: string }
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'names' }
  | { readonly kind: 'forget'; readonly name: string }
  | { readonly kind: 'clear' }
  /** operators are written in this form from now on, and the last result is shown in it */
  | { readonly kind: 'form'; readonly form: OperatorForm }
  /** a further part of the last long result */
  | { readonly kind: 'part'; readonly index: number };

/** Statements to run. */
export interface RunRequest {
  readonly kind: 'run';
  readonly source: Source;
  /** whether to send all parts of a long value at once */
  readonly whole: boolean;
  /** the number of every value, of which the last is kept under it: a cell has one. By default values are counted. */
  readonly number?: number;
  /** whether the statements after the first error are skipped */
  readonly firstErrorEnds?: boolean;
}

export type Reply =
  | { readonly kind: 'item'; readonly item: Item }
  /** the words for completion, sent when the worker starts and before every `done` */
  | { readonly kind: 'vocabulary'; readonly vocabulary: WorkerVocabulary }
  /** the request is done */
  | { readonly kind: 'done' };

/** The words for completion that the worker knows. */
export interface WorkerVocabulary {
  /** every name that the user has introduced */
  readonly names: readonly string[];
  readonly functions: readonly string[];
  /** the options of each command: `:steady` has `--observe` */
  readonly options: Readonly<Record<string, readonly string[]>>;
}

/** A statement that succeeded, with all that is needed to run it again. */
export interface Entry {
  readonly kind: 'value' | 'definition' | 'parameter' | 'model' | 'claim' | 'solve' | 'forget';
  readonly text: string;
  /** the number of its result, where it is a value */
  readonly number?: number;
  /** the name it defines or forgets */
  readonly name?: string;
  /** the word that begins a model statement: `hamiltonian`, `drive` */
  readonly role?: string;
  /** the places where its text names results: `%n`, or `ans` with the number of the result at that time */
  readonly uses: readonly Use[];
}

export interface Use {
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

/** A remark, with the text it is about. */
export interface Note {
  readonly message: string;
  readonly about: string;
}

/** Formula and picture of an item besides its text, in a workbench that was asked for it. */
export interface Rich {
  /** a formula in mathematical mode, without the dollars */
  readonly latex?: string;
  readonly markdown?: string;
  /** a picture: one `svg` element */
  readonly svg?: string;
}

/** Something to show. */
export type Item = ShownItem & { readonly rich?: Rich };

type ShownItem =
  | ValueItem
  | {
      readonly kind: 'definition';
      readonly entry: Entry;
      readonly summary: string;
      readonly notes: readonly Note[];
    }
  | { readonly kind: 'parameter'; readonly entry: Entry; readonly summary: string }
  | ClaimItem
  | SolveItem
  | { readonly kind: 'error'; readonly diagnostic: Diagnostic; readonly seconds: number }
  /** a bug; it is shown as such, and the session continues */
  | { readonly kind: 'internal'; readonly text: string }
  | { readonly kind: 'forgotten'; readonly entry: Entry; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** LaTeX or JSON */
  | { readonly kind: 'document'; readonly text: string }
  | PlotItem
  /** a law and its verdict; `code` as on the command line: 0 as expected, 1 not, 3 undecided */
  | { readonly kind: 'law'; readonly text: string; readonly code: ExitCode }
  | { readonly kind: 'remark'; readonly text: string }
  /** the progress of a long computation, shown on a terminal until the next item */
  | { readonly kind: 'progress'; readonly text: string }
  /** an answer has ended, with its exit code and the data that `--json` prints */
  | { readonly kind: 'ended'; readonly code: ExitCode; readonly document?: object }
  /** the last result once more, in another form */
  | AgainItem
  /** a further part of the value before; `last` where it ends */
  | { readonly kind: 'part'; readonly text: string; readonly last: boolean };

export interface ValueItem {
  readonly kind: 'value';
  readonly entry: Entry;
  /** the first part of the value as text of the language */
  readonly text: string;
  /** number of parts of the text */
  readonly parts: number;
  /** number of Pauli strings, if the value is an operator */
  readonly terms?: number;
  /** the value in a few words, if it is an operator: `252 terms, range 7, Hermitian` */
  readonly summary?: string;
  readonly notes: readonly Note[];
  readonly seconds: number;
}

/** Curves over a scanned parameter. */
export interface PlotItem {
  readonly kind: 'plot';
  readonly plot: PlotData;
  /** the file that its picture goes to */
  readonly to?: string;
}

export interface AgainItem {
  readonly kind: 'again';
  readonly number: number;
  /** the first part of the value as text of the language */
  readonly text: string;
  /** number of parts of the text */
  readonly parts: number;
  readonly terms?: number;
  readonly summary?: string;
}

export interface ClaimItem {
  readonly kind: 'claim';
  readonly entry: Entry;
  readonly verb: 'prove' | 'refute';
  readonly holds: boolean;
  readonly isTrue: boolean;
  readonly title: string;
  readonly cancelled: number;
  readonly seconds: number;
  readonly residual?: { readonly text: string; readonly terms: number };
  /** parameter values at which the residual does not vanish: `J = 1, Δ = 4` */
  readonly point?: string;
  /** what the claim assumes about its parameters: `J > 0, Δ ≠ 0` */
  readonly assumes?: string;
  readonly notes: readonly Note[];
}

/** The values that solve an equation. */
export interface SolveItem {
  readonly kind: 'solve';
  readonly entry: Entry;
  readonly solved: boolean;
  /** `a = 1/2 J`, one for each unknown */
  readonly values: readonly string[];
  /** where they hold, and what holds elsewhere */
  readonly remarks: readonly string[];
  readonly equations: number;
  readonly seconds: number;
  readonly notes: readonly Note[];
}
