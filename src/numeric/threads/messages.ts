import { type Diagnostic, DiagnosticError } from '../../text/index.js';

/*
 * What the caller of a pool and its threads tell each other. Orders and replies are messages; the numbers that both
 * sides change while a round lasts are in shared memory.
 */

/** The part of a MessagePort that is needed. */
export interface ThreadPort {
  /** @returns true in Node, unless the other end is closed */
  postMessage(message: unknown): unknown;
  on(event: 'message', listener: (message: never) => void): void;
  unref(): void;
}

/** The part of some work that all its chunks have in common, sent once to each thread. */
export interface ContextOrder {
  readonly kind: 'context';
  /** number of the work among all of the caller */
  readonly work: number;
  readonly name: string;
  readonly context: unknown;
}

/** The chunks of a round. Each thread takes the next one that nobody has taken until there are none. */
export interface RoundOrder {
  readonly kind: 'round';
  readonly work: number;
  readonly round: number;
  readonly chunks: readonly unknown[];
  /** as `RoundPlace` */
  readonly state: Int32Array;
}

/** The work is done: its context is no longer needed. */
export interface EndOrder {
  readonly kind: 'end';
  readonly work: number;
}

/** Asks for nothing: whether it could be posted shows whether the thread is there. */
export interface ProbeOrder {
  readonly kind: 'probe';
}

export type ThreadOrder = ContextOrder | RoundOrder | EndOrder | ProbeOrder;

/** The numbers of a round that all threads change. */
export const RoundPlace = {
  /** the next chunk that nobody has taken */
  next: 0,
  /** number of replies, which the caller waits for */
  replies: 1,
  /** chunks from this one on are no longer wanted, because an earlier one has failed */
  end: 2,
  /** 1 when the caller no longer waits for anything */
  stopped: 3,
} as const;

/** The result of a chunk, or why there is none; a failure without an index is that of the thread itself. */
export type ThreadReply =
  | { readonly round: number; readonly index: number; readonly value: unknown }
  | { readonly round: number; readonly index: number; readonly failure: Failure }
  | { readonly failure: Failure };

/** An error as data. */
export interface Failure {
  readonly message: string;
  readonly stack: string;
  readonly diagnostic?: Diagnostic;
}

/** An error as data that another thread can read. */
export function failureOf(error: unknown): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { message, stack, ...(error instanceof DiagnosticError && { diagnostic: error.diagnostic }) };
}

/** The error again: a diagnostic with its place and hint, or an error with the stack of the thread that raised it. */
export function errorFrom({ message, stack, diagnostic }: Failure): Error {
  if (diagnostic) return new DiagnosticError(diagnostic);
  const error = new Error(message);
  error.stack = stack;
  return error;
}

/**
 * Takes a chunk that nobody has taken.
 *
 * @returns its number, or undefined where none is left
 */
export function takeChunk(state: Int32Array, count: number): number | undefined {
  const index = Atomics.add(state, RoundPlace.next, 1);
  return index < Math.min(count, Atomics.load(state, RoundPlace.end)) ? index : undefined;
}

/** Notes that a chunk has failed: later ones are no longer wanted. */
export function noteFailure(state: Int32Array, index: number): void {
  for (let end = Atomics.load(state, RoundPlace.end); index < end; ) {
    const before = Atomics.compareExchange(state, RoundPlace.end, end, index);
    if (before === end) return;
    end = before;
  }
}
