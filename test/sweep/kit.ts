import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import {
  type Sweep,
  type SweepCommand,
  type SweepListener,
  type SweepPoint,
  type SweepRun,
  type SweepRunOptions,
  SweepStore,
  type WorkerSettings,
  readManifest,
  runSweep,
} from '../../src/sweep/index.js';

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-sweep-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The number of a process that has ended. */
export function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Is there a process of this number? */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}

/** How long a condition is waited for, which no test needs on a machine that is free. */
export const patience = { timeout: 50_000 };

/** A command whose tasks the fake worker computes. */
export const fakeCommand: SweepCommand = {
  name: 'fake',
  options: [
    { flags: '--power <n>', about: '', default: '2' },
    { flags: '--flag', about: '' },
    { flags: '--lists <lists...>', about: '' },
  ],
  excluded: { '--scan': 'vary the parameter in "grid"' },
  programOptions: [],
  input: 'program',
  check: () => {},
};

export const manifest = (fields: object): string =>
  JSON.stringify({ 'spinlaw-sweep': 1, command: 'fake', input: 'x', ...fields });

export const sweepOf = (fields: object): Sweep =>
  readManifest({ name: 'm.json', text: manifest(fields) }, '.', [fakeCommand]);

export const silentListener: SweepListener = {
  corrupt: () => {},
  failure: () => {},
  progress: () => {},
  waiting: () => {},
};

/** The settings of fake workers of a store. */
export function workersIn({ folder }: SweepStore): WorkerSettings {
  return { program: resolve('test/sweep/fake-worker.mjs'), arguments: [], folder };
}

/** Runs points on fake workers. */
export function runFake(
  points: readonly SweepPoint[],
  store: SweepStore,
  options: Partial<SweepRunOptions> = {},
  listener: Partial<SweepListener> = {},
): Promise<SweepRun> {
  return runSweep(
    points,
    store,
    {
      workers: 2,
      retry: false,
      settings: workersIn(store),
      ...options,
    },
    { ...silentListener, ...listener },
  );
}

/** The files of results of a store, by their paths. */
export function resultFiles(folder: string, kind = 'results'): Map<string, string> {
  const within = join(folder, kind);
  if (!existsSync(within)) return new Map();
  return new Map(
    readdirSync(within, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.jsonl?$/u.test(name))
      .sort()
      .map((name) => [name, readFileSync(join(within, name), 'utf8')]),
  );
}
