import {
  type Scan,
  type SteadyCommandOptions,
  type SteadyQuestion,
  onAllCores,
  optionName,
  steadyOptions,
  steadyQuestion,
  steadyScanOf,
  threadsOption,
} from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type Output, finish, listenerOf } from './output.js';
import { steadyPointCommand } from './steady-point.js';
import { stoppableScan } from './steady-stoppable.js';
import { storeOption, storedInput, storedScan } from './stored-points.js';

type Options = CommonOptions & SteadyCommandOptions & { readonly store?: string };

export const steadyCommand = command<Options>({
  operands: '[script...]',
  example: [
    '$ spinlaw steady driven.spin --ring 8 --set eps_d=1.5 --set eps_ph=1 --observe H0,JH',
    '$ spinlaw steady driven.spin --ring 10 --ensemble gge:C1,C2,C3,conserved(JS) --json',
    '$ spinlaw steady driven.spin --ring 8 --scan B=-2:2:0.5 --observe JH,JS',
  ],
  options: [...steadyOptions, storeOption, threadsOption],
  async run(operands, given, output, resources) {
    const options = onAllCores(given);
    const { store } = options;
    const question = steadyQuestion(options);
    const { scan } = question;
    if (!scan) {
      if (store !== undefined)
        refuse('option-alone', '--store goes with --scan', {
          hint: `as in --scan B=-2:2:0.5 --store ${store}; one point is a sweep as well: spinlaw sweep --help`,
        });
      return steadyPointCommand.run(operands, options, output, resources);
    }
    if (store !== undefined) return storedSteady(operands, { ...question, scan }, { ...options, store }, output);
    const source = onlyInput(operands, 'the script');
    return stoppableScan({ source, question: { ...question, scan }, json: output.json }, output);
  },
});

/** A scan whose points are kept in a store, where those of sweeps are too. */
async function storedSteady(
  operands: readonly string[],
  question: SteadyQuestion & { readonly scan: Scan },
  options: Options & { readonly store: string },
  output: Output,
): Promise<ExitCode> {
  const { scan } = question;
  const specs = steadyOptions.filter((o) => optionName(o) !== '--scan');
  const input = storedInput(operands, 'the script');
  const answers = await storedScan({ command: 'steady', input, options, specs, scan }, options.store, output);
  return finish(steadyScanOf(question, answers, listenerOf(output)), output);
}
