import { describe, expect, test } from 'vitest';
import { valueDocument } from '../../src/report/index.js';
import { claim, error, last, scalar, value } from './program.js';

const document = (text: string): any => valueDocument(value(text));

describe('trace', () => {
  test('is exact: of the infinite chain the coefficient of the identity, of finite chains 2^N times it', () => {
    expect(scalar('trace(3/7 J (1 + X_0))')).toBe('3/7*J');
    expect(scalar('trace(sum_j 2 Δ + Z_j Z_<j+1> + X_j X_j)')).toBe('2*Delta + 1');
    // S_0·S_1 S_0·S_1 = 3/16 − 1/2 S_0·S_1
    expect(scalar('trace((S_0·S_1)^2)')).toBe('3/16');
    expect(scalar('on open(2): trace((S_0·S_1)^2)')).toBe('3/4');
    // tr (Σ Z_j)² = N 2^N
    for (const n of [2, 3, 6]) {
      expect(scalar(`on ring(${n}): trace((sum_j Z_j)^2)`)).toBe(String(n * 2 ** n));
      expect(scalar(`on open(${n}): trace((sum_j Z_j)^2)`)).toBe(String(n * 2 ** n));
    }
    expect(scalar('on open(4): trace(sum_j j)')).toBe('96');
    // The alternating sign has the mean 0.
    expect(scalar('trace(sum_j (-1)^j)')).toBe('0');
    expect(scalar('on open(60): trace(X_0 X_0)')).toBe(String(2n ** 60n));
  });

  test('an operator that is defined on a finite chain is traced there', () => {
    expect(scalar('A = on ring(4): (sum_j Sz_j)^2; trace(A)')).toBe('16');
    expect(claim('prove on ring(5): trace([sum_j X_j Y_<j+1>, sum_j Z_j]) = 0').holds).toBe(true);
    expect(claim('refute trace(1 + X_0) = 2').holds).toBe(true);
  });

  test.each([
    ['trace(sum_j j)', 'position-weight'],
    ['param φ phase; trace(sum_j exp(i φ j))', 'position-weight'],
    ['trace(X_0 + sum_j Z_j)', 'mixed-operator'],
    ['trace(S_0)', 'not-an-operator'],
    ['trace((a_0 + a†_0) X_0)', 'displacement-norm'],
  ])('%s', (text, code) => {
    expect(error(text.replaceAll('a_0', 'a_<0>').replaceAll('a†_0', 'a†_<0>')).code).toBe(code);
  });
});

describe('eigenvalues and matrix', () => {
  test('their documents', () => {
    const found = document('with J = 2: on open(2): eigenvalues(J S_0·S_1)');
    expect(found).toMatchObject({ kind: 'eigenvalues', sites: 2, boundary: 'open', hermitian: true });
    expect(found.levels.map((l: any) => l.degeneracy)).toEqual([1, 3]);
    [-1.5, 0.5, 0.5, 0.5].forEach((e, k) => expect(Math.abs(found.eigenvalues[k] - e)).toBeLessThan(1e-14));
    expect(found.sectors.map((s: any) => [s.sz, s.eigenvalues.length])).toEqual([
      [-1, 1],
      [0, 1],
      [0, 1],
      [1, 1],
    ]);
    expect(found.estimatedError).toBeLessThan(1e-14);
    expect(document('eigenvalues(S+_0)')).toMatchObject({
      hermitian: false,
      eigenvalues: [
        [0, 0],
        [0, 0],
      ],
      estimatedError: expect.any(Number),
    });
    expect(document('matrix(Y_0)')).toMatchObject({
      kind: 'matrix',
      basis: '|↑⟩, |↓⟩',
      re: [
        [0, 0],
        [0, 0],
      ],
      im: [
        [0, -1],
        [1, 0],
      ],
    });
    expect(document('on ring(3): matrix(Z_0)').re.map((row: number[], k: number) => row[k])).toEqual([
      1, 1, 1, 1, -1, -1, -1, -1,
    ]);
  });

  test('texts: degeneracies counted, long lists shortened, digits as the error allows', () => {
    const text = (code: string): string => document(code).text;
    expect(text('on open(3): eigenvalues(sum_j S_j·S_<j+1>)').split('\n')[0]).toBe('-1 ×2, 0 ×2, 0.5 ×4');
    expect(text('eigenvalues(i Z_0 + X_0 X_0)')).toMatch(/^1 - i, 1 \+ i\n2 eigenvalues, on an open chain of 1 site/u);
    expect(text('on open(5): eigenvalues(sum_j (j + 1)^2 Z_j + X_j)')).toContain(' …,');
    expect(text('on ring(5): matrix(sum_j Z_j)')).toMatch(/^a matrix of 32 elements that are not zero/u);
  });

  test('the hints of what is refused can be pasted', () => {
    const missing = error('H = sum_j J S_j·S_<j+1> - B Sz_j; on ring(4): eigenvalues(H)');
    expect(missing.code).toBe('unset-parameter');
    expect(missing.hint).toBe('with B = 1, J = 1: on ring(4): eigenvalues(H)');
    expect(last(`H = sum_j J S_j·S_<j+1> - B Sz_j; ${missing.hint}`).kind).toBe('value');
    const endless = error('eigenvalues(sum_j Z_j)');
    expect(endless.code).toBe('no-finite-chain');
    expect(last(endless.hint!).kind).toBe('value');
    expect(error('eigenvalues(Z_j)').code).toBe('no-finite-chain');
    expect(error('eigenvalues(Z_<-1>)').code).toBe('no-finite-chain');
    expect(error('eigenvalues(Z_0) + 1').code).toBe('not-addable');
    expect(error('prove eigenvalues(Z_0) = 1').code).toBe('not-comparable');
    expect(error('spectrum(Z_0)').hint).toBe('write eigenvalues(Z_0)');
    expect(error('Tr(Z_0)').hint).toBe('write trace(Z_0)');
  });

  test('a free j on a ring is its site 0, with a note', () => {
    const found = last('on ring(3): eigenvalues(Z_j)');
    expect(found.kind === 'value' && found.notes.map((n) => n.message)).toEqual([
      'a free j is site 0 of the ring here; sum_j is the sum over its sites',
    ]);
    const summed = last('on ring(3): eigenvalues(sum_j Z_j)');
    expect(summed.kind === 'value' && summed.notes).toEqual([]);
  });
});
