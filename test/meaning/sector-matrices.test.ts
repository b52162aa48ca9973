import { describe, expect, test } from 'vitest';
import { eigenvalues, matrix, matrixBySectors, operator } from '../../src/index.js';
import { spinlaw } from '../cli/run.js';

const parameters = { J: 0.7, D: -1.3, h: 0.4 };

/** The basis state |a, k⟩ = R^{−1/2} Σ_r e^{−ikr} T^r|a⟩ in the order of Kronecker products, built from its definition. */
function basisState(letters: string, momentum: number, step: number): Map<number, [number, number]> {
  const n = letters.length;
  const translated = (r: number): string => letters.slice(n - r * step) + letters.slice(0, n - r * step);
  const different = [...Array(n / step).keys()].slice(1).find((r) => translated(r) === letters) ?? n / step;
  const images = Array.from({ length: different }, (_, r) => translated(r));
  const k = (2 * Math.PI * momentum) / (n / step);
  return new Map(
    images.map((word, r) => [
      Number.parseInt(word.replaceAll('u', '0').replaceAll('d', '1'), 2),
      [Math.cos(k * r) / Math.sqrt(images.length), -Math.sin(k * r) / Math.sqrt(images.length)],
    ]),
  );
}

describe('the matrix by sectors', () => {
  test.each([
    ['sum_j J (S+_j S-_<j+1> + h.c.) + D Sz_j Sz_<j+1> + h Z_j', { sites: 6 }],
    ['sum_j (J + i D) S+_j S-_<j+1> + (J - i D) S-_j S+_<j+1> + h Z_j Z_<j+2>', { sites: 7 }],
    ['sum_j J i S+_j S-_<j+1> + h Sz_j', { sites: 5 }],
    ['sum_j J X_j Y_<j+1> Z_<j+2> + D X_j X_<j+1> + h Y_j Y_<j+1>', { sites: 6 }],
    ['sum_j (J + (-1)^j D) S_j·S_<j+1> + h X_j', { sites: 6 }],
    ['sum_j J S_j·S_<j+1> + D cross(S_j, S_<j+1>)·vector(0,0,1)', { sites: 5, open: true }],
    ['X_0 Y_3 + J Z_2', { sites: 4, open: true }],
  ])('%s has the elements of the whole matrix and no others', (text, chain) => {
    const a = operator(text);
    const options = { ...chain, parameters };
    const whole = matrix(a, options);
    let squares = 0;
    for (const { numbers, states, size, rows, columns, re, im } of matrixBySectors(a, options)) {
      expect(states).toHaveLength(size);
      const { momentum = 0, step = chain.sites } = numbers;
      const found = new Map(Array.from(rows, (r, i) => [`${r} ${columns[i]}`, [re[i]!, im[i]!]]));
      expect(found.size).toBe(rows.length);
      const vectors = states.map((s) => basisState(s, momentum, step));
      vectors.forEach((bra, r) =>
        vectors.forEach((ket, c) => {
          let [x, y] = [0, 0];
          for (const [p, [u, v]] of bra)
            for (const [q, [s, t]] of ket) {
              const [e, f] = [whole.re[p * whole.cols + q]!, whole.im[p * whole.cols + q]!];
              const [g, h] = [u * s + v * t, u * t - v * s];
              x += e * g - f * h;
              y += e * h + f * g;
            }
          const [a1, b1] = found.get(`${r} ${c}`) ?? [0, 0];
          expect(Math.hypot(a1! - x, b1! - y)).toBeLessThan(1e-12);
          squares += a1! * a1! + b1! * b1!;
        }),
      );
    }
    // Nothing lies outside the blocks: the Frobenius norm is all there.
    expect(squares).toBeCloseTo(
      whole.re.reduce((sum, x, i) => sum + x * x + whole.im[i]! * whole.im[i]!, 0),
      9,
    );
  });

  test('fourteen sites: the trace of A² is that of the eigenvalues, in blocks of the dimensions of combinatorics', () => {
    const a = operator('sum_j J S_j·S_<j+1> + h Sz_j');
    const options = { sites: 14, parameters };
    const sectors = matrixBySectors(a, options);
    expect(sectors.reduce((sum, { size }) => sum + size, 0)).toBe(2 ** 14);
    // Necklaces of 14 beads with 7 of each colour at momentum 0: (C(14, 7) + 6 C(2, 1))/14.
    expect(sectors.find(({ numbers }) => numbers.sz === 0 && numbers.momentum === 0)!.size).toBe((3432 + 12) / 14);
    const squares = sectors.reduce((sum, { re, im }) => sum + re.reduce((s, x, i) => s + x * x + im[i]! ** 2, 0), 0);
    // Tr H² = 2^N N (3/16 J² + h²/4).
    expect(squares / 2 ** 14).toBeCloseTo(14 * ((3 / 16) * 0.7 ** 2 + 0.4 ** 2 / 4), 9);
    expect(eigenvalues(a, { ...options, sites: 6 }).re).toHaveLength(64);
  });

  test('in the language beyond ten sites', () => {
    const run = spinlaw(['eval', 'on open(12): matrix(X_0 X_1 + Y_0 Y_1)', '--json']);
    expect(run.code).toBe(0);
    expect(run.json).toMatchObject({ kind: 'matrix', sites: 12, boundary: 'open' });
    // 2 (|↑↓⟩⟨↓↑| + h.c.) on two of the twelve sites.
    const elements = run.json.sectors.flatMap((s: { elements: number[][] }) => s.elements);
    expect(elements).toHaveLength(2 ** 11);
    expect(elements.every(([, , re, im]: number[]) => re === 2 && im === 0)).toBe(true);
    expect(spinlaw(['eval', 'on ring(12): matrix(sum_j S_j·S_<j+1>)']).out).toContain('blocks by S^z and momentum');
    expect(spinlaw(['eval', 'on ring(12): matrix(sum_j X_j)']).out).toMatch(/in 12 blocks by momentum/u);
    expect(spinlaw(['eval', 'on open(17): matrix(Z_0)', '--json']).json.error.code).toBe('too-many-sites');
  });
});
