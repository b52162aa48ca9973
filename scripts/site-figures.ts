// The figures of the papers as pages: pictures with their captions, parameters and data.
import type { Figure, FigureFiles } from '../src/document/index.js';
import type { SiteFiles, SitePage } from '../src/document/site/index.js';
import { documents, pages } from './site-kit.js';

const { html, wideTable } = pages;

/** Figures that take longer than this with their own values are computed with the quick ones, in seconds. */
const longest = 30;

interface Shown {
  readonly figure: Figure;
  readonly files: FigureFiles;
  readonly values: Readonly<Record<string, number>>;
  readonly isQuick: boolean;
}

/** Computes the figures, and returns their files and the pages that show them. */
export async function figurePages({
  quick,
  onProgress,
}: {
  readonly quick: boolean;
  readonly onProgress: (what: string) => void;
}): Promise<{ readonly files: SiteFiles; readonly pages: readonly SitePage[] }> {
  const files: SiteFiles = new Map();
  const shown: Shown[] = [];
  for (const figure of documents.figures) {
    const isQuick = quick || figure.seconds > longest;
    const values = documents.figureValues([figure], [], { quick: isQuick }).get(figure)!;
    onProgress(figure.name);
    const made = await documents.renderFigure(figure, values);
    for (const { name, text } of [made.svg, ...made.csv, made.json]) files.set(`figures/${name}`, text);
    shown.push({ figure, files: made, values, isQuick });
  }
  return { files, pages: [galleryPage(shown), ...shown.map(figurePage)] };
}

function galleryPage(shown: readonly Shown[]): SitePage {
  return {
    path: 'figures/index.html',
    title: 'Figures',
    content: html`
<h1>Figures</h1>
<p class="lead">The figures of both papers and some beyond them, recomputed when these pages were made. Each is drawn from the data beside it.</p>
<ul class="gallery">${shown.map(
      ({ figure, files }) =>
        html`<li><a href="${figure.name}.html"><img src="${files.svg.name}" alt="" loading="lazy"><span>${figure.title}</span></a><p class="quiet small">${figure.source}</p></li>`,
    )}</ul>
<p>Your own scans are drawn by <code>spinlaw figures --script FILE --scan NAME=FROM..TO:POINTS</code>; <a href="../docs/guides/figures.html">figures of your own scans</a> has an example.</p>`,
  };
}

function figurePage({ figure, files, values, isQuick }: Shown): SitePage {
  const { name, title, source, caption, parameters } = figure;
  const data = [...files.csv, files.json];
  return {
    path: `figures/${name}.html`,
    title,
    above: [{ to: 'figures/index.html', text: 'figures' }],
    content: html`
<h1>${title}</h1>
<p class="lead">${source}</p>
<figure class="sheet" tabindex="0"><img src="${files.svg.name}" alt="${caption}"></figure>
<p>${caption}</p>
${isQuick && html`<p class="failed">These are small values, for a first look: the figure takes longer with its own, by the command below.</p>`}
<h2 id="data">Data</h2>
<ul>${data.map((file) => html`<li><a href="${file.name}" download>${file.name}</a></li>`)}</ul>
<p>${files.data.remarks.join('; ')}.</p>
<h2 id="parameters">Parameters</h2>
${wideTable(
  'parameters',
  html`<table><caption class="quiet">the values of this picture; --set changes each of them</caption><thead><tr><th scope="col">name</th><th scope="col">value</th><th scope="col">unit</th><th scope="col">what it is</th></tr></thead><tbody>${Object.entries(
    parameters,
  ).map(
    ([key, { unit, about }]) =>
      html`<tr><th scope="row"><code>${key}</code></th><td class="number">${String(values[key])}</td><td>${unit}</td><td>${about}</td></tr>`,
  )}</tbody></table>`,
)}
<h2 id="again">Again</h2>
<pre><code>spinlaw figures ${name} --out figures</code></pre>`,
  };
}
