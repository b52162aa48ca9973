import { nothingText, searchText, unitCellText } from '../../charges/index.js';
import { verdictText } from '../../integrability/index.js';
import { parseExpression, writeTex } from '../../language/index.js';
import { expressOperator } from '../../meaning/index.js';
import { isZeroOperator } from '../../spin/index.js';
import { couplingsDrawn } from './chain-picture.js';
import { type SitePage, way, wideTable } from './page-frame.js';
import { type Markup, html, typed } from './markup.js';
import { brokenFormula, coefficientFormula, formula, piecesOf } from './mathematics.js';
import { verdictSection } from './page-integrability.js';
import { capital, count } from './words.js';
import type { ScriptOperators } from './named-operators.js';
import {
  couplingsNote,
  overlapCell,
  parityNames,
  placesOf,
  symbol,
  symbolLink,
  verdictMark,
  withSymbols,
} from './page-parts.js';
import { piecesOfVectors } from './quantity-document.js';
import { firstParagraph, prose } from './script-prose.js';
import { vectorForm } from './vector-form.js';
import { type Quantity, type Survey, surveyedCharges, surveyedCurrents, valuesText } from './survey.js';

/** The page of a chain: its Hamiltonian, its charges and currents, and their overlaps. */
export function modelPage(survey: Survey, own: ScriptOperators = { named: [], others: [] }): SitePage {
  const { subject, split, parameters, symmetries, quantities } = survey;
  const path = `${subject.slug}/index.html`;
  const tree = expressOperator(subject.hamiltonian, { free: false });
  const [first = '', ...more] = piecesOf(tree);
  const broken = surveyedCharges(survey).find((q) => !q.proof.commutes);
  const content = html`
<h1>${capital(subject.title)}</h1>
${verdictLead(survey)}
${subject.about !== undefined && subject.about !== '' && html`<div class="prose">${prose(subject.about)}</div>`}
${brokenFormula([`H = ${first}`, ...more])}
${picture(survey)}
<p>As typed: ${typed(subject.typed)}</p>
<dl class="facts">
<div><dt>parameters</dt><dd>${parameters.length === 0 ? 'none' : parameters.map((name, k) => html`${k > 0 && ', '}${formula(parameterTex(name))}`)}</dd></div>
<div><dt>symmetries</dt><dd>${symmetries.join(', ')}</dd></div>
${
  !isZeroOperator(split.spectator) &&
  split.spectatorIs !== '' &&
  html`<div><dt>left out of the boost</dt><dd>the ${split.spectatorIs} ${formula(writeTex(expressOperator(split.spectator, { free: false })))}, which commutes with the rest; every check is made with it</dd></div>`
}</dl>
${operatorList(own)}
<h2 id="charges">Charges</h2>
<p>${survey.cell ? html`${capital(unitCellText(survey.cell))}.` : html`${formula('C_{i+1} = [\\mathcal{O}_b, C_i]')} with the boost ${formula('\\mathcal{O}_b = -i \\sum_j j\\, h_{j,j+1}')}.`} ${verdicts(survey)}</p>
${quantityTable(survey, 'charges', surveyedCharges(survey))}
${firstCharges(survey)}
${broken && html`<p class="failed">${symbol(broken)} is not conserved: its page shows <a href="${broken.name}.html#residual">what is left of the commutator</a>. That the recursion fails does not prove that the chain is not integrable.</p>`}
${survey.cell?.searched.map((found) => html`<p>${capital(searchText(found, survey.cell!))}.</p>`)}
${survey.nothing && html`<p>${nothingText(survey.nothing.index, survey.nothing)}.</p>`}
${survey.reached && html`<p class="failed">The list ends before ${formula(`C_{${survey.upto}}`)}: ${survey.reached.message}${survey.reached.hint !== undefined && html` (${survey.reached.hint})`}.</p>`}
${verdictSection(survey)}
<h2 id="currents">Currents</h2>
${quantityTable(survey, 'currents', surveyedCurrents(survey))}
${surveyedCurrents(survey).every((q) => q.name === 'JH') && html`<p>No component of the spin is conserved, so there is no spin current.</p>`}
<h2 id="overlaps">Overlaps</h2>
<p>${formula('\\langle A, B\\rangle = \\sum_P a_P^{*}\\, b_P')} over the Pauli words: exact functions of the couplings. Where a charge overlaps with a current, that current cannot decay altogether.</p>
${wideTable(
  'overlaps',
  html`<table class="matrix"><caption class="quiet">overlaps per site</caption><thead><tr><td></td>${quantities.map((q) => html`<th scope="col">${symbol(q)}</th>`)}</tr></thead><tbody>${quantities.map(
    (q, row) =>
      html`<tr><th scope="row">${symbol(q)}</th>${quantities.map((_, column) => overlapCell(survey, row, column))}</tr>`,
  )}</tbody></table>`,
)}
${script(survey)}
<h2 id="again">Again</h2>
<pre><code>${subject.command}</code></pre>`;
  return { path, title: capital(subject.title), above: [{ to: 'index.html', text: 'models' }], content };
}

/** The verdict on the chain in the first line of its page. */
function verdictLead({ integrability, parameters }: Survey): Markup {
  if (integrability.kind === 'none')
    return html`<p class="lead"><a href="#integrability">Undecided</a> whether it is integrable: ${integrability.because}.</p>`;
  const text = verdictText(integrability.answer);
  return html`<p class="lead">${withSymbols(capital(text))}${parameters.length > 0 && ', for generic couplings'}. <a href="#integrability">More</a></p>`;
}

/** The chain as a picture of its sites and couplings, with the terms of each coupling. */
function picture({ subject }: Survey): Markup | false {
  const couplings = couplingsDrawn(subject.hamiltonian);
  if (couplings.length === 0) return false;
  return html`<figure class="chain"><img src="chain.svg" alt="The sites of the ${subject.title} in a row, with ${count(couplings.length, 'kind')} of terms, which are listed below."><figcaption><dl class="marks">${couplings.map(
    ({ mark, operator }) =>
      html`<div><dt>${formula(mark)}</dt><dd>${brokenFormula(
        piecesOf(expressOperator(operator, { free: false })).filter((piece) => piece !== '\\sum_{j}'),
        12,
      )}</dd></div>`,
  )}</dl></figcaption></figure>`;
}

/** Largest number of words of a charge that is written out on the page of its chain. */
const mostWritten = 60;

/** The formulas of the first charges: in vectors where they are vectors entirely, in components otherwise. */
function firstCharges(survey: Survey): Markup | false {
  const charges = surveyedCharges(survey).filter((q) => q.proof.commutes && q.operator.terms.length <= mostWritten);
  if (charges.length === 0) return false;
  return html`<h3 id="first-charges">The first charges</h3>${charges.slice(0, 4).map((q) => {
    const form = vectorForm(q.operator, survey.couplings);
    const isComplete = form.terms.length > 0 && form.rest.terms.length === 0;
    const tree = expressOperator(q.operator, { free: false });
    const [start = '', ...more] = isComplete ? piecesOfVectors(form, tree) : piecesOf(tree);
    return html`<div class="charge">${brokenFormula([`${q.tex} = ${start}`, ...more], 24)}${isComplete && form.usesCouplings && couplingsNote(survey)}</div>`;
  })}`;
}

/** The operators of the script, each with its page or, where it has none, with its comment. */
function operatorList({ named, others }: ScriptOperators): Markup | false {
  if (named.length + others.length === 0) return false;
  return html`<h2 id="operators">Operators of the script</h2>
${wideTable(
  'operators of the script',
  html`<table><caption class="quiet">as the script defines them, each with the first words about it</caption><thead><tr><th scope="col">operator</th><th scope="col">[H, ·] = 0</th><th scope="col">Pauli words</th><th scope="col">range</th><th scope="col">about</th></tr></thead><tbody>${named.map(
    (q) =>
      html`<tr><th scope="row">${symbolLink(`${q.file}.html`, q)}</th><td>${verdictMark(q)}</td><td class="number">${q.operator.terms.length}</td><td class="number">${q.range}</td><td class="about">${prose(firstParagraph(q.comment))}</td></tr>`,
  )}${others.map((q) => html`<tr><th scope="row">${formula(q.tex)}</th><td colspan="3">${typed(q.typed)}</td><td>${prose(firstParagraph(q.comment))}</td></tr>`)}</tbody></table>`,
)}`;
}

/** The verdicts of the proofs of the charges, in a sentence. */
function verdicts(survey: Survey): Markup {
  const charges = surveyedCharges(survey);
  const proved = charges.filter((q) => q.proof.commutes);
  const values = valuesText(survey);
  if (proved.length === 0) return html`None of them commutes with ${formula('H')}.`;
  if (proved.length === charges.length) return html`Each is proved to commute with ${formula('H')}${values}.`;
  const list = proved.map((q, k) => html`${k > 0 && (k === proved.length - 1 ? ' and ' : ', ')}${symbol(q)}`);
  return html`${list} ${proved.length === 1 ? 'is' : 'are'} proved to commute with ${formula('H')}${values}.`;
}

function quantityTable(survey: Survey, caption: string, quantities: readonly Quantity[]): Markup {
  const path = `${survey.subject.slug}/index.html`;
  return wideTable(
    caption,
    html`<table><caption class="quiet">${caption}</caption><thead><tr><th scope="col"></th><th scope="col">what it is</th><th scope="col">range</th><th scope="col">words</th><th scope="col">[H, ·] = 0</th><th scope="col">norm² per site</th>${Object.values(parityNames).map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">Sz</th></tr></thead><tbody>${quantities.map(
      (q) => {
        const places = placesOf(survey.subject, q);
        return html`<tr><th scope="row">${symbolLink(way(path, places.page), q)}</th><td>${q.title}</td><td class="number">${q.range}</td><td class="number">${q.operator.terms.length}</td><td>${verdictMark(q, way(path, places.certificate))}</td><td>${
          q.squaredNorm.terms.length > 4
            ? html`<a href="${q.name}.html">${count(q.squaredNorm.terms.length, 'term')}</a>`
            : coefficientFormula(q.squaredNorm)
        }</td><td>${q.parities.reflection}</td><td>${q.parities['time reversal']}</td><td>${q.parities['spin flip']}</td><td>${q.keepsSz ? 'kept' : 'not kept'}</td></tr>`;
      },
    )}</tbody></table>`,
  );
}

function script({ subject }: Survey): Markup | false {
  if (!subject.script) return false;
  const { name, text, claims } = subject.script;
  return html`<h2 id="script">The script</h2>
${
  claims.length > 0 &&
  html`<ul class="claims">${claims.map(
    (claim) =>
      html`<li><span class="${claim.holds ? 'good' : 'bad'}">${claim.holds ? 'holds' : 'FAILS'}</span> ${typed(claim.text)}${claim.cites !== '' && html` <bdi>${claim.cites}</bdi>`}</li>`,
  )}</ul>`
}
<details><summary>${typed(name)}</summary><pre class="typed"><code>${text}</code></pre></details>`;
}

/** The Hamiltonian of a chain, for a narrow column. */
export function hamiltonianPieces(survey: Survey): Markup {
  return brokenFormula(piecesOf(expressOperator(survey.subject.hamiltonian, { free: false })), 12);
}

const parameterTex = (name: string): string => writeTex(parseExpression({ name: 'parameter', text: name }));
