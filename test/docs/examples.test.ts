import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// Every script and model in examples/ is run: each command in its comments, and what is known of its answers.

const scripts = readdirSync('examples').filter((name) => name.endsWith('.spin'));

/** Arguments of the commands in the comments of a script: `#   spinlaw prove examples/x.spin`. */
const commandsOf = (text: string): string[][] =>
  [...text.matchAll(/^# {3}spinlaw (?<args>.*)$/gmu)].map(({ groups }) => groups!.args!.split(' '));

function run(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['dist/program/main.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

const json = (args: readonly string[]): Record<string, unknown> =>
  JSON.parse(run([...args, '--json']).stdout) as Record<string, unknown>;

describe.each(scripts)('examples/%s', (name) => {
  const commands = commandsOf(readFileSync(`examples/${name}`, 'utf8'));

  test('says how it is run', () => {
    expect(commands.length).toBeGreaterThan(0);
    for (const args of commands) expect(args).toContain(`examples/${name}`);
  });

  test.each(commands.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
    const { status, stdout, stderr } = run(args);
    expect(stderr).not.toContain('error');
    expect(stdout).not.toBe('');
    expect(status).toBe(0);
  });
});

/** Another program, by exact diagonalisation with matrices in real space: N = 8, (ε_d/ε_ph)² = 5/2. */
test('the driven chain has the known steady state', () => {
  const { observables } = json(
    'steady examples/driven-chain.spin --ring 8 --set eps_d=1.5811388300841898 --observe H0,JH,JS,C3,C1'.split(' '),
  ) as { observables: Record<string, number> };
  expect(observables['H0']).toBeCloseTo(-0.20429, 5);
  expect(observables['JH']).toBeCloseTo(0.0008511, 7);
  expect(observables['JS']).toBeCloseTo(0.0046958, 7);
  expect(observables['C3']).toBeCloseTo(-0.0038447, 7);
  expect(observables['C1']).toBeCloseTo(-0.17241, 5);
});

describe('the driven gas', () => {
  const populations = (file: string, ...more: string[]): number[] =>
    (json(['gas', `examples/${file}`, '--beta', '1', ...more]) as { results: { populations: number[] }[] }).results[0]!
      .populations;

  test('has the known populations at β = 1, as a script and as JSON', () => {
    for (const file of ['driven-gas.spin', 'gas-toy.json'])
      [0.4998, 0.2955, 0.2047].forEach((p, j) => expect(populations(file)[j]).toBeCloseTo(p, 4));
  });

  test('is at equilibrium without its drive: gas (6)', () => {
    const weights = [0, 0.7, 1.6].map((energy) => Math.exp(-energy));
    const sum = weights.reduce((a, b) => a + b);
    const found = populations('driven-gas.spin', '--set', 'lambda=0');
    weights.forEach((w, j) => expect(found[j]).toBeCloseTo(w / sum, 9));
  });
});
