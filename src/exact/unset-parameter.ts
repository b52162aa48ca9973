import { type CellDoor, refuse } from '../text/index.js';

/**
 * Refuses to compute a number from a parameter without a value. The hints name the doors, because each gives values in
 * its own way.
 *
 * @param name     of the parameter, as typed in ASCII
 * @param message  what needs the value
 * @diagnostic `unset-parameter`
 */
export function refuseUnset(name: string, message = `the parameter ${name} has no value`): never {
  return refuse('unset-parameter', message, {
    hint: `give it one: ${name} = 1 above its first use, --set ${name}=1 on the command line, or parameters: { ${name}: 1 } in a call of the library`,
    hintInCells: valueInCells([name], '1'),
  });
}

/** How parameters get a value in the cells of a notebook. */
export function valueInCells(names: readonly string[], value: string): Readonly<Record<CellDoor, string>> {
  const whom = names.length === 1 ? 'it' : 'each';
  const statements = names.map((name) => `${name} = ${value}`).join('; ');
  const inCell = `give ${whom} a value in a cell above, and run the cells again: ${statements}`;
  return { jupyter: inCell, notebook: `${inCell}, or a handle: :slider ${names[0]!} 0..2 at ${value}` };
}
