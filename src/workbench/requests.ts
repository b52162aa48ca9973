import type { Command } from './commands.js';
import type { Request } from './messages.js';

/** The request of a command that the workbench answers, or undefined where a door answers the command itself. */
export function requestOf(command: Command): Request | undefined {
  switch (command.kind) {
    case 'help':
      return { kind: 'help', topic: command.topic };
    case 'names':
    case 'clear':
    case 'model':
      return { kind: command.kind };
    case 'latex':
    case 'json':
      return { kind: 'write', form: command.kind, expression: command.expression };
    case 'charges':
      return { kind: 'charges', expression: command.expression, upto: command.upto };
    case 'form':
      return { kind: 'form', form: command.form };
    case 'prove':
    case 'perturb':
    case 'integrable':
    case 'steady':
    case 'gas':
    case 'plot':
    case 'figures':
      return { kind: command.kind, text: command.text };
    case 'check':
      return { kind: 'check', pattern: command.pattern, where: command.where };
    case 'forget':
      return { kind: 'forget', name: command.name };
    default:
      return undefined;
  }
}
