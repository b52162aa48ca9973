// What the workers of pool.test.ts are asked to do.
import { refuse } from '../../src/text/index.js';
import { complex, eigenvalues } from '../../src/numeric/index.js';

export function levels(n: number): Float64Array {
  const a = complex(n, n);
  for (let i = 0; i + 1 < n; i++) {
    a.im[i * n + i + 1] = 1 + i / n;
    a.im[(i + 1) * n + i] = -1 - i / n;
  }
  return eigenvalues(a).value;
}

export async function slow(milliseconds: number): Promise<number> {
  await new Promise((resume) => setTimeout(resume, milliseconds));
  return milliseconds;
}

export function refusing(n: number): number {
  if (n === 3) refuse('matrix-shape', 'three is too small', { hint: 'take four' });
  if (n === 4) throw new TypeError('four is a bug');
  return n;
}
