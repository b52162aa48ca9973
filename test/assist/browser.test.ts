import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the room needs nothing of Node, so that it runs in a page', async () => {
  const { metafile } = await build({
    entryPoints: ['src/assist/index.ts'],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs);
  expect(files.length).toBeGreaterThan(50);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
});
