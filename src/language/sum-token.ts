import { greekCommand, greekLetter } from './names.js';
import type { TokenProblem } from './spin-token.js';

/*
 * Rule 27: a sum or product sign with its limits below and above is ONE token. Its index is the site of the chain,
 * a component or a number; sums.ts gives the index its values.
 */

const braces = String.raw`\{(?:[^{}\n]|\{[^{}\n]*\})*\}`;
const angles = String.raw`<[^<>\n]*>`;
/**
 * An index without braces, directly after its mark. No second index or number may follow it, because `sum_jj X_j` would
 * be read with a weight j that was not intended.
 */
const bareIndex = `(?<!_ )(?:${[...'jlnmkr'].map((l) => `${l}(?![${l}0-9])`).join('|')}|[A-Za-iop-qs-z](?![0-9])|[0-9])`;
const below = String.raw` ?_ ?(?:${braces}|${angles}|(?:alpha|beta|gamma|mu|nu)(?![A-Za-z])|${bareIndex}|${greekLetter}|${greekCommand})`;
const above = String.raw` ?\^ ?(?:${braces}|[A-Za-z0-9]|\\infty(?![A-Za-z])|∞)`;
const word = String.raw`(?:(?:sum|prod)(?![A-Za-z0-9])|Σ|∏|\\(?:sum|prod)(?![A-Za-z]))(?:\\(?:no)?limits(?![A-Za-z]))?`;

/** any sum or product sign */
export const sumPattern = `${word}(?:${below}(?:${above})?|${above}${below}|${above})?`;

/** An index of a sum with its range. */
export interface SumIndex {
  /** the letter as it was typed: `n`, `\alpha` */
  readonly letter: string;
  /** undefined for the site of a sum over the chain */
  readonly values?: readonly string[];
}
export interface SumToken {
  readonly sign: 'sum' | 'product';
  /** outermost first; only the first may be the site of the chain */
  readonly indices: readonly SumIndex[];
  /** limits that were typed around the whole chain */
  readonly limits?: string;
}

const siteLetter = /^[jlnmkr]$/u;
const componentIndex = /^(?:[abc]|α|β|γ|μ|ν|\\(?:alpha|beta|gamma|mu|nu)|alpha|beta|gamma|mu|nu)$/u;
/** Largest number of values of a finite sum. */
const mostValues = 200;

/** Decodes the text of a sum sign. */
export function readSum(text: string): SumToken | TokenProblem {
  const sign = /prod|∏/u.test(text) ? 'product' : 'sum';
  const token = readIndices(text, sign);
  if ('code' in token) return token;
  const chain = token.indices.some(({ values }) => values === undefined);
  if (sign === 'product' && chain) {
    return {
      code: 'infinite-product',
      message: `${text}: a product over the whole chain is no operator of finite range`,
      hint: 'a product over numbers is multiplied out: \\prod_{r=0}^{2} Z_{j+r}',
    };
  }
  return token;
}

function readIndices(text: string, sign: SumToken['sign']): SumToken | TokenProblem {
  const bare = (part: string | undefined) => part?.replace(/^\{([^]*)\}$|^<([^]*)>$/u, '$1$2').trim();
  const lower = bare(
    new RegExp(
      `_ ?(?<below>${braces}|${angles}|(?:alpha|beta|gamma|mu|nu)(?![A-Za-z])|[A-Za-z0-9]|${greekLetter}|${greekCommand})`,
      'u',
    ).exec(text)?.groups?.below,
  )
    ?.replace(/\\(?:mathrm|text|rm)(?![A-Za-z]) ?/gu, '')
    .replace(/\\mathbb ?\{ ?Z ?\}|\\mathbb Z|ℤ/gu, ' Z')
    .replace(/\\(?:quad|[ ,;:!])/gu, ' ')
    .trim();
  const upper =
    bare(
      new RegExp(String.raw`\^ ?(?<above>${braces}|[A-Za-z0-9]|\\infty|∞)`, 'u').exec(text)?.groups?.above,
    )?.replaceAll(' ', '') || undefined;
  const sum = text.split(/[_^]/u)[0]!.trim();
  if (lower === undefined || /^[,\s]*$/u.test(lower)) {
    return {
      code: 'bad-sum',
      message: `${text} does not say over what it sums`,
      hint: 'write sum_j: the sum over all sites of the chain',
    };
  }
  if (/\\langle|⟨|<|\\rangle|nn|n\.n\./u.test(lower) && !/\\leq?|≤/u.test(lower)) {
    if (/[<>]|\\neq|≠/u.test(lower) && !/^<|\\langle|⟨/u.test(lower)) return allPairs(text);
    return {
      code: 'sum-over-bonds',
      message: `${text}: a sum over pairs of neighbours does not say how the chain is numbered`,
      hint: 'the bonds of a chain are j, j+1: sum_j S_j·S_<j+1>; the next neighbours j, j+2: sum_j S_j·S_<j+2>',
    };
  }
  if (/\\neq|≠|!=|>/u.test(lower)) return allPairs(text);
  if (/(?<![A-Za-z\\])i(?![A-Za-z])/u.test(lower)) {
    return {
      code: 'bad-sum',
      message: `${text}: i is the imaginary unit, never a site`,
      hint: 'write sum_j, and j for the site in what follows',
    };
  }
  if (/even|odd/u.test(lower)) {
    const part = /even/u.test(lower) ? '+' : '-';
    return {
      code: 'bad-sum',
      message: `${text}: a sum runs over all sites of the chain`,
      hint: `the ${part === '+' ? 'even' : 'odd'} sites are sum_j (1 ${part} (-1)^j)/2 …`,
    };
  }
  return several(text, lower, upper, sum, sign) ?? ranged(text, lower, upper, sum, sign) ?? listed(text, lower, upper);
}

function allPairs(text: string): TokenProblem {
  return {
    code: 'sum-over-pairs',
    message: `${text}: a sum over all pairs of sites has no finite range`,
    hint: 'write the distances out: sum_j J_1 S_j·S_<j+1> + J_2 S_j·S_<j+2>, or \\sum_j \\sum_{r=1}^{3} J_r S_j·S_{j+r}',
  };
}

/** `a,b,c=1` … `3`, `\alpha,\beta=x,y,z`, `\alpha,\beta\in\{x,y\}`: indices that run over the same values. */
function several(
  text: string,
  lower: string,
  upper: string | undefined,
  sum: string,
  sign: SumToken['sign'],
): SumToken | TokenProblem | undefined {
  const letter = String.raw`(?:[a-z]|\\[A-Za-z]+|[α-ω])`;
  const found = new RegExp(
    `^(?<letters>${letter}(?: *, *${letter})+) *(?<rest>(?:=|\\\\in(?![A-Za-z])|∈)[^]*)$`,
    'u',
  ).exec(lower)?.groups;
  if (!found) return undefined;
  const letters = found.letters!.split(',').map((one) => one.trim());
  if (new Set(letters).size < letters.length)
    return { code: 'bad-sum', message: `${text} names an index twice`, hint: 'name every index once' };
  const indices: SumIndex[] = [];
  for (const one of letters) {
    const token = ranged(text, `${one}${found.rest!}`, upper, sum, sign) ?? unknownSet(text);
    if ('code' in token) return token;
    indices.push(...token.indices);
  }
  return indices.some(({ values }) => values === undefined) ? allPairs(text) : { sign, indices };
}

/** `j=1` … `N`, `r=1` … `3`, `\alpha=x,y,z`, `j\in\mathbb{Z}`, `1\le j\le N`. */
function ranged(
  text: string,
  lower: string,
  upper: string | undefined,
  sum: string,
  sign: SumToken['sign'],
): SumToken | TokenProblem | undefined {
  const chain = (letter: string): SumToken => ({ sign, indices: [{ letter }], limits: text });
  const inside =
    /^(?<first>-?[0-9]+) *(?:<|≤|\\leq?(?![A-Za-z])) *(?<letter>[a-z]) *(?:<|≤|\\leq?(?![A-Za-z])) *(?<last>[^<≤\\]+)$/u.exec(
      lower,
    )?.groups;
  const found =
    inside ??
    /^(?<letter>[A-Za-z]+|\\[A-Za-z]+|[α-ω]) *(?<how>=|\\in(?![A-Za-z])|∈|(?<= )in ) *(?<first>[^]*)$/u.exec(lower)
      ?.groups;
  if (!found) return undefined;
  const letter = found.letter!;
  const last = (inside ? inside.last! : upper)?.replaceAll(' ', '');
  const first = found.first!.replaceAll(' ', '');
  if (!inside && found.how !== '=') {
    if (first === 'Z' && siteLetter.test(letter)) return chain(letter);
    const set = /^\\?\{(?<set>[^{}]*?)\\?\}$/u.exec(first)?.groups?.set;
    return set === undefined ? unknownSet(text) : valued(text, sign, letter, set.split(','));
  }
  if (last === undefined) {
    const values = first.split(',');
    if (/^(?:\\[lc]?dots|…|\.\.\.)$/u.test(values.at(-2) ?? ''))
      return siteLetter.test(letter) && isLength(values.at(-1)!) && values[0] === '1'
        ? chain(letter)
        : unknownSet(text);
    if (values.length === 1 && siteLetter.test(letter) && !/^[xyz0-9]+$/u.test(first)) return unknownSet(text);
    return valued(text, sign, letter, values);
  }
  if (/^[xyz]$/u.test(first) && /^[xyz]$/u.test(last))
    return valued(
      text,
      sign,
      letter,
      ['x', 'y', 'z'].filter((a) => a >= first && a <= last),
    );
  if (/^-?[0-9]+$/u.test(first) && /^-?[0-9]+$/u.test(last)) {
    const [from, to] = [Number(first), Number(last)];
    if (to < from)
      return {
        code: 'bad-sum',
        message: `${text}: nothing lies between ${first} and ${last}`,
        hint: `write the smaller number below: ${sum}_{${letter}=${last}}^{${first}}`,
      };
    if (to - from >= mostValues)
      return { kind: 'limit', code: 'sum-too-long', message: `${text}: a finite sum has at most ${mostValues} terms` };
    return valued(
      text,
      sign,
      letter,
      Array.from({ length: to - from + 1 }, (_, k) => String(from + k)),
    );
  }
  if (!siteLetter.test(letter)) {
    return componentIndex.test(letter)
      ? { code: 'bad-sum', message: `${text}: components are x, y and z`, hint: `write ${sum}_{${letter}=x,y,z}` }
      : otherIndex(text, letter);
  }
  if (/^-\\infty$|^-∞$/u.test(first) && /^\+?(?:\\infty|∞)$/u.test(last)) return chain(letter);
  if (isWholeChain(first, last)) return chain(letter);
  if (/\\infty|∞/u.test(first + last)) {
    return {
      code: 'open-chain',
      message: `${text}: half a chain has an end, and the chain of the language has none`,
      hint: 'write sum_j: the sum over all sites of the infinite chain',
    };
  }
  if (/^[0-9]+$/u.test(first) && /^[0-9]*[A-Z]/u.test(last)) {
    return {
      code: 'open-chain',
      message: `${text}: these limits make an open chain, whose ends differ from the rest`,
      hint: 'write on open(12): sum_j … for an open chain of 12 sites, and sum_j alone for the infinite chain',
    };
  }
  return unknownSet(text);
}

const lengthSymbol = String.raw`(?:[NLMV](?:_(?:[A-Za-z]|\{[A-Za-z]+\}))?|\\math(?:cal|rm|sf)\{?[NLM]\}?)`;

/** Is it a usual symbol for the number of sites? */
function isLength(text: string): boolean {
  return new RegExp(`^${lengthSymbol}$`, 'u').test(text);
}

/** A limit that is linear in the number of sites: `N`, `2N`, `-N/2+1`, `(L-1)/2`. */
interface Limit {
  readonly symbol?: string;
  readonly slope: number;
  readonly offset: number;
}

function limitOf(text: string): Limit | undefined {
  const halved = /^(?<sign>-?)\((?<inner>[^()]+)\)\/2$/u.exec(text)?.groups;
  if (halved) {
    const inner = limitOf(halved.inner!);
    const factor = halved.sign === '-' ? -1 / 2 : 1 / 2;
    return inner && { ...inner, slope: inner.slope * factor, offset: inner.offset * factor };
  }
  const found = new RegExp(
    String.raw`^(?<sign>-?)(?<times>[0-9]*)(?<symbol>${lengthSymbol})(?:/(?<over>[0-9]+))?(?<offset>[+-][0-9]+)?$`,
    'u',
  ).exec(text)?.groups;
  if (found) {
    const slope = (Number(found.times || 1) / Number(found.over ?? 1)) * (found.sign === '-' ? -1 : 1);
    return { symbol: found.symbol!, slope, offset: Number(found.offset ?? 0) };
  }
  return /^-?[0-9]+$/u.test(text) ? { slope: 0, offset: Number(text) } : undefined;
}

/**
 * Do the limits run once around the chain? They do if the number of sites between them is a multiple of its length, as
 * from 1 to N, 0 to 2L-1 or -N/2+1 to N/2, and if they lie symmetrically about 0.
 */
function isWholeChain(first: string, last: string): boolean {
  const [from, to] = [limitOf(first), limitOf(last)];
  if (!from || to?.symbol === undefined || (from.symbol !== undefined && from.symbol !== to.symbol)) return false;
  const [slope, sites] = [to.slope - from.slope, to.offset - from.offset + 1];
  const symmetric = from.symbol !== undefined && from.slope === -to.slope && from.offset === 0 - to.offset;
  return slope > 0 && ((sites === 0 && Number.isInteger(slope)) || symmetric);
}

function unknownSet(text: string): TokenProblem {
  return {
    code: 'bad-sum',
    message: `${text}: a sum runs over all sites of the chain, over x, y, z or over numbers`,
    hint: 'write sum_j, \\sum_{\\alpha=x,y,z} or \\sum_{r=1}^{3}',
  };
}

function valued(
  text: string,
  sign: SumToken['sign'],
  letter: string,
  typed: readonly string[],
): SumToken | TokenProblem {
  const values = typed.map((value) => value.trim());
  if (!values.every((value) => /^(?:[xyz]|-?[0-9]+)$/u.test(value))) return unknownSet(text);
  if (new Set(values).size < values.length)
    return { code: 'bad-sum', message: `${text} names a value twice`, hint: 'name every value once' };
  if (letter.length > 1 && !letter.startsWith('\\') && !componentIndex.test(letter)) return otherIndex(text, letter);
  if (/^[xyzt]$/u.test(letter)) return otherIndex(text, letter);
  return { sign, indices: [{ letter, values }] };
}

/** `j`, `n`, `\alpha`, `j,\alpha`, `\alpha\beta`, `abc`. */
function listed(text: string, lower: string, upper: string | undefined): SumToken | TokenProblem {
  const sign = /prod|∏/u.test(text) ? 'product' : 'sum';
  if (upper !== undefined && !isLength(upper) && !/^(?:\\infty|∞)$/u.test(upper)) return unknownSet(text);
  const letters = [...lower.matchAll(/\\[A-Za-z]+|[^, ]/gu)].map(([letter]) => letter);
  // a name such as "alpha" in ASCII
  if (/^[A-Za-z]{3,}$/u.test(lower) && componentIndex.test(lower)) letters.splice(0, letters.length, lower);
  const sites = letters.filter((letter) => siteLetter.test(letter));
  const other = letters.find((letter) => !siteLetter.test(letter) && !componentIndex.test(letter));
  if (other !== undefined) return otherIndex(text, other === letters[0] && letters.length > 3 ? lower : other);
  if (sites.length > 1) return allPairs(text);
  const components = letters.filter((letter) => !siteLetter.test(letter));
  if (new Set(letters).size < letters.length)
    return { code: 'bad-sum', message: `${text} names an index twice`, hint: 'name every index once' };
  if (upper !== undefined && components.length > 0) return unknownSet(text);
  return {
    sign,
    indices: [
      ...sites.map((letter) => ({ letter })),
      ...components.map((letter) => ({ letter, values: ['x', 'y', 'z'] })),
    ],
    ...(upper !== undefined && { limits: text }),
  };
}

function otherIndex(text: string, letter: string): TokenProblem {
  return {
    code: 'bad-sum',
    message: `${text}: "${letter}" is no index: sites are j, l, n, m, k, r, and components α, β, γ, μ, ν, a, b, c`,
    hint: 'write sum_j, and j for the site in what follows',
  };
}
