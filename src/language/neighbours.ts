import type { DiagnosticCode, Source } from '../text/index.js';
import { parseSite } from './spin-token.js';
import type { Token } from './token.js';

/*
 * Words whose meaning depends on the words directly after them: commutators with a sign below, sites in brackets, and
 * Greek letters joined to a component.
 */

/** Applies every reading of this file. Cost: linear. */
export function readNeighbours(source: Source, tokens: readonly Token[]): Token[] {
  const read = refuseDottedComponents(source, signedBrackets(tokens));
  return refuseBracketedSites(source, refuseGluedComponents(source, read));
}

/** `[A, B]_-` is the commutator and `[A, B]_+`, `[A, B]_{+}` the anticommutator. */
function signedBrackets(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  const open: { readonly at: number; commas: number }[] = [];
  for (let k = 0; k < tokens.length; k += 1) {
    const token = tokens[k]!;
    if (token.type === 'open') open.push({ at: result.length, commas: 0 });
    if (token.text === ',' && open.length > 0) open.at(-1)!.commas += 1;
    result.push(token);
    if (token.type !== 'close') continue;
    const bracket = open.pop();
    const sign = token.text === ']' ? signBelow(tokens, k) : undefined;
    if (bracket?.commas !== 1 || result[bracket.at]!.text !== '[' || sign === undefined) continue;
    if (sign.text === '+') {
      result[bracket.at] = { ...result[bracket.at]!, text: '{' };
      result[result.length - 1] = { ...token, text: '}' };
    }
    k = sign.last;
  }
  return result;
}

/** The sign below the bracket that closes at `k`, and the place where it ends. */
function signBelow(tokens: readonly Token[], k: number): { text: string; last: number } | undefined {
  const [mark, sign, brace] = [tokens[k + 1], tokens[k + 2], tokens[k + 3]];
  if (mark === undefined || mark.start !== tokens[k]!.end || !/^[+-]$/u.test(sign?.text ?? '')) return undefined;
  if (mark.text === '_' && sign!.start === mark.end) return { text: sign!.text, last: k + 2 };
  return /^_ ?\{$/u.test(mark.text) && brace?.text === '}' ? { text: sign!.text, last: k + 3 } : undefined;
}

/** `λz` would be λ times z (language rule 2), but looks like λ_z. */
function refuseGluedComponents(source: Source, tokens: readonly Token[]): Token[] {
  return tokens.map((token, k) => {
    const before = tokens[k - 1];
    const letter = before && source.text.slice(before.start, before.end);
    if (
      token.type !== 'name' ||
      !/^(?:[yz]|[xyz]{2})$/u.test(token.text) ||
      before?.type !== 'name' ||
      before.end !== token.start ||
      !/^[Α-Ωα-ω∆]$/u.test(letter!)
    )
      return token;
    return bad(source, { ...token, start: before.start }, 'bad-subscript', {
      message: `${letter!}${token.text} can be read in two ways`,
      hint: `the coupling is ${letter!}_${token.text}, the product ${letter!} ${token.text}`,
    });
  });
}

/** `S_0.z`: components as programs write them. */
function refuseDottedComponents(source: Source, tokens: readonly Token[]): Token[] {
  return tokens.map((token, k) => {
    const [dot, before] = [tokens[k - 1], tokens[k - 2]];
    const isComponent =
      /^[xyz]$/u.test(token.text) && dot?.raw === '.' && dot.end === token.start && before?.end === dot.start;
    if (!isComponent || !['spin', 'sited', 'name', 'close'].includes(before.type)) return token;
    return bad(source, { ...token, start: dot.start }, 'bad-subscript', {
      message: `.${token.text} is no component`,
      hint:
        before.type === 'close'
          ? `write (…)^${token.text}`
          : `write ${before.type === 'spin' ? `${before.raw}^${token.text}` : `(${before.raw})^${token.text}`}; for a product leave spaces around the dot`,
    });
  });
}

const siteInBrackets =
  /^(?:\((?<round>[^()[\]{}\n]{1,20})\)|\[(?<square>[^()[\]{}\n]{1,20})\]|\{(?<curly>[^()[\]{}\n]{1,20})\})/u;

/** `Sz(j+1)`, `X[0]`, `S_(j+1)`, `J[1]`: sites as programs write them. */
function refuseBracketedSites(source: Source, tokens: readonly Token[]): Token[] {
  return tokens.map((token) => {
    const missing = token.value?.kind === 'problem' && token.value.problem.code === 'missing-site';
    const isName = token.type === 'name';
    if (!missing && !isName) return token;
    const typed = source.text.slice(token.start, token.end);
    const rest = source.text.slice(token.end, token.end + 32);
    const scripted = missing ? /^ ?\^ ?(?:[xyz]|\{ ?[xyz] ?\})/u.exec(rest)?.[0] : undefined;
    if (scripted !== undefined) {
      const component = typed + scripted.replaceAll(' ', '');
      return bad(source, { ...token, end: token.end + scripted.length }, 'missing-site', {
        message: `the spin operator ${component} has no site`,
        hint: `write ${component}_j at site j, ${component}_<j+1> at the next; for the total spin sum_j ${component}_j`,
      });
    }
    const groups = siteInBrackets.exec(rest)?.groups;
    const inside = groups && (groups.round ?? groups.square ?? groups.curly)!;
    const site = inside === undefined ? undefined : parseSite(inside);
    if (site === undefined) return token;
    const place = site.relative || site.offset < 0 ? `<${inside!.replaceAll(' ', '')}>` : String(site.offset);
    if (missing) {
      const head = typed.replace(/_ ?$/u, '');
      return bad(source, token, 'missing-site', {
        message: `the spin operator ${head} has no site`,
        hint: `write ${head}_${place === '<j>' ? 'j' : place}`,
      });
    }
    if (/^[XYZ]$/u.test(token.text)) {
      return bad(source, token, 'missing-site', {
        message: `${typed} has no site`,
        hint: `write ${typed}_${place === '<j>' ? 'j' : place}`,
      });
    }
    if (groups!.square === undefined) return token;
    const end = token.end + inside!.length + 2;
    return bad(source, { ...token, end }, 'bad-subscript', {
      message: `${typed}[${inside!}]: a subscript follows "_"`,
      hint: site.relative ? `couplings carry no site: write ${typed}` : `write ${typed}_${place}`,
    });
  });
}

function bad(source: Source, token: Token, code: DiagnosticCode, text: { message: string; hint: string }): Token {
  const { start, end } = token;
  return {
    ...token,
    type: 'bad',
    value: { kind: 'problem', problem: { kind: 'input', code, ...text, span: { source, start, end } } },
  };
}
