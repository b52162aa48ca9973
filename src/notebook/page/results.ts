import { type Item, type RichOutput, type ValueItem, richOutput } from '../../workbench/front.js';
import { type Chart, chartSentence, chartsOf, chartsOfPlot } from '../charts.js';
import type { ResultBundle } from '../ipynb.js';
import { type Answerer, copyMenu } from './copy-menu.js';
import { element } from './dom.js';
import { typeset } from './formula.js';
import { chartView } from './plot.js';
import type { OutputPart, OutputView } from './output.js';
import { showProse } from './prose.js';

/** Shows the results of computations in the cells. */
export class ResultView {
  private value: HTMLElement | undefined;

  constructor(private readonly answerer: Answerer) {}

  /** Shows an item, and gives the sentence in which it is read out; undefined for what need not be. */
  show(item: Item, output: OutputPart, numbers: 'own' | 'none' = 'own'): string | undefined {
    if (item.kind === 'progress') {
      output.showProgress(item.text);
      return undefined;
    }
    output.dropProgress();
    const rich = richOutput(item);
    switch (item.kind) {
      case 'again':
        return undefined;
      case 'ended':
        if (item.document !== undefined) output.add(chartsView(chartsOf(item.document)));
        return undefined;
      case 'plot': {
        const charts = chartsOfPlot(item.plot);
        output.add(chartsView(charts));
        return charts.map(chartSentence).join('; ');
      }
      case 'value':
        return this.showValue(item, { rich, output, number: numbers === 'own' ? item.entry.number : undefined });
      case 'part':
        this.value?.append(item.text);
        return undefined;
      case 'claim':
        showVerdict(rich, item.holds ? 'holds' : 'fails', output);
        return firstLine(rich.text);
      case 'law':
        showVerdict(rich, item.code === 0 ? 'holds' : 'fails', output);
        return firstLine(rich.text);
      case 'error':
      case 'internal':
        output.add(scrolling('pre', 'error', rich.text));
        return firstLine(rich.text);
      case 'remark':
      case 'forgotten':
        output.add(element('p', { class: 'remark' }, rich.text));
        return undefined;
      default:
        return showText(rich, output);
    }
  }

  /** @param number  without one, the result can neither be named in later cells nor copied */
  private showValue(
    item: ValueItem,
    {
      rich,
      output,
      number,
    }: { readonly rich: RichOutput; readonly output: OutputPart; readonly number: number | undefined },
  ): string {
    for (const { message, about } of item.notes)
      output.add(element('p', { class: 'remark' }, `note: ${message}: ${about}`));
    const text = element('code', { class: 'as-text' }, item.text);
    this.value = text;
    const formula = scrolling('div', 'formula', text);
    if (rich.latex !== undefined) void typeset(formula, rich.latex, 'display');
    output.add(
      element(
        'div',
        { class: 'value' },
        number !== undefined && element('span', { class: 'number', title: `%${number} in later cells` }, `%${number}`),
        formula,
        number !== undefined && copyMenu(number, item.terms !== undefined, this.answerer),
      ),
    );
    if (number !== undefined) output.addValue({ number, formula });
    if (rich.svg !== undefined) output.add(picture(rich.svg, 'Picture'));
    const size = item.terms === undefined ? '' : `${item.terms} ${item.terms === 1 ? 'term' : 'terms'}`;
    const name = number === undefined ? 'a result' : `result ${number}`;
    return size === '' || item.text.length <= 80 ? `${name}: ${item.text}` : `${name}: ${size}`;
  }

  /** Shows the values of a cell in the form that the engine writes at present. */
  async showAgain(output: OutputView, ask: Answerer['ask']): Promise<void> {
    for (const { number, formula } of output.values) {
      const expression = `%${number}`;
      const written = async (form: 'latex' | 'text'): Promise<string | undefined> => {
        let text: string | undefined;
        await ask({ kind: 'write', form, expression }, (answer) => {
          if (answer.kind === 'document') ({ text } = answer);
        });
        return text;
      };
      const latex = await written('latex');
      if (latex !== undefined && (await typeset(formula, latex, 'display'))) continue;
      const text = await written('text');
      if (text !== undefined) formula.replaceChildren(element('code', { class: 'as-text' }, text));
    }
  }
}

/** An item as Jupyter keeps it; undefined for one that only accompanies others. */
export function bundleOf(item: Item): ResultBundle | undefined {
  if (item.kind === 'progress' || item.kind === 'part' || item.kind === 'ended') return undefined;
  const { text, latex, markdown, svg } = richOutput(item);
  if (text === '') return undefined;
  return {
    'text/plain': text,
    ...(latex !== undefined && { 'text/latex': `$\\displaystyle ${latex}$` }),
    ...(markdown !== undefined && { 'text/markdown': markdown }),
    ...(svg !== undefined && { 'image/svg+xml': svg }),
  };
}

function showVerdict({ text, latex }: RichOutput, verdict: 'holds' | 'fails', output: OutputPart): void {
  output.add(scrolling('pre', `verdict ${verdict}`, text));
  if (latex !== undefined) output.add(formulaOf(latex));
}

function showText({ text, latex, markdown, svg }: RichOutput, output: OutputPart): string | undefined {
  if (latex !== undefined) output.add(formulaOf(latex));
  else if (markdown !== undefined) {
    const box = scrolling('div', 'prose', text);
    output.add(box);
    void showProse(box, markdown);
  } else if (text !== '') output.add(scrolling('pre', 'text', text));
  if (svg !== undefined) output.add(picture(svg, undefined));
  return text === '' ? undefined : firstLine(text);
}

function formulaOf(latex: string): HTMLElement {
  const formula = scrolling('div', 'formula', latex);
  void typeset(formula, latex, 'display');
  return formula;
}

/** An element that scrolls by itself, and can be reached by the keyboard for it. */
function scrolling(tag: 'pre' | 'div', kind: string, content: string | HTMLElement): HTMLElement {
  return element(tag, { class: kind, tabindex: 0 }, content);
}

/** An `svg` text as an image: what is in it runs no script, and reaches nothing outside. */
function picture(svg: string, summary: string | undefined): HTMLElement {
  const title = /<title>(?<title>[^<]*)<\/title>/u.exec(svg)?.groups!['title'] ?? 'a picture';
  const plain = title.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = element('img', { src: url, alt: plain });
  image.addEventListener('load', () => URL.revokeObjectURL(url));
  if (summary === undefined) return element('div', { class: 'picture', tabindex: 0 }, image);
  return element('details', { class: 'picture' }, element('summary', {}, summary), image);
}

/** The charts of an answer, which appear when the library that draws is there. */
function chartsView(charts: readonly Chart[]): HTMLElement {
  const box = element('div', { class: 'charts' });
  // Each chart has its place at once, in which it appears when it is drawn.
  for (const chart of charts) {
    const place = element('div');
    box.append(place);
    void chartView(chart).then((view) => place.append(view));
  }
  return box;
}

const firstLine = (text: string): string => text.split('\n')[0]!;
