import { DiagnosticError, limit } from './diagnostic.js';

/** Long computations consult this function regularly. A dialogue sets it; programs that run to their end do not. */
let wanted: (() => boolean) | undefined;

/** Sets the function that tells a long computation whether it is no longer wanted. */
export function setInterruptSource(source: (() => boolean) | undefined): void {
  wanted = source;
}

/** Runs `body` with one more reason to end it, such as a time limit. Earlier reasons stay in force. */
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
 * Ends a computation that is no longer wanted. Loops call it every few thousand steps. The result so far is dropped;
 * earlier definitions stay.
 *
 * @diagnostic `interrupted`
 */
export function checkInterrupt(): void {
  if (wanted?.()) limit('interrupted', 'interrupted');
}

/**
 * The value of `body`, or undefined if it takes longer than so many seconds. It ends where it calls `checkInterrupt`.
 *
 * @diagnostic `interrupted` where an earlier reason ends it
 */
export function withinSeconds<T>(seconds: number, body: () => T): T | undefined {
  const end = performance.now() + 1000 * seconds;
  try {
    return withInterrupt(() => performance.now() > end, body);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'interrupted') throw error;
    checkInterrupt();
    return undefined;
  }
}
