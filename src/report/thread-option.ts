import { coreCount, maxThreads } from '../numeric/index.js';
import type { OptionSpec } from './option-list.js';
import { wholeNumber } from './option-values.js';

/** The option of commands whose work threads can share. */
export const threadsOption: OptionSpec = {
  flags: '--threads <n>',
  about: 'threads that share the work; no digit of the answer depends on it (default: all cores)',
};

/** The option as it was typed. */
export interface ThreadsOption {
  readonly threads?: string;
}

/**
 * The number of threads that is asked for, if any.
 *
 * @diagnostic `option-value`, `too-large`
 */
export function threadsFrom({ threads }: ThreadsOption): { readonly threads?: number } {
  return threads === undefined
    ? {}
    : { threads: wholeNumber('--threads', threads, { least: 1, most: maxThreads, example: 2 }) };
}

/** Options of a command that uses all cores by default. */
export function onAllCores<O extends ThreadsOption>(options: O): O {
  return { threads: String(Math.min(coreCount(), maxThreads)), ...options };
}
