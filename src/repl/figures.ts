import { chooseFigures, figureValues, figures, outputFolder, renderFigure } from '../document/index.js';
import type { OptionSpec } from '../report/index.js';
import { checkInterrupt, progressBar } from '../text/index.js';
import { type Item, optionsPage, readOptions } from '../workbench/index.js';

/** The options of `:figures`. */
const figureOptions: readonly OptionSpec[] = [
  { flags: '--out <folder>', about: 'where the files go; without it the figures are listed' },
  { flags: '--quick', about: 'fewer points, smaller systems: a first look in seconds' },
  { flags: '--set <name=number>', about: 'give a parameter another value; repeatable', default: [] },
];

/** `:figures [NAME …] --out DIR` */
export async function answerFigures(text: string, show: (item: Item) => void): Promise<void> {
  if (text.trim() === '--help') {
    show({ kind: 'text', text: optionsPage(':figures [NAME …] --out DIR', figureOptions) });
    return;
  }
  const { operand, options } = readOptions(':figures', figureOptions, text);
  const { out, quick, set } = options as { out?: string; quick?: boolean; set: readonly string[] };
  const chosen = chooseFigures(
    figures,
    operand.split(/[\s,]+/u).filter((name) => name !== ''),
  );
  const values = figureValues(chosen, set, { quick: quick === true });
  if (out === undefined) {
    const width = Math.max(...chosen.map(({ name }) => name.length));
    show({
      kind: 'text',
      text: chosen.map(({ name, title, source }) => `${name.padEnd(width)}  ${title} (${source})`).join('\n'),
    });
    return;
  }
  const folder = outputFolder(out);
  const bar = progressBar();
  for (const [k, one] of chosen.entries()) {
    const made = await renderFigure(one, values.get(one)!, (what, fraction) => {
      checkInterrupt();
      const line = bar(`${one.name}: ${what}`, (k + Math.min(1, fraction)) / chosen.length);
      if (line !== undefined) show({ kind: 'progress', text: line });
    });
    const paths = [made.svg, ...made.csv, made.json].map(({ name, text: content }) => folder.write(name, content));
    show({ kind: 'text', text: `${one.name}: ${paths.join(', ')}`, rich: { svg: made.svg.text } });
    for (const remark of made.data.remarks) show({ kind: 'remark', text: remark });
  }
}
