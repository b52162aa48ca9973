import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SlurmCommand,
  type SlurmRequest,
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
  pointRanges,
  queuedPoints,
  queuedTasks,
  slurmJobs,
  submitSweep,
} from '../../src/sweep/index.js';
import { sweepOf, temporaryFolder } from './kit.js';

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
    expect(run(array)).toEqual(['sweep', 'run', store, '--only', '5,7', '--workers', '2', '--retry']);
    expect(run(collectScript(request, submission))).toEqual([
      'sweep',
      'collect',
      store,
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
  const store = SweepStore.make(join(folder, 'store'));
  const calls: string[][] = [];
  const answers: Record<string, { code: number; out: string; err: string }> = {
    sbatch: { code: 0, out: '41;cluster\n', err: '' },
    scancel: { code: 0, out: '', err: '' },
    squeue: { code: 0, out: '41 2 RUNNING\n41 3 PENDING\n99 1 RUNNING\n42 N/A PENDING\n', err: '' },
    sacct: { code: 1, out: '', err: 'Slurm accounting storage is disabled' },
    scontrol: {
      code: 0,
      out: 'JobId=43 ArrayJobId=41 ArrayTaskId=1 JobState=FAILED Reason=NonZero ExitCode=3:0\n',
      err: '',
    },
  };
  const run: SlurmCommand = (name, words) => {
    calls.push([name, ...words]);
    return answers[name]!;
  };
  const submission = { name: 'x', store: store.folder, number: 1, chunks: ['1..4', '5,7', '8..9'], collected: 'y.csv' };

  test('are remembered when they are submitted, the collecting one after the array', () => {
    expect(submitSweep(store, request, submission, run)).toMatchObject({ array: '41', collect: '41' });
    expect(calls.map((c) => c.slice(0, -1))).toEqual([
      ['sbatch', '--parsable'],
      ['sbatch', '--parsable', '--dependency=afterany:41'],
    ]);
    expect(slurmJobs(store)).toMatchObject([{ number: 1, array: '41', chunks: submission.chunks }]);
    expect(nextSubmission(store)).toBe(2);
    expect(readFileSync(join(store.folder, 'slurm/chunks-1.txt'), 'utf8')).toBe('1..4\n5,7\n8..9\n');
  });

  test('are asked for in the queue, and their points are not submitted again', () => {
    const queued = queuedTasks(slurmJobs(store), run);
    expect(queued).toEqual([
      { job: '41', task: 2, state: 'RUNNING' },
      { job: '41', task: 3, state: 'PENDING' },
    ]);
    expect([...queuedPoints(slurmJobs(store), queued)]).toEqual([5, 7, 8, 9]);
    expect(
      endedTasks(
        slurmJobs(store).map((j) => ({ ...j, collect: undefined! })),
        run,
      ),
    ).toEqual([{ job: '41_1', state: 'FAILED', exit: '3:0' }]);
    expect(cancelSweep(store, run)).toEqual(['41']);
    expect(calls.at(-1)).toEqual(['scancel', '41']);
  });

  test('that Slurm refuses are reported with its words', () => {
    const refusing: SlurmCommand = () => ({
      code: 1,
      out: '',
      err: 'sbatch: error: invalid partition specified: main',
    });
    expect(() => submitSweep(store, request, { ...submission, number: 2 }, refusing)).toThrow(/invalid partition/u);
    expect(slurmJobs(store)).toHaveLength(1);
    expect(largestArray(refusing)).toBe(1000);
    expect(largestArray(() => ({ code: 0, out: 'MaxArraySize            = 51\n', err: '' }))).toBe(50);
  });
});
