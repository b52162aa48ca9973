import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';

import { Engine } from '../../src/repl/engine.js';
import { Journal } from '../../src/workbench/journal.js';
import type { Item } from '../../src/workbench/messages.js';

const built = new URL('../../dist/repl/worker.js', import.meta.url);
let engine: Engine;

/** Longer than any test: the longest time a timer takes, 24 days. Nothing ends by running out of patience. */
const forever = 2 ** 31 - 1;

afterEach(() => engine.close());

async function shown(text: string, journal: Journal, after?: number): Promise<Item[]> {
  const items: Item[] = [];
  const done = engine.ask({ kind: 'run', source: { name: '<repl>', text }, whole: false }, (item) => {
    items.push(item);
    if ('entry' in item) journal.add(item.entry);
  });
  if (after !== undefined) setTimeout(() => engine.interrupt(), after);
  await done;
  return items;
}

test('a long computation heeds an interruption, and definitions survive', async () => {
  const journal = new Journal();
  engine = new Engine(built, journal, forever);
  await shown('H = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>', journal);
  const items = await shown('C = charge(H, 18)', journal, 500);
  expect(items).toMatchObject([{ kind: 'error', diagnostic: { code: 'interrupted' } }]);
  expect(await shown('range(H)', journal)).toMatchObject([{ kind: 'value', text: '2' }]);
  expect(engine.vocabulary.names).toContain('H');
});

/** A worker that answers, hangs on "hang", dies on "die", and says what it was asked to restore. */
function stub(): URL {
  const file = join(mkdtempSync(join(tmpdir(), 'spinlaw-')), 'stub.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (request) => {
      const text = request.kind === 'run' ? request.source.text : request.kind;
      if (text === 'hang') for (;;);
      if (text === 'die') throw new Error('dead');
      const entry = { kind: 'definition', text, uses: [] };
      if (request.kind === 'run') parentPort.postMessage({ kind: 'item', item: { kind: 'parameter', entry, summary: text } });
      else parentPort.postMessage({ kind: 'item', item: { kind: 'text', text: text + ' ' + (request.entries ?? request.settings).map((e) => e.text ?? e).join() } });
      parentPort.postMessage({ kind: 'done' });
    });`,
  );
  return pathToFileURL(file);
}

test('a worker that does not heed an interruption is replaced, and the session made again', async () => {
  const journal = new Journal();
  engine = new Engine(stub(), journal, 50);
  await shown('a', journal);
  await shown('b', journal);
  const items = await shown('hang', journal, 100);
  expect(items).toMatchObject([
    { kind: 'remark', text: expect.stringContaining('did not stop') },
    { kind: 'text', text: 'restore a,b' },
  ]);
  expect(await shown('c', journal)).toMatchObject([{ summary: 'c' }]);
});

test('a second Ctrl-C does not wait', async () => {
  const journal = new Journal();
  engine = new Engine(stub(), journal, forever);
  await shown('a', journal);
  setTimeout(() => engine.interrupt(), 200);
  const items = await shown('hang', journal, 100);
  expect(items[0]).toMatchObject({ kind: 'remark', text: expect.stringContaining('did not stop') });
  expect(await shown('c', journal)).toMatchObject([{ summary: 'c' }]);
});

test('a worker that dies is replaced, and the bug is shown', async () => {
  const journal = new Journal();
  engine = new Engine(stub(), journal);
  await shown('a', journal);
  const items = await shown('die', journal);
  expect(items[0]).toMatchObject({ kind: 'internal', text: expect.stringContaining('dead') });
  expect(items.at(-1)).toMatchObject({ text: 'restore a' });
});
