import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A drawing that can be combined with others on one sheet. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** an `svg` element with its name space */
  readonly text: string;
}

/** Colours that remain distinguishable for colour-blind readers (Okabe and Ito), the darkest first. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

const font = "font-family: system-ui, 'DejaVu Sans', sans-serif";

/**
 * Draws axes and marks. Width, height, scales and marks are those of @observablehq/plot; `legend` makes legends, so
 * that the result is a single SVG without HTML.
 */
export function draw(options: Plot.PlotOptions & { readonly width: number; readonly height: number }): Drawing {
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({ ...options, document } as unknown as Plot.PlotOptions) as unknown as SvgElement;
  if (svg.tagName.toLowerCase() !== 'svg')
    throw new Error('a plot with a title or a legend is HTML: use sheet() and legend()');
  svg.setAttribute('font-size', '12');
  // The style of an element of linkedom is read-only, so Plot's own option cannot set it.
  svg.setAttribute('style', `${font}; color: #222; overflow: visible`);
  return { width: options.width, height: options.height, text: svg.outerHTML };
}

/** The properties of a linkedom element that are used. */
interface SvgElement {
  readonly tagName: string;
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
}

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly as: 'line' | 'dashes' | 'dot' | 'ring';
}

/** A row of labelled samples, broken into lines at the width. */
export function legend(entries: readonly LegendEntry[], width: number): Drawing {
  const line = 18;
  let x = 8;
  let y = line / 2 + 2;
  let out = '';
  for (const { label, colour, as } of entries) {
    const needed = 26 + 6.8 * [...label].length + 18;
    if (x > 8 && x + needed > width) [x, y] = [8, y + line];
    out +=
      as === 'dot' || as === 'ring'
        ? `<circle cx="${x + 9}" cy="${y}" r="4" fill="${as === 'dot' ? colour : 'white'}" stroke="${colour}" stroke-width="1.5" />`
        : `<path d="M${x},${y}h18" stroke="${colour}" stroke-width="2"${as === 'dashes' ? ' stroke-dasharray="5 3"' : ''} />`;
    out += `<text x="${x + 24}" y="${y}" dy="0.35em">${escaped(label)}</text>`;
    x += needed;
  }
  const height = y + line / 2 + 2;
  return {
    width,
    height,
    text: `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="#222" font-size="12" style="${font}">${out}</svg>`,
  };
}

/** Drawings under a title, row by row from left to right, as one SVG document. */
export function sheet(title: string, rows: readonly (readonly Drawing[])[]): string {
  const margin = 12;
  const head = 30;
  const widths = rows.map((row) => row.reduce((w, d) => w + d.width, 0));
  const width = Math.max(...widths) + 2 * margin;
  let y = head + margin / 2;
  let body = '';
  for (const row of rows) {
    let x = margin;
    for (const drawing of row) {
      body += drawing.text.replace(/^<svg /u, `<svg x="${x}" y="${y}" `);
      x += drawing.width;
    }
    y += Math.max(...row.map((d) => d.height)) + margin / 2;
  }
  const height = y + margin / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white" />`,
    `<text x="${margin + 8}" y="24" font-size="14" font-weight="600" fill="#222" style="${font}">${escaped(title)}</text>`,
    body,
    '</svg>\n',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
