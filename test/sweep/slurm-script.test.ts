import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SlurmCommand,
  type SlurmJobs,
  type SlurmRequest,
  type Sweep,
  type SweepPoint,
  SweepStore,
  arrayScript,
  cancelSweep,
  chosenPoints,
  chunkSize,
  chunksOf,
  collectScript,
  endedTasks,
  largestArray,
  nextSubmission,
  openSweep,
  pointRanges,
  queuedKeys,
  queuedTasks,
  slurmJobs,
  submitSweep,
  surveySweep,
} from '../../src/sweep/index.js';
import { fakeCommand, manifest, sweepOf, temporaryFolder } from './kit.js';

const folder = temporaryFolder();
const request: SlurmRequest = {
  workers: 2,
  extra: [],
  spinlaw: 'echo spinlaw',
  partition: 'main',
  time: '1:00:00',
  memory: '4G',
  limit: 5,
};
const { points } = sweepOf({ grid: { x: '1:100:1' } });

describe('points of a task', () => {
  test('are written as ranges, which --only reads back', () => {
    expect(pointRanges([1, 2, 3, 7, 9, 10])).toBe('1..3,7,9..10');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (numbers) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        expect(chosenPoints(points, pointRanges(sorted)).map((p) => p.index)).toEqual(sorted);
      }),
    );
  });

  test('last a minute together, and fit into an array', () => {
    expect(chunkSize(1000, 6, 1, 1000)).toBe(10);
    expect(chunkSize(1000, 6, 2, 1000)).toBe(20);
    expect(chunkSize(1000, 600, 1, 1000)).toBe(1);
    expect(chunkSize(100_000, 600, 1, 1000)).toBe(100);
    expect(chunkSize(3, 0.001, 1, 1000)).toBe(3);
    expect(chunkSize(1000, undefined, 4, 1000)).toBe(4);
    // Each worker of a task has a point, also where one point lasts longer than a minute.
    expect(chunkSize(1000, 600, 4, 1000)).toBe(4);
    expect(chunkSize(3, 600, 4, 1000)).toBe(3);
  });

  test('are each in one chunk', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), (size) => {
        const back = chunksOf(points, size).flatMap((chunk) => chosenPoints(points, chunk).map((p) => p.index));
        expect(back).toEqual(points.map((p) => p.index));
      }),
    );
  });
});

describe('the scripts', () => {
  test('are run by a shell as they are meant, even where the store has a name with signs', () => {
    const store = join(folder, 'a b$HOME;x %');
    mkdirSync(join(store, 'slurm'), { recursive: true });
    const submission = { name: 'a b', store, number: 1, chunks: ['1..4', '5,7'], collected: `${store}/out file.csv` };
    writeFileSync(join(store, 'slurm/chunks-1.txt'), '1..4\n5,7\n');
    const run = (script: string): string[] => {
      // The words of the command, one on each line.
      const { stdout, status } = spawnSync('bash', ['-c', script.replace('echo spinlaw', String.raw`printf %s\\n`)], {
        encoding: 'utf8',
        env: { ...process.env, SLURM_ARRAY_TASK_ID: '2' },
      });
      expect(status).toBe(0);
      return stdout.trimEnd().split('\n');
    };
    const array = arrayScript(request, submission);
    expect(run(array)).toEqual([
      'sweep',
      'run',
      `${store}/slurm/manifest-1.json`,
      '--only',
      '5,7',
      '--workers',
      '2',
      '--retry',
    ]);
    expect(run(collectScript(request, submission))).toEqual([
      'sweep',
      'collect',
      `${store}/slurm/manifest-1.json`,
      '--out',
      `${store}/out file.csv`,
      '--partial',
    ]);
    for (const line of [
      '--job-name=a-b',
      '--array=1-2%5',
      '--cpus-per-task=2',
      '--time=1:00:00',
      '--mem=4G',
      '--partition=main',
      '--requeue',
    ])
      expect(array).toContain(`#SBATCH ${line}\n`);
    expect(array).toContain(`#SBATCH --output="${store}%/slurm/logs/%A_%a.log"\n`);
  });

  test('take no value that would become another line', () => {
    const submission = { name: 'x', store: '/x', number: 1, chunks: ['1'], collected: '/x/y.csv' };
    expect(() => arrayScript({ ...request, partition: 'main\n#SBATCH --uid=0' }, submission)).toThrow(/--partition/u);
    expect(() => arrayScript({ ...request, extra: ['rm -rf /'] }, submission)).toThrow(/--sbatch/u);
  });
});

describe('the jobs of a store', () => {
  const commands = [fakeCommand];
  const path = join(folder, 'm.json');
  const at = (values: readonly number[]): { sweep: Sweep; store: SweepStore } => {
    writeFileSync(path, manifest({ grid: { x: values } }));
    return openSweep(path, commands);
  };
  const calls: string[][] = [];
  let last = 40;
  const answers: Record<string, () => { code: number; out: string; err: string }> = {
    sbatch: () => ({ code: 0, out: `${(last += 1)};cluster\n`, err: '' }),
    scancel: () => ({ code: 0, out: '', err: '' }),
    squeue: () => ({ code: 0, out: '41 2 RUNNING\n41 3 PENDING\n99 1 RUNNING\n42 N/A PENDING\n', err: '' }),
    sacct: () => ({ code: 1, out: '', err: 'Slurm accounting storage is disabled' }),
    scontrol: () => ({
      code: 0,
      out: 'JobId=43 ArrayJobId=41 ArrayTaskId=1 JobState=FAILED Reason=NonZero ExitCode=3:0\n',
      err: '',
    }),
  };
  const run: SlurmCommand = (name, words) => {
    calls.push([name, ...words]);
    return answers[name]!();
  };
  const chunks = ['1..4', '5,7', '8..9'];
  const submit = ({ sweep, store }: { sweep: Sweep; store: SweepStore }, by = run): SlurmJobs =>
    submitSweep(
      store,
      request,
      { name: 'x', store: store.folder, chunks, collected: 'y.csv', manifest: sweep.storedText },
      by,
    );
  const first = at([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const { store } = first;
  const inStore = (name: string): string => readFileSync(join(store.folder, 'slurm', name), 'utf8');

  test('are remembered when they are submitted, the collecting one after the array', () => {
    expect(submit(first)).toMatchObject({ array: '41', collect: '42' });
    expect(calls).toEqual([
      ['sbatch', '--parsable', join(store.folder, 'slurm/array-1.sh')],
      ['sbatch', '--parsable', '--dependency=afterany:41', join(store.folder, 'slurm/collect-1.sh')],
    ]);
    expect(slurmJobs(store)).toMatchObject([{ number: 1, array: '41', collect: '42', chunks }]);
    expect(nextSubmission(store)).toBe(2);
    expect(inStore('chunks-1.txt')).toBe('1..4\n5,7\n8..9\n');
  });

  test('are asked for in the queue, and their points are not submitted again', () => {
    const queued = queuedTasks(slurmJobs(store), run);
    expect(queued).toEqual([
      { job: '41', task: 2, state: 'RUNNING' },
      { job: '41', task: 3, state: 'PENDING' },
      { job: '42', state: 'PENDING' },
    ]);
    const keys = [5, 7, 8, 9].map((index) => first.sweep.points[index - 1]!.key);
    expect([...queuedKeys(store, queued, commands)]).toEqual(keys);
    expect(endedTasks([{ ...slurmJobs(store)[0]!, collect: undefined! }], run)).toEqual([
      { job: '41_1', state: 'FAILED', exit: '3:0' },
    ]);
    expect(cancelSweep(store, run)).toEqual(['41', '42']);
    expect(calls.at(-1)).toEqual(['scancel', '41', '42']);
  });

  test('compute the points of their own manifest after another one has come', () => {
    const queued = queuedTasks(slurmJobs(store), run);
    const keys = [...queuedKeys(store, queued, commands)];
    const second = at([0, 1]);
    expect(inStore('../manifest.json')).toBe(second.sweep.storedText);
    expect([...queuedKeys(store, queued, commands)]).toEqual(keys);
    // As a task in the queue opens it.
    const own = openSweep(join(store.folder, 'slurm/manifest-1.json'), commands);
    expect(own.store.folder).toBe(store.folder);
    expect(own.sweep.points.map((p) => p.key)).toEqual(first.sweep.points.map((p) => p.key));
    expect(inStore('../manifest.json')).toBe(second.sweep.storedText);
  });

  test('that another process submits at the same moment have files of their own', () => {
    const [one, two] = [first, { ...first, store: SweepStore.open(store.folder) }];
    let inner: SlurmJobs | undefined;
    const outer = submit(one, (name, words) => {
      inner ??= submit(two);
      return run(name, words);
    });
    expect([inner!.number, outer.number]).toEqual([3, 2]);
    expect(slurmJobs(store)).toMatchObject([{ number: 1 }, outer, inner!]);
  });

  test('that Slurm refuses are reported with its words', () => {
    const before = slurmJobs(store);
    const refusing: SlurmCommand = () => ({
      code: 1,
      out: '',
      err: 'sbatch: error: invalid partition specified: main',
    });
    expect(() => submit(first, refusing)).toThrow(/invalid partition/u);
    expect(slurmJobs(store)).toEqual(before);
    expect(largestArray(refusing)).toBe(1000);
    expect(largestArray(() => ({ code: 0, out: 'MaxArraySize            = 51\n', err: '' }))).toBe(50);
  });
});

test('a survey counts a point once, also one that is computed again or has just been finished', () => {
  const sweep = sweepOf({ grid: { x: '1:4:1' } });
  const store = SweepStore.make(join(folder, 'survey'));
  const [done, failed, running] = sweep.points as [SweepPoint, SweepPoint, SweepPoint];
  const put = ({ key, task }: SweepPoint, fails: boolean): void =>
    store.put(key, { task, code: 0, document: {} }, { wallSeconds: 1, cpuSeconds: 1, peakBytes: 1 }, { fails });
  put(done, false);
  put(failed, true);
  for (const { key } of [done, failed, running]) store.claims.take(key);
  const survey = surveySweep(sweep.points, store);
  expect(survey).toMatchObject({ tasks: 4, done: 1 });
  expect(survey.failures.map((p) => p.index)).toEqual([2]);
  expect(survey.missing.map((p) => p.index)).toEqual([3, 4]);
  expect(survey.running.map(([p, { pid }]) => [p.index, pid])).toEqual([
    [2, process.pid],
    [3, process.pid],
  ]);
});
