// The figures of the papers as pages: pictures with their captions, parameters and data.
import type { Figure, FigureFiles } from '../src/document/index.js';
import type { Insert, SiteFiles, SitePage } from '../src/document/site/index.js';
import { documents, pages } from './site-kit.js';

const { html, wideTable, withScripts } = pages;

/** Figures that take longer than this with their own values, in seconds, are computed for a shorter ring. */
const longest = 30;
const shorterRing = 'ring=8';

interface Shown {
  readonly figure: Figure;
  readonly files: FigureFiles;
  readonly values: Readonly<Record<string, number>>;
  /** the settings that differ from the figure's own values, as they are typed */
  readonly instead: string | undefined;
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
    const isShorter = !quick && figure.seconds > longest;
    const instead = quick ? '--quick' : isShorter ? `--set ${shorterRing}` : undefined;
    const values = documents.figureValues([figure], isShorter ? [shorterRing] : [], { quick }).get(figure)!;
    onProgress(figure.name);
    const made = await documents.renderFigure(figure, values);
    for (const { name, text } of [made.svg, ...made.csv, made.json]) files.set(`figures/${name}`, text);
    shown.push({ figure, files: made, values, instead });
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
        html`<li><a href="${figure.name}.html"><img src="${files.svg.name}" alt="" loading="lazy"><span>${indexed(figure.title)}</span></a><p class="quiet small">${figure.source}</p></li>`,
    )}</ul>
<p>Your own scans are drawn by <code>spinlaw figures --script FILE --scan NAME=FROM..TO:POINTS</code>; <a href="../docs/guides/figures.html">figures of your own scans</a> has an example.</p>`,
  };
}

/** A text with its subscripts and superscripts, which the figures have as `J_H` and `S^z`. */
const indexed = (text: string): Insert =>
  text
    .split(/(`[^`]*`)/u)
    .map((part, k) => (k % 2 === 0 ? withScripts(part) : html`<code>${part.slice(1, -1)}</code>`));

function figurePage({ figure, files, values, instead }: Shown): SitePage {
  const { name, title, source, caption, parameters } = figure;
  const data = [...files.csv, files.json];
  return {
    path: `figures/${name}.html`,
    title,
    above: [{ to: 'figures/index.html', text: 'figures' }],
    content: html`
<h1>${indexed(title)}</h1>
<p class="lead">${source}</p>
<figure class="sheet" tabindex="0"><img src="${files.svg.name}" alt="${caption}"></figure>
<p>${indexed(caption)}</p>
${instead !== undefined && html`<p class="quiet">This picture was made with <code>${instead}</code>. With its own values the figure takes longer; the command is below.</p>`}
<h2 id="data">Data</h2>
<ul>${data.map((file) => html`<li><a href="${file.name}" download>${file.name}</a></li>`)}</ul>
<p>${indexed(files.data.remarks.join('; '))}.</p>
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
