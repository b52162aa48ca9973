import {
  type FunctionWord,
  type HelpEntry,
  callForm,
  functionWords,
  helpEntries,
  reservedLetters,
} from '../language/index.js';
import type { TokenKind } from './tokens.js';

/** An explanation of a form of the language. */
export type HelpTopic = Pick<HelpEntry, 'title' | 'text' | 'example'>;

/** The explanation of a word of the language that is no name of the user; undefined where there is nothing to say. */
export function topicOf(kind: TokenKind, typed: string): HelpTopic | undefined {
  const word = kind === 'function' && functionWords.find((one: FunctionWord) => one.name === typed.replace(/^\\/u, ''));
  if (word) return { title: callForm(word), text: word.help, example: word.example };
  if (kind === 'comment' || kind === 'title' || kind === 'citation' || kind === 'name') return undefined;
  const topic = kind === 'spin' ? topicOfSpin(typed) : (topics[kind] ?? typed.trim());
  const entry = helpEntries.find((one) => one.topics.includes(topic));
  if (entry) return entry;
  const meaning = reservedLetters.get(topic);
  return meaning === undefined ? undefined : { title: topic, text: meaning };
}

/** Topics of words that are typed in several ways. */
const topics: Readonly<Partial<Record<TokenKind, string>>> = { sum: 'sum_j', state: '|1><2|', number: 'number' };

/** `Sx` for `S^x_j`, `σ` for `X_j`, `c_j` for a fermion. */
function topicOfSpin(typed: string): string {
  if (/^(?:\\hat ?\{? ?)?a/u.test(typed)) return 'a_j';
  if (/^(?:\\hat ?\{? ?)?[cn]/u.test(typed)) return 'c_j';
  if (/^[XYZ]|σ|sigma/u.test(typed)) return 'σ';
  if (/['′’″]|prime/u.test(typed)) return "S'";
  if (/^[^_]*[+⁺-]|\^\{? ?[+-]/u.test(typed)) return 'S+';
  return /^S\^?\{?[xyz]|[ˣʸᶻ]|\^ ?\{? ?[xyz]/u.test(typed) ? 'Sx' : 'S_j';
}
