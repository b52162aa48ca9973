import { fc, test } from '@fast-check/vitest';
import { EigenvalueDecomposition, Matrix as Oracle } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  type Backend,
  type ComplexMatrix,
  type Matrix,
  complex,
  decimalField,
  eigen,
  eigenvalues,
  isComplex,
  real,
  relativeResidual,
} from '../../src/numeric/index.js';
import {
  codeOf,
  distance,
  eigenResidual,
  general,
  hermitianPart,
  largest,
  naive,
  dagger,
  orthogonality,
  random,
  realPart,
  scaled,
  unit,
  withSpectrum,
} from './matrices.js';

const backends: readonly Backend[] = ['wasm', 'typescript'];

/** Rounding of n-term sums of size one: the textbook bound grows as n, what is observed as √n; ten times that. */
const rounding = (n: number) => 40 * Math.sqrt(n) * unit;

const ring = (n: number, f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));

/** A tight-binding ring threaded by a flux: real time reversal is broken, eigenvalues are 2 cos((2πk + φ)/n). */
function fluxRing(n: number, flux: number): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    a.re[i * n + j]! += Math.cos(flux / n);
    a.im[i * n + j]! += Math.sin(flux / n);
    a.re[j * n + i]! += Math.cos(flux / n);
    a.im[j * n + i]! -= Math.sin(flux / n);
  }
  return a;
}

function rankOne(n: number): ComplexMatrix {
  const v = general(n, 1, 5);
  return hermitianPart(naive(v, dagger(v)));
}

/** Wilkinson's W+: pairs of eigenvalues that agree to rounding though no off-diagonal is small. */
function wilkinson(n: number): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n; i++) {
    a.re[i * (n + 1)] = Math.abs(i - (n - 1) / 2);
    if (i + 1 < n) a.re[i * n + i + 1] = a.re[(i + 1) * n + i] = 1;
  }
  return a;
}

function diagonal(values: readonly number[]): ComplexMatrix {
  const n = values.length;
  const a = complex(n, n);
  values.forEach((x, i) => (a.re[i * (n + 1)] = x));
  return a;
}

/** A_ij = 10^{−(i+j)/…}: sizes of elements fall over 30 orders of magnitude. */
function graded(n: number, downwards: boolean): ComplexMatrix {
  const h = hermitianPart(general(n, n, 9));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const place = downwards ? i + j : 2 * (n - 1) - i - j;
      const f = 10 ** ((-15 * place) / n);
      h.re[i * n + j]! *= f;
      h.im[i * n + j]! *= f;
    }
  }
  return h;
}

/** A tridiagonal matrix with complex off-diagonals: the phases can be gauged away, the moduli decide the spectrum. */
function tridiagonal(n: number, d: (i: number) => number, e: (i: number) => number): ComplexMatrix {
  const a = complex(n, n);
  for (let i = 0; i < n; i++) {
    a.re[i * (n + 1)] = d(i);
    if (i + 1 === n) break;
    a.re[i * n + i + 1] = a.re[(i + 1) * n + i] = e(i) * Math.cos(i);
    a.im[i * n + i + 1] = e(i) * Math.sin(i);
    a.im[(i + 1) * n + i] = -e(i) * Math.sin(i);
  }
  return a;
}

const sizes = [1, 2, 3, 4, 5, 7, 8, 16, 23, 24, 25, 31, 32, 33, 34, 48, 49, 63, 65, 97, 130];

const shapes: Readonly<Record<string, () => ComplexMatrix>> = {
  'no time reversal': () => fluxRing(60, 1.234),
  clustered: () =>
    withSpectrum(
      ring(90, (i) => (i < 30 ? 1 : i < 60 ? 1 + 1e-13 * i : 2 + 1e-9 * i)),
      3,
    ),
  'two degenerate levels': () =>
    withSpectrum(
      ring(100, (i) => (i < 37 ? -1 : 3)),
      4,
    ),
  'one level': () =>
    withSpectrum(
      ring(70, () => 2.5),
      4,
    ),
  'graded downwards': () => graded(70, true),
  'graded upwards': () => graded(70, false),
  diagonal: () => diagonal(ring(80, (i) => Math.sin(7 * i))),
  'diagonal, equal': () => diagonal(ring(80, () => 3)),
  'rank one': () => rankOne(80),
  zero: () => complex(40, 40),
  Wilkinson: () => wilkinson(121),
  // Copies of one matrix joined so weakly that their levels agree to ten digits: the classical trap of divide and
  // conquer.
  glued: () =>
    tridiagonal(
      105,
      (i) => Math.abs((i % 21) - 10),
      (i) => (i % 21 === 20 ? 1e-10 : 1),
    ),
  'couplings over sixteen decades': () =>
    tridiagonal(
      110,
      (i) => Math.sin(3 * i),
      (i) => 10 ** ((-16 * ((i * 37) % 110)) / 110),
    ),
  'the Hilbert matrix': () =>
    complex(
      60,
      60,
      ring(3600, (k) => 1 / (Math.floor(k / 60) + (k % 60) + 1)),
    ),
  'near overflow': () => scaled(hermitianPart(general(66, 66, 1)), 1.7e308 / 66),
  'near underflow': () => scaled(hermitianPart(general(66, 66, 1)), 1e-300),
  denormal: () => scaled(hermitianPart(general(30, 30, 1)), 1e-310),
  blocks: () => {
    const a = complex(90, 90);
    const b = hermitianPart(general(30, 30, 2));
    for (let k = 0; k < 3; k++)
      for (let i = 0; i < 30; i++)
        for (let j = 0; j < 30; j++) {
          a.re[(30 * k + i) * 90 + 30 * k + j] = b.re[i * 30 + j]!;
          a.im[(30 * k + i) * 90 + 30 * k + j] = b.im[i * 30 + j]!;
        }
    return a;
  },
};

function checkAll(a: Matrix, backend: Backend): void {
  const n = a.rows;
  const full = eigen(a, { backend });
  const { values, vectors } = full.value;
  const size = largest(a);
  // Divided, not multiplied by the inverse: that of a denormal number is infinite.
  const shrink = size > 1e150 || (size > 0 && size < 1e-150) ? size : 1;
  const one = { ...a, re: a.re.map((x) => x / shrink), ...(isComplex(a) && { im: a.im.map((x) => x / shrink) }) };
  // Denormal elements carry fewer digits than the rounding unit: what scaling loses is absolute, 5e-324 in each.
  const lost = size > 0 ? (n * 5e-324) / size : 0;
  expect(
    eigenResidual(
      one,
      values.map((x) => x / shrink),
      vectors,
    ),
  ).toBeLessThan(rounding(n) + lost);
  expect(orthogonality(vectors)).toBeLessThan(rounding(n));
  for (let i = 1; i < n; i++) expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]!);
  const alone = eigenvalues(a, { backend });
  const scale = Math.max(...values.map(Math.abs));
  for (let i = 0; i < n; i++)
    expect(Math.abs(alone.value[i]! - values[i]!)).toBeLessThanOrEqual((rounding(n) + lost) * scale);
  expect(relativeResidual(full)).toBeLessThan(rounding(n) + lost);
  expect(relativeResidual(alone)).toBeLessThan(rounding(n) + lost);
  expect(full.backend).toBe(backend);
}

describe.each(backends)('Hermitian eigenproblem (%s)', (backend) => {
  it.each(sizes)('has small residuals and orthogonal vectors at n = %i, complex and real', (n) => {
    const a = hermitianPart(general(n, n, 17));
    checkAll(a, backend);
    checkAll(realPart(a), backend);
  });

  it.each(Object.keys(shapes))('stands a matrix that is %s', (name) => {
    const a = shapes[name]!();
    checkAll(a, backend);
    if (a.im.every((x) => x === 0)) checkAll(realPart(a), backend);
  });

  it('knows the flux ring in closed form: a conjugated or transposed result would have another flux', () => {
    const n = 31;
    const flux = 0.7;
    const { values, vectors } = eigen(fluxRing(n, flux), { backend }).value;
    const exact = ring(n, (k) => 2 * Math.cos((2 * Math.PI * k + flux) / n)).sort((x, y) => x - y);
    exact.forEach((x, i) => expect(Math.abs(values[i]! - x)).toBeLessThan(rounding(n)));
    // The spectrum is not degenerate, so each vector is a plane wave: v_{i+1}/v_i is one phase, e^{ik}, and 2 cos(k +
    // φ/n) = λ.
    for (let j = 0; j < n; j++) {
      const at = (i: number) => ({ re: vectors.re[i * n + j]!, im: vectors.im[i * n + j]! });
      const [a, b] = [at(0), at(1)];
      const k = Math.atan2(b.im * a.re - b.re * a.im, b.re * a.re + b.im * a.im);
      expect(Math.abs(2 * Math.cos(k + flux / n) - values[j]!)).toBeLessThan(1e-12);
    }
  });

  it('recovers a given spectrum', () => {
    const exact = ring(75, (i) => Math.cosh(i / 20) - 3);
    const { value } = eigenvalues(withSpectrum(exact, 8), { backend });
    exact.forEach((x, i) => expect(Math.abs(value[i]! - x)).toBeLessThan(rounding(75) * 20));
  });

  it.each([2, 5, 12, 20])('agrees with ml-matrix on the doubled real embedding at n = %i', (n) => {
    const a = hermitianPart(general(n, n, 23));
    const doubled = Oracle.zeros(2 * n, 2 * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        doubled.set(i, j, a.re[i * n + j]!);
        doubled.set(n + i, n + j, a.re[i * n + j]!);
        doubled.set(i, n + j, -a.im[i * n + j]!);
        doubled.set(n + i, j, a.im[i * n + j]!);
      }
    }
    const pairs = new EigenvalueDecomposition(doubled, { assumeSymmetric: true }).realEigenvalues.sort((x, y) => x - y);
    const { value } = eigenvalues(a, { backend });
    // Every level appears twice.
    pairs.forEach((x, i) => expect(Math.abs(value[i >> 1]! - x)).toBeLessThan(1e-13 * n));
  });

  it('agrees with eigenvalues refined in forty decimal digits', () => {
    const n = 6;
    const field = decimalField(40);
    const a = hermitianPart(general(n, n, 77));
    const exact = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => field.complex(a.re[i * n + j]!, a.im[i * n + j]!)),
    );
    const { values, vectors } = eigen(a, { backend }).value;
    values.forEach((value, k) => {
      // Rayleigh's quotient iteration triples the digits: 15, 45. The shift is not exact, so the system is not
      // singular.
      let v = Array.from({ length: n }, (_, i) => field.complex(vectors.re[i * n + k]!, vectors.im[i * n + k]!));
      let level = field.complex(value);
      for (let step = 0; step < 2; step++) {
        const shifted = exact.map((row, i) => row.map((x, j) => (i === j ? field.subtract(x, level) : x)));
        const x = field.solve(shifted, v).value;
        const dot = (p: typeof v, q: typeof v) =>
          p.reduce((s, y, i) => field.add(s, field.multiply(field.conjugate(y), q[i]!)), field.zero);
        level = field.add(level, field.divide(dot(x, v), dot(x, x)));
        const length = field.complex(dot(x, x).re.sqrt());
        v = x.map((y) => field.divide(y, length));
      }
      expect(Math.abs(level.re.toNumber() - value)).toBeLessThan(rounding(n));
      expect(level.im.abs().toNumber()).toBeLessThan(1e-35);
    });
  });

  it('refuses what is not a Hermitian matrix of finite numbers', () => {
    const a = hermitianPart(general(5, 5, 1));
    const spoiled = (x: number, plane: 're' | 'im' = 're') => {
      const b = complex(5, 5, a.re.slice(), a.im.slice());
      b[plane][7] = x;
      return b;
    };
    const o = { backend };
    expect(codeOf(() => eigen(spoiled(NaN), o))).toBe('not-finite');
    expect(codeOf(() => eigen(spoiled(NaN, 'im'), o))).toBe('not-finite');
    expect(codeOf(() => eigenvalues(spoiled(Infinity), o))).toBe('not-finite');
    expect(codeOf(() => eigen(spoiled(0.5), o))).toBe('not-hermitian');
    expect(codeOf(() => eigen({ ...a, im: a.im.map((x) => Math.abs(x)) }, o))).toBe('not-hermitian');
    expect(codeOf(() => eigen(complex(5, 4), o))).toBe('matrix-not-square');
    expect(codeOf(() => eigen({ ...a, rows: 4, cols: 4 }, o))).toBe('matrix-shape');
    expect(codeOf(() => eigen({ ...a, im: new Float64Array(3) }, o))).toBe('matrix-shape');
    expect(codeOf(() => eigen(real(0, 0), o))).toBe('matrix-shape');
    const huge = complex(
      4,
      4,
      ring(16, () => 1.7e308),
    );
    expect(codeOf(() => eigen(huge, o))).toBe('overflow');
    expect(codeOf(() => eigen({ rows: 20000, cols: 20000, re: { length: 4e8 } as Float64Array }, o))).toBe(
      'matrix-too-large',
    );
  });

  it('does not touch its input', () => {
    const a = hermitianPart(general(40, 40, 2));
    const before = complex(40, 40, a.re.slice(), a.im.slice());
    eigen(a, { backend });
    eigenvalues(a, { backend });
    expect(distance(a, before)).toBe(0);
  });
});

it('holds at n = 300, three levels above the corner blocks', () => {
  checkAll(hermitianPart(general(300, 300, 5)), 'wasm');
});

describe('both machines', () => {
  it('give the same levels and the same projectors', () => {
    for (const n of [3, 30, 77]) {
      const a = hermitianPart(general(n, n, 41));
      const [x, y] = backends.map((backend) => eigen(a, { backend }).value);
      const scale = Math.max(...x!.values.map(Math.abs));
      x!.values.forEach((v, i) => expect(Math.abs(v - y!.values[i]!)).toBeLessThan(rounding(n) * scale));
      // |⟨v|w⟩| = 1: vectors agree up to a phase. The error is that of the vectors over the smallest gap.
      const overlap = naive(dagger(x!.vectors), y!.vectors);
      for (let i = 0; i < n; i++)
        expect(Math.abs(Math.hypot(overlap.re[i * (n + 1)]!, overlap.im[i * (n + 1)]!) - 1)).toBeLessThan(1e-12);
    }
  });

  test.prop(
    [
      fc.integer({ min: 1, max: 40 }),
      fc.integer(),
      fc.constantFrom(...backends),
      fc.integer({ min: -300, max: 300 }),
      fc.boolean(),
    ],
    { numRuns: 60 },
  )('keep residuals at rounding for matrices of any sparsity and size of element', (n, seed, backend, exponent, cx) => {
    const next = random(seed || 1);
    const a = hermitianPart(general(n, n, seed % 1000));
    const keep = (next() + 1) / 2;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        if ((next() + 1) / 2 < keep) continue;
        a.re[i * n + j] = a.re[j * n + i] = 0;
        a.im[i * n + j] = a.im[j * n + i] = 0;
      }
    }
    const m = cx ? a : realPart(a);
    const { values, vectors } = eigen(scaled(m, 2 ** exponent), { backend }).value;
    expect(
      eigenResidual(
        m,
        values.map((x) => x / 2 ** exponent),
        vectors,
      ),
    ).toBeLessThan(rounding(n));
    expect(orthogonality(vectors)).toBeLessThan(rounding(n));
    expect(isComplex(vectors)).toBe(cx);
  });
});

describe('the measures themselves', () => {
  it('notice a transposed, a conjugated and a perturbed answer', () => {
    const n = 12;
    const a = hermitianPart(general(n, n, 6));
    const { values, vectors } = eigen(a).value;
    const conjugated = { ...vectors, im: vectors.im.map((x) => -x) };
    expect(eigenResidual(a, values, conjugated)).toBeGreaterThan(1e-2);
    expect(eigenResidual(a, values, dagger(conjugated))).toBeGreaterThan(1e-2);
    const bent = { ...vectors, re: vectors.re.map((x, i) => (i === 5 ? x + 1e-9 : x)) };
    expect(eigenResidual(a, values, bent)).toBeGreaterThan(rounding(n));
    expect(orthogonality(bent)).toBeGreaterThan(rounding(n));
  });
});
