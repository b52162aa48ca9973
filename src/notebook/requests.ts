import { type Request, commandHelp, commandNames, readCommand, requestOf } from '../workbench/front.js';
import { sliderUsage } from './slider.js';

/** Commands of the dialogue that a notebook does in other ways, with the way. */
const elsewhere: Readonly<Record<string, string>> = {
  quit: 'close the page to leave; the notebook is kept',
  more: 'a result is shown in full',
  time: 'the time of each run is beside its result',
  save: 'the Save menu writes the notebook as a file',
  load: 'the Open button reads a file',
};

/** A command of a cell as a request; a sentence where it is none. */
export function requestFor(line: string): Request | string {
  const command = readCommand(line);
  if (command.kind === 'unknown') return `there is no command ${command.name}: :help lists them`;
  if (command.kind === 'misused') return `write ${command.usage}`;
  return (
    requestOf(command) ?? elsewhere[command.kind] ?? `:${command.kind} is a command of the dialogue in the terminal`
  );
}

/** The commands that a cell can have, with their description. */
export const cellCommands: readonly { readonly name: string; readonly about: string }[] = [
  ...commandNames
    .filter((name) => !(name.slice(1) in elsewhere))
    .map((name) => ({ name, about: commandHelp.find(([usage]) => usage.includes(name))?.[1] ?? '' })),
  { name: ':slider', about: `${sliderUsage}: a parameter with a handle` },
];
