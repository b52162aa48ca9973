import { kindText, verdictFields, verdictText } from '../../integrability/index.js';
import type { Assumptions, Notation } from '../../meaning/index.js';
import { exceptionalIn } from '../../report/index.js';
import { type SitePage, wideTable } from './page-frame.js';
import { type Markup, html, typed } from './markup.js';
import { withSymbols } from './page-parts.js';
import type { Survey } from './survey.js';
import { type SurveyedIntegrability, longestCounted } from './survey-integrability.js';
import { capital } from './words.js';

/** A chain in the table of verdicts. */
export interface JudgedChain {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  /** the chain as it is typed */
  readonly chain: string;
  readonly cites?: string;
  /** its page, where it has one */
  readonly page?: string;
  /** assumptions about its parameters that its Hamiltonian no longer shows */
  readonly assumptions?: readonly Assumptions[];
  /** how its program writes operators */
  readonly notation?: Notation;
  readonly integrability: SurveyedIntegrability;
}

const ownId = ({ slug }: Pick<Survey['subject'], 'slug'>): string => `own-${slug}`;

/** The chain of a survey in the table of verdicts. */
export const judgedSurvey = ({ subject, integrability }: Survey): JudgedChain => ({
  ...judgedSubject(subject, integrability),
  page: `${subject.slug}/index.html`,
});

/** A chain without pages in the table of verdicts. */
export const judgedSubject = (subject: Survey['subject'], integrability: SurveyedIntegrability): JudgedChain => ({
  id: ownId(subject),
  group: ownGroup,
  name: subject.title,
  chain: subject.typed,
  ...(subject.assumptions && { assumptions: subject.assumptions }),
  ...(subject.notation && { notation: subject.notation }),
  integrability,
});

/** The title of the chains that the site was made for. */
export const ownGroup = 'Chains of this site';

/** The place of the certificate of a verdict, by the name of its row. */
export const certificatePlace = ({ id }: Pick<JudgedChain, 'id'>): string => `certificates/${id}.json`;

const counts = Array.from({ length: longestCounted }, (_, k) => k + 1);

/** The map of chains: the verdict, what is behind it, and the numbers of local charges. */
export function integrabilityPage(chains: readonly JudgedChain[]): SitePage {
  const groups = [...new Set(chains.map(({ group }) => group))];
  const title = 'Which chains are integrable?';
  const content = html`
<h1>${title}</h1>
<p class="lead">${chains.length} chains with their verdicts and the numbers of their local charges, computed when this page was made. Couplings that are letters have generic values.</p>
<p>A count is the number of independent local charges of up to so many sites that repeat with the period of the chain, without the identity and with H itself. Counts alone are never a verdict. <strong>Not integrable</strong> means that Theorem A excludes charges of three and more cells: <code>spinlaw verify-certificate</code> checks its certificate, and the kernel accepted it when this page was made. A verdict by the literature is not re-derived; <strong>undecided</strong> means that no branch decides.</p>
<ul class="groups">${groups.map((group, k) => html`<li><a href="#group-${k + 1}">${group}</a></li>`)}</ul>
${wideTable(
  'verdicts on chains',
  html`<table class="verdicts"><caption class="quiet">Verdicts on chains, and numbers of their local charges of up to 1 … ${longestCounted} sites</caption>
<thead><tr><th scope="col" rowspan="2">chain</th><th scope="col" rowspan="2">verdict</th><th scope="col" rowspan="2">by</th><th scope="colgroup" colspan="${counts.length}">charges of up to … sites</th><th scope="col" rowspan="2">other verdicts</th></tr>
<tr>${counts.map((n) => html`<th scope="col" class="number">${n}</th>`)}</tr></thead>
${groups.map(
  (group, k) =>
    html`<tbody><tr><th colspan="${counts.length + 4}" scope="rowgroup" class="group" id="group-${k + 1}">${group}</th></tr>${chains
      .filter((chain) => chain.group === group)
      .map(row)}</tbody>`,
)}</table>`,
)}`;
  return { path: 'integrability.html', title, above: [{ to: 'index.html', text: 'models' }], content };
}

function row({ id, name, chain, cites, page, integrability }: JudgedChain): Markup {
  const head = html`<th scope="row" id="${id}">${page === undefined ? capital(name) : html`<a href="${page}">${capital(name)}</a>`}${cites !== undefined && html` <span class="quiet">(${cites})</span>`}<br>${typed(chain)}</th>`;
  if (integrability.kind === 'none')
    return html`<tr>${head}<td>undecided</td><td colspan="${counts.length + 2}">${integrability.because}</td></tr>`;
  const { answer } = integrability;
  const exceptional = exceptionalIn(answer);
  return html`<tr>${head}<td>${verdictWord(integrability)}${certificateLink(integrability, certificatePlace({ id }))}</td><td>${reason(integrability)}</td>${counts.map((n) => html`<td class="number">${answer.short.complete ? '' : '≤ '}${answer.short.nullities[n - 1] ?? '–'}</td>`)}<td>${
    answer.exceptions
      ? html`${exceptional.map(({ where, verdict }) => html`${where}: ${kindText(verdict)}<br>`)}${answer.exceptions.complete ? (exceptional.length === 0 ? 'none' : false) : 'perhaps more'}`
      : ''
  }</td></tr>`;
}

const words = {
  integrable: 'integrable',
  'not-integrable': 'not integrable',
  'not-integrable-by-literature': 'not integrable by the literature',
  'strictly-local': 'strictly local charges',
  undecided: 'undecided',
  mixed: 'mixed',
} as const;

type Answered = Extract<SurveyedIntegrability, { kind: 'answer' }>;

const verdictWord = ({ answer }: Answered): string => words[verdictFields(answer.verdict).verdict];

/** The link to the certificate of a verdict. */
const certificateLink = ({ certificate }: Answered, place: string): Markup | false =>
  certificate.kind === 'checked' && html` <a class="small" href="${place}">certificate</a>`;

/** The construction or the theorem. */
function reason({ answer }: Answered): string {
  const { verdict } = answer;
  const { construction, theorem } = verdictFields(verdict);
  const pieces = verdict.kind === 'pieces' ? ', piece by piece' : '';
  if (construction !== null) {
    const allOrders = 'allOrders' in verdict && !verdict.allOrders ? ', C_3 … only as far as proved' : '';
    return `${construction}${pieces}${allOrders}`;
  }
  if (theorem !== null) return theorem === 'A' ? `Theorem A${pieces}` : theorem;
  return verdict.kind === 'undecided' ? verdict.because : pieces.slice(2);
}

/** The verdict on the chain of a page. */
export function verdictSection({ subject, integrability, parameters }: Survey): Markup {
  if (integrability.kind === 'none')
    return html`<h2 id="integrability">Integrability</h2><p>Undecided: ${integrability.because}.</p>`;
  const { answer } = integrability;
  const exceptional = exceptionalIn(answer);
  const { short } = answer;
  const head = parameters.length > 0 ? 'For generic couplings: ' : '';
  const text = verdictText(answer);
  return html`<h2 id="integrability">Integrability</h2>
<p>${head}${withSymbols(head === '' ? capital(text) : text)}.${certificateLink(integrability, `../${certificatePlace({ id: ownId(subject) })}`)}</p>
${answer.exceptions && html`<p>${exceptional.length === 0 ? 'No special couplings were found.' : html`Other verdicts at special couplings: ${exceptional.map(({ where, verdict }, k) => html`${k > 0 && '; '}${typed(where)}: ${kindText(verdict)}`)}.`} ${answer.exceptions.complete ? 'Everywhere else the verdict is the same.' : 'There may be further special couplings.'}</p>`}
<p>Numbers of independent local charges of period ${short.period} of up to 1, 2, … sites${!short.complete && ' at most'}: ${short.nullities.join(', ')}. <a href="../integrability.html">All verdicts</a></p>`;
}
