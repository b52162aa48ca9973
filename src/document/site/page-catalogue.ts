import { type SitePage, wideTable } from './page-frame.js';
import { type LiveExamples, type LiveText, liveCell } from './live-cell.js';
import { type Markup, html } from './markup.js';
import { coefficientFormula } from './mathematics.js';
import { hamiltonianPieces } from './page-model.js';
import { overlapTextOf, symbol, symbolLink } from './page-parts.js';
import type { NamedOperator, ScriptOperators } from './named-operators.js';
import { firstSentence, prose } from './script-prose.js';
import { capital } from './words.js';
import { type Quantity, type Survey, surveyedCharges, isComplete } from './survey.js';

/** The first page: every chain with its Hamiltonian and the extent of its charges. */
export function cataloguePage(
  surveys: readonly Survey[],
  {
    title,
    live,
    operators,
  }: {
    readonly title: string;
    readonly live: LiveText | undefined;
    readonly operators: ReadonlyMap<Survey, ScriptOperators>;
  },
): SitePage {
  const content = html`
<h1>${title}</h1>
<p class="lead">Local charges of spin chains by the boost recursion. Where a charge is conserved, it is proved to commute with its Hamiltonian for all values of the couplings, and a certificate comes with it that anybody can check.</p>
<p><a href="integrability.html">Which chains are integrable?</a></p>
${live && liveCell(live, { root: '', title, about: liveAbout(surveys[0]!), examples: liveExamples(live) })}
<ul class="models">${surveys.map((survey) => {
    const { subject } = survey;
    const charges = surveyedCharges(survey).filter((q) => q.proof.commutes);
    const last = charges.at(-1);
    return html`<li><h2><a href="${subject.slug}/index.html">${capital(subject.title)}</a></h2>
${subject.about !== undefined && subject.about !== '' && html`<div class="prose">${prose(subject.about)}</div>`}
${hamiltonianPieces(survey)}
${operatorEntries(survey, operators.get(survey)?.named ?? [])}
<p>${charges.map((q) => html`${symbolLink(`${subject.slug}/${q.name}.html`, q)} `)}${
      isComplete(survey)
        ? html`proved, ${last?.operator.terms.length ?? 0} words in the last`
        : html`<span class="bad">${charges.length === 0 ? 'none conserved' : 'the recursion ends here'}</span>`
    }</p></li>`;
  })}</ul>
${surveys.length > 1 && html`<p><a href="comparison.html">The models side by side</a></p>`}`;
  return { path: 'index.html', title, content };
}

/** The operators of a script, each with its page and its first sentence. */
function operatorEntries({ subject: { slug } }: Survey, named: readonly NamedOperator[]): Markup | false {
  if (named.length === 0) return false;
  return html`<ul class="operators">${named.map(
    (q) =>
      html`<li>${symbolLink(`${slug}/${q.file}.html`, q)}${q.comment.trim() !== '' && html` ${prose(firstSentence(q.comment))}`}</li>`,
  )}</ul>`;
}

function liveAbout({ subject: { script, title } }: Survey): Markup {
  return script
    ? html`Try it: change the line and run it. The names of ${script.name} are known.`
    : html`Try it with the ${title}: change the lines and run them.`;
}

function liveExamples({ text }: LiveText): LiveExamples {
  return [
    ['as it was', text],
    ['triple product', "(S'_j×S''_<j+1>)·S'_<j+2>"],
    ['a proof', 'prove [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0'],
  ];
}

/** The models side by side. */
export function comparisonPage(surveys: readonly Survey[]): SitePage {
  const names = [...new Set(surveys.flatMap((s) => s.quantities.map((q) => q.name)))];
  const order = (name: string): number => (name.startsWith('C') ? Number(name.slice(1)) : name === 'JH' ? 1000 : 1001);
  names.sort((a, b) => order(a) - order(b));
  const of = (survey: Survey, name: string): Quantity | undefined => survey.quantities.find((q) => q.name === name);
  const rows: { heading: string; cells: (survey: Survey) => Markup | string }[] = [
    { heading: 'Hamiltonian', cells: hamiltonianPieces },
    { heading: 'parameters', cells: (s) => s.parameters.join(', ') || 'none' },
    { heading: 'symmetries', cells: (s) => s.symmetries.join(', ') },
    { heading: 'left out of the boost', cells: (s) => s.split.spectatorIs || 'nothing' },
    {
      heading: 'charges proved',
      cells: (s) =>
        surveyedCharges(s)
          .filter((q) => q.proof.commutes)
          .map((q) => q.name)
          .join(', ') || 'none',
    },
    {
      heading: 'recursion',
      cells: (s) =>
        isComplete(s) ? `as far as asked, C_${s.upto}` : s.reached ? 'stopped at a limit' : 'fails: see the residual',
    },
  ];
  const group = (title: string, cell: (q: Quantity, survey: Survey) => Markup | string): Markup =>
    html`<tbody><tr><th colspan="${surveys.length + 1}" scope="rowgroup" class="group">${title}</th></tr>${names.map(
      (name) => {
        const tex = surveys.map((s) => of(s, name)).find((q) => q)!;
        return html`<tr><th scope="row">${symbol(tex)}</th>${surveys.map((s) => {
          const q = of(s, name);
          return html`<td>${q ? cell(q, s) : html`<span class="zero">–</span>`}</td>`;
        })}</tr>`;
      },
    )}</tbody>`;
  const verdict = (q: Quantity, s: Survey): Markup =>
    html`<a href="${s.subject.slug}/${q.name}.html">${q.operator.terms.length}</a>, range ${q.range}${!q.proof.commutes && html`, <span class="bad">not conserved</span>`}`;
  const parities = (q: Quantity): string =>
    `${q.parities.reflection}, ${q.parities['time reversal']}, ${q.parities['spin flip']}${q.keepsSz ? ', keeps Sz' : ''}`;
  const content = html`
<h1>The models side by side</h1>
${wideTable(
  'comparison of the models',
  html`<table class="comparison"><caption class="quiet">What was found by computing, model by model</caption><thead><tr><td></td>${surveys.map((s) => html`<th scope="col"><a href="${s.subject.slug}/index.html">${capital(s.subject.title)}</a></th>`)}</tr></thead>
<tbody>${rows.map(({ heading, cells }) => html`<tr><th scope="row">${heading}</th>${surveys.map((s) => html`<td>${cells(s)}</td>`)}</tr>`)}</tbody>
${group('Pauli words', verdict)}
${group('norm² per site', (q, s) => (q.squaredNorm.terms.length > 4 ? html`<a href="${s.subject.slug}/${q.name}.html">${q.squaredNorm.terms.length} terms</a>` : coefficientFormula(q.squaredNorm)))}
${group('reflection, time reversal, spin flip', parities)}
${group('overlap with the heat current', (q, s) => overlapTextOf(s, q, 'JH'))}
${group('overlap with the spin current', (q, s) => overlapTextOf(s, q, 'JS'))}
</table>`,
)}`;
  return {
    path: 'comparison.html',
    title: 'The models side by side',
    above: [{ to: 'index.html', text: 'models' }],
    content,
  };
}
