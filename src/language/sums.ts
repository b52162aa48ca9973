import { type Source, limit, refuse } from '../text/index.js';
import type { Characters } from './characters.js';
import { longestStatement, spanOf } from './layout.js';
import { readWords } from './lexer.js';
import {
  holdsIndex,
  inRuns,
  inScripts,
  indicesWithin,
  isIndexWord,
  occurrences,
  sameLetter,
  tensorValue,
  withComponent,
} from './index-value.js';
import type { SumIndex, SumToken } from './sum-token.js';
import type { Token } from './token.js';

/*
 * Rule 27: sums that are not written sum_j. The grammar knows one index, j. A sum over the chain with another letter is
 * read with j in its place, as far as the sum reaches; a sum over components or numbers is written out in brackets.
 */

/**
 * The tokens of a statement with every index in its place.
 *
 * @diagnostic `two-site-letters`, `unused-index`, `unclear-sum`, `component-as-number`, `statement-too-long`
 */
export function resolveSums(source: Source, tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ type }) => type === 'indexedSum')) return tokens;
  return new Indices(source).resolve(tokens);
}

class Indices {
  private made = 0;

  constructor(private readonly source: Source) {}

  /** @param within  a sum over the chain is open around these tokens */
  resolve(tokens: readonly Token[], { within = false }: { readonly within?: boolean } = {}): Token[] {
    const resolved: Token[] = [];
    let rest = tokens;
    /** the depth of brackets, and where in it a sum over the chain began */
    const open: boolean[] = [within];
    for (;;) {
      const at = rest.findIndex((token, k) => {
        if (token.type === 'open') open.push(open.at(-1)!);
        else if (token.type === 'close' && open.length > 1) open.pop();
        else if (token.type === 'sum') open[open.length - 1] = true;
        // the next summand with a sum of its own ends the sum before it (rule 12)
        else if (isSign(token) && !within)
          open[open.length - 1] = startsChainSum(rest.slice(k + 1)) ? false : open.at(-1)!;
        return token.type === 'indexedSum';
      });
      if (at < 0) break;
      const sign = rest[at]!;
      const sum = sign.value as { readonly kind: 'sum' } & SumToken;
      for (const token of rest.slice(0, at)) resolved.push(token);
      const [index, ...inner] = sum.indices as [SumIndex, ...SumIndex[]];
      const after = rest.slice(at + 1);
      const body =
        inner.length === 0
          ? after
          : [{ ...sign, value: { kind: 'sum' as const, sign: sum.sign, indices: inner } }, ...after];
      if (index.values === undefined) {
        if (open.at(-1)) this.refuseEndless(sign, index);
        const { end, tokens: read } = this.overChain(sign, index.letter, body);
        resolved.push({ ...sign, type: 'sum', text: 'sum_j' });
        for (const token of this.resolve(read, { within: true })) resolved.push(token);
        rest = body.slice(end);
      } else {
        const { end, tokens: written } = this.writtenOut(sign, sum.sign, { ...index, values: index.values }, body);
        if (opensChain(body.slice(0, end))) closeOpenSum(resolved);
        rest = [...written, ...body.slice(end)];
      }
    }
    for (const token of rest) resolved.push(token);
    return resolved;
  }

  private refuseEndless(sign: Token, { letter }: SumIndex): never {
    refuse(
      'endless-sum',
      `${sign.raw}: inside a sum over the chain "${letter}" is a distance, and the sum over it has no end`,
      {
        span: spanOf(this.source, sign),
        hint: `write numbers below and above it: \\sum_{${letter}=1}^{3}`,
      },
    );
  }

  // --- sums over the chain ------------------------------------------------------------------------------------------

  /** What the sum takes (rule 12), with j for its index. */
  private overChain(sign: Token, letter: string, after: readonly Token[]): { end: number; tokens: readonly Token[] } {
    const end = endOfSum(after);
    const body = after.slice(0, end);
    if (letter === 'j') return { end, tokens: body };
    const stray = body.find(holdsSite);
    if (stray) {
      refuse('two-site-letters', `the sum runs over ${letter}, and ${stray.raw.trim()} stands at the site j`, {
        span: spanOf(this.source, stray),
        hint: `use one letter for the site: sum_j with j, or ${letter} throughout`,
      });
    }
    return { end, tokens: this.substitute(body, letter, 'j') };
  }

  // --- sums over components and numbers -----------------------------------------------------------------------------

  /**
   * `\sum_{r=1}^{3} A_r` as `(A_1 + A_2 + A_3)`. It takes the summand that follows, and further ones up to the last
   * that holds the index.
   */
  private writtenOut(
    sign: Token,
    how: SumToken['sign'],
    index: SumIndex & { values: readonly string[] },
    after: readonly Token[],
  ): { end: number; tokens: Token[] } {
    const { letter, values } = index;
    const summands = summandsOf(after, how === 'product');
    const inner = indicesWithin(after);
    const holds = summands.map(({ from, to }) => {
      const words = after.slice(from, to);
      // behind another sum over the same letter it is that sum's
      const own = words.findIndex(
        ({ value }) => value?.kind === 'sum' && value.indices.some((other) => sameLetter(other.letter, letter)),
      );
      return (own < 0 ? words : words.slice(0, own)).some((token) => holdsIndex(token, letter, inner));
    });
    const last = holds.lastIndexOf(true);
    if (last < 0) {
      refuse('unused-index', `${sign.raw}: its index ${letter} does not occur in what follows`, {
        span: spanOf(this.source, sign),
        hint: `write ${letter} where the terms differ, as in \\sum_{\\alpha} S^\\alpha_j S^\\alpha_{j+1} or \\sum_{r=1}^{3} J_r S_j·S_{j+r}`,
      });
    }
    const gap = holds.indexOf(false);
    if (gap >= 0 && gap < last) this.refuseUnclear(sign, after, summands[gap]!, summands[last]!.to);
    const { to: end } = summands[last]!;
    const body = after.slice(0, end);
    const next = summands[last + 1];
    // A sum over the chain inside would take what follows too.
    if (next && opensChain(body) && !opensChain(after.slice(next.from, next.to)))
      this.refuseUnclear(sign, after, next, end);
    this.made += body.length * values.length;
    if (this.made > longestStatement) {
      limit('statement-too-long', `written out, this sum makes more than ${longestStatement} words`, {
        span: spanOf(this.source, sign),
      });
    }
    const mark = (type: string, text: string, at: number): Token => ({
      kind: 'token',
      type,
      text,
      raw: text,
      start: at,
      end: at,
      indent: undefined,
      value: undefined,
    });
    const stop = body.at(-1)!.end;
    const tokens: Token[] = [{ ...mark('open', '(', sign.start), end: sign.end }];
    values.forEach((value, k) => {
      if (how === 'sum' && k > 0) tokens.push(mark('sign', '+', sign.end));
      tokens.push(mark('open', '(', sign.end));
      for (const token of this.substitute(body, letter, value)) tokens.push(token);
      tokens.push(mark('close', ')', stop));
    });
    tokens.push(mark('close', ')', stop));
    return { end, tokens };
  }

  /**
   * The sum may take what follows, or not. Of a summand without the index between others only one reading makes sense.
   */
  private refuseUnclear(sign: Token, after: readonly Token[], outside: Summand, end: number): never {
    const text = (from: number, to: number): string =>
      this.source.text.slice(after[from]!.start, after[to - 1]!.end).replace(/\s+/gu, ' ');
    const all = Math.max(end, outside.to);
    const apart =
      end <= outside.from ? `(${sign.raw} ${text(0, outside.from)}) ${text(outside.from, outside.to)}, or ` : '';
    refuse('unclear-sum', `it is not clear whether ${sign.raw} takes ${text(outside.from, outside.to)} too`, {
      span: spanOf(this.source, { start: after[outside.from]!.start, end: after[outside.to - 1]!.end }),
      hint: `write ${apart}${sign.raw} (${text(0, all)})`,
    });
  }

  // --- an index and its value ---------------------------------------------------------------------------------------

  /** The words of the text with a value in place of an index, at their old places. */
  private substitute(body: readonly Token[], letter: string, value: string): Token[] {
    const text: string[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    let before: Token | undefined;
    const inner = indicesWithin(body);
    for (const [k, token] of body.entries()) {
      let word = this.withValue(token, isRaised(body, k), letter, value, inner);
      // Words that were made of one are not told apart by their places.
      const joins = before !== undefined && /[A-Za-z0-9]$/u.test(text.at(-1)!) && /^[A-Za-z0-9]/u.test(word);
      if (before && (joins || token.start > before.end)) word = ` ${word}`;
      text.push(word);
      for (let k = 0; k < word.length; k += 1) {
        starts.push(token.start);
        ends.push(token.end);
      }
      before = token;
    }
    const characters: Characters = {
      text: text.join(''),
      start: (offset) => starts[offset]!,
      end: (offset) => ends[offset]!,
    };
    return readWords(this.source, characters).map((token) => ({ ...token, indent: undefined }));
  }

  private withValue(token: Token, raised: boolean, letter: string, value: string, inner: ReadonlySet<string>): string {
    const { raw, type } = token;
    if (type === 'indexedSum') return this.shadowed(token, letter);
    if (isIndexWord(raw, letter)) {
      if (raised) return /^[xyzj]$/u.test(value) ? value : `{${value}}`;
      if (/^[xyz]$/u.test(value)) {
        refuse('component-as-number', `${letter} stands for a component here, and is no number`, {
          span: spanOf(this.source, token),
          hint: `components stand above or below an operator or a coupling: S^${letter}_j, J_${letter}`,
        });
      }
      return value === 'j' ? 'j' : `{${value}}`;
    }
    if (type === 'power_j' && letter === 'j') return `^{${value}}`;
    if (raw.startsWith('|')) return raw.replace(occurrences(letter), value);
    const at = raw.search(/[_^]/u);
    if (at < 0) return raw;
    const head = raw.slice(0, at);
    // σ^1, σ^2, σ^3 are the components x, y, z.
    const isSpin = /σ|sigma|S/u.test(head);
    const scripts =
      isSpin && /^[123]$/u.test(value)
        ? withComponent(raw.slice(at), letter, 'xyz'[Number(value) - 1]!)
        : isSpin
          ? raw.slice(at)
          : inRuns(raw.slice(at), letter, value, inner);
    const changed = head + inScripts(scripts, letter, value);
    return changed === raw ? raw : tensorValue(changed);
  }

  private shadowed(token: Token, letter: string): string {
    const { sign, indices } = token.value as { readonly kind: 'sum' } & SumToken;
    if (indices.some((index) => sameLetter(index.letter, letter))) {
      refuse('index-twice', `${token.raw} sums over ${letter}, and so does a sum around it`, {
        span: spanOf(this.source, token),
        hint: 'give one of the two another letter',
      });
    }
    // Of \sum_{\alpha\beta} the first index may be done: what is left is written as a sum of its own.
    const word = sign === 'sum' ? '\\sum' : '\\prod';
    return indices
      .map((index) => `${word}_{${index.letter}${index.values ? `=${index.values.join(',')}` : ''}}`)
      .join(' ');
  }
}

/** Does a word stand in an exponent by itself, `J^\alpha` or `J^{\alpha}`? */
function isRaised(body: readonly Token[], k: number): boolean {
  const braced = body[k - 1]?.text === '{' && body[k + 1]?.text === '}';
  const sign = body[braced ? k - 2 : k - 1];
  return sign?.text === '^' && (braced || sign.end === body[k]!.start);
}

/** Where what a sum over the chain takes ends: at its bracket's end, a comma, h.c., or the next sum over the chain. */
function endOfSum(tokens: readonly Token[]): number {
  let depth = 0;
  let summand = 0;
  for (const [k, token] of tokens.entries()) {
    if (token.type === 'close') depth -= 1;
    if (depth < 0) return k;
    if (depth === 0) {
      if (token.text === ',' || token.text === '=' || token.text === ':') return k;
      if (token.type === 'hc') return Math.max(0, k - 1);
      if (isSign(token) && k > 0 && !isSign(tokens[k - 1]!)) summand = k;
      // its coefficient is not the sum's before it
      if (k > 0 && (token.type === 'sum' || isChainSum(token)) && summand > 0) return summand;
    }
    if (token.type === 'open') depth += 1;
  }
  return tokens.length;
}

interface Summand {
  readonly from: number;
  readonly to: number;
}

/** The summands after a sum sign, up to the end of its bracket or h.c.; of a product sign the first only. */
function summandsOf(tokens: readonly Token[], one: boolean): Summand[] {
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
      if (token.text === ',' || token.text === '=' || token.text === ':') break;
      if (token.type === 'hc') {
        k = Math.max(from, k - 1);
        break;
      }
      // A sign begins a summand unless it stands first, or in an exponent, or after another sign.
      if (isSign(token) && k > from && !isSign(tokens[k - 1]!) && tokens[k - 1]!.text !== '^') {
        if (tokens[k - 1]!.type !== 'sum' && tokens[k - 1]!.type !== 'indexedSum') close(k);
        if (one && summands.length > 0) return summands;
      }
    }
    if (token.type === 'open') depth += 1;
  }
  if (from < k) {
    // the sign before h.c. opens no summand
    if (!(k - from === 1 && isSign(tokens[from]!) && tokens[k]?.type === 'hc')) close(k);
  }
  return summands;
}

function isSign(token: Token): boolean {
  return token.text === '+' || token.text === '-';
}

function isChainSum(token: Token): boolean {
  return token.type === 'indexedSum' && (token.value as SumToken).indices.some(({ values }) => values === undefined);
}

/**
 * Puts the sums over the chain before the next summand into brackets: that one holds a sum over the chain too, within the brackets of a finite sum, where the grammar does not look for it.
 */
function closeOpenSum(tokens: Token[]): void {
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

/** Is the summand that begins here a sum over the chain by another letter, whose body does not stand at the site j? */
function startsChainSum(tokens: readonly Token[]): boolean {
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

/** Does a sum over the chain stand here outside brackets, open to the right? */
function opensChain(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (token.type === 'open') depth += 1;
    else if (token.type === 'close') depth -= 1;
    return depth === 0 && (token.type === 'sum' || isChainSum(token));
  });
}

/** Does the token stand at the site j, or is it j itself? */
function holdsSite({ type, text, value, raw }: Token): boolean {
  if (type === 'power_j' || (type === 'letter' && text === 'j')) return true;
  switch (value?.kind) {
    case 'spin':
    case 'boson':
      return value.site.relative;
    case 'sited':
      return value.sites.some(({ relative }) => relative);
    case 'name':
      return value.sited?.site.relative ?? false;
    default:
      return type === 'bad' && /_[^_]*(?<![A-Za-z])j(?![A-Za-z])/u.test(raw);
  }
}
