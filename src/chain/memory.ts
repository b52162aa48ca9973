import { limit } from '../text/index.js';

/** Largest memory for rates and factors together, in bytes, which suffices for the populations of a ring of 16 sites. */
export const memoryLimit = 12e9;

const host = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };

/** The memory that this machine has free, in bytes; in a page it is not known, and infinite. */
function freeMemory(): number {
  const os = host.process?.getBuiltinModule?.('node:os') as { freemem(): number } | undefined;
  return os?.freemem() ?? Infinity;
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
