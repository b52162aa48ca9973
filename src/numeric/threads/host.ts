import { refuse } from '../../text/index.js';
import type { ThreadPort, ThreadReply } from './messages.js';

export interface NodeWorker {
  unref(): void;
  terminate(): Promise<number>;
  on(event: 'error' | 'exit', listener: () => void): void;
}

export interface ThreadsModule {
  readonly Worker: new (code: URL | string, options: object) => NodeWorker;
  readonly MessageChannel: new () => { readonly port1: ThreadPort; readonly port2: ThreadPort };
  readonly receiveMessageOnPort: (port: ThreadPort) => { readonly message: ThreadReply } | undefined;
}

export interface Timer {
  unref?(): void;
}

export const host = globalThis as {
  process?: { getBuiltinModule?: (name: string) => unknown };
  setTimeout: (run: () => void, milliseconds: number) => Timer;
  clearTimeout: (timer: Timer | undefined) => void;
};

/** The threads of Node; undefined in a page, where the caller may not wait for a thread. */
export function threadsModule(): ThreadsModule | undefined {
  return host.process?.getBuiltinModule?.('node:worker_threads') as ThreadsModule | undefined;
}

/** Number of threads that this machine runs at once; 1 in a page. */
export function coreCount(): number {
  const os = host.process?.getBuiltinModule?.('node:os') as { availableParallelism(): number } | undefined;
  return os?.availableParallelism() ?? 1;
}

/** Largest number of threads; more do not help on any machine and are probably a slip of the keyboard. */
export const maxThreads = 256;

/** @diagnostic `threads-out-of-range` */
export function checkThreads(threads: number): number {
  if (!Number.isInteger(threads) || threads < 1 || threads > maxThreads)
    refuse(
      'threads-out-of-range',
      `the number of threads must be a whole number from 1 to ${maxThreads}, not ${threads}`,
    );
  return threads;
}
