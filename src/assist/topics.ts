import { type FunctionWord, functionWords, reservedLetters } from '../language/index.js';
import { callForm } from './signature.js';
import type { TokenKind } from './tokens.js';

/** An explanation of a form of the language. */
export interface HelpTopic {
  readonly title: string;
  readonly text: string;
  /** statements that can be run as they are */
  readonly example?: string;
}

/** The explanation of a word of the language that is no name of the user; undefined where there is nothing to say. */
export function topicOf(kind: TokenKind, typed: string): HelpTopic | undefined {
  if (kind === 'function') {
    const word = functionWords.find((one: FunctionWord) => one.name === typed.replace(/^\\/u, ''));
    return word && { title: callForm(word), text: word.help, example: word.example };
  }
  const meaning = reservedLetters.get(typed);
  return meaning === undefined ? undefined : { title: typed, text: meaning };
}
