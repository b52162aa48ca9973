import katex from 'katex';
import type { Coefficient } from '../../exact/index.js';
import { type Node, writeTex, writeText } from '../../language/index.js';
import { expressCoefficient } from '../../meaning/index.js';
import { Markup, html } from './markup.js';

const rendered = new Map<string, Markup>();
/** Number of formulas that are kept, since the same coefficients occur repeatedly. */
const mostKept = 20_000;

/**
 * TeX as a formula, for eyes and for screen readers. It cannot affect anything outside the formula: it has no links,
 * attributes or files, and its macros do not reach beyond the page. TeX that KaTeX does not accept is shown as text.
 */
export function formula(tex: string): Markup {
  return typeset(tex, { display: false });
}

/** TeX as a formula on lines of its own, which may be wider than the page. */
export function displayFormula(tex: string): Markup {
  return html`<div class="display" role="group" aria-label="formula" tabindex="0">${typeset(tex, { display: true })}</div>`;
}

function typeset(tex: string, { display }: { readonly display: boolean }): Markup {
  const key = `${display ? 'display' : 'line'} ${tex}`;
  const before = rendered.get(key);
  if (before) return before;
  let made: Markup;
  try {
    made = new Markup(
      katex.renderToString(spaced(tex), {
        strict: 'error',
        trust: false,
        throwOnError: true,
        maxExpand: 5000,
        maxSize: 20,
        globalGroup: false,
        // A command that is not trusted is shown in the colour of the text, which is legible on every background.
        errorColor: 'currentColor',
        displayMode: display,
      }),
    );
  } catch (error) {
    if (!(error instanceof katex.ParseError) && !(error instanceof RangeError)) throw error;
    made = html`<code class="tex">${tex}</code>`;
  }
  if (rendered.size >= mostKept) rendered.clear();
  rendered.set(key, made);
  return made;
}

/** Adds space around names of several letters: `Jx Jy`, not `JxJy`. */
function spaced(tex: string): string {
  return tex.replaceAll(/\\mathrm\{(?<name>(?:[A-Za-z0-9]|\\_){2,})\}/gu, '\\operatorname{$<name>}');
}

/** Largest number of pieces of a formula that are typeset; the rest is in the text to copy. */
const mostPieces = 48;

/** A formula in pieces, between which a line may break. */
export function brokenFormula(pieces: readonly string[], most = mostPieces): Markup {
  const left = pieces.length - most;
  return html`<div class="formula">${pieces.slice(0, most).map((tex) => html`<span class="piece">${formula(tex)}</span> `)}${
    left > 0 && html`<span class="piece more">… and ${left} more ${left === 1 ? 'part' : 'parts'}</span>`
  }</div>`;
}

/** Coefficients with more terms than this get a name in a formula, and are written out below it. */
const mostTerms = 4;

/** Names of long coefficients, which keep a formula readable; the coefficients are listed below it. */
export class LongCoefficients {
  private readonly names = new Map<string, string>();
  private readonly texts = new Map<string, string>();

  /** @param node  a sum */
  nameOf(node: Node & { kind: 'sum' }): string {
    const text = writeText(node);
    let name = this.names.get(text);
    if (name === undefined) {
      name = `\\mathcal{P}_{${this.names.size + 1}}`;
      this.names.set(text, name);
      this.texts.set(name, text);
    }
    return name;
  }

  /** The coefficient with a name, in the language. */
  textOf(name: string): string | undefined {
    return this.texts.get(name);
  }

  /** The definitions of the names in these pieces. */
  definitions(pieces: readonly string[]): Markup | false {
    const used = [
      ...new Set(pieces.flatMap((tex) => [...tex.matchAll(/\\mathcal\{P\}_\{\d+\}/gu)].map(([name]) => name))),
    ];
    if (used.length === 0) return false;
    const rows = used.map(
      (name) =>
        html`<div><dt>${formula(name)}</dt><dd class="plain">${plainCoefficient(this.textOf(name)!)}</dd></div>`,
    );
    return html`<details><summary>with ${used.length === 1 ? html`the coefficient ${formula(used[0]!)}` : html`the coefficients ${formula(used[0]!)} … ${formula(used.at(-1)!)}`}</summary><dl class="long">${rows}</dl></details>`;
  }
}

/** The name of a long sum, with its sign separated so that its first term is positive. */
function named(
  node: Node,
  names: LongCoefficients | undefined,
): { readonly negative: boolean; readonly tex: string } | undefined {
  if (!names || node.kind !== 'sum' || node.terms.length <= mostTerms) return undefined;
  const negative = node.terms[0]!.kind === 'negate';
  const terms = negative
    ? node.terms.map((t): Node => (t.kind === 'negate' ? t.of : { kind: 'negate', of: t, span: t.span }))
    : node.terms;
  return { negative, tex: names.nameOf({ ...node, terms }) };
}

/** TeX longer than this is broken where its tree has a sum. */
const longPiece = 90;

/**
 * The TeX of a tree, cut before the signs of its sums. Put together again the pieces are one formula.
 *
 * @param names  where given, long coefficients are named
 */
export function piecesOf(node: Node, names?: LongCoefficients): string[] {
  switch (node.kind) {
    case 'chain-sum': {
      // A body that is a sum is put in brackets, so that the sum over j visibly extends over all of it.
      const body =
        node.body.kind === 'sum' || node.body.kind === 'plus-adjoint'
          ? bracketed(piecesOf(node.body, names))
          : piecesOf(node.body, names);
      return ['\\sum_{j}', ...body];
    }
    case 'sum':
      return node.terms.flatMap((term, k) => {
        const turned = term.kind === 'negate';
        const { negative, pieces } = summand(turned ? term.of : term, names);
        const [first = '', ...rest] = pieces;
        return [`${negative !== turned ? '{}-' : k === 0 ? '' : '{}+'} ${first}`, ...rest];
      });
    case 'plus-adjoint':
      return [...piecesOf(node.of, names), `{}${node.sign === 1 ? '+' : '-'} \\mathrm{h.c.}`];
    case 'negate': {
      const { negative, pieces } = summand(node.of, names);
      const [first = '', ...rest] = pieces;
      return [`${negative ? '' : '-'} ${first}`, ...rest];
    }
    default: {
      const { negative, pieces } = product(node, names);
      const [first = '', ...rest] = pieces;
      return [`${negative ? '- ' : ''}${first}`, ...rest];
    }
  }
}

interface Pieces {
  /** whether the sign is negative, which a named coefficient may change */
  readonly negative: boolean;
  readonly pieces: string[];
}

/** A summand; if it is a sum itself, it is put in brackets. */
function summand(node: Node, names: LongCoefficients | undefined): Pieces {
  if (node.kind === 'sum' || node.kind === 'plus-adjoint')
    return { negative: false, pieces: bracketed(piecesOf(node, names)) };
  return node.kind === 'chain-sum' ? { negative: false, pieces: piecesOf(node, names) } : product(node, names);
}

function product(node: Node, names: LongCoefficients | undefined): Pieces {
  if (node.kind !== 'product') return { negative: false, pieces: [writeTex(node)] };
  const name = named(node.factors[0]!, names);
  if (!name && writeTex(node).length <= longPiece) return { negative: false, pieces: [writeTex(node)] };
  const negative = name?.negative ?? false;
  const last = node.factors.at(-1)!;
  const isLong = node.joins.at(-1) === 'times' && (last.kind === 'sum' || last.kind === 'plus-adjoint');
  const between = node.factors.slice(name ? 1 : 0, isLong ? -1 : undefined);
  const joins = node.joins.slice(name ? 1 : 0, isLong ? -1 : undefined);
  const middle =
    between.length === 0
      ? ''
      : between.length === 1 && between[0]!.kind === 'sum'
        ? `(${writeTex(between[0]!)})`
        : writeTex(between.length === 1 ? between[0]! : { ...node, factors: between, joins });
  const front = `${name ? name.tex : ''} ${middle}`.trim();
  if (!isLong) return { negative, pieces: [front] };
  const [first = '', ...rest] = bracketed(piecesOf(last, names));
  return { negative, pieces: [`${front} ${first}`, ...rest] };
}

function bracketed(pieces: readonly string[]): string[] {
  if (pieces.length === 1) return [`(${pieces[0]})`];
  return [`(${pieces[0]}`, ...pieces.slice(1, -1), `${pieces.at(-1)})`];
}

/**
 * A coefficient as a formula; a long one opens on demand, as text, because hundreds of terms would make a page slow.
 */
export function coefficientFormula(c: Coefficient): Markup {
  const node = expressCoefficient(c);
  const tex = writeTex(node);
  return tex.length <= 2 * longPiece
    ? formula(tex)
    : html`<details class="long"><summary>${formula(firstOf(node))} … (${c.terms.length} terms)</summary><p class="plain">${plainCoefficient(writeText(node))}</p></details>`;
}

function firstOf(node: Node): string {
  return node.kind === 'sum'
    ? node.terms
        .slice(0, 2)
        .map((t, k) => (t.kind === 'negate' || k === 0 ? '' : '+') + writeTex(t))
        .join(' ')
    : writeTex(node);
}

/** A coefficient as a prefactor: its sign is separate, a sum is in brackets, and a 1 is left out. */
export function signedFactor(
  c: Coefficient,
  names?: LongCoefficients,
): { readonly negative: boolean; readonly tex: string } {
  const node = expressCoefficient(c);
  const name = named(node, names);
  if (name) return name;
  const negative = node.kind === 'negate' || (node.kind === 'sum' && node.terms.every((t) => t.kind === 'negate'));
  if (node.kind === 'sum') {
    const terms = negative ? node.terms.map((t) => (t.kind === 'negate' ? t.of : t)) : node.terms;
    return { negative, tex: `(${writeTex({ ...node, terms })})` };
  }
  const body = node.kind === 'negate' ? node.of : node;
  const tex = writeTex(body);
  return { negative, tex: tex === '1' ? '' : tex };
}

export function coefficientTex(c: Coefficient): string {
  return writeTex(expressCoefficient(c));
}

/** A coefficient in plain, readable text: `1/8 Δ J`. */
export function coefficientPlain(c: Coefficient): string {
  return writeText(expressCoefficient(c));
}

/** `1/8 Δ^2 J` with its exponents raised. */
export function plainCoefficient(text: string): Markup {
  const parts = text.split(/\^(?<exponent>\([^)]*\)|-?[0-9]+)/u);
  return html`${parts.map((part, k) => (k % 2 === 1 ? html`<sup>${part.replace(/^\((?<inside>.*)\)$/u, '$<inside>')}</sup>` : part))}`;
}
