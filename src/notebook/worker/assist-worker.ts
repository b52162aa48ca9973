import {
  completionsAt,
  diagnosticsOf,
  factProse,
  factText,
  hoverAt,
  signatureAt,
  tokensOf,
} from '../../assist/index.js';
import { affectedRuns } from '../affected.js';
import type { AssistAsk, AssistKind, AssistQuestions, AssistReply, HoverText } from '../questions.js';

/*
 * The worker that helps while one types. It keeps nothing between questions.
 */

interface Scope {
  postMessage(message: AssistReply): void;
  addEventListener(type: 'message', listener: (event: { readonly data: AssistAsk }) => void): void;
}
const scope = globalThis as unknown as Scope;

/** Seconds for the values of a text while it is typed. */
const seconds = 0.5;

const answers: {
  readonly [K in AssistKind]: (ask: AssistQuestions[K]['ask']) => AssistQuestions[K]['answer'];
} = {
  tokens: ({ text }) => tokensOf(text),
  problems: ({ text, before }) => diagnosticsOf(text, { before, seconds, cells: 'notebook' }),
  completions: ({ text, at, before }) => completionsAt(text, at, { before, seconds }),
  hover: ({ text, at, before }) => hoverText(text, at, before),
  affected: ({ runs, changed }) => affectedRuns(runs, changed),
  signature: ({ text, at }) => {
    const found = signatureAt(text, at);
    return found && `${found.label}: ${found.help}`;
  },
};

function hoverText(text: string, at: number, before: string): HoverText | undefined {
  const found = hoverAt(text, at, { before, seconds });
  if (!found) return undefined;
  const { facts, ...rest } = found;
  return {
    ...rest,
    facts: { text: facts.map(factText).join(' · '), prose: facts.map(factProse).join(' · ') },
  };
}

scope.addEventListener('message', ({ data: { id, kind, ask } }) => {
  const answer = (answers[kind] as (ask: unknown) => unknown)(ask);
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  scope.postMessage({ id, answer });
});
