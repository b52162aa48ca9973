import { type SteadyCommandOptions, steadyOptions, steadyQuestion, steadyReport } from '../report/index.js';
import { programOf } from '../session/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';
import { stoppableScan } from './steady-stoppable.js';

export const steadyCommand = command<CommonOptions & SteadyCommandOptions>({
  operands: '[script...]',
  example: [
    '$ spinlaw steady driven.spin --ring 8 --set eps_d=1.5 --set eps_ph=1 --observe H0,JH',
    '$ spinlaw steady driven.spin --ring 10 --ensemble gge:C1,C2,C3,conserved(JS) --json',
    '$ spinlaw steady driven.spin --ring 8 --scan B=-2:2:0.5 --observe JH,JS',
  ],
  options: steadyOptions,
  async run(operands, options, output) {
    const question = steadyQuestion(options);
    const source = onlyInput(operands, 'the script');
    const { scan } = question;
    if (scan) return stoppableScan({ source, question: { ...question, scan }, json: output.json }, output);
    return finish(await steadyReport(question, programOf(source), listenerOf(output)), output);
  },
});
