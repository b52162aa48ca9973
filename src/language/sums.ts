import { type Source, limit, refuse } from '../text/index.js';
import { substituteIndex } from './index-substitution.js';
import { holdsIndex, indicesWithin, sameLetter } from './index-value.js';
import { longestStatement, spanOf } from './layout.js';
import {
  type Summand,
  closeOpenSum,
  endOfSum,
  holdsSite,
  isSign,
  opensChain,
  startsChainSum,
  summandsOf,
} from './sum-extent.js';
import type { SumIndex, SumToken } from './sum-token.js';
import type { Token } from './token.js';

/*
 * Rule 27: sums that are not written sum_j. The grammar has only the index j. A sum over the chain with another letter
 * is read with j in its place, within the extent of the sum; a sum over components or numbers is written out in
 * brackets.
 */

/**
 * The tokens of a statement with every index resolved.
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

  /** @param within  whether these tokens are inside a sum over the chain */
  resolve(tokens: readonly Token[], { within = false }: { readonly within?: boolean } = {}): Token[] {
    const resolved: Token[] = [];
    let rest = tokens;
    /** for each open bracket, whether a sum over the chain has begun in it */
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

  /** The body of the sum (rule 12), with j for its index. */
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
    return { end, tokens: substituteIndex(this.source, body, { letter, value: 'j' }) };
  }

  // --- sums over components and numbers -----------------------------------------------------------------------------

  /**
   * `\sum_{r=1}^{3} A_r` as `(A_1 + A_2 + A_3)`. It includes the summand that follows, and further ones up to the last
   * with the index.
   */
  private writtenOut(
    sign: Token,
    how: SumToken['sign'],
    index: SumIndex & { values: readonly string[] },
    after: readonly Token[],
  ): { end: number; tokens: Token[] } {
    const { letter, values } = index;
    const summands = summandsOf(after, how);
    const inner = indicesWithin(after);
    const holds = summands.map(({ from, to }) => {
      const words = after.slice(from, to);
      // after another sum over the same letter the index belongs to that sum
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
    // A sum over the chain inside would also include the rest.
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
      for (const token of substituteIndex(this.source, body, { letter, value })) tokens.push(token);
      tokens.push(mark('close', ')', stop));
    });
    tokens.push(mark('close', ')', stop));
    return { end, tokens };
  }

  /**
   * Refuses a sum of which it is not clear whether it includes the following summands. For a summand without the index
   * between others with it, only one reading makes sense.
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
}
