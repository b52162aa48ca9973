import { expect, test } from 'vitest';

import { readCommand } from '../../src/workbench/commands.js';
import type { Item, Request } from '../../src/workbench/messages.js';
import { Workbench } from '../../src/workbench/workbench.js';

/** The texts that a dialogue of these lines shows for its last one, and the code with which it ends. */
async function last(...lines: readonly string[]): Promise<{ text: string; code: number | undefined; items: Item[] }> {
  let items: Item[] = [];
  const workbench = new Workbench((item) => items.push(item));
  for (const line of lines) {
    items = [];
    await workbench.answer(
      line.startsWith(':')
        ? (readCommand(line) as unknown as Request)
        : { kind: 'run', source: { name: '<repl>', text: line }, whole: true },
    );
  }
  const text = items
    .flatMap((item) =>
      item.kind === 'error'
        ? [`${item.diagnostic.code}: ${item.diagnostic.message}`]
        : 'text' in item && item.kind !== 'progress'
          ? [item.text]
          : [],
    )
    .join('\n');
  const code = items.flatMap((item) => (item.kind === 'ended' ? [item.code] : [])).at(-1);
  return { text, code, items };
}

const chain = 'H = sum_j J S_j·S_<j+1>';

test(':prove decides claims with the definitions and results of the dialogue', async () => {
  expect(await last(chain, ':prove [H, sum_j Sz_j] = 0')).toMatchObject({
    text: expect.stringMatching(/^proved .*\n1 of 1 claims hold$/su),
    code: 0,
  });
  // Σ_j (−1)^j S^z_j does not commute with the exchange.
  expect(await last(chain, 'sum_j (-1)^j Sz_j', ':prove [H, ans] = 0')).toMatchObject({
    text: expect.stringMatching(/^FAILS /u),
    code: 1,
  });
  expect((await last(chain, '2 H', ':prove %1 = 2 H; refute %1 = H')).text).toMatch(/2 of 2 claims hold/u);
  expect((await last(chain, ':prove charge(H, 3) = 0 --modular')).code).toBe(1);
  expect((await last(chain, ':prove [H, charge(H, 3)] = 0 --modular')).text).toMatch(/prime/u);
});

test(':prove alone decides the claims of the dialogue once more', async () => {
  expect((await last(chain, 'prove H = H', 'refute H = 0', ':prove')).text).toMatch(/2 of 2 claims hold/u);
  expect((await last(chain, ':prove')).text).toMatch(/^no-claim/u);
});

test(':prove refuses results that do not exist, and options that exclude each other', async () => {
  expect((await last(chain, ':prove %4 = H')).text).toMatch(/^unknown-result: there is no result %4/u);
  expect((await last(chain, ':prove H = H --modular --probabilistic')).text).toMatch(/^two-modes/u);
  expect((await last(':prove --help')).text).toMatch(/--modular {2}/u);
});

test(':perturb takes V or the model, and H0 from the dialogue, an expression or a model by name', async () => {
  const staggered = 'sum_j (-1)^j Sz_j';
  // The staggered field keeps the magnetisation and breaks the first charge beyond the Hamiltonian.
  const kept = /broken/u;
  const given = await last(chain, 'hamiltonian H', `:perturb ${staggered} --upto 3 --cases 1`);
  expect(given.text).toMatch(kept);
  expect(given.code).toBe(0);
  const byName = await last(`:perturb ${staggered} --model xxx --upto 3 --cases 1`);
  const ofModel = await last(
    chain,
    'hamiltonian H',
    `drive ${staggered} cos(ω t) with width = 1`,
    '7',
    ':perturb --upto 3 --cases 1',
  );
  expect(byName.text).toBe(given.text);
  expect(ofModel.text).toMatch(kept);
  expect((await last(`:perturb ${staggered}`)).text).toMatch(/^missing-hamiltonian/u);
  expect((await last(`:perturb ${staggered} --field`)).text).toMatch(/^field-without-model/u);
  expect((await last(`:perturb ${staggered} --model xxx --hamiltonian H`)).text).toMatch(/^two-hamiltonians/u);
});

test(':integrable answers for the dialogue, an expression or a program', async () => {
  const integrable = /integrable/iu;
  expect((await last(chain, ':integrable')).text).toMatch(integrable);
  const typed = await last(':integrable sum_j Z_j Z_<j+1> + X_j + h Z_j --seconds 1');
  // The Ising chain in a tilted field, whose charges Theorem A excludes.
  expect(typed.text).toMatch(/not integrable/iu);
  expect(typed.code).toBe(0);
  expect((await last(':integrable spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 --seconds 1')).text).toMatch(integrable);
  const json = (await last(chain, ':integrable H --json')).items.find((item) => item.kind === 'document');
  expect(JSON.parse((json as { text: string }).text)).toMatchObject({ verdict: 'integrable', construction: 'boost' });
});
