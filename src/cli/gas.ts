import {
  type GasOptions,
  type GasScanReport,
  gasOptions,
  gasRequest,
  gasScan,
  gasScanOf,
  gasSourceOf,
  onAllCores,
  optionName,
  threadsOption,
} from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import { gasPointCommand } from './gas-point.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type Output, finish, listenerOf } from './output.js';
import { storeOption, storedInput, storedScan } from './stored-points.js';

type Options = CommonOptions & GasOptions & { readonly out?: string; readonly store?: string };

export const gasCommand = command<Options>({
  operands: '[model...]',
  example: [
    '$ spinlaw gas toy.spin --beta 0.05,1,5',
    '$ spinlaw gas model.json --beta 1 --energies 0.9,2.5 --json',
    'where toy.spin ends in: gas H, V with mass = 1, density = 1',
  ],
  options: [
    ...gasOptions,
    { flags: '--out <folder>', about: 'with --scan: write gas-scan.svg, .csv and .json there' },
    storeOption,
    threadsOption,
  ],
  run(operands, given, output) {
    const options = onAllCores(given);
    const request = gasRequest(options);
    const { scan } = request;
    const { out, store } = options;
    for (const [name, value] of Object.entries({ out, store }))
      if (value !== undefined && !scan)
        refuse('option-alone', `--${name} goes with --scan`, { hint: `as in --scan lambda=0:2:0.1 --${name} scan` });
    if (!scan) return gasPointCommand.run(operands, options, output);
    const listener = listenerOf(output);
    const made = async (): Promise<GasScanReport> => {
      if (store === undefined) {
        const source = gasSourceOf(onlyInput(operands, 'the model'));
        return gasScan({ ...request, scan }, source, listener);
      }
      const specs = gasOptions.filter((o) => optionName(o) !== '--scan');
      const input = storedInput(operands, 'the model');
      return gasScanOf(
        scan,
        await storedScan({ command: 'gas', input, options, specs, scan }, store, output),
        listener,
      );
    };
    return out === undefined ? made().then((report) => finish(report, output)) : scanInto(out, made, output);
  },
});

/** Makes a scan, and writes its files if any point has an answer. */
async function scanInto(out: string, scan: () => Promise<GasScanReport>, output: Output): Promise<ExitCode> {
  const { outputFolder, scanFiles } = await import('../document/index.js');
  const folder = outputFolder(out);
  const report = await scan();
  if (report.points.every((p) => 'error' in p)) return finish(report, output);
  const files = [...scanFiles(report)].map(([name, text]) => folder.write(name, text));
  if (!output.json) output.line(files.join(', '));
  return finish({ ...report, document: { ...report.document, files } }, output);
}
