import type { Command, Option } from 'commander';
// Only the names are imported, because loading the whole language would delay every command.
import { editDistance } from '../language/closeness.js';
import { canonicalName } from '../language/names.js';
import { refuse, shellWord } from '../text/index.js';

/**
 * Sorts raw arguments into documented long options and operands. Everything that is not a documented option is an
 * operand, so that an expression may begin with a minus sign. In the result operands come after `--`, as commander
 * requires.
 *
 * @diagnostic `unknown-option` for an argument that looks like a long option but is not one; `option-value`;
 *   `option-twice` for two values of an option that takes one
 */
export function sortArguments(command: Command, raw: readonly string[]): string[] {
  const options = new Map<string, Option>();
  for (const option of command.createHelp().visibleOptions(command)) if (option.long) options.set(option.long, option);
  const chosen: string[] = [];
  const operands: string[] = [];
  const values = new Map<string, string>();
  for (let k = 0; k < raw.length; k++) {
    const argument = raw[k]!;
    if (argument === '--') {
      operands.push(...raw.slice(k + 1));
      break;
    }
    const [name = '', value] = splitOption(argument);
    const option = options.get(name);
    if (!option) {
      if (/^--[a-z][a-z-]*$/u.test(name)) unknownOption(command, raw, name, [...options.keys()]);
      operands.push(argument);
      continue;
    }
    if (option.required) {
      const given = value ?? raw[++k];
      if (given === undefined) {
        refuse('option-value', `${name} needs a value`, { hint: `as in ${option.flags}` });
      }
      if (given.trim() === '')
        refuse('option-value', `${name} needs a value, and nothing stands there`, { hint: `as in ${option.flags}` });
      const repeatable = option.variadic || Array.isArray(option.defaultValue);
      if (!repeatable && (values.get(name) ?? given) !== given) {
        refuse('option-twice', `${name} is given twice, as ${values.get(name)} and as ${given}`, {
          hint: 'give it once',
        });
      }
      values.set(name, given);
      chosen.push(`${name}=${given}`);
      if (option.variadic) {
        // Further values are lists as well, as in gge:… gge:…, or the exact state, which the reader of the option refuses.
        // Anything else is an operand.
        const isFurther = (text = ''): boolean => text === 'exact' || text.startsWith('gge:');
        for (; isFurther(raw[k + 1]); k++) chosen.push(`${name}=${raw[k + 1]!}`);
      }
    } else if (value !== undefined) {
      refuse('option-value', `${name} takes no value`);
    } else {
      chosen.push(name);
    }
  }
  return [...chosen, '--', ...operands];
}

/** Names to which `--set` gives two values, each with the last value, which is the one that counts. */
export function overridden(settings: readonly string[]): string[] {
  const values = new Map<string, string>();
  const twice = new Map<string, string>();
  for (const setting of settings) {
    const at = setting.indexOf('=');
    // The reader of the setting reports that it is malformed.
    if (at < 1) continue;
    const [name, value] = [canonicalName(setting.slice(0, at).trim()), setting.slice(at + 1).trim()];
    if ((values.get(name) ?? value) !== value) twice.set(name, value);
    values.set(name, value);
  }
  return [...twice.keys()].map((name) => `--set ${name} is given twice; the last counts, ${values.get(name)}`);
}

function splitOption(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return argument.startsWith('--') && at > 0 ? [argument.slice(0, at), argument.slice(at + 1)] : [argument, undefined];
}

function unknownOption(command: Command, raw: readonly string[], name: string, known: readonly string[]): never {
  const near = known.find((k) => editDistance(k, name) <= 2);
  const spinlaw = `spinlaw ${command.name()}`;
  // What is given without an option may be taken for the value of one: `docs --script FILE`.
  const isOperand = command.registeredArguments.some((operand) => name === `--${operand.name()}`);
  const without = raw.flatMap((word) => (word === name ? [] : [word.replace(`${name}=`, '')]));
  refuse('unknown-option', `${spinlaw} has no option ${name}`, {
    hint: isOperand
      ? `leave ${name} out: ${[spinlaw, ...without.map(shellWord)].join(' ')}`
      : near
        ? `did you mean ${near}?`
        : `${spinlaw} --help lists the options`,
  });
}
