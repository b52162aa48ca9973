import { describe, expect, test } from 'vitest';

import { diagnosticsOf } from '../../src/assist/index.js';
import { readSlider } from '../../src/notebook/slider.js';
import type { CellDoor } from '../../src/text/index.js';
import { readCommand } from '../../src/workbench/commands.js';
import type { Item, Request } from '../../src/workbench/messages.js';
import { requestOf } from '../../src/workbench/requests.js';
import { Workbench } from '../../src/workbench/workbench.js';

const doors = ['jupyter', 'notebook'] as const;

/** A session of cells: the hints of the errors of each text that is typed. */
function session(cells?: CellDoor) {
  let items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item), { cells });
  return async (...requests: readonly (string | Request)[]): Promise<(string | undefined)[]> => {
    items = [];
    for (const asked of requests) {
      const command = typeof asked === 'string' && asked.startsWith(':') ? requestOf(readCommand(asked)) : undefined;
      const run = { kind: 'run', source: { name: 'cell 1', text: String(asked) }, whole: true } as const;
      await workbench.answer(typeof asked === 'string' ? (command ?? run) : asked);
    }
    return items.flatMap((item) => (item.kind === 'error' ? [item.diagnostic.hint] : []));
  };
}

const model =
  'H = sum_j J (X_j X_<j+1> + Y_j Y_<j+1>)\nhamiltonian H\nbath sum_j Z_j (a_j + a†_j) with temperature = 1, frequency = 1, width = 1/2\njump 1/10 S-_j';

/** Errors whose hints on the command line cannot be followed in a cell. */
const errors: Readonly<Record<string, readonly (string | Request)[]>> = {
  'a parameter without a value': [model, ':steady 4'],
  'a parameter without a value in an export': [
    'A = J X_0',
    { kind: 'export', format: 'openfermion', expression: 'A', sites: '2' } as unknown as Request,
  ],
  'a definition as a parameter': ['a = 1', 'with a = 2: a'],
  'a value and a setting': [{ kind: 'set', settings: ['a=1'] }, 'with a = 2: a X_0'],
  'a recursion that ends': ['charge(sum_j X_j X_<j+1> + Y_j Z_<j+1> + X_j, 4)'],
  'a conserved part': ['conserved(X_0)'],
  'a gas in the place of a chain': [
    'gas |2><2|, δ(x) |1><1| with mass = 1, density = 1\nhamiltonian sum_j X_j',
    ':steady 4',
  ],
};

describe.each(doors)('the hints in the cells of %s', (door) => {
  test.each(Object.keys(errors))('do not speak of a command line: %s', async (name) => {
    const [elsewhere] = await session()(...errors[name]!);
    expect(elsewhere).toMatch(/--set|spinlaw /u);
    const hints = await session(door)(...errors[name]!);
    expect(hints).toHaveLength(1);
    expect(hints[0]).not.toMatch(/--set|spinlaw |command line|library/u);
  });

  test('give a value as it is given in a cell', async () => {
    const type = session(door);
    const [hint] = await type(model, ':steady 4');
    const statement = /again: (?<statement>[^,]+)/u.exec(hint!)!.groups!['statement']!;
    expect(await type(':clear', statement, model, ':steady 4')).toEqual([]);
  });
});

test('a slider is proposed where there are sliders', async () => {
  const [hint] = await session('notebook')(model, ':steady 4');
  const slider = readSlider(/:slider .*$/u.exec(hint!)![0]);
  expect(slider).toMatchObject({ name: 'J', value: 1 });
  expect((await session('jupyter')(model, ':steady 4'))[0]).not.toContain(':slider');
});

test('the same hint is shown while one types', () => {
  const text = 'a = 1\nwith a = 2: a';
  const hints = (cells?: CellDoor) => diagnosticsOf(text, { ...(cells && { cells }) }).map(({ hint }) => hint);
  expect(hints()[0]).toContain('--set a=');
  expect(hints('notebook')[0]).toContain(':slider a');
});
