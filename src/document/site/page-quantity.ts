import { isUniform, lettersOf, weightIn, writtenWeight } from '../../spin/index.js';
import { type SitePage, wideTable, way } from './page-frame.js';
import { type Insert, type Markup, dataBlock, html } from './markup.js';
import {
  LongCoefficients,
  brokenFormula,
  coefficientFormula,
  coefficientPlain,
  coefficientTex,
  formula,
  plainCoefficient,
} from './mathematics.js';
import { certificateNote, placesOf, symbol, verdictMark } from './page-parts.js';
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
  const places = placesOf(subject, quantity);
  const here = (to: string): string => way(places.page, to);
  const before = quantities[n - 1];
  const after = quantities[n + 1];
  const content = html`
<h1>${symbol(quantity)} of the ${subject.title}</h1>
<p class="lead">${capital(quantity.title)}: ${count(quantity.operator.terms.length, 'Pauli word')} per site, range ${quantity.range}.</p>
${facts(survey, quantity, here)}
${quantity.proof.residual && residual(quantity)}
<h2 id="formula">Formula</h2>
<p class="copy-row"><button type="button" data-copy="latex" hidden>Copy LaTeX</button> <button type="button" data-copy="latexPauli" hidden>Copy LaTeX in Pauli words</button> ${
    written.document.latexVectors !== undefined &&
    html`<button type="button" data-copy="latexVectors" hidden>Copy LaTeX in vectors</button> `
  }<button type="button" data-copy="text" hidden>Copy text</button> <button type="button" data-copy="json" hidden>Copy JSON</button> <a href="${here(places.data)}">${quantity.name}.json</a> <span role="status" id="copied"></span></p>
${formulas(survey, quantity, written)}
<h2 id="picture">Words against sites</h2>
<figure><img src="${here(places.picture)}" alt="${pictureText(quantity)}" loading="lazy"><figcaption>${pictureText(quantity)} The table below lists them.</figcaption></figure>
${words(quantity)}
<h2 id="overlaps">Overlaps</h2>
<p>${formula('\\langle A, B\\rangle = \\sum_P a_P^{*}\\, b_P')} over the Pauli words, the Hilbert–Schmidt product per site: exact functions of the couplings.</p>
${wideTable('overlaps', overlapTable(survey, n))}
<h2 id="certificate">Certificate</h2>
${certificate(quantity, places.certificate, here)}
<nav class="pager" aria-label="neighbours">${before && html`<a rel="prev" href="${here(placesOf(subject, before).page)}">← ${before.name}</a>`} ${
    after && html`<a rel="next" href="${here(placesOf(subject, after).page)}">${after.name} →</a>`
  }</nav>
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

function facts(survey: Survey, quantity: Quantity, here: (to: string) => string): Markup {
  const { proof, parities } = quantity;
  const places = placesOf(survey.subject, quantity);
  const rows: readonly (readonly [Insert, Insert])[] = [
    [
      html`${formula(`[H, ${quantity.tex}] = 0`)}`,
      proof.commutes
        ? html`${verdictMark(quantity, here(places.certificate))} ${valuesText(survey).trim()}${proof.cancelled > 0 && `; ${count(proof.cancelled, 'word')} cancelled`}`
        : html`${verdictMark(quantity, here(places.certificate))}: ${count(proof.residual?.terms.length ?? 0, 'word')} of the commutator are left`,
    ],
    ...survey.relations
      .filter((r) => r.of === quantity)
      .map((r): readonly [Insert, Insert] => ['identity, checked', formula(r.tex)]),
    ['norm² per site', coefficientFormula(quantity.squaredNorm)],
    ['Hermitian', quantity.hermitian ? 'yes' : 'no'],
    ['reflection', parities.reflection],
    ['time reversal', parities['time reversal']],
    ['spin flip (π about x)', parities['spin flip']],
    [html`commutes with ${formula('\\sum_j S^z_j')}`, quantity.keepsSz ? 'yes' : 'no'],
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function residual(quantity: Quantity): Markup {
  const rest = quantity.proof.residual!;
  const names = new LongCoefficients();
  const pieces = piecesOfWords(rest, names);
  return html`<section class="failed"><h2 id="residual">What is left of the commutator</h2>
<p>${formula(`[H, ${quantity.tex}]`)} has ${count(rest.terms.length, 'word')}${pieces.length > mostOpen && html`, all of them in ${quantity.name}.json`}:</p>
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
${vectors.usesCouplings && survey.couplings && html`<p class="small">with ${formula(`\\hat{\\mathsf{J}} = \\operatorname{diag}\\left(${survey.couplings.map(coefficientTex).join(',\\; ')}\\right)`)}, the couplings of neighbours.</p>`}
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
  return `${n === 1 ? 'The one Pauli word' : `The ${n} Pauli words`} of ${quantity.name}, a row a word, a column a site from j to j + ${Math.max(0, quantity.range - 1)}.`;
}

function words(quantity: Quantity): Markup {
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
${terms.length > listed && html`<noscript><p>The first ${listed} of ${terms.length} words; the rest is in ${quantity.name}.json.</p></noscript>`}
<p class="parts" data-parts hidden><button type="button" data-part="-1">← before</button> <span data-where></span> <button type="button" data-part="1">next →</button></p>`;
}

function tiles(letters: string): Markup {
  return html`${[...letters].map((letter) => html`<b class="${letter}">${letter}</b>`)}${letters === '' && '1'}`;
}

function overlapTable(survey: Survey, n: number): Markup {
  return html`<table><caption class="quiet">of ${symbol(survey.quantities[n]!)} with every charge and current</caption><tbody>${survey.quantities.map(
    (other, k) => {
      const c = survey.overlaps[n]![k]!;
      return html`<tr><th scope="row"><a href="${other.name}.html">${symbol(other)}</a></th><td${c.terms.length === 0 && html` class="zero"`}>${c.terms.length === 0 ? '0' : coefficientFormula(c)}</td></tr>`;
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
