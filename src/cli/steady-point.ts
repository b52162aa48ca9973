import { type SteadyCommandOptions, steadyOptions, steadyQuestion, steadyReport } from '../report/index.js';
import { programOf } from '../session/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

/** `steady` at one set of parameters, which is also a task of a sweep. */
export const steadyPointCommand = command<CommonOptions & SteadyCommandOptions>({
  operands: '[script...]',
  example: [],
  options: steadyOptions,
  async run(operands, options, output, { cache } = {}) {
    const question = steadyQuestion(options);
    const source = onlyInput(operands, 'the script');
    return finish(await steadyReport(question, programOf(source), listenerOf(output), cache), output);
  },
});
