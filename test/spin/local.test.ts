import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian } from '../../src/exact/index.js';
import {
  type Operator,
  adjoint,
  anticommutator,
  commutator,
  equalOperators,
  isHermitian,
  multiplyOperators,
  overlap,
  pauli,
  powerOperator,
  squaredNorm,
} from '../../src/spin/index.js';
import { fromInteger } from '../../src/exact/index.js';
import {
  type Matrix,
  bracket,
  dagger,
  distance,
  product,
  stringMatrix,
  traceInner,
  zeros,
  addScaled,
} from './dense.js';
import { localOf, localStrings, matrixOf, parts, partsOf } from './realise.js';

// Integer coefficients: every matrix entry is an exact float, so comparisons have no tolerance.
const sites = 4;
const local = parts({ sites, longest: 4 }).map((p) => ({
  operator: localOf(p),
  matrix: matrixOf(localStrings(p, sites), sites),
}));
const realise = (a: Operator): Matrix => matrixOf(localStrings(partsOf(a), sites), sites);
const same = (a: Operator, m: Matrix): void => {
  expect(distance(realise(a), m)).toBe(0);
};

describe('local operators are matrices', () => {
  test.prop([local, local], { numRuns: 60 })('product', (a, b) => {
    same(multiplyOperators(a.operator, b.operator), product(a.matrix, b.matrix));
  });

  test.prop([local, local], { numRuns: 60 })('commutator and anticommutator', (a, b) => {
    same(commutator(a.operator, b.operator), bracket(a.matrix, b.matrix, -1));
    same(anticommutator(a.operator, b.operator), bracket(a.matrix, b.matrix, 1));
  });

  test.prop([local])('adjoint', (a) => {
    same(adjoint(a.operator), dagger(a.matrix));
    expect(isHermitian(a.operator)).toBe(distance(a.matrix, dagger(a.matrix)) === 0);
  });

  test.prop([local, local])('trace inner product, the first conjugated', (a, b) => {
    const inner = traceInner(a.matrix, b.matrix);
    const found = asGaussian(overlap(a.operator, b.operator))!;
    // Tr(A†B)/2^N
    expect([Number(found.re), Number(found.im)]).toEqual([inner.re / 2 ** sites + 0, inner.im / 2 ** sites + 0]);
    expect(Number(asGaussian(squaredNorm(a.operator))!.re)).toBe(traceInner(a.matrix, a.matrix).re / 2 ** sites);
  });

  test.prop([local, fc.integer({ min: 1, max: 4 })], { numRuns: 30 })('powers', (a, n) => {
    let power = a.matrix;
    for (let k = 1; k < n; k++) power = product(power, a.matrix);
    same(powerOperator(a.operator, n), power);
  });

  test('ladder operators: σ^± = (σ^x ± iσ^y)/2 raise and lower', () => {
    // σ^+ has its one entry in the first row: |↑⟩⟨↓|.
    const raise = zeros(2);
    raise.re[1] = 1;
    const x = stringMatrix('X');
    const sum = zeros(2);
    addScaled(sum, x, { re: 0.5, im: 0 });
    addScaled(sum, stringMatrix('Y'), { re: 0, im: 0.5 });
    expect(distance(sum, raise)).toBe(0);
    expect(distance(matrixOf(localStrings(partsOf(pauli('+', 0, fromInteger(1))), 1), 1), raise)).toBe(0);
    expect(distance(matrixOf(localStrings(partsOf(pauli('-', 0, fromInteger(1))), 1), 1), dagger(raise))).toBe(0);
  });

  test.prop([local, local])('equal operators are equal term by term', (a, b) => {
    expect(equalOperators(a.operator, b.operator)).toBe(distance(a.matrix, b.matrix) === 0);
  });
});
