import { chooseFigures, figureValues, figures, outputFolder, renderFigure } from '../document/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import type { CommonOptions } from './options.js';
import { type Output, finish, listenerOf } from './output.js';

interface FiguresOptions extends CommonOptions {
  readonly out?: string;
  readonly list?: boolean;
  readonly quick?: boolean;
}

export const figuresCommand = command<FiguresOptions>({
  operands: '[name...]',
  example: [
    '$ spinlaw figures --out figures',
    "$ spinlaw figures 'gas-*' --out figures --set lambda=2",
    '$ spinlaw figures --list',
  ],
  options: [
    { flags: '--out <folder>', about: 'where the files go' },
    { flags: '--quick', about: 'fewer points, smaller systems: a first look in seconds' },
    { flags: '--list', about: 'only names and titles; with --json, parameters too' },
  ],
  run(operands, { set, quick, list, out }, output) {
    const chosen = chooseFigures(figures, operands);
    const values = figureValues(chosen, set, { quick: quick === true });
    if (list) return listFigures(chosen, output);
    if (out === undefined)
      refuse('missing-option', '--out says which folder the figures go to', {
        hint: 'as in spinlaw figures --out figures; --list shows their names',
      });
    return writeFigures(chosen, values, out, output);
  },
});

type Chosen = ReturnType<typeof chooseFigures>;

function listFigures(chosen: Chosen, output: Output): ExitCode {
  const width = Math.max(...chosen.map(({ name }) => name.length));
  const listener = listenerOf(output);
  for (const { name, title, source } of chosen) listener.line(`${name.padEnd(width)}  ${title} (${source})`);
  const listed = chosen.map(({ name, title, source, caption, parameters }) => ({
    name,
    title,
    source,
    caption,
    parameters,
  }));
  return finish({ document: { figures: listed }, code: 0 }, output);
}

/** Recomputes figures and writes each as SVG, CSV and JSON. */
async function writeFigures(
  chosen: Chosen,
  values: ReturnType<typeof figureValues>,
  out: string,
  output: Output,
): Promise<ExitCode> {
  const folder = outputFolder(out);
  const listener = listenerOf(output);
  const documents = [];
  for (const [k, one] of chosen.entries()) {
    const start = performance.now();
    listener.progress(one.name);
    const made = await renderFigure(one, values.get(one)!, (what, fraction) =>
      listener.progress(`${one.name}: ${what}`, (k + Math.min(1, fraction)) / chosen.length),
    );
    const paths = [made.svg, ...made.csv, made.json].map(({ name, text }) => folder.write(name, text));
    const seconds = (performance.now() - start) / 1000;
    const { name, title, source } = one;
    const { remarks } = made.data;
    const main = { svg: paths[0], csv: paths[1], json: paths.at(-1) };
    documents.push({ name, title, source, parameters: values.get(one), ...main, files: paths, remarks, seconds });
    listener.line(`${name}: ${paths.join(', ')} (${seconds.toFixed(1)} s)`);
    if (!output.json) for (const remark of remarks) output.note(remark);
  }
  return finish({ document: { figures: documents }, code: 0 }, output);
}
