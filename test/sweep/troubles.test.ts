import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SweepStore, slurmCommand } from '../../src/sweep/index.js';
import { spinlaw } from '../cli/run.js';
import { resultFiles, runFake, sweepOf, temporaryFolder, workersIn } from './kit.js';

/*
 * What may go wrong between the manifest and the results: there is no Slurm, a program changes, a worker breaks.
 */

const folder = temporaryFolder();
let count = 0;

/** A manifest of two points with its script, in a folder of its own. */
function sweepOnDisk(): { readonly manifest: string; readonly script: string; readonly store: string } {
  const place = join(folder, String((count += 1)));
  mkdirSync(place);
  const script = join(place, 'chain.spin');
  writeFileSync(script, readFileSync('examples/driven-chain.spin', 'utf8'));
  const manifest = join(place, 'm.json');
  writeFileSync(
    manifest,
    JSON.stringify({
      'spinlaw-sweep': 1,
      command: 'steady',
      input: 'chain.spin',
      options: { '--ring': 4, '--observe': 'H0' },
      grid: { B: [0, 0.5] },
    }),
  );
  return { manifest, script, store: join(place, 'm.sweep') };
}

describe('without Slurm', () => {
  const nowhere = join(folder, 'empty');
  mkdirSync(nowhere);
  afterEach(() => void vi.unstubAllEnvs());

  test('sweep slurm says so before it computes anything, and --dry-run and sweep run work', () => {
    vi.stubEnv('PATH', nowhere);
    const { manifest, store } = sweepOnDisk();
    const { code, json } = spinlaw(['sweep', 'slurm', manifest, '--json']);
    expect([code, json.error.code]).toEqual([2, 'no-scheduler']);
    expect(resultFiles(store).size).toBe(0);
    expect(spinlaw(['sweep', 'slurm', manifest, '--dry-run', '--json']).json.array).toContain('sweep run');
    expect(spinlaw(['sweep', 'run', manifest]).code).toBe(0);
    expect(resultFiles(store).size).toBe(2);
    expect(() => slurmCommand('sbatch', [])).toThrow(/not on this machine/u);
  });

  test('sweep status reads the store, and notes that the queue is not known', () => {
    vi.stubEnv('PATH', nowhere);
    const { manifest, store } = sweepOnDisk();
    spinlaw(['sweep', 'run', manifest, '--only', '1']);
    mkdirSync(join(store, 'slurm'));
    const jobs = { number: 1, chunks: ['1..2'], collected: 'results.csv', array: '7', submitted: '' };
    writeFileSync(join(store, 'slurm/jobs-1.json'), JSON.stringify(jobs));
    const { code, json, err } = spinlaw(['sweep', 'status', manifest, '--json']);
    expect(code).toBe(0);
    expect(err).toContain('the queue is not known');
    expect(json).toMatchObject({ done: 1, missing: [2], running: [], jobs: [{ array: '7', tasks: 1 }] });
    expect(spinlaw(['sweep', 'cancel', manifest, '--json']).json.error.code).toBe('no-scheduler');
  });
});

describe('a program', () => {
  test('that changed between plan and run is another program, and the results of both stay', () => {
    const { manifest, script, store } = sweepOnDisk();
    expect(spinlaw(['sweep', 'plan', manifest, '--json']).json).toMatchObject({ done: 1, left: 1 });
    appendFileSync(script, '# another remark\n');
    expect(spinlaw(['sweep', 'run', manifest, '--json']).json).toMatchObject({ done: 2, computed: 2 });
    expect(resultFiles(store).size).toBe(3);
    expect(readdirSync(join(store, 'programs'))).toHaveLength(2);
    const operands = [...resultFiles(store).values()].map((text) => /"operands":\["(?<path>[^"]*)"\]/u.exec(text)![1]);
    expect(new Set(operands).size).toBe(2);
  });

  test('that was changed in the store is refused, and restored from the manifest', () => {
    const { manifest, store } = sweepOnDisk();
    expect(spinlaw(['sweep', 'plan', manifest]).code).toBe(0);
    const [name] = readdirSync(join(store, 'programs')) as [string];
    const path = join(store, 'programs', name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `${text}# changed\n`);
    const { code, json } = spinlaw(['sweep', 'run', store, '--json']);
    expect([code, json.error.code]).toEqual([2, 'program-changed']);
    expect(spinlaw(['sweep', 'run', manifest]).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(resultFiles(store).size).toBe(2);
  });
});

describe('a worker', () => {
  test('that ends with an exception is reported with its last words', async () => {
    const { points } = sweepOf({ list: [{ x: 1, does: 'throw' }, { x: 2 }] });
    const store = SweepStore.make(join(folder, 'throwing'));
    expect(await runFake(points, store, { workers: 1 })).toMatchObject({ done: 1, failed: 1, code: 3 });
    const state = store.state(points[0]!.key);
    expect(state.kind === 'failed' && state.result.document).toMatchObject({
      error: { code: 'worker-died', message: expect.stringMatching(/ended with code 1 twice.*broken at 1/u) },
    });
  });

  test('goes on after a fault of spinlaw, and does not compute with a program that was changed', async () => {
    const changed = `programs/${'a'.repeat(64)}.spin`;
    const { points } = sweepOf({ list: [{ x: 1, does: 'throw' }, { x: 2 }] });
    const [first, second] = points as [(typeof points)[0], (typeof points)[0]];
    const store = SweepStore.make(join(folder, 'faulty'));
    mkdirSync(join(store.folder, 'programs'));
    writeFileSync(join(store.folder, changed), 'J');
    const third = { ...second, index: 3, key: 'b'.repeat(64), task: { ...second.task, operands: [changed] } };
    const settings = { ...workersIn(store), program: resolve('test/sweep/real-worker.mjs') };
    expect(await runFake([first, second, third], store, { workers: 1, settings })).toMatchObject({
      done: 1,
      failed: 2,
    });
    const errorAt = (kind: string): (string | undefined)[] =>
      [...resultFiles(store.folder, kind).values()].map((text) => /"code":"(?<code>[a-z-]+)"/u.exec(text)?.[1]);
    expect(errorAt('failed').sort()).toEqual(['program-changed', 'task-crashed']);
    expect(store.state(second.key)).toMatchObject({ kind: 'done', result: { document: { square: 4 } } });
  });
});
