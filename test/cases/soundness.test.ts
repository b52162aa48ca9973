import { describe, expect, test } from 'vitest';
import { Session } from '../../src/session/index.js';
import { claim, error, last, value } from '../meaning/program.js';
import { termDocuments, valueDocument } from '../../src/report/index.js';

/** Claims that hold, with what they take for granted. */
const proved: readonly (readonly [text: string, assumptions: string])[] = [
  ['prove norm2(sqrt(J) X_0) = J', 'J > 0'],
  ['prove sqrt(J^2) = J', 'J > 0'],
  ['prove sqrt(J)^2 = J', 'J > 0'],
  ['prove sqrt(J) sqrt(J) = J', 'J > 0'],
  ['prove J^(3/2) J^(1/2) = J^2', 'J > 0'],
  ['prove sqrt(J^4) = J^2', ''],
  ['prove sqrt(J^(-2)) J = 1', 'J > 0'],
  ['prove sqrt(J^(-4)) J^2 = 1', 'J != 0'],
  ['prove sqrt(J^6) = J^3', 'J > 0'],
  ['prove conj(J^(-1/2)) = J^(-1/2)', 'J > 0'],
  ['prove sqrt(J) X_0 = sqrt(J) X_0', 'J > 0'],
  ['prove conj(sqrt(J)) = sqrt(J)', 'J > 0'],
  ['prove hermitian(sqrt(J) X_0)', 'J > 0'],
  ['prove overlap(sqrt(J) X_0, sqrt(K) X_0) = sqrt(J K)', 'J > 0, K > 0'],
  ['prove timereverse(sqrt(J) X_0) = -sqrt(J) X_0', 'J > 0'],
  ['prove (sqrt(J) S+_0 + h.c.) sqrt(J) = 2 J Sx_0', 'J > 0'],
  ['prove sqrt(Δ/J) sqrt(J Δ) = Δ', 'Delta > 0, J > 0'],
  ['prove J/J = 1', 'J != 0'],
  ['prove J^(-1) J^2 = J', 'J != 0'],
  ['param g complex; prove g/g = 1', 'g != 0'],
  ['param g complex; prove norm2(g X_0) = g conj(g)', ''],
  // What a definition takes for granted, through substitutions of it.
  ['A = sqrt(J); prove A^2 = J', 'J > 0'],
  ['A = norm2(sqrt(J) X_0); with J = L^2 K: prove A = J', 'K > 0, L > 0'],
  ['A = norm2(sqrt(J) X_0); with J = 4: prove A = 4', ''],
  ['A = norm2(sqrt(J) X_0); with J = 0: prove A = 0', ''],
  ['A = sqrt(J); with J = K^2: prove A = K', 'K > 0'],
  ['A = sqrt(J); B = (with J = K^2: A); prove B = K', 'K > 0'],
  ['A = J/J; with J = K - 1: prove A = 1', 'K - 1 != 0'],
  ['param g complex; A = norm2(sqrt(J) X_0); with J = g conj(g): prove A = J', ''],
  ['h_j = sqrt(J) Z_j; prove h_0 h_1 = J Z_0 Z_1', 'J > 0'],
  // The root is taken after the substitution: with J = -1 it is that of 1.
  ['with J = -1: prove sqrt(J^2) = 1', ''],
  // Chain (16): one radicand λ_z = Δ/J, whose root cancels for either sign of it; only a conjugation makes it positive.
  ["prove S'^z_0 S'^z_1 = Δ/J S^z_0 S^z_1", 'J != 0'],
  ["prove J (S'_0×S''_1)·S'_2 = J (S'_0×S''_1)·S'_2", 'J != 0'],
  ["A = J S'_0·S'_1; with Δ = -1: prove A = J (Sx_0 Sx_1 + Sy_0 Sy_1) - Sz_0 Sz_1", 'J != 0'],
  ["prove S''^z_0 = S^z_0", ''],
  ["prove norm2(S'^z_0) = Δ/(4 J)", 'Delta > 0, J > 0'],
  ["prove S'^z_0 = S'^z_0", 'Delta > 0, J > 0'],
  ["λ_x = K; prove S'^x_0 S'^x_1 = K Sx_0 Sx_1", ''],
  ["λ_x = K; λ_y = K^3; prove S'^x_0 S'^y_1 = K^2 Sx_0 Sy_1", 'K > 0'],
  ["λ_z = K^2; prove S'^z_0 = K Sz_0", 'K > 0'],
  // Numbers without exact form where nothing depends on their size, and angles that are exact.
  ['prove range(cos(1) X_0 X_1 + Z_0) = 2', ''],
  ['prove hermitian(cos(1) X_0)', ''],
  ['prove hermitian(exp(0.3 i) |1><2| + h.c.)', ''],
  ['prove cos(π/3) = 1/2', ''],
  ['prove degree(J cos(π/12) X_0) = 1', ''],
  ['prove range((cos(π/4)^2 + sin(π/4)^2 - 1) X_0 X_1 + Z_0) = 1', ''],
];

/** What is refused, by its code. */
const refused: readonly (readonly [text: string, code: string])[] = [
  // a root of a parameter that turns out not to be positive
  ['with J = -1: prove norm2(sqrt(J) X_0) = -1', 'assumed-positive'],
  ['with J = -1: prove sqrt(J)^2 = -1', 'assumed-positive'],
  ['with J = -1: prove sqrt(J) sqrt(J) = -1', 'assumed-positive'],
  ['with J = -1: prove overlap(sqrt(J) X_0, sqrt(J) X_0) = -1', 'assumed-positive'],
  ['with J = -1: refute hermitian(sqrt(J) X_0)', 'root-of-negative'],
  ['A = norm2(sqrt(J) X_0); with J = -1: prove A = -1', 'assumed-positive'],
  ['A = norm2(sqrt(J) X_0); prove (with J = -1: A) = -1', 'assumed-positive'],
  ['A = norm2(sqrt(J) X_0); with J = K - 1: prove A = K - 1', 'assumed-positive'],
  ['A = norm2(sqrt(J) X_0); with J = -K: prove A = -K', 'assumed-positive'],
  ['param g complex; A = sqrt(J)^2; with J = i g: prove A = i g', 'not-real'],
  ['A = sqrt(J)^2; B = (with J = K: A); with K = -1: prove B = -1', 'assumed-positive'],
  ['A = sqrt(J); with J = K^2: with K = -1: prove A = -1', 'assumed-positive'],
  ['A = sqrt(J); B = (with J = K^2: A); with K = -1: prove B = -1', 'assumed-positive'],
  ["λ_z = J^2; A = S'^z_0; with J = -1: prove A = -Sz_0", 'assumed-positive'],
  ["with Δ = -1, J = 1: prove norm2(S'^z_0) = -1/4", 'assumed-positive'],
  ["with Δ = -1: prove norm2(S'^z_0) = -1/(4 J)", 'assumed-positive'],
  ['J = -1; prove norm2(sqrt(J) X_0) = -1', 'root-of-negative'],
  // an answer that does not show its parameters any more
  ['R = range(J X_0 X_1 + Z_0); with J = 0: prove R = 2', 'settled-before'],
  ['R = range(J X_0 X_1 + Z_0); prove (with J = 0: R) = 2', 'settled-before'],
  ['R = range(J X_0 X_1 + Z_0); T = (with K = 1: R); prove (with J = 0: T) = 2', 'settled-before'],
  ['R = range(J X_0 X_1 + Z_0); T = R + 1; with J = 0: prove T = 3', 'settled-before'],
  // a divisor that turns out to be zero
  ['with J = 0: prove J/J = 1', 'division-by-zero'],
  ['A = J/J; with J = 0: prove A = 1', 'division-by-zero'],
  ['A = (J - K)/L L; with L = 0: prove A = J - K', 'division-by-zero'],
  ['A = J/J; B = (with J = K - 1: A); with K = 1: prove B = 1', 'division-by-zero'],
  ["A = J S'_0·S'_0; with J = 0: prove A = Δ/4", 'division-by-zero'],
  ['A = norm2(J^(-1/2) X_0) J; with J = 0: prove A = 1', 'division-by-zero'],
  // a frequency that is not real
  ['param w complex; prove hermitian(cos(w t) X_0)', 'complex-frequency'],
  ['param w complex; prove conj(exp(i w t)) = exp(-i w t)', 'complex-frequency'],
  ['param w complex; prove norm2(exp(i w t) X_0) = 1', 'complex-frequency'],
  ['param w complex; A = sin(2 w t) X_0 + h.c.', 'complex-frequency'],
  ['param w complex; drive cos(w t) X_j with width = 1', 'complex-frequency'],
  ['param w complex; A = cos(ω t) X_0; with ω = w: A', 'not-real'],
  // what a number without exact form would decide
  ['prove range((cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0) = 2', 'inexact-constant'],
  ['refute range((cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0) = 1', 'inexact-constant'],
  ['refute hermitian((cos(1)^2+sin(1)^2-1) i X_0 + Z_0)', 'inexact-constant'],
  ['refute hermitian((cos(1)^2+sin(1)^2-1) i |1><1|)', 'inexact-constant'],
  ['prove terms((cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0) = 2', 'inexact-constant'],
  ['refute degree((cos(1)^2+sin(1)^2-1) J X_0 + Z_0) = 0', 'inexact-constant'],
  ['refute norm2((cos(1)^2+sin(1)^2-1) X_0) = 0', 'inexact-constant'],
  ['refute symmetries((cos(1)^2+sin(1)^2-1) X_0 + Z_0) = symmetries(Z_0)', 'inexact-constant'],
  ['support((cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0)', 'inexact-constant'],
  ['charge(sum_j S_j·S_<j+1> + (cos(1)^2+sin(1)^2-1) X_j, 3)', 'inexact-constant'],
  ['refute (cos(1)^2+sin(1)^2-1) X_0 = 0', 'inexact-constant'],
  ['refute π X_0 = 3 X_0', 'inexact-constant'],
  ['refute cos(2π/7) + cos(4π/7) + cos(6π/7) = -1/2', 'inexact-constant'],
  ['refute δ(x - cos(1)^2 - sin(1)^2) |1><1| = δ(x - 1) |1><1|', 'inexact-constant'],
  ['refute sqrt(cos(4)^2) = -cos(4)', 'root-of-negative'],
  ['sqrt(cos(4)^2)', 'root-of-negative'],
];

describe('what a proof takes for granted', () => {
  test.each(proved)('%s', (text, assumptions) => {
    const { holds, assumptions: found } = claim(text);
    expect([holds, found.join(', ')]).toEqual([true, assumptions]);
  });

  test('a value set from outside hands on what it takes for granted', () => {
    const session = new Session();
    session.set('J=sqrt(K^2)');
    expect(last('with K = -1: prove J = -1', session)).toMatchObject({
      kind: 'error',
      diagnostic: { code: 'assumed-positive' },
    });
  });

  test('so does a result that gets its name later', () => {
    const session = new Session();
    const shown = last('norm2(sqrt(J) X_0)', session);
    if (shown.kind !== 'value') throw new Error(shown.kind);
    session.environment.define('%1', shown.value);
    expect(last('with J = -1: prove %1 = -1', session)).toMatchObject({
      kind: 'error',
      diagnostic: { code: 'assumed-positive' },
    });
  });
});

describe('what is refused', () => {
  test.each(refused)('%s', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test('the message says which parameter, and what becomes of it', () => {
    expect(error('A = sqrt(Δ)^2; with Δ = -2 K: A').message).toContain('sqrt(Delta) needs Delta > 0');
    expect(error('A = sqrt(Δ)^2; with Δ = -2 K: A').message).toContain('becomes -2*K');
  });

  test('the hint about a frequency works', () => {
    const { hint } = error('param w complex; cos(w t) X_0');
    const declaration = /param w real/u.exec(hint ?? '')?.[0];
    expect(valueDocument(value(`${declaration}; cos(w t) X_0`))).toMatchObject({ kind: 'operator', hermitian: true });
  });
});

describe('documents of values with numbers without exact form', () => {
  test.each([
    ['(cos(1)^2+sin(1)^2-1) X_0 X_1 + Z_0', true, null],
    ['(cos(1)^2+sin(1)^2-1) i X_0 X_1 + X_0 Z_2', null, 3],
    ['cos(1) X_0 X_1', true, 2],
    ['i X_0', false, 1],
  ])('%s', (text, hermitian, range) => {
    const found = value(text);
    expect(valueDocument(found)).toMatchObject({ hermitian, range });
    if (found.kind === 'operator') expect(termDocuments(found.operator).length).toBeGreaterThan(0);
  });
});
