import type { Law, LawReport, Verdict } from '../../law/index.js';
import { nameText } from '../../language/index.js';
import { claimsAsTex, lawsByRoom, strengthText } from '../../laws/index.js';
import { type Insert, type Markup, html } from './markup.js';
import { formula } from './mathematics.js';
import { type SitePage, wideTable } from './page-frame.js';
import { withScripts } from './scripts.js';
import { capital } from './words.js';

/** Largest number of corner values of a parameter that are listed. */
const mostCorners = 8;
/** Number of characters of a residual or a case that are shown. */
const mostText = 1500;

/**
 * The page of a law: its statement, the result of a run when the page was made, its cases, and the mistakes it notices.
 *
 * @param places  the page of its proof script, if it has one
 */
export function lawPage(report: LawReport, places: { readonly folder: string; readonly proof?: string }): SitePage {
  const { law } = report;
  const content = html`
<h1>${law.id}</h1>
<p class="lead">${withScripts(capital(law.title))}. Source: ${law.source}.</p>
${verdict(report)}
<h2 id="statement">Statement</h2>
<pre><code>${law.statement}</code></pre>
${claimsAsTex(law).map((tex) => html`<p class="formula">${formula(tex)}</p>`)}
<dl class="facts">
<div><dt>strength</dt><dd>${strengthText(law)}${law.strength === 'identity' && ': decided exactly, case by case, and for all values of what a case leaves open'}</dd></div>
<div><dt>expected</dt><dd>${law.expected === 'holds' ? 'to hold' : 'to fail: the statement is false, and the check is green where it finds a counterexample'}</dd></div>
${law.proof !== undefined && html`<div><dt>proof</dt><dd>${places.proof === undefined ? html`<code>${law.proof}</code>` : html`<a href="${places.proof}">${law.proof}</a>`}</dd></div>`}
</dl>
<h2 id="cases">Cases</h2>
${wideTable(
  'parameters of the cases',
  html`<table><caption class="quiet">${law.cases.wanted} cases by default; corner values first, then drawn from the seed</caption><thead><tr><th scope="col">parameter</th><th scope="col">values</th><th scope="col">unit</th><th scope="col">corner values</th></tr></thead><tbody>${Object.entries(
    law.cases.parameters,
  ).map(([name, domain]) => {
    const corners = domain.corners.map((c) => domain.write(c));
    return html`<tr><th scope="row">${nameText(name)}</th><td>${domain.about}</td><td>${domain.unit ?? ''}</td><td>${corners.slice(0, mostCorners).map((c, k) => html`${k > 0 && ', '}<code>${c}</code>`)}${corners.length > mostCorners && ' …'}</td></tr>`;
  })}</tbody></table>`,
)}
<h2 id="notices">Mistakes it must notice</h2>
<ul>${law.mutants.map((m) => html`<li>${withScripts(m.name)}</li>`)}</ul>
<h2 id="again">Again</h2>
<pre><code>spinlaw check ${law.id} --seed ${report.seed}</code></pre>`;
  return {
    path: lawPlace(places.folder, law),
    title: law.id,
    above: [{ to: `${places.folder}/index.html`, text: 'laws' }],
    content,
  };
}

export function lawPlace(folder: string, law: Law<unknown>): string {
  return `${folder}/${law.id}.html`;
}

/** All laws with their verdicts, room by room. */
export function lawsPage(reports: readonly LawReport[], folder: string): SitePage {
  const green = reports.filter((r) => r.green).length;
  const content = html`
<h1>Laws</h1>
<p class="lead">${green} of ${reports.length} laws are as expected in the run that made these pages${reports.some((r) => r.verdict.kind === 'undecided') && '; the others were not done in their time'}.</p>
${lawsByRoom(reports, ({ law }) => law).map(
  ({ room, title, entries }) => html`<h2 id="${room}">${title}</h2>
${wideTable(
  `laws of ${room}`,
  html`<table><caption class="quiet">${entries.length} laws</caption><tbody>${entries.map((r) => html`<tr><th scope="row"><a href="${r.law.id}.html">${r.law.id}</a></th><td>${word(r)}</td><td>${withScripts(r.law.title)}</td><td>${r.law.source}</td></tr>`)}</tbody></table>`,
)}`,
)}`;
  return { path: `${folder}/index.html`, title: 'Laws', content };
}

function word({ verdict: v, green }: LawReport): Markup {
  const text = { holds: 'holds', fails: green ? 'fails, as expected' : 'FAILS', undecided: 'undecided' }[v.kind];
  return html`<span class="${v.kind === 'undecided' ? 'quiet' : green ? 'good' : 'bad'}">${green || v.kind !== 'holds' ? text : 'HOLDS, expected to fail'}</span>`;
}

function verdict(report: LawReport): Markup {
  const { verdict: v, cases, seed, seconds } = report;
  return html`<section aria-label="verdict"><h2 id="verdict">Verdict</h2>
<p>${word(report)}: ${cases} ${cases === 1 ? 'case' : 'cases'} with seed ${seed}, ${seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(1)} s`}, run when this page was made.${evidence(v)}</p>
${v.kind === 'undecided' && html`<p>${v.because.message}.</p>`}
${v.kind === 'fails' && html`<p>The smallest case found${where(v)}:</p><pre class="statement"><code>${cut(v.witness.line)}</code></pre><p>leaves</p><pre class="statement"><code>${cut(v.residual.text)}</code></pre>`}</section>`;
}

function evidence(v: Verdict): Insert {
  if (v.kind !== 'holds') return '';
  const { cancelled, deviation, skipped } = v.evidence;
  return [
    cancelled > 0 && ` ${cancelled} words cancelled.`,
    deviation !== undefined && ` The largest relative deviation is ${deviation.toExponential(1)}.`,
    skipped > 0 && ` ${skipped} cases were outside its precondition.`,
  ];
}

function where(v: Verdict & { kind: 'fails' }): Insert {
  const values = Object.entries(v.witness.where ?? {});
  return (
    values.length > 0 &&
    html`, ${values.map(([name, value], k) => html`${k > 0 && ', '}${nameText(name)} = <code>${value}</code>`)}`
  );
}

function cut(text: string): string {
  return text.length <= mostText ? text : `${[...text].slice(0, mostText).join('')} …`;
}
