import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two driven levels at so many places. */
function gasAt(places: readonly string[]): string {
  const file = join(folder, `${places.length}.spin`);
  const couplings = places.map((x) => `δ(x - ${x}) W`).join(' + ');
  writeFileSync(
    file,
    `W = 1.2 |1><1| + 0.9 |2><2| + 0.7 (|1><2| + h.c.)
gas 0.7 |2><2| + 1.3 cos(1.1 t) (|1><1| - 0.8 |2><2|), ${couplings} with mass = 1, density = 1
`,
  );
  return file;
}

describe('--threads', () => {
  test('the bundled program has the files with which threads start', () => {
    for (const name of ['gas-thread', 'chain-thread', 'charges-thread'])
      expect(existsSync(`dist/program/${name}.js`)).toBe(true);
  });

  test('a gas is the same with 1, 2 and 4 threads, and no thread keeps the program alive', () => {
    const file = gasAt(['0', '4/5', '19/10']);
    const [alone, ...shared] = ['1', '2', '4'].map((n) =>
      spinlaw(['gas', file, '--beta', '2', '--json', '--threads', n]),
    );
    expect(alone!.code).toBe(0);
    for (const { out, code } of shared) expect([code, out]).toEqual([0, alone!.out]);
  });

  test.each([
    ['gas', gasAt(['0']), 'option-value', '0'],
    ['gas', gasAt(['0']), 'too-large', '1000'],
    ['steady', 'examples/driven-chain.spin', 'option-value', 'two'],
  ])('%s %s refuses a number that is none: %s', (command, file, code, threads) => {
    const ring = command === 'steady' ? ['--ring', '4'] : [];
    expect(spinlaw([command, file, ...ring, '--threads', threads, '--json']).json.error.code).toBe(code);
  });

  test('a signal ends all threads', async () => {
    const file = gasAt(['0', '4/5', '19/10', '3', '5', '8']);
    const child = spawn(process.execPath, ['dist/program/main.js', 'gas', file, '--beta', '0.1', '--threads', '2']);
    setTimeout(() => child.kill('SIGINT'), 3000);
    const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
    expect(signal).toBe('SIGINT');
  });
});
