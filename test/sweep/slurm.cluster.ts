import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster, until, withoutCluster } from './cluster.js';
import { resultFiles } from './kit.js';

/*
 * Sweeps on a real Slurm of one node. Run by npm run test:slurm, because it takes minutes.
 */

const reason = withoutCluster();
if (reason !== undefined)
  console.warn(`\n*** Slurm is not here: ${reason}. The tests of sweep slurm did NOT run. ***\n`);

const main = resolve('dist/program/main.js');
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-slurm-sweep-'));
const script = `hamiltonian sum_j S_j·S_<j+1> + Delta Sz_j Sz_<j+1> - B Sz_j
drive sum_j Sx_j cos(t) with width = 1
bath sum_j (Sx_j + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 1
`;

/**
 * A program for --spinlaw by which one task of an array never ends: its worker stops as it starts, so the task holds the
 * claim of its first point, with no result, until it is killed. The other tasks are as always.
 */
function withHeldTask(task: number): string {
  const [hold, start] = ['hold.cjs', 'start.sh'].map((name) => join(folder, `${task}-${name}`)) as [string, string];
  // The worker ends with the process that started it, as workers do.
  writeFileSync(
    hold,
    `const parent = process.ppid;
const clock = new Int32Array(new SharedArrayBuffer(4));
if (process.argv[1].endsWith('sweep-worker.js')) while (process.ppid === parent) Atomics.wait(clock, 0, 0, 100);\n`,
  );
  writeFileSync(
    start,
    `[ "$SLURM_ARRAY_TASK_ID" = ${task} ] && export NODE_OPTIONS="--require ${hold}"
exec ${process.execPath} ${main} "$@"\n`,
  );
  return `sh ${start}`;
}

/** A manifest of 40 points, with its store beside it. */
function manifestAt(name: string, grid: object = { Delta: '0.1..2:20', B: [0.5, 1] }): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'chain.spin'), script);
  const path = join(place, 'm.json');
  writeFileSync(
    path,
    JSON.stringify({
      'spinlaw-sweep': 1,
      command: 'steady',
      input: 'chain.spin',
      options: { '--ring': 4, '--observe': 'sum_j Sz_j' },
      grid,
    }),
  );
  return path;
}

describe.skipIf(reason !== undefined)('a sweep on Slurm', () => {
  let cluster: Cluster;
  let wanted: ReadonlyMap<string, string>;

  const sweep = (...words: string[]): { code: number | null; json: any; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'sweep', ...words, '--json'], {
      encoding: 'utf8',
      env: cluster.environment,
    });
    return { code: status, json: stdout === '' ? undefined : JSON.parse(stdout), err: stderr };
  };
  const storeOf = (manifest: string): string => manifest.replace(/\.json$/u, '.sweep');
  const isQueueEmpty = (): boolean => {
    const { status, stdout } = spawnSync('squeue', ['-h'], { encoding: 'utf8', env: cluster.environment });
    return status === 0 && stdout.trim() === '';
  };
  /** How often each result was computed and stored. */
  const computations = (store: string): number[] =>
    [...resultFiles(store, 'provenance').values()].map(
      (text) => text.split('\n').filter((line) => line.includes('"result":"') && !line.includes('"result":""')).length,
    );
  const complete = (manifest: string): void => {
    expect(sweep('status', manifest).json).toMatchObject({ tasks: 40, done: 40, failed: [], missing: [], running: [] });
    expect(resultFiles(storeOf(manifest))).toEqual(wanted);
    expect(readdirSync(join(storeOf(manifest), 'claims'))).toEqual([]);
  };

  beforeAll(async () => {
    cluster = await startCluster();
    const local = manifestAt('local');
    expect(sweep('run', local).code).toBe(0);
    wanted = resultFiles(storeOf(local));
    expect(wanted.size).toBe(40);
  }, 600_000);
  afterAll(() => {
    cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  test('computes 40 points once each, and collects them', { timeout: 900_000 }, async () => {
    const manifest = manifestAt('plain');
    // The tasks wait until the queue has been looked at.
    const submitted = sweep('slurm', manifest, '--chunk', '10', '--sbatch=--hold');
    expect(submitted.json).toMatchObject({ submitted: true, points: 40, tasks: 4, chunk: 10 });
    expect(sweep('slurm', manifest, '--chunk', '10').json).toMatchObject({ submitted: false, points: 0, queued: 40 });
    cluster.run('scontrol', 'release', submitted.json.array, submitted.json.collect);
    await until('the results', () => existsSync(join(storeOf(manifest), 'results.csv')) && isQueueEmpty());
    complete(manifest);
    expect(computations(storeOf(manifest))).toEqual(Array.from({ length: 40 }, () => 1));
    expect(
      readFileSync(join(storeOf(manifest), 'results.csv'), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(41);
    const { ended } = sweep('status', manifest).json;
    expect(
      ended.filter((t: { state: string; exit: string }) => t.state === 'COMPLETED' && t.exit === '0:0'),
    ).toHaveLength(5);
    expect(sweep('slurm', manifest).json).toMatchObject({ submitted: false, points: 0, queued: 0 });
  });

  test('loses nothing when a task is killed, the node is drained and the controller restarted', {
    timeout: 900_000,
  }, async () => {
    const manifest = manifestAt('troubled');
    const store = storeOf(manifest);
    const { array } = sweep('slurm', manifest, '--chunk', '4', '--spinlaw', withHeldTask(2)).json;
    const running = (): { point: number; pid: number; job?: string }[] => sweep('status', manifest).json.running;
    // Task 2 holds its first point, and the others go on.
    await until('the first results, and the task that never ends', () => {
      const held = existsSync(join(store, 'claims')) && running().some(({ point }) => point === 5);
      return held && resultFiles(store).size > 0;
    });
    const victim = running().find(({ point }) => point === 5)!;
    expect(cluster.run('squeue', '-h', '-r', '-t', 'RUNNING', '-o', '%F_%K').split('\n')).toContain(`${array}_2`);
    // As the system kills a process when memory is short.
    process.kill(victim.pid, 'SIGKILL');
    cluster.run('scontrol', 'update', 'nodename=localhost', 'state=drain', 'reason=test');
    cluster.restartController();
    await cluster.resumeNode();
    await until('the end of the jobs', isQueueEmpty);
    expect(sweep('status', manifest).json).toMatchObject({ done: 36, failed: [], missing: [5, 6, 7, 8], running: [] });
    // The points of the task that was killed, and no others, are submitted again.
    expect(sweep('slurm', manifest, '--chunk', '4').json).toMatchObject({ submitted: true, points: 4, tasks: 1 });
    await until('the end of the jobs', isQueueEmpty);
    complete(manifest);
    expect(computations(store)).toEqual(Array.from({ length: 40 }, () => 1));
  });

  test('is cancelled and submitted again, with a damaged result among the others', {
    timeout: 900_000,
  }, async () => {
    const manifest = manifestAt('cancelled');
    const store = storeOf(manifest);
    // One task after another; the third one never ends.
    sweep('slurm', manifest, '--chunk', '2', '--limit', '1', '--spinlaw', withHeldTask(3));
    await until('the results of two tasks', () => resultFiles(store).size === 4);
    const { json: cancelled } = sweep('cancel', manifest);
    expect(cancelled.cancelled.length).toBeGreaterThan(0);
    await until('the end of the jobs', isQueueEmpty);
    expect(sweep('cancel', manifest).json.cancelled).toEqual([]);
    const there = [...resultFiles(store).keys()];
    expect(there).toHaveLength(4);
    writeFileSync(join(store, 'results', there[0]!), 'damaged');
    expect(sweep('collect', manifest, '--out', join(store, 'early.csv')).code).toBe(3);
    expect(readdirSync(join(store, 'corrupt'))).toHaveLength(1);
    expect(sweep('slurm', manifest, '--chunk', '20').json).toMatchObject({
      submitted: true,
      points: 37,
    });
    await until('the end of the jobs', isQueueEmpty);
    complete(manifest);
    // The damaged result was computed twice, and no other.
    expect(computations(store).sort()).toEqual([...Array.from({ length: 39 }, () => 1), 2]);
  });

  test('ends its tasks with exit code 3 on a full disk, and continues when there is space', {
    timeout: 900_000,
  }, async () => {
    const place = join(folder, 'disk');
    mkdirSync(place);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160k', 'tmpfs', place]).status).toBe(0);
    try {
      const manifest = manifestAt('full');
      const store = join(place, 'store');
      sweep('slurm', manifest, '--chunk', '20', '--store', store, '--out', join(folder, 'full.csv'), '--cache', '0');
      await until('the end of the jobs', isQueueEmpty);
      const stored = resultFiles(store).size;
      expect(stored).toBeLessThan(40);
      const { ended } = sweep('status', manifest, '--store', store).json;
      expect(
        ended.filter((t: { job: string; exit: string }) => t.job.includes('_') && t.exit === '3:0').length,
      ).toBeGreaterThan(0);
      const logs = readdirSync(join(store, 'slurm/logs')).map((name) =>
        readFileSync(join(store, 'slurm/logs', name), 'utf8'),
      );
      expect(spawnSync('mount', ['-o', 'remount,size=8m', place]).status).toBe(0);
      expect(logs.length).toBeGreaterThan(0);
      expect(sweep('slurm', manifest, '--chunk', '20', '--store', store).json).toMatchObject({
        submitted: true,
        points: 40 - stored,
      });
      await until('the end of the jobs', isQueueEmpty);
      expect(resultFiles(store)).toEqual(wanted);
    } finally {
      spawnSync('umount', [place]);
    }
  });
});
