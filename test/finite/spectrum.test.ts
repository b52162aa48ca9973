import { fc, test } from '@fast-check/vitest';
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { describe, expect } from 'vitest';
import { evaluateCoefficient } from '../../src/exact/index.js';
import { eigenvalues, isHermitian, matrix, operator, trace } from '../../src/index.js';
import { addOperators, adjoint, onOpenChain, type Operator } from '../../src/spin/index.js';
import { type Matrix, distance, product, zeros } from '../spin/dense.js';
import {
  chainOf,
  chainStrings,
  localOf,
  localStrings,
  matrixOf,
  type Part,
  parts,
  ringStrings,
} from '../spin/realise.js';
import { codeOf } from '../numeric/matrices.js';

/** Eigenvalues by another library: each eigenvalue of A occurs twice in the real matrix (Re A, −Im A; Im A, Re A). */
function theirs(a: Matrix): number[] {
  const n = a.size;
  const real = new MlMatrix(2 * n, 2 * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const [re, im] = [a.re[i * n + k]!, a.im[i * n + k]!];
      real.set(i, k, re);
      real.set(n + i, n + k, re);
      real.set(n + i, k, im);
      real.set(i, n + k, -im);
    }
  const all = [...new EigenvalueDecomposition(real, { assumeSymmetric: true }).realEigenvalues].sort((x, y) => x - y);
  return all.filter((_, k) => k % 2 === 0);
}

const sum = (x: Matrix, y: Matrix): Matrix => ({
  ...zeros(x.size),
  re: x.re.map((v, k) => v + y.re[k]!),
  im: x.im.map((v, k) => v + y.im[k]!),
});
const dagger = (a: Matrix): Matrix => {
  const out = zeros(a.size);
  for (let i = 0; i < a.size; i++)
    for (let k = 0; k < a.size; k++) {
      out.re[i * a.size + k] = a.re[k * a.size + i]!;
      out.im[i * a.size + k] = -a.im[k * a.size + i]!;
    }
  return out;
};
const largest = (a: readonly number[], b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k]!)), 0);
};

describe('eigenvalues of random operators without any symmetry, against matrices by Kronecker products', () => {
  const chains = fc.tuple(
    fc.integer({ min: 3, max: 5 }),
    parts({ longest: 3, most: 4 }),
    parts({ longest: 2, sites: 3, most: 2 }),
  );
  const open = ([n, a, b]: [number, Part[], Part[]]): [Operator, Matrix] => [
    addOperators(onOpenChain(chainOf(a), n), localOf(b)),
    sum(matrixOf(chainStrings(a, n), n), matrixOf(localStrings(b, n), n)),
  ];

  test.prop([chains], { numRuns: 40 })('Hermitian, on open chains with boundary terms', ([n, a, b]) => {
    const [o, m] = open([n, a, b]);
    const found = eigenvalues(addOperators(o, adjoint(o)), { sites: n, open: true });
    expect(found.hermitian).toBe(true);
    expect(largest([...found.re], theirs(sum(m, dagger(m))))).toBeLessThan(1e-12 + 2 * found.error);
    expect(found.error).toBeLessThan(1e-11);
    expect(found.levels.reduce((count, l) => count + l.degeneracy, 0)).toBe(2 ** n);
  });

  test.prop([fc.tuple(fc.integer({ min: 3, max: 6 }), parts({ longest: 3, most: 4 }))], { numRuns: 40 })(
    'Hermitian, on rings: translations, and whatever else is conserved',
    ([n, a]) => {
      const o = chainOf(a);
      const m = matrixOf(ringStrings(a, n), n);
      const found = eigenvalues(addOperators(o, adjoint(o)), { sites: n });
      expect(largest([...found.re], theirs(sum(m, dagger(m))))).toBeLessThan(1e-12 + 2 * found.error);
      expect(found.sectors.every(({ numbers }) => numbers.momentum !== undefined)).toBe(true);
    },
  );

  test.prop([chains], { numRuns: 40 })('not Hermitian: the sums of their powers are traces', ([n, a, b]) => {
    const [o, m] = open([n, a, b]);
    const found = eigenvalues(o, { sites: n, open: true });
    let power = m;
    for (let k = 1; k <= 3; k++) {
      let [x, y, size] = [0, 0, 1];
      for (let i = 0; i < m.size; i++) {
        x -= power.re[i * (m.size + 1)]!;
        y -= power.im[i * (m.size + 1)]!;
      }
      found.re.forEach((re, i) => {
        const [r, angle] = [Math.hypot(re, found.im[i]!) ** k, k * Math.atan2(found.im[i]!, re)];
        x += r * Math.cos(angle);
        y += r * Math.sin(angle);
        size += r;
      });
      expect(Math.hypot(x, y)).toBeLessThan(1e-10 * size + 1e-12 * m.size * 10 ** k);
      power = product(power, m);
    }
    expect(found.hermitian).toBe(isHermitian(o));
  });

  test.prop([chains], { numRuns: 40 })('the matrix and the trace', ([n, a, b]) => {
    const [o, m] = open([n, a, b]);
    const { re, im } = matrix(o, { sites: n, open: true });
    expect(distance({ size: 2 ** n, re, im }, m)).toBe(0);
    const found = evaluateCoefficient(trace(o, { sites: n, open: true }), () => Number.NaN);
    let [x, y] = [0, 0];
    for (let i = 0; i < m.size; i++) [x, y] = [x + m.re[i * (m.size + 1)]!, y + m.im[i * (m.size + 1)]!];
    expect([found.re, found.im]).toEqual([x, y]);
  });
});

describe('quantum numbers', () => {
  const current = '1/3 sum_j (S_j×S_<j+1>)·S_<j+2>';
  test.each([
    ['XXZ ring', 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 0.4 Z_j Z_<j+1>', 6, false],
    ['XXZ chain', 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 0.4 Z_j Z_<j+1>', 7, true],
    ['without time reversal and reflection', `(sum_j S_j·S_<j+1>) + ${current}`, 6, false],
    ['staggered field', 'sum_j S_j·S_<j+1> + 0.3 (-1)^j Sz_j', 6, true],
    ['staggered field on a ring', 'sum_j S_j·S_<j+1> + 0.3 (-1)^j Sz_j', 6, false],
  ])('%s: S^z is what a field adds to the energies', (_, text, sites, open) => {
    const plain = eigenvalues(operator(text), { sites, open });
    const field = eigenvalues(operator(`(${text}) + 0.37 sum_j Sz_j`), { sites, open });
    const moved = plain.sectors.flatMap(({ numbers, re }) => [...re].map((e) => e + 0.37 * numbers.sz!));
    expect(
      largest(
        moved.sort((a, b) => a - b),
        [...field.re],
      ),
    ).toBeLessThan(1e-12);
  });

  test('one magnon on a ring has J (cos k − 1) above the polarised state, at its momentum', () => {
    for (const sites of [5, 8]) {
      const { sectors } = eigenvalues(operator('sum_j S_j·S_<j+1> + 0 Z_j + 1/10 (S_j×S_<j+1>)^z'), { sites });
      for (let m = 0; m < sites; m++) {
        const k = (2 * Math.PI * m) / sites;
        const [found] = sectors.filter(({ numbers }) => numbers.sz === sites / 2 - 1 && numbers.momentum === m);
        // (S×S)^z hops with ±i/2, so it adds ± sin k/10: the sign tells k from −k.
        const bare = sites / 4 + Math.cos(k) - 1;
        expect(Math.abs(Math.abs(found!.re[0]! - bare) - Math.abs(Math.sin(k) / 10))).toBeLessThan(1e-13);
      }
      const at = (m: number) =>
        sectors.find(({ numbers }) => numbers.sz === sites / 2 - 1 && numbers.momentum === m)!.re[0]!;
      expect(Math.abs(at(1) - at(sites - 1))).toBeGreaterThan(0.1);
    }
  });

  test('reflection and spin flip: the two singlets of four spins', () => {
    // In the two singlets of four spins H is −3/4 ± √3/2 (the closed form of textbooks).
    const { sectors, levels } = eigenvalues(operator('sum_j S_j·S_<j+1>'), { sites: 4, open: true });
    expect(levels[0]!.re).toBeCloseTo(-3 / 4 - Math.sqrt(3) / 2, 13);
    const ground = sectors.filter(({ re }) => re.some((e) => Math.abs(e - levels[0]!.re) < 1e-12));
    expect(ground.map(({ numbers }) => numbers)).toEqual([{ sz: 0, reflection: 1, spinFlip: 1 }]);
  });

  test('fermions of the open XX chain: ε_k = J cos(π k/(N + 1)), k = 1 … N', () => {
    for (const sites of [2, 3, 5, 8]) {
      const { sectors } = eigenvalues(operator('sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1>'), { sites, open: true });
      const modes = Array.from({ length: sites }, (_, k) => Math.cos((Math.PI * (k + 1)) / (sites + 1)));
      for (let n = 0; n <= sites; n++) {
        const wanted: number[] = [];
        for (let set = 0; set < 2 ** sites; set++) {
          const chosen = modes.filter((_, b) => ((set >>> b) & 1) === 1);
          if (chosen.length === n) wanted.push(chosen.reduce((s, e) => s + e, 0));
        }
        const found = sectors.filter(({ numbers }) => numbers.sz === n - sites / 2).flatMap(({ re }) => [...re]);
        expect(
          largest(
            found.sort((a, b) => a - b),
            wanted.sort((a, b) => a - b),
          ),
        ).toBeLessThan(1e-13);
      }
    }
  });

  test('the transverse Ising chain with free ends conserves the parity of the down spins only', () => {
    const { sectors } = eigenvalues(operator('sum_j X_j X_<j+1> + Z_j'), { sites: 4, open: true });
    expect(new Set(sectors.map(({ numbers }) => `${numbers.spinsUp} of ${numbers.modulo}`))).toEqual(
      new Set(['0 of 2', '1 of 2']),
    );
  });
});

describe('eigenvalues of operators that are not Hermitian', () => {
  test('a sum of raising operators is nilpotent, exactly', () => {
    const found = eigenvalues(operator('sum_j S+_j'), { sites: 5, open: true });
    expect([...found.re, ...found.im].every((x) => x === 0)).toBe(true);
    expect(found.levels).toHaveLength(1);
  });

  test('on a ring too, where momentum phases are rounded', () => {
    for (const sites of [5, 6]) {
      const found = eigenvalues(operator('sum_j S+_j + S+_j S+_<j+1>'), { sites });
      expect([...found.re, ...found.im].every((x) => x === 0)).toBe(true);
    }
  });

  test('hopping in one direction, Hatano and Nelson: on an open chain the spectrum does not depend on the asymmetry', () => {
    const hatano = (g: number): Operator => operator(`sum_j ${g} S+_j S-_<j+1> + 1/${g} S-_j S+_<j+1>`);
    const [still, windy] = [1, 2].map((g) => eigenvalues(hatano(g), { sites: 6, open: true }));
    expect(windy!.hermitian).toBe(false);
    expect(largest([...windy!.re], [...still!.re])).toBeLessThan(Math.max(1e-12, windy!.error));
    expect(Math.max(...windy!.im.map(Math.abs))).toBeLessThan(Math.max(1e-12, windy!.error));
    // On a ring one particle has the energies g e^{ik} + e^{−ik}/g.
    const ring = eigenvalues(hatano(2), { sites: 6 });
    for (const { numbers, re, im } of ring.sectors.filter((s) => s.numbers.sz === -2)) {
      const k = (2 * Math.PI * numbers.momentum!) / 6;
      expect(re[0]!).toBeCloseTo(2.5 * Math.cos(k), 12);
      expect(Math.abs(im![0]!)).toBeCloseTo(Math.abs(1.5 * Math.sin(k)), 12);
    }
  });
});

describe('what is refused', () => {
  test.each([
    ['J sum_j Z_j', { sites: 4 }, 'unset-parameter'],
    ['sum_j Z_j', { sites: 17 }, 'too-many-sites'],
    ['sum_j X_j Z_<j+1> + 0.7 Y_j + (-1)^j X_j + 0.3 j Z_j', { sites: 14, open: true }, 'sector-too-large'],
    ['sum_j Z_j cos(t)', { sites: 4 }, 'time-dependent'],
    ['sum_j Z_j (a_j + a†_j)', { sites: 4 }, 'displacement'],
    ['sum_j j Z_j', { sites: 4 }, 'position-weight'],
    ['X_5', { sites: 4, open: true }, 'site-outside'],
  ] as const)('%s', (text, options, code) => {
    expect(codeOf(() => eigenvalues(operator(text), options))).toBe(code);
  });

  test('matrices beyond ten sites; values for parameters by either name', () => {
    expect(codeOf(() => matrix(operator('sum_j Z_j'), { sites: 11 }))).toBe('matrix-too-large');
    const found = eigenvalues(operator('Δ Z_0'), { sites: 2, open: true, parameters: { Delta: 3 } });
    expect([...found.re]).toEqual([-3, -3, 3, 3]);
    expect([...eigenvalues(operator('Δ Z_0'), { sites: 2, open: true, parameters: { Δ: 3 } }).re]).toEqual([
      ...found.re,
    ]);
  });
});
