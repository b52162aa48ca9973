import { editDistance } from '../language/closeness.js';
import type { Diagnostic } from '../text/index.js';
import { type Command, commandNames } from './commands.js';

/** The error of a command that does not exist, or whose arguments are wrong; undefined for every other command. */
export function refusalOf(command: Command): Diagnostic | undefined {
  if (command.kind === 'misused')
    return {
      kind: 'input',
      code: 'command-usage',
      message: 'the command is not complete or says too much',
      hint: `write ${command.usage}`,
    };
  if (command.kind !== 'unknown') return undefined;
  const { name } = command;
  const near =
    commandNames.find((known) => known.startsWith(name) && name.length > 1) ??
    commandNames.find((known) => editDistance(known, name) <= 2);
  return {
    kind: 'input',
    code: 'unknown-command',
    message: `there is no command ${name}`,
    hint: near ? `did you mean ${near}?` : '? lists the commands',
  };
}
