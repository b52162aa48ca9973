import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ErrorDocument, type ExitCode, DiagnosticError, errorDocument, exitCodeOf, fault } from '../text/index.js';
import { readTextFile, unlessRefused } from '../text/file.js';
import type { TaskEngine } from './engine.js';
import { withoutTimes } from './result.js';
import type { TaskCosts } from './store.js';
import { type SweepTask, digestOf, programDigest } from './task.js';

/** A task for a worker. */
export interface WorkerOrder {
  /** the number of the order, which its answer repeats */
  readonly id: number;
  readonly task: SweepTask;
}

/** The answer of a worker, or that it is ready for its first task. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'answer'; readonly id: number } & WorkerAnswer);

/** The answer of a task, with what it cost. */
interface WorkerAnswer {
  readonly code: ExitCode;
  readonly document: object;
  readonly costs: TaskCosts;
}

/**
 * The life of a worker process: it computes one task after another, and ends with the process that started it.
 *
 * Its current folder is the store, so the paths of programs in tasks are the same everywhere.
 */
export function serveTasks(engine: TaskEngine): void {
  // Ctrl-C reaches all processes of the terminal. The one that started this process decides what happens.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.exit());
  watchParent();
  process.on('message', ({ id, task }: WorkerOrder) => {
    void answered(task, engine).then((answer) =>
      process.send!({ kind: 'answer', id, ...answer } satisfies WorkerMessage),
    );
  });
  process.send!({ kind: 'ready' } satisfies WorkerMessage);
}

/**
 * A worker that computes for hours does not notice that the process that started it was killed. A thread of its own
 * does, and ends the worker: otherwise it would compute a task that another process has already taken over.
 */
function watchParent(): void {
  const code = `const parent = ${process.ppid};
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  new Worker(code, { eval: true, stdout: false }).unref();
}

async function answered(task: SweepTask, engine: TaskEngine): Promise<WorkerAnswer> {
  const start = performance.now();
  const before = process.cpuUsage();
  resetPeak();
  let answer: { readonly document: object; readonly code: ExitCode };
  try {
    checkPrograms(task);
    answer = await engine(task);
  } catch (error) {
    answer = refusedAnswer(error);
  }
  const { user, system } = process.cpuUsage(before);
  return {
    code: answer.code,
    document: withoutTimes(answer.document),
    costs: {
      wallSeconds: seconds(performance.now() - start),
      cpuSeconds: seconds((user + system) / 1000),
      peakBytes: peakBytes(),
    },
  };
}

/** The answer of a task that was refused, or that ended with a fault of spinlaw itself. */
function refusedAnswer(error: unknown): {
  readonly document: { readonly error: ErrorDocument };
  readonly code: ExitCode;
} {
  if (error instanceof DiagnosticError)
    return { document: { error: errorDocument(error.diagnostic) }, code: exitCodeOf(error.diagnostic) };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { document: { error: errorDocument({ kind: 'fault', code: 'task-crashed', message }) }, code: 70 };
}

const seconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

/**
 * Compares the programs of a task with the digests in their names.
 *
 * @diagnostic `program-changed`
 */
function checkPrograms({ operands, options }: SweepTask, folder = '.'): void {
  for (const text of [...operands, ...Object.values(options)]) {
    if (typeof text !== 'string') continue;
    const digest = programDigest(text);
    if (digest === undefined) continue;
    const path = join(folder, text);
    if (digestOf(readTextFile(path, path)) !== digest)
      fault('program-changed', `${path} has been changed: its name is the digest of another text`, {
        hint: 'run the sweep again with its manifest, which restores the file',
      });
  }
}

/** Starts a new measurement of the largest memory, where the system can. */
function resetPeak(): void {
  unlessRefused(
    () => writeFileSync('/proc/self/clear_refs', '5'),
    () => undefined,
  );
}

/** The largest memory of this process since the last reset, in bytes. */
function peakBytes(): number {
  return unlessRefused(
    () =>
      1024 *
      Number(/^VmHWM:\s*(?<size>\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.groups!['size'] ?? 0),
    () => 1024 * process.resourceUsage().maxRSS,
  );
}
