import {
  type GasOptions,
  type GasScanReport,
  gasOptions,
  gasReport,
  gasRequest,
  gasScan,
  gasSourceOf,
} from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type Output, finish, listenerOf } from './output.js';

type Options = CommonOptions & GasOptions & { readonly out?: string };

export const gasCommand = command<Options>({
  operands: '[model...]',
  example: [
    '$ spinlaw gas toy.spin --beta 0.05,1,5',
    '$ spinlaw gas model.json --beta 1 --energies 0.9,2.5 --json',
    'where toy.spin ends in: gas H, V with mass = 1, density = 1',
  ],
  options: [...gasOptions, { flags: '--out <folder>', about: 'with --scan: write gas-scan.svg, .csv and .json there' }],
  run(operands, options, output) {
    const source = gasSourceOf(onlyInput(operands, 'the model'));
    const request = gasRequest(options);
    const { scan } = request;
    const { out } = options;
    const listener = listenerOf(output);
    if (out === undefined) return finish(gasReport(request, source, listener), output);
    if (!scan) refuse('option-alone', '--out goes with --scan', { hint: 'as in --scan lambda=0:2:0.1 --out scan' });
    return scanInto(out, (): GasScanReport => gasScan({ ...request, scan }, source, listener), output);
  },
});

/** Makes a scan, and writes its files if any point has an answer. */
async function scanInto(out: string, scan: () => GasScanReport, output: Output): Promise<ExitCode> {
  const { outputFolder, scanFiles } = await import('../document/index.js');
  const folder = outputFolder(out);
  const report = scan();
  if (report.points.every((p) => 'error' in p)) return finish(report, output);
  const files = [...scanFiles(report)].map(([name, text]) => folder.write(name, text));
  if (!output.json) output.line(files.join(', '));
  return finish({ ...report, document: { ...report.document, files } }, output);
}
