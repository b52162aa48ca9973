import { chooseFigures, figureValues, figures, outputFolder, renderFigure } from '../document/index.js';
import { csvText, type Table } from '../drawing/index.js';
import { errorOfAnswer } from '../report/index.js';
import { type ExitCode, errorDocument, refuse, worse } from '../text/index.js';
import { command } from './command.js';
import { type ThreadsOption, onAllCores, threadsFrom, threadsOption } from '../report/index.js';
import { type ScanFigureOptions, drawScan, scanOnly } from './figures-scan.js';
import type { CommonOptions } from './options.js';
import { type Output, finish, listenerOf } from './output.js';
import { storeOption, storedAnswers } from './stored-points.js';

interface FiguresOptions extends CommonOptions, ThreadsOption {
  readonly out?: string;
  readonly list?: boolean;
  readonly quick?: boolean;
  readonly store?: string;
}

type Options = FiguresOptions & ScanFigureOptions;

export const figuresCommand = command<Options>({
  operands: '[name...]',
  example: [
    '$ spinlaw figures --out figures',
    "$ spinlaw figures 'gas-*' --out figures --set lambda=2",
    '$ spinlaw figures --list',
    '$ spinlaw figures --script driven.spin --scan eps_d=0.2..4:20 --ring 8 --observe JH,JS --out figures',
  ],
  options: [
    { flags: '--out <folder>', about: 'where the files go' },
    { flags: '--quick', about: 'fewer points, smaller systems: a first look in seconds' },
    { flags: '--list', about: 'only names and titles; with --json, parameters too' },
    { flags: '--script <file>', about: 'draw a scan of this model instead: a driven chain, or a driven gas' },
    {
      flags: '--scan <name=values>',
      about: 'with --script: the parameter, as in eps_d=0..2:21, B=-5:5:0.5 or B=0,1,4',
    },
    { flags: '--of <engine>', about: 'with --script: steady or gas; by default what the script describes' },
    { flags: '--ring <N>', about: 'with --script, of steady: number of sites' },
    { flags: '--observe <names>', about: 'with --script, of steady: the observables, a panel each' },
    { flags: '--ensemble <name>', about: 'with --script, of steady: exact, or gge: with charges' },
    { flags: '--beta <values>', about: 'with --script, of gas: inverse temperatures' },
    storeOption,
    threadsOption,
  ],
  run(operands, options, output, { threads } = {}) {
    const { set, quick, list, out, script } = options;
    if (script !== undefined) {
      if (operands.length > 0 || list || quick)
        refuse(
          'option-alone',
          '--script draws a scan of its own: names of figures, --list and --quick do not go with it',
          {
            hint: `as in spinlaw figures --script ${script} --scan eps_d=0..2:21 --out figures`,
          },
        );
      return drawScan({ ...onAllCores(options), script }, output);
    }
    for (const name of scanOnly) {
      if (options[name] !== undefined)
        refuse('option-alone', `--${name} goes with --script`, {
          hint: `as in spinlaw figures --script driven.spin --${name} ${options[name]} …`,
        });
    }
    const chosen = chooseFigures(figures, operands);
    const values = figureValues(chosen, set, { quick: quick === true });
    if (list) return listFigures(chosen, output);
    if (out === undefined)
      refuse('missing-option', '--out says which folder the figures go to', {
        hint: 'as in spinlaw figures --out figures; --list shows their names',
      });
    const { store } = options;
    if (store !== undefined) return storedFigures(chosen, { ...options, out, store }, output);
    const sharing = threads === undefined ? threadsFrom(onAllCores(options)) : { threads };
    return writeFigures(chosen, values, { out, isQuick: quick === true, ...sharing }, output);
  },
});

/** Time that is stated before the work, in seconds. */
const worthTelling = 10;

const durationText = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds / 5) * 5} seconds` : `${Math.round(seconds / 60)} minutes`;

type Chosen = ReturnType<typeof chooseFigures>;

function listFigures(chosen: Chosen, output: Output): ExitCode {
  const width = Math.max(...chosen.map(({ name }) => name.length));
  const listener = listenerOf(output);
  for (const { name, title, source } of chosen) listener.line(`${name.padEnd(width)}  ${title} (${source})`);
  const listed = chosen.map(({ name, title, source, caption, parameters, seconds }) => ({
    name,
    title,
    source,
    caption,
    parameters,
    seconds,
  }));
  return finish({ document: { figures: listed }, code: 0 }, output);
}

/** Recomputes figures and writes each as SVG, CSV and JSON. */
async function writeFigures(
  chosen: Chosen,
  values: ReturnType<typeof figureValues>,
  { out, isQuick, threads }: { readonly out: string; readonly isQuick: boolean; readonly threads?: number },
  output: Output,
): Promise<ExitCode> {
  const folder = outputFolder(out);
  const listener = listenerOf(output);
  if (!isQuick) {
    const seconds = chosen.reduce((sum, f) => sum + f.seconds, 0);
    if (seconds >= worthTelling)
      output.note(
        `${chosen.length === 1 ? `${chosen[0]!.name} takes` : `these ${chosen.length} figures take`} about ${durationText(seconds)} with the values of the papers; --quick gives a first look in seconds`,
      );
  }
  const documents = [];
  for (const [k, one] of chosen.entries()) {
    const start = performance.now();
    listener.progress(one.name);
    const made = await renderFigure(
      one,
      values.get(one)!,
      (what, fraction) => listener.progress(`${one.name}: ${what}`, (k + Math.min(1, fraction)) / chosen.length),
      { threads },
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

/** A figure as a task of a sweep answers it. */
interface FigureDocument {
  readonly svg: string;
  readonly tables: readonly Table[];
  readonly remarks: readonly string[];
}

/** Figures from a store, where those that are missing are computed and kept, each by a worker process of its own. */
async function storedFigures(
  chosen: Chosen,
  options: FiguresOptions & { readonly out: string; readonly store: string },
  output: Output,
): Promise<ExitCode> {
  const folder = outputFolder(options.out);
  const listener = listenerOf(output);
  const asked = {
    command: 'figures' as const,
    input: chosen.map(({ name }) => name),
    options,
    specs: [{ flags: '--quick', about: '' }],
  };
  const { answers } = await storedAnswers(asked, options.store, output);
  let code: ExitCode = 0;
  const documents = answers.map(({ code: answered, document }, k) => {
    const { name, title, source } = chosen[k]!;
    const error = errorOfAnswer({ code: answered, document });
    code = worse(code, answered);
    if (error) {
      listener.error({ ...error, message: `${name}: ${error.message}` });
      return { name, title, source, error: errorDocument(error) };
    }
    const { svg, ...data } = document as FigureDocument;
    const contents = [
      [`${name}.svg`, svg],
      ...data.tables.map((t, n) => [n === 0 ? `${name}.csv` : `${name}.${t.name}.csv`, csvText(t)] as const),
      [`${name}.json`, `${JSON.stringify(data, undefined, 1)}\n`],
    ] as const;
    const files = contents.map(([file, text]) => folder.write(file, text));
    listener.line(`${name}: ${files.join(', ')}`);
    if (!output.json) for (const remark of data.remarks) output.note(remark);
    const main = { svg: files[0], csv: files[1], json: files.at(-1) };
    return { name, title, source, ...main, files, remarks: data.remarks };
  });
  return finish({ document: { figures: documents }, code }, output);
}
