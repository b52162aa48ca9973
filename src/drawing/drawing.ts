import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapedText, symbolText, symbolWidth } from './symbols.js';

/** A drawing that can be combined with others on one sheet. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** an `svg` element with its name space */
  readonly text: string;
}

/** A drawing with its vertical scale: the place of a value in pixels from the top. */
export interface PlottedDrawing extends Drawing {
  readonly scaleY: (y: number) => number;
}

/** Colours that remain distinguishable for colour-blind readers (Okabe and Ito), the darkest first. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

const font = "font-family: system-ui, 'DejaVu Sans', sans-serif";

/**
 * Draws axes and marks. Width, height, scales and marks are those of @observablehq/plot; `legend` makes legends, so
 * that the result is a single SVG without HTML.
 */
export function draw(options: Plot.PlotOptions & { readonly width: number; readonly height: number }): PlottedDrawing {
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({ ...options, document } as unknown as Plot.PlotOptions) as unknown as SvgElement & {
    scale(name: string): { apply(value: number): number } | undefined;
  };
  if (svg.tagName.toLowerCase() !== 'svg')
    throw new Error('a plot with a title or a legend is HTML: use sheet() and legend()');
  svg.setAttribute('font-size', '12');
  // The style of an element of linkedom is read-only, so Plot's own option cannot set it.
  svg.setAttribute('style', `${font}; color: #222; overflow: visible`);
  for (const text of svg.querySelectorAll('text, tspan')) {
    if (text.children.length === 0 && /[_^]/u.test(text.textContent)) text.innerHTML = symbolText(text.textContent);
  }
  const { width, height } = options;
  return { width, height, text: svg.outerHTML, scaleY: (y) => svg.scale('y')?.apply(y) ?? 0 };
}

/** The properties of a linkedom element that are used. */
interface SvgElement {
  readonly tagName: string;
  readonly outerHTML: string;
  innerHTML: string;
  readonly textContent: string;
  readonly children: { readonly length: number };
  querySelectorAll(selector: string): Iterable<SvgElement>;
  setAttribute(name: string, value: string): void;
}

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly as: 'line' | 'dashes' | 'dot' | 'ring';
  /** lengths of strokes and gaps of a line */
  readonly dash?: string;
  /** the symbol on a line */
  readonly marker?: Plot.SymbolType;
}

/** A row of labelled samples, broken into lines at the width. */
export function legend(entries: readonly LegendEntry[], width: number): Drawing {
  const line = 18;
  let x = 8;
  let y = line / 2 + 2;
  let out = '';
  for (const { label, colour, as, dash, marker } of entries) {
    const needed = 36 + 6.8 * symbolWidth(label) + 18;
    if (x > 8 && x + needed > width) [x, y] = [8, y + line];
    out +=
      as === 'dot' || as === 'ring'
        ? `<circle cx="${x + 14}" cy="${y}" r="4" fill="${as === 'dot' ? colour : 'white'}" stroke="${colour}" stroke-width="1.5" />`
        : `<path d="M${x},${y}h28" stroke="${colour}" stroke-width="2"${dashes(dash ?? (as === 'dashes' ? '5 3' : undefined))} />${marker === undefined ? '' : sample(marker, x + 14, y, colour)}`;
    // The offset of the line is in y, since the pieces of a label are moved relative to one another.
    out += `<text x="${x + 34}" y="${y + 4.2}">${symbolText(label)}</text>`;
    x += needed;
  }
  const height = y + line / 2 + 2;
  return {
    width,
    height,
    text: `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="#222" font-size="12" style="${font}">${out}</svg>`,
  };
}

/** Width of the average letter of a title, in pixels. */
const titleLetter = 8.4;

/** Drawings under a title, row by row from left to right, as one SVG document. */
export function sheet(title: string, rows: readonly (readonly Drawing[])[]): string {
  const margin = 12;
  const head = 30;
  const widths = rows.map((row) => row.reduce((w, d) => w + d.width, 0));
  const width = Math.max(...widths, titleLetter * symbolWidth(title)) + 2 * margin;
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
    `<title>${escapedText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white" />`,
    `<text x="${margin + 8}" y="24" font-size="14" font-weight="600" fill="#222" style="${font}">${symbolText(title)}</text>`,
    body,
    '</svg>\n',
  ].join('\n');
}

const dashes = (dash: string | undefined): string => (dash === undefined ? '' : ` stroke-dasharray="${dash}"`);

/** A marker of a legend: the path that Plot draws for the symbol. */
function sample(marker: Plot.SymbolType, x: number, y: number, colour: string): string {
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document,
    axis: null,
    marks: [Plot.dot([0], { symbol: marker, r: 4, x: 0, y: 0 })],
  } as unknown as Plot.PlotOptions) as unknown as SvgElement;
  const [path] = plot.querySelectorAll('[aria-label=dot] path, [aria-label=dot] circle') as Iterable<
    SvgElement & { getAttribute(name: string): string | null }
  >;
  const shape = path?.getAttribute('d');
  return shape
    ? `<path transform="translate(${x},${y})" d="${shape}" fill="${colour}" />`
    : `<circle cx="${x}" cy="${y}" r="4" fill="${colour}" />`;
}
