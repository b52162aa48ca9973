import { limit } from '../text/index.js';

/** Largest memory for rates and factors together, in bytes, which suffices for the populations of a ring of 16 sites. */
export const memoryLimit = 12e9;

/** The parts of Node that are asked; older versions and pages lack them. */
interface Host {
  readonly process?: {
    readonly availableMemory?: () => number;
    readonly getBuiltinModule?: (name: string) => unknown;
  };
}

/**
 * The memory that this process can still take, in bytes. Node knows it where it has `process.availableMemory`, with the
 * limit of a container; otherwise it is the memory that the machine has free. In a page it is not known, and infinite.
 *
 * @param host  the global object
 */
export function freeMemory({ process }: Host = globalThis as Host): number {
  if (process?.availableMemory) return process.availableMemory();
  const os = process?.getBuiltinModule?.('node:os') as { freemem(): number } | undefined;
  return os?.freemem() ?? Infinity;
}

/**
 * The largest number of threads, at most that which is wanted, whose computation fits into the memory that is allowed and
 * free; 1 where none does, for `checkBytes` to refuse.
 */
export function threadsThatFit(wanted: number, bytesOf: (threads: number) => number): number {
  const most = Math.min(memoryLimit, freeMemory());
  let threads = wanted;
  while (threads > 1 && bytesOf(threads) > most) threads -= 1;
  return threads;
}

/** An amount of memory as text, for messages. */
export function memoryText(bytes: number): string {
  return bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${Math.ceil(bytes / 1e6)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * Refuses an amount of memory that is not allowed, or that this machine does not have free.
 *
 * @param what  a noun in the plural
 * @diagnostic `out-of-memory`
 */
export function checkBytes(bytes: number, what: string, hint = smallerHint): void {
  if (bytes > memoryLimit)
    limit('out-of-memory', `${what} take ${memoryText(bytes)}, more than the ${memoryText(memoryLimit)} allowed`, {
      hint,
    });
  const free = freeMemory();
  if (bytes > free)
    limit('out-of-memory', `${what} take ${memoryText(bytes)}, more than the ${memoryText(free)} that are free`, {
      hint,
    });
}

const smallerHint = 'take a smaller ring, or a truncated ensemble: --ensemble gge:…';
