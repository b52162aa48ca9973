import { type FunctionWord, callForm, functionWords, readTokens } from '../language/index.js';
import type { TextRange } from './range.js';

/** The call around a place in a text. */
export interface Signature {
  /** `overlap(A, B)` */
  readonly label: string;
  /** the ranges of the arguments within the label */
  readonly parameters: readonly TextRange[];
  /** the argument at the place, counted from 0 */
  readonly active: number;
  readonly help: string;
  readonly example: string;
}

/** The function in whose brackets an offset lies, with the argument there; undefined outside of every call. */
export function signatureAt(text: string, offset: number): Signature | undefined {
  const open: { readonly word: FunctionWord | undefined; commas: number; readonly isRound: boolean }[] = [];
  let before: string | undefined;
  for (const token of readTokens({ name: '', text })) {
    if (token.start >= offset) break;
    if (token.type === 'open')
      open.push({
        word: before === undefined ? undefined : functionWords.find(({ name }) => name === before),
        commas: 0,
        isRound: token.text === '(',
      });
    else if (token.type === 'close' && token.end <= offset) open.pop();
    else if (token.text === ',' && open.length > 0) open.at(-1)!.commas += 1;
    // A statement ends where no bracket is open, or where the next begins although one is.
    else if (token.type === 'keyword' || token.type === 'claim') open.length = 0;
    before = token.type === 'word' || token.type === 'texWord' ? token.text : undefined;
  }
  const call = open.findLast(({ word }) => word !== undefined);
  if (!call?.word) return undefined;
  const { word, commas } = call;
  const label = callForm(word);
  const parameters: TextRange[] = [];
  let at = word.name.length + 1;
  for (const part of label.slice(at, -1).split(', ')) {
    parameters.push({ from: at, to: at + part.length });
    at += part.length + 2;
  }
  const { help, example } = word;
  return { label, parameters, active: Math.min(commas, parameters.length - 1), help, example };
}
