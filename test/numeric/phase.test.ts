import { describe, expect, it } from 'vitest';
import { accretivePhase, complex, eigenvalues, identity, solveWithPhase } from '../../src/numeric/index.js';
import { codeOf, general, hermitianPart, random } from './matrices.js';

/** R + iD with D of rank r. */
function accretive(n: number, rank: number, seed: number, size: number): ReturnType<typeof complex> {
  const a = hermitianPart(general(n, n, seed));
  const v = general(n, Math.max(1, rank), seed + 17);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < rank; k++) {
        const [x, y, u, w] = [
          v.re[i * v.cols + k]!,
          v.im[i * v.cols + k]!,
          v.re[j * v.cols + k]!,
          -v.im[j * v.cols + k]!,
        ];
        a.re[i * n + j]! -= size * (x * w + y * u);
        a.im[i * n + j]! += size * (x * u - y * w);
      }
    }
  }
  return a;
}

describe('the phase of a determinant without multiples of 2π', () => {
  it('of a Hermitian matrix counts its negative eigenvalues', () => {
    for (let n = 1; n < 30; n += 3) {
      const a = hermitianPart(general(n, n, 5 + n));
      const negative = eigenvalues(a).value.filter((e) => e < 0).length;
      expect(Math.abs(accretivePhase(a) / Math.PI - negative)).toBeLessThan(1e-9);
    }
  });

  it('agrees with pivots in pairs: a diagonal of zeros', () => {
    const a = hermitianPart(general(9, 9, 3));
    for (let i = 0; i < 9; i++) a.re[i * 10] = a.im[i * 10] = 0;
    const negative = eigenvalues(a).value.filter((e) => e < 0).length;
    expect(Math.abs(accretivePhase(a) / Math.PI - negative)).toBeLessThan(1e-9);
  });

  it('is what continuation from a large positive anti-Hermitian part arrives at', () => {
    for (const [n, rank, size] of [
      [6, 2, 1],
      [11, 3, 0.05],
      [12, 1, 20],
      [5, 5, 0.3],
    ] as const) {
      const a = accretive(n, rank, 40 + n, size);
      // A + it: for t → ∞ every eigenvalue has the argument π/2; then step by step to t = 0, with phases of LU pivots.
      let phase = (n * Math.PI) / 2;
      for (let s = 400; s >= 0; s--) {
        const t = s === 0 ? 0 : 1e-6 * 10 ** (s / 40);
        const b = complex(
          n,
          n,
          a.re,
          a.im.map((y, p) => y + (p % (n + 1) === 0 ? t : 0)),
        );
        const step = solveWithPhase(b, identity(n)).value.phase - phase;
        phase += step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
      }
      expect(Math.abs(accretivePhase(a) - phase)).toBeLessThan(1e-8);
    }
  });

  it('does not depend on the order of rows, nor on the scale', () => {
    const n = 8;
    const a = accretive(n, 2, 9, 1);
    const next = random(2);
    const order = Array.from({ length: n }, (_, i) => i).sort(() => next());
    const moved = complex(n, n);
    for (const [i, p] of order.entries()) {
      for (const [j, q] of order.entries()) {
        moved.re[i * n + j] = 1e-9 * a.re[p * n + q]!;
        moved.im[i * n + j] = 1e-9 * a.im[p * n + q]!;
      }
    }
    expect(accretivePhase(moved)).toBeCloseTo(accretivePhase(a), 11);
    expect(accretivePhase(complex(3, 3))).toBe(0);
  });

  it('refuses what is no number, and what is not square', () => {
    expect(codeOf(() => accretivePhase(complex(1, 1, [Number.NaN])))).toBe('not-finite');
    expect(codeOf(() => accretivePhase(complex(1, 2)))).toBe('matrix-not-square');
  });
});
