import type * as Plot from '@observablehq/plot';
import { symbolPieces, symbolSpans } from '../../drawing/symbols.js';
import { type Chart, type CurveChart, type RateChart, chartSentence, shortNumber } from '../charts.js';
import { type Child, element } from './dom.js';
import { loadedOnce, unlessOffline } from './loading.js';

/** The library that draws, loaded when the page is idle or the first chart needs it. */
export const loadPlots = loadedOnce<typeof Plot>(() => import('@observablehq/plot'));

/** Colours that remain distinguishable for colour-blind readers; curves differ in dashes and marks as well. */
const colours = ['var(--plot-1)', 'var(--plot-2)', 'var(--plot-3)', 'var(--plot-4)', 'var(--plot-5)'] as const;
const dashes = ['none', '7 3', '2 3', '8 3 2 3', '12 4'] as const;
const symbols = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;

const width = 620;

/** A chart with its numbers in a table below it; only the table where the library that draws cannot be loaded. */
export async function chartView(chart: Chart): Promise<HTMLElement> {
  const plot = await unlessOffline(loadPlots());
  if (!plot) return tableView(chart);
  const drawn = chart.kind === 'curves' ? curves(plot, chart) : rates(plot, chart);
  // The library adds a style element, which the policy of the page forbids; page.css has its rules.
  for (const style of drawn.querySelectorAll('style')) style.remove();
  for (const text of drawn.querySelectorAll('text, tspan')) showSymbols(text);
  // The chart is one image with one description; its groups need none.
  for (const group of drawn.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label');
  const picture = document.adoptNode(drawn);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', chartSentence(chart));
  picture.setAttribute('class', 'chart');
  return element('figure', {}, picture, element('details', {}, element('summary', {}, 'Numbers'), tableView(chart)));
}

/** Sets the subscripts and superscripts of a label in a drawing as in print. */
function showSymbols(text: Element): void {
  if (text.childElementCount > 0 || !/[_^]/u.test(text.textContent)) return;
  const spans = symbolSpans(text.textContent).map(({ text: piece, attributes }) => {
    const span = text.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'tspan');
    for (const [name, value] of Object.entries(attributes)) span.setAttribute(name, value);
    span.textContent = piece;
    return span;
  });
  text.replaceChildren(...spans);
}

/** The same for a label in a table. */
function symbolsOf(label: string): Child[] {
  const tags = { raised: 'sup', lowered: 'sub' } as const;
  return symbolPieces(label).map(({ text, level }) => (level === 'line' ? text : element(tags[level], {}, text)));
}

/** An element of another document has no effect on this one, whatever the library puts into it. */
function aside(): Document {
  return document.implementation.createHTMLDocument('');
}

function curves(plot: typeof Plot, { x, y, curves: all }: CurveChart): Element {
  const marks = all.flatMap(({ label, points }, k) => {
    const [stroke, symbol] = [colours[k % colours.length]!, symbols[k % symbols.length]!];
    const rows = points.map(([at, value]) => ({ at, value }));
    const last = rows.findLast(({ value }) => value !== null);
    return [
      plot.line(rows, { x: 'at', y: 'value', stroke, strokeWidth: 2, strokeDasharray: dashes[k % dashes.length]! }),
      plot.dot(
        rows.filter(({ value }) => value !== null),
        { x: 'at', y: 'value', stroke, fill: 'var(--paper)', symbol, r: 3.5 },
      ),
      // A curve that is alone has its name at the axis.
      plot.text(last && all.length > 1 ? [last] : [], {
        x: 'at',
        y: 'value',
        text: () => label,
        fill: stroke,
        dx: 8,
        textAnchor: 'start',
      }),
    ];
  });
  const flat = aroundConstant(all.flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])));
  return plot.plot({
    document: aside(),
    width,
    height: 300,
    marginLeft: 64,
    marginRight: all.length > 1 ? 70 : 20,
    marginBottom: 40,
    x: { label: x, labelAnchor: 'center', labelArrow: 'none' },
    y: { label: y, labelArrow: 'none', grid: true, nice: true, ...(flat && { domain: flat }) },
    marks,
  } as Plot.PlotOptions);
}

/** The ends of an axis for values that are all the same, and would have an axis without length. */
function aroundConstant(values: readonly number[]): [number, number] | undefined {
  const [first = 0] = values;
  if (values.some((value) => value !== first)) return undefined;
  const around = first === 0 ? 1 : Math.abs(first) / 10;
  return [first - around, first + around];
}

function rates(plot: typeof Plot, { x, rows }: RateChart): Element {
  return plot.plot({
    document: aside(),
    width,
    height: 60 + 22 * rows.length,
    marginLeft: 110,
    marginRight: 80,
    x: { label: x, labelArrow: 'none', type: 'log', insetLeft: 14, grid: true, ticks: 4, tickFormat: shortNumber },
    y: { label: null, domain: rows.map(({ label }) => label) },
    marks: [
      plot.dot(rows, { x: 'value', y: 'label', fill: colours[0], r: 4 }),
      plot.text(rows, { x: 'value', y: 'label', text: (row) => shortNumber(row.value), dx: 9, textAnchor: 'start' }),
    ],
  } as Plot.PlotOptions);
}

function tableView(chart: Chart): HTMLElement {
  const [head, ...rows] = numbersOf(chart);
  return element(
    'div',
    { class: 'prose', tabindex: 0 },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element('tr', {}, ...head!.map((name) => element('th', { scope: 'col' }, ...symbolsOf(name)))),
      ),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))))),
    ),
  );
}

function numbersOf(chart: Chart): string[][] {
  if (chart.kind === 'rates')
    return [[chart.y, chart.x], ...chart.rows.map(({ label, value }) => [label, String(value)])];
  const [first] = chart.curves;
  return [
    [chart.x, ...chart.curves.map(({ label }) => label)],
    ...(first?.points ?? []).map(([at], k) => [
      String(at),
      ...chart.curves.map(({ points }) => String(points[k]![1] ?? '')),
    ]),
  ];
}
