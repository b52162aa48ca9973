import type { Token } from '../../language/index.js';

/** Words after which a sign belongs to what follows it. */
const beforeOperand: ReadonlySet<string> = new Set(['open', 'keyword', 'claim', 'sum', 'indexedSum', 'equals']);

/** Is the word a sign of its operand, not of a sum or difference? */
export function isUnary(token: Token, before: Token | undefined): boolean {
  if (token.type !== 'sign' || (token.text !== '+' && token.text !== '-')) return false;
  if (before === undefined || beforeOperand.has(before.type) || before.type === 'operator') return true;
  return before.type === 'sign';
}

const isSum = (token: Token): boolean => token.type === 'sign' && (token.text === '+' || token.text === '-');
const isText = (token: Token, ...texts: readonly string[]): boolean =>
  token.type === 'sign' && texts.includes(token.text);

/**
 * The space between two words of a line, as the language prints them: around + and =, after commas and between factors;
 * none around · × / * and ^.
 *
 * @param isSigned  whether `a` is a sign of its operand
 */
export function spaceBetween(a: Token, b: Token, isSigned: boolean): '' | ' ' {
  if (a.type === 'open' || b.type === 'close' || isSigned) return '';
  if (isText(b, ',', ':', ';')) return '';
  if (isText(a, ',', ':', ';', '=') || isText(b, '=') || a.type === 'equals' || b.type === 'equals') return ' ';
  if (isSum(a) || isSum(b)) return afterTight(a) ? '' : ' ';
  if (a.type === 'operator' || b.type === 'operator' || isText(a, '/', '^') || isText(b, '/', '^')) return '';
  if (b.type === 'dagger' || b.type === 'component' || b.type === 'power_j') return '';
  if (['word', 'texWord', 'finite', 'point', 'exponential'].includes(a.type) && b.type === 'open') return '';
  if (['root', 'fraction', 'shortFraction'].includes(a.type)) return '';
  // A name directly before a bracket is not a product with a space: J(A) may be a function that does not exist.
  if (b.type === 'open' && (a.type === 'name' || a.type === 'letter' || a.type === 'sited'))
    return a.end === b.start ? '' : ' ';
  return ' ';
}

/** Does a sign directly after this word belong to an exponent or a factor? */
const afterTight = (a: Token): boolean => a.type === 'operator' || isText(a, '/', '^');
