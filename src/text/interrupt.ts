import { limit } from './diagnostic.js';

/** Asked now and then by long computations; a dialogue sets it, programs that just run to their end do not. */
let wanted: (() => boolean) | undefined;

/** Says how a long computation learns that it is no longer wanted. */
export function setInterruptSource(source: (() => boolean) | undefined): void {
  wanted = source;
}

/** Runs `body` with one more reason to end it: a limit of time, say. The reasons from before stay. */
export function withInterrupt<T>(source: () => boolean, body: () => T): T {
  const before = wanted;
  wanted = () => before?.() === true || source();
  try {
    return body();
  } finally {
    wanted = before;
  }
}

/**
 * Ends a computation that is no longer wanted. Loops call it every few thousand steps: what has been made so far is
 * dropped, what was defined before stays.
 *
 * @diagnostic `interrupted`
 */
export function checkInterrupt(): void {
  if (wanted?.()) limit('interrupted', 'interrupted');
}
