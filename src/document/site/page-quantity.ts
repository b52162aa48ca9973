import { isUniform, lettersOf, weightIn, writtenWeight } from '../../spin/index.js';
import { type SitePage, wideTable, way } from './page-frame.js';
import { type Insert, type Markup, dataBlock, html } from './markup.js';
import {
  LongCoefficients,
  brokenFormula,
  coefficientFormula,
  coefficientPlain,
  formula,
  plainCoefficient,
} from './mathematics.js';
import { certificateNote, couplingsNote, parityNames, placesOf, symbol, symbolLink } from './page-parts.js';
import { type Written, piecesOfWords } from './quantity-document.js';
import { type Quantity, type Survey, valuesText } from './survey.js';
import { capital, count } from './words.js';

/** Number of words listed on a page without its script, and in each part of a longer list. */
const listed = 30;
/** Number of pieces beyond which a formula is folded. */
const mostOpen = 60;
/** Number of characters of the kernel's statement that are shown. */
const mostStatement = 6000;

/** The page of a charge or a current. */
export function quantityPage(survey: Survey, n: number, written: Written): SitePage {
  const { subject, quantities } = survey;
  const quantity = quantities[n]!;
  const here = (to: string): string => way(placesOf(subject, quantity).page, to);
  const [before, after] = [quantities[n - 1], quantities[n + 1]];
  return pageOf(survey, quantity, {
    written,
    about: html`<p>${capital(quantity.title)} of the ${subject.title}: ${size(quantity)}.</p>`,
    beside: html`<h2 id="overlaps">Overlaps</h2>
<p>${formula('\\langle A, B\\rangle = \\sum_P a_P^{*}\\, b_P')} over the Pauli words, the Hilbert–Schmidt product per site: exact functions of the couplings.</p>
${wideTable('overlaps', overlapTable(survey, n))}`,
    pager: html`<nav class="pager" aria-label="neighbours">${before && html`<a rel="prev" href="${here(placesOf(subject, before).page)}">← ${before.name}</a>`} ${
      after && html`<a rel="next" href="${here(placesOf(subject, after).page)}">${after.name} →</a>`
    }</nav>`,
  });
}

/** The parts of a page that differ between charges and operators of a script. */
export interface QuantityParts {
  readonly written: Written;
  /** what the quantity is, below the verdict */
  readonly about: Insert;
  /** how it relates to the other quantities of the chain */
  readonly beside: Insert;
  readonly pager?: Insert;
}

/** The page of a quantity: its verdict, facts, formulas, words and certificate. */
export function pageOf(survey: Survey, quantity: Quantity, { written, about, beside, pager }: QuantityParts): SitePage {
  const { subject } = survey;
  const places = placesOf(subject, quantity);
  const here = (to: string): string => way(places.page, to);
  const name = places.data.split('/').at(-1)!;
  const content = html`
<h1>${symbol(quantity)} of the ${subject.title}</h1>
${verdictLine(survey, quantity, here(places.certificate))}
${about}
${facts(survey, quantity)}
${quantity.proof.residual && residual(quantity)}
<h2 id="formula">Formula</h2>
<p class="copy-row"><button type="button" data-copy="latex" hidden>Copy LaTeX</button> <button type="button" data-copy="latexPauli" hidden>Copy LaTeX in Pauli words</button> ${
    written.document.latexVectors !== undefined &&
    html`<button type="button" data-copy="latexVectors" hidden>Copy LaTeX in vectors</button> `
  }<button type="button" data-copy="text" hidden>Copy text</button> <button type="button" data-copy="json" hidden>Copy JSON</button> <a href="${name}">${name}</a> <span role="status" id="copied"></span></p>
${formulas(survey, quantity, written)}
<h2 id="picture">Words against sites</h2>
<figure><img src="${here(places.picture)}" alt="${pictureText(quantity)}" loading="lazy"><figcaption>${pictureText(quantity)} The table below lists them.</figcaption></figure>
${words(quantity, name)}
${beside}
<h2 id="certificate">Certificate</h2>
${certificate(quantity, places.certificate, here)}
${pager}
${dataBlock('quantity', written.document)}
${dataBlock('coefficients', coefficientTexts(quantity, written))}`;
  return {
    path: places.page,
    title: `${quantity.name} of the ${subject.title}`,
    above: [
      { to: 'index.html', text: 'models' },
      { to: `${subject.slug}/index.html`, text: subject.title },
    ],
    content,
  };
}

const size = (quantity: Quantity): string =>
  `${count(quantity.operator.terms.length, 'Pauli word')} per site, range ${quantity.range}`;

/** The first line of a page: whether the quantity is conserved, and what shows it. */
function verdictLine(survey: Survey, quantity: Quantity, certificate: string): Markup {
  const { proof, tex } = quantity;
  return proof.commutes
    ? html`<p class="lead"><span class="good">Conserved.</span> ${formula(`[H, ${tex}] = 0`)} is proved${valuesText(survey)}${proof.cancelled > 0 && `; ${count(proof.cancelled, 'word')} cancelled`}${proof.certificate.kind === 'checked' && html`, with a <a href="${certificate}">certificate</a>`}.</p>`
    : html`<p class="lead"><span class="bad">Not conserved.</span> ${count(proof.residual?.terms.length ?? 0, 'word')} of ${formula(`[H, ${tex}]`)} ${proof.residual?.terms.length === 1 ? 'is' : 'are'} <a href="#residual">left</a>.</p>`;
}

function facts(survey: Survey, quantity: Quantity): Markup {
  const { parities, symmetries } = quantity;
  const odd = Object.entries(parityNames).filter(([key]) => parities[key as keyof typeof parities] === 'odd');
  const rows: readonly (readonly [Insert, Insert])[] = [
    ...survey.relations
      .filter((r) => r.of === quantity)
      .map((r): readonly [Insert, Insert] => ['identity, checked', formula(r.tex)]),
    ['norm² per site', coefficientFormula(quantity.squaredNorm)],
    ['Hermitian', quantity.hermitian ? 'yes' : 'no'],
    ['symmetries', symmetries.join(', ') || 'none of those that are tested'],
    ['changes its sign under', odd.map(([, name]) => name).join(', ') || 'none of these'],
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function residual(quantity: Quantity): Markup {
  const rest = quantity.proof.residual!;
  const names = new LongCoefficients();
  const pieces = piecesOfWords(rest, names);
  return html`<section class="failed"><h2 id="residual">What is left of the commutator</h2>
<p>${formula(`[H, ${quantity.tex}]`)} has ${count(rest.terms.length, 'word')}${pieces.length > mostOpen && html`, all of them in the data below`}:</p>
${brokenFormula([`[H, ${quantity.tex}] =`, ...pieces], mostOpen)}${names.definitions(pieces.slice(0, mostOpen))}
${
  quantity.kind === 'charge' && quantity.name !== 'C2'
    ? html`<p>The boost recursion ends here: what is not conserved gives no further charge. That the recursion fails does not prove that the chain is not integrable.</p>`
    : quantity.kind === 'current' &&
      html`<p>The current is carried by a conserved density, but is not conserved itself.</p>`
}</section>`;
}

function formulas(survey: Survey, quantity: Quantity, { vectors, vectorPieces, pauliPieces, names }: Written): Markup {
  const inVectors = vectors.terms.length > 0;
  const [first = '', ...more] = vectorPieces;
  return html`<h3>${inVectors ? 'In spin vectors' : 'In spins'}</h3>
${folded([`${quantity.tex} = ${first}`, ...more], names)}
${vectors.usesCouplings && couplingsNote(survey)}
${inVectors && vectors.rest.terms.length > 0 && html`<p class="small">${count(vectors.rest.terms.length, 'word')} of it have no such form and stand in components.</p>`}
<h3>In Pauli words</h3>
${folded([`${quantity.tex} = ${pauliPieces[0] ?? '0'}`, ...pauliPieces.slice(1)], names)}`;
}

/** Long formulas show their beginning and open on demand. */
function folded(pieces: readonly string[], names: LongCoefficients): Markup {
  if (pieces.length <= mostOpen) return html`${brokenFormula(pieces, pieces.length)}${names.definitions(pieces)}`;
  const start = 12;
  return html`${brokenFormula(pieces.slice(0, start), start)}${names.definitions(pieces.slice(0, start))}<details><summary>… and ${pieces.length - start} more parts</summary>${brokenFormula(pieces.slice(start), mostOpen)}${names.definitions(pieces.slice(start, start + mostOpen))}</details>`;
}

function pictureText(quantity: Quantity): string {
  const n = quantity.operator.terms.length;
  return `${n === 1 ? 'The one Pauli word' : `The ${n} Pauli words`} of ${quantity.name}, a row a word, ${quantity.range < 2 ? 'at the site j' : `a column a site from j to j + ${quantity.range - 1}`}.`;
}

function words(quantity: Quantity, data: string): Markup {
  const { terms } = quantity.operator;
  const rows = terms.slice(0, listed);
  const weighted = terms.some((t) => !isUniform(weightIn(t.place)));
  return html`<h2 id="words">Words</h2>
<form class="search" data-words hidden><label>letters <input type="search" name="letters" placeholder="X?Z" autocomplete="off" spellcheck="false"></label> <label>range <select name="range"><option value="">all</option></select></label> <span role="status" data-found></span></form>
${wideTable(
  `words of ${quantity.name}`,
  html`<table class="words"><caption>Pauli words and their coefficients. <code>?</code> stands for any letter, I included.</caption><thead><tr><th scope="col">word</th><th scope="col">range</th>${weighted && html`<th scope="col">weight</th>`}<th scope="col">coefficient</th></tr></thead><tbody data-rows>${rows.map(
    ({ word, place, coefficient }) => {
      const letters = lettersOf(word);
      return html`<tr><td class="word">${tiles(letters)}</td><td>${letters.length}</td>${weighted && html`<td>${writtenWeight(place)}</td>`}<td>${plainCoefficient(coefficientPlain(coefficient))}</td></tr>`;
    },
  )}</tbody></table>`,
)}
${terms.length > listed && html`<noscript><p>The first ${listed} of ${terms.length} words; the rest is in ${data}.</p></noscript>`}
<p class="parts" data-parts hidden><button type="button" data-part="-1">← before</button> <span data-where></span> <button type="button" data-part="1">next →</button></p>`;
}

function tiles(letters: string): Markup {
  return html`${[...letters].map((letter) => html`<b class="${letter}">${letter}</b>`)}${letters === '' && '1'}`;
}

function overlapTable(survey: Survey, n: number): Markup {
  return html`<table><caption class="quiet">of ${symbol(survey.quantities[n]!)} with every charge and current</caption><tbody>${survey.quantities.map(
    (other, k) => {
      const c = survey.overlaps[n]![k]!;
      return html`<tr><th scope="row">${symbolLink(`${other.name}.html`, other)}</th><td${c.terms.length === 0 && html` class="zero"`}>${c.terms.length === 0 ? '0' : coefficientFormula(c)}</td></tr>`;
    },
  )}</tbody></table>`;
}

function certificate(quantity: Quantity, place: string, here: (to: string) => string): Markup {
  const found = quantity.proof.certificate;
  if (found.kind === 'none')
    return html`<p>${certificateNote(found)} ${quantity.proof.commutes && 'The proof by the engine stands.'}</p>`;
  const { statement } = found;
  const shown =
    statement.length > mostStatement
      ? `${statement.slice(0, mostStatement)}\n… (${statement.length} characters)`
      : statement;
  return html`<p>${certificateNote(found)} <a href="${here(place)}">${place.split('/').at(-1)}</a> holds words and coefficients, no verdict; check it again with</p>
<pre><code>spinlaw verify-certificate ${place}</code></pre>
<details><summary>The statement the kernel has checked</summary><pre class="statement"><code>${shown}</code></pre></details>`;
}

/** Coefficients in readable form, by their exact text. */
function coefficientTexts(quantity: Quantity, { document }: Written): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [k, { coefficient }] of document.words.entries())
    texts[coefficient] ??= coefficientPlain(quantity.operator.terms[k]!.coefficient);
  return texts;
}
