// Driven chains whose unit cell is longer than two sites, against the same physics on chains with shorter cells.
import { describe, expect, test } from 'vitest';
import { chainSteadyState } from '../../src/library/index.js';

const tolerance = 9;

async function seen(text: string, sites: number, names: readonly string[]): Promise<number[]> {
  const { value } = await chainSteadyState(text, { sites, observe: names });
  return names.map((name) => value.observables[name]!);
}

const same = (a: readonly number[], b: readonly number[]): void => {
  expect(a.length).toBe(b.length);
  a.forEach((x, k) => expect(x).toBeCloseTo(b[k]!, tolerance));
};

/** An XXZ chain in a field without symmetries but translation; `turned` is the site whose spin is rotated by π about z. */
const chain = (turned: (letter: string, offset: number) => string): string => {
  const sum = (word: (j: number) => string): string => [0, 1, 2].map((j) => word(j)).join(' + ');
  const x = (j: number): string => turned('X', j);
  const y = (j: number): string => turned('Y', j);
  const z = (j: number): string => `Z_<3j+${j}>`;
  return `H = sum_j ${sum((j) => `0.7 ${x(j)} ${x(j + 1)} + 0.7 ${y(j)} ${y(j + 1)} + 0.4 ${z(j)} ${z(j + 1)} + 0.3 ${x(j)} ${z(j + 1)} + 0.2 ${z(j)}`)}
M = sum_j ${sum(z)}
J = sum_j ${sum((j) => `${x(j)} ${y(j + 1)} - ${y(j)} ${x(j + 1)}`)}
hamiltonian H
drive 0.4 cos(1.3 t) (sum_j ${sum((j) => `${x(j)} ${y(j + 1)} + 0.5 ${z(j)} + 0.2 ${y(j)}`)}) with width = 0.3
bath sum_j ${sum((j) => `(0.5 ${x(j)} ${x(j + 1)} + 0.3 ${z(j)}) (a_<3j+${j}> + a†_<3j+${j}>)`)} with temperature = 1, frequency = 1, width = 0.4
jump 0.1 sum_j ${sum((j) => `${z(j)} ${z(j + 1)} + i ${x(j)}`)}
`;
};
const plain = (letter: string, offset: number): string => `${letter}_<3j+${offset}>`;
/** X and Y of every third site change their signs. */
const everyThird = (letter: string, offset: number): string =>
  offset % 3 === 0 ? `(-${letter}_<3j+${offset}>)` : `${letter}_<3j+${offset}>`;

describe('a steady state', () => {
  test('does not change when every third spin is rotated, which makes the period three', async () => {
    same(await seen(chain(everyThird), 6, ['H', 'M', 'J']), await seen(chain(plain), 6, ['H', 'M', 'J']));
  });

  test('notices a sign that is forgotten', async () => {
    const [whole, wrong] = [chain(everyThird), chain(everyThird).replace('0.2 (-Y_<3j+0>)', '0.2 (Y_<3j+0>)')];
    expect(wrong).not.toBe(whole);
    const [a, b] = [await seen(whole, 6, ['H']), await seen(wrong, 6, ['H'])];
    expect(Math.abs(a[0]! - b[0]!)).toBeGreaterThan(1e-6);
  });

  const spins = (leg: string): string => {
    const at = (cell: string): string => (leg === '' ? `<${cell}>` : `{${cell},${leg}}`);
    const [p, q] = [at('j'), at('j+1')];
    return `0.7 X_${p} X_${q} + 0.5 Y_${p} Y_${q} + 0.3 Z_${p} Z_${q} + 0.4 X_${p}`;
  };
  const model = (legs: readonly string[], declared: string): string => {
    const sum = (of: (leg: string) => string): string => legs.map(of).join(' + ');
    const at = (leg: string): string => (leg === '' ? '<j>' : `{j,${leg}}`);
    return `${declared}H = sum_j ${sum(spins)}
M = sum_j ${sum((leg) => `Z_${at(leg)}`)}
hamiltonian H
bath sum_j ${sum((leg) => `(0.3 Z_${at(leg)} + 0.2 Y_${at(leg)}) (a_${at(leg)} + a†_${at(leg)})`)} with temperature = 1, frequency = 1, width = 0.4
${legs.map((leg) => `jump 0.3 (X_${at(leg)} - i Y_${at(leg)})`).join('\n')}
`;
  };

  test('of two legs that are not coupled is that of one', async () => {
    const ladder = await seen(model(['1', '2'], 'legs 2\n'), 6, ['H', 'M']);
    same(ladder, await seen(model([''], ''), 3, ['H', 'M']));
  });

  test('does not depend on the order of the species', async () => {
    const coupled = (order: string, K: number): string =>
      model(['up', 'down'], `species ${order}\n`).replace(
        'H = sum_j ',
        `H = sum_j ${K} X_{j,up} Z_{j,down} + 0.2 Y_{j,up} X_{j+1,down} + `,
      );
    same(await seen(coupled('up, down', 0.6), 6, ['H', 'M']), await seen(coupled('down, up', 0.6), 6, ['H', 'M']));
    const [a, b] = [await seen(coupled('up, down', 0.6), 6, ['H']), await seen(coupled('up, down', 0), 6, ['H'])];
    expect(Math.abs(a[0]! - b[0]!)).toBeGreaterThan(1e-6);
  });

  test('needs a ring of whole cells', async () => {
    await expect(seen(model(['1', '2'], 'legs 2\n'), 5, ['H'])).rejects.toMatchObject({ code: 'odd-ring' });
    await expect(seen(chain(everyThird), 8, ['H'])).rejects.toMatchObject({ code: 'odd-ring' });
  });
});
