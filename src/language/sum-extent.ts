import type { SumToken } from './sum-token.js';
import type { Token } from './token.js';

/*
 * The extent of a sum to the right among the tokens of a statement, rule 12.
 */

/**
 * The end of the body of a sum over the chain: the end of its bracket, a comma, h.c., or the next sum over the chain.
 */
export function endOfSum(tokens: readonly Token[]): number {
  let depth = 0;
  let summand = 0;
  for (const [k, token] of tokens.entries()) {
    if (token.type === 'close') depth -= 1;
    if (depth < 0) return k;
    if (depth === 0) {
      if (endsSide(token)) return k;
      if (token.type === 'hc') return Math.max(0, k - 1);
      if (isSign(token) && k > 0 && !isSign(tokens[k - 1]!)) summand = k;
      // its coefficient does not belong to the sum before it
      if (k > 0 && (token.type === 'sum' || isChainSum(token)) && summand > 0) return summand;
    }
    if (token.type === 'open') depth += 1;
  }
  return tokens.length;
}

/** The places of a summand among the tokens, [from, to). */
export interface Summand {
  readonly from: number;
  readonly to: number;
}

/** The summands after a sum sign, up to the end of its bracket or h.c.; for a product sign only the first. */
export function summandsOf(tokens: readonly Token[], sign: SumToken['sign']): Summand[] {
  const summands: Summand[] = [];
  let depth = 0;
  let from = 0;
  let k = 0;
  const close = (to: number) => {
    if (to > from) summands.push({ from, to });
    from = to;
  };
  for (; k < tokens.length; k += 1) {
    const token = tokens[k]!;
    if (token.type === 'close') depth -= 1;
    if (depth < 0) break;
    if (depth === 0) {
      if (endsSide(token)) break;
      if (token.type === 'hc') {
        k = Math.max(from, k - 1);
        break;
      }
      // A sign begins a summand unless it is first, in an exponent, or after another sign.
      if (isSign(token) && k > from && !isSign(tokens[k - 1]!) && tokens[k - 1]!.text !== '^') {
        if (tokens[k - 1]!.type !== 'sum' && tokens[k - 1]!.type !== 'indexedSum') close(k);
        if (sign === 'product' && summands.length > 0) return summands;
      }
    }
    if (token.type === 'open') depth += 1;
  }
  if (from < k) {
    // the sign before h.c. does not begin a summand
    if (!(k - from === 1 && isSign(tokens[from]!) && tokens[k]?.type === 'hc')) close(k);
  }
  return summands;
}

/** Does an expression end before this word, outside of brackets? */
function endsSide({ text, type }: Token): boolean {
  return text === ',' || text === '=' || text === ':' || (type === 'keyword' && text === 'for');
}

export function isSign(token: Token): boolean {
  return token.text === '+' || token.text === '-';
}

function isChainSum(token: Token): boolean {
  return token.type === 'indexedSum' && (token.value as SumToken).indices.some(({ values }) => values === undefined);
}

/**
 * Puts the sum over the chain before the next summand into brackets, because that summand contains a sum over the chain
 * too, within the brackets of a finite sum, where the grammar does not look for it.
 */
export function closeOpenSum(tokens: Token[]): void {
  let depth = 0;
  let sign: number | undefined;
  for (let k = tokens.length - 1; k >= 0 && depth >= 0; k -= 1) {
    const token = tokens[k]!;
    if (depth === 0 && isSign(token) && sign === undefined) sign = k;
    if (depth === 0 && token.type === 'sum') {
      if (sign === undefined || sign <= k + 1) return;
      const { end: stop } = tokens[sign - 1]!;
      tokens.splice(sign, 0, bracket('close', ')', stop));
      tokens.splice(k, 0, bracket('open', '(', token.start));
      // a sum before it ended at its summand
      sign = undefined;
      continue;
    }
    if (token.type === 'close') depth += 1;
    else if (token.type === 'open') depth -= 1;
  }
}

function bracket(type: 'open' | 'close', text: string, at: number): Token {
  return { kind: 'token', type, text, raw: text, start: at, end: at, indent: undefined, value: undefined };
}

/** Is the summand that begins here a sum over the chain by another letter, whose body is not at the site j? */
export function startsChainSum(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const [k, token] of tokens.entries()) {
    if (token.type === 'open') depth += 1;
    else if (token.type === 'close') depth -= 1;
    if (depth < 0 || (depth === 0 && isSign(token) && k > 0)) return false;
    if (depth === 0 && isChainSum(token)) {
      const body = tokens.slice(k + 1);
      const { indices } = token.value as SumToken;
      return (
        indices.some(({ letter, values }) => letter === 'j' && values === undefined) ||
        !body.slice(0, endOfSum(body)).some(holdsSite)
      );
    }
  }
  return false;
}

/** Is there a sum over the chain here, outside brackets and open to the right? */
export function opensChain(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (token.type === 'open') depth += 1;
    else if (token.type === 'close') depth -= 1;
    return depth === 0 && (token.type === 'sum' || isChainSum(token));
  });
}

/** Is the token at the site j, or j itself? */
export function holdsSite({ type, text, value, raw }: Token): boolean {
  if (type === 'power_j' || (type === 'letter' && text === 'j')) return true;
  switch (value?.kind) {
    case 'spin':
    case 'boson':
    case 'fermion':
      return value.site.relative;
    case 'sited':
      return value.sites.some(({ relative }) => relative);
    case 'name':
      return value.sited?.site.relative ?? false;
    default:
      return type === 'bad' && /_[^_]*(?<![A-Za-z])j(?![A-Za-z])/u.test(raw);
  }
}
