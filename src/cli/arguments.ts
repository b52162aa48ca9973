import type { Command, Option } from 'commander';
import { editDistance } from '../meaning/index.js';
import { refuse } from '../text/index.js';

/**
 * Sorts raw arguments into documented long options and operands, so that an expression may begin with a minus sign:
 * whatever is no documented option is an operand. The result is safe for commander: operands come after `--`.
 *
 * @diagnostic `unknown-option` for what looks like a long option but is none
 */
export function sortArguments(command: Command, raw: readonly string[]): string[] {
  const options = new Map<string, Option>();
  for (const option of command.createHelp().visibleOptions(command)) if (option.long) options.set(option.long, option);
  const chosen: string[] = [];
  const operands: string[] = [];
  for (let k = 0; k < raw.length; k++) {
    const argument = raw[k]!;
    if (argument === '--') {
      operands.push(...raw.slice(k + 1));
      break;
    }
    const [name = '', value] = splitOption(argument);
    const option = options.get(name);
    if (!option) {
      if (/^--[a-z][a-z-]*$/u.test(name)) unknownOption(name, [...options.keys()], command.name());
      operands.push(argument);
      continue;
    }
    if (option.required) {
      const given = value ?? raw[++k];
      if (given === undefined) {
        refuse('option-value', `${name} needs a value`, { hint: `as in ${option.flags}` });
      }
      chosen.push(`${name}=${given}`);
    } else if (value !== undefined) {
      refuse('option-value', `${name} takes no value`);
    } else {
      chosen.push(name);
    }
  }
  return [...chosen, '--', ...operands];
}

function splitOption(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return argument.startsWith('--') && at > 0 ? [argument.slice(0, at), argument.slice(at + 1)] : [argument, undefined];
}

function unknownOption(name: string, known: readonly string[], command: string): never {
  const near = known.find((k) => editDistance(k, name) <= 2);
  refuse('unknown-option', `spinlaw ${command} has no option ${name}`, {
    hint: near ? `did you mean ${near}?` : `spinlaw ${command} --help lists the options`,
  });
}
