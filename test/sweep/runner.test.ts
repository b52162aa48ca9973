import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type SweepRunOptions, SweepStore } from '../../src/sweep/index.js';
import { isRunning, patience, resultFiles, runFake, sweepOf, temporaryFolder, workersIn } from './kit.js';

const folder = temporaryFolder();
let count = 0;
const fresh = (): SweepStore => SweepStore.make(join(folder, String((count += 1))));

/** A stop that a test can want. */
function stop(): NonNullable<SweepRunOptions['stop']> & { want(what: 'finish' | 'drop'): void } {
  let wanted: 'no' | 'finish' | 'drop' = 'no';
  const listeners: (() => void)[] = [];
  return {
    wanted: () => wanted,
    onChange: (listener) => listeners.push(listener),
    want: (what) => {
      wanted = what;
      for (const listener of listeners) listener();
    },
  };
}

describe('a run', () => {
  test('computes every point once, whatever the number of workers, to the same bytes', async () => {
    const { points } = sweepOf({ grid: { x: '1:30:1' } });
    const stores = [];
    for (const workers of [1, 2, 4]) {
      const store = fresh();
      const run = await runFake(points, store, { workers });
      expect(run).toMatchObject({ tasks: 30, done: 30, computed: 30, failed: 0, missing: 0, stopped: false, code: 0 });
      for (const { key } of points) expect(store.provenance(key)).toHaveLength(1);
      stores.push(resultFiles(store.folder));
    }
    expect(stores[1]).toEqual(stores[0]);
    expect(stores[2]).toEqual(stores[0]);
    expect(stores[0]!.size).toBe(30);
  });

  test('computes nothing that is there', async () => {
    const { points } = sweepOf({ grid: { x: '1:5:1' } });
    const store = fresh();
    await runFake(points.slice(1, 3), store);
    expect(await runFake(points, store)).toMatchObject({ done: 5, computed: 3 });
    expect(await runFake(points, store)).toMatchObject({ done: 5, computed: 0 });
    expect(resultFiles(store.folder, 'claims').size).toBe(0);
  });

  test('computes a damaged result again, and says so', async () => {
    const { points } = sweepOf({ grid: { x: [1, 2] } });
    const store = fresh();
    await runFake(points, store);
    const before = resultFiles(store.folder);
    const [name, text] = [...before][0]!;
    writeFileSync(join(store.folder, 'results', name), text.slice(0, 100));
    const heard: string[] = [];
    expect(await runFake(points, store, {}, { corrupt: (p, why) => heard.push(`${p.key} ${why}`) })).toMatchObject({
      computed: 1,
      code: 0,
    });
    expect(heard).toEqual([`${name.slice(3, -5)} it is not complete`]);
    expect(resultFiles(store.folder)).toEqual(before);
  });

  test('keeps refusals as results, and failures that may pass for --retry', async () => {
    const { points } = sweepOf({
      list: [{ x: 1 }, { x: 2, does: 'refuse' }, { x: 3, does: 'limit' }, { x: 4, does: 'violate' }],
    });
    const store = fresh();
    const messages: string[] = [];
    const heard = { failure: (p: { index: number }, message: string) => messages.push(`${p.index} ${message}`) };
    expect(await runFake(points, store, {}, heard)).toMatchObject({ done: 3, failed: 1, computed: 4, code: 1 });
    expect(messages.sort()).toEqual(['2 no-hamiltonian at 2', '3 out-of-memory at 3']);
    expect(await runFake(points, store)).toMatchObject({ done: 3, failed: 1, computed: 0, code: 1 });
    expect(await runFake(points, store, { retry: true })).toMatchObject({ computed: 1, failed: 1 });
    expect(await runFake(points.slice(0, 3), store)).toMatchObject({ code: 3 });
    expect(await runFake(points.slice(0, 1), store)).toMatchObject({ code: 0 });
  });

  test('replaces a worker that dies, and tries its task once more', async () => {
    const { points } = sweepOf({ list: [{ x: 1 }, { x: 2, does: 'die-once' }, { x: 3, does: 'die' }, { x: 4 }] });
    const store = fresh();
    const messages: string[] = [];
    const heard = { failure: (_: unknown, message: string) => messages.push(message) };
    expect(await runFake(points, store, { workers: 1 }, heard)).toMatchObject({ done: 3, failed: 1, code: 3 });
    expect(messages).toEqual([expect.stringContaining('was killed by SIGKILL twice')]);
  });

  test('gives a task up after its time', async () => {
    const { points } = sweepOf({
      list: [
        { x: 1, does: 'sleep' },
        { x: 2, does: 'sleep' },
      ],
    });
    const store = fresh();
    const settings = { ...workersIn(store), timeout: 50 };
    expect(await runFake(points, store, { workers: 1, settings })).toMatchObject({ done: 0, failed: 2, code: 3 });
    const state = store.state(points[0]!.key);
    expect(state.kind === 'failed' && state.result.document).toMatchObject({ error: { code: 'task-too-long' } });
  });

  test('takes no answer for that of another task', async () => {
    const { points } = sweepOf({ list: [{ x: 1 }, { x: 2, does: 'stray' }, { x: 3 }] });
    const store = fresh();
    await runFake(points, store, { workers: 1 });
    expect(
      points.map(({ key }) => {
        const state = store.state(key);
        return state.kind === 'done' && state.result.document;
      }),
    ).toMatchObject([{ square: 1 }, { square: 4 }, { square: 9 }]);
  });

  test('gives each worker one core, without helping threads', async () => {
    const { points } = sweepOf({ list: [{ x: 1, does: 'flags' }] });
    const store = fresh();
    await runFake(points, store, { workers: 1 });
    const state = store.state(points[0]!.key);
    const { flags } = (state.kind === 'done' ? state.result.document : {}) as { flags: string[] };
    expect(flags).toContain('--single-threaded');
  });

  test('ends a worker that is still starting', async () => {
    const { points } = sweepOf({ list: [{ x: 1 }] });
    const store = fresh();
    const wish = stop();
    const settings = { ...workersIn(store), arguments: ['unready'] };
    const run = runFake(points, store, { workers: 1, stop: wish, settings });
    const file = join(store.folder, 'unready');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '', patience).toBe(true);
    const pid = Number(readFileSync(file, 'utf8'));
    wish.want('drop');
    expect(await run).toMatchObject({ done: 0, stopped: true, code: 3 });
    await expect.poll(() => isRunning(pid), patience).toBe(false);
  });

  test('does not compute a task again that another run has tried since this one began', async () => {
    const { points } = sweepOf({ list: [{ x: 1 }, { x: 2, does: 'limit' }] });
    for (const retry of [false, true]) {
      const store = fresh();
      if (retry) await runFake(points, store);
      let isFirst = true;
      const run = await runFake(
        points,
        store,
        { workers: 1, retry },
        {
          // The other run is at the second point before this one has begun.
          progress: () => {
            if (!isFirst) return;
            isFirst = false;
            const { key, task } = points[1]!;
            const document = { error: { code: 'out-of-memory', message: 'of the other run' } };
            const costs = { wallSeconds: 0, cpuSeconds: 0, peakBytes: 0 };
            SweepStore.open(store.folder).put(key, { task, code: 3, document }, costs, { fails: true });
          },
        },
      );
      expect(run).toMatchObject({ done: 1, failed: 1, computed: retry ? 0 : 1 });
    }
  });

  test('ends after the current points, or drops them, and is continued', async () => {
    const { points } = sweepOf({ grid: { x: '1:40:1' } });
    const store = fresh();
    const first = stop();
    const run = await runFake(
      points,
      store,
      { workers: 1, stop: first },
      { progress: ({ done }) => done === 5 && first.want('finish') },
    );
    expect(run).toMatchObject({ done: 5, stopped: true, missing: 35, code: 3 });
    const sleeping = sweepOf({ list: [{ x: 1, does: 'sleep' }] }).points;
    const second = stop();
    const asleep = runFake(sleeping, store, { stop: second });
    await expect.poll(() => existsSync(join(store.folder, 'sleeps-1')), patience).toBe(true);
    second.want('drop');
    expect(await asleep).toMatchObject({
      done: 0,
      failed: 0,
      stopped: true,
      code: 3,
    });
    expect(resultFiles(store.folder, 'claims').size).toBe(0);
    expect(await runFake(points, store)).toMatchObject({ done: 40, computed: 35, code: 0 });
  });

  test('shares a store with another one, and computes nothing twice', async () => {
    const { points } = sweepOf({ grid: { x: '1:60:1' } });
    const store = fresh();
    const other = SweepStore.open(store.folder);
    const runs = await Promise.all([
      runFake(points, store),
      runFake(points, other),
      runFake(points.toReversed(), SweepStore.open(store.folder)),
    ]);
    expect(runs.map((r) => [r.done, r.code])).toEqual([
      [60, 0],
      [60, 0],
      [60, 0],
    ]);
    expect(runs.reduce((sum, r) => sum + r.computed, 0)).toBe(60);
    for (const { key } of points) expect(store.provenance(key)).toHaveLength(1);
  });
});
