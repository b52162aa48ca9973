import { type Insert, type Markup, html, typed } from './markup.js';
import { coefficientFormula, coefficientTex, formula } from './mathematics.js';
import type { Beside, NamedOperator } from './named-operators.js';
import { type SitePage, wideTable } from './page-frame.js';
import { symbolLink } from './page-parts.js';
import { pageOf } from './page-quantity.js';
import type { Written } from './quantity-document.js';
import { prose } from './script-prose.js';
import type { Survey } from './survey.js';
import { count } from './words.js';

/** The page of an operator that a script defines: the words of the script about it, and what it commutes with. */
export function operatorPage(survey: Survey, operator: NamedOperator, written: Written): SitePage {
  return pageOf(survey, operator, {
    written,
    about: html`${operator.comment !== '' && html`<div class="prose">${prose(operator.comment)}</div>`}
<p>As typed: ${typed(operator.typed)}</p>
<p>It has ${count(operator.operator.terms.length, 'Pauli word')} per site and range ${operator.range}.${equality(operator)}</p>`,
    beside: html`<h2 id="commutes">What it commutes with</h2>
<p>${commuting(operator)}</p>
${wideTable('commutators and overlaps', table(operator))}`,
  });
}

function equality({ equals, tex }: NamedOperator): Insert {
  if (!equals) return false;
  const factor = coefficientTex(equals.factor);
  const { quantity } = equals;
  const written = factor === '1' ? '' : factor === '-1' ? '-' : `${factor}\\, `;
  return html` ${formula(`${tex} = ${written}${quantity.tex}`)}: see <a href="../${quantity.name}.html">${quantity.name}</a>.`;
}

/** A sentence that names what the operator commutes with. */
function commuting({ beside, tex }: NamedOperator): Markup {
  const names = (list: readonly Beside[]): Markup[] =>
    list.map((other, k) => html`${k > 0 && (k === list.length - 1 ? ' and ' : ', ')}${formula(other.tex)}`);
  const zero = beside.filter(({ words }) => words === 0);
  const other = beside.filter(({ words }) => words !== undefined && words > 0);
  if (beside.length === 0) return html`There is no other operator to compare it with.`;
  return html`${formula(tex)} commutes with ${zero.length === 0 ? 'none of the operators below' : names(zero)}${other.length > 0 && zero.length > 0 && html`, and not with ${names(other)}`}.`;
}

function table({ beside, tex }: NamedOperator): Markup {
  return html`<table><caption class="quiet">${formula(tex)} and the other operators of the chain; overlaps are Hilbert–Schmidt products per site</caption><thead><tr><th scope="col">operator</th><th scope="col">commutator with it</th><th scope="col">overlap</th></tr></thead><tbody>${beside.map(
    ({ name, tex: other, to, words, overlap }) =>
      html`<tr><th scope="row">${symbolLink(to, { tex: other, name })}</th><td>${words === undefined ? 'too long' : words === 0 ? html`<span class="good">0</span>` : count(words, 'word')}</td><td${overlap.terms.length === 0 && html` class="zero"`}>${overlap.terms.length === 0 ? '0' : coefficientFormula(overlap)}</td></tr>`,
  )}</tbody></table>`;
}
