import { chooseFigures, figureValues, figures, outputFolder, renderFigure } from '../document/index.js';
import { refuse } from '../text/index.js';
import type { CommonOptions } from './options.js';
import type { ExitCode, Output } from './output.js';
import { progressBar } from '../report/index.js';

export interface FiguresOptions extends CommonOptions {
  readonly out?: string;
  readonly list?: boolean;
  readonly quick?: boolean;
}

/** Recomputes figures and writes each as SVG, CSV and JSON. */
export async function figuresCommand(
  operands: readonly string[],
  options: FiguresOptions,
  output: Output,
): Promise<ExitCode> {
  const chosen = chooseFigures(figures, operands);
  const values = figureValues(chosen, options.set, { quick: options.quick === true });
  if (options.list) {
    const width = Math.max(...chosen.map(({ name }) => name.length));
    if (output.json)
      output.document({
        figures: chosen.map(({ name, title, source, caption, parameters }) => ({
          name,
          title,
          source,
          caption,
          parameters,
        })),
      });
    else for (const { name, title, source } of chosen) output.line(`${name.padEnd(width)}  ${title} (${source})`);
    return 0;
  }
  const { out } = options;
  if (out === undefined)
    refuse('missing-option', '--out says which folder the figures go to', {
      hint: 'as in spinlaw figures --out figures; --list shows their names',
    });
  const folder = outputFolder(out);
  const documents = [];
  const bar = progressBar();
  for (const [k, one] of chosen.entries()) {
    const start = performance.now();
    output.progress(one.name);
    const made = await renderFigure(one, values.get(one)!, (what, fraction) => {
      const text = bar(`${one.name}: ${what}`, (k + Math.min(1, fraction)) / chosen.length);
      if (text !== undefined) output.progress(text);
    });
    const files = [made.svg, ...made.csv, made.json];
    const paths = files.map(({ name, text }) => folder.write(name, text));
    const seconds = (performance.now() - start) / 1000;
    const main = { svg: paths[0], csv: paths[1], json: paths.at(-1) };
    documents.push({
      name: one.name,
      title: one.title,
      source: one.source,
      parameters: values.get(one),
      ...main,
      files: paths,
      remarks: made.data.remarks,
      seconds,
    });
    if (output.json) continue;
    output.line(`${one.name}: ${paths.join(', ')} (${seconds.toFixed(1)} s)`);
    for (const remark of made.data.remarks) output.note(remark);
  }
  if (output.json) output.document({ figures: documents });
  return 0;
}
