import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// A package of its own that depends on the packed one, and on vitest and fast-check; nothing else is configured.

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-user-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, NO_COLOR: '1', CI: '1', VITEST: undefined },
  });

test('the examples of the README and of the guide run and have types in a package outside', {
  timeout: 180_000,
}, () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { filename: string }[];
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'spinlaw'), { recursive: true });
  run('tar', 'xzf', packed!.filename, '-C', 'node_modules/spinlaw', '--strip-components=1');
  for (const name of readdirSync('node_modules')) {
    if (!name.startsWith('.')) symlinkSync(resolve('node_modules', name), join(modules, name));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', type: 'module', private: true }));
  cpSync('test/testing/readme-example.test.ts', join(folder, 'example.test.ts'));
  cpSync('test/guides/test-your-own-perturbation.test.ts', join(folder, 'guide.test.ts'));
  expect(run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run')).toMatch(/Tests +8 passed/u);
  run(
    process.execPath,
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    'example.test.ts',
    'guide.test.ts',
  );
});
