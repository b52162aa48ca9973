import katex from 'katex';
import type { Coefficient } from '../../exact/index.js';
import { type Node, writeTex, writeText } from '../../language/index.js';
import { expressCoefficient } from '../../meaning/index.js';
import { Markup, html } from './markup.js';

const rendered = new Map<string, Markup>();
/** Formulas kept; the same coefficients come again and again. */
const mostKept = 20_000;

/**
 * TeX as a formula, for eyes and for screen readers. Nothing in it can reach beyond the formula: no links, no attributes, no
 * files, no macros of its own beyond the page; what KaTeX does not take is shown as the text it is.
 */
export function formula(tex: string): Markup {
  const before = rendered.get(tex);
  if (before) return before;
  let made: Markup;
  try {
    made = new Markup(
      katex.renderToString(spaced(tex), { strict: 'error', trust: false, throwOnError: true, maxExpand: 100, maxSize: 20, globalGroup: false }),
    );
  } catch (error) {
    if (!(error instanceof katex.ParseError) && !(error instanceof RangeError)) throw error;
    made = html`<code class="tex">${tex}</code>`;
  }
  if (rendered.size >= mostKept) rendered.clear();
  rendered.set(tex, made);
  return made;
}

/** Names of several letters keep a distance: `Jx Jy`, not `JxJy`. */
function spaced(tex: string): string {
  return tex.replaceAll(/\\mathrm\{(?<name>(?:[A-Za-z0-9]|\\_){2,})\}/gu, '\\operatorname{$<name>}');
}

/** Most pieces of a formula that are set; the rest is in the text to copy. */
const mostPieces = 48;

/** A formula in pieces between which a line may end. */
export function brokenFormula(pieces: readonly string[], most = mostPieces): Markup {
  const left = pieces.length - most;
  return html`<div class="formula">${pieces.slice(0, most).map((tex) => html`<span class="piece">${formula(tex)}</span> `)}${
    left > 0 && html`<span class="piece more">… and ${left} more ${left === 1 ? 'part' : 'parts'}</span>`
  }</div>`;
}

/** TeX longer than this is broken where its tree has a sum. */
const longPiece = 90;

/** The TeX of a tree, cut before the signs of its sums. Put together again the pieces are one formula. */
export function piecesOf(node: Node): string[] {
  switch (node.kind) {
    case 'chain-sum': {
      // What follows stays with its sum where it is short.
      const body = node.body.kind === 'sum' || node.body.kind === 'plus-adjoint' ? bracketed(piecesOf(node.body)) : piecesOf(node.body);
      return ['\\sum_{j}', ...body];
    }
    case 'sum':
      return node.terms.flatMap((term, k) => {
        const negative = term.kind === 'negate';
        const [first = '', ...rest] = summand(negative ? term.of : term);
        return [`${negative ? '{}-' : k === 0 ? '' : '{}+'} ${first}`, ...rest];
      });
    case 'plus-adjoint':
      return [...piecesOf(node.of), `{}${node.sign === 1 ? '+' : '-'} \\mathrm{h.c.}`];
    case 'negate': {
      const [first = '', ...rest] = summand(node.of);
      return [`- ${first}`, ...rest];
    }
    default:
      return product(node);
  }
}

/** A part of a sum: what is a sum itself stands in brackets. */
function summand(node: Node): string[] {
  if (node.kind === 'sum' || node.kind === 'plus-adjoint') return bracketed(piecesOf(node));
  return node.kind === 'chain-sum' ? piecesOf(node) : product(node);
}

function product(node: Node): string[] {
  const whole = writeTex(node);
  if (whole.length <= longPiece || node.kind !== 'product') return [whole];
  const last = node.factors.at(-1)!;
  if (node.joins.at(-1) !== 'times' || (last.kind !== 'sum' && last.kind !== 'plus-adjoint')) return [whole];
  const front: Node = node.factors.length === 2 ? node.factors[0]! : { ...node, factors: node.factors.slice(0, -1), joins: node.joins.slice(0, -1) };
  const frontTex = front.kind === 'sum' ? `(${writeTex(front)})` : writeTex(front);
  const [first = '', ...rest] = bracketed(piecesOf(last));
  return [`${frontTex} ${first}`, ...rest];
}

function bracketed(pieces: readonly string[]): string[] {
  if (pieces.length === 1) return [`(${pieces[0]})`];
  return [`(${pieces[0]}`, ...pieces.slice(1, -1), `${pieces.at(-1)})`];
}

/** A coefficient as a formula. */
export function coefficientFormula(c: Coefficient): Markup {
  const node = expressCoefficient(c);
  const tex = writeTex(node);
  return tex.length <= 2 * longPiece ? formula(tex) : html`<details class="long"><summary>${formula(firstOf(node))} …</summary>${brokenFormula(piecesOf(node), 200)}</details>`;
}

function firstOf(node: Node): string {
  return node.kind === 'sum' ? node.terms.slice(0, 2).map((t, k) => (t.kind === 'negate' || k === 0 ? '' : '+') + writeTex(t)).join(' ') : writeTex(node);
}

/** A coefficient before something else: its sign apart, a sum in brackets, a 1 left out. */
export function signedFactor(c: Coefficient): { readonly negative: boolean; readonly tex: string } {
  const node = expressCoefficient(c);
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

/** A coefficient for people, in plain text: `1/8 Δ J`. */
export function coefficientPlain(c: Coefficient): string {
  return writeText(expressCoefficient(c));
}

