import { basename } from 'node:path';
import { outputFolder, scanFiles, steadyScanFiles } from '../document/index.js';
import { parseProgram } from '../language/index.js';
import {
  type CommandReport,
  type ScanPoint,
  type ThreadsOption,
  gasRequest,
  gasScan,
  gasSourceOf,
  steadyQuestion,
  steadyScan,
} from '../report/index.js';
import { programOf } from '../session/index.js';
import { type ExitCode, type Source, refuse } from '../text/index.js';
import { readInput } from './input.js';
import { type Output, finish, listenerOf } from './output.js';

/** The options of a scan that is drawn, as they were typed. */
export interface ScanFigureOptions extends ThreadsOption {
  readonly set: readonly string[];
  readonly script?: string;
  readonly scan?: string;
  readonly of?: string;
  readonly ring?: string;
  readonly observe?: string;
  readonly ensemble?: string;
  readonly beta?: string;
  readonly out?: string;
}

/** Options that go with `--script` only. */
export const scanOnly = ['scan', 'of', 'ring', 'observe', 'ensemble', 'beta'] as const;

/** Options that belong to one of the two engines. */
const ofSteady = ['ring', 'observe', 'ensemble'] as const;
const ofGas = ['beta'] as const;

/**
 * Scans a parameter of a script, and writes the curves and the numbers behind them.
 *
 * @diagnostic `missing-option`, `option-alone`, `option-value`, those of `steady --scan` and `gas --scan`
 */
export async function drawScan(options: ScanFigureOptions & { script: string }, output: Output): Promise<ExitCode> {
  const { script, scan, out } = options;
  if (scan === undefined)
    refuse('missing-option', '--script gives the model, and --scan says over which parameter it is drawn', {
      hint: `as in spinlaw figures --script ${script} --scan eps_d=0..2:21 --out figures`,
    });
  if (out === undefined)
    refuse('missing-option', '--out says which folder the figure goes to', {
      hint: `as in spinlaw figures --script ${script} --scan ${scan} --out figures`,
    });
  const source = readInput(script);
  const engine = engineOf(options.of, source);
  for (const name of engine === 'gas' ? ofSteady : ofGas) {
    if (options[name] !== undefined)
      refuse('option-alone', `--${name} goes with --of ${engine === 'gas' ? 'steady' : 'gas'}`, {
        hint: `leave out --${name} ${options[name]}`,
      });
  }
  const folder = outputFolder(out);
  const listener = listenerOf(output);
  const stem = source.name.startsWith('<') ? 'chain' : basename(source.name).replace(/\.\w+$/u, '');
  const { report, files } =
    engine === 'gas' ? gasFigure({ ...options, scan }, source) : await steadyFigure({ ...options, scan }, source);
  if (files.size === 0) return finish(report, output);
  const written = [...files].map(([ending, text]) => folder.write(`${stem}-scan.${ending}`, text));
  listener.line(written.join(', '));
  return finish({ ...report, document: { ...report.document, files: written } }, output);

  function gasFigure(asked: ScanFigureOptions & { scan: string }, from: Source): Drawn {
    const { set, beta, threads } = asked;
    const request = gasRequest({
      set,
      scan: asked.scan,
      ...(beta !== undefined && { beta }),
      ...(threads !== undefined && { threads }),
    });
    const found = gasScan({ ...request, scan: request.scan! }, gasSourceOf(from), listener);
    const isEmpty = found.points.every((p) => 'error' in p);
    return {
      report: found,
      files: new Map(isEmpty ? [] : [...scanFiles(found)].map(([name, text]) => [name.split('.').at(-1)!, text])),
    };
  }

  async function steadyFigure(asked: ScanFigureOptions & { scan: string }, from: Source): Promise<Drawn> {
    const { set, ring, observe, ensemble, threads } = asked;
    const question = steadyQuestion({
      set,
      scan: asked.scan,
      ensemble: ensemble ?? 'exact',
      ...(ring !== undefined && { ring }),
      ...(observe !== undefined && { observe }),
      ...(threads !== undefined && { threads }),
    });
    const points: ScanPoint[] = [];
    const total = question.scan!.values.length;
    const found = await steadyScan({ ...question, scan: question.scan! }, programOf(from), listener, (point) => {
      points.push(point);
      listener.progress(`${question.scan!.name} = ${point.at}`, points.length / total);
    });
    return { report: found, files: steadyScanFiles(question.scan!.name, points, found.document) };
  }
}

interface Drawn {
  readonly report: CommandReport;
  /** the files by their endings; none where no point has an answer */
  readonly files: ReadonlyMap<string, string>;
}

/** The engine that computes the scan: the gas where the script has a `gas` statement, otherwise the chain. */
function engineOf(given: string | undefined, source: Source): 'steady' | 'gas' {
  if (given === 'steady' || given === 'gas') return given;
  if (given !== undefined)
    refuse('option-value', `--of takes steady or gas, not "${given}"`, { hint: 'as in --of steady' });
  if (source.name.endsWith('.json')) return 'gas';
  const { statements } = parseProgram(source);
  return statements.some((s) => s.kind === 'model' && s.role === 'gas') ? 'gas' : 'steady';
}
