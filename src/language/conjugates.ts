import type { Source } from '../text/index.js';
import type { Token } from './token.js';

/** Longest statement that is written out twice in a hint. */
const longestReading = 600;

/**
 * The two possible meanings of `A + h.c. + B` as statements: the conjugate of A alone, (A + h.c.) + B, or of the whole,
 * A + B + h.c. A sum over the chain includes both, since sum_j A + h.c. + B is rarely meant as a sum and a local term.
 *
 * @param at  the token `h.c.` after which something follows
 */
export function readingsOfConjugates(source: Source, tokens: readonly Token[], at: number): string | undefined {
  const text = (from: number, to: number): string =>
    from >= to
      ? ''
      : source.text.slice(tokens[from]!.start, tokens[to - 1]!.end).replace(/\s*[\n\r\u2028\u2029]\s*/gu, ' ');
  if (text(0, tokens.length).length > longestReading) return undefined;
  const { begin, end } = groupAround(tokens, at);
  const here = outermost(tokens, begin, end);
  const conjugates = here.filter((k) => tokens[k]!.type === 'hc' && isSign(tokens[k - 1]));
  const [first] = conjugates;
  const sumSigns = here.filter((k) => tokens[k]!.type === 'sum');
  const oneSum = sumSigns.length === 1 && sumSigns[0]! < first!;
  const inner = oneSum ? sumSigns[0]! + 1 : begin;
  const before = text(0, inner) + (inner > 0 && tokens[inner - 1]!.type !== 'open' ? ' ' : '');
  const after = text(end, tokens.length);

  let apart = '';
  let together = '';
  let from = inner;
  const join = (part: string, sign: string): void => {
    apart += apart === '' ? part : ` ${sign} ${part}`;
  };
  for (const k of [...conjugates, end]) {
    const closed = k < end;
    const signed = from > inner;
    const sign = signed ? text(from, from + 1) : '';
    const first = signed ? from + 1 : from;
    if (signed && !isSign(tokens[from])) return undefined;
    if (first < k) {
      join(closed ? `(${text(first, k + 1)})` : text(first, k), sign);
      const last = closed ? k - 1 : k;
      together += `${together === '' ? '' : ` ${sign} `}${text(first, last)}`;
    }
    from = k + 1;
    if (from >= end) break;
  }
  const signs = new Set(conjugates.map((k) => tokens[k - 1]!.text));
  const readings = [`${before}${apart}${after}`];
  if (signs.size === 1) readings.push(`${before}${together} ${[...signs][0]} h.c.${after}`);
  return ['write what is meant:', ...readings].join('\n  ');
}

/** The first token and the end of the bracket, side or expression that contains a token. */
function groupAround(tokens: readonly Token[], at: number): { begin: number; end: number } {
  let depth = 0;
  let begin = at;
  for (; begin > 0; begin -= 1) {
    const token = tokens[begin - 1]!;
    if (token.type === 'close') depth += 1;
    else if (token.type === 'open') depth -= 1;
    if (depth < 0 || (depth === 0 && separates(token))) break;
  }
  depth = 0;
  let end = at + 1;
  for (; end < tokens.length; end += 1) {
    const token = tokens[end]!;
    if (token.type === 'open') depth += 1;
    else if (token.type === 'close') depth -= 1;
    if (depth < 0 || (depth === 0 && separates(token))) break;
  }
  return { begin, end };
}

function outermost(tokens: readonly Token[], begin: number, end: number): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let k = begin; k < end; k += 1) {
    const { type } = tokens[k]!;
    if (type === 'close') depth -= 1;
    if (depth === 0) found.push(k);
    if (type === 'open') depth += 1;
  }
  return found;
}

function separates(token: Token): boolean {
  return (
    token.text === ',' || token.text === '=' || token.text === ':' || token.type === 'claim' || token.type === 'keyword'
  );
}

function isSign(token: Token | undefined): boolean {
  return token?.text === '+' || token?.text === '-';
}
