import { describe, expect, test } from 'vitest';
import { isZeroCoefficient, parseDecimal, fromNumber, rational, substituteCoefficient } from '../../src/exact/index.js';
import { type Operator, commutator, equalOperators, substituteOperator } from '../../src/spin/index.js';
import type { ClaimResult } from '../../src/proof/index.js';
import { claim, error, operator } from './program.js';

const model = 'H0 = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j';

/** Puts the point of a refuted claim into its residual: real numbers only. */
function atPoint(found: ClaimResult): Operator {
  const values = new Map(
    [...found.point!].map(([name, text]) => {
      const [num, den] = text.split('/');
      const { num: n } = parseDecimal(num!);
      return [name, fromNumber(rational(n, den === undefined ? 1 : parseDecimal(den).num))] as const;
    }),
  );
  return substituteOperator(found.residual!, values);
}

describe('prove and refute', () => {
  test('an identity holds for all parameters, and the words that cancelled are counted', () => {
    const found = claim(
      `${model}; Ob = -i sum_j j (J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>); C3 = [Ob, H0 + B sum_j Sz_j]; prove heat cites chain (16): C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>`,
    );
    expect(found).toMatchObject({
      name: 'heat',
      cites: { kind: 'equation', paper: 'chain', number: '16' },
      holds: true,
      isTrue: true,
      verb: 'prove',
      mode: 'exact',
    });
    expect(found.residual).toBeUndefined();
    expect(found.point).toBeUndefined();
    // Each of the six words of C_3 meets its counterpart.
    expect(found.cancelled).toBeGreaterThanOrEqual(6);
  });

  test('a false claim shows A − B, and a point where it does not vanish', () => {
    const found = claim(`${model}; prove [H0, sum_j (-1)^j Sz_j] = 0`);
    expect(found).toMatchObject({ holds: false, isTrue: false });
    expect(equalOperators(found.residual!, commutator(operator(`${model}; H0`), operator('sum_j (-1)^j Sz_j')))).toBe(
      true,
    );
    const there = atPoint(found);
    expect(there.terms.length).toBeGreaterThan(0);
    expect(there.terms.every((t) => !isZeroCoefficient(t.coefficient))).toBe(true);
  });

  test('refute succeeds exactly where prove fails', () => {
    const text = '[sum_j X_j X_<j+1>, sum_j Z_j] = 0';
    expect(claim(`prove ${text}`).holds).toBe(false);
    expect(claim(`refute ${text}`)).toMatchObject({ holds: true, isTrue: false });
    expect(claim('refute [sum_j Z_j Z_<j+1>, sum_j Z_j] = 0')).toMatchObject({ holds: false, isTrue: true });
  });

  test.each([
    'prove 0 = [sum_j Z_j, sum_j Z_j Z_<j+1>]',
    'prove S_0×S_0 = i S_0',
    'prove 0 = S_0×S_0 - i S_0',
    'prove (J + 1)^2 = J^2 + 2 J + 1',
    'prove hermitian(S_0·S_1)',
    'prove hermitian(S+_0) = false',
    'prove range(X_0 X_3) = 4',
    'prove 2 = 2 X_0^2',
    'prove sum_j X_j = sum_j X_<j+7>',
    'prove cos(ω t)^2 = (1 + cos(2 ω t))/2',
    'refute sum_j 1 = 1',
    'refute J = sqrt(J)',
    'refute X_0 = X_1',
    'refute sum_j X_j = X_0',
    'refute sum_j j X_j = sum_j X_j',
    'refute cos(ω t) = 1',
    'param g complex; refute g = conj(g)',
    'param g complex; prove norm2(g X_0) = g conj(g)',
  ])('%s', (text) => {
    expect(claim(text).holds).toBe(true);
  });

  test.each([
    '(J - 1) (J - 4) (J - 9) X_0',
    '(J - 4 K) X_0',
    '(sqrt(J) - 1) X_0',
    '(J/K - 1) X_0',
    '(J - Δ) (J + Δ) X_0',
    'sqrt(2) J X_0 - 2 X_0',
    '(1/J - 1) X_0',
  ])('the point of %s = 0 avoids its roots', (text) => {
    const found = claim(`prove ${text} = 0`);
    expect(atPoint(found).terms.length).toBeGreaterThan(0);
  });

  test.each([
    // Every real number is a root of the first; the second vanishes at i too, the third at 1 and i.
    'g = conj(g)',
    'g^2 = conj(g)^2',
    'g^4 = 1',
  ])('a complex parameter takes complex values: %s', (text) => {
    const found = claim(`param g complex; prove ${text}`);
    expect(found.holds).toBe(false);
    const g = operator(`(${found.point!.get('g')!}) X_0`).terms[0]!.coefficient;
    expect(isZeroCoefficient(substituteCoefficient(found.residual!.terms[0]!.coefficient, new Map([['g', g]])))).toBe(
      false,
    );
  });

  test.each([
    ['prove S_0 = 2', 'not-comparable'],
    ['prove hermitian(X_0) = X_0', 'not-comparable'],
    ['prove X_0', 'not-a-claim'],
    ['prove j = 0', 'free-position'],
    ['param g complex; prove sqrt(g) = sqrt(conj(g))', 'root-of-complex'],
    ['prove [Q, sum_j Z_j] = 0', 'unknown-name'],
  ])('%s is no claim', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});
