import { type Insert, type Markup, html } from './markup.js';

/** The carrier of scripts: a bracket, or a letter that is alone or behind the d of a derivative, not one of a word. */
const carrier = String.raw`(?:\)|\p{Script=Greek}|𝒯|∂|(?<![\p{L}\p{N}_])d?\p{L})[\u0300-\u036f'⁺⁻*†]*`;
/** A script or a part of one: letters and digits with primes, or a bracket; `{…}` holds anything. */
const unit = String.raw`(?:\([^()\s]*\)|−?[\p{L}\p{Nd}][\p{L}\p{Nd}₀-₉'\u0302]*)`;
const script = String.raw`(?:_(?:\{[^{}]*\}|${unit}(?:[+→,−]${unit})*)|\^(?:\{[^{}]*\}|\((?:[^()]|\([^()]*\))*\)|${unit}|[*†]))`;
const scripted = new RegExp(`(?<carrier>${carrier})(?<scripts>${script}+)`, 'gu');
/** In an exponent there are no words, so each letter carries its scripts. */
const scriptedAbove = new RegExp(`(?<carrier>(?:\\p{L}|${carrier}))(?<scripts>${script}+)`, 'gu');
const eachScript = new RegExp(script, 'gu');

/**
 * A text in which the subscripts and superscripts of symbols, as in `ε_d`, `S⁺_j+1` and `e^(−βH)`, are raised and
 * lowered.
 */
export const withScripts = (text: string): Markup => scriptsOf(text, scripted);

function scriptsOf(text: string, pattern: RegExp): Markup {
  const parts: Insert[] = [];
  let done = 0;
  for (const found of text.matchAll(pattern)) {
    const { carrier: letter, scripts } = found.groups as { carrier: string; scripts: string };
    parts.push(text.slice(done, found.index), letter, ...scripts.match(eachScript)!.map(placed));
    done = found.index + found[0].length;
  }
  return html`${[...parts, text.slice(done)]}`;
}

function placed(typed: string): Markup {
  const inside = typed.slice(1).replaceAll(/^\{|\}$/gu, '');
  // An exponent needs no brackets; those around a single index, as in ρ^(n), say that it is none.
  const above = /^\((?:−?\p{L}|ph)\)$/u.test(inside) ? inside : inside.replaceAll(/^\(|\)$/gu, '');
  return typed.startsWith('_') ? html`<sub>${inside}</sub>` : html`<sup>${scriptsOf(above, scriptedAbove)}</sup>`;
}
