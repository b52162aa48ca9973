import { refuse } from '../text/index.js';

/**
 * Refuses to compute a number from a parameter without a value. The hint names the three doors, because each gives
 * values in its own way.
 *
 * @param name     of the parameter, as typed in ASCII
 * @param message  what needs the value
 * @diagnostic `unset-parameter`
 */
export function refuseUnset(name: string, message = `the parameter ${name} has no value`): never {
  return refuse('unset-parameter', message, {
    hint: `give it one: ${name} = 1 above its first use, --set ${name}=1 on the command line, or parameters: { ${name}: 1 } in a call of the library`,
  });
}
