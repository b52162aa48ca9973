// The first page of the project's site: what spinlaw is, cells with answers that are computed when the page is made, and
// three doors.
import type { Insert, LiveExamples, SitePage } from '../src/document/site/index.js';
import { pages, sessions } from './site-kit.js';

const { answered, html, liveCell, liveText } = pages;

/** Lines that a reader may type, each with its answer. */
const cells = [
  'h_<j,j+1> = J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>\nC2 = sum_j h_<j,j+1>\nC3 = [-i sum_j j h_<j,j+1>, C2]; C3',
  "prove C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
  'prove [C2, C3] = 0',
] as const;

/** The line of the cell that computes on the page. */
const first = "(S'_j×S''_<j+1>)·S'_<j+2>";

/** Further texts for it. */
const examples: LiveExamples = [
  ['triple product', first],
  ['a charge', 'H = sum_j J S_j·S_<j+1>\ncharge(H, 4)'],
  ['a proof', 'H = sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Δ Sz_j Sz_<j+1>)\nprove [H, charge(H, 3)] = 0'],
  ['symmetries', 'symmetries(sum_j (-1)^j (S_j·S_<j+1>))'],
];

/** The answers of the cells, which share one session. */
function answers(): Insert[] {
  const session = new sessions.Session();
  return cells.map((text) => {
    const answer = answered(session, text);
    if (answer === undefined) throw new Error(`${text} has no answer`);
    return html`<div class="cell"><pre class="typed"><code>${text}</code></pre>${answer}</div>`;
  });
}

/** The cell that computes, with the answer to its first line. */
function live(): Insert {
  const text = liveText([first]);
  if (!text) throw new Error(`${first} has no answer`);
  return liveCell(text, {
    root: '',
    title: 'From the first page',
    about: 'A formula as it is typed. Change it, and run it: it is computed in your browser.',
    examples,
  });
}

/** A way into the project: its title, a sentence, and links. */
const door = (title: string, text: Insert, links: readonly (readonly [to: string, text: string])[]): Insert =>
  html`<li><h3>${title}</h3><p>${text}</p><ul>${links.map(([to, name]) => html`<li><a href="${to}">${name}</a></li>`)}</ul></li>`;

/**
 * The first page.
 *
 * @param parts  about: the sentences of the README; questions: its list of questions; notebook: the page of the
 *               notebook, if it is part of the site
 */
export function startPage(parts: {
  readonly about: Insert;
  readonly questions: Insert;
  readonly notebook: string | undefined;
}): SitePage {
  const { about, questions, notebook } = parts;
  const content = html`
<h1>spinlaw</h1>
${about}
<h2 id="cell">As on paper</h2>
${
  notebook === undefined
    ? html`<p>Type such lines into <code>npx spinlaw</code>, a dialogue in the terminal. These answers were computed when this page was made.</p>`
    : html`${live()}<p>The <a class="action" href="${notebook}">notebook</a> has many such cells, sliders and plots. These answers were computed when this page was made.</p>`
}
<div class="cells">${answers()}</div>
<h2 id="doors">Three doors</h2>
<ul class="doors">
${door(
  'Dialogue',
  'Ask about a chain of your own: its charges, its symmetries, what a perturbation breaks, the state it settles in.',
  [
    ['docs/start/five-minutes.html', 'the first five minutes'],
    ...(notebook === undefined ? [] : [[notebook, 'the notebook'] as const]),
    ['docs/reference/language.html', 'the language'],
    ['docs/reference/command-line.html', 'the commands'],
  ],
)}
${door(
  'Testing',
  'Let laws of physics judge code: rates that balance, charges that commute, in the catalogue or in your own suite.',
  [
    ['docs/guides/check-a-law.html', 'check a law'],
    ['docs/guides/test-your-own-perturbation.html', 'test your own perturbation'],
    ['docs/guides/property-tests.html', 'property tests'],
    ['laws/index.html', 'the laws with their verdicts'],
  ],
)}
${door(
  'Documentation',
  'Read what is computed and why it is right: essays, models with their charges, figures with their data.',
  [
    ['docs/index.html', 'all essays and guides'],
    ['models/index.html', 'models'],
    ['figures/index.html', 'figures'],
    ['api/index.html', 'the library'],
  ],
)}
</ul>
${questions}`;
  return { path: 'index.html', title: 'spinlaw', content };
}
