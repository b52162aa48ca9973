import type { Hover, Proposals, TextProblem, TextToken } from '../assist/index.js';
import type { RunText } from './affected.js';

/*
 * The questions of the editors to the worker that helps while one types, as plain data. It is another worker than the
 * one that computes, so it answers during long computations too.
 */

export interface AssistQuestions {
  readonly tokens: { readonly ask: { readonly text: string }; readonly answer: readonly TextToken[] };
  readonly problems: {
    readonly ask: { readonly text: string; readonly before: string };
    readonly answer: readonly TextProblem[];
  };
  readonly completions: {
    readonly ask: { readonly text: string; readonly at: number; readonly before: string };
    readonly answer: Proposals;
  };
  readonly hover: {
    readonly ask: { readonly text: string; readonly at: number; readonly before: string };
    readonly answer: HoverText | undefined;
  };
  /** which runs of cells, in their order, depend on parameters */
  readonly affected: {
    readonly ask: { readonly runs: readonly RunText[]; readonly changed: readonly string[] };
    readonly answer: readonly boolean[];
  };
  readonly signature: {
    readonly ask: { readonly text: string; readonly at: number };
    readonly answer: string | undefined;
  };
}

/** The description of a word, with its facts as one line: as text, and with formulas between dollars. */
export type HoverText = Pick<Hover, 'from' | 'to' | 'title' | 'text' | 'tex' | 'help'> & {
  readonly facts: { readonly text: string; readonly prose: string };
};

export type AssistKind = keyof AssistQuestions;

export interface AssistAsk<K extends AssistKind = AssistKind> {
  readonly id: number;
  readonly kind: K;
  readonly ask: AssistQuestions[K]['ask'];
}

export interface AssistReply {
  readonly id: number;
  /** absent where the question could not be answered */
  readonly answer?: unknown;
}
