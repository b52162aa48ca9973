import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

test('everything that the entries export is documented, and every type of a signature is exported', () => {
  const typedoc = join(dirname(createRequire(import.meta.url).resolve('typedoc/package.json')), 'bin/typedoc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, '--emit', 'none'], { encoding: 'utf8' });
  expect(stdout + stderr).not.toMatch(/warning|error/u);
  expect(status).toBe(0);
}, 120_000);
