import { decimal, drudeReport, optionSpan, optionParts, ringOption } from '../report/index.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

interface DrudeOptions extends CommonOptions {
  readonly ring?: string;
  readonly current?: string;
  readonly charges?: string;
  readonly temperature: string;
}

export const drudeCommand = command<DrudeOptions>({
  operands: '[script...]',
  example: [
    '$ spinlaw drude driven.spin --ring 8 --set J=1 --set Delta=4/5 --current JS --charges C1,C2,C3 --temperature 1',
  ],
  options: [
    { flags: '--ring <N>', about: 'number of sites' },
    { flags: '--current <name>', about: 'an operator of the script, or an expression: a sum over the chain' },
    {
      flags: '--charges <names>',
      about: 'conserved quantities, separated by commas; the share of each depends on the order',
    },
    {
      flags: '--temperature <T>',
      about: 'of the thermal state; inf for infinite temperature',
      default: 'inf',
    },
  ],
  async run(operands, options, output) {
    const sites = ringOption(options);
    const current =
      options.current ??
      refuse('missing-current', 'the current is missing', {
        hint: 'as in --current JS, or an expression in the names of the script',
      });
    const charges = options.charges === undefined ? [] : optionParts('--charges', options.charges, 'C1,C2,C3');
    const question = { sites, current, charges, temperature: temperatureOf(options.temperature), set: options.set };
    return finish(await drudeReport(question, onlyInput(operands, 'the script'), listenerOf(output)), output);
  },
});

/** A positive number, or inf. */
function temperatureOf(text: string): number {
  const value = /^inf(?:inity)?$/iu.test(text.trim()) ? Infinity : decimal(text.trim());
  if (value === undefined || !(value > 0))
    refuse('option-value', `--temperature takes a positive number or inf, not "${text}"`, {
      span: optionSpan('--temperature', text),
      hint: 'as in --temperature 1',
    });
  return value;
}
