import { checkInterrupt, limit } from '../../text/index.js';
import type { ThreadsModule } from './host.js';
import { errorFrom, noteFailure, RoundPlace, takeChunk } from './messages.js';
import { isOpen, type PoolThread } from './pool.js';
import { sharingRules } from './rules.js';

/** Milliseconds between two looks at an interruption while the caller waits. */
const patience = 50;

let rounds = 0;

/** One round of chunks, as its caller sees it. */
export class Round<In, Out> {
  private readonly number = ++rounds;
  private readonly state = new Int32Array(new SharedArrayBuffer(16));
  private readonly values: Out[] = [];
  private readonly failures = new Map<number, unknown>();
  /** number of chunks that are done, with or without success */
  private done = 0;
  private readonly isDone: Uint8Array;

  constructor(
    private readonly module: ThreadsModule,
    private readonly members: readonly PoolThread[],
    private readonly chunks: readonly In[],
    private readonly own: (chunk: In) => Out,
    private readonly onProgress: ((done: number, total: number) => void) | undefined,
  ) {
    this.state[RoundPlace.end] = chunks.length;
    this.isDone = new Uint8Array(chunks.length);
    this.values.length = chunks.length;
  }

  run(order: (member: PoolThread, round: number, state: Int32Array) => void): Out[] {
    const { state, chunks } = this;
    try {
      for (const member of this.members) order(member, this.number, state);
      if (sharingRules().callerComputes) this.takePart();
      // Threads have taken the rest. Of chunks after one that has failed nothing is needed.
      while (!this.isComplete()) {
        checkInterrupt();
        const replies = Atomics.load(state, RoundPlace.replies);
        if (this.collect() === 0) {
          this.checkMembers();
          Atomics.wait(state, RoundPlace.replies, replies, patience);
        }
      }
    } finally {
      Atomics.store(state, RoundPlace.stopped, 1);
    }
    const end = this.state[RoundPlace.end]!;
    if (end < chunks.length) throw this.failures.get(end);
    return this.values;
  }

  /** Computes chunks until all are taken. */
  private takePart(): void {
    const { state, chunks } = this;
    for (let i = takeChunk(state, chunks.length); i !== undefined; i = takeChunk(state, chunks.length)) {
      checkInterrupt();
      this.compute(i);
      this.collect();
    }
  }

  /** Are all chunks done up to the first that failed, or all of them? */
  private isComplete(): boolean {
    const end = Atomics.load(this.state, RoundPlace.end);
    if (end === this.chunks.length) return this.done === this.chunks.length;
    for (let i = 0; i <= end; i++) if (this.isDone[i] === 0) return false;
    return true;
  }

  private compute(index: number): void {
    try {
      this.values[index] = this.own(this.chunks[index]!);
    } catch (error) {
      // A computation that is no longer wanted ends at once.
      checkInterrupt();
      noteFailure(this.state, index);
      this.failures.set(index, error);
    }
    this.note(index);
  }

  private note(index: number): void {
    this.isDone[index] = 1;
    this.done += 1;
    this.onProgress?.(this.done, this.chunks.length);
  }

  /** Takes the replies that have arrived. @returns how many */
  private collect(): number {
    let count = 0;
    for (const { port } of this.members) {
      for (let got = this.module.receiveMessageOnPort(port); got; got = this.module.receiveMessageOnPort(port)) {
        const { message } = got;
        if (!('round' in message)) throw errorFrom(message.failure);
        if (message.round !== this.number) continue;
        count += 1;
        if ('failure' in message) this.failures.set(message.index, errorFrom(message.failure));
        else this.values[message.index] = message.value as Out;
        this.note(message.index);
      }
    }
    return count;
  }

  /** @diagnostic `thread-ended` */
  private checkMembers(): void {
    for (const member of this.members) {
      if (isOpen(member.port)) continue;
      member.ended = true;
      limit('thread-ended', 'a worker thread ended before its work was done, perhaps because its memory was full', {
        hint: '--threads 1 computes in one thread, which takes less memory',
      });
    }
  }
}
