import { type GasOptions, gasOptions, gasReport, gasRequest, gasSourceOf } from '../report/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

/** `gas` for one model, which is also a task of a sweep. */
export const gasPointCommand = command<CommonOptions & GasOptions>({
  operands: '[model...]',
  example: [],
  options: gasOptions,
  run(operands, options, output) {
    const source = gasSourceOf(onlyInput(operands, 'the model'));
    return finish(gasReport(gasRequest(options), source, listenerOf(output)), output);
  },
});
