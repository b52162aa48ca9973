import { greekName, greekSymbol } from './names.js';
import { parseSite } from './spin-token.js';
import type { Token } from './token.js';

/*
 * The index of a sum within words: its places, and the word in which a value replaces it (rule 27).
 */

/** The ASCII name of a letter: `\alpha`, `α` and `alpha` are the same letter. */
function canonical(letter: string): string {
  const plain = letter.replace(/^\\/u, '');
  return greekName.get(plain) ?? plain;
}

export function sameLetter(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

/** Is the whole token the index? Components in ASCII are parts of operators and couplings, and never occur alone. */
export function isIndexWord(raw: string, letter: string): boolean {
  return /^(?:[A-Za-z]+|\\[A-Za-z]+|[Α-ω])$/u.test(raw) && sameLetter(raw, letter);
}

export function holdsIndex(token: Token, letter: string, inner: ReadonlySet<string>): boolean {
  if (token.type === 'power_j') return letter === 'j';
  if (token.type === 'indexedSum') return false;
  if (isIndexWord(token.raw, letter)) return true;
  if (token.raw.startsWith('|')) return token.raw.replace(occurrences(letter), '') !== token.raw;
  const at = token.raw.search(/[_^]/u);
  if (at < 0) return false;
  const scripts = token.raw.slice(at);
  return inScripts(scripts, letter, '?') !== scripts || inRuns(scripts, letter, '0', inner) !== scripts;
}

/** Every spelling of the letter, alone or in a run of indices such as `ab`, but not as a part of a word. */
export function occurrences(letter: string): RegExp {
  const name = canonical(letter);
  const symbol = greekSymbol.get(name);
  if (symbol === undefined) {
    const run = /^[abc]$/u.test(name) ? '(?<![d-wA-Zα-ω\\\\])' : '(?<![A-Za-z\\\\])';
    const follow = /^[abc]$/u.test(name) ? '(?![d-wA-Z])' : '(?![A-Za-z])';
    return new RegExp(`${run}${name}${follow}`, 'gu');
  }
  return new RegExp(String.raw`\\${name}(?![A-Za-z]) ?|${symbol}|(?<![A-Za-z\\])${name}(?![A-Za-z])`, 'gu');
}

/** Replaces a superscript that consists only of the index by the component that it numbers. */
export function withComponent(scripts: string, letter: string, axis: string): string {
  return scripts.replace(
    /\^ ?\{ ?(?<braced>[^{}]*?) ?\}|\^ ?(?<bare>\\[A-Za-z]+|[^{}])/gu,
    (whole, braced: string | undefined, bare: string | undefined) =>
      isIndexWord((braced ?? bare)!, letter) ? `^{${axis}}` : whole,
  );
}

/** The letters of the sums that begin among these tokens. */
export function indicesWithin(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(
    tokens.flatMap(({ value }) => (value?.kind === 'sum' ? value.indices.map(({ letter }) => letter) : [])),
  );
}

/**
 * `W_{mn}` with m = 1 is W_{1n} where the other letters are indices too: the result has the digits of a label, and is
 * not a product.
 */
export function inRuns(scripts: string, letter: string, value: string, inner: ReadonlySet<string>): string {
  if (!/^[0-9]+$/u.test(value)) return scripts;
  return scripts.replace(/(?<=[_^] ?\{ ?)(?<run>[a-z0-9](?:,? ?[a-z0-9])+)(?= ?\})/gu, (run) =>
    [...run.replace(/[, ]/gu, '')].every((sign) => /[0-9]/u.test(sign) || sign === letter || inner.has(sign)) &&
    run.includes(letter)
      ? run.replaceAll(letter, value)
      : run,
  );
}

/** Subscripts and superscripts with the value in place of the index; sums of numbers in sites are computed. */
export function inScripts(scripts: string, letter: string, value: string): string {
  const changed = scripts.replace(occurrences(letter), (found, at: number) => {
    // 2r is a product
    const times = /[0-9] *$/u.test(scripts.slice(0, at)) && /^-?[0-9]+$/u.test(value) ? '*' : '';
    return times + value;
  });
  if (changed === scripts || /^[xyzj?]$/u.test(value)) return changed;
  return changed.replace(
    /(?<open>[{<]|^_ ?)(?<sites>[^{}<>^_]*)(?<close>[}>]|(?=\^)|$)/gu,
    (whole, open: string, sites: string, close: string) => {
      const worked = sites.split(',').map(workedOut);
      if (!worked.every((site) => site !== undefined)) return whole;
      // one digit needs no braces; -1 does
      if (open.startsWith('_') && worked[0]!.startsWith('-')) return `_{${worked[0]!}}`;
      return `${open}${worked.join(',')}${close}`;
    },
  );
}

/** `j+3-1` → `j+2`, `2*3` → `6`; undefined for anything else. */
function workedOut(site: string): string | undefined {
  if (parseSite(site)) return site.trim();
  let relative = 0;
  let offset = 0;
  let rest = site.replaceAll(' ', '');
  while (rest !== '') {
    const term = /^(?<sign>[+-]{0,2})(?:(?<j>j)|(?<number>[0-9]+)(?:\*(?<factor>-?[0-9]+))?)/u.exec(rest)?.groups;
    if (!term) return undefined;
    const sign = [...term.sign!].filter((c) => c === '-').length % 2 === 0 ? 1 : -1;
    if (term.j) relative += sign;
    else offset += sign * Number(term.number) * Number(term.factor ?? 1);
    rest = rest.slice(/^(?:[+-]{0,2})(?:j|[0-9]+(?:\*-?[0-9]+)?)/u.exec(rest)![0].length);
  }
  if (relative === 0) return String(offset);
  if (relative !== 1) return undefined;
  return offset === 0 ? 'j' : `j${offset > 0 ? '+' : '-'}${Math.abs(offset)}`;
}

/** ε_{abc} and δ_{ab}, once all their indices have values. */
export function tensorValue(word: string): string {
  const epsilon = /^(?:ε|eps|\\(?:var)?epsilon) ?_ ?\{? ?(?<indices>[xyz](?:,? ?[xyz]){2}|[123](?:,? ?[123]){2}) ?\}?$/u
    .exec(word)
    ?.groups?.indices?.replace(/[, ]/gu, '');
  if (epsilon !== undefined)
    return `{${['xyz', 'yzx', 'zxy', '123', '231', '312'].includes(epsilon) ? '1' : new Set(epsilon).size < 3 ? '0' : '-1'}}`;
  const delta = /^(?:δ|delta|\\delta) ?_ ?\{? ?(?<a>[xyz]|[0-9]),? ?(?<b>[xyz]|[0-9]) ?\}?$/u.exec(word)?.groups;
  if (delta) return `{${delta.a === delta.b ? '1' : '0'}}`;
  return word;
}
