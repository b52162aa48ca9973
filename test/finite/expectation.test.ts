import { fc, test } from '@fast-check/vitest';
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { describe, expect } from 'vitest';
import { evaluateCoefficient } from '../../src/exact/index.js';
import { expectationValue, matrix, operator } from '../../src/index.js';
import { addOperators, adjoint, onOpenChain } from '../../src/spin/index.js';
import { error, last, scalar, value } from '../meaning/program.js';
import { codeOf } from '../numeric/matrices.js';
import { type Matrix, linear, product, stringMatrix, zeros } from '../spin/dense.js';
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

const identity = (n: number): Matrix => {
  const out = zeros(n);
  for (let i = 0; i < n; i++) out.re[i * (n + 1)] = 1;
  return out;
};
/** exp(c A) by the Taylor series of exp(c A/2^s), squared s times. */
function exponential(a: Matrix, c: number): Matrix {
  const norm = Math.abs(c) * Math.max(...a.re.map((x, k) => Math.hypot(x, a.im[k]!))) * a.size;
  const s = Math.max(0, Math.ceil(Math.log2(norm + 1e-300)) + 2);
  let [sum, term] = [identity(a.size), identity(a.size)];
  for (let k = 1; k < 30; k++) {
    term = linear(product(term, a), c / 2 ** s / k, zeros(a.size), 0);
    sum = linear(sum, 1, term, 1);
  }
  for (let k = 0; k < s; k++) sum = product(sum, sum);
  return sum;
}
const traceOf = (a: Matrix): { re: number; im: number } => {
  let [re, im] = [0, 0];
  for (let i = 0; i < a.size; i++) [re, im] = [re + a.re[i * (a.size + 1)]!, im + a.im[i * (a.size + 1)]!];
  return { re, im };
};
const dagger = (a: Matrix): Matrix => {
  const out = zeros(a.size);
  for (let i = 0; i < a.size; i++)
    for (let k = 0; k < a.size; k++) {
      out.re[i * a.size + k] = a.re[k * a.size + i]!;
      out.im[i * a.size + k] = -a.im[k * a.size + i]!;
    }
  return out;
};
const hermitian = (a: Matrix): Matrix => linear(a, 1, dagger(a), 1);

describe('thermal states, against exponentials of dense matrices', () => {
  const chains = fc.tuple(
    fc.integer({ min: 3, max: 4 }),
    parts({ longest: 3, most: 4 }),
    parts({ longest: 2, sites: 3, most: 2 }),
    parts({ longest: 3, sites: 3, most: 3 }),
    fc.constantFrom(0, 0.1, 0.7, -0.4),
  );
  const expected = (h: Matrix, a: Matrix, beta: number) => {
    const rho = exponential(h, -beta);
    const [z, top] = [traceOf(rho), traceOf(product(rho, a))];
    return { re: top.re / z.re, im: top.im / z.re };
  };

  test.prop([chains], { numRuns: 30 })('random complex operators on open chains', ([n, a, b, o, beta]) => {
    const h = addOperators(onOpenChain(chainOf(a), n), localOf(b));
    const m = hermitian(linear(matrixOf(chainStrings(a, n), n), 1, matrixOf(localStrings(b, n), n), 1));
    const found = expectationValue(
      localOf(o),
      { kind: 'thermal', hamiltonian: addOperators(h, adjoint(h)), beta },
      { sites: n, open: true },
    );
    const wanted = expected(m, matrixOf(localStrings(o, n), n), beta);
    expect(Math.hypot(found.re - wanted.re, found.im - wanted.im)).toBeLessThan(1e-11 + found.error);
    expect(found.error).toBeLessThan(1e-10);
  });

  const rings = fc.tuple(
    fc.integer({ min: 3, max: 5 }),
    parts({ longest: 3, most: 3 }),
    parts({ longest: 3, sites: 3, most: 3 }),
    parts({ longest: 3, most: 2 }),
  );
  test.prop([rings], { numRuns: 30 })(
    'rings: operators that are not invariant under translation, and sums',
    ([n, a, o, s]) => {
      const h = chainOf(a);
      const m = hermitian(matrixOf(ringStrings(a, n), n));
      const state = { kind: 'thermal', hamiltonian: addOperators(h, adjoint(h)), beta: 0.3 } as const;
      for (const [operatorOf, dense] of [
        [localOf(o), matrixOf(localStrings(o, n), n)],
        [chainOf(s), matrixOf(ringStrings(s, n), n)],
      ] as const) {
        const found = expectationValue(operatorOf, state, { sites: n });
        const wanted = expected(m, dense, 0.3);
        expect(Math.hypot(found.re - wanted.re, found.im - wanted.im)).toBeLessThan(1e-11 + found.error);
      }
    },
  );

  test('of non-interacting spins: ⟨Z⟩ = −tanh βh', () => {
    const state = { kind: 'thermal', hamiltonian: operator('0.3 sum_j Z_j'), beta: 2 } as const;
    for (const open of [true, false]) {
      const found = expectationValue(operator('Z_2'), state, { sites: 5, open });
      expect(Math.abs(found.re + Math.tanh(0.6))).toBeLessThan(1e-14);
    }
    // β so large that exp(−βE) leaves the range of doubles
    expect(expectationValue(operator('Z_2'), { ...state, beta: 1e5 }, { sites: 5 }).re).toBeCloseTo(-1, 12);
  });

  test('of open XX chains: fermions with the occupations 1/(1 + exp(β cos(π k/(N + 1))))', () => {
    const [n, beta] = [7, 1.3];
    const state = { kind: 'thermal', hamiltonian: operator('sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1>'), beta } as const;
    const modes = Array.from({ length: n }, (_, k) => (Math.PI * (k + 1)) / (n + 1));
    const fermi = (k: number) => 1 / (1 + Math.exp(beta * Math.cos(k)));
    // ⟨S^x S^x + S^y S^y⟩ of a bond = Re⟨c†_j c_{j+1}⟩, with modes √(2/(N+1)) sin(k (j + 1))
    for (const j of [0, 2, 5]) {
      const wanted = modes.reduce(
        (sum, k) => sum + (2 / (n + 1)) * Math.sin(k * (j + 1)) * Math.sin(k * (j + 2)) * fermi(k),
        0,
      );
      const found = expectationValue(operator(`Sx_${j} Sx_${j + 1} + Sy_${j} Sy_${j + 1}`), state, {
        sites: n,
        open: true,
      });
      expect(Math.abs(found.re - wanted)).toBeLessThan(1e-13);
    }
  });
});

describe('ground states and eigenstates', () => {
  /** Σ over the columns of the real matrix (Re, −Im; Im, Re), in which each eigenvector occurs twice. */
  function inEigenstate(h: Matrix, a: Matrix, index: number): number {
    const n = h.size;
    const real = (m: Matrix): MlMatrix => {
      const out = new MlMatrix(2 * n, 2 * n);
      for (let i = 0; i < n; i++)
        for (let k = 0; k < n; k++) {
          out.set(i, k, m.re[i * n + k]!);
          out.set(n + i, n + k, m.re[i * n + k]!);
          out.set(n + i, k, m.im[i * n + k]!);
          out.set(i, n + k, -m.im[i * n + k]!);
        }
      return out;
    };
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(real(h), { assumeSymmetric: true });
    const order = realEigenvalues.map((_, k) => k).sort((p, q) => realEigenvalues[p]! - realEigenvalues[q]!);
    const image = real(a).mmul(eigenvectorMatrix);
    return [2 * index, 2 * index + 1].reduce((sum, k) => {
      for (let i = 0; i < 2 * n; i++) sum += (eigenvectorMatrix.get(i, order[k]!) * image.get(i, order[k]!)) / 2;
      return sum;
    }, 0);
  }

  const chains = fc.tuple(parts({ longest: 3, most: 3 }), parts({ longest: 2, sites: 3, most: 2 }), fc.nat(7));
  test.prop([chains], { numRuns: 30 })(
    'of random complex operators on three sites, against ml-matrix',
    ([a, o, index]) => {
      const n = 3;
      // Different fields on the sites, so that no level is degenerate.
      const fields: Part[] = ['X', 'Y', 'Z'].map((letters, site) => ({
        letters,
        site,
        c: { re: [0.31, 0.77, 1.13][site]!, im: 0 },
        power: 0,
        staggered: false,
      }));
      const text = '(0.31 X_0 + 0.77 Y_1 + 1.13 Z_2)';
      const h = addOperators(
        addOperators(onOpenChain(chainOf(a), n), adjoint(onOpenChain(chainOf(a), n))),
        operator(`2 ${text}`),
      );
      const m = hermitian(linear(matrixOf(chainStrings(a, n), n), 1, matrixOf(localStrings(fields, n), n), 1));
      const observable = addOperators(localOf(o), adjoint(localOf(o)));
      const dense = hermitian(matrixOf(localStrings(o, n), n));
      const options = { sites: n, open: true };
      const found = expectationValue(observable, { kind: 'eigenstate', hamiltonian: h, index }, options);
      expect(Math.abs(found.re - inEigenstate(m, dense, index))).toBeLessThan(1e-9 + 10 * found.error);
      const ground = expectationValue(observable, { kind: 'groundstate', hamiltonian: h }, options);
      expect(ground.degeneracy).toBe(1);
      expect(Math.abs(ground.re - inEigenstate(m, dense, 0))).toBeLessThan(1e-9 + 10 * ground.error);
    },
  );

  test('the Heisenberg ring: the energy per bond, and the mean over a degenerate ground level', () => {
    const h = operator('sum_j S_j·S_<j+1>');
    // N = 4: E = −2, N = 6: E = −1 − √13/2
    const bond = (sites: number) =>
      expectationValue(operator('S_0·S_1'), { kind: 'groundstate', hamiltonian: h }, { sites });
    expect(bond(4).re).toBeCloseTo(-1 / 2, 13);
    expect(bond(6).re).toBeCloseTo((-1 - Math.sqrt(13) / 2) / 6, 13);
    const found = expectationValue(operator('Sz_0'), { kind: 'groundstate', hamiltonian: h }, { sites: 3 });
    expect(found.degeneracy).toBe(4);
    expect(Math.abs(found.re)).toBeLessThan(1e-14);
  });

  test.each([
    ['Z_0', { kind: 'groundstate', hamiltonian: operator('S+_0') }, 'not-hermitian'],
    ['Z_0', { kind: 'thermal', hamiltonian: operator('Z_0'), beta: Number.POSITIVE_INFINITY }, 'not-finite'],
    ['Z_0', { kind: 'eigenstate', hamiltonian: operator('Z_0 + 2 Z_1'), index: 4 }, 'no-such-eigenstate'],
    ['Z_0', { kind: 'eigenstate', hamiltonian: operator('Z_0 + 2 Z_1'), index: 0.5 }, 'no-such-eigenstate'],
    ['Z_0', { kind: 'eigenstate', hamiltonian: operator('Z_0'), index: 0 }, 'degenerate-eigenstate'],
    ['J Z_0', { kind: 'groundstate', hamiltonian: operator('Z_0') }, 'unset-parameter'],
    ['Z_2', { kind: 'groundstate', hamiltonian: operator('Z_0') }, 'site-outside'],
  ] as const)('%s in %o is refused', (text, state, code) => {
    expect(codeOf(() => expectationValue(operator(text), state, { sites: 2, open: true }))).toBe(code);
  });
});

describe('product states are exact', () => {
  const unit = fc.constantFrom(
    [0, 0, 1],
    [0, 0, -1],
    [1, 0, 0],
    [0, -1, 0],
    [0.6, 0, 0.8],
    [0, 0, 0],
    [0.5, 0.5, -0.5],
  );
  test.prop([unit, unit, parts({ longest: 3, sites: 4, most: 3 }), parts({ longest: 3, most: 2 })], { numRuns: 40 })(
    'against ∏ (1 + n·σ)/2 as a matrix',
    (p, q, local, sum) => {
      const n = 4;
      const spins = [p, q, p, q];
      let rho: Matrix = identity(2 ** n);
      spins.forEach((v, j) => {
        let factor = linear(identity(2 ** n), 0.5, zeros(2 ** n), 0);
        ['X', 'Y', 'Z'].forEach((letter, k) => {
          factor = linear(factor, 1, stringMatrix('I'.repeat(j) + letter + 'I'.repeat(n - 1 - j)), v[k]! / 2);
        });
        rho = product(rho, factor);
      });
      // n_j = p on even and q on odd sites
      const component = (k: number) => `${(p[k]! + q[k]!) / 2} + ${(p[k]! - q[k]!) / 2} (-1)^j`.replaceAll('+ -', '- ');
      const state = `product(vector(${[0, 1, 2].map(component).join(', ')}))`;
      const evaluate = (chain: string, name: string, text: string): { re: number; im: number } => {
        const found = value(`${name} = ${text}; ${chain}expect(${name}, ${state})`);
        if (found.kind !== 'scalar') throw new Error(found.kind);
        return evaluateCoefficient(found.scalar, () => Number.NaN);
      };
      const textOf = (list: readonly Part[], site: (k: number) => string): string =>
        list
          .map(({ letters, c, site: at }) => {
            const word = [...letters].flatMap((l, k) => (l === 'I' ? [] : [`${l}_${site(at + k)}`])).join(' ');
            return `(${c.re} + ${c.im} i) ${word === '' ? '1' : word}`.replaceAll('+ -', '- ');
          })
          .join(' + ');
      const compare = (found: { re: number; im: number }, m: Matrix): void => {
        const wanted = traceOf(product(rho, m));
        expect(Math.hypot(found.re - wanted.re, found.im - wanted.im)).toBeLessThan(1e-12);
      };
      compare(
        evaluate(
          '',
          'A',
          textOf(local, (k) => String(k)),
        ),
        matrixOf(localStrings(local, n), n),
      );
      compare(
        evaluate('on open(4): ', 'A', `sum_j ${textOf(sum, (k) => `<j+${k}>`)}`),
        matrixOf(chainStrings(sum, n), n),
      );
      compare(
        evaluate('on ring(4): ', 'A', `sum_j ${textOf(sum, (k) => `<j+${k}>`)}`),
        matrixOf(ringStrings(sum, n), n),
      );
      // Per site on the infinite chain: the ring is a multiple of the period.
      const ring = evaluate('on ring(4): ', 'A', `sum_j ${textOf(sum, (k) => `<j+${k}>`)}`);
      const site = evaluate('', 'A', `sum_j ${textOf(sum, (k) => `<j+${k}>`)}`);
      expect(Math.hypot(ring.re / 4 - site.re, ring.im / 4 - site.im)).toBeLessThan(1e-12);
    },
  );

  test('with parameters and phases; spirals', () => {
    expect(scalar('expect(S_0·S_1, product(vector(0, 0, m)))')).toBe('1/4*m^2');
    expect(scalar('param φ phase; expect(X_3, product(vector(cos(φ j), sin(φ j), 0)))')).toBe(
      scalar('param φ phase; cos(3 φ)'),
    );
    expect(error('param φ phase; expect(sum_j X_j, product(vector(cos(φ j), sin(φ j), 0)))').code).toBe(
      'position-weight',
    );
    expect(error('expect(sum_j j Z_j, product(vector(0, 0, 1)))').code).toBe('position-weight');
    expect(scalar('on open(4): expect(sum_j j Z_j, product(vector(0, 0, (-1)^j)))')).toBe('-2');
  });

  test('kets have a letter for every spin', () => {
    const up = (letters: string, j: number): number => (letters[j] === 'u' ? 1 : -1);
    for (const letters of ['u', 'd', 'ud', 'uddud', 'uuuuuudd']) {
      for (let j = 0; j < letters.length; j++)
        expect(scalar(`expect(Z_${j}, |${letters}>)`)).toBe(String(up(letters, j)));
      expect(scalar(`expect(X_0, |${letters}>)`)).toBe('0');
    }
    const letters = 'uudud';
    const bonds = (n: number) =>
      Array.from({ length: n }, (_, j) => up(letters, j) * up(letters, (j + 1) % 5)).reduce((a, b) => a + b);
    expect(scalar(`on ring(5): expect(sum_j Z_j Z_<j+1>, |${letters}>)`)).toBe(String(bonds(5)));
    expect(scalar(`on open(5): expect(sum_j Z_j Z_<j+1>, |${letters}>)`)).toBe(String(bonds(4)));
    for (const ket of ['|↑↓⟩', '|\\uparrow\\downarrow\\rangle', '\\ket{\\uparrow \\downarrow}', '| u d >'])
      expect(scalar(`expect(Z_0 + 2 Z_1, ${ket})`)).toBe('-1');
    expect(error('expect(sum_j Z_j, |ud>)').hint).toBe('on ring(2): expect(sum_j Z_j, |ud>)');
    expect(error('expect(Z_2, |ud>)').code).toBe('site-outside');
    expect(error('on ring(3): expect(Z_2, |ud>)').code).toBe('ket-length');
    expect(error('X_0 |ud>').code).toBe('not-a-factor');
    expect(error('|u><d|').code).toBe('free-level');
  });

  test('states are values with names, and only expect uses them', () => {
    const found = last('H = sum_j S_j·S_<j+1>; s = on ring(4): groundstate(H); expect(S_0·S_1, s)');
    expect(found.kind === 'value' && found.value.kind === 'number' && found.value.re).toBeCloseTo(-0.5, 12);
    expect(error('product(vector(0, 0, 1)) + 1').code).toBe('not-addable');
    expect(error('product(vector(0, 0, 2))').code).toBe('bloch-vector');
    expect(error('product(vector(X_j, 0, 0))').code).toBe('not-a-scalar');
    expect(error('product(3)').code).toBe('not-a-vector');
    expect(error('thermal(sum_j Z_j, 1)').code).toBe('no-finite-chain');
    expect(error('on open(2): thermal(sum_j Z_j, β)').hint).toBe('with β = 1: on open(2): thermal(sum_j Z_j, β)');
  });
});

describe('product states of the library', () => {
  const text = '(sum_j J S_j·S_<j+1> + (h + i D) X_j Y_<j+1> Z_<j+2>) + X_0 + D Z_2';
  const parameters = { J: 0.7, h: -1.1, D: 0.4 };
  const component = fc.double({ min: -0.57, max: 0.57, noNaN: true });
  const matrixAt = (sites: number, open: boolean) => matrix(operator(text), { sites, open, parameters });

  test.prop([
    fc.array(fc.tuple(component, component, component), {
      minLength: 4,
      maxLength: 5,
    }),
    fc.boolean(),
  ])('against Tr ρA with ρ the Kronecker product of (1 + n·σ)/2', (vectors, open) => {
    const sites = vectors.length;
    let rho: [number, number][][] = [[[1, 0]]];
    for (const [x, y, z] of vectors) {
      const one: [number, number][][] = [
        [
          [(1 + z) / 2, 0],
          [x / 2, -y / 2],
        ],
        [
          [x / 2, y / 2],
          [(1 - z) / 2, 0],
        ],
      ];
      rho = rho.flatMap((row) =>
        one.map((line) =>
          row.flatMap(([a, b]) => line.map(([c, d]): [number, number] => [a * c - b * d, a * d + b * c])),
        ),
      );
    }
    const { re, im, rows } = matrixAt(sites, open);
    let [x, y] = [0, 0];
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < rows; c++) {
        const [a, b] = rho[c]![r]!;
        x += a * re[r * rows + c]! - b * im[r * rows + c]!;
        y += a * im[r * rows + c]! + b * re[r * rows + c]!;
      }
    const found = expectationValue(operator(text), { kind: 'product', spins: vectors }, { sites, open, parameters });
    expect(Math.hypot(found.re - x, found.im - y)).toBeLessThan(found.error + 1e-13);
  });

  test('letters are spins along z, and what is no state is refused', () => {
    const at =
      (spins: never, sites = 4) =>
      () =>
        expectationValue(operator('sum_j (-1)^j Z_j'), { kind: 'product', spins }, { sites });
    expect(at('udud' as never)().re).toBe(4);
    expect(at('↓↑↓↑' as never)().re).toBe(-4);
    for (const spins of ['udu', 'udux', [[0, 0, 1]], Array.from({ length: 4 }, () => [1, 1, 0])])
      expect(codeOf(at(spins as never))).toBe('bloch-vector');
    expect(codeOf(at(Array.from({ length: 4 }, () => [0, Number.NaN, 0]) as never))).toBe('not-finite');
  });
});
