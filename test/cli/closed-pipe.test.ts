import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

/** The exit code of a command whose reader goes away after the first piece of output. */
function afterEarlyClose(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/program/main.js', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

test('a reader that closes early does not change what became of the claims', async () => {
  const many = (first: string): string =>
    [first, ...Array.from({ length: 1500 }, (_, k) => `prove X_0 = X_0 + 0 Z_${k}`)].join('\n');
  expect(await afterEarlyClose(['prove', many('prove X_0 = Z_0')])).toBe(1);
  expect(await afterEarlyClose(['prove', many('prove X_0 = X_0')])).toBe(0);
});
