import { Worker as NodeWorker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChunkError, type PoolTask, mapChunks } from '../../src/numeric/index.js';
import { DiagnosticError } from '../../src/text/index.js';

const module = new URL('./pool-tasks.ts', import.meta.url);
const levels: PoolTask<number, Float64Array> = { module, name: 'levels' };
const slow: PoolTask<number, number> = { module, name: 'slow' };
const refusing: PoolTask<number, number> = { module, name: 'refusing' };

/** The longest time a timer takes, 24 days: a task that waits for it never ends by itself. */
const forever = 2 ** 31 - 1;

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page's Worker, made of Node's: the same events under the other interface. */
class PageWorker {
  private readonly worker: NodeWorker;
  constructor(url: URL) {
    this.worker = new NodeWorker(
      `import('tsx/esm/api').then(({ register }) => { register(); return import('${url.href}'); })`,
      { eval: true },
    );
  }
  postMessage(message: unknown): void {
    this.worker.postMessage(message, []);
  }
  terminate(): void {
    void this.worker.terminate();
  }
  addEventListener(type: 'message' | 'error', listener: (event: { data?: unknown; message?: string }) => void): void {
    this.worker.on(type, (x: unknown) =>
      listener(type === 'message' ? { data: x } : { message: (x as Error).message }),
    );
  }
}

describe('the pool', () => {
  it('runs on the workers of a page', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    expect(await failure(mapChunks(refusing, [1], { workers: 1 }))).toMatchObject({
      diagnostic: { code: 'workers-missing' },
    });
    vi.stubGlobal('Worker', PageWorker);
    expect(await mapChunks(refusing, [5, 6, 7], { workers: 2 })).toEqual([5, 6, 7]);
    expect(await failure(mapChunks(refusing, [5, 4], { workers: 2 }))).toBeInstanceOf(ChunkError);
  });

  it('gives the same results, bit by bit, with no, one and many workers, in the order of the chunks', async () => {
    const chunks = [40, 3, 25, 1, 60, 12];
    const progress: number[] = [];
    const results = [];
    for (const workers of [0, 1, 3])
      results.push(
        await mapChunks(levels, chunks, { workers, onProgress: (done, total) => progress.push(done / total) }),
      );
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]!.map((x) => x.length)).toEqual(chunks);
    expect(progress).toEqual([...Array(3)].flatMap(() => chunks.map((_, i) => (i + 1) / 6)));
    expect(await mapChunks(levels, [], { workers: 2 })).toEqual([]);
  });

  it.each([0, 2])('names the chunk that failed (%i workers)', async (workers) => {
    const label = (n: number) => `sector ${n}`;
    const refused = await failure(mapChunks(refusing, [1, 2, 3], { workers, label }));
    expect(refused).toBeInstanceOf(DiagnosticError);
    expect((refused as DiagnosticError).diagnostic).toMatchObject({
      code: 'matrix-shape',
      hint: 'take four',
      message: 'chunk sector 3: three is too small',
    });
    const bug = await failure(mapChunks(refusing, [1, 4], { workers }));
    expect(bug).toBeInstanceOf(ChunkError);
    expect((bug as ChunkError).message).toBe('chunk 2 of 2: four is a bug');
    expect(String(await failure(mapChunks({ module, name: 'nothing' }, [1], { workers })))).toContain('nothing');
  });

  it.each([0, 2])('stops when it is cancelled (%i workers)', async (workers) => {
    const controller = new AbortController();
    const chunks = Array(100).fill(workers === 0 ? 20 : forever) as number[];
    let finished = 0;
    setTimeout(() => controller.abort(), 30);
    const error = await failure(
      mapChunks(slow, chunks, { workers, signal: controller.signal, onProgress: (done) => (finished = done) }),
    );
    expect((error as DiagnosticError).diagnostic.code).toBe('cancelled');
    expect(finished).toBeLessThan(workers === 0 ? 100 : 1);
    expect(await failure(mapChunks(slow, [1], { workers, signal: controller.signal }))).toBeInstanceOf(DiagnosticError);
  });

  it('refuses numbers of workers that are none', async () => {
    expect((await failure(mapChunks(slow, [1], { workers: -1 }))) as object).toMatchObject({
      diagnostic: { code: 'workers-out-of-range' },
    });
    expect((await failure(mapChunks(slow, [1], { workers: 1.5 }))) as object).toMatchObject({
      diagnostic: { code: 'workers-out-of-range' },
    });
  });
});
