import { nothingText, searchText, unitCellText } from '../../charges/index.js';
import { writeTex } from '../../language/index.js';
import { expressOperator } from '../../meaning/index.js';
import { isZeroOperator } from '../../spin/index.js';
import { type SitePage, way, wideTable } from './page-frame.js';
import { type Markup, html, typed } from './markup.js';
import { brokenFormula, coefficientFormula, formula, piecesOf } from './mathematics.js';
import { verdictSection } from './page-integrability.js';
import { capital, count } from './words.js';
import { overlapCell, placesOf, symbol, verdictMark } from './page-parts.js';
import { type Quantity, type Survey, surveyedCharges, surveyedCurrents, valuesText } from './survey.js';

/** The page of a chain: its Hamiltonian, its charges and currents, and their overlaps. */
export function modelPage(survey: Survey): SitePage {
  const { subject, split, parameters, symmetries, quantities } = survey;
  const path = `${subject.slug}/index.html`;
  const tree = expressOperator(subject.hamiltonian, { free: false });
  const [first = '', ...more] = piecesOf(tree);
  const broken = surveyedCharges(survey).find((q) => !q.proof.commutes);
  const content = html`
<h1>${capital(subject.title)}</h1>
${brokenFormula([`H = ${first}`, ...more])}
<p>As typed: ${typed(subject.typed)}</p>
<dl class="facts">
<div><dt>parameters</dt><dd>${parameters.length === 0 ? 'none' : parameters.map((name, k) => html`${k > 0 && ', '}<code>${name}</code>`)}</dd></div>
<div><dt>symmetries</dt><dd>${symmetries.join(', ')}</dd></div>
${
  !isZeroOperator(split.spectator) &&
  split.spectatorIs !== '' &&
  html`<div><dt>left out of the boost</dt><dd>the ${split.spectatorIs} ${formula(writeTex(expressOperator(split.spectator, { free: false })))}, which commutes with the rest; every check is made with it</dd></div>`
}</dl>
<h2 id="charges">Charges</h2>
<p>${survey.cell ? html`${capital(unitCellText(survey.cell))}.` : html`${formula('C_{i+1} = [\\mathcal{O}_b, C_i]')} with the boost ${formula('\\mathcal{O}_b = -i \\sum_j j\\, h_{j,j+1}')}.`} ${verdicts(survey)}</p>
${quantityTable(survey, 'charges', surveyedCharges(survey))}
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
    html`<table><caption class="quiet">${caption}</caption><thead><tr><th scope="col"></th><th scope="col">what it is</th><th scope="col">range</th><th scope="col">words</th><th scope="col">[H, ·] = 0</th><th scope="col">norm² per site</th><th scope="col">reflection</th><th scope="col">time reversal</th><th scope="col">spin flip</th><th scope="col">keeps S<sup>z</sup></th></tr></thead><tbody>${quantities.map(
      (q) => {
        const places = placesOf(survey.subject, q);
        return html`<tr><th scope="row"><a href="${way(path, places.page)}">${symbol(q)}</a></th><td>${q.title}</td><td class="number">${q.range}</td><td class="number">${q.operator.terms.length}</td><td>${verdictMark(q, way(path, places.certificate))}</td><td>${
          q.squaredNorm.terms.length > 4
            ? html`<a href="${q.name}.html">${count(q.squaredNorm.terms.length, 'term')}</a>`
            : coefficientFormula(q.squaredNorm)
        }</td><td>${q.parities.reflection}</td><td>${q.parities['time reversal']}</td><td>${q.parities['spin flip']}</td><td>${q.keepsSz ? 'yes' : 'no'}</td></tr>`;
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
