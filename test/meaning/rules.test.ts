import { describe, expect, test } from 'vitest';
import { error, marked, notes, scalar, terms, truth, value } from './program.js';

// Numbers of the language's rules stand in front of their tests. Expected coefficients are worked out by hand from S =
// σ/2.

describe('operators', () => {
  test.each<[string, Record<string, string>]>([
    ['S^x_3', { 'X@3': '1/2' }],
    ['σ^y_<-2>', { 'Y@-2': '1' }],
    // S^± = S^x ± iS^y = σ^±
    ['S^+_0', { 'X@0': '1/2', 'Y@0': '1/2*i' }],
    ['σ^-_0', { 'X@0': '1/2', 'Y@0': '-1/2*i' }],
    // S^xS^y = (i/2)S^z
    ['S^x_0 S^y_0', { 'Z@0': '1/4*i' }],
    ['S_0·S_1', { 'XX@0': '1/4', 'YY@0': '1/4', 'ZZ@0': '1/4' }],
    // S×S = iS
    ['(S_0×S_0)^z', { 'Z@0': '1/2*i' }],
    ['(S_0×S_1)^z', { 'XY@0': '1/4', 'YX@0': '-1/4' }],
    ['[S^x_0, S^y_0]', { 'Z@0': '1/2*i' }],
    ['{S^x_0, S^x_0}', { '1@0': '1/2' }],
    ['S_0^2', { '1@0': '3/4' }],
    ['(S^+_0)^2', {}],
    ['S^z_0 S^z_2', { 'ZIZ@0': '1/4' }],
    ['(J + i) X_0', { 'X@0': 'J + i' }],
    ['(S^+_0)†', { 'X@0': '1/2', 'Y@0': '-1/2*i' }],
    ['(i X_0 Y_1)†', { 'XY@0': '-i' }],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });
});

describe('rule 9: + h.c. covers everything before it in its bracket', () => {
  test.each<[string, Record<string, string>]>([
    ['S+_0 S-_1 + h.c.', { 'XX@0': '1/2', 'YY@0': '1/2' }],
    ['sum_j J/2 (S+_j S-_<j+1> + h.c.)', { 'Σ XX': '1/4*J', 'Σ YY': '1/4*J' }],
    ['i X_0 + h.c.', {}],
    ['i X_0 - h.c.', { 'X@0': '2*i' }],
    // The prefactor of the sum belongs to it.
    ['i sum_j X_j Y_<j+1> - h.c.', { 'Σ XY': '2*i' }],
    ['param g complex; g S+_0 + h.c.', { 'X@0': '1/2*g + 1/2*conj(g)', 'Y@0': '1/2*i*g - 1/2*i*conj(g)' }],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  test('a Hermitian summand is doubled, and a note says so', () => {
    expect(terms('S+_0 + Z_0 + h.c.')).toEqual({ 'X@0': '1', 'Z@0': '2' });
    expect(notes('S+_0 + Z_0 + h.c.')).toEqual(['Z_0']);
    expect(notes('S+_0 S-_1 + h.c.')).toEqual([]);
    expect(notes('sum_j J X_j + S+_j + h.c.')).toEqual(['J X_j']);
    expect(notes('i Z_0 - h.c.')).toEqual([]);
  });
});

describe('rule 11: what a dot and a cross stand between', () => {
  test.each([
    ['S_0 S_1', 'vectors-side-by-side', 'S_0 S_1'],
    ['S_0 × 2', 'not-a-vector', 'S_0 × 2'],
    ['S_0 + Z_1', 'vector-plus-scalar', 'Z_1'],
    ['Z_0/Z_1', 'division', 'Z_1'],
    ['Z_0/(J + 1)', 'division-by-sum', 'J + 1'],
    ['J/0', 'division-by-zero', '0'],
    ['[S_0, S_1]', 'bracket-of-vectors', '[S_0, S_1]'],
    ['S_0^3', 'vector-power', 'S_0^3'],
  ])('%s', (text, code, place) => {
    const found = error(text);
    expect([found.code, marked(found)]).toEqual([code, place]);
  });

  test.each(['', 'param J real; ', 'param J complex; ', 'J = 2; '])(
    '%sa cross beside a number is a product',
    (before) => {
      for (const text of ['3 × J', 'J × 3', '3 × J/4', '(J + 1) × 3'])
        expect(scalar(`${before}${text}`)).toBe(scalar(`${before}${text.replace('×', '*')}`));
    },
  );

  test('a dot between anything else is a product', () => {
    expect(terms('J·X_0·Y_1')).toEqual({ 'XY@0': 'J' });
  });
});

describe('rule 12: sums take all that follows', () => {
  test.each<[string, Record<string, string>]>([
    ['sum_j X_j + Y_j', { 'Σ X': '1', 'Σ Y': '1' }],
    ['sum_j X_j + 2 sum_j Y_j', { 'Σ X': '1', 'Σ Y': '2' }],
    ['sum_j X_<j+1>', { 'Σ X': '1' }],
    ['sum_j X_<j-1> Y_<j+1>', { 'Σ XIY': '1' }],
    ['sum_j [X_j, Y_j]', { 'Σ Z': '2*i' }],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  test.each([
    ['sum_j X_j Z_0', 'absolute-site-in-sum', 'Z_0'],
    ['A = Z_0; sum_j X_j A', 'absolute-site-in-sum', 'A'],
    ['h_<j,j+1> = Z_j Z_<j+1>; sum_j h_<0,1>', 'absolute-site-in-sum', 'h_<0,1>'],
    ['H = sum_j X_j; sum_j H', 'sum-in-sum', undefined],
    ['(sum_j X_j) (sum_j Y_j)', 'product-of-sums', undefined],
    ['{sum_j X_j, sum_j Y_j}', 'product-of-sums', undefined],
    ['(sum_j X_j)^2', 'product-of-sums', undefined],
    ['(sum_j X_j) Z_0', 'product-of-sum-and-local', undefined],
    ['sum_i X_i', 'sum-index', undefined],
  ])('%s', (text, code, place) => {
    const found = error(text);
    if (code !== 'sum-index') expect(found.code).toBe(code);
    expect(found.hint).toBeDefined();
    if (place) expect(marked(found)).toBe(place);
  });

  test('a commutator of two sums is a sum, of a sum and a local operator local', () => {
    expect(terms('[sum_j X_j, sum_j Y_j]')).toEqual({ 'Σ Z': '2*i' });
    expect(terms('[sum_j X_j X_<j+1>, Z_5]')).toEqual({ 'XY@4': '-2*i', 'YX@5': '-2*i' });
  });
});

describe('rule 13: a free j', () => {
  test('is site 0 outside a sum', () => {
    expect(terms('S^z_j')).toEqual({ 'Z@0': '1/2' });
    expect(terms('X_<j+2>')).toEqual({ 'X@2': '1' });
    expect(terms('A = X_j; sum_j A Y_<j+1>')).toEqual({ 'Σ XY': '1' });
    // The rate of change of a density at j = 0.
    expect(terms('[sum_j X_j X_<j+1>, Z_j]')).toEqual({ 'XY@-1': '-2*i', 'YX@0': '-2*i' });
  });

  test.each([
    ['j', 'free-position'],
    ['j Z_0', 'free-position'],
    ['(-1)^j Z_0', 'free-position'],
    ['Z_j + [sum_j j Z_j, X_0]', 'free-site-with-weight'],
    ['[sum_j j Z_j, X_j]', 'free-site-with-weight'],
    ['[sum_j (-1)^j Z_j, X_j]', 'free-site-with-weight'],
    ['O = sum_j j Z_j; [O, X_j]', 'free-site-with-weight'],
    ['O = sum_j j Z_j; sum_j [O, X_j]', 'free-site-with-weight'],
    ['O = sum_j j Z_j; H = sum_j X_j; sum_j [O, H]', 'sum-in-sum'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test('with a site of its own the weighted sum has a meaning', () => {
    // The bond sum Σ j Z_j at site 3 counts 3.
    expect(terms('[sum_j j Z_j, X_3]')).toEqual({ 'Y@3': '6*i' });
    expect(terms('[sum_j (-1)^j Z_j, X_3]')).toEqual({ 'Y@3': '-2*i' });
  });
});

describe('position weights and staggering', () => {
  test.each<[string, Record<string, string>]>([
    ['sum_j j Z_j', { 'Σ j Z': '1' }],
    // At m = j + 1 the weight is m − 1.
    ['sum_j j Z_<j+1>', { 'Σ Z': '-1', 'Σ j Z': '1' }],
    ['sum_j j^2 Z_<j-1>', { 'Σ Z': '1', 'Σ j Z': '2', 'Σ j^2 Z': '1' }],
    ['sum_j (-1)^j Z_<j+1>', { 'Σ (-1)^j Z': '-1' }],
    ['sum_j (-1)^(j+1) Z_j', { 'Σ (-1)^j Z': '-1' }],
    ['sum_j (-1)^(-j) Z_j', { 'Σ (-1)^j Z': '1' }],
    ['sum_j (-1)^(2j) Z_j', { 'Σ Z': '1' }],
    ['sum_j (-1)^(2j+1) Z_j', { 'Σ Z': '-1' }],
    ['sum_j (-1)^(3j) Z_j', { 'Σ (-1)^j Z': '1' }],
    ['sum_j (-1)^(j^2) Z_j', { 'Σ (-1)^j Z': '1' }],
    ['sum_j (-1)^j (-1)^j Z_j', { 'Σ Z': '1' }],
    ['sum_j j (-1)^j Z_j', { 'Σ j*(-1)^j Z': '1' }],
    ['sum_j j', { 'Σ j 1': '1' }],
    ['sum_j (j - 1)(j + 1) Z_j', { 'Σ Z': '-1', 'Σ j^2 Z': '1' }],
    ['(-1)^3 Z_0', { 'Z@0': '-1' }],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  test.each(['sum_j 2^j Z_j', 'sum_j (-1)^(j/2) Z_j', 'sum_j (-1)^(J j) Z_j', 'sum_j J^j Z_j'])(
    '%s is refused',
    (text) => {
      expect(error(text).code).toMatch(/position-exponent|unexpected|exponent/u);
    },
  );
});

describe('rule 14: densities', () => {
  test('a name is an operator or a density: the last definition counts', () => {
    const density = 'A_j = Z_j Z_<j+1>';
    for (const before of ['A = X_0', 'A = 2', 'A = sum_j X_j']) {
      expect(terms(`${before}; ${density}; sum_j A_j`)).toEqual({ 'Σ ZZ': '1' });
      expect(error(`${before}; ${density}; A`).code).toBe('density-without-sites');
      expect(error(`${density}; ${before}; sum_j A_j`).code).toBe(error(`${before}; sum_j A_j`).code);
    }
    expect(terms(`${density}; A = X_0; A`)).toEqual({ 'X@0': '1' });
  });

  const h = 'h_<j,j+1> = J S_j·S_<j+1>';

  test('are used as translates of their left side', () => {
    expect(terms(`${h}; h_<j+2,j+3>`)).toEqual({ 'XX@2': '1/4*J', 'YY@2': '1/4*J', 'ZZ@2': '1/4*J' });
    expect(terms(`${h}; h_<0,1>`)).toEqual(terms(`${h}; h_{j,j+1}`));
    expect(terms(`${h}; sum_j h_<j+5,j+6>`)).toEqual(terms('sum_j J S_j·S_<j+1>'));
    expect(terms('m_j = Z_j; m_<j+1>')).toEqual({ 'Z@1': '1' });
    expect(terms('m_j = Z_j; m_1 + m_4')).toEqual({ 'Z@1': '1', 'Z@4': '1' });
    expect(error('m_j = Z_j; m_<j+1> + m_4').code).toBe('free-beside-numbered');
    // i Σ [h_{j,j+1}, h_{j+1,j+2}] is C_3.
    expect(terms(`${h}; i sum_j [h_<j,j+1>, h_<j+1,j+2>]`)).toEqual(terms(`J^2 sum_j (S_j×S_<j+1>)·S_<j+2>`));
  });

  test('may depend on the position', () => {
    expect(terms('m_j = j Z_j; m_3 + m_<-2>')).toEqual({ 'Z@-2': '-2', 'Z@3': '3' });
    expect(terms('m_j = (-1)^j Z_j; m_3')).toEqual({ 'Z@3': '-1' });
    expect(terms('m_j = j Z_j; sum_j m_<j+1>')).toEqual({ 'Σ j Z': '1' });
    expect(error('m_j = j Z_j; m_j').code).toBe('free-position');
  });

  test.each([
    [`${h}; h_<j,j+2>`, 'density-pattern', 'h_<j,j+2>'],
    [`${h}; h_<j+1,j>`, 'density-pattern', 'h_<j+1,j>'],
    [`${h}; h_j`, 'density-pattern', 'h_j'],
    [`${h}; h`, 'density-without-sites', 'h'],
    ['H = sum_j Z_j; H_<j,j+1>', 'not-a-density', 'H_<j,j+1>'],
    ['sum_j B_j Z_j', 'coupling-with-site', 'B_j'],
    ['h_<0,1> = Z_0 Z_1', 'bad-density', 'h_<0,1>'],
    ['m_j = sum_j Z_j', 'sum-in-density', 'sum_j Z_j'],
    ['m_j = sum_j S_j', 'sum-in-density', 'sum_j S_j'],
  ])('%s', (text, code, place) => {
    const found = error(text);
    expect([found.code, marked(found)]).toEqual([code, place]);
  });
});

describe('rule 16: time', () => {
  test.each([
    // cos² + sin² = 1;  sin a cos a = sin 2a / 2
    ['cos(ω t)^2 + sin(ω t)^2', '1'],
    ['2 sin(ω t) cos(ω t) - sin(2 ω t)', '0'],
    ['exp(i ω t) exp(-i ω t)', '1'],
    ['cos(ω t + π/2) + sin(ω t)', '0'],
    ['exp(i ω t) - cos(ω t) - i sin(ω t)', '0'],
    ['conj(exp(i ω t)) - exp(-i ω t)', '0'],
    ['cos(π/6) - sqrt(3)/2', '0'],
  ])('%s is %s', (text, expected) => {
    expect(scalar(text)).toBe(expected);
  });

  test.each([
    ['cos(ω t) cos(ν t)', 'two-frequencies'],
    ['t Z_0', 'time'],
    ['cos(t^2)', 'time'],
    ['exp(ω t)', 'frequency'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });

  test.each(['cos(1) X_0', 'exp(i π/7) X_0', 'π X_0', 'exp(1) X_0'])(
    'rule 20: %s is not exact, and a claim refuses it by name',
    (text) => {
      const found = error(`prove ${text} = X_0`);
      expect(found.code).toBe('inexact-constant');
      expect(found.message).toMatch(/: (cos\(1\)|(cos|sin)\(1\/7\*pi\)|π|exp\(1\)) is not exact/u);
    },
  );

  test('fourier takes components apart', () => {
    expect(terms('fourier(cos(ω t) X_0 + Z_0, 1)')).toEqual({ 'X@0': '1/2' });
    expect(terms('fourier(sin(ω t) X_0 + Z_0, -1)')).toEqual({ 'X@0': '1/2*i' });
    expect(terms('fourier(cos(ω t) X_0 + Z_0, 0)')).toEqual({ 'Z@0': '1' });
    expect(terms('fourier(cos(ω t) X_0, 2)')).toEqual({});
    expect(scalar('fourier(cos(ω t)^2, 0)')).toBe('1/2');
  });
});

describe('rule 19: names and roots', () => {
  test("S' and S'' use Δ/J, or the λ_z a script defines", () => {
    expect(terms("S'^z_0")).toEqual({ 'Z@0': '1/2*Delta^(1/2)*J^(-1/2)' });
    expect(terms("S'^x_0")).toEqual({ 'X@0': '1/2' });
    expect(terms("S''^x_0")).toEqual({ 'X@0': '1/2*Delta^(1/2)*J^(-1/2)' });
    expect(terms("S''^z_0")).toEqual({ 'Z@0': '1/2' });
    expect(terms("λ_z = 4; S'^z_0 + S''^x_0")).toEqual({ 'X@0': '1', 'Z@0': '1' });
    expect(terms("λ_x = 9; λ_z = 4; S'^x_0 + S''^x_0")).toEqual({ 'X@0': '11/6' });
    expect(terms("Δ = 2; J = 8; S'^z_0")).toEqual({ 'Z@0': '1/4' });
    expect(error("J = sum_j Z_j; S'^z_0").code).toBe('not-a-scalar');
  });

  test.each([
    ['iJ', 'did you mean i J'],
    ['jJ', 'did you mean j J'],
    ['C3 = sum_j Z_j; [C3, C9]', 'C3 is defined'],
    ['Hamiltonian = sum_j Z_j; Hamiltonain', 'did you mean Hamiltonian'],
    ['param Delta; Delat', 'did you mean Delta'],
    ['param coupling; Copling', 'did you mean coupling'],
  ])('%s is unknown', (text, hint) => {
    expect(error(text).code).toBe('unknown-name');
    expect(error(text).hint).toContain(hint);
  });

  test('a name nobody knows does not make a commutator vanish', () => {
    expect(error('[H, sum_j Z_j]').code).toBe('unknown-name');
    expect(error('H0 = sum_j Z_j; prove [H0, Q] = 0').code).toBe('unknown-name');
    expect(terms('param g; [g, sum_j Z_j]')).toEqual({});
  });

  test.each(['Q', '-Q', '2 Q', '-2 Q', 'i Q', '2 i Q', 'Q 3'])('prove %s = 0 is no claim about a coupling', (side) => {
    for (const text of [`prove ${side} = 0`, `refute 0 = ${side}`, `prove ${side} = R`])
      expect(error(text).code, text).toBe('unknown-name');
  });

  test('conj and † of parameters', () => {
    expect(scalar('param g complex; conj(g) g - g conj(g)')).toBe('0');
    expect(scalar('conj(J)')).toBe('J');
    expect(scalar('conj(sqrt(J) i)')).toBe('-i*J^(1/2)');
    expect(terms('param g complex; (g Z_0)†')).toEqual({ 'Z@0': 'conj(g)' });
  });

  test.each([
    ['sqrt(8/9)', '2/3*2^(1/2)'],
    ['sqrt(2) sqrt(2)', '2'],
    ['sqrt(Δ/J) sqrt(J Δ)', 'Delta'],
    ['J^(1/2) J^(3/2)', 'J^2'],
    ['0.8', '4/5'],
    ['1/2J', '1/2*J'],
    ['1/(2J)', '1/2*J^-1'],
    ['1e-3', '1/1000'],
    ['(1 + i)^8', '16'],
    ['exp(i π/4)^8', '1'],
  ])('%s is %s', (text, expected) => {
    expect(scalar(text)).toBe(expected);
  });

  test.each([
    ['sqrt(-1)', 'root-of-negative'],
    ['sqrt(J + 1)', 'root-of-sum'],
    ['sqrt(i)', 'root-of-complex'],
    ['sqrt(sqrt(J))', 'root-of-root'],
    ['J^(1/3)', 'exponent'],
    ['J^(K)', 'exponent'],
    ['Z_0^(-1)', 'exponent'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

describe('rule 21: scalars in sums', () => {
  test('are multiples of the identity per site, outside a local identity', () => {
    expect(terms('sum_j Z_j + 3')).toEqual({ 'Σ 1': '3', 'Σ Z': '1' });
    expect(terms('3 + sum_j Z_j')).toEqual({ 'Σ Z': '1', '1@0': '3' });
    expect(terms('Z_0 + J')).toEqual({ '1@0': 'J', 'Z@0': '1' });
  });
});

describe('rule 22: functions of operators', () => {
  test('range, norm2, overlap, hermitian, degree', () => {
    expect(scalar('range(sum_j X_j Y_<j+3>)')).toBe('4');
    expect(scalar('range(0)')).toBe('0');
    // Σ|c|² over XX, YY, ZZ with 1/4 each.
    expect(scalar('norm2(sum_j S_j·S_<j+1>)')).toBe('3/16');
    expect(scalar('norm2(sum_j (-1)^j i X_j)')).toBe('1');
    expect(scalar('overlap(i X_0, X_0 + Z_0)')).toBe('-i');
    expect(scalar('overlap(X_0 + Z_0, i X_0)')).toBe('i');
    expect(scalar('param g complex; norm2(g X_0)')).toBe('g*conj(g)');
    expect(truth('hermitian(i X_0 Y_0)')).toBe(true);
    expect(truth('hermitian(i X_0 Y_1)')).toBe(false);
    expect(truth('hermitian(S+_0)')).toBe(false);
    expect(scalar('degree(sum_j J^2 Δ X_j)')).toBe('3');
    expect(scalar('degree(sqrt(J) X_0)')).toBe('1/2');
    // λ_z and ε_d are pure numbers.
    expect(scalar('degree(λ_z ε_d^2 J X_0)')).toBe('1');
  });

  test('reflect and translate', () => {
    expect(terms('reflect(X_1 Y_3)')).toEqual({ 'YIX@-3': '1' });
    expect(terms('reflect(sum_j X_j Y_<j+1>)')).toEqual({ 'Σ YX': '1' });
    expect(terms('translate(X_1, 3)')).toEqual({ 'X@4': '1' });
    expect(terms('translate(X_1)')).toEqual({ 'X@2': '1' });
    expect(terms('translate(sum_j j X_j, 2)')).toEqual({ 'Σ X': '-2', 'Σ j X': '1' });
    expect(terms('translate(sum_j (-1)^j X_j)')).toEqual({ 'Σ (-1)^j X': '-1' });
    expect(value('reflect(S_1)').kind).toBe('vector');
  });

  test('charge and boost', () => {
    const h = 'H = sum_j J S_j·S_<j+1> - B Sz_j';
    expect(terms(`${h}; charge(H, 3)`)).toEqual(terms('J^2 sum_j (S_j×S_<j+1>)·S_<j+2>'));
    expect(terms(`${h}; boost(H)`)).toEqual(terms('-i sum_j j J S_j·S_<j+1>'));
    expect(terms(`${h}; [boost(H), charge(H, 3)] - charge(H, 4)`)).toEqual({});
  });

  test.each([
    ['norm2(sum_j j X_j)', 'position-weight'],
    ['overlap(sum_j X_j, X_0)', 'mixed-operator'],
    ['degree(J X_0 + Z_0)', 'not-homogeneous'],
    ['degree(0)', 'degree-of-zero'],
    ['charge(sum_j X_j X_<j+1>, 1)', 'charge-number'],
    ['charge(sum_j X_j X_<j+1>, 40)', 'charge-too-long'],
    ['charge(sum_j X_j Y_<j+1> + Z_j Z_<j+1> + X_j, 4)', 'recursion-fails'],
    ['charge(X_0, 3)', 'not-a-chain-sum'],
    ['boost(sum_j j X_j)', 'not-translation-invariant'],
    ['boost(sum_j S_j·S_<j+1> + (-1)^j X_j X_<j+1>)', 'no-boost'],
    ['charge(sum_j S_j·S_<j+1> + (-1)^j X_j X_<j+1>, 3)', 'no-charge'],
    ['charge(sum_j (1 + d (-1)^j) X_j X_<j+1> + (g + h (-1)^j) Z_j, 3)', 'no-charge'],
    ['boost(sum_j cos(ω t) X_j X_<j+1>)', 'time-dependent'],
    ['charge(sum_j X_j X_<j+1>, J)', 'not-an-integer'],
    ['translate(X_0, 1/2)', 'not-an-integer'],
    ['norm2(S_0)', 'not-an-operator'],
    ['charge(sum_j X_j X_<j+1>)', 'wrong-arguments'],
    ['sqrt(X_0)', 'not-a-scalar'],
    ['hermitian(Q)', 'unknown-name'],
  ])('%s is refused', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});
