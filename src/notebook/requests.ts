import {
  type Request,
  commandHelp,
  commandNames,
  notebookInstead,
  readCommand,
  requestOf,
  sliderHelp,
} from '../workbench/front.js';

/** A command of a cell as a request; a sentence where it is none. */
export function requestFor(line: string): Request | string {
  const command = readCommand(line);
  if (command.kind === 'unknown') return `there is no command ${command.name}: :help lists them`;
  if (command.kind === 'misused') return `write ${command.usage}`;
  return (
    notebookInstead[`:${command.kind}`] ??
    requestOf(command) ??
    `:${command.kind} is a command of the dialogue in the terminal`
  );
}

/** The commands that a cell can have, with their description. */
export const cellCommands: readonly { readonly name: string; readonly about: string }[] = [
  ...commandNames
    .filter((name) => !(name in notebookInstead))
    .map((name) => ({ name, about: commandHelp.find(([usage]) => usage.includes(name))?.[1] ?? '' })),
  { name: ':slider', about: sliderHelp.join(': ') },
];
