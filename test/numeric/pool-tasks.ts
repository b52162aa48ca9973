// What the threads of pool.test.ts are asked to do.
import { complex, eigenvalues, type ThreadTask } from '../../src/numeric/index.js';
import { checkInterrupt, refuse } from '../../src/text/index.js';

const file = new URL('./pool-thread.ts', import.meta.url);

/** The energies of a chain of n levels, whose hopping grows by `slope` from link to link. */
export const levels: ThreadTask<{ readonly slope: number }, number, Float64Array> = {
  name: 'levels',
  file,
  prepare:
    ({ slope }) =>
    (n) => {
      const a = complex(n, n);
      for (let i = 0; i + 1 < n; i++) {
        a.im[i * n + i + 1] = 1 + (slope * i) / n;
        a.im[(i + 1) * n + i] = -1 - (slope * i) / n;
      }
      return eigenvalues(a).value;
    },
};

/** Refuses 3, and has a bug at 4. */
export const refusing: ThreadTask<null, number, number> = {
  name: 'refusing',
  file,
  prepare: () => (n) => {
    const source = { name: 'a file', text: 'three' };
    if (n === 3)
      refuse('matrix-shape', 'three is too small', { hint: 'take four', span: { source, start: 0, end: 5 } });
    if (n === 4) throw new TypeError('four is a bug');
    return n;
  },
};

/** Runs until it is interrupted. */
export const endless: ThreadTask<null, number, number> = {
  name: 'endless',
  file,
  prepare: () => () => {
    for (;;) checkInterrupt();
  },
};

/** Waits until two threads are here. */
export function meet(count: Int32Array): void {
  Atomics.add(count, 0, 1);
  Atomics.notify(count, 0);
  for (let here = Atomics.load(count, 0); here < 2; here = Atomics.load(count, 0)) Atomics.wait(count, 0, here, 1000);
}

/** Meets the caller; then the thread answers or ends. */
export const meeting: ThreadTask<Int32Array, 'answers' | 'ends', string> = {
  name: 'meeting',
  file,
  prepare: (count) => (what) => {
    meet(count);
    if (what === 'ends') process.exit(1);
    return what;
  },
};
