import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Matrix,
  eigen,
  eigenvalues,
  inlinedSize,
  multiplyMatrices,
  ready,
  relativeResidual,
  simdAvailable,
  solve,
} from '../../src/numeric/index.js';
import {
  codeOf,
  distance,
  eigenResidual,
  general,
  hermitianPart,
  largest,
  naive,
  orthogonality,
  dagger,
  realPart,
} from './matrices.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.resetModules();
});

const small = hermitianPart(general(6, 6, 1));
const fresh = () => import('../../src/numeric/index.js');

describe('the choice of a backend', () => {
  it('is WebAssembly where there is SIMD, and every answer names it', async () => {
    expect(simdAvailable()).toBe(true);
    expect(await ready()).toBe('wasm');
    for (const answer of [eigen(small), eigenvalues(small), solve(small, small), multiplyMatrices(small, small)])
      expect(answer.backend).toBe('wasm');
  });

  it('falls back to TypeScript where SIMD is missing', async () => {
    vi.stubGlobal('WebAssembly', { validate: () => false });
    const numeric = await fresh();
    expect(await numeric.ready()).toBe('typescript');
    expect(numeric.eigen(small).backend).toBe('typescript');
    expect(codeOf(() => numeric.eigen(small, { backend: 'wasm' }))).toBe('backend-missing');
  });

  it('in a page, compiles asynchronously and computes in TypeScript until then', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const numeric = await fresh();
    expect(numeric.eigen(small).backend).toBe('typescript');
    expect(await numeric.ready()).toBe('wasm');
    const answer = numeric.eigen(small);
    expect(answer.backend).toBe('wasm');
    expect(eigenResidual(small, answer.value.values, answer.value.vectors)).toBeLessThan(1e-14);
  });

  it('follows SPINLAW_BACKEND, and the option before it', () => {
    vi.stubEnv('SPINLAW_BACKEND', 'typescript');
    expect(eigen(small).backend).toBe('typescript');
    expect(eigen(small, { backend: 'wasm' }).backend).toBe('wasm');
    vi.stubEnv('SPINLAW_BACKEND', 'fortran');
    expect(codeOf(() => eigen(small))).toBe('unknown-backend');
  });

  it('keeps the kernels under 16 KB in the package', () => {
    expect(inlinedSize).toBeLessThan(16 * 1024);
  });
});

// Where koffi or a system LAPACK is missing, asking for it is a diagnostic; where they are present, it must be right.
describe('the native backend', () => {
  const present = codeOf(() => eigen(small, { backend: 'native' })) === 'none';

  it('computes, or says what is missing', () => {
    if (!present) {
      for (const call of [
        () => eigen(small, { backend: 'native' }),
        () => solve(small, small, { backend: 'native' }),
        () => multiplyMatrices(small, small, { backend: 'native' }),
      ]) {
        expect(codeOf(call)).toBe('backend-missing');
      }
      return;
    }
    const backend = 'native' as const;
    for (const n of [1, 4, 33]) {
      const h = hermitianPart(general(n, n, 2));
      const a = general(n, n, 3);
      const b = general(n, 2, 4);
      const pairs: readonly (readonly [Matrix, Matrix, Matrix])[] = [
        [h, a, b],
        [realPart(h), realPart(a), realPart(b)],
      ];
      for (const [x, y, z] of pairs) {
        const e = eigen(x, { backend });
        expect(e.backend).toBe('native');
        expect(eigenResidual(x, e.value.values, e.value.vectors)).toBeLessThan(1e-13);
        expect(orthogonality(e.value.vectors)).toBeLessThan(1e-13);
        eigenvalues(x, { backend }).value.forEach((v, i) => expect(v).toBeCloseTo(e.value.values[i]!, 12));
        const s = solve(y, z, { backend });
        expect(distance(naive(y, s.value), z)).toBeLessThan(1e-12 * largest(s.value) * n);
        const c = multiplyMatrices(y, z, { backend, adjointLeft: true });
        expect(distance(c.value, naive(dagger(y), z))).toBeLessThan(1e-13);
        for (const answer of [e, s, c]) expect(relativeResidual(answer)).toBeLessThan(1e-13);
        expect(
          distance(
            multiplyMatrices(z, y, { backend, adjointLeft: true, adjointRight: true }).value,
            naive(dagger(z), dagger(y)),
          ),
        ).toBeLessThan(1e-13);
      }
    }
    expect(codeOf(() => eigen(general(3, 3, 1), { backend }))).toBe('not-hermitian');
  });

  it('says so when the library named is none', async () => {
    vi.stubEnv('SPINLAW_LAPACK', 'no-such-library.so');
    const numeric = await fresh();
    expect(codeOf(() => numeric.eigen(small, { backend: 'native' }))).toBe('backend-missing');
  });
});
