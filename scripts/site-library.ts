// The reference of the library: what TypeDoc says, in the frame of the other pages.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { parseHTML } from 'linkedom';
import type { SitePage } from '../src/document/site/index.js';
import { pages, root } from './site-kit.js';

const { Markup, html, way } = pages;

/** The entries of the package: the module of each, and the question that it answers. */
const entries = [
  ['spinlaw', 'index', 'operators: making, combining, printing and exporting them, and proofs of claims about them'],
  ['spinlaw/charges', 'entries_charges', 'the conserved charges of a chain, each with its proof'],
  ['spinlaw/perturbation', 'entries_perturbation', 'what a perturbation keeps, breaks and corrects'],
  ['spinlaw/chain', 'entries_chain', 'steady states of weakly driven chains'],
  ['spinlaw/gas', 'entries_gas', 'driven levels in a dilute gas'],
  ['spinlaw/laws', 'entries_laws', 'the catalogue of laws, and how a law is checked'],
  ['spinlaw/testing', 'testing', 'matchers for vitest and arbitraries for fast-check'],
] as const;

/**
 * The pages of the library. Warnings of TypeDoc are errors.
 *
 * @param placeOf  the page of a text of the repository in the site
 */
export function libraryPages(placeOf: (path: string) => string): SitePage[] {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-api-'));
  try {
    const typedoc = join(dirname(createRequire(import.meta.url).resolve('typedoc/package.json')), 'bin/typedoc');
    const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, '--out', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`TypeDoc: ${stdout}${stderr}`);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.html') && name !== 'index.html' && statSync(join(folder, name)).isFile());
    return [
      frontPage(placeOf),
      ...names.map((name) => reframed(name, readFileSync(join(folder, name), 'utf8'), placeOf)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first page of the library: the entries, and the pages about them. */
function frontPage(placeOf: (path: string) => string): SitePage {
  const to = (path: string): string => way('api/index.html', placeOf(path));
  return {
    path: 'api/index.html',
    title: 'The library',
    content: html`
<h1>The library</h1>
<p class="lead">spinlaw is a package with one entry for each question. Operators are exact, numbers have residuals, and errors have a place and a hint.</p>
<h2 id="entries">Entries</h2>
<ul class="doors">${entries.map(
      ([name, module, about]) =>
        html`<li><h3><a href="modules/${module}.html"><code>${name}</code></a></h3><p>${about}</p></li>`,
    )}</ul>
<h2 id="guides">Guides</h2>
<ul>
<li><a href="${to('docs/guides/library.md')}">Use spinlaw as a library</a>: from the packed package to a charge, a perturbation and two steady states.</li>
<li><a href="${to('docs/reference/library.md')}">The entries and the fields of their answers</a></li>
<li><a href="${to('docs/reference/exports.md')}">Everything that the entries export</a>, in a sentence each.</li>
<li><a href="${to('docs/guides/property-tests.md')}">Property tests</a> and <a href="${to('docs/guides/test-your-own-perturbation.md')}">tests of your own perturbation</a></li>
<li><a href="${to('docs/reference/errors.md')}">The codes of errors</a></li>
</ul>`,
  };
}

/** A page of TypeDoc without its own header, icons and scripts. */
function reframed(name: string, text: string, placeOf: (path: string) => string): SitePage {
  const { document } = parseHTML(text);
  const content = document.querySelector('.col-content')!;
  for (const extra of content.querySelectorAll('svg, button, script, .tsd-anchor-icon, .tsd-breadcrumb'))
    extra.remove();
  const title = content.querySelector('h1')?.textContent?.trim() ?? name;
  const path = `api/${name}`;
  for (const link of content.querySelectorAll('a[href]')) {
    const [target = '', fragment] = link.getAttribute('href')!.split('#');
    const meant = posix.normalize(posix.join(posix.dirname(name), target));
    if (!meant.startsWith('media/')) continue;
    // TypeDoc copies the texts to which comments link; their pages are in this site.
    const place = placeOf(`docs/reference/${meant.slice('media/'.length)}`);
    link.setAttribute('href', `${way(path, place)}${fragment === undefined ? '' : `#${fragment}`}`);
  }
  for (const closed of content.querySelectorAll('details[data-key], summary[data-key]'))
    closed.removeAttribute('data-key');
  return {
    path,
    title,
    above: [{ to: 'api/index.html', text: 'library' }],
    content: new Markup(`<div class="from-typedoc">${content.innerHTML}</div>`),
  };
}
