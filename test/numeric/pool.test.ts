import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  checkThreads,
  coreCount,
  inSharedMemory,
  setSharingRules,
  shareOnce,
  SharedWork,
  sharedDoubles,
} from '../../src/numeric/index.js';
import * as workerThreads from 'node:worker_threads';
import { DiagnosticError, withInterrupt } from '../../src/text/index.js';
import { endless, levels, meet, meeting, refusing } from './pool-tasks.js';
import { sameBits } from './same-bits.js';

const worthwhile = { seconds: Infinity };

function failure(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Two chunks, each of which lasts until both have begun, so that another thread surely takes one of them. */
function meetingWith(what: 'answers' | 'ends'): string[] {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const own = (): string => {
    meet(count);
    return 'caller';
  };
  return new SharedWork(meeting, { threads: 2, context: () => count, own }).map([what, what], worthwhile).sort();
}

beforeAll(() => setSharingRules({ worthwhileSeconds: 0 }));
afterAll(() => setSharingRules({}));
afterEach(() => vi.restoreAllMocks());

describe('work in threads', () => {
  it('is done by other threads while the caller is busy', () => {
    expect(meetingWith('answers')).toEqual(['answers', 'caller']);
  });

  it('gives the same results, bit by bit, with 1, 2 and 4 threads, in the order of the chunks', () => {
    const chunks = [40, 3, 25, 1, 60, 12, 33, 8];
    const results = [1, 2, 4].map((threads) => {
      const progress: number[] = [];
      const work = new SharedWork(levels, { threads, context: () => ({ slope: 1 }) });
      const values = work.map(chunks, { ...worthwhile, onProgress: (done, total) => progress.push(done / total) });
      expect(progress).toEqual(chunks.map((_, i) => (i + 1) / chunks.length));
      return values;
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]!.map((x) => x.length)).toEqual(chunks);
    expect(new SharedWork(levels, { threads: 2, context: () => ({ slope: 1 }) }).map([], worthwhile)).toEqual([]);
  });

  it('keeps the contexts of works apart that take turns', () => {
    const works = [0, 1].map((slope) => new SharedWork(levels, { threads: 2, context: () => ({ slope }) }));
    const alone = [0, 1].map((slope) => new SharedWork(levels, { context: () => ({ slope }) }));
    for (let turn = 0; turn < 3; turn++)
      for (const k of [0, 1])
        expect(works[k]!.map([9, 10, 11, 12], worthwhile)).toEqual(alone[k]!.map([9, 10, 11, 12], worthwhile));
  });

  it.each([1, 2, 4])(
    'throws the error of the first chunk that fails, with its place and hint (%i threads)',
    (threads) => {
      const work = new SharedWork(refusing, { threads, context: () => null });
      const refused = failure(() => work.map([1, 2, 3, 4, 3, 4], worthwhile));
      expect(refused).toBeInstanceOf(DiagnosticError);
      expect((refused as DiagnosticError).diagnostic).toMatchObject({
        code: 'matrix-shape',
        hint: 'take four',
        message: 'three is too small',
        span: { start: 0, end: 5, source: { text: 'three' } },
      });
      const bug = failure(() => work.map([1, 4, 3], worthwhile)) as Error;
      expect(bug).not.toBeInstanceOf(DiagnosticError);
      expect(bug.message).toBe('four is a bug');
      expect(bug.stack).toContain('pool-tasks');
      expect(work.map([5, 6, 7], worthwhile)).toEqual([5, 6, 7]);
    },
  );

  it.each([1, 2])('stops when it is no longer wanted, and works again afterwards (%i threads)', (threads) => {
    const work = new SharedWork(endless, { threads, context: () => null });
    const end = performance.now() + 200;
    const stopped = failure(() =>
      withInterrupt(
        () => performance.now() > end,
        () => work.map([1, 2, 3], worthwhile),
      ),
    );
    expect((stopped as DiagnosticError).code).toBe('interrupted');
    expect(meetingWith('answers')).toEqual(['answers', 'caller']);
  });

  it('reports a thread that has ended, and starts another one', () => {
    expect((failure(() => meetingWith('ends')) as DiagnosticError).code).toBe('thread-ended');
    expect(meetingWith('answers')).toEqual(['answers', 'caller']);
  });

  it('computes in the caller alone where there are no threads', () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const work = new SharedWork(refusing, { threads: 4, context: () => null });
    expect(work.map([5, 6, 7], worthwhile)).toEqual([5, 6, 7]);
    expect(coreCount()).toBe(1);
    expect(sharedDoubles(2).buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('is done by others alone if the caller does not take part', () => {
    setSharingRules({ worthwhileSeconds: 0, callerComputes: false });
    const own = vi.fn((n: number) => n);
    expect(new SharedWork(refusing, { threads: 2, context: () => null, own }).map([1, 2, 5], worthwhile)).toEqual([
      1, 2, 5,
    ]);
    expect(own).not.toHaveBeenCalled();
    setSharingRules({ worthwhileSeconds: 0 });
  });

  /** The threads of Node, whose ports give back what `posted` makes of an order. */
  function portsThat(posted: (order: { readonly kind: string }, post: () => unknown) => unknown): void {
    class Channel extends MessageChannel {
      constructor() {
        super();
        const post = this.port1.postMessage.bind(this.port1);
        this.port1.postMessage = ((order: { readonly kind: string }) =>
          posted(order, () => post(order))) as typeof post;
      }
    }
    const real = process.getBuiltinModule;
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
      name === 'node:worker_threads'
        ? { ...workerThreads, MessageChannel: Channel }
        : real(name as 'node:os')) as typeof process.getBuiltinModule);
  }

  it('computes in the caller alone where a runtime does not tell that a thread has ended', () => {
    portsThat((_, post) => void post());
    const own = vi.fn((n: number) => n);
    const task = { ...refusing, file: new URL('./pool-thread.ts?silent', import.meta.url) };
    expect(new SharedWork(task, { threads: 2, context: () => null, own }).map([1, 2, 5], worthwhile)).toEqual([
      1, 2, 5,
    ]);
    expect(own).toHaveBeenCalledTimes(3);
  });

  it('lets the threads forget the context of a single round, also of one that fails', () => {
    const kinds: string[] = [];
    portsThat((order, post) => {
      if (order.kind !== 'probe') kinds.push(order.kind);
      return post();
    });
    const task = { ...refusing, file: new URL('./pool-thread.ts?watched', import.meta.url) };
    const options = { threads: 2, context: () => null, ...worthwhile };
    expect(shareOnce(task, [1, 2], options)).toEqual([1, 2]);
    expect(failure(() => shareOnce(task, [1, 3], options))).toBeInstanceOf(DiagnosticError);
    expect(kinds).toEqual(['context', 'round', 'end', 'context', 'round', 'end']);
  });

  it('starts no thread for little work', () => {
    setSharingRules({});
    const own = vi.fn((n: number) => n);
    const work = new SharedWork(
      { ...refusing, file: new URL('./nowhere.ts', import.meta.url) },
      {
        threads: 2,
        context: () => null,
        own,
      },
    );
    expect(work.map([1, 2, 3], { seconds: 0.4 })).toEqual([1, 2, 3]);
    expect(own).toHaveBeenCalledTimes(3);
    setSharingRules({ worthwhileSeconds: 0 });
  });

  it('refuses numbers of threads that are none', () => {
    for (const threads of [0, -1, 1.5, 257, Number.NaN])
      expect((failure(() => checkThreads(threads)) as DiagnosticError).code).toBe('threads-out-of-range');
    expect(checkThreads(coreCount())).toBeGreaterThan(0);
  });

  it('copies numbers into shared memory once', () => {
    const numbers = Float64Array.of(1, Number.NaN, -0);
    const shared = inSharedMemory(numbers);
    expect(shared).toEqual(numbers);
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(inSharedMemory(shared)).toBe(shared);
  });
});

describe('values with the same bits', () => {
  it('are told from others', () => {
    const value = () => ({ a: [0, Number.NaN, { b: Float64Array.of(1, -0) }], c: new Map([[1, 'x']]) });
    expect(sameBits(value(), value())).toBe(true);
    for (const other of [
      { ...value(), a: [-0, Number.NaN, { b: Float64Array.of(1, -0) }] },
      { ...value(), a: [0, Number.NaN, { b: Float64Array.of(1, 0) }] },
      { ...value(), c: new Map([[1, 'y']]) },
      { ...value(), d: undefined },
      { a: value().a },
    ])
      expect(sameBits(value(), other)).toBe(false);
  });
});
