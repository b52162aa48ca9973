import { reservedLetters } from './names.js';
import { spinWords } from './spin-token.js';
import type { Token } from './token.js';

/** The reason why a word cannot be defined, declared or substituted (language rule 3); undefined if it can. */
export function whyReserved(token: Token, typed: string): string | undefined {
  switch (token.type) {
    case 'keyword':
    case 'claim':
    case 'finite':
      return `"${/^[a-z]+/u.exec(typed)?.[0] ?? typed}" is a reserved word`;
    case 'spin':
      return `${typed} is a spin operator`;
    case 'fermion':
      return `${typed} is a fermion`;
    case 'boson':
      return `${typed} is a boson operator`;
    case 'exponential':
      return `e is reserved: it is ${reservedLetters.get('e')}`;
    default:
  }
  const plain = typed.replace('\\', '');
  const what = reservedLetters.get(plain);
  if (what !== undefined) return `${typed} is reserved: it is ${what}`;
  if (spinWords.has(token.text)) return `${typed} is reserved for spin operators`;
  if (/^(?:sum|Σ|∑|\\sum)/u.test(typed) && token.type === 'bad')
    return `${typed} is reserved for the sum over the chain`;
  if (token.text.startsWith('%')) return `${typed} is a result of the session`;
  return undefined;
}
