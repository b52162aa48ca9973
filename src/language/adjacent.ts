import type { Source } from '../text/index.js';
import type { Token } from './token.js';

/** Kinds of words that end in a site. */
const withSite: ReadonlySet<string> = new Set(['spin', 'boson', 'fermion', 'name', 'sited']);

/**
 * `Sz_j+1` without a space could be the sum or the neighbour (language rule 26), and `(-1)^j+1` the sum or the exponent
 * j + 1: the three words become one with a problem that says so. So do `Sz_j` and `2` in `Sz_j2`.
 */
export function refuseLooseSites(source: Source, tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let k = 0; k < tokens.length; k += 1) {
    const [first, sign, number] = [tokens[k]!, tokens[k + 1], tokens[k + 2]];
    const exponent = first.type === 'power_j';
    if (isGlued(source, first, sign)) {
      result.push(behindSite(source, first, sign!));
      k += 1;
      continue;
    }
    const loose =
      (exponent || (withSite.has(first.type) && /_\s?j$/u.test(first.text))) &&
      (sign?.text === '+' || sign?.text === '-') &&
      sign.start === first.end &&
      number?.type === 'number' &&
      /^[0-9]+$/u.test(number.text) &&
      number.start === sign.end &&
      !isCoefficient(source, number, tokens[k + 3]);
    if (!loose) {
      result.push(first);
      continue;
    }
    const typed = source.text.slice(first.start, first.end);
    const head = first.text.replace(/_\s?j$/u, '');
    const { text: plus } = sign;
    const problem = {
      kind: 'input',
      code: 'loose-site',
      message: `${typed}${sign.text}${number.text} can be read in two ways`,
      span: { source, start: first.start, end: number.end },
      hint: exponent
        ? `an exponent of more than j stands in brackets: (-1)^(j${plus}${number.text}); the sum is (-1)^j ${plus} ${number.text}`
        : `the neighbour is ${head}_<j${plus}${number.text}>, the sum ${head}_j ${plus} ${number.text}`,
    } as const;
    result.push({ ...first, type: 'bad', end: number.end, value: { kind: 'problem', problem } });
    k += 2;
  }
  return result;
}

/**
 * Does a word directly follow a site without brackets, as in `Sz_j2` and `Sz_jk`? In a line of LaTeX a script takes
 * only one letter.
 */
function isGlued(source: Source, first: Token, next: Token | undefined): boolean {
  if (first.type !== 'spin' || !/_ ?j$/u.test(first.raw) || next?.start !== first.end) return false;
  if (next.type !== 'number' && !/^[a-z]/u.test(source.text.slice(next.start, next.end))) return false;
  const { text } = source;
  const end = text.indexOf('\n', first.end);
  return !text.slice(text.lastIndexOf('\n', first.start) + 1, end < 0 ? text.length : end).includes('\\');
}

function behindSite(source: Source, first: Token, next: Token): Token {
  const head = first.text.replace(/_\s?j$/u, '');
  const behind = source.text.slice(next.start, next.end);
  const problem = {
    kind: 'input',
    code: 'loose-site',
    message: `${source.text.slice(first.start, next.end)} can be read in two ways`,
    span: { source, start: first.start, end: next.end },
    hint:
      next.type === 'number'
        ? `the neighbour is ${head}_<j+${behind}>, the power ${head}_j^${behind}, the product ${behind} ${head}_j`
        : `a site is j, j+n or a number; the product is ${head}_j ${behind}`,
  } as const;
  return { ...first, type: 'bad', end: next.end, value: { kind: 'problem', problem } };
}

/**
 * Is the number the coefficient of a factor that begins with a LaTeX command or is separated by one, as in
 * `S_j+2\,S_{j+1}`? TeX lowers only the j.
 */
function isCoefficient(source: Source, number: Token, next: Token | undefined): boolean {
  if (next === undefined || !['spin', 'name', 'open', 'sited', 'fraction', 'shortFraction'].includes(next.type))
    return false;
  return /^\s*\\/u.test(source.text.slice(number.end, next.end)) && next.text !== ')';
}
