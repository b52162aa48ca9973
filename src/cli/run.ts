import { runReport } from '../report/index.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import { finish, listenerOf } from './output.js';

export const runCommand = command({
  operands: '[file...]',
  example: ['$ spinlaw run proofs/chain/eq-16-heat-current.spin'],
  options: [],
  run(operands, { set }, output) {
    const source = onlyInput(operands, 'the script');
    if (source.name === '<argument>' && source.text.trim() === '')
      refuse('missing-input', 'there is nothing to run', {
        hint: 'give a script: spinlaw run FILE, or - for standard input',
      });
    return finish(runReport(source, set, listenerOf(output)), output);
  },
});
